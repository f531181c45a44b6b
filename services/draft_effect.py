"""What a draft would do to everybody: published against published and draft, on the day it acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

import scoring
from services.facts import facts
from services.rulebook import published


@dataclass(frozen=True)
class Standing:
    """Points in hundredths, the grade or why there is none, and lists proposed or in force."""

    points: int
    grade: str | None
    unrated: str | None
    lists: tuple[str, ...]


@dataclass(frozen=True)
class Move:
    """One subject whose points, grade or lists would change."""

    subject_id: str
    before: Standing
    after: Standing

    @property
    def new_lists(self) -> tuple[str, ...]:
        return tuple(code for code in self.after.lists if code not in self.before.lists)


@dataclass(frozen=True)
class DraftEffect:
    """``before`` and ``after`` count subjects by grade (None: unrated); they add up to ``subjects``."""

    on: date
    subjects: int
    moves: tuple[Move, ...]
    before: Mapping[str | None, int]
    after: Mapping[str | None, int]


def effect_of_draft(session: Session, draft: scoring.Ruleset, today: date) -> DraftEffect:
    """Hold a draft against everybody as known now, on the later of today and its first day.

    Where no version acts by then, nobody had a standing that it could change.
    """
    on = max(today, draft.effective_from)
    versions = published(session, draft.scheme)
    known = facts(session, draft.scheme)
    after = standings(scoring.rule_book([*versions, draft]), known, on)
    acting = [version for version in versions if version.effective_from <= on]
    before = standings(scoring.rule_book(acting), known, on) if acting else after
    moves = tuple(
        Move(subject, before[subject], after[subject])
        for subject in sorted(after)
        if before[subject] != after[subject]
    )
    return DraftEffect(on, len(after), moves, _grades(before), _grades(after))


def standings(book: scoring.RuleBook, known: scoring.Facts, on: date) -> dict[str, Standing]:
    """Where everybody with a fact of the scheme stands, from one walk over all."""
    everyone = scoring.score_all(book, known, scoring.View(on))
    return {
        subject: Standing(
            points=int(everyone.points[n]),
            grade=everyone.grades[everyone.grade[n]] if everyone.grade[n] >= 0 else None,
            unrated=scoring.UNRATED_CODES[everyone.unrated[n]],
            lists=tuple(code for m, code in enumerate(everyone.list_codes) if everyone.lists[n, m]),
        )
        for n, subject in enumerate(everyone.subjects)
        if known.offsets[n] < known.offsets[n + 1]
    }


def _grades(found: Mapping[str, Standing]) -> Counter[str | None]:
    return Counter(standing.grade for standing in found.values())
