"""What a decision on a repair does: to lists and publicity, and, looked at before, to score and grade."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import Listing, Publication, Repair, RepairDecision, RepairItem, new_id
from services.apply.rows import body_value
from services.repairs.repairable import Repairable
from services.rules.list_rules import standing_on
from services.rules.rulebook import rule_book
from services.standing.facts import facts
from services.standing.scores import renew
from services.statements.shown_effect import ShownEffect, between


def list_left(session: Session, repair: Repair) -> str | None:
    """The list that a grant takes the party off."""
    listing = _listing(session, repair)
    return listing.list_code if listing else None


def old_end(repair: Repair, target_id: str) -> date | None:
    """The exclusive end that a stay or publicity had before its repair (None: no end known)."""
    return next(item.until_on for item in repair.items if target_id in _targets(item))


def _targets(item: RepairItem) -> tuple[str | None, ...]:
    return item.event_id, item.listing_id, item.publication_id


def _is_left(until: date | None, day: date) -> bool:
    return until is None or until > day


def effect_of_revocation(
    session: Session, document_id: str, served_on: date
) -> dict[str, Any] | None:
    """What the service of a revocation brings back, for the body of its record; None for any other document.

    A stay and its publicity run on for what is left of their term, as rows of their own: what lay between
    stays history.
    """
    decision = session.get(RepairDecision, document_id)
    if decision is None or decision.action != "revoke" or decision.effective_entry_id is not None:
        return None
    repair = session.get_one(Repair, decision.repair_id)
    listing = _listing(session, repair)
    until = old_end(repair, listing.id) if listing else None
    again = listing if listing is not None and _is_left(until, served_on) else None
    row = _listing_row(again, served_on, until) if again is not None else None
    return {
        "repair_decision": decision.id,
        "list_code": again.list_code if again else None,
        "from_on": served_on.isoformat(),
        "until_on": body_value(until) if again else None,
        "listings": [row] if row else [],
        "publications": _publicity(session, repair, again, row, served_on),
    }


def _publicity(
    session: Session,
    repair: Repair,
    again: Listing | None,
    row: Mapping[str, Any] | None,
    day: date,
) -> list[dict[str, Any]]:
    """Of the stay that runs on what its repair ended, and what was repaired by itself."""
    granted, found = repair.decided("grant"), list[dict[str, Any]]()
    if again is not None and row is not None and granted is not None:
        ended = [p for p in again.publications if p.ended_on == granted.from_on]
        found += _publication_rows(ended, row["id"], day)
    for item in repair.items:
        if item.publication_id is not None:
            publication = session.get_one(Publication, item.publication_id)
            found += _publication_rows([publication], publication.listing_id, day)
    return found


def renew_revoked(session: Session, effect: Mapping[str, Any] | None, today: date) -> None:
    """The score of the party, after the revocation of its repair has taken effect."""
    if effect is not None and "repair_decision" in effect:
        decision = session.get_one(RepairDecision, effect["repair_decision"])
        renew(session, decision.subject_id, decision.scheme, today)


def _listing(session: Session, repair: Repair) -> Listing | None:
    wanted = next((item.listing_id for item in repair.items if item.listing_id), None)
    return session.get_one(Listing, wanted) if wanted else None


_KEPT = ("case_id", "decision_id", "confirmation_id", "subject_id", "scheme", "list_code")


def _listing_row(listing: Listing, day: date, until: date | None) -> dict[str, Any]:
    return {
        "id": new_id(),
        **{name: getattr(listing, name) for name in _KEPT},
        "from_on": day.isoformat(),
        "until_on": body_value(until),
        "for_life": False,
    }


_BASIS = ("basis_title", "basis_number", "basis_article", "basis_level", "asked_by", "agreed_by")


def _publication_rows(
    ended: Sequence[Publication], listing_id: str, day: date
) -> Iterator[dict[str, Any]]:
    for publication in ended:
        if publication.until_on > day:
            yield {
                "id": new_id(),
                "listing_id": listing_id,
                **{name: getattr(publication, name) for name in _BASIS},
                "from_on": max(day, publication.from_on).isoformat(),
                "until_on": publication.until_on.isoformat(),
            }


def likely_effect(
    session: Session, subject_id: str, things: Collection[Repairable], on: date
) -> ShownEffect | None:
    """The engine's own answer for a grant on a day; None where there is no score on it."""
    schemes = {one.scheme for one in things}
    if len(schemes) != 1:
        return None
    book = rule_book(session, scheme := schemes.pop())
    if on < book.first_day:
        return None
    known = facts(session, scheme, [subject_id])
    events = {one.id for one in things if one.kind == "event"}
    rows = [replace(r, repaired_on=on) if r.event_id in events else r for r in known.rows]
    left = [
        scoring.Decision(subject_id, listing.list_code, "leave", on)
        for listing in session.scalars(
            select(Listing).where(Listing.id.in_([one.id for one in things]), standing_on(on))
        ).unique()
    ]
    then = scoring.facts_of(rows, (*known.decision_rows, *left), known.subject_rows)
    before, after = (
        scoring.explain(book, columns, subject_id, scoring.View(on)) for columns in (known, then)
    )
    return between(before, after, book.versions)
