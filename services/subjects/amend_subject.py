"""Amend what is known of a subject, other than its name: code, legal form, region, kinds of work, head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from identity.codes import normalise
from models import Subject
from services.actor import Actor
from services.apply import Private
from services.locking import lock_subjects
from services.messages import Conflict, Invalid, Message, say
from services.scope import subject_or_404
from services.subjects.register_subject import head_faults, holder_of_code, taken
from services.subjects.subject_checks import code_faults, practice_number
from services.subjects.subject_contact import keep_contact
from services.subjects.subject_words import LEGAL_FORMS, PERSON, business_text
from services.writing import Once, writing


@dataclass(frozen=True)
class Amendment:
    """The subject as it should stand; ``version`` is the one the form was opened with."""

    version: int
    legal_form: str = PERSON
    code: str | None = None
    code_reason: str | None = None
    practice_no: str | None = None
    home_region: str | None = None
    business: tuple[str, ...] = ()
    head_id: str | None = None
    address: str | None = None
    telephone: str | None = None


def amend_subject(
    session: Session,
    actor: Actor,
    subject_id: str,
    typed: Amendment,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Write what changed; returns the subject's id. Nothing changed: no entry.

    Raises ``Conflict`` when somebody amended it since the form was opened, ``Invalid`` by field.
    """
    actor.require("subject.amend")
    with writing(session, actor, now, once) as writer:
        lock_subjects(session, [subject_id])
        subject = subject_or_404(session, actor, subject_id)
        if subject.version != typed.version:
            raise Conflict(
                say("Somebody else changed this contractor meanwhile. Look at it as it is now.")
            )
        wanted = _columns(subject, typed)
        if problems := _faults(session, subject, typed, wanted):
            raise Invalid(problems)
        changes = {name: v for name, v in wanted.items() if v != getattr(subject, name)}
        private = _reason(subject, typed, wanted["code"])
        if changes or private.texts:
            writer.add("subject.amend", {"changes": changes}, subject=subject_id, private=private)
        if subject.kind != PERSON:
            keep_contact(writer, subject_id, typed.address, typed.telephone)
        writer.result = subject_id
    return writer.result


def _columns(subject: Subject, typed: Amendment) -> dict[str, Any]:
    shared = {"home_region": typed.home_region, "business": business_text(typed.business)}
    if subject.kind == PERSON:
        return {**shared, "practice_no": normalise(typed.practice_no or "") or None, "code": None}
    return {
        **shared,
        "legal_form": typed.legal_form,
        "code": normalise(typed.code or "") or None,
        "head_id": typed.head_id,
    }


def _faults(
    session: Session, subject: Subject, typed: Amendment, wanted: dict[str, Any]
) -> dict[str, Message]:
    found: dict[str, Message] = {}
    if not typed.home_region:
        found["home_region"] = say("Please choose the region of registration.")
    if subject.kind == PERSON:
        return found | _number_fault(session, subject, wanted["practice_no"])
    found |= code_faults(wanted["code"], typed.code_reason)
    other = holder_of_code(session, wanted["code"])
    if "code" not in found and other and other.id != subject.id:
        found["code"] = taken(other)
    if typed.legal_form not in LEGAL_FORMS:
        found["legal_form"] = say("Please choose the legal form.")
    if typed.head_id and typed.head_id != subject.head_id:
        found |= head_faults(session, typed.head_id, of=subject.id)
        if session.scalar(select(Subject.id).where(Subject.head_id == subject.id).limit(1)):
            found["head"] = say("It has branches of its own, so it cannot be a branch.")
    return found


def _number_fault(session: Session, subject: Subject, number: str | None) -> dict[str, Message]:
    plain, fault = practice_number(number or "")
    if fault:
        return {"practice_no": fault}
    other = session.scalar(
        select(Subject).where(Subject.practice_no == plain, Subject.id != subject.id)
    )
    return {"practice_no": taken(other)} if other else {}


def _reason(subject: Subject, typed: Amendment, code: str | None) -> Private:
    """The reason for a failing code, where it is new; one that was given is never taken back."""
    private = Private()
    if code and code_faults(code, None) and typed.code_reason != subject.code_reason:
        private.keep("subject", subject.id, code_reason=typed.code_reason)
    return private
