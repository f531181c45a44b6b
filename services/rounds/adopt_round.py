"""审定: another person adopts what was displayed; the table is sealed by its hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from services.actor import Actor
from services.clock import day_of
from services.files.new_file import NewFile
from services.messages import Invalid, say
from services.rounds.round_file import check, locked_round, move_on, private_of
from services.rounds.round_table import table_hash
from services.writing import Once, writing


def adopt_round(
    session: Session,
    actor: Actor,
    round_id: str,
    opinion: str,
    now: datetime,
    files: tuple[NewFile, ...] = (),
    once: Once | None = None,
) -> str:
    """``opinion`` says what the display brought and what was decided. Returns the round's id."""
    actor.require("round.decide")
    with writing(session, actor, now, once) as writer:
        round_ = locked_round(session, actor, round_id)
        check(session, actor, round_, "adopt", day_of(now))
        if not opinion.strip():
            raise Invalid(
                {"opinion": say("Please say what the display brought, and the decision.")}
            )
        changes = {
            "state": "adopted",
            "adopted_on": day_of(now),
            "adopted_by": actor.holder_id,
            "table_sha256": table_hash(session, round_.id),
        }
        private = private_of("round", round_, opinion=opinion)
        writer.result = move_on(writer, round_, "round.adopt", changes, private, files)
    return writer.result
