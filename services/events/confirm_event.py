"""Confirm records that wait: a second person of the office, or the due procedure, makes them count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import Correction, Event
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.events.event_draft import as_fact
from services.events.notice_event import steps_of, unheard_on
from services.events.uncounted import open_correction
from services.locking import lock_events
from services.messages import Conflict, Forbidden, Invalid, Message, say
from services.papers.standing_papers import loose_paper_numbered
from services.people.two_persons import took_part
from services.rules.rulebook import rule_book
from services.scope import event_or_404, events_or_404
from services.serving.outbox import Reminder, put
from services.serving.service_records import served_on
from services.standing.facts import facts
from services.standing.scores import renew_all
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
        lock_events(session, event_ids)
        events = events_or_404(session, actor, event_ids)
        _all_wait(session, events)
        for event in events:
            _gate(session, actor, event, "review")
            confirm(writer, event, day_of(now), "review")
        renew_of(session, events, day_of(now))
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
        lock_events(session, [event_id])
        event = event_or_404(session, actor, event_id)
        _all_wait(session, [event])
        _gate(session, actor, event, "notice")
        problems = _notice_problems(session, event, decision, day_of(now))
        if problems:
            raise Invalid(problems)
        confirm(writer, event, decision.decided_on, "notice", decision)
        put(session, _reminder(event, decision), now)
        renew_of(session, [event], day_of(now))
        writer.result = event.id
    return writer.result


def _reminder(event: Event, decision: NoticeDecision) -> Reminder:
    about = f"event/{event.id}"
    return Reminder("decision", event.subject_id, event.id, about, decision.document_no)


def _all_wait(session: Session, events: list[Event]) -> None:
    """Refuse, naming how many, what somebody else decided while the page was open."""
    decided = [event for event in events if event.state != "pending"]
    if decided:
        raise Conflict(
            say(
                "Somebody else has decided %(count)s of %(all)s of these records meanwhile."
                " Nothing was done; look at the list as it is now.",
                count=len(decided),
                all=len(events),
            )
        )
    if replacing(session, [event.id for event in events]):
        raise Conflict(say("This record replaces another. Agree to that correction instead."))


def _gate(session: Session, actor: Actor, event: Event, way: str) -> None:
    """Only by another person, only by the way that the behaviour names."""
    if took_part(session, actor, event.entered_by, event.entry_id):
        raise Forbidden(say("You entered this record, so another person must confirm it."))
    if event.confirm != way:
        raise Invalid({"": say("This record needs the notice procedure before it can count.")})


def confirm(
    writer: Writer,
    event: Event,
    counts_from: date,
    way: str,
    decision: NoticeDecision | None = None,
) -> None:
    """Write the confirmation inside a running write, its conditions checked."""
    row: dict[str, Any] = {
        "event_id": event.id,
        "counts_from": counts_from.isoformat(),
        "way": way,
        "entered_by": event.entered_by,
        "confirmed_by": writer.actor.holder_id,
    }
    data: dict[str, Any] = {"confirmation": row}
    if decision:
        row["decision_no"] = decision.document_no
        row["decided_on"] = decision.decided_on.isoformat()
        number = decision.document_no
        if official := loose_paper_numbered(writer.session, "event", event.id, number):
            data["official"] = official.id
    writer.add("event.confirm", data, event.subject_id, Private())
    writer.session.expire(event)


def _notice_problems(
    session: Session, event: Event, decision: NoticeDecision, today: date
) -> dict[str, Message]:
    steps = steps_of(session, event.id)
    if unheard := unheard_on(session, steps, today):
        return {"": unheard}
    notice = next(step for step in steps if step.kind == "notice")
    served = served_on(session, notice.id)
    if served is None or not served <= decision.decided_on <= today:
        return {"decided_on": say("The decision lies between the service of the notice and today.")}
    if early := unheard_on(session, steps, decision.decided_on):
        return {"decided_on": early}
    if not decision.document_no.strip():
        return {"document_no": say("A decision has a document number.")}
    return {}


def renew_of(session: Session, events: Iterable[Event], on: date) -> None:
    """Renew the scores that these records touch."""
    touched: dict[str, set[str]] = {}
    for event in events:
        touched.setdefault(event.scheme, set()).add(event.subject_id)
    for scheme, subject_ids in touched.items():
        renew_all(session, subject_ids, scheme, on)


def replacing(session: Session, event_ids: Iterable[str]) -> set[str]:
    """Those of these records that wait as the replacement in a correction that is still open."""
    query = select(Correction.replacement_id).where(
        Correction.replacement_id.in_(list(event_ids)), *open_correction()
    )
    return {event_id for event_id in session.scalars(query) if event_id is not None}


def effect_of(session: Session, event: Event, today: date) -> Effect | None:
    """What confirming this record today would do to score, grade and lists (nothing is written).

    None before the scheme's first version acts.
    """
    known = facts(session, event.scheme, [event.subject_id])
    return effect(session, event, known, known.with_rows([as_fact(event, event.id, today)]), today)


def effect(
    session: Session, event: Event, known: scoring.Facts, then: scoring.Facts, today: date
) -> Effect | None:
    """The difference between two sets of facts about the record's subject."""
    book = rule_book(session, event.scheme)
    if today < book.first_day:
        return None
    view = scoring.View(today, None)
    before = scoring.explain(book, known, event.subject_id, view)
    return Effect(event, before, scoring.explain(book, then, event.subject_id, view))
