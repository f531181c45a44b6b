"""A round as its procedure sees it, the clocks that run in it, and what to say of what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import ReviewRequest, Round, RoundSubject, Service
from procedure.deadlines import Due
from procedure.rounds import Action, Obstacle, RoundFile, obstacle
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.calendar.deadlines import due_of
from services.files.new_file import NewFile, evidence_rows
from services.locking import lock_round
from services.messages import Conflict, Forbidden, Invalid, Message, say
from services.people.two_persons import doers
from services.scope import round_or_404
from services.serving.service_records import reached
from services.writing import Writer


def requests_until(session: Session, round_: Round, row_id: str | None = None) -> Due | None:
    """The last day on which a review may be asked for: by one contractor, or by whoever has the longest.

    The days count from the service of its result; None: it was not served, and no time runs against it.
    """
    served = _last_served(session, round_, row_id)
    if served is None:
        return None
    return due_of(session, "review_request", served, round_.request_days)


def unserved(round_id: str) -> Select[str]:
    """The rows in scope whose feedback has not reached their contractor."""
    return select(RoundSubject.id).where(
        RoundSubject.round_id == round_id, RoundSubject.out.is_(None), ~reached(RoundSubject.id)
    )


def _last_served(session: Session, round_: Round, row_id: str | None) -> date | None:
    """The last day on which a result of a round was served on somebody in scope."""
    query = (
        select(func.max(Service.served_on))
        .join(RoundSubject, RoundSubject.id == Service.document_id)
        .where(RoundSubject.round_id == round_.id, RoundSubject.out.is_(None), Service.counts)
    )
    if row_id is not None:
        query = query.where(RoundSubject.id == row_id)
    return session.scalar(query)


def round_file(session: Session, round_: Round, row_id: str | None = None) -> RoundFile:
    """What the machine of rounds needs to know; of one contractor's own time where its row is named."""
    inside = select(func.count()).where(
        RoundSubject.round_id == round_.id, RoundSubject.out.is_(None)
    )
    waiting = (
        select(func.count())
        .select_from(ReviewRequest)
        .join(RoundSubject, RoundSubject.id == ReviewRequest.row_id)
        .where(RoundSubject.round_id == round_.id, ReviewRequest.result.is_(None))
    )
    return RoundFile(
        state=round_.state,
        opened_by=doers(session, round_.opened_by, round_.entry_id),
        in_scope=session.scalar(inside) or 0,
        requests_until=requests_until(session, round_, row_id),
        unserved=_count(session, unserved(round_.id)) if round_.state == "feedback" else 0,
        unanswered=session.scalar(waiting) or 0,
        display_until=round_.display_until,
    )


def _count(session: Session, query: Select[str]) -> int:
    return session.scalar(query.with_only_columns(func.count())) or 0


def locked_round(session: Session, actor: Actor, round_id: str) -> Round:
    """The round as it is now, locked: of two steps at once the second one sees the first."""
    found = round_or_404(session, actor, round_id)
    lock_round(session, found.id)
    session.refresh(found)
    return found


def check(
    session: Session,
    actor: Actor,
    round_: Round,
    action: Action,
    day: date,
    row_id: str | None = None,
) -> None:
    """Raises ``Conflict``, ``Forbidden`` or ``Invalid`` where this cannot be done."""
    found = obstacle(round_file(session, round_, row_id), action, day, actor.persons)
    if found is None:
        return
    if found.code == "not_now":
        raise Conflict(told(found))
    if found.code == "own_round":
        raise Forbidden(told(found))
    raise Invalid({"": told(found)})


_OBSTACLES: dict[str, Message] = {
    "not_now": say("The round is at another step by now. Look at it again."),
    "nobody_in_scope": say("Nobody is in the scope of this round."),
    "nobody_served": say(
        "The feedback has not been served on anybody yet: nobody's time to ask for a review runs."
    ),
    "window_over": say("The time to ask for a review ended on %(day)s."),
    "window_runs": say("The contractors may ask for a review until %(day)s."),
    "window_provisional": say(
        "The last day to ask for a review, %(day)s, is provisional: the holidays of that year are not"
        " arranged yet."
    ),
    "unanswered": say("Requests for review that wait for an answer: %(count)s."),
    "display_runs": say("The result is displayed until %(day)s."),
    "own_round": say("You opened this round, so another person must adopt it."),
}


def told(found: Obstacle) -> Message:
    """The sentence for an obstacle."""
    return Message(_OBSTACLES[found.code].text, found.params)


def move_on(
    writer: Writer,
    round_: Round,
    kind: str,
    changes: dict[str, Any],
    private: Private | None = None,
    files: tuple[NewFile, ...] = (),
    left_out: Sequence[str] = (),
) -> str:
    """Write one step of the round; returns its id. ``left_out``: the rows that it takes out of scope."""
    private = private or Private()
    data: dict[str, Any] = {
        "round": round_.id,
        "changes": {name: body_value(value) for name, value in changes.items()},
    }
    if left_out:
        data["left_out"] = sorted(left_out)
    if files:
        data["evidence"] = evidence_rows("round", round_.id, files, private)
    writer.add(kind, data, private=private)
    writer.session.expire(round_)
    return str(data["round"])


def private_of(table: str, row: Any, **texts: str | None) -> Private:
    """Texts of a row that may hold others already: one salt a row."""
    private = Private(salts={(table, row.id): row.salt} if row.salt else {})
    private.keep(table, row.id, **texts)
    return private
