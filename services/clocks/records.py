"""Clocks of records: the party's time to reply to a notice, and the service of what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models import Event, EventConfirmation, EventStep
from services.actor import Actor
from services.calendar.deadlines import due_of
from services.clocks.registry import Business, Clock, clock, running
from services.events.reply_time import reply_windows
from services.events.uncounted import waits
from services.labels import behaviour_label
from services.scope import full_events
from services.serving.service_records import reached


@running
def of_notices(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """Notices that were served and not replied to; a window that is over is nobody's clock any more."""
    notice = aliased(EventStep)  # the scope of records asks for steps of its own
    replied = select(EventStep.event_id).where(EventStep.kind == "reply")
    query = (
        select(notice, Event)
        .join(Event, Event.id == notice.event_id)
        .where(notice.kind == "notice", full_events(actor), *waits(), Event.id.not_in(replied))
    )
    found = session.execute(query).unique().all()
    windows = reply_windows(session, [step for step, _event in found])
    for step, event in found:
        due = windows.get(step.id)
        if due is not None and not due.over(today):
            yield clock(session, "defence", due, today, _of(session, event), None)


@running
def of_decisions(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """Decisions of a notice procedure that have not reached their party: the office's matter."""
    if actor.subject_id is not None:
        return
    decision = aliased(EventConfirmation)
    query = (
        select(decision, Event)
        .join(Event, Event.id == decision.event_id)
        .where(decision.decided_on.is_not(None), full_events(actor), ~reached(decision.event_id))
    )
    for decided, event in session.execute(query).unique():
        if decided.decided_on is not None:
            due = due_of(session, "decision_service", decided.decided_on)
            yield clock(session, "decision_service", due, today, _of(session, event), "event.step")


def _of(session: Session, event: Event) -> Business:
    what = behaviour_label(session, event.scheme, event.behaviour)
    return Business("event", event.id, event.subject_id, what)
