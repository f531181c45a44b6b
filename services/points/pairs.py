"""The same two persons: one types, and nearly always the same other one confirms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import ledger
from models import Event, EventConfirmation
from services.messages import Message, say
from services.points.registry import Point, Ref, Span, kind


class Confirmed(NamedTuple):
    """How many records of an office one person typed and another confirmed, and when the last of them was."""

    office_id: str
    typed_by: str
    confirmed_by: str
    records: int
    at: datetime


@kind("pair", say("The same two persons type and confirm"))
def same_pairs(session: Session, span: Span) -> Iterator[Point]:
    query = (
        select(
            Event.office_id,
            Event.entered_by,
            EventConfirmation.confirmed_by,
            func.count(),
            func.max(ledger.Entry.recorded_at),
        )
        .select_from(ledger.Entry)
        .join(EventConfirmation, EventConfirmation.entry_id == ledger.Entry.entry_id)
        .join(Event, Event.id == EventConfirmation.event_id)
        .where(*span.written("event.confirm"), *span.of_office(Event.office_id))
        .group_by(Event.office_id, Event.entered_by, EventConfirmation.confirmed_by)
    )
    rows = [Confirmed(*row) for row in session.execute(query)]
    return pairs_of(rows, span)


def pairs_of(rows: Iterable[Confirmed], span: Span) -> Iterator[Point]:
    """Pairs with a large share of one person's records. Where only one person confirms, it cannot be otherwise."""
    found = sorted(rows, key=lambda row: row.at, reverse=True)
    typed, confirmers = Counter[tuple[str, str]](), defaultdict[str, set[str]](set)
    for row in found:
        typed[row.office_id, row.typed_by] += row.records
        confirmers[row.office_id].add(row.confirmed_by)
    back = {(row.confirmed_by, row.typed_by): row.records for row in found}
    for row in found:
        whole = typed[row.office_id, row.typed_by]
        others = len(confirmers[row.office_id] - {row.typed_by})
        much = 100 * row.records >= span.thresholds["pair_share"] * whole
        if others > 1 and whole >= span.thresholds["pair_least"] and much:
            yield _point(row, whole, others, back.get((row.typed_by, row.confirmed_by), 0), span)


def _point(row: Confirmed, whole: int, others: int, back: int, span: Span) -> Point:
    typist, reviewer = Ref("holder", row.typed_by), Ref("holder", row.confirmed_by)
    return Point(
        kind="pair",
        about=f"{row.typed_by}.{row.confirmed_by}",
        at=row.at,
        since=span.begins,
        sentence=say(
            "%(reviewer)s confirmed %(count)s of the %(whole)s records that %(typist)s entered and somebody confirmed",
            reviewer=reviewer,
            typist=typist,
            count=row.records,
            whole=whole,
        ),
        expected=say(
            "about %(even)s of %(whole)s, were the %(others)s persons who confirm to take turns",
            even=round(whole / others),
            whole=whole,
            others=others,
        ),
        found=_found(row.records, whole, back),
        links=(typist, reviewer, Ref("office", row.office_id)),
    )


def _found(count: int, whole: int, back: int) -> Message:
    told = {"count": count, "whole": whole, "percent": 100 * count // whole}
    if back:
        return say(
            "%(count)s of %(whole)s (%(percent)s %%), and %(back)s the other way round",
            back=back,
            **told,
        )
    return say("%(count)s of %(whole)s (%(percent)s %%)", **told)
