"""Everything on: every kind of indicator, override, condition and period in one ruleset of two versions.

Aims: at most 50 times a bare scan of the columns, at most 0.1 s for 1 M facts.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.measure import same, scan, shortest
from benchmarks.score import second_reading
from benchmarks.score.given import Column, Given
from scoring import Decision, RuleBook, View, parse, rule_book, score_all
from scoring.columns import NO_DAY, FactColumns
from scoring.days import day_number, day_of

RULES = Path(__file__).with_name("everything.toml")
ON = date(2026, 11, 20)
FIRST, LAST = date(2020, 1, 1), date(2023, 1, 1)
EACH = 50
SEVERITIES = ("general", "minor", "serious")
SECOND_READING = 40
FREQUENCY = {
    "late": 8,
    "slip": 8,
    "fault": 4,
    "careless": 3,
    "loss": 4,
    "missing": 5,
    "rework": 4,
    "notice": 2,
    "deceit": 0.2,
    "ban": 0.2,
    "complaint": 5,
    "accident": 1,
    "award": 3,
    "training": 4,
    "certificate": 3,
    "certificate-lost": 0.6,
    "check": 10,
    "job": 20,
    "rating": 9,
    "survey": 6,
}
"""How often each behaviour is recorded, as weights."""
BEHAVIOURS = tuple(FREQUENCY)
MEASURED = ("check", "job")
RATED = ("rating", "survey")
TERMED = ("notice", "ban", "certificate")
SEVERE = ("slip", "fault", "accident")
COUNTED = ("missing", "rework", "training")


def texts() -> list[str]:
    """Two versions: the second carries everything on and asks more for a ban."""
    first = RULES.read_text("utf-8")
    second = first.replace('version = "1"', 'version = "2"').replace("2020-01-01", "2024-01-01")
    return [first, second.replace("points = -30,", "points = -35,")]


def book() -> RuleBook:
    return rule_book([parse(text, RULES.name) for text in texts()])


def given(rows: int) -> Given:
    """Fifty facts a subject, of all behaviours, with everything that the rules read."""
    random = np.random.default_rng(13)
    subjects = max(1, rows // EACH)
    opened = random.integers(day_number(FIRST), day_number(LAST) + 1, subjects)
    subject = random.integers(0, subjects, rows)
    share = np.array(tuple(FREQUENCY.values())) / sum(FREQUENCY.values())
    behaviour = random.choice(len(BEHAVIOURS), rows, p=share)
    days = opened[subject] + (random.random(rows) * (day_number(ON) - opened[subject])).astype(int)
    denominator = np.where(_is(behaviour, MEASURED), random.integers(1, 8, rows), -1)
    numerator = np.where(denominator > 0, (denominator * random.beta(8, 1, rows)).astype(int), -1)
    columns = FactColumns(
        subject=subject.astype(np.int32),
        behaviour=behaviour.astype(np.int32),
        counts_from=days.astype(np.int32),
        occurred_on=(days - random.integers(0, 20, rows)).astype(np.int32),
        event_id=np.arange(rows),
        severity=_where(_is(behaviour, SEVERE), random.choice(3, rows, p=(0.3, 0.6, 0.1))),
        quantity=_where(_is(behaviour, COUNTED), random.integers(0, 8, rows)),
        amount_fen=np.where(_is(behaviour, ("loss",)), random.integers(0, 300_000_00, rows), -1),
        numerator=numerator.astype(np.int32),
        denominator=denominator.astype(np.int32),
        rating=_where(_is(behaviour, RATED), random.integers(250, 501, rows)),
        incident=_where(random.random(rows) < 0.15, random.integers(0, 6, rows)),
        until_on=_later(_is(behaviour, TERMED), days, random.integers(60, 900, rows)),
        rectified_on=_later(random.random(rows) < 0.7, days, random.integers(5, 400, rows)),
        repaired_on=_later(random.random(rows) < 0.2, days, random.integers(30, 400, rows)),
    )
    names = tuple(f"s{n:07}" for n in range(subjects))
    return Given(names, BEHAVIOURS, SEVERITIES, columns, opened, _decisions(columns, names))


def _is(behaviour: Column, codes: tuple[str, ...]) -> Column:
    return np.isin(behaviour, [BEHAVIOURS.index(code) for code in codes])


def _where(present: Column, values: Column) -> Column:
    return np.where(present, values, -1).astype(np.int32)


def _later(present: Column, days: Column, after: Column) -> Column:
    return np.where(present, days + after, NO_DAY).astype(np.int32)


def _decisions(columns: FactColumns, names: tuple[str, ...]) -> tuple[Decision, ...]:
    """A ban is decided upon a week later, for as long as it lasts; every third is ended early."""
    found: dict[int, list[Decision]] = {}
    for row in np.flatnonzero(_is(columns.behaviour, ("ban",))):
        subject = int(columns.subject[row])
        if subject in found:
            continue
        start = day_of(int(columns.counts_from[row])) + timedelta(days=7)
        enter = Decision(names[subject], "black", "enter", start, start + timedelta(days=600))
        found[subject] = [enter]
        if row % 3 == 0:
            ended = start + timedelta(days=200)
            found[subject].append(Decision(names[subject], "black", "leave", ended))
    return tuple(one for subject in sorted(found) for one in found[subject])


def run(rows: int) -> None:
    """The walk, the scan, and the second reading of some subjects."""
    made = given(rows)
    rules, facts = book(), made.facts()
    walk = shortest(lambda: score_all(rules, facts, View(ON)))
    bare = shortest(lambda: scan(facts, terms=True)).seconds
    print(f"  walk {walk.seconds:.4f} s, {walk.seconds / rows * 1e9:.0f} ns a fact")
    print(f"  bare scan {bare:.4f} s: walk / scan = {walk.seconds / bare:.1f}")
    some = min(len(made.subjects), SECOND_READING)
    second = shortest(second_reading.prepare(texts(), made, some, ON), times=1, warm=False)
    same(
        f"points, grades and lists of {some} subjects",
        second_reading.agree(walk.result, second.result),
    )
