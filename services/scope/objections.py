"""Objections: the party its own, offices those that concern their records or that they check."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, false, or_, select
from sqlalchemy.orm import Session

from models import Event, Objection, ObjectionStep
from services.actor import Actor
from services.messages import NotFound, say
from services.scope.events import full_events


def seen_objections(actor: Actor) -> ColumnElement[bool]:
    """The condition on ``Objection`` under which this person sees it.

    The party its own; offices those to records that they see in full, those that they are in charge of, and
    those that they were asked to check; whoever reads cases those to the listings that cases made.
    """
    if actor.subject_id is not None:
        own = Objection.subject_id == actor.subject_id
        return own if actor.may("own.read") else false()
    of_lists = Objection.listing_id.is_not(None) if actor.may("case.read") else false()
    if not any(map(actor.may, ("objection.handle", "objection.decide", "record.read"))):
        return of_lists
    record = exists().where(Event.id == Objection.event_id, full_events(actor))
    asked = exists().where(
        ObjectionStep.objection_id == Objection.id, ObjectionStep.office_id == actor.office_id
    )
    return or_(record, asked, Objection.office_id == actor.office_id, of_lists)


def sees_objection(session: Session, actor: Actor, objection_id: str) -> bool:
    query = select(Objection.id).where(Objection.id == objection_id, seen_objections(actor))
    return session.scalar(query) is not None


def objection_or_404(session: Session, actor: Actor, objection_id: str) -> Objection:
    """An objection that this person sees, or no such thing."""
    if not sees_objection(session, actor, objection_id):
        raise NotFound(say("There is no such objection."))
    return session.get_one(Objection, objection_id)
