"""The dispute mark (异议标注): since when what a person looks at is disputed, whatever day he asks about.

It stands from the filing until the objection is withdrawn or rejected; what was upheld keeps it until it is
put right. It changes no figure. A receipt carries the marks that stood when it was signed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, aliased

import ledger
from ledger import canonical
from models import Correction, ListDecision, Listing, Objection, ServiceCorrection
from services.clock import day_of
from services.objections.put_right import decided_since, publicity_ended

_FEW = 1000
"""No database takes a question with a hundred thousand values; open objections are never that many."""

_GONE = ("withdrawn", "rejected")


def marks_of_events(session: Session, event_ids: Collection[str]) -> Mapping[str, date]:
    """By record, since when its mark stands."""
    query = select(Objection.event_id, Objection.marked_on).where(
        Objection.event_id.in_(list(event_ids)), *_standing()
    )
    return _first(session, query)


def marks_of_listings(session: Session, listing_ids: Collection[str]) -> Mapping[str, date]:
    """By listing, since when it or its publicity is disputed."""
    query = select(Objection.listing_id, Objection.marked_on).where(
        Objection.listing_id.is_not(None), *_standing()
    )
    if len(listing_ids) <= _FEW:
        query = query.where(Objection.listing_id.in_(list(listing_ids)))
    return _first(session, query)


def marks_of_subjects(session: Session, scheme: str) -> Mapping[str, date]:
    """By subject, since when anything of its account under a scheme is disputed."""
    query = select(Objection.subject_id, Objection.marked_on).where(
        Objection.scheme == scheme, *_standing()
    )
    return _first(session, query)


def disputed_lists(
    session: Session, subject_ids: Collection[str]
) -> Mapping[str, Mapping[tuple[str, str], date]]:
    """By subject, the (scheme, list) on which its listing is disputed, since when."""
    query = select(
        Objection.subject_id, Objection.scheme, Objection.list_code, Objection.marked_on
    ).where(
        Objection.subject_id.in_(list(subject_ids)),
        Objection.listing_id.is_not(None),
        *_standing(),
    )
    found: dict[str, dict[tuple[str, str], date]] = {}
    for subject_id, scheme, code, day in session.execute(query):
        found.setdefault(subject_id, {})[scheme, code or ""] = day
    return found


def marks_known(session: Session, subject_id: str, scheme: str, known: int) -> list[Objection]:
    """Objections whose mark stood at a ledger size, in the order of their filing."""
    filed = aliased(ledger.Entry)
    query = (
        select(Objection)
        .join(filed, filed.entry_id == Objection.entry_id)
        .where(
            Objection.subject_id == subject_id,
            Objection.scheme == scheme,
            filed.seq <= known,
            Objection.ended_entry_id.is_(None)
            | Objection.end.not_in(_GONE)
            | ~_by(Objection.ended_entry_id, known),
            ~exists().where(
                Correction.event_id == Objection.event_id,
                _by(Correction.confirmed_entry_id, known),
            ),
            ~exists().where(
                Listing.id == Objection.listing_id,
                ListDecision.case_id == Listing.case_id,
                ListDecision.action == "annul",
                _by(ListDecision.effective_entry_id, known),
            ),
            ~exists().where(
                ServiceCorrection.listing_id == Objection.listing_id,
                _by(ServiceCorrection.confirmed_entry_id, known),
            ),
            ~decided_since(known),
            ~publicity_ended(_day_of(session, known)),
        )
    )
    found = session.scalars(query.order_by(filed.seq)).all()
    gone = _annulled_by_rule(session, subject_id, known) if found else set()
    return [one for one in found if one.listing_id not in gone]


def _annulled_by_rule(session: Session, subject_id: str, known: int) -> set[str]:
    """Its listings without a case that were annulled by a ledger size: only the entries tell when."""
    query = select(ledger.Entry.body).where(
        ledger.Entry.kind == "listing.change_by_rule",
        ledger.Entry.subject == subject_id,
        ledger.Entry.seq <= known,
    )
    changes = (canonical.loads(body)["data"] for body in session.scalars(query))
    return {one["listing"] for one in changes if one["changes"]["end"] == "annul"}


def _first(session: Session, query: Select[str | None, date]) -> Mapping[str, date]:
    """The day of the earliest of several marks."""
    found: dict[str, date] = {}
    for thing_id, day in session.execute(query):
        if thing_id is not None:
            found[thing_id] = min(day, found.get(thing_id, day))
    return found


def _standing() -> tuple[ColumnElement[bool], ...]:
    """The conditions on ``Objection`` under which its mark stands."""
    corrected = exists().where(
        Correction.event_id == Objection.event_id, Correction.confirmed_by.is_not(None)
    )
    never_stood = Listing.end.in_(("annul", "unserved"))
    annulled = exists().where(Listing.id == Objection.listing_id, never_stood)
    open_yet = Objection.end.is_(None) | Objection.end.not_in(_GONE)
    return open_yet, ~corrected, ~annulled, ~decided_since(), ~publicity_ended()


def _day_of(session: Session, known: int) -> date | None:
    at = session.scalar(select(ledger.Entry.recorded_at).where(ledger.Entry.seq == known))
    return day_of(at) if at else None


def _by(entry_id: Any, known: int) -> ColumnElement[bool]:
    """Whether an entry was written by a ledger size."""
    entry = aliased(ledger.Entry)
    return exists().where(entry.entry_id == entry_id, entry.seq <= known)
