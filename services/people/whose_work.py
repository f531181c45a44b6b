"""Whose a piece of work is, as long as and after it was handed over, and when a statement waits for an answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, select
from sqlalchemy.orm import aliased

import ledger
from models import (
    Event,
    EventConfirmation,
    EventStep,
    Handover,
    HandoverItem,
    Objection,
    ObjectionStep,
    Repair,
    RepairPaper,
)
from services.serving.service_records import reached


def handed_to(kind: str, item: Any) -> Any:
    """To whom a thing was handed over last."""
    made, part = aliased(Handover), aliased(HandoverItem)
    return (
        select(made.to_id)
        .join(part, part.handover_id == made.id)
        .join(ledger.Entry, ledger.Entry.entry_id == made.entry_id)
        .where(part.kind == kind, part.item_id == item)
        .order_by(ledger.Entry.seq.desc())
        .limit(1)
        .correlate_except(made, part, ledger.Entry)
        .scalar_subquery()
    )


def unserved_decision() -> ColumnElement[bool]:
    """The condition on ``Event`` under which it was decided after notice, and nobody has served that yet."""
    made = exists().where(EventConfirmation.event_id == Event.id, EventConfirmation.way == "notice")
    return and_(made, ~reached(Event.id))


def unanswered_reply() -> ColumnElement[bool]:
    """The condition on ``EventStep`` under which it is a statement after which no answer was entered."""
    answer, came, given = aliased(EventStep), aliased(ledger.Entry), aliased(ledger.Entry)
    answered = (
        select(answer.id)
        .join(given, given.entry_id == answer.entry_id)
        .join(came, came.entry_id == EventStep.entry_id)
        .where(answer.event_id == EventStep.event_id, answer.kind == "answer", given.seq > came.seq)
        .correlate(EventStep)
    )
    return and_(EventStep.kind == "reply", ~answered.exists())


def holder_of(kind: str, item_id: Any, begun_by: Any, table: type[Any]) -> Any:
    """Who goes on with the thing that a statement was made in."""
    own = select(begun_by).where(table.id == item_id).scalar_subquery()
    return func.coalesce(handed_to(kind, item_id), own)


def taken_up_by() -> Any:
    """Who took up an objection; before that, who entered it from paper."""
    step = select(ObjectionStep.by).where(
        ObjectionStep.objection_id == Objection.id, ObjectionStep.kind.in_(("accept", "forward"))
    )
    first = step.order_by(ObjectionStep.position).limit(1).scalar_subquery()
    return func.coalesce(first, case((Objection.on_behalf, Objection.filed_by)))


def examined_by() -> Any:
    """Who examined an application for repair; before that, who entered it from paper."""
    paper = select(RepairPaper.typed_by).where(
        RepairPaper.repair_id == Repair.id, RepairPaper.kind == "examination"
    )
    first = paper.order_by(RepairPaper.position).limit(1).scalar_subquery()
    return func.coalesce(first, case((Repair.on_behalf, Repair.asked_by)))
