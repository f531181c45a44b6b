"""Clocks of repair: the decision on an application, and the answer to a rectification."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Repair
from services.actor import Actor
from services.clocks.registry import Business, Clock, clock, running
from services.deadlines import due_of
from services.labels import behaviour_label
from services.scope import repairs_seen
from services.show_repairs import due_to_decide, waiting_rectifications, what_of


@running
def of_repairs(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    found = session.scalars(select(Repair).where(repairs_seen(actor))).unique()
    for repair in found:
        due = due_to_decide(session, repair)
        if due is not None:
            what = what_of(session, repair.items[0])
            business = Business("repair", repair.id, repair.subject_id, what)
            yield clock(session, "repair_decision", due, today, business, "repair.decide")


@running
def of_rectifications(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    for done, event in session.execute(waiting_rectifications(actor)).unique():
        what = behaviour_label(session, event.scheme, event.behaviour)
        due = due_of(session, "rectification_answer", done.handed_in_on)
        business = Business("event", event.id, event.subject_id, what)
        yield clock(session, "rectification_answer", due, today, business, "repair.handle")
