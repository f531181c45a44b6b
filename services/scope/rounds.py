"""Rounds and their rows: for those who work on them, and its own row for a party that was told."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Round, RoundSubject
from services.actor import Actor
from services.messages import NotFound, say


def sees_round_row(actor: Actor, row: RoundSubject) -> bool:
    """A row is seen by those who work on rounds, and by its own party once it was fed back."""
    if actor.subject_id is None:
        return actor.may("round.read")
    told = row.round.feedback_on is not None
    return told and row.subject_id == actor.subject_id and actor.may("own.read")


def round_or_404(session: Session, actor: Actor, round_id: str) -> Round:
    """A round that this person works on, or in which its own subject was told its result."""
    found = session.get(Round, round_id)
    if found is not None and _sees_round(session, actor, found):
        return found
    raise NotFound(say("There is no such round."))


def _sees_round(session: Session, actor: Actor, found: Round) -> bool:
    if actor.subject_id is None:
        return actor.may("round.read")
    own = select(RoundSubject).where(
        RoundSubject.round_id == found.id, RoundSubject.subject_id == actor.subject_id
    )
    row = session.scalars(own).first()
    return row is not None and sees_round_row(actor, row)


def round_row_or_404(session: Session, actor: Actor, row_id: str) -> RoundSubject:
    """A row of a round that this person sees, or no such thing."""
    row = session.get(RoundSubject, row_id)
    if row is None or not sees_round_row(actor, row):
        raise NotFound(say("There is no such result."))
    return row
