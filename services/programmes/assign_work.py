"""Assign a programme's work in a region to one contractor, or to a consortium with its leader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Assignment, Programme, Subject, new_id
from services.actor import Actor
from services.locking import lock_subjects
from services.messages import Invalid, Message, NotFound, say
from services.subjects.subject_words import PERSON
from services.writing import Once, writing


@dataclass(frozen=True)
class NewAssignment:
    """A leader without members does the work alone."""

    region: str
    leader_id: str
    member_ids: tuple[str, ...]
    from_on: date


def assign_work(
    session: Session,
    actor: Actor,
    programme_id: str,
    typed: NewAssignment,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Write one row a contractor; returns the programme's id. Raises ``Invalid`` by field."""
    actor.require("programme.manage")
    with writing(session, actor, now, once) as writer:
        programme = session.get(Programme, programme_id)
        if programme is None:
            raise NotFound(say("There is no such programme."))
        lock_subjects(session, [typed.leader_id, *typed.member_ids])
        if problems := _faults(session, programme, typed):
            raise Invalid(problems)
        consortium = new_id() if typed.member_ids else None
        parts = [(typed.leader_id, "leader" if consortium else "sole")]
        parts += [(member, "member") for member in typed.member_ids]
        rows = [
            {
                "id": new_id(),
                "programme_id": programme_id,
                "subject_id": subject_id,
                "region": typed.region,
                "part": part,
                "consortium": consortium,
                "from_on": typed.from_on.isoformat(),
            }
            for subject_id, part in parts
        ]
        writer.add("assignment.make", {"assignments": rows}, subject=typed.leader_id)
        writer.result = programme_id
    return writer.result


def _faults(session: Session, programme: Programme, typed: NewAssignment) -> dict[str, Message]:
    found: dict[str, Message] = {}
    if typed.from_on < programme.from_on:
        day = programme.from_on.isoformat()
        found["from_on"] = say("The programme begins only on %(day)s.", day=day)
    if fault := _subject_fault(session, programme, typed, typed.leader_id):
        found["leader"] = fault
    for member_id in typed.member_ids:
        if fault := _subject_fault(session, programme, typed, member_id):
            found["member_1"] = fault
    everybody = [typed.leader_id, *typed.member_ids]
    if len(set(everybody)) < len(everybody):
        found["member_1"] = say("A contractor stands in a consortium once.")
    return found


def _subject_fault(
    session: Session, programme: Programme, typed: NewAssignment, subject_id: str
) -> Message | None:
    subject = session.get(Subject, subject_id)
    if subject is None or subject.kind == PERSON:
        return say("Please choose from the list that opens while you type.")
    if subject.closed_on and subject.closed_on <= typed.from_on:
        return say("%(name)s no longer existed on that day.", name=subject.name)
    again = session.scalar(
        select(Assignment.id).where(
            Assignment.programme_id == programme.id,
            Assignment.subject_id == subject_id,
            Assignment.region == typed.region,
            or_(Assignment.until_on.is_(None), Assignment.until_on > typed.from_on),
        )
    )
    if again:
        return say("%(name)s has this work in this region already.", name=subject.name)
    return None
