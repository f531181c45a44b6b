"""Names of behaviours, lists and roles in both languages, by whichever version knows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Subject
from services.actor import roles
from services.rulebook import published


@dataclass(frozen=True, slots=True)
class Both:
    """A name in both languages; a page shows it in the reader's."""

    zh: str
    en: str


def behaviour_label(session: Session, scheme: str, code: str) -> Both:
    """The newest version that knows the behaviour names it; else its code stands for itself."""
    for ruleset in reversed(published(session, scheme)):
        if code in ruleset.behaviours:
            label = ruleset.behaviours[code].label
            return Both(label.zh, label.en)
    return Both(code, code)


def list_label(session: Session, scheme: str, code: str) -> Both:
    """The list's own legal name by the newest version that knows it."""
    for ruleset in reversed(published(session, scheme)):
        for rule in ruleset.lists:
            if rule.code == code:
                return Both(rule.label.zh, rule.label.en)
    return Both(code, code)


def role_label(code: str) -> Both:
    role = roles().get(code)
    return Both(role.zh, role.en) if role else Both(code, code)


def subject_names(session: Session, subject_ids: Collection[str]) -> dict[str, str]:
    """Today's name of each subject, by its id."""
    query = select(Subject).where(Subject.id.in_(subject_ids))
    return {subject.id: subject.name for subject in session.scalars(query)}
