"""Clocks of rounds: the party's time to ask for review, and the office's to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ReviewRequest, Round, RoundSubject
from services.actor import Actor
from services.calendar.extensions import extended_due
from services.clocks.registry import Business, Clock, clock, running
from services.labels import scheme_label
from services.rounds.round_file import requests_until
from services.scope import sees_round_row


@running
def of_answers(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """Requests for review that nobody has answered."""
    query = (
        select(ReviewRequest, RoundSubject)
        .join(RoundSubject, RoundSubject.id == ReviewRequest.row_id)
        .where(ReviewRequest.result.is_(None))
    )
    if actor.subject_id is not None:
        query = query.where(RoundSubject.subject_id == actor.subject_id)
    for request, row in session.execute(query).unique():
        if sees_round_row(actor, row):
            due = extended_due(session, "review_answer", request.on, row.id)
            yield clock(session, "review_answer", due, today, _of(session, row), "round.answer")


@running
def of_requests(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """The party's own, while results may still be questioned."""
    if actor.subject_id is None:
        return
    query = (
        select(RoundSubject)
        .join(Round, Round.id == RoundSubject.round_id)
        .where(
            RoundSubject.subject_id == actor.subject_id,
            RoundSubject.out.is_(None),
            Round.state == "feedback",
        )
    )
    for row in session.scalars(query).unique():
        due = requests_until(session, row.round, row.id)
        if due is not None and not due.over(today) and not row.requests:
            yield clock(session, "review_request", due, today, _of(session, row), None)


def _of(session: Session, row: RoundSubject) -> Business:
    what = scheme_label(session, row.round.scheme)
    return Business("review", row.id, row.subject_id, what)
