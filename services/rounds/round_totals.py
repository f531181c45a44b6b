"""How a round's results add up: by grade, unrated, out of scope; together they are everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import scoring
from models import Round, RoundSubject
from services.rules.rulebook import published


@dataclass(frozen=True)
class Totals:
    """``grades`` best first; ``unrated`` by the code of the reason, ``out`` by theirs."""

    grades: tuple[tuple[scoring.Grade, int], ...]
    unrated: Mapping[str, int]
    out: Mapping[str, int]

    @property
    def graded(self) -> int:
        return sum(count for _grade, count in self.grades)

    @property
    def not_graded(self) -> int:
        return sum(self.unrated.values())

    @property
    def outside(self) -> int:
        return sum(self.out.values())

    @property
    def everybody(self) -> int:
        return self.graded + self.not_graded + self.outside


def totals(session: Session, round_: Round) -> Totals:
    """The totals of the table as it stands."""
    query = (
        select(RoundSubject.grade, RoundSubject.unrated, RoundSubject.out, func.count())
        .where(RoundSubject.round_id == round_.id)
        .group_by(RoundSubject.grade, RoundSubject.unrated, RoundSubject.out)
    )
    held: Counter[str] = Counter()
    unrated: Counter[str] = Counter()
    out: Counter[str] = Counter()
    for grade, why, outside, count in session.execute(query):
        if outside:
            out[outside] += count
        elif grade is None:
            unrated[why or ""] += count
        else:
            held[grade] += count
    grades = ruleset_of(session, round_).grades
    return Totals(tuple((grade, held[grade.code]) for grade in grades), unrated, out)


def ruleset_of(session: Session, round_: Round) -> scoring.Ruleset:
    """The version by which the round was weighed."""
    return next(r for r in published(session, round_.scheme) if r.version == round_.version)
