"""Every worked case, here and beside the rulesets, gives the points, grade and lists that it says.

A file names its rulesets and holds `[[scenarios]]`, each with a name in plain words, facts, decisions and what is
expected on which days. What a case does not say is not asked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring import (
    Decision,
    Fact,
    RuleBook,
    Score,
    Subject,
    View,
    explain,
    facts_of,
    parse,
    rule_book,
)

HERE = Path(__file__).parent
RULESETS = HERE.parent.parent / "rulesets"
SUBJECT = "subject"


def scenario_files() -> list[Path]:
    return sorted([*HERE.glob("*.toml"), *RULESETS.glob("*/scenarios.toml")])


def scenarios() -> Iterator[Any]:
    for path in scenario_files():
        table = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        for scenario in table["scenarios"]:
            name = f"{path.parent.name}/{path.stem}: {scenario['name']}"
            yield pytest.param(path, table, scenario, id=name)


def book_of(path: Path, table: dict[str, Any]) -> RuleBook:
    """The versions named in the file, or written in it as `[[rulesets]]` texts."""
    named = [path.parent / name for name in table.get("rulesets", ())]
    texts = [(file.name, file.read_text("utf-8")) for file in named]
    texts += [(f"{path.name} [{n}]", text) for n, text in enumerate(table.get("texts", ()), 1)]
    return rule_book(parse(text, name) for name, text in texts)


def fact_of(row: dict[str, Any], n: int) -> Fact:
    """A fact as a scenario writes it: `on` is its day, `yuan` and `rating` are decimals."""
    given = dict(row)
    on = given.pop("on")
    yuan, rating = given.pop("yuan", None), given.pop("rating", None)
    return Fact(
        event_id=given.pop("id", f"e{n:02}"),
        subject_id=SUBJECT,
        behaviour=given.pop("behaviour"),
        occurred_on=given.pop("occurred", on),
        counts_from=on,
        recorded_at=given.pop("recorded", None),
        voided_at=given.pop("voided", None),
        amount_fen=None if yuan is None else int(Decimal(yuan) * 100),
        rating=None if rating is None else int(Decimal(rating) * 100),
        incident_id=given.pop("incident", None),
        repaired_on=given.pop("repaired", None),
        **given,
    )


def decision_of(row: dict[str, Any]) -> Decision:
    return Decision(
        SUBJECT, row["list"], row["action"], row["from"], row.get("until"), row.get("recorded")
    )


@pytest.mark.parametrize(("path", "table", "scenario"), list(scenarios()))
def test_scenario(path: Path, table: dict[str, Any], scenario: dict[str, Any]) -> None:
    facts = facts_of(
        [fact_of(row, n) for n, row in enumerate(scenario.get("facts", ()), 1)],
        [decision_of(row) for row in scenario.get("decisions", ())],
        [Subject(SUBJECT)],
    )
    book = book_of(path, table)
    for expected in scenario["expect"]:
        view = View(expected["on"], expected.get("known"))
        score = explain(book, facts, SUBJECT, view)
        assert told(score, expected) == {k: v for k, v in expected.items() if k != "known"}


def told(score: Score, expected: dict[str, Any]) -> dict[str, Any]:
    """Of a score what the scenario speaks of, in its words."""
    every: dict[str, Any] = {
        "on": score.view.on,
        "points": score.points_text,
        "grade": score.grade or score.unrated,
        "lists": [
            f"{line.list} {line.state} from {line.start} until {ends(line.until)}"
            for line in score.lists
        ],
        "lines": [
            f"{line.event_id or line.indicator or line.kind} {Decimal(line.amount) / 100}"
            for line in score.lines
            if line.amount
        ],
        "next": [
            f"{change.on} {change.points_text} {change.grade or change.unrated}"
            for change in score.next_changes
        ],
    }
    return {key: every[key] for key in expected if key != "known"}


def ends(until: date | str | None) -> str:
    return "open" if until is None else str(until)
