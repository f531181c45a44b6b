"""Read cases as the machine sees them: papers with their services, rulings, persons, the list's requirements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ActedFor, Case, CaseStep, ListDecision, Listing, Service
from procedure.case_file import CaseFile, Clock, Paper, Point, Ruling, Stay
from services.calendar.deadlines import deadline, due_of
from services.calendar.extensions import granted
from services.rules.list_rules import began, list_rule_on
from services.serving.service_records import services_of


def case_clock(session: Session) -> Clock:
    """The deadlines of procedure on the calendar that is known."""
    return partial(due_of, session)


def case_file(session: Session, case: Case) -> CaseFile:
    return case_files(session, [case])[case.id]


def case_files(session: Session, cases: Iterable[Case]) -> dict[str, CaseFile]:
    """By id, several cases with a fixed number of questions to the database."""
    found = list(cases)
    rows = _Rows(
        services_of(session, [*_documents(found)]),
        _acted_for(session, found),
        _listings(session, found),
        granted(session, "case_length", [case.id for case in found]),
    )
    return {case.id: _file(session, case, rows) for case in found}


@dataclass(frozen=True)
class _Rows:
    """By document, by entry and by case."""

    services: Mapping[str, Service]
    acted_for: Mapping[str, frozenset[str]]
    listings: Mapping[str, Listing]
    longer: Mapping[str, int]

    def served_on(self, document_id: str) -> date | None:
        service = self.services.get(document_id)
        return service.served_on if service else None

    def doers(self, holder_id: str, entry_id: str) -> frozenset[str]:
        return frozenset({holder_id}) | self.acted_for.get(entry_id, frozenset())


def _documents(cases: Iterable[Case]) -> Iterator[str]:
    for case in cases:
        yield from (step.id for step in case.steps)
        yield from (decision.id for decision in case.decisions)


def _acted_for(session: Session, cases: Sequence[Case]) -> dict[str, frozenset[str]]:
    entries = [case.entry_id for case in cases]
    entries += [step.entry_id for case in cases for step in case.steps]
    entries += [decision.entry_id for case in cases for decision in case.decisions]
    query = select(ActedFor.entry_id, ActedFor.for_id).where(ActedFor.entry_id.in_(entries))
    return {entry_id: frozenset({for_id}) for entry_id, for_id in session.execute(query)}


def _listings(session: Session, cases: Iterable[Case]) -> dict[str, Listing]:
    """The newest of each case."""
    wanted = [case.id for case in cases]
    query = select(Listing).where(Listing.case_id.in_(wanted), began())
    query = query.order_by(Listing.from_on, Listing.id)
    found = session.scalars(query.execution_options(populate_existing=True))
    return {listing.case_id: listing for listing in found if listing.case_id is not None}


def _file(session: Session, case: Case, rows: _Rows) -> CaseFile:
    rule = list_rule_on(session, case.scheme, case.list_code, case.opened_on)
    listing, days = rows.listings.get(case.id), {step.id: step.on for step in case.steps}
    return CaseFile(
        opened_on=case.opened_on,
        opened_by=rows.doers(case.opened_by, case.entry_id),
        papers=tuple(_paper(step, rows, days) for step in case.steps),
        rulings=tuple(_ruling(decision, rows) for decision in case.decisions),
        listing=Stay(listing.from_on, listing.until_on, listing.end) if listing else None,
        serious=rule is not None and rule.severity_class == "serious",
        above=rule is not None and rule.approval == "above",
        days_to_decide=deadline("case_length").n + rows.longer.get(case.id, 0),
    )


def _paper(step: CaseStep, rows: _Rows, days: Mapping[str, date]) -> Paper:
    """``days``: of each paper of the case; a point is answered on the day of the paper that answers it."""
    by = rows.doers(step.typed_by, step.entry_id)
    named = tuple(person.holder_id for person in step.persons)
    return Paper(
        id=step.id,
        position=step.position,
        kind=step.kind,
        on=step.on,
        by=by,
        persons=tuple(by) if step.kind == "review" else named,
        served_on=rows.served_on(step.id),
        days=step.days,
        held_on=step.held_on,
        regards=step.regards,
        passed=step.passed,
        points=tuple(
            Point(p.id, days[p.answer.step_id] if p.answer else None) for p in step.points
        ),
    )


def _ruling(decision: ListDecision, rows: _Rows) -> Ruling:
    typed_by = rows.doers(decision.typed_by, decision.entry_id)
    here = decision.way == "system"
    return Ruling(
        id=decision.id,
        position=decision.position,
        action=decision.action,
        on=decision.decided_on,
        decided_by=typed_by if here else frozenset({decision.decided_by}),
        typed_by=typed_by,
        confirmed=decision.confirmed,
        withdrawn=decision.withdrawn_by is not None,
        served_on=rows.served_on(decision.id),
        from_on=decision.from_on,
        until_on=decision.until_on,
    )
