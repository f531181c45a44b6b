"""Clocks of cases: the party's time to be heard, the decision, its service, and the remedies against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from models import Case, CaseStep, ListDecision
from services.actor import Actor
from services.calendar.deadlines import due_of
from services.cases.case_clocks import RunningClock, clocks_of
from services.cases.case_file import case_files
from services.cases.touched_listings import WITHIN, touched_listings
from services.clocks.registry import Business, Clock, clock, running
from services.labels import list_label
from services.rules.list_rules import binding, under_way
from services.serving.service_records import reached

PERMISSION = {"case_length": "list.decide", "hearing": "list.step"}
SERVICE = "decision_service"


@running
def of_cases(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """Of the department those where something is to be done; a party sees what it may still do."""
    cases = session.scalars(_seen(actor)).unique().all()
    files = case_files(session, cases)
    for case in cases:
        for one in clocks_of(session, files[case.id], today):
            if one.code != SERVICE and (actor.subject_id is None or one.party):
                yield _clock(session, case, one)


@running
def of_decisions(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """Every decision that binds and has not reached its party, later ones (removal, stay) like the first."""
    if not actor.may("case.read"):
        return
    query = select(ListDecision, Case).join(Case, Case.id == ListDecision.case_id)
    unserved = query.where(binding(), ~reached(ListDecision.id))
    for decision, case in session.execute(unserved).unique():
        due = due_of(session, SERVICE, decision.decided_on)
        what = list_label(session, case.scheme, case.list_code)
        business = Business("case", case.id, case.subject_id, what)
        yield clock(session, SERVICE, due, today, business, "list.step")


@running
def of_touched_listings(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """Listings whose basis may have fallen away: the days in which it must be withdrawn and recomputed."""
    if actor.subject_id is None and not actor.may("case.read"):
        return
    for one in touched_listings(session, today):
        case = one.case
        if actor.subject_id in (None, case.subject_id):
            what = list_label(session, case.scheme, case.list_code)
            business = Business("case", case.id, case.subject_id, what)
            yield clock(session, WITHIN, one.due, today, business, "list.decide")


def _seen(actor: Actor) -> Select[Case]:
    told = exists().where(CaseStep.case_id == Case.id, CaseStep.kind == "notice")
    query = select(Case).where(under_way())
    if actor.subject_id is not None:
        return select(Case).where(Case.subject_id == actor.subject_id, told)
    return query if actor.may("case.read") else query.where(Case.id.is_(None))


def _clock(session: Session, case: Case, one: RunningClock) -> Clock:
    return Clock(
        code=one.code,
        label=one.label,
        who=one.who,
        on=one.on,
        provisional=one.provisional,
        left=one.left,
        unit=one.unit,
        about=("case", case.id),
        subject_id=case.subject_id,
        what=list_label(session, case.scheme, case.list_code),
        permission=PERMISSION.get(one.code),
    )
