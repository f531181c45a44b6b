"""Previews that showed a new list, after which the record was taken back or corrected.

Of a preview the log of what is read keeps who saw it, when and of which record, nothing of what it said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

import ledger
from models import AccessLog, Account, Correction, Event, EventWithdrawal
from services.messages import Message, say
from services.points.registry import MOST, Point, Ref, Span, kind
from services.record.reading_log import NEW_LIST


class Way(NamedTuple):
    """How a record is changed: the kind of entry, its row, who did it, under which condition, in words."""

    kind: str
    act: Any
    entry_id: Any
    by: Any
    condition: ColumnElement[bool]
    told: Message


WAYS = (
    Way(
        "event.withdraw",
        EventWithdrawal,
        EventWithdrawal.entry_id,
        EventWithdrawal.by,
        EventWithdrawal.refused.is_(True),
        say(
            "%(seen_by)s saw that %(record)s would bring %(subject)s onto a list; then %(by)s refused the record"
        ),
    ),
    Way(
        "event.withdraw",
        EventWithdrawal,
        EventWithdrawal.entry_id,
        EventWithdrawal.by,
        EventWithdrawal.refused.is_(False),
        say(
            "%(seen_by)s saw that %(record)s would bring %(subject)s onto a list; then %(by)s withdrew the record"
        ),
    ),
    Way(
        "event.correct.confirm",
        Correction,
        Correction.confirmed_entry_id,
        Correction.confirmed_by,
        true(),
        say(
            "%(seen_by)s saw that %(record)s would bring %(subject)s onto a list; then %(by)s agreed to correct"
            " the record"
        ),
    ),
)


class TakenBack(NamedTuple):
    """A record, who entered and who changed it, and who had seen first what it would do."""

    event_id: str
    subject_id: str
    office_id: str
    entered_by: str
    by: str
    at: datetime
    seen_by: str
    seen_at: datetime


@kind("preview", say("Previewed onto a list, then taken back or corrected"))
def taken_back(session: Session, span: Span) -> Iterator[Point]:
    """From what was changed in the span back to what was seen of it before: few rows, by their indexes."""
    found = [(row, way) for way in WAYS for row in _rows(session, span, way)]
    told: set[str] = set()
    for row, way in sorted(found, key=lambda one: (-one[0].at.timestamp(), one[0].seen_at)):
        if row.event_id not in told and len(told) < MOST:
            told.add(row.event_id)
            yield _point(row, way.told)


def _rows(session: Session, span: Span, way: Way) -> Iterator[TakenBack]:
    who = (
        *(Event.id, Event.subject_id, Event.office_id, Event.entered_by, way.by),
        *(ledger.Entry.recorded_at, Account.holder_id),
    )
    query = (
        select(*who, func.min(AccessLog.at))
        .select_from(ledger.Entry)
        .join(way.act, way.entry_id == ledger.Entry.entry_id)
        .join(Event, Event.id == way.act.event_id)
        .join(AccessLog, AccessLog.target_id == Event.id)
        .join(Account, Account.id == AccessLog.account_id)
        .where(
            *span.written(way.kind),
            *span.of_office(Event.office_id),
            way.condition,
            AccessLog.what == NEW_LIST,
            AccessLog.at <= ledger.Entry.recorded_at,
        )
        .group_by(*who)
    )
    return (TakenBack(*row) for row in session.execute(query))


def _point(row: TakenBack, told: Message) -> Point:
    named = {
        "seen_by": Ref("holder", row.seen_by),
        "by": Ref("holder", row.by),
        "record": Ref("event", row.event_id),
        "subject": Ref("subject", row.subject_id),
    }
    people = dict.fromkeys((row.entered_by, row.seen_by, row.by))
    return Point(
        kind="preview",
        about=row.event_id,
        at=row.at,
        since=row.at,
        sentence=replace(told, params=named),
        expected=say(
            "a record that reaches a list is confirmed, or refused for a reason of its own"
        ),
        found=say("changed %(hours)s hours after the preview", hours=_hours(row)),
        links=(
            Ref("event", row.event_id),
            Ref("subject", row.subject_id),
            *(Ref("holder", holder_id) for holder_id in people),
            Ref("office", row.office_id),
        ),
    )


def _hours(row: TakenBack) -> str:
    return f"{(row.at - row.seen_at).total_seconds() / 3600:.1f}"
