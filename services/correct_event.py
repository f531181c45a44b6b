"""Correct a record that counts: a new fact ends it as wrong from the start, with or without a replacement."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Correction, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.locking import lock_subjects
from services.messages import Conflict, Forbidden, Invalid, NotFound, say
from services.record_event import EventDraft, add_event
from services.scope import event_or_404
from services.scores import renew
from services.writing import Once, writing


def ask_correction(
    session: Session,
    actor: Actor,
    event_id: str,
    reason: str,
    replacement: EventDraft | None,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Ask to end a record that counts; it acts when a second person agrees. Returns the event's id."""
    actor.require("event.correct")
    if not reason.strip():
        raise Invalid({"reason": say("Please give the reason.")})
    with writing(session, actor, now, once) as writer:
        event = event_or_404(session, actor, event_id)
        lock_subjects(session, [event.subject_id])
        if event.state != "counted" or event.correction is not None:
            raise Conflict(
                say("Only a record that counts and is not being corrected can be corrected.")
            )
        replacement_id = add_event(writer, replacement) if replacement else None
        private, correction_id = Private(), new_id()
        private.keep("correction", correction_id, reason=reason)
        data = {
            "id": correction_id,
            "event_id": event.id,
            "replacement_id": replacement_id,
            "asked_by": actor.holder_id,
        }
        writer.add("event.correct", {"correction": data}, event.subject_id, private)
        renew(session, event.subject_id, event.scheme, day_of(now))
        writer.result = event.id
    return writer.result


def agree_correction(
    session: Session, actor: Actor, event_id: str, now: datetime, once: Once | None = None
) -> str:
    """The second person agrees: from here on the old record weighs nothing. Returns the event's id."""
    actor.require("event.review")
    with writing(session, actor, now, once) as writer:
        event = event_or_404(session, actor, event_id)
        lock_subjects(session, [event.subject_id])
        correction: Correction | None = event.correction
        if correction is None:
            raise NotFound(say("Nobody asked to correct this record."))
        if correction.confirmed_by is not None:
            raise Conflict(say("This record was already decided by somebody else."))
        if correction.asked_by == actor.holder_id:
            raise Forbidden(say("You asked for this correction, so another person must agree."))
        data = {"correction": correction.id, "confirmed_by": actor.holder_id}
        writer.add("event.correct.confirm", data, event.subject_id)
        renew(session, event.subject_id, event.scheme, day_of(now))
        writer.result = event.id
    return writer.result
