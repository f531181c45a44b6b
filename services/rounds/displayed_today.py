"""结果公示 as everybody sees it today: the displays that run, and no others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import scoring
from models import Office, Round, RoundSubject, Subject
from services.labels import Both, row_label, scheme_label
from services.messages import NotFound, say
from services.rounds.round_totals import ruleset_of
from services.subjects.find_subjects import PAGE_SIZE, matches


@dataclass(frozen=True)
class Display:
    """A display that runs today."""

    round: Round
    scheme: Both
    office: Both
    ruleset: scoring.Ruleset


@dataclass(frozen=True)
class DisplayedRow:
    """A result as displayed; without a grade it is unrated. Points are hundredths."""

    name: str
    code: str
    points: int
    grade: scoring.Grade | None
    unrated: str | None


@dataclass(frozen=True)
class DisplayedPage:
    rows: tuple[DisplayedRow, ...]
    total: int
    page: int
    pages: int


def displays(session: Session, today: date) -> list[Display]:
    """Those of today, the one that ends first before the others."""
    query = (
        select(Round)
        .where(
            Round.state == "display",
            Round.display_from <= today,
            Round.display_until >= today,
        )
        .order_by(Round.display_until, Round.id)
    )
    return [
        Display(
            found,
            scheme_label(session, found.scheme),
            row_label(session.get_one(Office, found.office_id)),
            ruleset_of(session, found),
        )
        for found in session.scalars(query)
    ]


def display_or_404(session: Session, round_id: str, today: date) -> Display:
    """The display of a round, if it runs today."""
    found = next((one for one in displays(session, today) if one.round.id == round_id), None)
    if found is None:
        raise NotFound(say("No results are displayed here today."))
    return found


def displayed_page(session: Session, display: Display, q: str, page: int) -> DisplayedPage:
    """One page of the displayed results, by code; who is out of scope has none."""
    query = (
        select(RoundSubject)
        .where(RoundSubject.round_id == display.round.id, RoundSubject.out.is_(None))
        .join(RoundSubject.subject)
    ).where(matches(q))
    total = session.scalar(query.with_only_columns(func.count())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    ordered = query.order_by(Subject.code, Subject.practice_no, RoundSubject.id).limit(PAGE_SIZE)
    found = session.scalars(ordered.offset((page - 1) * PAGE_SIZE)).unique()
    return DisplayedPage(tuple(_row(display, row) for row in found), total, page, pages)


def _row(display: Display, row: RoundSubject) -> DisplayedRow:
    return DisplayedRow(
        name=row.subject.name_on(display.round.on),
        code=row.subject.code or row.subject.practice_no or "",
        points=row.points or 0,
        grade=display.ruleset.grade(row.grade) if row.grade else None,
        unrated=row.unrated,
    )
