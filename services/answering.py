"""Who answers for a branch: its head."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import Subject


def answering(session: Session, subject: Subject) -> Subject:
    """The subject whose credit a record about this one touches: the head of a branch, else itself."""
    return session.get_one(Subject, subject.head_id) if subject.head_id else subject
