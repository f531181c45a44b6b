"""复核申请: the party asks, point by point, for a review of its result; or its paper is entered for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import RoundSubject, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows
from services.locking import lock_subjects
from services.messages import Conflict, Invalid, say
from services.rounds.round_file import check, locked_round
from services.scope import round_row_or_404
from services.writing import Once, writing

MOST_POINTS = 8


@dataclass(frozen=True)
class RequestDraft:
    """``on`` is the day of the paper (its postmark); the party's own request is of today."""

    points: tuple[str, ...]
    on: date
    files: tuple[NewFile, ...] = ()


def ask_review(
    session: Session,
    actor: Actor,
    row_id: str,
    draft: RequestDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Returns the row's id. One request at a time."""
    own = actor.subject_id is not None
    actor.require("own.reply" if own else "round.request")
    with writing(session, actor, now, once) as writer:
        row = round_row_or_404(session, actor, row_id)
        lock_subjects(session, [row.subject_id])
        round_ = locked_round(session, actor, row.round_id)
        session.refresh(row)
        _check_paper(row, draft, day_of(now), own=own)
        check(session, actor, round_, "request", draft.on, row.id)
        request_id, private = new_id(), Private()
        points = [(new_id(), position, text) for position, text in enumerate(draft.points, 1)]
        for point_id, _position, text in points:
            private.keep("review_point", point_id, text=text)
        data = {
            "request": {
                "id": request_id,
                "row_id": row.id,
                "position": len(row.requests) + 1,
                "on": draft.on.isoformat(),
                "typed_by": actor.holder_id,
                "on_behalf": not own,
            },
            "points": [
                {"id": point_id, "request_id": request_id, "position": position}
                for point_id, position, _text in points
            ],
            "evidence": evidence_rows("review_request", request_id, draft.files, private),
        }
        writer.add("round.review_request", data, row.subject_id, private)
        session.expire(row)
        writer.result = row_id
    return writer.result


def _check_paper(row: RoundSubject, draft: RequestDraft, today: date, *, own: bool) -> None:
    if row.out is not None:
        raise Conflict(say("Who is out of scope has no result to be reviewed."))
    if any(request.result is None for request in row.requests):
        raise Conflict(say("A request for review already waits for its answer."))
    if not draft.points or not all(point.strip() for point in draft.points):
        raise Invalid({"points": say("State at least one point.")})
    if len(draft.points) > MOST_POINTS:
        raise Invalid({"points": say("At most %(most)s points are possible.", most=MOST_POINTS)})
    if own and draft.on != today:
        raise Invalid({"on": say("What is asked here is asked today.")})
    if draft.on > today or (row.round.feedback_on and draft.on < row.round.feedback_on):
        raise Invalid({"on": say("This day must lie between the feedback and today.")})
    if not own and not draft.files:
        raise Invalid(
            {"evidence": say("What is entered for the contractor needs the scan of its paper.")}
        )
