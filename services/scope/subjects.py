"""Subjects: of everybody for staff, its own for the party."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Subject
from services.actor import Actor
from services.messages import NotFound, say


def subject_or_404(session: Session, actor: Actor, subject_id: str) -> Subject:
    """A subject that this person may look at, or no such thing."""
    allowed = actor.may("contractor.read") or actor.subject_id == subject_id
    subject = session.get(Subject, subject_id) if allowed else None
    if subject is None:
        raise NotFound(say("There is no such contractor."))
    return subject


def subjects_or_404(
    session: Session, actor: Actor, subject_ids: Iterable[str]
) -> dict[str, Subject]:
    """Subjects by id, read at once, all of which this person may look at."""
    wanted = set(subject_ids)
    allowed = actor.may("contractor.read") or wanted <= {actor.subject_id}
    query = select(Subject).where(Subject.id.in_(wanted))
    found = {s.id: s for s in session.scalars(query)} if allowed else {}
    if found.keys() != wanted:
        raise NotFound(say("There is no such contractor."))
    return found
