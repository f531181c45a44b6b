"""Record key persons and related parties of a contractor, from a day to a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Relation, Subject, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.locking import lock_subjects
from services.messages import Invalid, Message, NotFound, say
from services.scope import subject_or_404
from services.subjects.subject_checks import past_day
from services.subjects.subject_words import KEY_PERSONS, RELATIONS
from services.writing import Once, writing


@dataclass(frozen=True)
class NewRelation:
    """Either a registered subject (``other_id``) or the bare name of a person or body."""

    kind: str
    from_on: date
    other_id: str | None = None
    person_name: str | None = None


def relate_subjects(
    session: Session,
    actor: Actor,
    subject_id: str,
    typed: NewRelation,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Write one relation; returns its id. Raises ``Invalid`` by field."""
    actor.require("subject.amend")
    with writing(session, actor, now, once) as writer:
        lock_subjects(session, [subject_id])
        subject = subject_or_404(session, actor, subject_id)
        if problems := _faults(session, subject, typed, day_of(now)):
            raise Invalid(problems)
        relation_id, private = new_id(), Private()
        if not typed.other_id:
            private.keep("relation", relation_id, person_name=typed.person_name)
        data = {
            "id": relation_id,
            "subject_id": subject_id,
            "other_id": typed.other_id,
            "kind": typed.kind,
            "from_on": typed.from_on.isoformat(),
        }
        writer.add("subject.relate", {"relation": data}, subject=subject_id, private=private)
        writer.result = relation_id
    return writer.result


def _faults(
    session: Session, subject: Subject, typed: NewRelation, today: date
) -> dict[str, Message]:
    if typed.kind not in RELATIONS:
        return {"kind": say("Please choose one of those offered.")}
    if subject.kind == "person" and typed.kind in KEY_PERSONS:
        return {"kind": say("A person has no key persons.")}
    if fault := past_day(typed.from_on, today):
        return {"from_on": fault}
    other = session.get(Subject, typed.other_id) if typed.other_id else None
    if typed.other_id and other is None:
        return {"other": say("Please choose from the list that opens while you type.")}
    if other is None and not typed.person_name:
        return {"other": say("Please choose whom, or type the name.")}
    if other is not None and other.id == subject.id:
        return {"other": say("A contractor cannot be related to itself.")}
    return {}


def end_relation(
    session: Session,
    actor: Actor,
    relation_id: str,
    until_on: date,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Write the day from which a relation no longer holds; returns the subject's id."""
    actor.require("subject.amend")
    with writing(session, actor, now, once) as writer:
        relation = session.get(Relation, relation_id)
        if relation is None or relation.until_on is not None:
            raise NotFound(say("There is no such relation, or it has ended."))
        lock_subjects(session, [relation.subject_id])
        if fault := _end_fault(relation.from_on, until_on, day_of(now)):
            raise Invalid({"until_on": fault})
        writer.add(
            "subject.unrelate",
            {"relation": relation_id, "until_on": until_on.isoformat()},
            subject=relation.subject_id,
        )
        writer.result = relation.subject_id
    return writer.result


def _end_fault(from_on: date, until_on: date, today: date) -> Message | None:
    if until_on < from_on:
        return say("It cannot end before it began (%(day)s).", day=from_on.isoformat())
    return past_day(until_on, today)
