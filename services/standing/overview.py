"""How everybody stands, from the stored scores: by grade, and by the prefecture of registration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import scoring
from identity import regions
from models import Score, Subject
from services.actor import Actor
from services.labels import Both
from services.rules.rulebook import acting_ruleset, rule_book, schemes
from services.standing.standing_over_time import GradesOverTime, grades_held, grades_over_time

_PREFECTURE_DIGITS = 4


@dataclass(frozen=True)
class PrefectureStanding:
    """One of the 21: where its tile lies, how many are graded, their average (hundredths), and how many low.

    ``low`` counts those in the lower half of the grades. None: nobody is graded there.
    """

    code: str
    short: str
    en: str
    column: int
    row: int
    graded: int
    average: int | None
    low: int | None


@dataclass(frozen=True)
class SchemeOverview:
    """One scheme: grades best first and the unrated (None) last; ``elsewhere`` are registered outside."""

    scheme: str
    title: Both
    scored: bool
    places: int
    grades: tuple[tuple[scoring.Grade | None, int], ...]
    lower: tuple[scoring.Grade, ...]
    prefectures: tuple[PrefectureStanding, ...]
    average: int | None
    elsewhere: int
    months: GradesOverTime | None

    @property
    def total(self) -> int:
        return sum(count for _grade, count in self.grades)


Row = tuple[str, str | None, str | None, int, int]
"""Prefecture digits, grade, unrated reason, how many, Σ points."""


def overviews(session: Session, actor: Actor, today: date) -> list[SchemeOverview]:
    """Every scheme under which somebody has a score, the one that weighs most contractors first."""
    actor.require("contractor.read")
    every = (_overview(session, scheme, today) for scheme in schemes(session))
    found = [overview for overview in every if overview.total]
    return sorted(found, key=lambda overview: -overview.total)


def overview_of(session: Session, actor: Actor, scheme: str, today: date) -> SchemeOverview | None:
    return next((o for o in overviews(session, actor, today) if o.scheme == scheme), None)


def _overview(session: Session, scheme: str, today: date) -> SchemeOverview:
    book, rows = rule_book(session, scheme), _rows(session, scheme)
    acting = acting_ruleset(session, scheme, today)
    counts: Counter[str | None] = Counter()
    for _place, grade, unrated, count, _points in rows:
        counts[None if unrated else grade] += count
    grades = grades_held(book, {code for code in counts if code}, today)
    lower = acting.grades[len(acting.grades) // 2 :]
    graded = [row for row in rows if row[2] is None]
    codes = {p.code[:_PREFECTURE_DIGITS] for p in regions.SICHUAN_PREFECTURES}
    return SchemeOverview(
        scheme=scheme,
        title=acting.title,
        scored=not acting.category,
        places=acting.scale.places,
        grades=(*((g, counts[g.code]) for g in grades), (None, counts[None])),
        lower=lower,
        prefectures=_prefectures(graded, {grade.code for grade in lower}),
        average=_average(graded),
        elsewhere=sum(row[3] for row in rows if row[0] not in codes),
        months=grades_over_time(session, scheme, today),
    )


def _rows(session: Session, scheme: str) -> list[Row]:
    place = func.substr(Subject.home_region, 1, _PREFECTURE_DIGITS)
    query = (
        select(place, Score.grade, Score.unrated, func.count(), func.sum(Score.points))
        .join(Subject, Subject.id == Score.subject_id)
        .where(Score.scheme == scheme)
        .group_by(place, Score.grade, Score.unrated)
    )
    return [
        (place_, grade, unrated, count, int(points))
        for place_, grade, unrated, count, points in session.execute(query)
    ]


def _prefectures(rows: list[Row], lower: set[str]) -> tuple[PrefectureStanding, ...]:
    found = []
    for place in regions.SICHUAN_PREFECTURES:
        own = [row for row in rows if row[0] == place.code[:_PREFECTURE_DIGITS]]
        graded = sum(row[3] for row in own)
        low = sum(row[3] for row in own if row[1] in lower)
        found.append(
            PrefectureStanding(
                code=place.code,
                short=place.short,
                en=place.en,
                column=place.column,
                row=place.row,
                graded=graded,
                average=_average(own),
                low=low if graded else None,
            )
        )
    return tuple(found)


def _average(rows: Iterable[Row]) -> int | None:
    listed = list(rows)
    graded = sum(row[3] for row in listed)
    return sum(row[4] for row in listed) // graded if graded else None
