"""An objection as the law's procedure sees it, and where its clock stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models import Objection, ObjectionDecision
from procedure.deadlines import Due
from procedure.objections import ObjectionFile, Taken, refused
from services.calendar.calendars import calendar
from services.calendar.deadlines import deadline, due_of
from services.messages import Conflict
from services.objections.objection_words import REFUSED

UPHELD = ("upheld", "part")
"""Ends after which something is to be put right."""


@dataclass(frozen=True)
class ObjectionClock:
    """The last day to decide, and how many working days are left (below zero: overdue).

    ``paused_on``: since then a test runs and nothing is counted; ``due`` is None meanwhile.
    """

    due: Due | None
    left: int
    total: int
    paused_on: date | None


def file_of(objection: Objection) -> ObjectionFile:
    return ObjectionFile(
        received_on=objection.received_on,
        steps=tuple(Taken(step.kind, step.on, step.days or 0) for step in objection.steps),
        typed=waiting_decision(objection) is not None,
        end=objection.end,
    )


def waiting_decision(objection: Objection) -> ObjectionDecision | None:
    """The decision typed from paper that nobody has held against its scan yet."""
    return next((decision for decision in objection.decisions if decision.waits), None)


def effective_decision(objection: Objection) -> ObjectionDecision | None:
    return next((d for d in objection.decisions if d.effective_entry_id is not None), None)


def due_on(session: Session, objection: Objection) -> Due:
    """The last day to decide, with what was granted and what tests took."""
    file = file_of(objection)
    days = deadline(file.deadline).n + file.added_days(calendar(session))
    return due_of(session, file.deadline, objection.received_on, days)


def clock_of(session: Session, objection: Objection, today: date) -> ObjectionClock | None:
    """None once it is decided or withdrawn."""
    file, days = file_of(objection), calendar(session)
    if file.end is not None:
        return None
    total = deadline(file.deadline).n + file.added_days(days)
    if file.paused_on is not None:
        return ObjectionClock(None, 0, total, file.paused_on)
    due = due_on(session, objection)
    return ObjectionClock(due, days.working_days_between(today, due.on), total, None)


def mark_due(session: Session, received_on: date) -> Due:
    """Until when a paper must be entered, so that its mark stands."""
    return due_of(session, "dispute_mark", received_on)


def put_right_due(session: Session, decided_on: date) -> Due:
    """Until when what an upheld objection was about must be put right."""
    return due_of(session, "annulment_recompute", decided_on)


def check_turn(objection: Objection, act: str) -> None:
    """Refuse, in a sentence, what is not in turn."""
    if code := refused(file_of(objection), act):
        raise Conflict(REFUSED[code])
