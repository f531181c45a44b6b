"""Records entered at night, by the clock of China."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_
from sqlalchemy.orm import Session

import ledger
from services.clock import CHINA
from services.messages import say
from services.points.entered import Entered, entered
from services.points.instants import china_hour
from services.points.registry import Point, Ref, Span, kind


@kind("night", say("Entered at night"))
def at_night(session: Session, span: Span) -> Iterator[Point]:
    begins, ends = span.thresholds["night_from"], span.thresholds["night_until"]
    hour = china_hour(ledger.Entry.recorded_at)
    rows = entered(session, span, or_(hour >= begins, hour < ends))
    return (_point(row, begins, ends) for row in rows)


def _point(row: Entered, begins: int, ends: int) -> Point:
    clock = f"{row.at.astimezone(CHINA):%H:%M}"
    return Point(
        kind="night",
        about=row.event_id,
        at=row.at,
        since=row.at,
        sentence=say(
            "%(who)s entered %(record)s of %(subject)s at %(time)s at night",
            who=Ref("holder", row.by),
            record=Ref("event", row.event_id),
            subject=Ref("subject", row.subject_id),
            time=clock,
        ),
        expected=say("between %(ends)s:00 and %(begins)s:00", ends=ends, begins=begins),
        found=say("at %(time)s", time=clock),
        links=row.links,
    )
