"""Register a contractor or a person, with the name of today and, where it is known, the one before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from identity.codes import normalise
from identity.names import fold
from models import PersonIdentity, Subject, new_id
from scoring.facts import FIRST_DAY
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.messages import Invalid, Message, say
from services.subjects.look_alikes import alike_question
from services.subjects.possible_successors import typed_question
from services.subjects.seal import fingerprint, seal
from services.subjects.subject_checks import (
    code_faults,
    identity_number,
    past_day,
    practice_number,
    region_of_code,
)
from services.subjects.subject_contact import keep_contact
from services.subjects.subject_words import LEGAL_FORMS, PERSON, business_text
from services.writing import Once, Writer, writing


@dataclass(frozen=True)
class Registration:
    """What was typed about a new subject.

    ``another`` answers the question whether a look-alike is really another one, ``known_successor``
    the one whether it is known that a listed one has the same address or telephone. ``former_name`` was
    borne until ``renamed_on``. A contractor without a region gets that of its code.
    """

    kind: str
    name: str
    legal_form: str = PERSON
    code: str | None = None
    code_reason: str | None = None
    practice_no: str | None = None
    identity_no: str | None = None
    home_region: str | None = None
    business: tuple[str, ...] = ()
    head_id: str | None = None
    file_opened_on: date | None = None
    former_name: str | None = None
    renamed_on: date | None = None
    another: bool = False
    address: str | None = None
    telephone: str | None = None
    known_successor: bool = False


def register_subject(
    session: Session,
    actor: Actor,
    typed: Registration,
    secret: bytes,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Write one subject; returns its id. ``secret`` seals a person's identity number.

    Raises ``Invalid`` by field; a look-alike is asked about in the field ``another``.
    """
    actor.require("subject.register")
    with writing(session, actor, now, once) as writer:
        draft = normal(typed, day_of(now))
        problems = faults(session, draft, secret, day_of(now))
        if not problems and not draft.another:
            problems = alike_question(session, draft.name)
        if not problems and not draft.known_successor:
            problems = typed_question(session, draft.address, draft.telephone, day_of(now))
        if problems:
            raise Invalid(problems)
        writer.result = add_subject(writer, draft, secret)
    return writer.result


def normal(typed: Registration, today: date) -> Registration:
    """The same with numbers upper-case and half-width, and with what follows from the code filled in."""
    person = typed.kind == PERSON
    return replace(
        typed,
        legal_form=PERSON if person else typed.legal_form,
        code=None if person else normalise(typed.code or "") or None,
        code_reason=None if person else typed.code_reason,
        practice_no=normalise(typed.practice_no or "") or None if person else None,
        identity_no=typed.identity_no if person else None,
        home_region=typed.home_region or (None if person else region_of_code(typed.code)),
        file_opened_on=typed.file_opened_on or today,
    )


def faults(session: Session, draft: Registration, secret: bytes, today: date) -> dict[str, Message]:
    """What is wrong with a normal draft, by field; look-alikes are not among it."""
    only_signs = say("A name has letters or characters; this one has only signs.")
    found: dict[str, Message] = {}
    if not fold(draft.name):
        found["name"] = only_signs
    if draft.former_name and not fold(draft.former_name):
        found["former_name"] = only_signs
    if draft.home_region is None:
        found["home_region"] = say("Please choose the region of registration.")
    if draft.kind == PERSON:
        found |= _person_faults(session, draft, secret, today)
    else:
        found |= _contractor_faults(session, draft)
    return found | _day_faults(draft, today)


def _contractor_faults(session: Session, draft: Registration) -> dict[str, Message]:
    found = code_faults(draft.code, draft.code_reason)
    if "code" not in found and (other := holder_of_code(session, draft.code)):
        found["code"] = taken(other)
    if draft.legal_form not in LEGAL_FORMS:
        found["legal_form"] = say("Please choose the legal form.")
    if draft.head_id:
        found |= head_faults(session, draft.head_id)
    return found


def holder_of_code(session: Session, code: str | None) -> Subject | None:
    return session.scalar(select(Subject).where(Subject.code == code)) if code else None


def taken(other: Subject) -> Message:
    """A code or number belongs to one subject only."""
    return say("%(name)s is already registered under it.", name=other.name)


