"""Names that could be taken for a new one: pointed out before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from identity.names import LookAlike, alike_keys, look_alikes
from models import Subject, SubjectName
from services.messages import Message, say


@dataclass(frozen=True)
class Alike:
    """A registered subject whose ``name`` could be taken for the new one; ``present`` is its name now."""

    subject_id: str
    name: str
    present: str
    code: str
    region: str
    why: LookAlike


def find_look_alikes(session: Session, name: str, but: str | None = None) -> tuple[Alike, ...]:
    """Registered subjects with such a name, without the subject ``but``."""
    query = (
        select(SubjectName.name, Subject)
        .join(Subject, Subject.id == SubjectName.subject_id)
        .where(SubjectName.sound.in_(alike_keys(name)))
        .order_by(SubjectName.name)
    )
    found: dict[str, Alike] = {}
    for other, subject in session.execute(query):
        why = look_alikes(name, other or "")
        if why and subject.id != but:
            code = subject.code or subject.practice_no or ""
            found[subject.id] = Alike(
                subject.id, other or "", subject.name, code, subject.home_region, why
            )
    return tuple(found.values())


def alike_question(session: Session, name: str, but: str | None = None) -> dict[str, Message]:
    """The question that a person answers by ticking ``another``; nothing if no name is alike."""
    alike = find_look_alikes(session, name, but)
    if not alike:
        return {}
    return {
        "another": say(
            "%(name)s (%(code)s) is registered and easily taken for this one. Is it another?",
            name=alike[0].name,
            code=alike[0].code,
        )
    }
