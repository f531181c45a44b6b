"""The rounds, and one of them with its totals, its table, its clocks, and what is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, true
from sqlalchemy.orm import Session, aliased

import scoring
from models import (
    Office,
    ReviewRequest,
    Round,
    RoundAdoption,
    RoundChange,
    RoundSubject,
    Subject,
    SubjectName,
)
from procedure.deadlines import Due
from procedure.rounds import Action, Obstacle, obstacle, stage
from services.actor import Actor
from services.calendar.extensions import extended_due
from services.cases.shown_papers import People, ShownFile, Someone, shown_files
from services.labels import Both, row_label, scheme_label
from services.people.two_persons import entered_or_signed
from services.rounds.adopt_round import waiting_adoption
from services.rounds.affected_rows import affected
from services.rounds.round_file import round_file
from services.rounds.round_totals import Totals, ruleset_of, totals
from services.scope import round_or_404
from services.serving.service_records import reached, services_of
from services.subjects.find_subjects import PAGE_SIZE, matches

NEXT: dict[str, Action] = {
    "first": "feedback",
    "feedback": "display",
    "review": "display",
    "display": "adopt",
    "displayed": "adopt",
    "adopted": "publish",
}
"""By stage, the step that moves the round on."""

PERMISSION: dict[str, str] = {
    "feedback": "round.manage",
    "display": "round.manage",
    "adopt": "round.decide",
    "publish": "round.manage",
}

Now = aliased(SubjectName, name="name_of_row")


@dataclass(frozen=True)
class RoundLine:
    """One of the rounds."""

    round: Round
    scheme: Both
    stage: str
    totals: Totals


@dataclass(frozen=True)
class RowFilter:
    """``grade`` is a code, ``unrated`` or ``out``; ``what`` is unserved, requests, changed or
    affected.
    """

    q: str = ""
    grade: str | None = None
    what: str | None = None


@dataclass(frozen=True)
class TableRow:
    """One row of the table; ``asked`` is none, open or answered; ``served``: the feedback has reached it."""

    id: str
    subject_id: str
    name: str
    code: str
    points: int | None
    grade: scoring.Grade | None
    unrated: str | None
    out: str | None
    changed: bool
    asked: str
    served: bool


@dataclass(frozen=True)
class TablePage:
    rows: tuple[TableRow, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class WaitingRequest:
    """A request for review that waits; ``due`` is the last day to answer."""

    row_id: str
    name: str
    on: date
    due: Due


@dataclass(frozen=True)
class ShownRound:
    """``next`` is the step that moves the round on; ``mine``: this person may do it, once nothing hinders.
    ``typed``: the adoption signed on paper that waits for its second clerk, ``typed_mine``: he cannot be this
    person; ``may_type``: this person may type one. ``unserved``: how many in scope the feedback has not
    reached; ``may_serve``: this person may record it.
    """

    round: Round
    scheme: Both
    ruleset: scoring.Ruleset
    office: Both
    stage: str
    totals: Totals
    until: Due | None
    unserved: int
    may_serve: bool
    typed: RoundAdoption | None
    typed_mine: bool
    may_type: bool
    next: Action | None
    mine: bool
    hindered: Obstacle | None
    may_cancel: bool
    people: dict[str, Someone]
    waiting: tuple[WaitingRequest, ...]
    affected: tuple[tuple[str, str], ...]
    files: tuple[ShownFile, ...]


def list_rounds(session: Session, actor: Actor, today: date) -> list[RoundLine]:
    """Every round, newest first."""
    actor.require("round.read")
    query = select(Round).order_by(Round.on.desc(), Round.opened_on.desc(), Round.id)
    return [
        RoundLine(
            found,
            scheme_label(session, found.scheme),
            stage(round_file(session, found), today),
            totals(session, found),
        )
        for found in session.scalars(query)
    ]


def show_round(session: Session, actor: Actor, round_id: str, today: date) -> ShownRound:
    """A round as staff sees it, or ``NotFound``."""
    actor.require("round.read")
    found = round_or_404(session, actor, round_id)
    file = round_file(session, found)
    at = stage(file, today)
    step = NEXT.get(at)
    typed = waiting_adoption(session, found.id) if found.state == "display" else None
    return ShownRound(
        round=found,
        scheme=scheme_label(session, found.scheme),
        ruleset=ruleset_of(session, found),
        office=row_label(session.get_one(Office, found.office_id)),
        stage=at,
        totals=totals(session, found),
        until=file.requests_until,
        unserved=file.unserved,
        may_serve=file.unserved > 0 and actor.may("round.manage"),
        typed=typed,
        typed_mine=typed is not None and entered_or_signed(session, actor, typed),
        may_type=at == "displayed" and typed is None and actor.may("round.manage"),
        next=step,
        mine=step is not None and typed is None and actor.may(PERMISSION[step]),
        hindered=obstacle(file, step, today, actor.persons) if step else None,
        may_cancel=_may_cancel(actor, found),
        people=_people(session, actor, found),
        waiting=tuple(_waiting(session, found)),
        affected=tuple(_affected(session, found)),
        files=shown_files(session, actor, [found.id]).get(found.id, ()),
    )


def _may_cancel(actor: Actor, found: Round) -> bool:
    if found.state in ("published", "cancelled"):
        return False
    return actor.may("round.decide") or (actor.may("round.manage") and found.state == "first")


def _people(session: Session, actor: Actor, found: Round) -> dict[str, Someone]:
    ids = {
        step: getattr(found, f"{step}_by")
        for step in ("opened", "feedback", "display", "adopted", "published", "cancelled")
    }
    typed = waiting_adoption(session, found.id)
    if typed is not None:
        ids |= {"typed": typed.typed_by, "signed": typed.decided_by}
    people = People(session, actor, ids.values())
    return {step: people[holder] for step, holder in ids.items() if holder}


def _waiting(session: Session, found: Round) -> list[WaitingRequest]:
    query = (
        select(RoundSubject.id, Now.name, ReviewRequest.on)
        .join(ReviewRequest, ReviewRequest.row_id == RoundSubject.id)
        .join(Now, and_(Now.subject_id == RoundSubject.subject_id, Now.latest))
        .where(RoundSubject.round_id == found.id, ReviewRequest.result.is_(None))
        .order_by(ReviewRequest.on, RoundSubject.id)
    )
    return [
        WaitingRequest(row_id, name or "", on, extended_due(session, "review_answer", on, row_id))
        for row_id, name, on in session.execute(query)
    ]


def _affected(session: Session, found: Round) -> list[tuple[str, str]]:
    """Rows (id and name) of a published round that a correction touches."""
    touched = affected().with_only_columns(RoundSubject.id).order_by(None)
    query = (
        select(RoundSubject.id, Now.name)
        .join(Now, and_(Now.subject_id == RoundSubject.subject_id, Now.latest))
        .where(RoundSubject.round_id == found.id, RoundSubject.id.in_(touched))
        .order_by(Now.name, RoundSubject.id)
    )
    return [(row_id, name or "") for row_id, name in session.execute(query)]


def table_page(
    session: Session, shown: ShownRound, wanted: RowFilter, sort: str, page: int
) -> TablePage:
    """One page of the round's table. ``sort``: name, code or points, with ``-`` before it for descending."""
    query = (
        select(RoundSubject.id)
        .join(Subject, Subject.id == RoundSubject.subject_id)
        .join(Now, and_(Now.subject_id == Subject.id, Now.latest))
        .where(RoundSubject.round_id == shown.round.id, _fits(wanted))
    )
    total = session.scalar(query.with_only_columns(func.count())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    ordered = _sorted(query, sort).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ids = list(session.scalars(ordered))
    return TablePage(tuple(_rows(session, shown, ids)), total, page, pages)


def _fits(wanted: RowFilter) -> ColumnElement[bool]:
    wishes = [matches(wanted.q)]
    if wanted.grade == "out":
        wishes.append(RoundSubject.out.is_not(None))
    elif wanted.grade == "unrated":
        wishes.append(and_(RoundSubject.out.is_(None), RoundSubject.grade.is_(None)))
    elif wanted.grade:
        wishes.append(RoundSubject.grade == wanted.grade)
    if wanted.what == "unserved":
        wishes.append(and_(RoundSubject.out.is_(None), ~reached(RoundSubject.id)))
    elif wanted.what == "requests":
        wishes.append(exists().where(ReviewRequest.row_id == RoundSubject.id))
    elif wanted.what == "changed":
        wishes.append(exists().where(RoundChange.row_id == RoundSubject.id))
    elif wanted.what == "affected":
        touched = affected().with_only_columns(RoundSubject.id).order_by(None)
        wishes.append(RoundSubject.id.in_(touched))
    return and_(true(), *wishes)


def _sorted(query: Select[str], sort: str) -> Select[str]:
    """Every order ends in the id, so that no row stands on two pages."""
    columns = {
        "points": RoundSubject.points,
        "code": func.coalesce(Subject.code, Subject.practice_no),
    }
    column = columns.get(sort.lstrip("-"), Now.initials)
    first = column.desc() if sort.startswith("-") else column.asc()
    return query.order_by(first.nulls_last(), Now.initials, RoundSubject.id)


def _rows(session: Session, shown: ShownRound, ids: Sequence[str]) -> list[TableRow]:
    query = select(RoundSubject).where(RoundSubject.id.in_(ids))
    found = {row.id: row for row in session.scalars(query).unique()}
    served = services_of(session, ids)
    return [_row(shown, found[row_id], served=row_id in served) for row_id in ids]


def _row(shown: ShownRound, row: RoundSubject, *, served: bool) -> TableRow:
    subject = row.subject
    open_ = any(request.result is None for request in row.requests)
    return TableRow(
        id=row.id,
        subject_id=subject.id,
        name=subject.name_on(shown.round.on),
        code=subject.code or subject.practice_no or "",
        points=row.points,
        grade=shown.ruleset.grade(row.grade) if row.grade else None,
        unrated=row.unrated,
        out=row.out,
        changed=any(not change.stands for change in row.changes),
        asked=("open" if open_ else "answered") if row.requests else "none",
        served=served,
    )
