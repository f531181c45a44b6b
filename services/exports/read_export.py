"""What an export holds: scores of a day for everybody, or listings of a span of days, without their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

import ledger
import scoring
from models import (
    Assignment,
    Case,
    ListDecision,
    Listing,
    ListingConfirmation,
    Office,
    Programme,
    Publication,
    Subject,
)
from scoring.days import months_later
from services.actor import Actor
from services.cases.case_state import state_of_listing
from services.labels import Both, list_label, row_label
from services.lists.public_register import basis_text
from services.messages import Invalid, NotFound, say
from services.objections.dispute_marks import marks_of_listings, marks_of_subjects
from services.rounds.published_grade import PublishedGrade, published_in
from services.rules.applies_to import scheme_weighs
from services.rules.list_rules import began, last_day, list_basis, list_rule, stayed_on
from services.rules.rulebook import rule_book, schemes
from services.scope import region_prefix
from services.standing.facts import facts
from services.statements.show_statement import Axes, check_axes, known_size

HALF_YEAR = 6
PART = 1000
"""So many rows of tables are in memory at once."""

LONGEST_SPAN = timedelta(days=3660)


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


def _within(region: str | None) -> ColumnElement[bool]:
    return Subject.home_region.startswith(region_prefix(region)) if region else true()


def _subjects(session: Session, region: str | None, kind: str) -> Sequence[Subject]:
    wanted = Subject.kind == ("person" if kind == "person" else "contractor")
    query = select(Subject).where(wanted, _within(region))
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


def read_listings(
    session: Session, actor: Actor, wanted: ExportFilter, span: Span, today: date
) -> Listings:
    """Stays that touched the span, oldest first; one that was annulled never stood.

    Raises ``Invalid`` for a list that is none, and for a span that cannot be.
    """
    actor.require("export.make")
    _check(session, wanted, span, today)
    query = (
        select(Listing, ListDecision, Office)
        .join(Subject, Subject.id == Listing.subject_id)
        .outerjoin(ListDecision, ListDecision.id == Listing.decision_id)
        .outerjoin(Case, Case.id == Listing.case_id)
        .outerjoin(ListingConfirmation, ListingConfirmation.id == Listing.confirmation_id)
        .join(Office, Office.id == func.coalesce(Case.office_id, ListingConfirmation.office_id))
        .where(
            Listing.scheme == wanted.scheme if wanted.scheme else true(),
            Listing.list_code == wanted.list_code if wanted.list_code else true(),
            _within(wanted.region),
            Listing.end.is_distinct_from("annul"),
            began(),
            Listing.from_on <= span.last,
            Listing.until_on.is_(None) | (Listing.until_on >= span.first),
        )
        .order_by(Listing.from_on, Listing.id)
    )
    words = _Words(cache(partial(list_label, session)), cache(partial(_internal_basis, session)))
    stayed = set(session.scalars(select(Listing.id).where(stayed_on(span.last))))
    rows: list[ExportedListing] = []
    for found in session.execute(query, execution_options={"yield_per": PART}).partitions():
        marks = marks_of_listings(session, [row[0].id for row in found])
        rows += [
            _listed(words, span.last, *row, marks.get(row[0].id), stayed=row[0].id in stayed)
            for row in found
        ]
    return Listings(tuple(rows), span, ledger.size(session))


@dataclass(frozen=True)
class _Words:
    """What is said of a list: its name and its basis, each asked once."""

    label: Callable[[str, str], Both]
    basis: Callable[[str, str], Both]


def _check(session: Session, wanted: ExportFilter, span: Span, today: date) -> None:
    if wanted.scheme and list_rule(session, wanted.scheme, wanted.list_code or "") is None:
        raise Invalid({"list": say("There is no such list.")})
    if span.first > span.last:
        raise Invalid({"until_on": say("The last day lies before the first one.")})
    if span.last > today:
        raise Invalid({"until_on": say("What happens after today cannot be reported yet.")})
    if span.last - span.first > LONGEST_SPAN:
        raise Invalid({"from_on": say("A report covers ten years at most.")})


def _listed(
    words: _Words,
    on: date,
    listing: Listing,
    decision: ListDecision | None,
    office: Office,
    disputed: date | None,
    *,
    stayed: bool,
) -> ExportedListing:
    subject = listing.subject
    public = [p for p in listing.publications if p.runs_on(on)]
    return ExportedListing(
        id=listing.id,
        subject_id=subject.id,
        is_person=subject.kind == "person",
        scheme=listing.scheme,
        list_code=listing.list_code,
        code=subject.code or subject.practice_no or "",
        name=subject.name_on(on),
        region=subject.home_region,
        list_name=words.label(listing.scheme, listing.list_code),
        reason=(decision.reason if decision else None) or "",
        by_rule=decision is None,
        basis=_public_basis(public[-1])
        if public
        else words.basis(listing.scheme, listing.list_code),
        document_no=(decision.document_no if decision else None) or "",
        from_on=listing.from_on,
        until_on=listing.until_on,
        for_life=listing.for_life,
        state=state_of_listing(listing, on, stayed=stayed),
        is_public=bool(public) and not stayed,
        office=row_label(office),
        disputed=disputed,
    )


def _public_basis(publication: Publication) -> Both:
    text = basis_text(publication)
    return Both(text, text)


def _internal_basis(session: Session, scheme: str, list_code: str) -> Both:
    names = list_basis(session, scheme, list_code)
    return Both("；".join(name.zh for name in names), "; ".join(name.en for name in names))
