"""Record an event: a fact with its evidence, counted at once or when somebody else has confirmed it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import Event, EventWithdrawal, Office, Subject, new_id
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.clock import day_of
from services.locking import lock_subjects
from services.messages import Invalid, Message, say
from services.new_file import NewFile, evidence_rows
from services.rulebook import newest_ruleset
from services.scope import inside, subject_or_404
from services.scores import renew
from services.writing import Once, Writer, writing

# Older than any programme of the kind; a typing slip, not a record.
EARLIEST = date(2000, 1, 1)

_NUMBERS = ("severity", "quantity", "amount_fen", "numerator", "denominator", "rating")
_READ_BY_RULES = (*_NUMBERS, "incident_id", "until_on")


@dataclass(frozen=True)
class EventDraft:
    """What an officer typed. Money in fen, ratings in hundredths."""

    subject_id: str
    scheme: str
    behaviour: str
    occurred_on: date
    region: str
    narrative: str
    programme_id: str | None = None
    stage_id: str | None = None
    severity: str | None = None
    quantity: int | None = None
    amount_fen: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    rating: int | None = None
    incident_id: str | None = None
    until_on: date | None = None
    document_no: str | None = None
    second_officer: str | None = None
    files: tuple[NewFile, ...] = field(default=(), compare=False)


def record_event(
    session: Session, actor: Actor, draft: EventDraft, now: datetime, once: Once | None = None
) -> str:
    """Write the record and its entry, renew the score; returns the event's id."""
    actor.require("event.enter")
    with writing(session, actor, now, once) as writer:
        lock_subjects(session, [draft.subject_id])
        writer.result = add_event(writer, draft)
        renew(session, draft.subject_id, draft.scheme, day_of(now))
    return writer.result


def record_events(
    session: Session,
    actor: Actor,
    drafts: list[EventDraft],
    now: datetime,
    once: Once | None = None,
) -> str:
    """All of them or none (a grid pasted from a workbook); returns the ids joined by blanks.

    Raises ``Invalid`` with fields named ``row number:field`` (rows count from 1).
    """
    actor.require("event.enter")
    problems: dict[str, Message] = {}
    with writing(session, actor, now, once) as writer:
        lock_subjects(session, [draft.subject_id for draft in drafts])
        ids = []
        for number, draft in enumerate(drafts, 1):
            try:
                ids.append(add_event(writer, draft))
            except Invalid as problem:
                problems |= {f"{number}:{name}": text for name, text in problem.fields.items()}
        if problems:
            raise Invalid(problems)
        for subject_id, scheme in {(d.subject_id, d.scheme) for d in drafts}:
            renew(session, subject_id, scheme, day_of(now))
        writer.result = " ".join(ids)
    return writer.result


def add_event(writer: Writer, draft: EventDraft) -> str:
    """One event inside a running write, checked against the scheme's catalogue and the actor's scope."""
    session, today = writer.session, day_of(writer.now)
    subject = subject_or_404(session, writer.actor, draft.subject_id)
    behaviour = check(session, writer.actor, subject, draft, today)
    event_id, private = new_id(), Private()
    private.keep("event", event_id, narrative=draft.narrative, second_officer=draft.second_officer)
    data: dict[str, Any] = {
        "event": {
            "id": event_id,
            "office_id": writer.actor.office_id,
            "entered_by": writer.actor.holder_id,
            "confirm": behaviour.confirm,
            **_columns(draft),
        }
    }
    if draft.files:
        data["evidence"] = evidence_rows("event", event_id, draft.files, private)
    if behaviour.confirm == "none":
        data["confirmation"] = {
            "event_id": event_id,
            "counts_from": draft.occurred_on.isoformat(),
            "way": "none",
            "entered_by": writer.actor.holder_id,
            "confirmed_by": writer.actor.holder_id,
        }
    writer.add("event.record", data, subject=subject.id, private=private)
    return event_id


def _columns(draft: EventDraft) -> dict[str, Any]:
    names = (
        *("subject_id", "scheme", "behaviour", "occurred_on", "region"),
        *("programme_id", "stage_id", *_READ_BY_RULES, "document_no"),
    )
    return {name: body_value(getattr(draft, name)) for name in names}


