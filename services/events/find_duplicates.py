"""Records that a new one may repeat: same contractor and behaviour, same day or document number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Event, EventWithdrawal
from services.actor import Actor
from services.events.event_draft import EventDraft
from services.messages import Invalid, Message, say
from services.scope import sees_in_full

# A document number comes again after a year at the earliest.
_NEAR = timedelta(days=366)


class LooksRecorded(Invalid):
    """The draft looks like ``events``; sent once more with the box ticked it is recorded anyway."""

    def __init__(self, events: Sequence[Event], question: Message) -> None:
        super().__init__({"anyway": question})
        self.events = tuple(events)


def duplicate_question(session: Session, actor: Actor, events: Sequence[Event]) -> LooksRecorded:
    """What is asked. Records that this person may not see in full are counted, not shown."""
    seen = sees_in_full(session, actor, [event.id for event in events])
    shown = [event for event in events if event.id in seen]
    return LooksRecorded(
        shown,
        say(
            "Standing records of this contractor that look the same: %(count)s. Tick the box if this is another.",
            count=len(events),
        ),
    )


def likely_duplicates(session: Session, draft: EventDraft) -> list[Event]:
    """Records of the same contractor, behaviour and day (or document number) that still stand."""
    return duplicates_of(session, [draft])[0]


def duplicates_of(session: Session, drafts: Sequence[EventDraft]) -> list[list[Event]]:
    """The likely duplicates of each draft, read at once."""
    standing: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in _candidates(session, drafts):
        standing[event.subject_id, event.scheme, event.behaviour].append(event)
    return [
        [e for e in standing[d.subject_id, d.scheme, d.behaviour] if _alike(d, e)] for d in drafts
    ]


def _candidates(session: Session, drafts: Iterable[EventDraft]) -> list[Event]:
    query = (
        select(Event)
        .outerjoin(EventWithdrawal, EventWithdrawal.event_id == Event.id)
        .where(
            Event.subject_id.in_({d.subject_id for d in drafts}),
            Event.behaviour.in_({d.behaviour for d in drafts}),
            Event.occurred_on >= min(d.occurred_on for d in drafts) - _NEAR,
            EventWithdrawal.event_id.is_(None),
        )
        .order_by(Event.occurred_on, Event.id)
    )
    return [event for event in session.scalars(query) if event.state != "corrected"]


def _alike(draft: EventDraft, event: Event) -> bool:
    if draft.occurred_on == event.occurred_on:
        return True
    same_document = draft.document_no is not None and draft.document_no == event.document_no
    return same_document and abs(draft.occurred_on - event.occurred_on) <= _NEAR
