"""Confirm records that wait: a second person of the office, or the due procedure, makes them count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

import scoring
from models import Event
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.facts import facts
from services.locking import lock_subjects
from services.messages import Conflict, Forbidden, Invalid, Message, say
from services.notice_event import steps_of
from services.rulebook import rule_book
from services.scope import event_or_404
from services.scores import renew
from services.writing import Once, Writer, writing


@dataclass(frozen=True)
class NoticeDecision:
    """The dated, numbered decision that ends a `notice` procedure."""

    decided_on: date
    document_no: str


@dataclass(frozen=True)
class Effect:
    """What confirming would do: the score before and after, and lists newly reached."""

    event: Event
    before: scoring.Score
    after: scoring.Score

    @property
    def new_lists(self) -> list[str]:
        before = {entry.list for entry in self.before.lists if entry.state != "ended"}
        return [e.list for e in self.after.lists if e.state != "ended" and e.list not in before]


def confirm_events(
    session: Session,
    actor: Actor,
    event_ids: list[str],
    now: datetime,
    once: Once | None = None,
) -> str:
    """Confirm a checked selection of `review` records, all or none; returns the ids joined by blanks."""
    actor.require("event.review")
    with writing(session, actor, now, once) as writer:
        events = [event_or_404(session, actor, event_id) for event_id in sorted(set(event_ids))]
        lock_subjects(session, [event.subject_id for event in events])
        for event in events:
            _confirm(writer, event, day_of(now))
        _renew(session, events, day_of(now))
        writer.result = " ".join(event.id for event in events)
    return writer.result


def confirm_by_notice(
    session: Session,
    actor: Actor,
    event_id: str,
    decision: NoticeDecision,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Confirm a `notice` record by its decision, once the party was told and heard; returns the id."""
    actor.require("event.review")
    with writing(session, actor, now, once) as writer:
        event = event_or_404(session, actor, event_id)
        lock_subjects(session, [event.subject_id])
        problems = _notice_problems(session, event, decision, day_of(now))
        if problems:
            raise Invalid(problems)
        _confirm(writer, event, decision.decided_on, decision)
        _renew(session, [event], day_of(now))
        writer.result = event.id
    return writer.result


def _confirm(
    writer: Writer, event: Event, counts_from: date, decision: NoticeDecision | None = None
) -> None:
    if event.state != "pending":
        raise Conflict(say("This record was already decided by somebody else."))
    if event.entered_by == writer.actor.holder_id:
        raise Forbidden(say("You entered this record, so another person must confirm it."))
    way = "notice" if decision else "review"
    if event.confirm != way:
        raise Invalid({"": say("This record needs the notice procedure before it can count.")})
    data: dict[str, Any] = {
        "event_id": event.id,
        "counts_from": counts_from.isoformat(),
        "way": way,
        "entered_by": event.entered_by,
        "confirmed_by": writer.actor.holder_id,
    }
    if decision:
        data["decision_no"] = decision.document_no
        data["decided_on"] = decision.decided_on.isoformat()
    writer.add("event.confirm", {"confirmation": data}, event.subject_id, Private())
    writer.session.expire(event)


def _notice_problems(
    session: Session, event: Event, decision: NoticeDecision, today: date
) -> dict[str, Message]:
    steps = steps_of(session, event.id)
    notice = next((s for s in steps if s.kind == "notice"), None)
    if notice is None:
        return {"": say("The contractor has not been given notice yet.")}
    answered = any(s.kind == "answer" for s in steps)
    replied = any(s.kind == "reply" for s in steps)
    if replied and not answered:
        return {"": say("The contractor's reply has not been answered yet.")}
    if not replied and notice.due_on is not None and today <= notice.due_on:
        return {"": say("The contractor may reply until %(day)s.", day=notice.due_on.isoformat())}
    if not notice.on <= decision.decided_on <= today:
        return {"decided_on": say("The decision lies between the notice and today.")}
    if not decision.document_no.strip():
        return {"document_no": say("A decision has a document number.")}
    return {}


def _renew(session: Session, events: list[Event], on: date) -> None:
    for subject_id, scheme in {(event.subject_id, event.scheme) for event in events}:
        renew(session, subject_id, scheme, on)


def effect_of(session: Session, event: Event, today: date) -> Effect:
    """What confirming this record today would do to score, grade and lists (nothing is written)."""
    book = rule_book(session, event.scheme)
    known = facts(session, event.scheme, [event.subject_id])
    view = scoring.View(today, None)
    before = scoring.explain(book, known, event.subject_id, view)
    after = scoring.explain(
        book, known.with_rows([_would_count(event, today)]), event.subject_id, view
    )
    return Effect(event, before, after)


def _would_count(event: Event, counts_from: date) -> scoring.Fact:
    return scoring.Fact(
        event_id=event.id,
        subject_id=event.subject_id,
        behaviour=event.behaviour,
        occurred_on=event.occurred_on,
        counts_from=counts_from,
        severity=event.severity,
        quantity=event.quantity,
        amount_fen=event.amount_fen,
        numerator=event.numerator,
        denominator=event.denominator,
        rating=event.rating,
        incident_id=event.incident_id,
        until_on=event.until_on,
    )
