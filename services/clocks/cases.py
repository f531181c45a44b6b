"""Clocks of cases: the party's time to be heard, the decision, its service, and the remedies against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from models import Case, CaseStep, ListDecision, Service
from services.actor import Actor
from services.case_clocks import RunningClock, clocks_of
from services.case_file import case_files
from services.clocks.registry import Clock, running
from services.labels import list_label
from services.list_rules import under_way

PERMISSION = {"case_length": "list.decide", "decision_service": "list.step", "hearing": "list.step"}


@running
def of_cases(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """Of the department those where something is to be done; a party sees what it may still do."""
    cases = session.scalars(_seen(actor)).unique().all()
    files = case_files(session, cases)
    for case in cases:
        for one in clocks_of(session, files[case.id], today):
            if actor.subject_id is None or one.party:
                yield _clock(session, case, one)


def _seen(actor: Actor) -> Select[Case]:
    told = exists().where(CaseStep.case_id == Case.id, CaseStep.kind == "notice")
    query = select(Case).where(or_(under_way(), _unserved()))
    if actor.subject_id is not None:
        return select(Case).where(Case.subject_id == actor.subject_id, told)
    return query if actor.may("case.read") else query.where(Case.id.is_(None))


def _unserved() -> ColumnElement[bool]:
    """Decided, and the decision has not reached its party."""
    served = select(Service.document_id).where(Service.counts)
    waiting = select(ListDecision.case_id).where(
        ListDecision.withdrawn_by.is_(None), ListDecision.id.not_in(served)
    )
    return Case.id.in_(waiting)


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
