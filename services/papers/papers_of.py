"""The official papers of a piece of business with their sealed files: for its page, its services and its dossier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Evidence, OfficialPaper
from services.papers.send_paper import SEALED
from services.papers.standing_papers import standing_papers


@dataclass(frozen=True)
class CasePaperFile:
    """``document_kind`` and ``document_id``: the act that it is the paper of, None while it is not recorded.

    ``state``: drafted, sent_back, checked, sent or returned; ``sealed``: the id of the sealed PDF or OFD among
    the evidence, None until it is back.
    """

    paper_id: str
    document_kind: str | None
    document_id: str | None
    template: str
    title: str
    state: str
    number: str | None
    signed_on: date | None
    sealed: str | None


def papers_of(session: Session, case_id: str, kind: str = "case") -> tuple[CasePaperFile, ...]:
    """In the order in which they were drafted; those that were given up are left out."""
    papers = standing_papers(session, kind, case_id)
    sealed = _sealed(session, [paper.id for paper in papers])
    return tuple(_file(paper, sealed.get(paper.id)) for paper in papers)


def paper_of(session: Session, kind: str, document_id: str) -> CasePaperFile | None:
    """The standing paper of one act."""
    found = _standing(session, [document_id])
    paper = next((one for one in found if one.document_kind == kind), None)
    return _file(paper, _sealed(session, [paper.id]).get(paper.id)) if paper else None


def numbers_of(session: Session, document_ids: Iterable[str]) -> dict[str, str]:
    """By act, the number under which its paper came back."""
    papers = _standing(session, document_ids)
    return {paper.document_id or "": paper.number for paper in papers if paper.number}


def _standing(session: Session, document_ids: Iterable[str]) -> list[OfficialPaper]:
    query = select(OfficialPaper).where(
        OfficialPaper.document_id.in_(list(document_ids)), OfficialPaper.given_up_by.is_(None)
    )
    return list(session.scalars(query))


def _sealed(session: Session, paper_ids: list[str]) -> dict[str, str]:
    query = select(Evidence.owner_id, Evidence.id).where(
        Evidence.owner_kind == SEALED, Evidence.owner_id.in_(paper_ids)
    )
    return {row.owner_id: row.id for row in session.execute(query)}


def _file(paper: OfficialPaper, sealed: str | None) -> CasePaperFile:
    return CasePaperFile(
        paper_id=paper.id,
        document_kind=paper.document_kind,
        document_id=paper.document_id,
        template=paper.template,
        title=paper.title or "",
        state=paper.state,
        number=paper.number,
        signed_on=paper.signed_on,
        sealed=sealed,
    )
