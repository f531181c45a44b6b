"""What waits for a person in rounds: requests to answer, steps that are due, results that a correction touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import ReviewRequest, Round, RoundAdoption, RoundSubject
from procedure.rounds import obstacle, stage
from services.actor import Actor
from services.rounds.affected_rows import affected_rows
from services.rounds.round_file import round_file
from services.rounds.show_rounds import NEXT, PERMISSION

Waiting = tuple[str, int, date | None]
"""Kind of work, how much of it, and since which day the oldest waits."""


def round_work(session: Session, actor: Actor, today: date) -> Iterator[Waiting]:
    """Nothing of what does not wait for this person."""
    if actor.may("round.answer"):
        yield from _requests(session, actor)
    if actor.may("round.manage") or actor.may("round.decide"):
        yield from _steps(session, actor, today)
    if actor.may("round.manage"):
        yield from _typed(session, actor)
        yield from _to_serve(session)
    if actor.may("round.decide"):
        yield from _touched(session)


def _requests(session: Session, actor: Actor) -> Iterator[Waiting]:
    query = (
        select(func.count(), func.min(ReviewRequest.on))
        .join(RoundSubject, RoundSubject.id == ReviewRequest.row_id)
        .join(Round, Round.id == RoundSubject.round_id)
        .where(
            Round.state == "feedback",
            ReviewRequest.result.is_(None),
            ReviewRequest.typed_by.not_in(actor.persons),
            Round.opened_by.not_in(actor.persons),
        )
    )
    count, oldest = session.execute(query).one()
    if count:
        yield ("review_request", count, oldest)


def _typed(session: Session, actor: Actor) -> Iterator[Waiting]:
    """Adoptions typed from paper by somebody else, to be held against the scan."""
    query = (
        select(func.count(), func.min(RoundAdoption.decided_on))
        .join(Round, Round.id == RoundAdoption.round_id)
        .where(
            Round.state == "display",
            RoundAdoption.confirmed_by.is_(None),
            RoundAdoption.withdrawn_by.is_(None),
            RoundAdoption.typed_by.not_in(actor.persons),
        )
    )
    count, oldest = session.execute(query).one()
    if count:
        yield ("round_typed", count, oldest)


def _to_serve(session: Session) -> Iterator[Waiting]:
    """Contractors whom the feedback has not reached: their time to ask for a review has not begun."""
    rounds = session.scalars(select(Round).where(Round.state == "feedback"))
    left = [(round_file(session, found).unserved, found.feedback_on) for found in rounds]
    waiting = [(count, day) for count, day in left if count and day is not None]
    if waiting:
        yield ("round_serve", sum(count for count, _ in waiting), min(day for _, day in waiting))


def _steps(session: Session, actor: Actor, today: date) -> Iterator[Waiting]:
    """Rounds whose next step nothing hinders."""
    under_way = select(Round).where(Round.state.not_in(("published", "cancelled")))
    due = sum(_is_due(session, actor, found, today) for found in session.scalars(under_way))
    if due:
        yield ("round", due, None)


def _is_due(session: Session, actor: Actor, found: Round, today: date) -> bool:
    file = round_file(session, found)
    step = NEXT.get(stage(file, today))
    if step is None or not actor.may(PERMISSION[step]):
        return False
    return obstacle(file, step, today, actor.persons) is None


def _touched(session: Session) -> Iterator[Waiting]:
    rows = affected_rows(session)
    if rows:
        yield ("round_row", len(rows), min(one.on for found in rows.values() for one in found))
