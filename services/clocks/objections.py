"""Clocks of objections: the decision, its service, and putting right what an upheld one was about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Objection, ObjectionDecision
from procedure.deadlines import Due
from services.actor import Actor
from services.calendar.deadlines import due_of
from services.clocks.registry import Business, Clock, clock, running
from services.labels import behaviour_label, list_label
from services.objections.disputed_thing import thing_of
from services.objections.objection_file import UPHELD, clock_of, file_of, put_right_due
from services.objections.put_right import put_right
from services.scope import seen_objections
from services.serving.service_records import reached


@running
def of_objections(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """While a test runs nothing is counted."""
    seen = seen_objections(actor)
    for objection in session.scalars(select(Objection).where(seen, Objection.end.is_(None))):
        state = clock_of(session, objection, today)
        if state is not None and state.due is not None:
            code = file_of(objection).deadline
            yield _clock(session, objection, code, state.due, today, "objection.decide")
    upheld = select(Objection).where(seen, Objection.end.in_(UPHELD))
    for objection in session.scalars(upheld):
        thing = thing_of(session, objection)
        if objection.ended_on and not put_right(session, objection, thing, today):
            due = put_right_due(session, objection.ended_on)
            yield _clock(session, objection, "annulment_recompute", due, today, "objection.handle")


@running
def of_answers(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """Decisions that act and have not reached their party: the office's matter."""
    if actor.subject_id is not None:
        return
    query = (
        select(Objection, ObjectionDecision)
        .join(ObjectionDecision, ObjectionDecision.objection_id == Objection.id)
        .where(
            seen_objections(actor),
            ObjectionDecision.effective_entry_id.is_not(None),
            ~reached(ObjectionDecision.id),
        )
    )
    for objection, made in session.execute(query).unique():
        due = due_of(session, "decision_service", made.decided_on)
        yield _clock(session, objection, "decision_service", due, today, "objection.handle")


def _clock(
    session: Session, objection: Objection, code: str, due: Due, today: date, permission: str
) -> Clock:
    event = thing_of(session, objection).event
    what = (
        behaviour_label(session, objection.scheme, event.behaviour)
        if event is not None
        else list_label(session, objection.scheme, objection.list_code or "")
    )
    business = Business("objection", objection.id, objection.subject_id, what)
    return clock(session, code, due, today, business, permission)
