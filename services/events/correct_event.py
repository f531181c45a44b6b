"""Correct a record that counts: a new fact ends it as wrong from the start, with or without a replacement."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

import scoring
from models import Correction, Event, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.events.check_event import entry_rules
from services.events.confirm_event import Effect, confirm, effect, renew_of
from services.events.event_draft import EventDraft, as_fact
from services.events.record_event import add_event
from services.events.withdraw_event import check_reason, withdraw
from services.locking import lock_events
from services.messages import Conflict, Forbidden, Invalid, NotFound, say
from services.people.two_persons import took_part
from services.scope import event_or_404
from services.standing.facts import facts
from services.writing import Once, Writer, writing


def ask_correction(
    session: Session,
    actor: Actor,
    event_id: str,
    reason: str,
    replacement: EventDraft | None,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Ask to end a record that counts; it acts when a second person agrees. Returns the event's id.

    A replacement waits until then, whatever its behaviour: the two never count together.
    """
    actor.require("event.correct")
    check_reason(reason)
    with writing(session, actor, now, once) as writer:
        lock_events(session, [event_id])
        event = event_or_404(session, actor, event_id)
        if event.state != "counted" or event.correction is not None:
            raise Conflict(
                say("Only a record that counts and is not being corrected can be corrected.")
            )
        private, correction_id = Private(), new_id()
        private.keep("correction", correction_id, reason=reason)
        data = {
            "id": correction_id,
            "event_id": event.id,
            "replacement_id": _replace(writer, event, replacement, day_of(now)),
            "asked_by": actor.holder_id,
        }
        writer.add("event.correct", {"correction": data}, event.subject_id, private)
        writer.result = event.id
    return writer.result


def _replace(
    writer: Writer, event: Event, replacement: EventDraft | None, today: date
) -> str | None:
    if replacement is None:
        return None
    if replacement.subject_id != event.subject_id:
        raise Invalid({"contractor": say("A replacement is about the same contractor.")})
    rules = entry_rules(writer.session, writer.actor, today)
    return add_event(writer, rules, event.subject, replacement, hold=True)


def agree_correction(
    session: Session, actor: Actor, event_id: str, now: datetime, once: Once | None = None
) -> str:
    """The second person agrees: from here on the old record weighs nothing. Returns the event's id.

    A replacement counts at once, from the day that the old record counted from, unless it needs the
    notice procedure: then it goes through that.
    """
    actor.require("event.review")
    with writing(session, actor, now, once) as writer:
        event, correction = _open_correction(session, actor, event_id)
        if took_part(session, actor, correction.asked_by, correction.entry_id):
            raise Forbidden(say("You asked for this correction, so another person must agree."))
        data = {"correction": correction.id, "confirmed_by": actor.holder_id}
        writer.add("event.correct.confirm", data, event.subject_id)
        touched = [event]
        if correction.replacement_id is not None:
            replacement = session.get_one(Event, correction.replacement_id)
            touched.append(replacement)
            if replacement.confirm != "notice":
                confirm(writer, replacement, _counts_from(event, replacement), "review")
        session.expire(event)
        renew_of(session, touched, day_of(now))
        writer.result = event.id
    return writer.result


def _counts_from(event: Event, replacement: Event) -> date:
    """Nobody is weighed for longer because his record held a slip, nor before what happened happened."""
    if replacement.confirm == "none" or event.confirmation is None:
        return replacement.occurred_on
    return max(event.confirmation.counts_from, replacement.occurred_on)


def effect_of_correction(session: Session, event: Event, today: date) -> Effect | None:
    """What agreeing today would do to score, grade and lists (nothing is written)."""
    known = facts(session, event.scheme, [event.subject_id])
    rows = [row for row in known.rows if row.event_id != event.id]
    if event.correction and event.correction.replacement_id:
        replacement = session.get_one(Event, event.correction.replacement_id)
        if replacement.confirm != "notice" and replacement.scheme == event.scheme:
            rows.append(as_fact(replacement, replacement.id, _counts_from(event, replacement)))
    then = scoring.facts_of(rows, known.decision_rows, known.subject_rows)
    return effect(session, event, known, then, today)


def refuse_correction(
    session: Session,
    actor: Actor,
    event_id: str,
    reason: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """A reviewer refuses, or the one who asked takes it back; the record stands. Returns the event's id."""
    if not actor.may("event.review"):
        actor.require("event.correct")
    check_reason(reason)
    with writing(session, actor, now, once) as writer:
        event, correction = _open_correction(session, actor, event_id)
        if not actor.may("event.review") and correction.asked_by != actor.holder_id:
            raise Forbidden(say("Only the one who asked, or a reviewer, may end this request."))
        # One salt a row: the reason's commitment was made with it.
        known = {("correction", correction.id): correction.salt} if correction.salt else {}
        private = Private(salts=known)
        private.keep("correction", correction.id, refusal=reason)
        data = {"correction": correction.id, "refused_by": actor.holder_id}
        writer.add("event.correct.refuse", data, event.subject_id, private)
        if correction.replacement_id is not None:
            withdraw(writer, session.get_one(Event, correction.replacement_id), reason)
        session.expire(event)
        writer.result = event.id
    return writer.result


def _open_correction(session: Session, actor: Actor, event_id: str) -> tuple[Event, Correction]:
    lock_events(session, [event_id])
    event = event_or_404(session, actor, event_id)
    correction: Correction | None = event.correction
    if correction is None:
        raise NotFound(say("Nobody asked to correct this record."))
    if correction.confirmed_by is not None:
        raise Conflict(say("This record was already decided by somebody else."))
    return event, correction
