"""The official papers of a piece of business that stand, and those whose act is not recorded yet."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import OfficialPaper


def standing_papers(session: Session, kind: str, business_id: str) -> list[OfficialPaper]:
    """The papers of a piece of business that were not given up, in the order in which they were drafted."""
    query = select(OfficialPaper).where(
        OfficialPaper.business == kind,
        OfficialPaper.business_id == business_id,
        OfficialPaper.given_up_by.is_(None),
    )
    entered = query.join(ledger.Entry, ledger.Entry.entry_id == OfficialPaper.entry_id)
    return list(session.scalars(entered.order_by(ledger.Entry.seq)))


def loose_paper(
    session: Session, kind: str, business_id: str, template: str
) -> OfficialPaper | None:
    """The standing paper of a template whose act is not recorded yet."""
    papers = standing_papers(session, kind, business_id)
    loose = (paper for paper in papers if paper.document_id is None)
    return next((paper for paper in loose if paper.template == template), None)


def loose_paper_numbered(
    session: Session, kind: str, business_id: str, number: str | None
) -> OfficialPaper | None:
    """The paper that is back under this number, and whose act is not recorded yet."""
    papers = standing_papers(session, kind, business_id) if number else []
    return next((p for p in papers if p.document_id is None and p.number == number), None)
