"""Listings by decision that a later correction touches: a record that counted when they were decided was put right.

Whether the listing still stands is for people to say, and in the days that the law gives for it: they annul or end
it, or correct its decision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

import ledger
from models import Case, Correction, Event, EventConfirmation, ListDecision, Listing
from procedure.deadlines import Due
from services.calendar.deadlines import due_of
from services.clock import day_of
from services.labels import Both, behaviour_label
from services.rules.list_rules import not_over

WITHIN = "annulment_recompute"
"""The deadline in which what has lost its basis is withdrawn and recomputed."""
_ANSWERS = ("annul", "correct", "leave")


@dataclass(frozen=True)
class PutRight:
    """A record that was corrected on a day."""

    event_id: str
    what: Both
    on: date


@dataclass(frozen=True)
class Touched:
    """A case whose listing nobody has looked at since; ``records``: what was put right, the oldest first."""

    case: Case
    records: tuple[PutRight, ...]
    due: Due


def touched_listings(
    session: Session, today: date, case_id: str | None = None
) -> Iterator[Touched]:
    """Of one case, or of all whose listing stands or begins later."""
    found: dict[str, list[PutRight]] = defaultdict(list)
    query = _corrected(today)
    if case_id is not None:
        query = query.where(Case.id == case_id)
    for of_case, event_id, scheme, behaviour, at in session.execute(query):
        what = behaviour_label(session, scheme, behaviour)
        found[of_case].append(PutRight(event_id, what, day_of(at)))
    for of_case, records in found.items():
        due = due_of(session, WITHIN, records[0].on)
        yield Touched(session.get_one(Case, of_case), tuple(records), due)


def _corrected(today: date) -> Select[*tuple[Any, ...]]:
    """Case, record, scheme, behaviour and instant of the correction."""
    decided, counted, corrected = (aliased(ledger.Entry) for _ in range(3))
    later, answer = aliased(ListDecision), aliased(ledger.Entry)
    answered = (
        select(func.max(answer.seq))
        .join(later, later.effective_entry_id == answer.entry_id)
        .where(later.case_id == Case.id, later.action.in_(_ANSWERS))
        .scalar_subquery()
    )
    return (
        select(Case.id, Event.id, Event.scheme, Event.behaviour, corrected.recorded_at)
        .distinct()
        .join(Listing, Listing.case_id == Case.id)
        .join(ListDecision, ListDecision.id == Listing.decision_id)
        .join(decided, decided.entry_id == ListDecision.entry_id)
        .join(Event, (Event.subject_id == Case.subject_id) & (Event.scheme == Case.scheme))
        .join(EventConfirmation, EventConfirmation.event_id == Event.id)
        .join(counted, counted.entry_id == EventConfirmation.entry_id)
        .join(Correction, Correction.event_id == Event.id)
        .join(corrected, corrected.entry_id == Correction.confirmed_entry_id)
        .where(
            Listing.end.is_(None),
            not_over(today),
            counted.seq < decided.seq,
            corrected.seq > func.coalesce(answered, decided.seq),
        )
        .order_by(corrected.recorded_at, Case.id, Event.id)
    )
