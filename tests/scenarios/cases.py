"""Worked cases as files write them, and what either reading of docs/ruleset.md says of them in the same words.

A file names its rulesets (`rulesets`) or holds their texts (`texts`), and lists `[[scenarios]]`. What stands under
`given` is added to the facts of every case that does not say `given = false`. Whole numbers say when something was
recorded, so that a case may ask what was known then.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import scoring
from verify import score as plain

HERE = Path(__file__).parent
RULESETS = HERE.parent.parent / "rulesets"
SUBJECT = "subject"
Row = dict[str, Any]


@dataclass(frozen=True)
class Worked:
    """One case of one file: its rulesets by name, its facts and decisions, and what is expected."""

    name: str
    texts: tuple[tuple[str, str], ...]
    facts: tuple[Row, ...]
    decisions: tuple[Row, ...]
    opened: date | None
    expect: tuple[Row, ...]


def files() -> list[Path]:
    return sorted([*HERE.glob("*.toml"), *RULESETS.glob("*/scenarios.toml")])


def cases_in(path: Path) -> list[Worked]:
    table = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    texts = texts_of(path, table)
    return [
        Worked(
            name=f"{path.parent.name}/{path.stem}: {one['name']}",
            texts=texts,
            facts=(
                *numbered(table.get("given", ()) if one.get("given", True) else (), "g"),
                *numbered(one.get("facts", ()), "e"),
            ),
            decisions=tuple(one.get("decisions", ())),
            opened=one.get("opened"),
            expect=tuple(one["expect"]),
        )
        for one in table["scenarios"]
    ]


def texts_of(path: Path, table: Row) -> tuple[tuple[str, str], ...]:
    named = [path.parent / name for name in table.get("rulesets", ())]
    written = [(f"{path.name} [{n}]", text) for n, text in enumerate(table.get("texts", ()), 1)]
    return (*((file.name, file.read_text("utf-8")) for file in named), *written)


def numbered(rows: Sequence[Row], letter: str) -> list[Row]:
    """The facts with their ids; `times = n` stands for so many of them."""
    found = []
    for n, row in enumerate(rows, 1):
        one = {"id": f"{letter}{n:02}", **row}
        times = one.pop("times", None)
        ids = [one["id"]] if times is None else [f"{one['id']}-{k:02}" for k in range(1, times + 1)]
        found += [{**one, "id": event_id} for event_id in ids]
    return found


def by_the_walk(case: Worked, asked: Row) -> Row:
    facts = scoring.facts_of(
        [walked_fact(row) for row in case.facts],
        [
            scoring.Decision(
                SUBJECT,
                row["list"],
                row["action"],
                row["from"],
                row.get("until"),
                row.get("recorded"),
            )
            for row in case.decisions
        ],
        [scoring.Subject(SUBJECT, case.opened)],
    )
    found = scoring.explain(
        book_of(case.texts), facts, SUBJECT, scoring.View(asked["on"], asked.get("known"))
    )
    return {
        "points": found.points_text,
        "grade": found.grade or found.unrated,
        "lists": [told_list(one.list, one.state, one.start, one.until) for one in found.lists],
        "lines": [
            told_line(one.event_id or one.indicator or one.kind, Decimal(one.amount) / 100)
            for one in found.lines
            if one.amount
        ],
        "next": [told_change(one.on, one.points_text, one.grade) for one in found.next_changes],
    }


@cache
def book_of(texts: tuple[tuple[str, str], ...]) -> scoring.RuleBook:
    return scoring.rule_book(scoring.parse(text, name) for name, text in texts)


def walked_fact(row: Row) -> scoring.Fact:
    yuan, rating = row.get("yuan"), row.get("rating")
    return scoring.Fact(
        event_id=row["id"],
        subject_id=SUBJECT,
        behaviour=row["behaviour"],
        counts_from=row["on"],
        occurred_on=row.get("occurred") or row["on"],
        recorded_at=row.get("recorded"),
        voided_at=row.get("voided"),
        severity=row.get("severity"),
        quantity=row.get("quantity"),
        amount_fen=None if yuan is None else int(Decimal(yuan) * 100),
        numerator=row.get("numerator"),
        denominator=row.get("denominator"),
        rating=None if rating is None else int(Decimal(rating) * 100),
        incident_id=row.get("incident"),
        until_on=row.get("until"),
        rectified_on=row.get("rectified"),
        rectified_recorded_at=row.get("rectified_recorded"),
        repaired_on=row.get("repaired"),
        repaired_recorded_at=row.get("repaired_recorded"),
    )


def by_the_plain_reading(case: Worked, asked: Row) -> Row:
    known = None if asked.get("known") is None else recorded(asked["known"])
    result = plain.evaluate(
        [text for _, text in case.texts],
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


def told_list(code: str, state: str, start: object, until: object) -> str:
    return f"{code} {state} from {start} until {'open' if until is None else until}"


def told_line(what: str, amount: Decimal) -> str:
    return f"{what} {amount.normalize():f}"


def told_change(on: object, points: str, grade: str | None) -> str:
    return f"{on} {points} {grade or 'unrated'}"
