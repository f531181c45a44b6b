"""Records entered long after the act."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from services.messages import say
from services.points.entered import PASSED, Entered, entered
from services.points.registry import Point, Ref, Span, kind


@kind("late", say("Entered long after the act"))
def late_records(session: Session, span: Span) -> Iterator[Point]:
    days = span.thresholds["late_days"]
    return (_point(row, days) for row in entered(session, span, days < PASSED))


def _point(row: Entered, days: int) -> Point:
    return Point(
        kind="late",
        about=row.event_id,
        at=row.at,
        since=row.at,
        sentence=say(
            "%(who)s entered %(record)s of %(subject)s, which happened on %(day)s, %(days)s days later",
            who=Ref("holder", row.by),
            record=Ref("event", row.event_id),
            subject=Ref("subject", row.subject_id),
            day=row.occurred_on.isoformat(),
            days=row.late,
        ),
        expected=say("within %(days)s days", days=days),
        found=say("after %(days)s days", days=row.late),
        links=row.links,
    )
