"""Worked cases kept with a draft: run them all, and say of each what was expected and what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

import scoring
from scoring.toml import read_toml
from services.drafts.draft_parts import Both
from services.drafts.worked_cases import (
    CaseFault,
    Row,
    Worked,
    by_the_walk,
    differing,
    read_case,
    standing,
)
from services.messages import Message, say
from services.rules.rulebook import published

WHAT: Mapping[str, Message] = {
    "points": say("score"),
    "grade": say("grade"),
    "lists": say("lists"),
    "lines": say("lines"),
    "next": say("later changes"),
}
UNRATED: Mapping[str, Message] = {
    "too_little_work": say("too little work to be graded"),
    "not_assessed": say("a needed indicator was not assessed"),
}


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
    """One case. ``fault``: it could not be run at all (a behaviour nobody knows, a day before the rules …)."""

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
    try:
        table = read_toml(cases, "cases.toml")
    except scoring.RulesetError as error:
        (problem,) = error.problems
        return CasesRun((), say("%(fault)s", fault=Both(problem.zh, problem.en)))
    rows, given = (_tables(table.get(name, [])) for name in ("scenarios", "given"))
    if rows is None or given is None:
        return CasesRun((), say("Cases are written as [[scenarios]], each with facts and expect."))
    book = scoring.rule_book([*published(session, draft.scheme), draft])
    return CasesRun(tuple(_run(book, one, given) for one in rows), None)


def _tables(rows: object) -> list[Row] | None:
    whole = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    return rows if whole and isinstance(rows, list) else None


def _run(book: scoring.RuleBook, one: Mapping[str, Any], given: list[Row]) -> CaseResult:
    name = str(one.get("name", ""))
    try:
        case = read_case(one, given)
        if fault := _unknown(book, case):
            return CaseResult(name, len(case.expect), (), fault)
        found = [difference for asked in case.expect for difference in _day(book, case, asked)]
    except CaseFault as fault:
        words = say("%(where)s cannot be read: %(found)s.", where=fault.where, found=fault.found)
        return CaseResult(name, 0, (), words)
    except scoring.NoScore as early:
        first = early.first_day.isoformat()
        words = say(
            "No version is in force on a day that is asked for; the first is %(day)s.", day=first
        )
        return CaseResult(name, 0, (), words)
    except ValueError as refused:
        return CaseResult(name, 0, (), say("It cannot be run: %(why)s", why=str(refused)))
    return CaseResult(name, len(case.expect), tuple(found), None)


def _unknown(book: scoring.RuleBook, case: Worked) -> Message | None:
    """A case about something that no version has would pass and show nothing."""
    known = {code for version in book.versions for code in version.behaviours}
    strange = [row["behaviour"] for row in case.facts if row["behaviour"] not in known]
    return say("No version knows the behaviour “%(code)s”.", code=strange[0]) if strange else None


def _day(book: scoring.RuleBook, case: Worked, asked: Row) -> Iterator[Difference]:
    found = by_the_walk(case, book, asked)
    acting = book.in_force(asked["on"])
    for what, expected, came in differing(asked, found):
        if what == "lists" and not any(" " in item for item in expected):
            came = standing(came)
        yield Difference(
            on=asked["on"],
            what=what,
            expected=_text(expected),
            found=_text(came),
            words=say(
                "On %(day)s: %(what)s %(expected)s was expected, and %(found)s came.",
                day=asked["on"].isoformat(),
                what=WHAT[what],
                expected=_word(acting, what, expected),
                found=_word(acting, what, came),
            ),
        )


def _text(value: Any) -> str:
    return "; ".join(map(str, value)) or "—" if isinstance(value, list) else str(value)


def _word(acting: scoring.Ruleset | None, what: str, value: Any) -> Both | Message | str:
    """A grade or list by its name, all else as it is written."""
    if what == "grade":
        names = {grade.code: grade.name for grade in acting.grades} if acting else {}
        return names.get(value) or UNRATED.get(value) or str(value)
    if what == "lists" and acting and len(value) == 1:
        labels = {rule.code: rule.label for rule in acting.lists}
        return labels.get(value[0], str(value[0]))
    return _text(value)
