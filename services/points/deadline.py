"""Records entered after the last day of their stage, of what had happened by then."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from models import Event, Stage
from services.messages import say
from services.points.entered import OVER, Entered, entered
from services.points.registry import Point, Ref, Span, kind


@kind("deadline", say("Entered after the stage was due"))
def after_the_deadline(session: Session, span: Span) -> Iterator[Point]:
    days = span.thresholds["deadline_days"]
    within = Event.occurred_on <= Stage.due_on
    return (_point(row, days) for row in entered(session, span, within, days < OVER))


def _point(row: Entered, days: int) -> Point:
    return Point(
        kind="deadline",
        about=row.event_id,
        at=row.at,
        since=row.at,
        sentence=say(
            "%(who)s entered %(record)s of %(subject)s %(days)s days after its stage was due on %(day)s",
            who=Ref("holder", row.by),
            record=Ref("event", row.event_id),
            subject=Ref("subject", row.subject_id),
            days=row.over,
            day=row.due_on.isoformat(),
        ),
        expected=say("at most %(days)s days after the last day of the stage", days=days),
        found=say("%(days)s days after it", days=row.over),
        links=row.links,
    )
