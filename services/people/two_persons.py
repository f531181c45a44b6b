"""Rules of two persons: a deputy counts as himself and as the one for whom he acts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ActedFor, ObjectionDecision, RepairDecision, RoundAdoption
from services.actor import Actor


def doers(session: Session, holder_id: str | None, entry_id: str | None) -> frozenset[str]:
    """Everybody who counts as having done an act: who did it, and for whom (its ledger entry says so)."""
    if holder_id is None:
        return frozenset()
    principal = select(ActedFor.for_id).where(ActedFor.entry_id == entry_id)
    return frozenset({holder_id, *session.scalars(principal)})


def took_part(session: Session, actor: Actor, holder_id: str | None, entry_id: str | None) -> bool:
    """Whether this person cannot be the second one to what ``holder_id`` did with that entry."""
    return bool(actor.persons & doers(session, holder_id, entry_id))


def entered_or_signed(
    session: Session, actor: Actor, typed: ObjectionDecision | RepairDecision | RoundAdoption
) -> bool:
    """Whether this person cannot be the second one to a decision typed from paper."""
    mine = took_part(session, actor, typed.typed_by, typed.entry_id)
    return mine or typed.decided_by in actor.persons
