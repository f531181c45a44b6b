"""Enter what came back from the office-automation system: number, signer, day, and the sealed file, the document."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from evidence.file_types import OFD, PDF
from models import OfficialPaper
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows
from services.messages import Invalid, Message, say
from services.paper_values import Business
from services.papers.draft_paper import text_of
from services.papers.paper_file import locked_paper
from services.papers.send_paper import SEALED
from services.writing import Once, writing

NUMBER = re.compile(r"[^\s〔〕]{1,20}〔(\d{4})〕(?:第)?\d{1,5}号")
"""GB/T 9704-2012, 7.2.5: the office's short name, the year in six-cornered brackets, a plain number."""


@dataclass(frozen=True)
class ReturnedPaper:
    number: str
    signed_by: str
    signed_on: date
    files: tuple[NewFile, ...]


def return_paper(
    session: Session,
    actor: Actor,
    paper_id: str,
    back: ReturnedPaper,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The sealed file is the document from here on, and ours the draft that it was. Returns the paper's id."""
    with writing(session, actor, now, once) as writer:
        paper, business = locked_paper(session, actor, paper_id, "sent")
        if problems := _problems(session, paper, business, back, day_of(now)):
            raise Invalid(problems)
        private = Private()
        texts = asdict(text_of(paper)) | {"remark": paper.remark, "signed_by": back.signed_by}
        private.keep("official_paper", paper.id, **texts)
        changes = {
            "number": back.number,
            "signed_on": back.signed_on.isoformat(),
            "returned_by": actor.holder_id,
        }
        files = evidence_rows(SEALED, paper.id, back.files, private)
        data = {"paper": paper.id, "changes": changes, "evidence": files}
        writer.add("paper.return", data, paper.subject_id, private)
        session.expire_all()
        writer.result = paper.id
    return writer.result


def _problems(
    session: Session, paper: OfficialPaper, business: Business, back: ReturnedPaper, today: date
) -> dict[str, Message]:
    found = {
        "number": _number_problem(session, paper, business, back.number),
        "signed_on": _day_problem(paper, business, back.signed_on, today),
        "evidence": _file_problem(back.files),
    }
    if not back.signed_by.strip():
        found["signed_by"] = say("Say who signed it.")
    return {name: problem for name, problem in found.items() if problem is not None}


def _number_problem(
    session: Session, paper: OfficialPaper, business: Business, number: str
) -> Message | None:
    if not NUMBER.fullmatch(number):
        return say(
            "A document number is written like 示环函〔2026〕7号, with these brackets and no blanks."
        )
    taken = select(OfficialPaper.id).where(OfficialPaper.number == number)
    if session.scalar(taken):
        return say("Another paper bears this number already.")
    act = business.act(paper.document_id) if paper.document_id else None
    if act is not None and act.number not in (None, number):
        return say("It was recorded under the number %(number)s.", number=act.number)
    return None


def _day_problem(
    paper: OfficialPaper, business: Business, signed_on: date, today: date
) -> Message | None:
    act = business.act(paper.document_id) if paper.document_id else None
    first = act.on if act is not None else paper.drafted_on
    if not first <= signed_on <= today:
        return say("This day must lie between %(first)s and today.", first=first.isoformat())
    return None


def _file_problem(files: tuple[NewFile, ...]) -> Message | None:
    if len(files) != 1:
        return say("Add the sealed file, one and whole.")
    if files[0].media_type not in (PDF.media_type, OFD.media_type):
        return say(
            "The sealed document is a PDF or OFD as the office-automation system gave it out."
        )
    return None
