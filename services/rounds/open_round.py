"""Open a round: scheme, day, knowledge and scope are frozen, and everybody's first result with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import ledger
import scoring
from models import Round, new_id
from services.actor import Actor
from services.clock import day_of
from services.messages import Conflict, Invalid, Message, say
from services.rounds.round_table import FirstRow, first_table
from services.writing import Once, writing

ROWS_IN_AN_ENTRY = 500


@dataclass(frozen=True)
class RoundDraft:
    """``on`` is the day as of which everybody is evaluated (评价基准日)."""

    scheme: str
    title: str
    on: date


def open_round(
    session: Session, actor: Actor, draft: RoundDraft, now: datetime, once: Once | None = None
) -> str:
    """Returns the round's id. One round a scheme is under way at a time."""
    actor.require("round.manage")
    under_way = say("A round of this scheme is under way already.")
    try:
        with writing(session, actor, now, once) as writer:
            if problems := _problems(session, draft, day_of(now)):
                raise Invalid(problems)
            if _under_way(session, draft.scheme):
                raise Conflict(under_way)
            known = ledger.size(session)
            table = first_table(session, draft.scheme, scoring.View(draft.on, known))
            round_id = new_id()
            row = {
                "id": round_id,
                "scheme": draft.scheme,
                "title": draft.title.strip(),
                "on": draft.on.isoformat(),
                "known": known,
                "version": table.version,
                "book_sha256": table.book_sha256,
                "office_id": actor.office_id,
                "state": "first",
                "opened_on": day_of(now).isoformat(),
                "opened_by": actor.holder_id,
            }
            writer.add("round.open", {"round": row})
            for rows in _parts(table.rows):
                writer.add("round.scope", {"round": round_id, "known": known, "rows": rows})
            writer.result = round_id
    except IntegrityError:  # somebody else opened one in this very moment
        raise Conflict(under_way) from None
    return writer.result


def _problems(session: Session, draft: RoundDraft, today: date) -> dict[str, Message]:
    if not draft.title.strip():
        return {"title": say("Give the round a title.")}
    if draft.on > today:
        return {"on": say("This day is still to come. A round looks at a day that has come.")}
    last = session.scalar(
        select(func.max(Round.on)).where(Round.scheme == draft.scheme, Round.state == "published")
    )
    if last is not None and draft.on <= last:
        return {
            "on": say("The last round was for %(day)s; the next is for a later day.", day=str(last))
        }
    return {}


def _under_way(session: Session, scheme: str) -> bool:
    query = select(Round.id).where(
        Round.scheme == scheme, Round.state.not_in(("published", "cancelled"))
    )
    return session.scalars(query).first() is not None


def _parts(rows: Sequence[FirstRow]) -> Iterator[list[dict[str, Any]]]:
    """An entry holds so many rows that its bytes stay handy."""
    for n in range(0, len(rows), ROWS_IN_AN_ENTRY):
        yield [_row(row) for row in rows[n : n + ROWS_IN_AN_ENTRY]]


def _row(row: FirstRow) -> dict[str, Any]:
    return {
        "id": new_id(),
        "subject_id": row.subject_id,
        "out": row.out,
        "points": row.result and row.result.points,
        "grade": row.result and row.result.grade,
        "unrated": row.result and row.result.unrated,
    }
