"""Remind the parties whose time to reply is running out; the night calls it, a second call adds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Case, CaseStep, Event, EventStep
from services.clock import day_of
from services.events.reply_time import reply_windows
from services.events.uncounted import waits
from services.locking import lock_subjects
from services.rules.list_rules import undecided
from services.serving.outbox import Reminder, put
from services.writing import unrecorded

NEAR = timedelta(days=3)
"""So long before the last day a party that has not replied is reminded."""


@dataclass(frozen=True)
class _Open:
    """A notice to which nobody has replied yet."""

    step: EventStep | CaseStep
    subject_id: str
    about: str


def remind_of_deadlines(session: Session, now: datetime) -> int:
    """Put one reminder for each notice whose time to reply ends soon; returns how many end soon."""
    today = day_of(now)
    with unrecorded(session):
        notices = {one.step.id: one for one in (*_of_records(session), *_of_cases(session))}
        windows = reply_windows(session, (one.step for one in notices.values()))
        near = {n: w for n, w in windows.items() if today <= w.on <= today + NEAR}
        lock_subjects(session, (notices[notice_id].subject_id for notice_id in near))
        for notice_id, window in near.items():
            one = notices[notice_id]
            number, day = one.step.document_no or "", window.on.isoformat()
            put(
                session,
                Reminder("deadline", one.subject_id, notice_id, one.about, number, day),
                now,
            )
    return len(near)


def _of_records(session: Session) -> Iterator[_Open]:
    replied = select(EventStep.event_id).where(EventStep.kind == "reply")
    query = (
        select(EventStep, Event.subject_id)
        .join(Event, Event.id == EventStep.event_id)
        .where(EventStep.kind == "notice", Event.id.not_in(replied), *waits())
    )
    for step, subject_id in session.execute(query):
        yield _Open(step, subject_id, f"event/{step.event_id}")


def _of_cases(session: Session) -> Iterator[_Open]:
    replied = select(CaseStep.case_id).where(CaseStep.kind.in_(("reply", "waiver")))
    query = (
        select(CaseStep, Case.subject_id)
        .join(Case, Case.id == CaseStep.case_id)
        .where(CaseStep.kind == "notice", Case.id.not_in(replied), undecided())
    )
    for step, subject_id in session.execute(query):
        yield _Open(step, subject_id, f"case/{step.case_id}")
