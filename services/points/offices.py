"""Offices far from their peers, by three shares of what they entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

import ledger
from models import Correction, Event, EventWithdrawal, Office
from services.messages import Message, say
from services.points.entered import PASSED
from services.points.peers import Apart, far_ones
from services.points.registry import Peer, Point, Ref, Span, kind

MEASURES: Mapping[str, Message] = {
    "hurting": say("records that need a confirmation, of all that it entered"),
    "undone": say("records withdrawn, refused or corrected, of all that it entered"),
    "late": say("records entered long after the act, of all that it entered"),
}


class OfficeSums(NamedTuple):
    """Counts of one office's records within a span; ``level`` says which offices are its peers."""

    office_id: str
    level: str
    records: int
    hurting: int
    undone: int
    late: int
    at: datetime


@kind("office", say("Offices far from their peers"))
def far_offices(session: Session, span: Span) -> Iterator[Point]:
    return offices_of(_sums(session, span), span)


def _sums(session: Session, span: Span) -> list[OfficeSums]:
    undone = EventWithdrawal.event_id.is_not(None) | Correction.id.is_not(None)
    ended = and_(Correction.event_id == Event.id, Correction.confirmed_by.is_not(None))

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    late = span.thresholds["late_days"] < PASSED
    query = (
        select(
            Office.id,
            Office.level,
            func.count(),
            count(Event.confirm != "none"),
            count(undone),
            count(late),
            func.max(ledger.Entry.recorded_at),
        )
        .select_from(ledger.Entry)
        .join(Event, Event.entry_id == ledger.Entry.entry_id)
        .join(Office, Office.id == Event.office_id)
        .outerjoin(EventWithdrawal, EventWithdrawal.event_id == Event.id)
        .outerjoin(Correction, ended)
        .where(*span.written("event.record"))
        .group_by(Office.id, Office.level)
    )
    return [OfficeSums(*row) for row in session.execute(query)]


def offices_of(rows: Iterable[OfficeSums], span: Span) -> Iterator[Point]:
    """Offices of one level are compared with each other, those with enough records among enough peers."""
    levels = defaultdict[str, list[OfficeSums]](list)
    for row in rows:
        if row.records >= span.thresholds["office_least"]:
            levels[row.level].append(row)
    for alike in levels.values():
        if len(alike) >= span.thresholds["office_peers"]:
            for measure in MEASURES:
                yield from _far(measure, alike, span)


def _far(measure: str, alike: list[OfficeSums], span: Span) -> Iterator[Point]:
    shares = {row.office_id: 10_000 * getattr(row, measure) / row.records for row in alike}
    far = far_ones(shares, span.thresholds["office_apart"] / 10)
    peers = tuple(Peer(office_id, round(value)) for office_id, value in shares.items())
    for row in alike:
        if row.office_id in far and span.office_id in (None, row.office_id):
            yield _point(measure, row, far[row.office_id], peers, span)


def _point(
    measure: str, row: OfficeSums, apart: Apart, peers: tuple[Peer, ...], span: Span
) -> Point:
    return Point(
        kind="office",
        about=f"{measure}.{row.office_id}",
        at=row.at,
        since=span.begins,
        sentence=say(
            "%(office)s stands far from its peers: %(measure)s",
            office=Ref("office", row.office_id),
            measure=MEASURES[measure],
        ),
        expected=say(
            "about %(middle)s %%, the median of %(count)s offices of its level",
            middle=_percent(apart.middle),
            count=len(peers),
        ),
        found=say(
            "%(value)s %% (%(part)s of %(whole)s), %(times)s deviations apart",
            value=_percent(apart.value),
            part=getattr(row, measure),
            whole=row.records,
            times=f"{abs(apart.times):.1f}",
        ),
        links=(Ref("office", row.office_id),),
        peers=peers,
        middle=round(apart.middle),
    )


def _percent(hundredths: float) -> str:
    return f"{hundredths / 100:.1f}"
