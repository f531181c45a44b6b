"""Clocks of repair: the decision on an application, its service, and the answer to a rectification."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Repair, RepairDecision
from services.actor import Actor
from services.calendar.deadlines import due_of
from services.clocks.registry import Business, Clock, clock, running
from services.labels import behaviour_label
from services.repairs.repair_work import binding, undecided_repair
from services.repairs.show_repairs import due_to_decide, waiting_rectifications, what_of
from services.scope import repairs_seen
from services.serving.service_records import reached


@running
def of_repairs(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    query = select(Repair).where(repairs_seen(actor), undecided_repair())
    for repair in session.scalars(query).unique():
        due = due_to_decide(session, repair)
        if due is not None:
            business = _business(session, repair)
            yield clock(session, "repair_decision", due, today, business, "repair.decide")


@running
def of_repair_decisions(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """Decisions that bind and have not reached their party: the office's matter."""
    if actor.subject_id is not None:
        return
    query = (
        select(Repair, RepairDecision)
        .join(RepairDecision, RepairDecision.repair_id == Repair.id)
        .where(repairs_seen(actor), binding(), ~reached(RepairDecision.id))
    )
    for repair, made in session.execute(query).unique():
        due = due_of(session, "decision_service", made.decided_on)
        business = _business(session, repair)
        yield clock(session, "decision_service", due, today, business, "repair.handle")


def _business(session: Session, repair: Repair) -> Business:
    what = what_of(session, repair.items[0])
    return Business("repair", repair.id, repair.subject_id, what)


@running
def of_rectifications(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    for done, event in session.execute(waiting_rectifications(actor)).unique():
        what = behaviour_label(session, event.scheme, event.behaviour)
        due = due_of(session, "rectification_answer", done.handed_in_on)
        business = Business("event", event.id, event.subject_id, what)
        yield clock(session, "rectification_answer", due, today, business, "repair.handle")
