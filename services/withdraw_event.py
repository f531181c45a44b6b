"""Take back a record that does not count yet, or refuse it in review; it shows on no statement."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from services.actor import Actor
from services.apply import Private
from services.locking import lock_subjects
from services.messages import Conflict, Forbidden, Invalid, say
from services.scope import event_or_404
from services.writing import Once, writing


def withdraw_event(
    session: Session,
    actor: Actor,
    event_id: str,
    reason: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Withdraw with a reason (its own office), or refuse (a reviewer); returns the event's id."""
    if not (actor.may("event.withdraw") or actor.may("event.review")):
        actor.require("event.withdraw")
    if not reason.strip():
        raise Invalid({"reason": say("Please give the reason.")})
    with writing(session, actor, now, once) as writer:
        event = event_or_404(session, actor, event_id)
        lock_subjects(session, [event.subject_id])
        if event.state != "pending":
            raise Conflict(say("This record was already decided by somebody else."))
        own = event.office_id == actor.office_id
        if not own and not actor.may("event.review"):
            raise Forbidden(say("Only the office that made a draft may withdraw it."))
        private = Private()
        private.keep("event_withdrawal", event.id, reason=reason)
        data = {
            "event_id": event.id,
            "by": actor.holder_id,
            "refused": event.entered_by != actor.holder_id,
        }
        writer.add("event.withdraw", {"withdrawal": data}, event.subject_id, private)
        writer.result = event.id
    return writer.result
