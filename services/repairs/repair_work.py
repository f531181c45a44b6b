"""What of repair waits for a person: counted, with the day since which the oldest waits."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from models import Event, Rectification, Repair, RepairDecision, RepairPaper
from services.actor import Actor
from services.repairs.repair_papers import NUMBERED
from services.scope import full_events, repairs_seen
from services.serving.service_records import reached


def _paper(kind: str) -> ColumnElement[bool]:
    return exists().where(RepairPaper.repair_id == Repair.id, RepairPaper.kind == kind)


def _open() -> ColumnElement[bool]:
    """Nothing was decided, nor typed and waiting."""
    decided = exists().where(
        RepairDecision.repair_id == Repair.id, RepairDecision.withdrawn_by.is_(None)
    )
    return and_(Repair.given_up_on.is_(None), ~decided)


def _counted(actor: Actor, *conditions: ColumnElement[bool]) -> Select[Any, Any]:
    query = select(func.count(), func.min(Repair.received_on)).select_from(Repair)
    return query.where(repairs_seen(actor), *conditions)


def to_check(actor: Actor) -> Select[Any, Any]:
    """Applications that nobody has checked."""
    return _counted(actor, _open(), ~_paper("examination"))


def to_decide(actor: Actor) -> Select[Any, Any]:
    """Applications that somebody else has checked."""
    mine = exists().where(
        RepairPaper.repair_id == Repair.id,
        RepairPaper.kind == "examination",
        RepairPaper.typed_by.in_(actor.persons),
    )
    return _counted(actor, _open(), _paper("examination"), ~mine)


def to_confirm(actor: Actor) -> Select[Any, Any]:
    """Decisions that another clerk has typed from paper."""
    return _counted(actor, _typed(RepairDecision.typed_by.not_in(actor.persons)))


def _typed(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        RepairDecision.repair_id == Repair.id,
        RepairDecision.way == "paper",
        RepairDecision.confirmed_by.is_(None),
        RepairDecision.withdrawn_by.is_(None),
        *conditions,
    )


def to_serve(actor: Actor) -> Select[Any, Any]:
    """Decisions that bind and notices that were given, and that have not been served."""
    return _counted(actor, _unserved())


def undecided_repair() -> ColumnElement[bool]:
    """The condition on ``Repair`` under which it is neither given up, nor granted or refused with effect."""
    decided = exists().where(
        RepairDecision.repair_id == Repair.id,
        RepairDecision.action.in_(("grant", "refuse")),
        RepairDecision.effective_entry_id.is_not(None),
    )
    return and_(Repair.given_up_on.is_(None), ~decided)


def unfinished_repair() -> ColumnElement[bool]:
    """The condition on ``Repair`` under which it is to be decided, confirmed or served."""
    return or_(_open(), _typed(), _unserved())


def _unserved() -> ColumnElement[bool]:
    decision = exists().where(
        RepairDecision.repair_id == Repair.id, binding(), ~reached(RepairDecision.id)
    )
    notice = exists().where(
        RepairPaper.repair_id == Repair.id,
        RepairPaper.kind.in_(NUMBERED),
        ~reached(RepairPaper.id),
    )
    return or_(decision, notice)


def binding() -> ColumnElement[bool]:
    """The condition on ``RepairDecision`` under which nobody's confirmation of it is wanting."""
    confirmed = or_(RepairDecision.way == "system", RepairDecision.confirmed_by.is_not(None))
    return and_(RepairDecision.withdrawn_by.is_(None), confirmed)


def rectifications_to_answer(actor: Actor) -> Select[Any, Any]:
    """Rectifications that somebody else has entered, or that came from the party."""
    query = select(func.count(), func.min(Rectification.handed_in_on)).select_from(Rectification)
    return query.join(Event, Event.id == Rectification.event_id).where(
        Rectification.accepted_by.is_(None),
        Rectification.refused_by.is_(None),
        Rectification.typed_by.not_in(actor.persons),
        full_events(actor),
    )
