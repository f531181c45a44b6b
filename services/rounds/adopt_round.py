"""审定: another person adopts what was displayed; the table is sealed by its hash."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RoundAdoption
from services.actor import Actor
from services.clock import day_of
from services.files.new_file import NewFile
from services.messages import Conflict, Invalid, say
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
        if waiting_adoption(session, round_.id) is not None:
            raise Conflict(say("A decision waits for its second person."))
        if not opinion.strip():
            raise Invalid(
                {"opinion": say("Please say what the display brought, and the decision.")}
            )
        changes = adopted(session, round_.id, actor.holder_id, day_of(now))
        private = private_of("round", round_, opinion=opinion)
        writer.result = move_on(writer, round_, "round.adopt", changes, private, files)
    return writer.result


def adopted(session: Session, round_id: str, decided_by: str, decided_on: date) -> dict[str, Any]:
    """What an adoption changes of its round: the table is sealed by its hash."""
    return {
        "state": "adopted",
        "adopted_on": decided_on,
        "adopted_by": decided_by,
        "table_sha256": table_hash(session, round_id),
    }


def waiting_adoption(session: Session, round_id: str) -> RoundAdoption | None:
    """The adoption typed from paper that waits for its second clerk."""
    return session.scalar(
        select(RoundAdoption).where(
            RoundAdoption.round_id == round_id,
            RoundAdoption.confirmed_by.is_(None),
            RoundAdoption.withdrawn_by.is_(None),
        )
    )
