"""Cases and their papers, decisions, listings and their publication."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import (
    Case,
    CaseAnswer,
    CasePerson,
    CasePoint,
    CaseStep,
    ListDecision,
    Listing,
    Publication,
)
from services.apply.files import add_evidence
from services.apply.papers import take_over
from services.apply.rows import Body, Private, add_row, applies, change_row, typed


@applies("case.open")
def open_case(session: Session, body: Body, private: Private) -> None:
    add_row(session, Case, body, body["data"]["case"], private)


@applies("case.step")
def step(session: Session, body: Body, private: Private) -> None:
    """A paper with those whom it names, its points or its answers. An approval that was refused takes the
    decision back. ``paper``: the official paper that came back before it was recorded."""
    data = body["data"]
    row = add_row(session, CaseStep, body, data["step"], private)
    session.flush()
    for person in data["persons"]:
        add_row(session, CasePerson, body, person, private)
    for point in data["points"]:
        add_row(session, CasePoint, body, point, private)
    for answer in data["answers"]:
        add_row(session, CaseAnswer, body, answer, private)
    add_evidence(session, body, private)
    if "paper" in data:
        take_over(session, data["paper"], "case_step", row.id)
    if row.kind == "approval" and not row.passed:
        change_row(session, ListDecision, str(row.regards), {"withdrawn_by": row.typed_by}, private)


@applies("decision.make")
def decide(session: Session, body: Body, private: Private) -> None:
    """What binds acts at once; an entry waits for its service, others for their second person."""
    decision = add_row(session, ListDecision, body, body["data"]["decision"], private)
    session.flush()
    add_evidence(session, body, private)
    _act(session, decision, body)


@applies("decision.confirm")
def confirm(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    decision = change_row(
        session, ListDecision, data["decision"], {"confirmed_by": data["confirmed_by"]}, private
    )
    _act(session, decision, body)


@applies("decision.withdraw")
def withdraw(session: Session, body: Body, private: Private) -> None:
    """A decision is taken back before it binds."""
    data = body["data"]
    change_row(
        session, ListDecision, data["decision"], {"withdrawn_by": data["withdrawn_by"]}, private
    )


def _act(session: Session, decision: ListDecision, body: Body) -> None:
    """Let a decision that binds take effect, unless it is an entry."""
    if not decision.acts_at_once:
        return
    decision.effective_entry_id = body["id"]
    if decision.action in ("leave", "annul"):
        _end_listing(session, decision)
    elif decision.action == "lift":
        _end_stays(session, decision)


def take_effect(session: Session, effect: Mapping[str, Any], body: Body) -> None:
    """An entry whose decision was served: the listing begins. ``effect`` stands in the body of the service."""
    decision = session.get_one(ListDecision, effect["decision"])
    span = {name: effect[name] for name in ("from_on", "until_on", "for_life")}
    for name, value in typed(ListDecision, span).items():
        setattr(decision, name, value)
    decision.effective_entry_id = body["id"]
    listing = Listing(
        id=effect["listing"],
        entry_id=body["id"],
        case_id=decision.case_id,
        decision_id=decision.id,
        subject_id=decision.subject_id,
        scheme=decision.scheme,
        list_code=decision.list_code,
        **typed(Listing, span),
    )
    _replace(session, decision, listing.from_on)
    session.add(listing)


def not_served(session: Session, undone: Mapping[str, Any]) -> None:
    """The service of an entry was taken back: the listing never began, and what it had replaced goes on."""
    listing = session.get_one(Listing, undone["listing_id"])
    listing.until_on, listing.end, listing.for_life = listing.from_on, "unserved", False
    decision = change_row(
        session, ListDecision, str(listing.decision_id), undone["decided"], Private()
    )
    decision.effective_entry_id = None
    for row in undone["replaced"]:
        span = {name: row[name] for name in ("until_on", "end", "for_life")}
        change_row(session, Listing, row["id"], span, Private())


def replaced_by(session: Session, decision: ListDecision, day: date) -> Sequence[Listing]:
    """What stands on the same list on the day on which an entry begins."""
    standing = select(Listing).where(
        Listing.subject_id == decision.subject_id,
        Listing.scheme == decision.scheme,
        Listing.list_code == decision.list_code,
        Listing.from_on <= day,
        or_(Listing.until_on.is_(None), Listing.until_on > day),
    )
    return session.scalars(standing.order_by(Listing.id)).unique().all()


def _replace(session: Session, decision: ListDecision, day: date) -> None:
    """A new entry on the same list ends the one that stands (docs/ruleset.md 10.8)."""
    for listing in replaced_by(session, decision, day):
        listing.until_on, listing.end, listing.for_life = day, "replaced", False
    session.flush()


def _end_listing(session: Session, decision: ListDecision) -> None:
    """Leaving ends the newest listing of the case; an annulment every one: it never stood."""
    query = select(Listing).where(
        Listing.case_id == decision.case_id, Listing.end.is_distinct_from("unserved")
    )
    listings = session.scalars(query.order_by(Listing.from_on.desc(), Listing.id.desc())).all()
    for listing in listings if decision.action == "annul" else listings[:1]:
        annulled = decision.action == "annul"
        listing.until_on = listing.from_on if annulled else decision.from_on
        listing.end, listing.for_life = decision.action, False


def _end_stays(session: Session, decision: ListDecision) -> None:
    """A stay that has not begun by the day of its lifting never holds."""
    query = select(ListDecision).where(
        ListDecision.case_id == decision.case_id,
        ListDecision.action == "stay",
        ListDecision.effective_entry_id.is_not(None),
    )
    lifted_on = decision.from_on
    assert lifted_on is not None
    for stay in session.scalars(query):
        assert stay.from_on is not None
        if stay.until_on is None or stay.until_on > lifted_on:
            stay.until_on = max(stay.from_on, lifted_on)


@applies("publication.ask")
def ask(session: Session, body: Body, private: Private) -> None:
    add_row(session, Publication, body, body["data"]["publication"], private)


@applies("publication.decide")
def agree(session: Session, body: Body, private: Private) -> None:
    """``changes`` is one of agreed_by, refused_by, ended_on."""
    data = body["data"]
    change_row(session, Publication, data["publication"], data["changes"], private)
