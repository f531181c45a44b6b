"""What stands on no statement: records that still wait, and those that were put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

import ledger
from models import Correction, Event, EventConfirmation, EventStep, EventWithdrawal
from procedure.deadlines import Due
from services.actor import Actor
from services.clock import day_of
from services.events.reply_time import reply_windows
from services.labels import Both, behaviour_label
from services.scope import full_events
from services.statements.statement_parts import Knowledge


@dataclass(frozen=True)
class Corrected:
    """A record that was wrong from the start: from ``on`` it is known to weigh nothing."""

    event_id: str | None
    occurred_on: date
    what: Both
    on: date
    reason: str
    replacement_id: str | None


@dataclass(frozen=True)
class Waiting:
    """A record that counts in nothing yet. ``window`` is the time to reply, once its notice was served."""

    event_id: str
    occurred_on: date
    what: Both
    window: Due | None


def waits() -> tuple[ColumnElement[bool], ...]:
    """The conditions on ``Event`` under which it is neither confirmed nor withdrawn."""
    return (
        ~exists().where(EventConfirmation.event_id == Event.id),
        ~exists().where(EventWithdrawal.event_id == Event.id),
    )


def open_correction() -> tuple[ColumnElement[bool], ...]:
    """The conditions on ``Correction`` under which it is neither agreed nor refused."""
    return Correction.confirmed_by.is_(None), Correction.refused_by.is_(None)


def count_waiting(session: Session, actor: Actor, subject_id: str) -> int:
    """How many of a subject's records wait, of those this office may see; a contractor is told none."""
    if actor.subject_id is not None:
        return 0
    query = select(func.count()).select_from(Event).where(Event.subject_id == subject_id)
    return session.scalar(query.where(full_events(actor), *waits())) or 0


def notified(session: Session, actor: Actor, subject_id: str) -> tuple[Waiting, ...]:
    """What a contractor was given notice of: it may reply before anything counts."""
    if actor.subject_id is None:
        return ()
    query = select(Event).where(Event.subject_id == subject_id, full_events(actor), *waits())
    events = list(session.scalars(query.order_by(Event.occurred_on, Event.id)))
    told = select(EventStep).where(
        EventStep.event_id.in_([event.id for event in events]), EventStep.kind == "notice"
    )
    notices = list(session.scalars(told))
    windows = reply_windows(session, notices)
    due = {notice.event_id: windows.get(notice.id) for notice in notices}
    return tuple(
        Waiting(
            event.id,
            event.occurred_on,
            behaviour_label(session, event.scheme, event.behaviour),
            due.get(event.id),
        )
        for event in events
    )


def corrected(session: Session, knowledge: Knowledge, known: int | None) -> tuple[Corrected, ...]:
    """Records that, by ledger size ``known``, were ended as wrong from the start."""
    query = (
        select(Correction, ledger.Entry.recorded_at)
        .join(ledger.Entry, ledger.Entry.entry_id == Correction.confirmed_entry_id)
        .where(Correction.event_id.in_(list(knowledge.events)))
        .order_by(ledger.Entry.seq)
    )
    if known is not None:
        query = query.where(ledger.Entry.seq <= known)
    return tuple(
        _corrected(knowledge, correction, day_of(at)) for correction, at in session.execute(query)
    )


def _corrected(knowledge: Knowledge, correction: Correction, on: date) -> Corrected:
    event = knowledge.events[correction.event_id]
    full = event.id in knowledge.seen
    return Corrected(
        event_id=event.id if full else None,
        occurred_on=event.occurred_on,
        what=knowledge.label(event),
        on=on,
        reason=(correction.reason or "") if full else "",
        replacement_id=correction.replacement_id if full else None,
    )
