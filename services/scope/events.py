"""Records: in full in the own region, and what concerns it for the party."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session

from identity.regions import is_within
from models import Event, EventConfirmation, EventStep, Office
from services.actor import Actor
from services.messages import NotFound, say


def region_prefix(region: str) -> str:
    """The leading digit pairs that every place inside a region shares (GB/T 2260)."""
    return region.removesuffix("00").removesuffix("00")


def inside(actor: Actor, region: str) -> bool:
    """Whether work done in a region is this person's office's to see."""
    if actor.sees_all:
        return True
    return actor.region is not None and is_within(region, actor.region)


def may_enter(actor: Actor, region: str) -> bool:
    """Whether work done in a region is this person's office's to record."""
    return actor.region is not None and is_within(region, actor.region)


def full_events(actor: Actor) -> ColumnElement[bool]:
    """The condition on ``Event`` under which this person sees a record in full."""
    if actor.subject_id is not None:
        return and_(Event.subject_id == actor.subject_id, or_(_counted(), _noticed()))
    if actor.sees_all and actor.may("contractor.read"):
        return true()
    if actor.region is not None and actor.may("contractor.read"):
        prefix = region_prefix(actor.region)
        below = select(Office.id).where(Office.region.startswith(prefix))
        known = or_(_counted(), Event.office_id.in_(below))
        return and_(Event.region.startswith(prefix), known)
    return false()


def _counted() -> ColumnElement[bool]:
    """Told of ``Event`` alone, also where the question reads confirmations itself."""
    return exists().where(EventConfirmation.event_id == Event.id).correlate(Event)


def _noticed() -> ColumnElement[bool]:
    told = exists().where(EventStep.event_id == Event.id, EventStep.kind == "notice")
    return told.correlate(Event)


def sees_in_full(session: Session, actor: Actor, event_ids: Iterable[str]) -> set[str]:
    """Those of these records that this person sees in full."""
    query = select(Event.id).where(Event.id.in_(list(event_ids)), full_events(actor))
    return set(session.scalars(query))


def event_or_404(session: Session, actor: Actor, event_id: str) -> Event:
    """A record that this person sees in full, or no such thing."""
    return events_or_404(session, actor, [event_id])[0]


def events_or_404(session: Session, actor: Actor, event_ids: Iterable[str]) -> list[Event]:
    """Records by id, all of which this person sees in full, or no such thing."""
    wanted = sorted(set(event_ids))
    query = select(Event).where(Event.id.in_(wanted), full_events(actor)).order_by(Event.id)
    found = list(session.scalars(query.execution_options(populate_existing=True)))
    if not found or len(found) < len(wanted):
        raise NotFound(say("There is no such record."))
    return found