def head_faults(session: Session, head_id: str, of: str | None = None) -> dict[str, Message]:
    """A branch answers through a head that is a contractor, still open, and no branch itself."""
    head = session.get(Subject, head_id)
    if head is None or head.kind == PERSON:
        return {"head": say("Please choose the head from the list that opens while you type.")}
    if head.id == of:
        return {"head": say("A contractor cannot be its own head.")}
    if head.head_id:
        return {"head": say("%(name)s is itself a branch. Choose its head.", name=head.name)}
    if head.closed_on:
        return {"head": say("%(name)s no longer exists.", name=head.name)}
    return {}


def _person_faults(
    session: Session, draft: Registration, secret: bytes, today: date
) -> dict[str, Message]:
    found: dict[str, Message] = {}
    number, fault = practice_number(draft.practice_no or "")
    if fault:
        found["practice_no"] = fault
    elif other := session.scalar(select(Subject).where(Subject.practice_no == number)):
        found["practice_no"] = taken(other)
    if draft.identity_no:
        number, fault = identity_number(draft.identity_no, today)
        if fault:
            found["identity_no"] = fault
        elif other := _holder_of_identity(session, fingerprint(secret, number)):
            found["identity_no"] = taken(other)
    return found


def _holder_of_identity(session: Session, mark: str) -> Subject | None:
    return session.scalar(
        select(Subject)
        .join(PersonIdentity, PersonIdentity.subject_id == Subject.id)
        .where(PersonIdentity.fingerprint == mark)
    )


def _day_faults(draft: Registration, today: date) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for name, day in (("file_opened_on", draft.file_opened_on), ("renamed_on", draft.renamed_on)):
        if day and (fault := past_day(day, today)):
            found[name] = fault
    if draft.file_opened_on and draft.file_opened_on < FIRST_DAY:
        found["file_opened_on"] = say("This day is too far back. Please check the year.")
    if draft.former_name and not draft.renamed_on:
        found["renamed_on"] = say("Please give the day of the change of name.")
    if draft.renamed_on and not draft.former_name:
        found["former_name"] = say("Please give the name before the change.")
    return found


def add_subject(writer: Writer, draft: Registration, secret: bytes) -> str:
    """Write a draft without faults inside a running transaction; returns the subject's id."""
    subject_id, private = new_id(), Private()
    names = [_name(private, subject_id, n, name, day) for n, (name, day) in _names(draft)]
    private.keep("subject", subject_id, code_reason=_kept_reason(draft))
    writer.add(
        "subject.register",
        {"subject": _columns(subject_id, draft), "names": names},
        subject=subject_id,
        private=private,
    )
    if draft.kind != PERSON:
        keep_contact(writer, subject_id, draft.address, draft.telephone)
    if draft.identity_no:
        _keep_identity(writer.session, subject_id, draft.identity_no, secret)
    return subject_id


def _kept_reason(draft: Registration) -> str | None:
    return draft.code_reason if code_faults(draft.code, None) else None


def _names(draft: Registration) -> enumerate[tuple[str, date]]:
    """The names with the days from which they were borne, in order."""
    opened = draft.file_opened_on or date.min
    if not (draft.former_name and draft.renamed_on):
        return enumerate([(draft.name, opened)])
    before = min(opened, draft.renamed_on - timedelta(days=1))
    return enumerate([(draft.former_name, before), (draft.name, draft.renamed_on)])


def _name(
    private: Private, subject_id: str, position: int, name: str, from_on: date
) -> dict[str, Any]:
    name_id = new_id()
    private.keep("subject_name", name_id, name=name)
    return {
        "id": name_id,
        "subject_id": subject_id,
        "from_on": from_on.isoformat(),
        "position": position,
    }


def _columns(subject_id: str, draft: Registration) -> dict[str, Any]:
    return {
        "id": subject_id,
        "kind": draft.kind,
        "legal_form": draft.legal_form,
        "code": draft.code,
        "practice_no": draft.practice_no,
        "home_region": draft.home_region,
        "business": business_text(draft.business),
        "head_id": draft.head_id,
        "file_opened_on": draft.file_opened_on and draft.file_opened_on.isoformat(),
    }


def _keep_identity(session: Session, subject_id: str, number: str, secret: bytes) -> None:
    plain = normalise(number)
    session.add(
        PersonIdentity(
            subject_id=subject_id,
            sealed=seal(secret, plain, subject_id),
            fingerprint=fingerprint(secret, plain),
        )
    )
    session.flush()
