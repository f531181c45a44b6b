"""Show a case: its papers, decisions, listing and publicity, who did what, and what may be done now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

import scoring
from models import Case, CaseStep, ListDecision, Listing, Office, Publication
from services.actor import Actor
from services.case_state import actions_of, procedure_state, state_of
from services.decide_case import listing_of_case
from services.dispute_marks import marks_of_listings
from services.labels import Both, list_label, row_label, scheme_label
from services.list_rules import last_day, list_basis, list_rule, ruleset_with
from services.messages import Message
from services.public_register import basis_text
from services.publish_listing import latest_day, stands_open
from services.scope import case_or_404
from services.shown_papers import (
    People,
    ShownFile,
    ShownPaper,
    Someone,
    shown_files,
    shown_paper,
)
from services.take_case_step import notice_of, unheard


@dataclass(frozen=True)
class ShownDecision:
    """``from_on`` is the first day on the list (enter) or off it (leave); ``last_day`` is inclusive."""

    id: str
    action: str
    from_on: date | None
    last_day: date | None
    for_life: bool
    decided_by: Someone
    decided_on: date
    on_paper: bool
    typed_by: Someone
    confirmed_by: Someone | None
    withdrawn_by: Someone | None
    waits: bool
    document_no: str | None
    reason: str
    files: tuple[ShownFile, ...]


@dataclass(frozen=True)
class ShownPublication:
    """``state``: asked, refused, coming, running, ended."""

    id: str
    basis: str
    level: str
    from_on: date
    last_day: date | None
    asked_by: Someone
    answered_by: Someone | None
    ended_on: date | None
    state: str


@dataclass(frozen=True)
class Clock:
    """The time to reply: its last day, days left (negative when it has run out) and days in all."""

    due_on: date
    left: int
    total: int


@dataclass(frozen=True)
class ShownCase:
    """``ruleset`` and ``rule`` are of the newest version that knows the list; ``missing`` says what stands in
    the way of an entry today; ``public_until`` is the latest that the class of the list allows; ``disputed``:
    since when the listing or its publicity is."""

    case: Case
    title: Both
    name: Both
    ruleset: scoring.Ruleset | None
    rule: scoring.ListRule | None
    basis: tuple[Both, ...]
    office: Both
    opened_by: Someone
    state: str
    papers: tuple[ShownPaper, ...]
    decisions: tuple[ShownDecision, ...]
    listing: Listing | None
    last_day: date | None
    is_public: bool
    publications: tuple[ShownPublication, ...]
    public_until: date | None
    clock: Clock | None
    missing: Message | None
    disputed: date | None
    actions: frozenset[str]

    @property
    def waiting(self) -> ShownDecision | None:
        """The decision that waits for its second person."""
        return next((decision for decision in self.decisions if decision.waits), None)

    @property
    def standing_publication(self) -> ShownPublication | None:
        """Asked for or agreed, and not run out."""
        standing = ("asked", "coming", "running")
        return next((p for p in self.publications if p.state in standing), None)


def show_case(session: Session, actor: Actor, case_id: str, today: date) -> ShownCase:
    """A case as this person may see it, or ``NotFound``."""
    case = case_or_404(session, actor, case_id)
    listing = listing_of_case(session, case.id)
    staff = actor.subject_id is None
    decisions = [d for d in case.decisions if staff or d.effective_entry_id is not None]
    publications = list(listing.publications) if listing and staff else []
    people = People(
        session, actor, [case.opened_by, *_holders(case.steps, decisions, publications)]
    )
    owners = [*(step.id for step in case.steps), *(d.id for d in decisions)]
    files = shown_files(session, actor, owners)
    rule = list_rule(session, case.scheme, case.list_code)
    return ShownCase(
        case=case,
        title=scheme_label(session, case.scheme),
        name=list_label(session, case.scheme, case.list_code),
        ruleset=ruleset_with(session, case.scheme, case.list_code),
        rule=rule,
        basis=list_basis(session, case.scheme, case.list_code),
        office=row_label(session.get_one(Office, case.office_id)),
        opened_by=people[case.opened_by],
        state=_state(case, listing, today, staff=staff),
        papers=tuple(
            shown_paper(step, people[step.typed_by], files.get(step.id, ())) for step in case.steps
        ),
        decisions=tuple(_decision(d, people, files.get(d.id, ())) for d in decisions),
        listing=listing,
        last_day=last_day(listing.until_on) if listing else None,
        is_public=listing is not None and any(p.runs_on(today) for p in listing.publications),
        publications=tuple(_publication(p, people, today) for p in publications),
        public_until=_public_until(session, rule, listing),
        clock=clock_of(case.steps, today),
        missing=unheard(case.steps, today),
        disputed=marks_of_listings(session, [listing.id]).get(listing.id) if listing else None,
        actions=actions_of(actor, case, listing, today),
    )


def _state(case: Case, listing: Listing | None, today: date, *, staff: bool) -> str:
    """The party hears of a decision when it has taken effect, not that one was typed."""
    state = state_of(case, listing, today)
    return procedure_state(case, today) if state == "typed" and not staff else state


def clock_of(steps: Sequence[CaseStep], today: date) -> Clock | None:
    """The running time to reply, from the notice."""
    notice = notice_of(steps)
    if notice is None or notice.due_on is None:
        return None
    return Clock(notice.due_on, (notice.due_on - today).days, (notice.due_on - notice.on).days)


def _holders(
    steps: Iterable[CaseStep],
    decisions: Iterable[ListDecision],
    publications: Iterable[Publication],
) -> list[str | None]:
    ids: list[str | None] = [step.typed_by for step in steps]
    for d in decisions:
        ids += [d.decided_by, d.typed_by, d.confirmed_by, d.withdrawn_by]
    for p in publications:
        ids += [p.asked_by, p.agreed_by, p.refused_by]
    return ids


def _decision(
    decision: ListDecision, people: People, files: tuple[ShownFile, ...]
) -> ShownDecision:
    return ShownDecision(
        id=decision.id,
        action=decision.action,
        from_on=decision.from_on,
        last_day=last_day(decision.until_on),
        for_life=decision.for_life,
        decided_by=people[decision.decided_by],
        decided_on=decision.decided_on,
        on_paper=decision.way == "paper",
        typed_by=people[decision.typed_by],
        confirmed_by=people.get(decision.confirmed_by),
        withdrawn_by=people.get(decision.withdrawn_by),
        waits=decision.waits,
        document_no=decision.document_no,
        reason=decision.reason or "",
        files=files,
    )


def _publication(publication: Publication, people: People, today: date) -> ShownPublication:
    return ShownPublication(
        id=publication.id,
        basis=basis_text(publication),
        level=publication.basis_level,
        from_on=publication.from_on,
        last_day=last_day(publication.until_on),
        asked_by=people[publication.asked_by],
        answered_by=people.get(publication.agreed_by or publication.refused_by),
        ended_on=publication.ended_on,
        state=_publication_state(publication, today),
    )


def _publication_state(publication: Publication, today: date) -> str:
    if publication.refused_by is not None:
        return "refused"
    if not stands_open(publication, today):
        return "ended"
    if publication.agreed_by is None:
        return "asked"
    return "running" if publication.from_on <= today else "coming"


def _public_until(
    session: Session, rule: scoring.ListRule | None, listing: Listing | None
) -> date | None:
    if listing is None:
        return None
    latest = latest_day(rule, session.get_one(ListDecision, listing.decision_id))
    ends = last_day(listing.until_on)
    return min(latest, ends) if ends is not None else latest
