"""Show a case: what stands, what may be done next and by whom, its clocks, steps, papers and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

import scoring
from models import Case, ListDecision, Listing, Office
from procedure import cases
from procedure.case_file import CaseFile, Clock
from procedure.checklist import Step, checklist
from services.actor import Actor
from services.cases.case_clocks import RunningClock, clocks_of
from services.cases.case_file import case_clock, case_file
from services.cases.case_state import Offer, next_code, offers
from services.cases.shown_case import (
    Services,
    ShownCasePaper,
    ShownDecision,
    ShownPerson,
    people_of,
    shown_decision,
    shown_step,
)
from services.cases.shown_papers import People, Someone, shown_files
from services.labels import Both, list_label, row_label, scheme_label
from services.lists.show_publicity import ShownPublication, shown_publications
from services.objections.dispute_marks import marks_of_listings
from services.papers.papers_of import numbers_of
from services.rules.list_rules import (
    last_day,
    list_basis,
    list_rule,
    listing_of_case,
    ruleset_with,
)
from services.scope import case_or_404
from services.serving.service_records import services_of, taken_back_of


@dataclass(frozen=True)
class ShownCase:
    """``ruleset`` and ``rule`` are of the newest version that knows the list; ``offers`` by act, in the order
    of the procedure; ``disputed``: since when the listing or its publicity is."""

    case: Case
    title: Both
    name: Both
    ruleset: scoring.Ruleset | None
    rule: scoring.ListRule | None
    basis: tuple[Both, ...]
    office: Both
    opened_by: Someone
    file: CaseFile
    state: str
    next: str
    steps: tuple[Step, ...]
    clocks: tuple[RunningClock, ...]
    offers: dict[str, Offer]
    investigators: tuple[ShownPerson, ...]
    papers: tuple[ShownCasePaper, ...]
    decisions: tuple[ShownDecision, ...]
    listing: Listing | None
    last_day: date | None
    is_public: bool
    publications: tuple[ShownPublication, ...]
    disputed: date | None

    @property
    def waiting(self) -> ShownDecision | None:
        """The decision that waits for its second person."""
        return next((decision for decision in self.decisions if decision.waits), None)

    @property
    def standing_publication(self) -> ShownPublication | None:
        """Asked for or agreed, and not run out."""
        standing = ("asked", "coming", "running")
        return next((p for p in self.publications if p.state in standing), None)

    @cached_property
    def documents(self) -> dict[str, ShownCasePaper | ShownDecision]:
        """Papers and decisions by id."""
        found: dict[str, ShownCasePaper | ShownDecision] = {p.id: p for p in self.papers}
        return found | {d.id: d for d in self.decisions}

    @property
    def unserved(self) -> ShownCasePaper | ShownDecision | None:
        """What the procedure waits to see served: the notice, that of a hearing, or the decision."""
        by_id = self.documents
        steps = (step for step in self.steps if step.code.endswith("served"))
        owed = (step.paper for step in steps if step.state == "missing" and step.paper)
        return next((by_id[paper] for paper in owed if paper in by_id), None)


def show_case(session: Session, actor: Actor, case_id: str, today: date) -> ShownCase:
    """A case as this person may see it, or ``NotFound``; the party sees what is the party's to see."""
    case = case_or_404(session, actor, case_id)
    staff = actor.subject_id is None
    file, clock = case_file(session, case), case_clock(session)
    listing = listing_of_case(session, case.id)
    steps = [s for s in case.steps if staff or s.kind in cases.PARTY_SEES]
    decisions = [d for d in case.decisions if staff or _told(d)]
    ids = [case.opened_by, *people_of(case.steps, decisions)]
    people = People(session, actor, ids)
    owners = [*(step.id for step in steps), *(d.id for d in decisions)]
    files = shown_files(session, actor, owners)
    services = Services(services_of(session, owners), taken_back_of(session, owners))
    numbers = numbers_of(session, owners)
    rule = list_rule(session, case.scheme, case.list_code)
    state = _state(file, today, clock, staff=staff)
    return ShownCase(
        case=case,
        title=scheme_label(session, case.scheme),
        name=list_label(session, case.scheme, case.list_code),
        ruleset=ruleset_with(session, case.scheme, case.list_code),
        rule=rule,
        basis=list_basis(session, case.scheme, case.list_code),
        office=row_label(session.get_one(Office, case.office_id)),
        opened_by=people[case.opened_by],
        file=file,
        state=state,
        next=next_code(file, today, clock),
        steps=checklist(file, today, clock) if staff else (),
        clocks=tuple(c for c in clocks_of(session, file, today) if staff or c.party),
        offers=offers(actor, file, today, clock),
        investigators=_investigators(case, people, file),
        papers=tuple(shown_step(step, people, files, services, numbers) for step in steps),
        decisions=tuple(shown_decision(d, people, files, services) for d in decisions),
        listing=listing,
        last_day=last_day(listing.until_on) if listing else None,
        is_public=listing is not None and any(p.runs_on(today) for p in listing.publications),
        publications=shown_publications(session, actor, listing, today)
        if listing and staff
        else (),
        disputed=marks_of_listings(session, [listing.id]).get(listing.id) if listing else None,
    )


def _state(file: CaseFile, today: date, clock: Clock, *, staff: bool) -> str:
    """The party is told of a decision when it is served, not that one was typed or is on its way."""
    state = cases.state(file, today, clock)
    if staff or state not in _INNER:
        return state
    return "running" if state == "running" else "examined"


_INNER = frozenset(
    {
        *("opened", "to_fix", "to_recuse", "to_review", "to_discuss", "ripe", "typed"),
        *("to_approve", "to_serve"),
    }
)
"""States that say what the office does inside."""


def _told(decision: ListDecision) -> bool:
    """Whether a decision is the party's to see: it has taken effect."""
    return decision.effective_entry_id is not None


def _investigators(case: Case, people: People, file: CaseFile) -> tuple[ShownPerson, ...]:
    """Those named last who need not withdraw, with their certificates: the party may ask that they do."""
    named = [step for step in case.steps if step.kind == "investigators"]
    found = named[-1].persons if named else []
    return tuple(
        ShownPerson(p.holder_id, p.part, people.named(p.holder_id), p.certificate_no or "")
        for p in found
        if p.holder_id not in file.recused
    )
