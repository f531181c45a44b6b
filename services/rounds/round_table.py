"""The table of a round: whom a scheme weighs on a day, and the result of each, in one walk over everybody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from ledger.canonical import encode
from models import Assignment, Programme, RoundSubject, Subject
from services.messages import Invalid, NotFound, say
from services.rules.applies_to import weighs
from services.rules.rulebook import rule_book
from services.standing.facts import facts


@dataclass(frozen=True, slots=True)
class Result:
    """Points in hundredths, and the grade; or the code of the reason why there is none."""

    points: int
    grade: str | None
    unrated: str | None


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A subject with its result, or out of scope for a reason."""

    subject_id: str
    result: Result | None
    out: str | None = None


@dataclass(frozen=True, slots=True)
class FirstTable:
    """Every subject to which the scheme applies, by id; and the rules that it was weighed by."""

    version: str
    book_sha256: str
    rows: tuple[FirstRow, ...]


def first_table(session: Session, scheme: str, view: scoring.View) -> FirstTable:
    """Everybody's result as seen by ``view``.

    A branch answers through its head. Out of scope from the first are those whose file was closed by the
    day, and, where work is assigned under the scheme, those with neither work nor a record.

    Raises ``Invalid`` for a scheme that is none and for days on which it had no rules.
    """
    try:
        book, columns = rule_book(session, scheme, view.known), facts(session, scheme)
        everyone = scoring.score_all(book, columns, view)
    except NotFound as nothing:
        raise Invalid({"scheme": nothing.message}) from None
    except scoring.NoScore as early:
        first = early.first_day.isoformat()
        raise Invalid({"on": say("This scheme has scores from %(day)s on.", day=first)}) from None
    counted = columns.counted(view.on, view.known)
    place = {subject_id: n for n, subject_id in enumerate(everyone.subjects)}
    ruleset = next(r for r in book.versions if r.version == everyone.version)
    at_work = _at_work(session, scheme, view.on)
    rows = []
    for subject in _subjects(session, view.on):
        n = place[subject.id]
        touched = bool(counted[n]) or subject.id in at_work
        if touched or weighs(ruleset.subject_kind, ruleset.contractor_kinds, subject):
            out = _out(subject, view.on, idle=bool(at_work) and not touched)
            result = None if out else _result(everyone, n)
            rows.append(FirstRow(subject.id, result, out))
    return FirstTable(everyone.version, everyone.book_hash, tuple(rows))


def _subjects(session: Session, on: date) -> Iterator[Any]:
    query = (
        select(Subject.id, Subject.kind, Subject.business, Subject.closed_on)
        .where(Subject.head_id.is_(None), Subject.file_opened_on <= on)
        .order_by(Subject.id)
    )
    yield from session.execute(query)


def _at_work(session: Session, scheme: str, on: date) -> set[str]:
    query = (
        select(Assignment.subject_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(Programme.scheme == scheme, Assignment.from_on <= on)
    )
    return set(session.scalars(query.distinct()))


def _out(subject: Any, on: date, *, idle: bool) -> str | None:
    if subject.closed_on is not None and subject.closed_on <= on:
        return "closed"
    return "no_work" if idle else None


def _result(everyone: scoring.Everyone, n: int) -> Result:
    grade = int(everyone.grade[n])
    code = everyone.grades[grade] if grade >= 0 else None
    return Result(int(everyone.points[n]), code, scoring.UNRATED_CODES[int(everyone.unrated[n])])


def result_of(session: Session, scheme: str, subject_id: str, view: scoring.View) -> Result:
    """The result of one subject, as the table would have it."""
    book = rule_book(session, scheme, view.known)
    score = scoring.explain(book, facts(session, scheme, [subject_id]), subject_id, view)
    return Result(score.points, score.grade, score.unrated)


def is_worse(ruleset: scoring.Ruleset, old: Result, new: Result) -> bool:
    """Whether a result is worse for its subject: a lower grade, or in the same grade the worse points."""
    codes = [grade.code for grade in ruleset.grades]
    if old.grade and new.grade and old.grade != new.grade:
        return codes.index(new.grade) > codes.index(old.grade)
    return new.points < old.points if ruleset.best_is_high else new.points > old.points


def table_hash(session: Session, round_id: str) -> str:
    """SHA-256 of the canonical table of a round as it stands: by subject, with what each result rests on."""
    query = (
        select(
            RoundSubject.subject_id,
            RoundSubject.out,
            RoundSubject.points,
            RoundSubject.grade,
            RoundSubject.unrated,
            RoundSubject.known,
        )
        .where(RoundSubject.round_id == round_id)
        .order_by(RoundSubject.subject_id)
    )
    rows = [list(row) for row in session.execute(query)]
    return hashlib.sha256(encode({"round": round_id, "rows": rows})).hexdigest()
