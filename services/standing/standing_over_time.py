"""How everybody stood at the end of each month, reckoned at night from what is known now, for the pictures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

import scoring
from models import MonthStanding
from services.rules.rulebook import rule_book, schemes
from services.standing.facts import facts

MONTHS_KEPT, MONTHS_SHOWN = 120, 13
UNRATED = ""
"""Where a grade would stand, for those who were not graded."""


@dataclass(frozen=True)
class MonthEnd:
    """The last day of a month, and how many held each of ``GradesOverTime.grades``; the last are the unrated."""

    on: date
    counts: tuple[int, ...]


@dataclass(frozen=True)
class GradesOverTime:
    """The grades best first, also those of earlier versions, and the months, oldest first."""

    grades: tuple[scoring.Grade, ...]
    months: tuple[MonthEnd, ...]


def month_ends(first: date, today: date) -> list[date]:
    """The last days of the months that have ended since ``first``, oldest first, at most ten years of them."""
    found: list[date] = []
    day = today.replace(day=1) - timedelta(days=1)
    while day >= first and len(found) < MONTHS_KEPT:
        found.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return found[::-1]


def renew_standing(session: Session, today: date) -> int:
    """Reckon every month end of every scheme anew, in one walk a scheme; returns how many.

    A late or corrected record changes months that are long over.
    """
    count = 0
    session.execute(delete(MonthStanding))
    for scheme in schemes(session):
        book = rule_book(session, scheme)
        days = month_ends(book.first_day, today)
        if days:
            rows = _rows(session, scheme, book, days)
            count += len(days)
            if rows:
                session.execute(insert(MonthStanding), rows)
    return count


def _rows(
    session: Session, scheme: str, book: scoring.RuleBook, days: list[date]
) -> list[dict[str, object]]:
    """Of a month only those count who had a record by then."""
    columns = facts(session, scheme)
    course = scoring.over_time(book, columns, days)
    begun = _first_days(columns)
    rows: list[dict[str, object]] = []
    for n, day in enumerate(course.days):
        ruleset = book.in_force(day)
        if ruleset is None:
            continue
        places = course.grade[begun <= np.datetime64(day), n].tolist()
        counted = Counter(ruleset.grades[g].code if g >= 0 else UNRATED for g in places)
        rows += [
            {"scheme": scheme, "on": day, "grade": grade, "count": many}
            for grade, many in counted.items()
        ]
    return rows


def _first_days(columns: scoring.Facts) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """The day from which each subject's first record counts; NaT for whom there is none."""
    starts, ends = columns.offsets[:-1], columns.offsets[1:]
    found = np.full(len(starts), np.datetime64("NaT"), dtype="datetime64[D]")
    some = ends > starts
    found[some] = columns.facts["day"][starts[some]].astype("datetime64[D]")
    return found


def grades_over_time(session: Session, scheme: str, today: date) -> GradesOverTime | None:
    """The newest months of a scheme; None where no month was reckoned yet."""
    counts: dict[date, Counter[str]] = {}
    query = select(MonthStanding).where(MonthStanding.scheme == scheme).order_by(MonthStanding.on)
    for row in session.scalars(query):
        counts.setdefault(row.on, Counter())[row.grade] += row.count
    kept = list(counts)[-MONTHS_SHOWN:]
    if not kept:
        return None
    held = {grade for on in kept for grade in counts[on]}
    grades = grades_held(rule_book(session, scheme), held, today)
    order = [*(grade.code for grade in grades), UNRATED]
    return GradesOverTime(
        grades, tuple(MonthEnd(on, tuple(counts[on][code] for code in order)) for on in kept)
    )


def grades_held(book: scoring.RuleBook, held: set[str], today: date) -> tuple[scoring.Grade, ...]:
    """The grades of the version in force, then those that only earlier versions had and somebody held."""
    acting = book.in_force(today) or book.versions[0]
    found: dict[str, scoring.Grade] = {}
    for ruleset in (acting, *reversed(book.versions)):
        for grade in ruleset.grades:
            if ruleset is acting or grade.code in held:
                found.setdefault(grade.code, grade)
    return tuple(found.values())
