"""The extensions of a case's time in its dossier: the request, and what another person decided on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

import ledger
from models import Extension, KnownProposal
from services.actor import Actor
from services.calendar.deadlines import deadline
from services.cases.shown_papers import People
from services.dossiers.annexes import Annex, ShownExtension, wanting
from services.labels import Both


def extension_papers(
    session: Session, actor: Actor, case_id: str, today: date
) -> tuple[tuple[Annex, ...], tuple[Annex, ...]]:
    """Of the time to answer the proposal that the case took up, and of the case's own time."""
    proposals = select(KnownProposal.id).where(KnownProposal.case_id == case_id)
    query = (
        select(Extension)
        .join(ledger.Entry, ledger.Entry.entry_id == Extension.entry_id)
        .where(
            or_(
                and_(Extension.business == "case", Extension.business_id == case_id),
                and_(Extension.business == "proposal", Extension.business_id.in_(proposals)),
            )
        )
        .order_by(ledger.Entry.seq)
    )
    rows = session.scalars(query).all()
    people = People(session, actor, [who for row in rows for who in (row.asked_by, row.decided_by)])
    papers = [(row.business, paper) for row in rows for paper in _papers(row, people, today)]
    before = tuple(paper for business, paper in papers if business == "proposal")
    return before, tuple(paper for business, paper in papers if business == "case")


def _papers(row: Extension, people: People, today: date) -> Iterator[Annex]:
    named = deadline(row.code)
    label = Both(named.label["zh"], named.label["en"])
    asked, decided = people.done(row.asked_by, row.entry_id), people.get(row.decided_by)
    shown = ShownExtension(row, label, named.unit, asked, decided)
    yield Annex("application", shown, on=row.asked_on)
    if row.decided_on is None:
        yield wanting("decision", shown, late=today > row.due_on)
    else:
        yield Annex("decision", shown, on=row.decided_on)
