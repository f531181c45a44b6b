"""The files of worked cases, and what the second reading of docs/ruleset.md says of them in the engine's words.

A file names its rulesets (`rulesets`) or holds their texts (`texts`); how it writes its cases is said in
`services.drafts.worked_cases`, which the product runs them by.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import scoring
from services.drafts.worked_cases import (
    SUBJECT,
    Row,
    Worked,
    by_the_walk,
    read_case,
    told_change,
    told_line,
    told_list,
)
from verify import score as plain

HERE = Path(__file__).parent
RULESETS = HERE.parent.parent / "rulesets"


@dataclass(frozen=True)
class Filed:
    """One case of one file, with its rulesets by name."""

    name: str
    texts: tuple[tuple[str, str], ...]
    worked: Worked


def files() -> list[Path]:
    return sorted([*HERE.glob("*.toml"), *RULESETS.glob("*/scenarios.toml")])


def cases_in(path: Path) -> list[Filed]:
    table = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    texts, given = texts_of(path, table), table.get("given", ())
    return [
        Filed(f"{path.parent.name}/{path.stem}: {one['name']}", texts, read_case(one, given))
        for one in table["scenarios"]
    ]


def texts_of(path: Path, table: Row) -> tuple[tuple[str, str], ...]:
    named = [path.parent / name for name in table.get("rulesets", ())]
    written = [(f"{path.name} [{n}]", text) for n, text in enumerate(table.get("texts", ()), 1)]
    return (*((file.name, file.read_text("utf-8")) for file in named), *written)


def by_the_engine(case: Filed, asked: Row) -> Row:
    return by_the_walk(case.worked, book_of(case.texts), asked)


@cache
def book_of(texts: tuple[tuple[str, str], ...]) -> scoring.RuleBook:
    return scoring.rule_book(scoring.parse(text, name) for name, text in texts)


def by_the_plain_reading(filed: Filed, asked: Row) -> Row:
    case = filed.worked
    known = None if asked.get("known") is None else recorded(asked["known"])
    result = plain.evaluate(
        [text for _, text in filed.texts],
        [
            {"subject_id": SUBJECT, "file_opened_on": written(case.opened)},
            *(plain_fact(row, case.opened) for row in case.facts),
        ],
        asked["on"],
        known,
        [plain_decision(row) for row in case.decisions],
    )
    (found,) = result["subjects"]
    return {
        "points": found["points"],
        "grade": found["grade"] or found["unrated"],
        "lists": [
            told_list(one["list"], one["state"], one["from"], one["until"])
            for one in found["lists"]
        ],
        "lines": [
            told_line(one["event_id"] or one["indicator"] or one["kind"], Decimal(one["amount"]))
            for one in found["lines"]
            if Decimal(one["amount"])
        ],
        "next": [
            told_change(one["on"], one["points"], one["grade"]) for one in found["next_changes"]
        ],
    }


def plain_fact(row: Row, opened: date | None) -> dict[str, str]:
    yuan = row.get("yuan")
    given = {
        "event_id": row["id"],
        "subject_id": SUBJECT,
        "behaviour": row["behaviour"],
        "counts_from": row["on"],
        "occurred_on": row.get("occurred"),
        "recorded_at": recorded(row.get("recorded")),
        "voided_at": recorded(row.get("voided")),
        "severity": row.get("severity"),
        "quantity": row.get("quantity"),
        "amount_fen": None if yuan is None else int(Decimal(yuan) * 100),
        "numerator": row.get("numerator"),
        "denominator": row.get("denominator"),
        "rating": row.get("rating"),
        "incident_id": row.get("incident"),
        "until_on": row.get("until"),
        "rectified_on": row.get("rectified"),
        "rectified_recorded_at": learned(row, "rectified"),
        "repaired_on": row.get("repaired"),
        "repaired_recorded_at": learned(row, "repaired"),
        "file_opened_on": opened,
    }
    return {name: written(value) for name, value in given.items() if value is not None}


def plain_decision(row: Row) -> dict[str, str]:
    given = {
        "subject_id": SUBJECT,
        **row,
        "recorded": None,
        "recorded_at": recorded(row.get("recorded")),
    }
    return {name: written(value) for name, value in given.items() if value is not None}


def learned(row: Row, what: str) -> str | None:
    """When a step was recorded; one that says nothing of it was always known."""
    return recorded(row.get(f"{what}_recorded", 0)) if what in row else None


def recorded(number: int | None) -> str | None:
    """A day for each number: only their order matters."""
    return None if number is None else str(date(1990, 1, 1) + timedelta(days=number))


def written(value: object) -> str:
    return "" if value is None else str(value)
