"""Show official papers: those of one piece of business, made or to be made; one with what may be done; the desk."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import OfficialPaper
from services.actor import Actor
from services.cases.shown_papers import People, ShownFile, Someone, shown_files
from services.labels import Both
from services.messages import NotFound
from services.paper_values import Act, Business, business_or_404
from services.papers.check_paper import wrote
from services.papers.draft_paper import PaperText, Wanted, text_of
from services.papers.give_up_paper import UNDER_WAY
from services.papers.paper_file import paper_or_404
from services.papers.paper_templates import Template, shipped
from services.papers.standing_papers import standing_papers
from services.serving.service_records import services_of

MOST = 200


@dataclass(frozen=True)
class PaperRow:
    """A paper of a piece of business, or one that can be made: ``paper_id`` empty. ``on``: the day of its act,
    of its signing, or of its draft."""

    name: Both
    wanted: Wanted
    paper_id: str
    state: str
    number: str | None
    on: date | None
    may_make: bool


@dataclass(frozen=True)
class ShownOfficialPaper:
    """``actions``: of revise, check, send_back, send, return, give_up; and own: who wrote it does not check it.

    ``draft`` and ``sealed``: our file as it went out, and the document as it came back.
    """

    paper: OfficialPaper
    business: Business
    act: Act | None
    name: Both
    text: PaperText
    drafted_by: Someone
    revised_by: Someone
    sent_back_by: Someone | None
    checked_by: Someone | None
    sent_by: Someone | None
    returned_by: Someone | None
    draft: tuple[ShownFile, ...]
    sealed: tuple[ShownFile, ...]
    actions: frozenset[str]


def paper_rows(session: Session, actor: Actor, kind: str, business_id: str) -> tuple[PaperRow, ...]:
    """The papers of a piece of business, then those that can be made of it."""
    business = business_or_404(session, actor, kind, business_id)
    standing = standing_papers(session, kind, business_id)
    served = services_of(session, [act.id for act in business.acts])
    return (*(_made(paper) for paper in standing), *_to_make(actor, business, standing, served))


def _made(paper: OfficialPaper) -> PaperRow:
    wanted = Wanted(paper.business, paper.business_id, paper.template, paper.document_id)
    name, day = shipped()[paper.template].name, paper.signed_on or paper.drafted_on
    return PaperRow(name, wanted, paper.id, paper.state, paper.number, day, False)


def _to_make(
    actor: Actor,
    business: Business,
    standing: Collection[OfficialPaper],
    served: Collection[str],
) -> Iterator[PaperRow]:
    """What was served already was made out on paper, and needs none."""
    done = {paper.document_id for paper in standing}.union(served)
    loose = {paper.template for paper in standing if paper.document_id is None}
    may = actor.may(business.permission)
    for template in shipped().values():
        if template.business != business.kind:
            continue
        acts = [act for act in business.acts if _is_of(act, template)]
        for act in acts:
            if act.id not in done:
                wanted = Wanted(business.kind, business.id, template.code, act.id)
                yield PaperRow(template.name, wanted, "", "", act.number, act.on, may)
        ahead = template.before and {*template.acts} & business.open_to
        if ahead and not acts and template.code not in loose:
            wanted = Wanted(business.kind, business.id, template.code)
            yield PaperRow(template.name, wanted, "", "", None, None, may)


def _is_of(act: Act, template: Template) -> bool:
    return act.kind == template.document and act.act in template.acts


def show_official_paper(session: Session, actor: Actor, paper_id: str) -> ShownOfficialPaper:
    """A paper as this person of the staff sees it, or ``NotFound``."""
    paper, business = paper_or_404(session, actor, paper_id)
    did = (paper.sent_back_by, paper.checked_by, paper.sent_by, paper.returned_by)
    people = People(session, actor, [paper.drafted_by, paper.revised_by, *did])
    files = shown_files(session, actor, [paper.id]).get(paper.id, ())
    return ShownOfficialPaper(
        paper=paper,
        business=business,
        act=business.act(paper.document_id) if paper.document_id else None,
        name=shipped()[paper.template].name,
        text=text_of(paper),
        drafted_by=people.done(paper.drafted_by, paper.entry_id),
        revised_by=people.done(paper.revised_by, paper.revised_entry_id),
        sent_back_by=people.get(paper.sent_back_by),
        checked_by=people.get(paper.checked_by),
        sent_by=people.get(paper.sent_by),
        returned_by=people.get(paper.returned_by),
        draft=tuple(file for file in files if not file.party_may_see),
        sealed=tuple(file for file in files if file.party_may_see),
        actions=frozenset(_actions(session, actor, paper, business)),
    )


def _actions(
    session: Session, actor: Actor, paper: OfficialPaper, business: Business
) -> Iterator[str]:
    if not actor.may(business.permission) or paper.state not in UNDER_WAY:
        return
    yield "give_up"
    if paper.state in ("drafted", "sent_back"):
        yield "revise"
    if paper.state == "drafted":
        yield from ("own",) if wrote(session, actor, paper) else ("check", "send_back")
    if paper.state == "checked":
        yield "send"
    if paper.state == "sent":
        yield "return"


@dataclass(frozen=True)
class DeskRow:
    """A paper under way: ``mine`` when what comes next is this person's to do."""

    paper_id: str
    name: Both
    title: str
    about: str
    state: str
    drafted_on: date
    mine: bool


def papers_under_way(session: Session, actor: Actor) -> tuple[DeskRow, ...]:
    """Everything that has not come back yet and that this person sees, what is his to do first."""
    query = (
        select(OfficialPaper)
        .join(ledger.Entry, ledger.Entry.entry_id == OfficialPaper.entry_id)
        .where(OfficialPaper.given_up_by.is_(None), OfficialPaper.number.is_(None))
        .order_by(ledger.Entry.seq)
        .limit(MOST)
    )
    rows = [row for paper in session.scalars(query) if (row := _desk_row(session, actor, paper))]
    return tuple(sorted(rows, key=lambda row: not row.mine))


def _desk_row(session: Session, actor: Actor, paper: OfficialPaper) -> DeskRow | None:
    try:
        business = business_or_404(session, actor, paper.business, paper.business_id)
    except NotFound:
        return None
    actions = {*_actions(session, actor, paper, business)}
    party = business.subject.name if business.subject else ""
    return DeskRow(
        paper_id=paper.id,
        name=shipped()[paper.template].name,
        title=paper.title or "",
        about=" · ".join(filter(None, (party, business.name))),
        state=paper.state,
        drafted_on=paper.drafted_on,
        mine=bool(actions & {"check", "send", "return"})
        or (paper.state == "sent_back" and wrote(session, actor, paper)),
    )
