"""Applications for repair: the party its own, the office that decides and those above."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.orm import Session

from models import Office, Repair
from services.actor import Actor
from services.messages import NotFound, say
from services.scope.events import inside, region_prefix


def sees_repair(actor: Actor, repair: Repair | None) -> bool:
    """An application is seen by its party, by the office that decides on it, and by those above."""
    if repair is None:
        return False
    if actor.subject_id is not None:
        return actor.may("own.read") and repair.subject_id == actor.subject_id
    return actor.may("repair.read") and inside(actor, repair.office.region)


def repairs_seen(actor: Actor) -> ColumnElement[bool]:
    """The condition on ``Repair`` under which this person sees an application."""
    if actor.subject_id is not None:
        return Repair.subject_id == actor.subject_id if actor.may("own.read") else false()
    if not actor.may("repair.read"):
        return false()
    if actor.sees_all:
        return true()
    if actor.region is None:
        return false()
    below = select(Office.id).where(Office.region.startswith(region_prefix(actor.region)))
    return Repair.office_id.in_(below)


def repair_or_404(session: Session, actor: Actor, repair_id: str) -> Repair:
    """An application for repair that this person sees, or no such thing."""
    repair = session.get(Repair, repair_id, populate_existing=True)
    if repair is None or not sees_repair(actor, repair):
        raise NotFound(say("There is no such application."))
    return repair
