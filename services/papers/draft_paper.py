"""起草: draft an official paper from its template, and revise it until it is checked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models import OfficialPaper, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.messages import Conflict, Invalid, Message, NotFound, say
from services.paper_values import Act, Business, business_or_404, values_of
from services.papers.paper_file import lock_business, locked_paper
from services.papers.paper_templates import Template, template_or_404
from services.papers.paper_text import fill, gaps
from services.papers.standing_papers import loose_paper, standing_papers
from services.writing import Once, writing


@dataclass(frozen=True)
class PaperText:
    """What the paper says; ``enclosures`` are one title a line."""

    title: str
    addressee: str
    body: str
    enclosures: str
    contact: str
    copies: str


@dataclass(frozen=True)
class Wanted:
    """Which paper of which business; ``document_id``: of which act, None while it is not recorded."""

    business: str
    business_id: str
    template: str
    document_id: str | None = None


def suggested(
    session: Session, actor: Actor, wanted: Wanted, today: date
) -> tuple[Template, Business, PaperText]:
    """The template filled in with what the business says; what is not known leaves a gap."""
    template, business, act = _checked(session, actor, wanted)
    values = values_of(session, business, act, today)
    said = template.text
    text = PaperText(
        title=fill(said.title, values),
        addressee=fill(said.addressee, values),
        body=fill(said.body, values),
        enclosures=fill(said.enclosures, values),
        contact="",
        copies=fill(said.copies, values),
    )
    return template, business, text


def draft_paper(
    session: Session,
    actor: Actor,
    wanted: Wanted,
    text: PaperText,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Returns the paper's id. One paper an act; raises ``Invalid`` by field while something is missing."""
    with writing(session, actor, now, once) as writer:
        _template, business, _act = _checked(session, actor, wanted)
        actor.require(business.permission)
        lock_business(session, business)
        session.expire_all()
        template, business, act = _checked(session, actor, wanted)
        if _exists(session, wanted):
            raise Conflict(say("There is such a paper already."))
        if problems := text_problems(text):
            raise Invalid(problems)
        paper_id, private = new_id(), Private()
        private.keep("official_paper", paper_id, **asdict(text))
        subject_id = business.subject.id if business.subject else None
        today = day_of(now)
        number = fill(template.text.number, {"年份": str(today.year)})
        row: dict[str, Any] = {
            "id": paper_id,
            "business": business.kind,
            "business_id": business.id,
            "subject_id": subject_id,
            "office_id": business.office.id,
            "document_kind": act.kind if act else None,
            "document_id": act.id if act else None,
            "template": template.code,
            "version": template.version,
            "layout": template.text.layout,
            "number_form": (act.number if act else None) or number,
            "drafted_by": actor.holder_id,
            "drafted_on": today.isoformat(),
            "revised_by": actor.holder_id,
        }
        writer.add("paper.draft", {"paper": row}, subject_id, private)
        writer.result = paper_id
    return writer.result


def revise_paper(
    session: Session,
    actor: Actor,
    paper_id: str,
    text: PaperText,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Another text, until somebody has checked it."""
    with writing(session, actor, now, once) as writer:
        paper, _business = locked_paper(session, actor, paper_id, "drafted", "sent_back")
        if problems := text_problems(text):
            raise Invalid(problems)
        if text == text_of(paper):
            raise Invalid({"": say("Nothing was changed.")})
        private = Private()
        private.keep("official_paper", paper.id, **asdict(text), **_kept(paper))
        data = {"paper": paper.id, "changes": {"revised_by": actor.holder_id}}
        writer.add("paper.revise", data, paper.subject_id, private)
        writer.result = paper.id
    return writer.result


def _kept(paper: OfficialPaper) -> dict[str, str | None]:
    """One salt a row: what it says besides is committed to anew with it."""
    return {"remark": paper.remark, "signed_by": paper.signed_by}


def text_of(paper: OfficialPaper) -> PaperText:
    """What a paper says; an erased text is empty."""
    names = ("title", "addressee", "body", "enclosures", "contact", "copies")
    return PaperText(*(getattr(paper, name) or "" for name in names))


def text_problems(text: PaperText) -> dict[str, Message]:
    """By field, what is still to be filled in."""
    found: dict[str, Message] = {}
    for name, said in asdict(text).items():
        open_gaps = gaps(said)
        if open_gaps:
            found[name] = say("Still to be filled in: %(name)s.", name="、".join(open_gaps))
    if not text.title.strip():
        found["title"] = say("A paper has a title.")
    if not text.body.strip():
        found["body"] = say("Please say what the paper says.")
    return found


def _checked(
    session: Session, actor: Actor, wanted: Wanted
) -> tuple[Template, Business, Act | None]:
    """The template, the business and the act, where they belong to each other."""
    template = template_or_404(session, wanted.template)
    business = business_or_404(session, actor, wanted.business, wanted.business_id)
    act = business.act(wanted.document_id) if wanted.document_id else None
    fits = act is not None and (act.kind, act.act) in {
        (template.document, a) for a in template.acts
    }
    ahead = template.before and wanted.document_id is None and {*template.acts} & business.open_to
    if template.business != business.kind or not (fits or ahead):
        raise NotFound(say("There is no such paper."))
    return template, business, act


def _exists(session: Session, wanted: Wanted) -> bool:
    if wanted.document_id is None:
        found = loose_paper(session, wanted.business, wanted.business_id, wanted.template)
        return found is not None
    papers = standing_papers(session, wanted.business, wanted.business_id)
    return any(paper.document_id == wanted.document_id for paper in papers)
