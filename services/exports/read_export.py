"""What an export holds: scores of a day for everybody, or (read_listings.py) listings of a span of days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

import ledger
import scoring
from models import (
    Assignment,
    Programme,
    Subject,
)
from scoring.days import months_later
from services.actor import Actor
from services.labels import Both
from services.messages import Invalid, NotFound, say
from services.objections.dispute_marks import marks_of_subjects
from services.rounds.published_grade import PublishedGrade, published_in
from services.rules.applies_to import scheme_weighs
from services.rules.list_rules import last_day
from services.rules.rulebook import rule_book, schemes
from services.scope import region_prefix
from services.standing.facts import facts
from services.statements.show_statement import Axes, check_axes, known_size

HALF_YEAR = 6


@dataclass(frozen=True)
class ExportFilter:
    """Which rows: one scheme (scores need one), a region of registration, one of the scheme's lists."""

    scheme: str | None = None
    region: str | None = None
    list_code: str | None = None


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class ExportedScore:
    """One contractor's live score on the day of the export; points in hundredths, None when unrated.

    ``id`` is the subject's. ``published`` is what the round said that was published last by that day.

    ``disputed``: since when anything of its account is.
    """

    id: str
    code: str
    name: str
    region: str
    points: int | None
    grade: scoring.Grade | None
    unrated: str | None
    events: int
    disputed: date | None
    published: PublishedGrade | None


@dataclass(frozen=True)
class ExportedListing:
    """One stay that touched the span. ``state`` is that of the span's last day: listed, stayed, ended.

    One that stands by rule has no decision, and so no reason and no document of its own. ``id`` is the stay's.
    """

    id: str
    subject_id: str
    is_person: bool
    scheme: str
    list_code: str
    code: str
    name: str
    region: str
    list_name: Both
    reason: str
    by_rule: bool
    basis: Both
    document_no: str
    from_on: date
    until_on: date | None
    for_life: bool
    state: str
    is_public: bool
    office: Both
    disputed: date | None

    @property
    def last_day(self) -> date | None:
        return last_day(self.until_on)


@dataclass(frozen=True)
class Scores:
    """The score table: its rows, the grades of its day in their order, and what was known.

    Not ``scored``: the scheme has grades alone.
    """

    scheme: str
    title: Both
    rows: tuple[ExportedScore, ...]
    grades: tuple[scoring.Grade, ...]
    places: int
    scored: bool
    known: int

    def by_grade(self) -> list[tuple[scoring.Grade | None, int]]:
        """How many hold each grade; None: not graded."""
        found = Counter(row.grade.code if row.grade else None for row in self.rows)
        counted: list[tuple[scoring.Grade | None, int]] = [(g, found[g.code]) for g in self.grades]
        return [*counted, (None, found[None])]


@dataclass(frozen=True)
class Listings:
    """The list report: stays that touched the span, as known now, and the ledger size that they rest on."""

    rows: tuple[ExportedListing, ...]
    span: Span
    known: int

    @property
    def entered(self) -> int:
        return sum(self.span.first <= row.from_on <= self.span.last for row in self.rows)

    @property
    def left(self) -> int:
        return sum(
            row.until_on is not None and self.span.first <= row.until_on <= self.span.last
            for row in self.rows
        )

    @property
    def standing(self) -> tuple[ExportedListing, ...]:
        """Those on a list on the last day, those among them whose execution is stayed."""
        return tuple(row for row in self.rows if row.state != "ended")


def last_months(today: date, months: int = HALF_YEAR) -> Span:
    """The months up to today."""
    return Span(months_later(today, -months) + timedelta(days=1), today)


def half_year_before(today: date) -> Span:
    """The calendar half-year that ended last."""
    if today.month > HALF_YEAR:
        return Span(date(today.year, 1, 1), date(today.year, 6, 30))
    return Span(date(today.year - 1, 7, 1), date(today.year - 1, 12, 31))


