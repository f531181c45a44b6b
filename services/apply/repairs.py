"""Rectification of records and credit repair: asked for, decided, revoked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import (
    Listing,
    Publication,
    Rectification,
    Repair,
    RepairDecision,
    RepairItem,
    RepairPaper,
)
from services.apply.files import add_evidence
from services.apply.papers import take_over
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("event.rectify")
def rectify(session: Session, body: Body, private: Private) -> None:
    add_row(session, Rectification, body, body["data"]["rectification"], private)
    add_evidence(session, body, private)


@applies("event.rectify_accept")
def accept(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    changes = {"accepted_by": data["accepted_by"], "accepted_entry_id": body["id"]}
    change_row(session, Rectification, data["rectification"], changes, private)


@applies("event.rectify_refuse")
def refuse(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    changes = {"refused_by": data["refused_by"]}
    change_row(session, Rectification, data["rectification"], changes, private)


@applies("repair.ask")
def ask(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    add_row(session, Repair, body, data["repair"], private)
    session.flush()
    for item in data["items"]:
        add_row(session, RepairItem, body, item, private)
    add_evidence(session, body, private)


@applies("repair.give_up")
def give_up(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    change_row(session, Repair, data["repair"], {"given_up_on": data["on"]}, private)


@applies("repair.paper")
def paper(session: Session, body: Body, private: Private) -> None:
    """``official``: the paper that came back before it was recorded."""
    data = body["data"]
    row = add_row(session, RepairPaper, body, data["paper"], private)
    add_evidence(session, body, private)
    if "official" in data:
        take_over(session, data["official"], "repair", row.id)


@applies("repair.decide")
def decide(session: Session, body: Body, private: Private) -> None:
    """One typed from paper waits for its second clerk, a revocation for its service."""
    decision = add_row(session, RepairDecision, body, body["data"]["decision"], private)
    session.flush()
    add_evidence(session, body, private)
    if decision.acts_at_once:
        _take_effect(session, decision, body)


@applies("repair.confirm")
def confirm(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    changes = {"confirmed_by": data["confirmed_by"]}
    decision = change_row(session, RepairDecision, data["decision"], changes, private)
    if decision.acts_at_once:
        _take_effect(session, decision, body)


@applies("repair.withdraw")
def withdraw(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    changes = {"withdrawn_by": data["withdrawn_by"]}
    change_row(session, RepairDecision, data["decision"], changes, private)


def _take_effect(session: Session, decision: RepairDecision, body: Body) -> None:
    """Granted: publicity, sharing and measures end."""
    decision.effective_entry_id = body["id"]
    if decision.action == "grant" and decision.from_on is not None:
        repair = session.get_one(Repair, decision.repair_id)
        for item in repair.items:
            _end(session, item, decision.from_on)
    session.flush()


def take_back(session: Session, effect: Mapping[str, Any], body: Body) -> None:
    """A revocation that was served: what is left of each term runs again."""
    changes = {name: effect[name] for name in ("list_code", "from_on", "until_on")}
    decision = change_row(session, RepairDecision, effect["repair_decision"], changes, Private())
    decision.effective_entry_id = body["id"]
    for row in effect["listings"]:
        add_row(session, Listing, body, row, Private())
    session.flush()
    for row in effect["publications"]:
        add_row(session, Publication, body, row, Private())
    session.flush()


def not_revoked(session: Session, undone: Mapping[str, Any]) -> None:
    """The service of a revocation was taken back: the repair stands again until the revocation is served."""
    waits = {"list_code": None, "from_on": None, "until_on": None}
    decision = change_row(session, RepairDecision, undone["repair_decision"], waits, Private())
    decision.effective_entry_id = None
    if undone["listing_id"] is not None:
        listing = session.get_one(Listing, undone["listing_id"])
        listing.until_on, listing.end, listing.for_life = listing.from_on, "unserved", False
    ended = {"ended_on": undone["ended_on"]}
    for publication_id in undone["publications"]:
        change_row(session, Publication, publication_id, ended, Private())


def _end(session: Session, item: RepairItem, day: date) -> None:
    if item.publication_id is not None:
        session.get_one(Publication, item.publication_id).ended_on = day
    if item.listing_id is not None:
        listing = session.get_one(Listing, item.listing_id)
        listing.until_on, listing.end, listing.for_life = day, "repair", False
        for publication in listing.publications:
            if publication.agreed_by is not None and publication.ended_on is None:
                publication.ended_on = day
