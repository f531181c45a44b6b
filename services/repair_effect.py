"""What a decision on a repair does: to lists and publicity, and, looked at before, to score and grade."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import Listing, Publication, Repair, RepairItem, new_id
from services.apply.rows import body_value
from services.facts import facts
from services.list_rules import standing_on
from services.repairable import Repairable
from services.rulebook import rule_book
from services.shown_effect import ShownEffect, between


@dataclass(frozen=True)
class ListedAgain:
    """The list that is left or entered again, the first day of that, and the exclusive end (None: open)."""

    list_code: str | None = None
    from_on: date | None = None
    until_on: date | None = None


def left_list(session: Session, repair: Repair, day: date) -> ListedAgain:
    """What a grant on a day ends."""
    listing = _listing(session, repair)
    return ListedAgain(listing.list_code if listing else None, day)


def restored_list(session: Session, repair: Repair, day: date) -> ListedAgain:
    """What a revocation on a day brings back: the rest of the term that the listing had, if any is left."""
    listing = _listing(session, repair)
    if listing is None or not _is_left(old_end(repair, listing.id), day):
        return ListedAgain(None, day)
    return ListedAgain(listing.list_code, day, old_end(repair, listing.id))


def old_end(repair: Repair, target_id: str) -> date | None:
    """The exclusive end that a stay or publicity had before its repair (None: no end known)."""
    return next(item.until_on for item in repair.items if target_id in _targets(item))


def _targets(item: RepairItem) -> tuple[str | None, ...]:
    return item.event_id, item.listing_id, item.publication_id


def _is_left(until: date | None, day: date) -> bool:
    return until is None or until > day


def restored(session: Session, repair: Repair, day: date) -> dict[str, list[dict[str, Any]]]:
    """Rows of the stay and the publicity that run on from a day after a revocation."""
    found: dict[str, list[dict[str, Any]]] = {"listings": [], "publications": []}
    granted = repair.decided("grant")
    listing = _listing(session, repair)
    if listing is not None and _is_left(old_end(repair, listing.id), day):
        row = _listing_row(listing, day, old_end(repair, listing.id))
        found["listings"].append(row)
        ended = [p for p in listing.publications if granted and p.ended_on == granted.from_on]
        found["publications"] += _publication_rows(ended, row["id"], day)
    for item in repair.items:
        if item.publication_id is not None:
            publication = session.get_one(Publication, item.publication_id)
            found["publications"] += _publication_rows([publication], publication.listing_id, day)
    return found


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
