"""What is next in the cases, and whose it is: for the first page of everybody who works on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Case
from procedure.cases import ACTIONS
from services.actor import Actor
from services.cases.case_file import case_clock, case_files
from services.cases.case_state import next_code, offers
from services.labels import Both, list_label
from services.rules.list_rules import awaits_second, under_way

SERVES = {"serve": "serve_decision"}
"""Service has no guards of its own here: whoever may serve a decision may serve a notice."""


@dataclass(frozen=True)
class CaseWork:
    """A case whose next act is this person's: its code, whom and which list it is about, since when."""

    code: str
    case_id: str
    name: str
    what: Both
    on: date


def case_work(session: Session, actor: Actor, today: date) -> Iterator[CaseWork]:
    """The cases in which the next lawful act may be done by this person, oldest first."""
    if not actor.may("case.read"):
        return
    query = select(Case).where(or_(under_way(), awaits_second())).order_by(Case.opened_on, Case.id)
    cases = session.scalars(query).unique().all()
    files, clock = case_files(session, cases), case_clock(session)
    for case in cases:
        code = next_code(files[case.id], today, clock)
        action = SERVES.get(code, code)
        if action not in ACTIONS:
            continue
        offer = offers(actor, files[case.id], today, clock)[action]
        if offer.here and offer.barred is None:
            what = list_label(session, case.scheme, case.list_code)
            yield CaseWork(code, case.id, case.subject.name, what, case.opened_on)
