"""Previews that showed a new list, after which the record was taken back.

Of a preview the log of what is read keeps who saw it, when and of which record, nothing of what it said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import ledger
from models import AccessLog, Account, Event, EventWithdrawal
from services.messages import Message, say
from services.points.registry import MOST, Point, Ref, Span, kind
from services.record.reading_log import NEW_LIST


class TakenBack(NamedTuple):
    """A record, who entered and who took it back, and who had seen first what it would do."""

    event_id: str
    subject_id: str
    office_id: str
    entered_by: str
    by: str
    refused: bool
    at: datetime
    seen_by: str
    seen_at: datetime


@kind("preview", say("Previewed onto a list, then taken back"))
def taken_back(session: Session, span: Span) -> Iterator[Point]:
    """From the withdrawals of the span back to what was seen of them before: few rows, by their indexes."""
    first = func.min(AccessLog.at)
    query = (
        select(
            Event.id,
            Event.subject_id,
            Event.office_id,
            Event.entered_by,
            EventWithdrawal.by,
            EventWithdrawal.refused,
            ledger.Entry.recorded_at,
            Account.holder_id,
            first,
        )
        .select_from(ledger.Entry)
        .join(EventWithdrawal, EventWithdrawal.entry_id == ledger.Entry.entry_id)
        .join(Event, Event.id == EventWithdrawal.event_id)
        .join(AccessLog, AccessLog.target_id == Event.id)
        .join(Account, Account.id == AccessLog.account_id)
        .where(
            *span.written("event.withdraw"),
            *span.of_office(Event.office_id),
            AccessLog.what == NEW_LIST,
            AccessLog.at <= ledger.Entry.recorded_at,
        )
        .group_by(
            *(Event.id, Event.subject_id, Event.office_id, Event.entered_by, EventWithdrawal.by),
            *(EventWithdrawal.refused, ledger.Entry.recorded_at, Account.holder_id),
        )
        .order_by(ledger.Entry.recorded_at.desc(), Event.id, first)
    )
    told: set[str] = set()
    for row in session.execute(query):
        if row[0] not in told and len(told) < MOST:
            told.add(row[0])
            yield _point(TakenBack(*row))


def _point(row: TakenBack) -> Point:
    people = dict.fromkeys((row.entered_by, row.seen_by, row.by))
    return Point(
        kind="preview",
        about=row.event_id,
        at=row.at,
        since=row.at,
        sentence=_told(row),
        expected=say(
            "a record that reaches a list is confirmed, or refused for a reason of its own"
        ),
        found=say("taken back %(hours)s hours after the preview", hours=_hours(row)),
        links=(
            Ref("event", row.event_id),
            Ref("subject", row.subject_id),
            *(Ref("holder", holder_id) for holder_id in people),
            Ref("office", row.office_id),
        ),
    )


def _told(row: TakenBack) -> Message:
    named = {
        "seen_by": Ref("holder", row.seen_by),
        "by": Ref("holder", row.by),
        "record": Ref("event", row.event_id),
        "subject": Ref("subject", row.subject_id),
    }
    if row.refused:
        return say(
            "%(seen_by)s saw that %(record)s would bring %(subject)s onto a list; then %(by)s refused the record",
            **named,
        )
    return say(
        "%(seen_by)s saw that %(record)s would bring %(subject)s onto a list; then %(by)s withdrew the record",
        **named,
    )


def _hours(row: TakenBack) -> str:
    return f"{(row.at - row.seen_at).total_seconds() / 3600:.1f}"
