"""A simple ruleset of sixty indicators, and facts of twenty thousand subjects to weigh by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from scoring import Facts, RuleBook, parse, rule_book
from scoring.columns import FactColumns, facts_from_columns
from scoring.days import day_number

ON = date(2026, 11, 20)
BEGAN = date(2022, 1, 1)
INDICATORS, SUBJECTS, MONTHS, START = 60, 20_000, 24, 1_000
SEVERITIES = ("general", "minor", "serious")
POINTS_BY_SEVERITY = {"general": -3, "minor": -1, "serious": -9}
MOST = 6
STEPS = ((0, -1), (50_000_00, -3), (200_000_00, -8), (1_000_000_00, -15))
VETO = "B59"
LISTED = 500
GRADES = ((900, "green"), (750, "blue"), (600, "yellow"), (0, "red"))


def kind_of(n: int) -> str:
    return ("fixed", "severity", "ladder", "quantity")[n % 4]


def fixed(n: int) -> int:
    return -(1 + n % 5)


def ruleset(began: date = BEGAN) -> str:
    """Sixty indicators in six dimensions: fixed, by severity, by ladder, by quantity; all capped."""
    head = f"""
scheme = "bench"
version = "1"
effective_from = {began}
title = {{ zh = "测试", en = "Benchmark" }}
basis = [{{ code = "rules", title = {{ zh = "测试", en = "Benchmark" }} }}]
source = "default"
applies_to = {{ subject = "unit" }}
scale = {{ start = {START}, direction = "down", floor = 0, ceiling = {START}, places = 0 }}
period = {{ kind = "rolling", months = {MONTHS} }}
overrides = [{{ code = "veto", label = {{ zh = "否决", en = "Veto" }}, kind = "veto", behaviours = ["{VETO}"] }}]
dimensions = [{", ".join(f'{{ code = "D{d}", label = {{ zh = "维度", en = "D{d}" }} }}' for d in range(6))}]
"""
    tops = [START + 1, *(points for points, _ in GRADES)]
    grades = [
        f'[[grades]]\ncode = "{code}"\nname = {{ zh = "级", en = "{code}" }}\ncolour = "{code}"\n'
        f"from = {low}\n" + (f"below = {tops[n]}\n" if n else "")
        for n, (low, code) in enumerate(GRADES)
    ]
    return head + "\n".join([*grades, *(_rule(n) for n in range(INDICATORS)), LISTS])


LISTS = f"""
[[lists]]
code = "watched"
label = {{ zh = "名单", en = "Watched" }}
class = "serious"
basis = ["rules"]
scope = "internal"
mode = "automatic"
length = {{ months = 12 }}
again = "restart"
enter = [{{ on = "total", at_or_below = {LISTED} }}]
"""


def _rule(n: int) -> str:
    kind = kind_of(n)
    field = {"severity": "severity", "ladder": "amount_fen", "quantity": "quantity"}.get(kind)
    edges = [*(yuan // 100 for yuan, _ in STEPS), None]
    rows = ", ".join(
        "{ "
        + (f"from = {low}, " if low else "")
        + (f"below = {high}, " if high else "")
        + f"points = {points} }}"
        for (low, high), (_, points) in zip(pairwise(edges), STEPS, strict=True)
    )
    severities = ", ".join(f"{code} = {points}" for code, points in POINTS_BY_SEVERITY.items())
    base = {
        "fixed": f"points = {fixed(n)}",
        "severity": f"by_severity = {{ {severities} }}",
        "ladder": f'ladder = {{ of = "amount", steps = [{rows}] }}',
        "quantity": f'points = -1\ntimes = "quantity"\ncap_per_event = {MOST}',
    }[kind]
    return f"""
[[behaviours]]
code = "B{n:02}"
label = {{ zh = "行为", en = "Behaviour" }}
class = "minor"
confirm = "none"
fields = [{f'"{field}"' if field else ""}]
[[indicators]]
code = "I{n:02}"
label = {{ zh = "指标", en = "Indicator" }}
dimension = "D{n % 6}"
kind = "points"
behaviours = ["B{n:02}"]
{base}
cap = {20 + n % 7 * 5}
"""


def book(began: date = BEGAN) -> RuleBook:
    """The rules, in force from a day on."""
    return rule_book([parse(ruleset(began), "simple.toml")])


def facts(rows: int, began: date = BEGAN, subjects: int = SUBJECTS) -> Facts:
    """Uneven subjects, days from the beginning on, all behaviours; the veto is rare."""
    random = np.random.default_rng(7)
    weights = random.gamma(2.0, 1.0, subjects)
    subject = random.choice(subjects, rows, p=weights / weights.sum()).astype(np.int32)
    days = random.integers(day_number(began), day_number(ON) + 1, rows).astype(np.int32)
    behaviour = random.integers(0, INDICATORS, rows).astype(np.int32)
    rare = (behaviour == INDICATORS - 1) & (random.random(rows) > 0.002)
    behaviour[rare] = 0
    columns = FactColumns(
        subject=subject,
        behaviour=behaviour,
        counts_from=days,
        occurred_on=days,
        event_id=np.arange(rows),
        severity=random.integers(0, 3, rows).astype(np.int32),
        quantity=random.integers(0, 12, rows).astype(np.int32),
        amount_fen=random.integers(0, 3_000_000_00, rows),
    )
    names = tuple(f"s{n:05}" for n in range(subjects))
    codes = tuple(f"B{n:02}" for n in range(INDICATORS))
    return facts_from_columns(names, codes, SEVERITIES, columns)


class Cell(NamedTuple):
    """One way in which a fact can weigh: its points, or the negative of its quantity down to -MOST."""

    behaviour: str
    reason: str
    points: int | None
    severity: str | None = None
    at_least: int = 0
    below: int | None = None


def cells() -> Iterator[Cell]:
    """The same rules as cells of a decision table, in the order in which they are tried."""
    for n in range(INDICATORS):
        kind, code, reason = kind_of(n), f"B{n:02}", f"I{n:02}"
        if kind == "fixed":
            yield Cell(code, reason, fixed(n))
        elif kind == "severity":
            for severity, points in POINTS_BY_SEVERITY.items():
                yield Cell(code, f"{reason} {severity}", points, severity)
        elif kind == "ladder":
            tops = [*(low for low, _ in STEPS[1:]), None]
            for (low, points), top in zip(STEPS, tops, strict=True):
                yield Cell(code, f"{reason} from {low}", points, None, low, top)
        else:
            yield Cell(code, f"{reason} quantity", None)
