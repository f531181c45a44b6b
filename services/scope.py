"""Who sees which records: the one place where scope is applied.

A contractor's user sees its own subject, what counts and what was notified to it. A prefecture or county
office sees in full what was done in its region (place of work, not of registration); of the rest the
published grade, the score and the heading of each line. Drafts stay with the office that made them.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session

from identity.regions import is_within
from models import Event, EventConfirmation, EventStep, Subject
from services.actor import Actor
from services.messages import NotFound, say


def region_prefix(region: str) -> str:
    """The leading digit pairs that every place inside a region shares (GB/T 2260)."""
    return region.removesuffix("00").removesuffix("00")


def inside(actor: Actor, region: str) -> bool:
    """Whether work done in a region is this person's office's to see and to enter."""
    if actor.sees_all:
        return True
    return actor.region is not None and is_within(region, actor.region)


def full_events(actor: Actor) -> ColumnElement[bool]:
    """The condition on ``Event`` under which this person sees a record in full."""
    if actor.subject_id is not None:
        return and_(Event.subject_id == actor.subject_id, _known_to_party())
    if actor.sees_all and actor.may("contractor.read"):
        return true()
    if actor.region is not None and actor.may("contractor.read"):
        return Event.region.startswith(region_prefix(actor.region))
    return false()


def _known_to_party() -> ColumnElement[bool]:
    counted = exists().where(EventConfirmation.event_id == Event.id)
    noticed = exists().where(EventStep.event_id == Event.id, EventStep.kind == "notice")
    return or_(counted, noticed)


def event_or_404(session: Session, actor: Actor, event_id: str) -> Event:
    """A record that this person sees in full, or no such thing."""
    event = session.scalar(select(Event).where(Event.id == event_id, full_events(actor)))
    if event is None:
        raise NotFound(say("There is no such record."))
    return event


def subject_or_404(session: Session, actor: Actor, subject_id: str) -> Subject:
    """A subject that this person may look at, or no such thing."""
    allowed = actor.may("contractor.read") or actor.subject_id == subject_id
    subject = session.get(Subject, subject_id) if allowed else None
    if subject is None:
        raise NotFound(say("There is no such contractor."))
    return subject
