"""Take a subject out of a round's scope with a reason, or put it back, before anybody was told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

import scoring
from models import RoundSubject
from services.actor import Actor
from services.clock import day_of
from services.messages import Conflict, Invalid, Message, say
from services.rounds.round_file import check, locked_round, private_of
from services.rounds.round_table import result_of
from services.scope import round_row_or_404
from services.writing import Once, writing

OUT: dict[str, Message] = {
    "closed": say("no longer existing"),
    "no_work": say("no work in this round"),
    "moved": say("moved away"),
    "stopped": say("business stopped"),
    "other": say("for another reason"),
}
"""Why a subject is taken out of scope before the feedback."""
UNSERVED = say("its feedback was not served")
"""Why it is left out when the results are displayed."""


def take_out(
    session: Session,
    actor: Actor,
    row_id: str,
    reason: str,
    note: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Out of scope for a reason of OUT, with the facts in the ``note``. Returns the row's id."""
    if reason not in OUT:
        raise Invalid({"out": say("Say why it is out of scope.")})
    if not note.strip():
        raise Invalid({"note": say("Please give the facts.")})
    nothing = {"out": reason, "points": None, "grade": None, "unrated": None}
    return _change(session, actor, row_id, nothing, note, now, once)


def put_back(
    session: Session, actor: Actor, row_id: str, now: datetime, once: Once | None = None
) -> str:
    """Into scope again, with the result of the round's own day and knowledge. Returns the row's id."""
    return _change(session, actor, row_id, None, None, now, once)


def _change(
    session: Session,
    actor: Actor,
    row_id: str,
    changes: dict[str, Any] | None,
    note: str | None,
    now: datetime,
    once: Once | None,
) -> str:
    actor.require("round.manage")
    with writing(session, actor, now, once) as writer:
        row = round_row_or_404(session, actor, row_id)
        round_ = locked_round(session, actor, row.round_id)
        session.refresh(row)
        check(session, actor, round_, "scope", day_of(now))
        if (changes is None) == (row.out is None):
            raise Conflict(say("Somebody else has changed this row meanwhile."))
        data = {"row": row.id, "changes": changes or _result(session, row)}
        writer.add(
            "round.scope", data, row.subject_id, private_of("round_subject", row, out_note=note)
        )
        session.expire(row)
        writer.result = row_id
    return writer.result


def _result(session: Session, row: RoundSubject) -> dict[str, Any]:
    view = scoring.View(row.round.on, row.known)
    result = result_of(session, row.round.scheme, row.subject_id, view)
    return {
        "out": None,
        "points": result.points,
        "grade": result.grade,
        "unrated": result.unrated,
    }
