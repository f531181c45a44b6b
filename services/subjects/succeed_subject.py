"""Record a merger, division or deregistration on its day, with its paper and who carries on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Subject, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows
from services.locking import lock_subjects
from services.messages import Invalid, Message, say
from services.scope import subject_or_404
from services.subjects.subject_checks import past_day
from services.subjects.subject_words import PERSON, SUCCESSIONS
from services.writing import Once, writing


@dataclass(frozen=True)
class NewSuccession:
    """``survives``: a division after which the divided body itself lives on."""

    kind: str
    on: date
    document_no: str
    successor_ids: tuple[str, ...] = ()
    survives: bool = False
    note: str | None = None
    files: tuple[NewFile, ...] = field(default=(), compare=False)


def succeed_subject(
    session: Session,
    actor: Actor,
    subject_id: str,
    typed: NewSuccession,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Write the step and close the subject unless it survives; returns its id.

    Raises ``Invalid`` by field.
    """
    actor.require("subject.amend")
    with writing(session, actor, now, once) as writer:
        lock_subjects(session, [subject_id, *typed.successor_ids])
        subject = subject_or_404(session, actor, subject_id)
        if problems := _faults(session, subject, typed, day_of(now)):
            raise Invalid(problems)
        private = Private()
        rows = _rows(subject_id, typed, private)
        data: dict[str, Any] = {"successions": rows}
        if typed.files:
            data["evidence"] = evidence_rows("succession", rows[0]["id"], typed.files, private)
        writer.add("subject.succeed", data, subject=subject_id, private=private)
        writer.result = subject_id
    return writer.result


def _rows(subject_id: str, typed: NewSuccession, private: Private) -> list[dict[str, Any]]:
    """One row a successor; a deregistration has one row and no successor."""
    rows = []
    for successor_id in typed.successor_ids or (None,):
        row_id = new_id()
        private.keep("succession", row_id, note=typed.note)
        rows.append(
            {
                "id": row_id,
                "kind": typed.kind,
                "subject_id": subject_id,
                "successor_id": successor_id,
                "on": typed.on.isoformat(),
                "document_no": typed.document_no,
                "survives": typed.survives,
            }
        )
    return rows


def _faults(
    session: Session, subject: Subject, typed: NewSuccession, today: date
) -> dict[str, Message]:
    if subject.closed_on:
        return {
            "": say("It already ended on %(day)s.", day=subject.closed_on.isoformat()),
        }
    found: dict[str, Message] = {}
    if typed.kind not in SUCCESSIONS:
        found["kind"] = say("Please choose one of those offered.")
    elif typed.survives and typed.kind != "division":
        found["survives"] = say("Only a division leaves the divided contractor alive.")
    if fault := past_day(typed.on, today):
        found["on"] = fault
    elif typed.on < subject.names[0].from_on:
        found["on"] = say(
            "It is known here only from %(day)s.", day=subject.names[0].from_on.isoformat()
        )
    if fault := _successor_fault(session, subject, typed):
        found["successor"] = fault
    return found


def _successor_fault(session: Session, subject: Subject, typed: NewSuccession) -> Message | None:
    if typed.kind == "deregistration":
        return say("A deregistration has no successor.") if typed.successor_ids else None
    if not typed.successor_ids:
        return say("Please choose who carries on.")
    for successor_id in typed.successor_ids:
        successor = session.get(Subject, successor_id)
        if successor is None or successor.kind == PERSON:
            return say("Please choose from the list that opens while you type.")
        if successor.id == subject.id:
            return say("A contractor cannot succeed itself.")
        if successor.closed_on and successor.closed_on <= typed.on:
            return say("%(name)s no longer existed on that day.", name=successor.name)
    return None
