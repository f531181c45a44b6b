"""Small rulesets to change and break, and facts to weigh."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from scoring import (
    Fact,
    Problem,
    RuleBook,
    Ruleset,
    RulesetError,
    Subject,
    facts_of,
    parse,
    rule_book,
)
from scoring.facts import Facts

LAND_SURVEY = Path(__file__).parents[2] / "rulesets" / "land-survey" / "2026.toml"

SMALL = """
scheme = "small"
version = "1"
effective_from = 2024-01-01
title = { zh = "小办法", en = "Small" }
basis = [{ code = "rules", title = { zh = "依据", en = "The rules" } }]
source = "default"
applies_to = { subject = "unit" }

[scale]
start = 100
direction = "down"
floor = 0
ceiling = 100
places = 1

[period]
kind = "rolling"
months = 12

[[behaviours]]
code = "fault"
label = { zh = "差错", en = "Fault" }
class = "minor"
confirm = "review"

[[behaviours]]
code = "late"
label = { zh = "逾期", en = "Late" }
class = "minor"
confirm = "none"
fields = ["quantity"]

[[behaviours]]
code = "check"
label = { zh = "检查", en = "Check" }
nature = "measured"
confirm = "none"
fields = ["numerator", "denominator"]

[[dimensions]]
code = "work"
label = { zh = "工作", en = "Work" }

[[indicators]]
code = "fault"
label = { zh = "差错", en = "Fault" }
dimension = "work"
kind = "points"
behaviours = ["fault"]
points = -10

[[indicators]]
code = "late"
label = { zh = "逾期", en = "Late" }
dimension = "work"
kind = "points"
behaviours = ["late"]
points = -0.1
times = "quantity"
cap = 30

[[indicators]]
code = "passes"
label = { zh = "通过率", en = "Passes" }
dimension = "work"
kind = "rate"
behaviours = ["check"]
min_sample = 1
when_unassessed = "zero"
bands = [
  { from = 0.9, points = 0 },
  { from = 0.5, below = 0.9, points = -5 },
  { below = 0.5, points = -20 },
]

[[grades]]
code = "green"
name = { zh = "绿", en = "Green" }
colour = "green"
from = 90

[[grades]]
code = "blue"
name = { zh = "蓝", en = "Blue" }
colour = "blue"
from = 80
up_to = 89.9

[[grades]]
code = "yellow"
name = { zh = "黄", en = "Yellow" }
colour = "yellow"
from = 60
below = 80

[[grades]]
code = "red"
name = { zh = "红", en = "Red" }
colour = "red"
below = 60

[[lists]]
code = "watch"
label = { zh = "名单", en = "Watch" }
class = "serious"
basis = ["rules"]
scope = "internal"
mode = "automatic"
length = { months = 6 }
again = "extend"
enter = [{ on = "total", at_or_below = 60 }]
"""


def small(*changes: tuple[str, str]) -> str:
    """The small ruleset with parts of its text exchanged; each part must stand in it."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def ruleset(*changes: tuple[str, str]) -> Ruleset:
    return parse(small(*changes), "small.toml")


def book(*changes: tuple[str, str]) -> RuleBook:
    return rule_book([ruleset(*changes)])


def problems(text: str) -> list[Problem]:
    """What is wrong with a text; nothing if it is accepted."""
    try:
        parse(text, "small.toml")
    except RulesetError as error:
        return list(error.problems)
    return []


def told(text: str) -> list[tuple[str, str]]:
    """Where and what, as (path, code)."""
    return [(problem.path, problem.code) for problem in problems(text)]


def fault(day: date, name: str = "", **given: object) -> Fact:
    known = {"event_id": name or f"f{day}", "subject_id": "s", "behaviour": "fault"}
    return Fact(**{**known, "counts_from": day, "occurred_on": day, **given})  # type: ignore[arg-type]


def of_one(*facts: Fact) -> Facts:
    return facts_of(facts, (), [Subject("s")])


LAND_FIELDS = {
    "S01": "rating",
    "Q01": "rate",
    "Q02": "rate",
    "Q03": "rate",
    "Q04": "rate",
    "Q11": "quantity",
    "Q12": "quantity",
    "Q14": "severity",
    "M01": "severity",
    "P01": "quantity",
    "P02": "quantity",
    "H03": "amount",
}


def random_facts(random: Random, subjects: int, each: int) -> list[Fact]:
    """Facts of the land survey over three years."""
    scheme = parse(LAND_SURVEY.read_text("utf-8"), LAND_SURVEY.name)
    codes = [code for code in scheme.behaviours if code not in ("H01", "B01")]
    found = []
    for subject in range(subjects):
        for n in range(random.randint(0, each)):
            code = random.choice(codes)
            day = date(2025, 1, 1) + timedelta(days=random.randint(0, 1_000))
            found.append(_random_fact(random, f"s{subject:03}", f"e{n:03}", code, day))
    return found


def _random_fact(random: Random, subject: str, event: str, code: str, day: date) -> Fact:
    total = random.randint(1, 40)
    recorded = random.randint(1, 1_000)
    return Fact(
        event_id=event,
        subject_id=subject,
        behaviour=code,
        counts_from=day,
        occurred_on=day - timedelta(days=random.randint(0, 30)),
        recorded_at=recorded,
        voided_at=recorded + random.randint(1, 500) if random.random() < 0.1 else None,
        severity=random.choice(("minor", "general", "serious")),
        quantity=random.randint(0, 20),
        amount_fen=random.randint(0, 30_000_000),
        numerator=random.randint(0, total),
        denominator=total,
        rating=random.randint(100, 500),
        incident_id=random.choice((None, None, "a", "b")),
        repaired_on=day + timedelta(days=random.randint(0, 200)) if random.random() < 0.2 else None,
    )
