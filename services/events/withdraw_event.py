"""Take back records that do not count yet, or refuse them in review; they show on no statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Correction, Event
from services.actor import Actor
from services.apply import Private
from services.events.confirm_event import replacing
from services.locking import lock_events
from services.messages import Conflict, Forbidden, Invalid, say
from services.scope import events_or_404
from services.writing import Once, Writer, writing

LONGEST_REASON = 2000


def withdraw_event(
    session: Session,
    actor: Actor,
    event_id: str,
    reason: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Withdraw one record with a reason; returns its id."""
    return withdraw_events(session, actor, [event_id], reason, now, once)


def withdraw_events(
    session: Session,
    actor: Actor,
    event_ids: Sequence[str],
    reason: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Withdraw (its own office) or refuse (a reviewer) a selection, all or none, for one reason.

    Returns the ids joined by blanks.
    """
    if not actor.may("event.review"):
        actor.require("event.withdraw")
    check_reason(reason)
    with writing(session, actor, now, once) as writer:
        lock_events(session, event_ids)
        events = events_or_404(session, actor, event_ids)
        for event in events:
            _gate(actor, event)
        if replacing(session, event_ids):
            raise Conflict(say("This record replaces another. Refuse that correction instead."))
        _leave_to_another(session, actor, events)
        for event in events:
            withdraw(writer, event, reason)
        writer.result = " ".join(event.id for event in events)
    return writer.result


def check_reason(reason: str, field: str = "reason") -> None:
    """Refuse a blank or endless reason."""
    if not reason.strip():
        raise Invalid({field: say("Please give the reason.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid(
            {
                field: say(
                    "This is %(length)s characters long; at most %(max)s are possible.",
                    length=len(reason),
                    max=LONGEST_REASON,
                )
            }
        )


def _gate(actor: Actor, event: Event) -> None:
    if event.state != "pending":
        raise Conflict(say("This record was already decided by somebody else."))
    if event.office_id != actor.office_id and not actor.may("event.review"):
        raise Forbidden(say("Only the office that made a draft may withdraw it."))


def _leave_to_another(session: Session, actor: Actor, events: Sequence[Event]) -> None:
    """What took the place of a record that counted is refused by a reviewer, never dropped by who entered it.

    The second person agreed to a replacement, not to an end.
    """
    alone = [
        e.id for e in events if e.entered_by == actor.holder_id or not actor.may("event.review")
    ]
    agreed = select(Correction.id).where(
        Correction.replacement_id.in_(alone), Correction.confirmed_by.is_not(None)
    )
    if session.scalar(agreed.limit(1)) is not None:
        raise Forbidden(
            say(
                "This record took the place of one that counted, so only a reviewer who did not"
                " enter it may refuse it."
            )
        )


def withdraw(writer: Writer, event: Event, reason: str) -> None:
    """Write the withdrawal inside a running write; by another person it is a refusal."""
    private = Private()
    private.keep("event_withdrawal", event.id, reason=reason)
    data = {
        "event_id": event.id,
        "by": writer.actor.holder_id,
        "refused": event.entered_by != writer.actor.holder_id,
    }
    writer.add("event.withdraw", {"withdrawal": data}, event.subject_id, private)
    writer.session.expire(event)
