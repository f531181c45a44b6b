"""核稿: another person checks the draft, or sends it back with a remark."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from models import OfficialPaper
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.messages import Forbidden, Invalid, say
from services.papers.draft_paper import text_of
from services.papers.paper_file import locked_paper
from services.people.two_persons import took_part
from services.writing import Once, writing


def check_paper(
    session: Session, actor: Actor, paper_id: str, now: datetime, once: Once | None = None
) -> str:
    """From here on the text stands, and the paper can go out."""
    with writing(session, actor, now, once) as writer:
        paper = _anothers(session, actor, paper_id)
        changes = {"checked_by": actor.holder_id, "checked_on": day_of(now).isoformat()}
        data = {"paper": paper.id, "changes": changes}
        writer.add("paper.check", data, paper.subject_id)
        writer.result = paper.id
    return writer.result


def send_paper_back(
    session: Session,
    actor: Actor,
    paper_id: str,
    remark: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The drafter revises it; the remark says what."""
    with writing(session, actor, now, once) as writer:
        paper = _anothers(session, actor, paper_id)
        if not remark.strip():
            raise Invalid({"remark": say("Say what is to be changed.")})
        private = Private()
        private.keep("official_paper", paper.id, **asdict(text_of(paper)), remark=remark)
        data = {"paper": paper.id, "changes": {"sent_back_by": actor.holder_id}}
        writer.add("paper.check", data, paper.subject_id, private)
        writer.result = paper.id
    return writer.result


def wrote(session: Session, actor: Actor, paper: OfficialPaper) -> bool:
    """Whether this person drafted the paper or wrote the text that stands."""
    drafted = took_part(session, actor, paper.drafted_by, paper.entry_id)
    return drafted or took_part(session, actor, paper.revised_by, paper.revised_entry_id)


def _anothers(session: Session, actor: Actor, paper_id: str) -> OfficialPaper:
    paper, _business = locked_paper(session, actor, paper_id, "drafted")
    if wrote(session, actor, paper):
        raise Forbidden(say("You drafted or revised this paper, so another person must check it."))
    return paper
