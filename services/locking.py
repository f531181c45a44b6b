"""Locks, always in one order: subjects by id, cases, rounds, then the ledger (which takes its own)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Case, Event, Round, Subject


def lock_subjects(session: Session, subject_ids: Iterable[str]) -> None:
    """Make other writes about these subjects wait (SQLite's writer lock already does)."""
    wanted = sorted(set(subject_ids))
    session.execute(
        select(Subject.id).where(Subject.id.in_(wanted)).order_by(Subject.id).with_for_update()
    ).all()


def lock_events(session: Session, event_ids: Iterable[str]) -> None:
    """Lock the subjects of these records, before the records are read: what is read then still holds."""
    query = select(Event.subject_id).where(Event.id.in_(sorted(set(event_ids))))
    lock_subjects(session, session.scalars(query))


def lock_case(session: Session, case_id: str) -> None:
    session.execute(select(Case.id).where(Case.id == case_id).with_for_update()).all()


def lock_round(session: Session, round_id: str) -> None:
    session.execute(select(Round.id).where(Round.id == round_id).with_for_update()).all()
