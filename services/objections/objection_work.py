"""Objections that wait for a person: to be taken up, to be decided, to be put right; the first page counts them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from models import Correction, Objection, ObjectionDecision, ObjectionStep
from services.actor import Actor
from services.objections.objection_file import UPHELD
from services.scope import seen_objections


def to_take_up(actor: Actor) -> Select[Any, Any]:
    taken = exists().where(
        ObjectionStep.objection_id == Objection.id, ObjectionStep.kind.in_(("accept", "forward"))
    )
    return _counted(actor, Objection.end.is_(None), ~taken)


def to_confirm(actor: Actor) -> Select[Any, Any]:
    """Decisions typed from paper by somebody else."""
    return _counted(actor, _typed(ObjectionDecision.typed_by.not_in(actor.persons)))


def to_decide(actor: Actor) -> Select[Any, Any]:
    return _counted(actor, Objection.end.is_(None), ~_typed())


def to_put_right(actor: Actor) -> Select[Any, Any]:
    """Upheld, and the record counts as before."""
    return _counted(actor, upheld_and_not_corrected())


def upheld_and_not_corrected() -> ColumnElement[bool]:
    """The condition on ``Objection`` under which its record is still to be put right."""
    corrected = exists().where(
        Correction.event_id == Objection.event_id, Correction.refused_by.is_(None)
    )
    upheld = Objection.end.in_(UPHELD) & Objection.event_id.is_not(None)
    return and_(upheld, ~corrected)


def _typed(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        ObjectionDecision.objection_id == Objection.id,
        ObjectionDecision.effective_entry_id.is_(None),
        ObjectionDecision.withdrawn_by.is_(None),
        *conditions,
    )


def _counted(actor: Actor, *conditions: ColumnElement[bool]) -> Select[Any, Any]:
    """How many, and since when the oldest waits."""
    query = select(func.count(), func.min(Objection.received_on))
    return query.where(seen_objections(actor), *conditions)
