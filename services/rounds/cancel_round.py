"""End a round without a result: with reasons, before it is published; another may then be opened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from services.actor import Actor
from services.clock import day_of
from services.messages import Forbidden, Invalid, say
from services.rounds.round_file import check, locked_round, move_on, private_of
from services.writing import Once, writing


def cancel_round(
    session: Session,
    actor: Actor,
    round_id: str,
    reason: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Before the feedback by those who manage rounds, afterwards by a decider. Returns the round's id."""
    if not actor.may("round.decide"):
        actor.require("round.manage")
    with writing(session, actor, now, once) as writer:
        round_ = locked_round(session, actor, round_id)
        check(session, actor, round_, "cancel", day_of(now))
        if round_.state != "first" and not actor.may("round.decide"):
            raise Forbidden(say("The contractors know of this round, so a decider must cancel it."))
        if not reason.strip():
            raise Invalid({"reason": say("Please give the reasons.")})
        changes = {
            "state": "cancelled",
            "cancelled_on": day_of(now),
            "cancelled_by": actor.holder_id,
        }
        private = private_of("round", round_, cancelled_why=reason)
        writer.result = move_on(writer, round_, "round.cancel", changes, private)
    return writer.result