def check(
    session: Session, actor: Actor, subject: Subject, draft: EventDraft, today: date
) -> scoring.Behaviour:
    """Hold a draft against the catalogue; returns its behaviour or raises ``Invalid`` by field."""
    problems: dict[str, Message] = {}
    behaviour = newest_ruleset(session, draft.scheme).behaviours.get(draft.behaviour)
    if behaviour is None:
        raise Invalid({"behaviour": say("This behaviour is not in the catalogue of the scheme.")})
    if actor.office_id is None or session.get(Office, actor.office_id) is None:
        problems[""] = say("Your account belongs to no office, so it cannot record.")
    if not inside(actor, draft.region):
        problems["region"] = say("Your office records only work done in its own region.")
    problems |= _day_problems(subject, draft, today)
    problems |= _field_problems(behaviour, draft)
    if problems:
        raise Invalid(problems)
    return behaviour


def _day_problems(subject: Subject, draft: EventDraft, today: date) -> dict[str, Message]:
    if draft.occurred_on > today:
        return {"occurred_on": say("This day is still to come. Give the day on which it happened.")}
    if draft.occurred_on < EARLIEST:
        return {"occurred_on": say("This day is too far back. Please check the year.")}
    if subject.closed_on is not None and draft.occurred_on >= subject.closed_on:
        return {
            "occurred_on": say(
                "The contractor ended on %(day)s. Record it for its successor.",
                day=subject.closed_on.isoformat(),
            )
        }
    return {}


def _field_problems(behaviour: scoring.Behaviour, draft: EventDraft) -> dict[str, Message]:
    problems = {}
    given = {"narrative": draft.narrative, "evidence": draft.files, "stage": draft.stage_id}
    given["assignment"] = draft.programme_id
    for name in {*behaviour.fields, "narrative"}:
        if given.get(name, getattr(draft, name, None)) in (None, "", ()):
            problems[name] = say("This behaviour needs this field.")
    for name in _NUMBERS[1:]:
        value = getattr(draft, name)
        if value is not None and not 0 <= value <= 10**12:
            problems[name] = say("Give a number from 0 up to 1,000,000,000,000.")
    if draft.numerator is not None and draft.denominator is not None:
        if draft.denominator < 1:
            problems["denominator"] = say("At least one must have been inspected.")
        elif draft.numerator > draft.denominator:
            problems["numerator"] = say(
                "More passed than were inspected. Please check both numbers."
            )
    if draft.second_officer is not None and len(draft.second_officer) > 80:
        problems["second_officer"] = say("This name is too long.")
    return problems


def likely_duplicates(session: Session, draft: EventDraft) -> list[Event]:
    """Records of the same contractor, behaviour and day (or document number) that still stand."""
    same = Event.occurred_on == draft.occurred_on
    if draft.document_no:
        near = draft.occurred_on - timedelta(days=366)
        same |= (Event.document_no == draft.document_no) & (Event.occurred_on >= near)
    query = (
        select(Event)
        .outerjoin(EventWithdrawal, EventWithdrawal.event_id == Event.id)
        .where(
            Event.subject_id == draft.subject_id,
            Event.behaviour == draft.behaviour,
            EventWithdrawal.event_id.is_(None),
            same,
        )
        .order_by(Event.occurred_on)
    )
    return list(session.scalars(query))


def as_fact(draft: EventDraft, event_id: str, counts_from: date) -> scoring.Fact:
    """The draft as the engine would read it once it counts: for a preview."""
    numbers = {name: getattr(draft, name) for name in _READ_BY_RULES}
    return scoring.Fact(
        event_id=event_id,
        subject_id=draft.subject_id,
        behaviour=draft.behaviour,
        occurred_on=draft.occurred_on,
        counts_from=counts_from,
        **numbers,
    )


__all__ = [
    "EventDraft",
    "add_event",
    "as_fact",
    "likely_duplicates",
    "record_event",
    "record_events",
]
