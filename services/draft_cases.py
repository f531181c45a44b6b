"""Worked cases kept with a draft: run them all, and say of each what was expected and what came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

import scoring
from services.messages import Message


@dataclass(frozen=True, slots=True)
class Difference:
    """On a day something other came than was expected; ``what``: points, grade, lists, lines or next."""

    on: date
    what: str
    expected: str
    found: str
    words: Message


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case. ``fault``: it could not be run at all (a record without what the rule reads …)."""

    name: str
    days: int
    differences: tuple[Difference, ...]
    fault: Message | None

    @property
    def passed(self) -> bool:
        return not self.differences and self.fault is None


@dataclass(frozen=True, slots=True)
class CasesRun:
    """``fault``: the case file itself cannot be read."""

    results: tuple[CaseResult, ...]
    fault: Message | None

    @property
    def passed(self) -> int:
        return sum(result.passed for result in self.results)


def run_cases(session: Session, draft: scoring.Ruleset, cases: str) -> CasesRun:
    """Every ``[[scenarios]]`` of the text under the published versions and the draft."""
    raise NotImplementedError
