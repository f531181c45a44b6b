"""Find subjects by part of any name they bore, by code or by pinyin initials; filtered, sorted, by the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from identity.codes import check_code, normalise
from identity.names import fold
from models import Listing, Score, Subject, SubjectName
from services.actor import Actor
from services.objections.dispute_marks import disputed_lists
from services.rounds.published_grade import PublishedGrade, published_grades
from services.rules.list_rules import standing_on
from services.scope import region_prefix
from services.subjects.subject_words import kinds_of

PAGE_SIZE = 50
LONGEST_QUERY = 100
UNRATED = "unrated"
_CODE = re.compile("[0-9A-Z]{2,20}")
_LETTERS = re.compile("[a-z0-9]+")

Now = aliased(SubjectName, name="name_now")


@dataclass(frozen=True)
class Filters:
    """What is wanted besides the text; None is no wish.

    ``grade`` is ``scheme/grade`` (or ``scheme/unrated``); ``listed`` is ``any`` or ``scheme/list``;
    ``state`` is ``open`` or ``closed``; ``region`` is a division, with all that lies within.
    """

    kind: str | None = None
    business: str | None = None
    region: str | None = None
    grade: str | None = None
    listed: str | None = None
    state: str | None = None
    scheme: str | None = None


@dataclass(frozen=True)
class Standing:
    """The stored score under one scheme, points in hundredths."""

    scheme: str
    points: int
    grade: str | None
    unrated: str | None


@dataclass(frozen=True)
class FoundSubject:
    """One row of the answer. ``former`` is the old name by which it was found, else None.

    ``lists`` are (scheme, list) pairs that it stands on today, each with the day since which it is disputed.
    """

    id: str
    kind: str
    name: str
    former: str | None
    code: str
    legal_form: str
    region: str
    business: tuple[str, ...]
    closed_on: date | None
    head_id: str | None
    head_name: str | None
    head_code: str | None
    standings: tuple[Standing, ...]
    published: tuple[PublishedGrade, ...]
    lists: tuple[tuple[str, str, date | None], ...]


@dataclass(frozen=True)
class FoundPage:
    rows: tuple[FoundSubject, ...]
    total: int
    page: int
    pages: int


def find_subjects(
    session: Session,
    actor: Actor,
    query: str,
    filters: Filters,
    today: date,
    sort: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> FoundPage:
    """One page of the subjects that fit.

    ``sort`` is a key with ``-`` before it for descending: name, code, region, since, score; empty is
    the nearest match first, or by name. A page beyond the last is the last.
    """
    actor.require("contractor.read")
    wanted = and_(matches(query), _fits(filters, today))
    joined = select(Subject.id).join(Now, and_(Now.subject_id == Subject.id, Now.latest))
    total = session.scalar(joined.where(wanted).with_only_columns(func.count())) or 0
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    ordered = _sorted(joined.where(wanted), query, sort, filters.scheme)
    ids = list(session.scalars(ordered.limit(size).offset((page - 1) * size)))
    return FoundPage(tuple(_rows(session, ids, query, today)), total, page, pages)


def matches(query: str) -> ColumnElement[bool]:
    """The condition on ``Subject`` under which it is what was typed; blank fits everything."""
    if not query.strip():
        return true()
    if len(query) > LONGEST_QUERY:
        return false()
    named = [_named(SubjectName, query)]
    subjects = select(SubjectName.subject_id).where(or_(*named))
    return or_(Subject.id.in_(subjects), *_coded(query))


def _named(name: Any, query: str) -> ColumnElement[bool]:
    """Whether a row of names holds the query: as a whole, in parts, or by its initials."""
    whole = fold(query)
    if not whole:
        return false()
    ways = [name.folded.contains(whole, autoescape=True)]
    parts = [part for part in map(fold, query.split()) if part]
    if len(parts) > 1:
        ways.append(and_(*(name.folded.contains(part, autoescape=True) for part in parts)))
    if _LETTERS.fullmatch(whole):
        ways.append(name.initials.contains(whole, autoescape=True))
    return or_(*ways)


def _coded(query: str) -> list[ColumnElement[bool]]:
    """Part of a code or number; a whole code that fails is also looked for as what it may mean."""
    code = normalise(query)
    if not _CODE.fullmatch(code):
        return []
    meant = check_code(code).suggestions
    ways = [Subject.code.contains(code), Subject.practice_no.contains(code)]
    return [*ways, Subject.code.in_(meant)] if meant else ways


def _fits(filters: Filters, today: date) -> ColumnElement[bool]:
    wishes: list[ColumnElement[bool]] = []
    if filters.kind:
        wishes.append(Subject.kind == filters.kind)
    if filters.business:
        padded = " " + Subject.business + " "
        wishes.append(padded.contains(f" {filters.business} ", autoescape=True))
    if filters.region:
        wishes.append(Subject.home_region.startswith(region_prefix(filters.region)))
    if filters.state:
        closed = Subject.closed_on.is_not(None)
        wishes.append(closed if filters.state == "closed" else ~closed)
    if filters.grade:
        wishes.append(Subject.id.in_(_graded(filters.grade)))
    if filters.listed:
        wishes.append(Subject.id.in_(_listed(filters.listed, today)))
    return and_(true(), *wishes)


def _graded(wish: str) -> Select[str]:
    scheme, _, grade = wish.partition("/")
    wanted = Score.unrated.is_not(None) if grade == UNRATED else Score.grade == grade
    return select(Score.subject_id).where(Score.scheme == scheme, wanted)


def _listed(wish: str, today: date) -> Select[str]:
    query = select(Listing.subject_id).where(standing_on(today))
    if wish == "any":
        return query
    scheme, _, code = wish.partition("/")
    return query.where(Listing.scheme == scheme, Listing.list_code == code)


def _sorted(statement: Select[str], query: str, sort: str, scheme: str | None) -> Select[str]:
    """Every order ends in the id, so that no row stands on two pages."""
    key, down = sort.lstrip("-"), sort.startswith("-")
    by_name = [Now.initials, Now.folded]
    orders: dict[str, list[Any]] = {
        "name": by_name,
        "code": [func.coalesce(Subject.code, Subject.practice_no)],
        "region": [Subject.home_region],
        "since": [Subject.file_opened_on],
    }
    if key == "score" and scheme:
        statement = statement.outerjoin(
            Score, and_(Score.subject_id == Subject.id, Score.scheme == scheme)
        )
        first = Score.points.desc() if down else Score.points.asc()
        return statement.order_by(first.nulls_last(), *by_name, Subject.id)
    chosen = orders.get(key)
    if chosen is None:
        return statement.order_by(_nearness(query), *by_name, Subject.id)
    ordered = [column.desc() if down else column.asc() for column in chosen]
    return statement.order_by(*ordered, *by_name, Subject.id)


def _nearness(query: str) -> Any:
    """0 for the very code or name, then what begins like it (its region or not), holds it, held it."""
    whole = fold(query[:LONGEST_QUERY])
    if not whole:
        return Now.initials
    code = whole.upper()
    return case(
        (or_(Subject.code == code, Subject.practice_no == code, Now.folded == whole), 0),
        (
            or_(
                Now.folded.startswith(whole, autoescape=True),
                Now.short.contains(f" {whole}", autoescape=True),
                Subject.code.startswith(code, autoescape=True),
                Subject.practice_no.startswith(code, autoescape=True),
            ),
            1,
        ),
        (_named(Now, query[:LONGEST_QUERY]), 2),
        else_=3,
    )


def _rows(session: Session, ids: Sequence[str], query: str, today: date) -> list[FoundSubject]:
    subjects = {s.id: s for s in session.scalars(select(Subject).where(Subject.id.in_(ids)))}
    heads = _heads(session, [s.head_id for s in subjects.values() if s.head_id])
    standings: dict[str, list[Standing]] = defaultdict(list)
    for score in session.scalars(
        select(Score).where(Score.subject_id.in_(ids)).order_by(Score.scheme)
    ):
        standings[score.subject_id].append(
            Standing(score.scheme, score.points, score.grade, score.unrated)
        )
    lists: dict[str, list[tuple[str, str, date | None]]] = defaultdict(list)
    marks = disputed_lists(session, ids)
    published = published_grades(session, ids, today)
    listings = select(Listing.subject_id, Listing.scheme, Listing.list_code).where(
        Listing.subject_id.in_(ids), standing_on(today)
    )
    for subject_id, scheme, code in session.execute(listings.distinct().order_by(None)):
        since = marks.get(subject_id, {}).get((scheme, code))
        lists[subject_id].append((scheme, code, since))
    return [
        _row(
            subjects[i],
            heads,
            query,
            tuple(standings[i]),
            published.get(i, ()),
            tuple(sorted(lists[i], key=itemgetter(0, 1))),
        )
        for i in ids
    ]


def _heads(session: Session, ids: list[str]) -> dict[str, tuple[str, str]]:
    """Name and code of each head."""
    heads = session.scalars(select(Subject).where(Subject.id.in_(ids))) if ids else ()
    return {head.id: (head.name, head.code or "") for head in heads}


def _row(
    subject: Subject,
    heads: dict[str, tuple[str, str]],
    query: str,
    standings: tuple[Standing, ...],
    published: tuple[PublishedGrade, ...],
    lists: tuple[tuple[str, str, date | None], ...],
) -> FoundSubject:
    head_name, head_code = heads.get(subject.head_id or "", (None, None))
    return FoundSubject(
        id=subject.id,
        kind=subject.kind,
        name=subject.name,
        former=former_match(subject, query),
        code=subject.code or subject.practice_no or "",
        legal_form=subject.legal_form,
        region=subject.home_region,
        business=kinds_of(subject.business),
        closed_on=subject.closed_on,
        head_id=subject.head_id,
        head_name=head_name,
        head_code=head_code,
        standings=standings,
        published=published,
        lists=lists,
    )


def former_match(subject: Subject, query: str) -> str | None:
    """The newest former name that holds the query, where neither the present name nor the code does."""
    whole, code = fold(query), normalise(query)
    parts = [part for part in map(fold, query.split()) if part]
    if not whole or code in (subject.code or "") or code in (subject.practice_no or ""):
        return None

    def held_by(name: SubjectName) -> bool:
        folded = name.folded or ""
        return (
            whole in folded
            or whole in (name.initials or "")
            or all(part in folded for part in parts)
        )

    if not subject.names or held_by(subject.names[-1]):
        return None
    former = [name for name in reversed(subject.names) if held_by(name)]
    return former[0].name if former else None
