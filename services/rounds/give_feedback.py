"""反馈: every contractor in scope is given its first result with its statement, and may ask for a review."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import RoundSubject
from services.actor import Actor
from services.calendar.deadlines import deadline
from services.clock import day_of
from services.messages import Invalid, say
from services.rounds.round_file import check, locked_round, move_on
from services.serving.outbox import Reminder, put
from services.writing import Once, writing


def give_feedback(
    session: Session,
    actor: Actor,
    round_id: str,
    days: int,
    now: datetime,
    once: Once | None = None,
) -> str:
    """``days`` to ask for a review, at least as many as the deadline says. Returns the round's id."""
    actor.require("round.manage")
    least = deadline("review_request").n
    if days < least:
        raise Invalid({"days": say("The time granted is at least %(least)s.", least=least)})
    with writing(session, actor, now, once) as writer:
        round_ = locked_round(session, actor, round_id)
        check(session, actor, round_, "feedback", day_of(now))
        changes = {
            "state": "feedback",
            "feedback_on": day_of(now),
            "feedback_by": actor.holder_id,
            "request_days": days,
        }
        writer.result = move_on(writer, round_, "round.feedback", changes)
        for row_id, subject_id in session.execute(_in_scope(round_id)).all():
            about = f"round/{row_id}"
            put(session, Reminder("result", subject_id, row_id, about, round_.title), now)
    return writer.result


def _in_scope(round_id: str) -> Select[str, str]:
    query = select(RoundSubject.id, RoundSubject.subject_id)
    return query.where(RoundSubject.round_id == round_id, RoundSubject.out.is_(None))