def read_scores(
    session: Session, actor: Actor, wanted: ExportFilter, axes: Axes, today: date
) -> Scores:
    """Everybody with a record or work under the scheme, by code.

    Raises ``Invalid`` for a scheme that is none, and for days on which it had no score.
    """
    actor.require("export.make")
    check_axes(axes, today)
    at = known_size(session, axes, today)
    known, scheme = ledger.size(session) if at is None else at, wanted.scheme or ""
    book = _book(session, scheme, known)
    columns = facts(session, scheme, known=known)
    view = scoring.View(axes.on, known)
    try:
        everyone = scoring.score_all(book, columns, view)
    except scoring.NoScore as early:
        first = early.first_day.isoformat()
        raise Invalid({"on": say("This scheme has scores from %(day)s on.", day=first)}) from None
    ruleset = book.as_known(known).in_force(axes.on)
    assert ruleset is not None
    counts = _counted(columns, view)
    wanted_ids = counts.keys() | _at_work(session, scheme, axes.on)
    subjects = _subjects(session, wanted.region, ruleset.subject_kind)
    marks = marks_of_subjects(session, scheme)
    published = published_in(session, scheme, axes.on)
    place = {subject_id: n for n, subject_id in enumerate(everyone.subjects)}
    rows = [
        _score(
            subject,
            everyone,
            place[subject.id],
            counts[subject.id],
            ruleset,
            axes.on,
            marks.get(subject.id),
            published.get(subject.id),
        )
        for subject in subjects
        if subject.id in wanted_ids
        and subject.id in place
        and (counts[subject.id] or scheme_weighs(ruleset, subject))
    ]
    title = ruleset.title
    scored = not ruleset.category
    return Scores(scheme, title, tuple(rows), ruleset.grades, everyone.places, scored, known)


def _book(session: Session, scheme: str, known: int) -> scoring.RuleBook:
    try:
        return rule_book(session, scheme, known)
    except NotFound as nothing:
        field = "known" if scheme in schemes(session) else "scheme"
        raise Invalid({field: nothing.message}) from None


def _counted(columns: scoring.Facts, view: scoring.View) -> Counter[str]:
    """How many records of each subject count on the day, as known then; nobody who has none."""
    counts = columns.counted(view.on, view.known).tolist()
    return +Counter(dict(zip(columns.subjects, counts, strict=True)))


def _at_work(session: Session, scheme: str, on: date) -> set[str]:
    query = (
        select(Assignment.subject_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(Programme.scheme == scheme, Assignment.from_on <= on)
    )
    return set(session.scalars(query.distinct()))


def within(region: str | None) -> ColumnElement[bool]:
    """The condition on ``Subject`` under which it is registered there."""
    return Subject.home_region.startswith(region_prefix(region)) if region else true()


def _subjects(session: Session, region: str | None, kind: str) -> Sequence[Subject]:
    wanted = Subject.kind == ("person" if kind == "person" else "contractor")
    query = select(Subject).where(wanted, within(region))
    return session.scalars(query.order_by(Subject.code, Subject.practice_no, Subject.id)).all()


def _score(
    subject: Subject,
    everyone: scoring.Everyone,
    place: int,
    events: int,
    ruleset: scoring.Ruleset,
    on: date,
    disputed: date | None,
    published: PublishedGrade | None,
) -> ExportedScore:
    grade = int(everyone.grade[place])
    unrated = scoring.UNRATED_CODES[int(everyone.unrated[place])] if grade < 0 else None
    return ExportedScore(
        id=subject.id,
        code=subject.code or subject.practice_no or "",
        name=subject.name_on(on),
        region=subject.home_region,
        points=int(everyone.points[place]) if grade >= 0 else None,
        grade=ruleset.grades[grade] if grade >= 0 else None,
        unrated=unrated,
        events=events,
        disputed=disputed,
        published=published,
    )
