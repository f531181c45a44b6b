"""Note on a point that it was looked at and that nothing was found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.points.point_thresholds import PERMISSION
from services.points.show_points import PointFilter, show_point
from services.writing import Once, writing


def note_point(
    session: Session,
    actor: Actor,
    wanted: PointFilter,
    about: str,
    text: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The note stands in the record; the point is shown among the open ones no more. Returns the note's id."""
    actor.require(PERMISSION)
    with writing(session, actor, now, once) as writer:
        point = show_point(session, actor, wanted, about, day_of(now)).point
        private, note_id = Private(), new_id()
        private.keep("point_note", note_id, text=text)
        row = {"id": note_id, "kind": point.kind, "about": point.about, "by": actor.holder_id}
        writer.add("point.note", {"note": row}, private=private)
        writer.result = note_id
    return writer.result
