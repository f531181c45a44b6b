"""Rulesets, facts and decisions as text in, scores as JSON values out: the same for everyone.

docs/ruleset.md sections 11 and 12 say what goes in and what comes out. This is what
`flask evaluate` runs; `verify/score.py` is its second reading.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scoring.book import RuleBook, rule_book
from scoring.days import WorkingDays
from scoring.explain import explain
from scoring.facts import LAST_DAY, Decision, facts_of
from scoring.inputs import FactTable, read_calendar, read_decisions, read_facts
from scoring.numbers import points_text
from scoring.parse import parse
from scoring.problems import RulesetError
from scoring.ruleset import Ruleset
from scoring.score import Line, Note, Score, View
from scoring.tables import (
    EvaluateError,
    Fault,
    Wrong,
    as_knowledge,
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """A file by its name and its text."""

    name: str
    text: str


def evaluate(
    rulesets: Sequence[Source],
    facts: Source,
    as_of: date,
    known_at: str | None = None,
    decisions: Source | None = None,
    calendar: Source | None = None,
) -> Json:
    """The scores of all subjects in the facts, as JSON values; without a calendar the weekends alone are off.

    `known_at` is a date (its end in Shanghai) or an RFC 3339 instant. Raises EvaluateError.
    """
    book = _book(rulesets, _working_days(calendar))
    known = None if known_at is None else _known(known_at)
    if as_of > LAST_DAY:
        raise EvaluateError(
            [Fault("--as-of", 0, "", f"{as_of} is too late.", f"At most {LAST_DAY}.")]
        )
    if as_of < book.first_day:
        wrong = f"No version is in force on {as_of}."
        remedy = f"Ask for {book.first_day} or later, or add the version that was in force."
        raise EvaluateError([Fault(rulesets[0].name, 0, "effective_from", wrong, remedy)])
    faults: list[Fault] = []
    table = read_facts(facts.name, facts.text, book, faults)
    decided: tuple[Decision, ...] = ()
    if decisions is not None:
        decided = read_decisions(decisions.name, decisions.text, book, table, faults)
    if faults:
        raise EvaluateError(faults)
    columns = facts_of(table.facts, decided, table.subjects)
    view = View(as_of, known)
    subjects = [as_data(explain(book, columns, s, view)) for s in _subjects(table)]
    return {"subjects": subjects}


def to_text(result: Json) -> str:
    """One line of JSON, the same bytes for the same result."""
    return json.dumps(result, ensure_ascii=False, separators=(",", ":"))


def _subjects(table: FactTable) -> list[str]:
    return sorted(
        {fact.subject_id for fact in table.facts} | {s.subject_id for s in table.subjects}
    )


def _working_days(calendar: Source | None) -> WorkingDays | None:
    if calendar is None:
        return None
    faults: list[Fault] = []
    days = read_calendar(calendar.name, calendar.text, faults)
    if faults:
        raise EvaluateError(faults)
    return days


def _book(rulesets: Sequence[Source], working: WorkingDays | None) -> RuleBook:
    if not rulesets:
        remedy = "Name a TOML file, or a folder that holds the versions."
        raise EvaluateError([Fault("RULESET", 0, "", "There is no ruleset.", remedy)])
    parsed: list[Ruleset] = []
    faults: list[Fault] = []
    for source in rulesets:
        try:
            parsed.append(parse(source.text, source.name))
        except RulesetError as error:
            faults += _faults(error)
    if faults:
        raise EvaluateError(faults)
    try:
        return rule_book(parsed, working)
    except RulesetError as error:
        raise EvaluateError(_faults(error)) from error


def _faults(error: RulesetError) -> list[Fault]:
    """A ruleset's problems; their English already says what would be right."""
    return [Fault(p.file, 0, p.path, p.en, "") for p in error.problems]


def _known(text: str) -> int:
    try:
        return as_knowledge(text)
    except Wrong as wrong:
        raise EvaluateError([Fault("--known-at", 0, "", wrong.wrong, wrong.remedy)]) from wrong


def as_data(score: Score) -> Json:
    return {
        "subject_id": score.subject_id,
        "points": score.points_text,
        "grade": score.grade,
        "unrated": score.unrated,
        "lines": [_line(line, score.places) for line in score.lines],
        "lists": [
            {
                "list": line.list,
                "from": line.start.isoformat(),
                "until": line.until.isoformat() if isinstance(line.until, date) else line.until,
                "state": line.state,
                "by": line.by,
            }
            for line in score.lists
        ],
        "next_changes": [
            {
                "on": change.on.isoformat(),
                "points": change.points_text,
                "grade": change.grade,
                "lists": list(change.lists),
            }
            for change in score.next_changes
        ],
    }


def _line(line: Line, places: int) -> Json:
    shown: Json = {
        "kind": line.kind,
        "event_id": line.event_id,
        "indicator": line.indicator,
        "clause": line.clause,
        "version": line.version,
        "amount": points_text(line.amount, places),
        "running": points_text(line.running, places),
        "note": _note(line.note),
    }
    if line.kind == "dimension":
        shown["lines"] = [_part(part, places) for part in line.parts]
    return shown


def _part(line: Line, places: int) -> Json:
    shown = _line(line, places)
    del shown["running"]
    return shown


def _note(note: Note | None) -> Json | None:
    return None if note is None else {"code": note.code, **note.params}
