"""The rules on units that prepare environmental impact reports: periods of one's own, restarts, four lists.

No query over sets expresses them, so the peer is a plain walk in Python. Aims: at least 100 times as fast
as that, at most 20 times a bare scan of the columns.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.measure import same, scan, shortest
from benchmarks.score import plain_eia, second_reading
from benchmarks.score.given import Given
from benchmarks.score.plain_eia import BAN, POINTS, REPORT, PlainDecision, PlainFact, Standing
from scoring import Decision, Everyone, RuleBook, View, parse, rule_book, score_all
from scoring.columns import FactColumns
from scoring.days import day_number, day_of

RULES = Path(__file__).resolve().parents[2] / "rulesets" / "eia-units" / "2019.toml"
ON = date(2026, 11, 20)
FIRST, LAST = date(2019, 11, 1), date(2023, 1, 1)
EACH = 50
BANS, DECIDED, SHARED = 0.004, 0.8, 0.1
BEHAVIOURS = (REPORT, *POINTS)
FREQUENCY = (0, 1, 2, 10, 10, 15, 20, 5, 10, 10, 10, 7, 1)
SECOND_READING = 100


def given(rows: int) -> Given:
    """Fifty facts a unit: reports approved, and faults that are many with some and rare with most.

    One fault in ten shares its incident with others; a ban is rare, and four of five are decided upon.
    """
    random = np.random.default_rng(11)
    units = max(1, rows // EACH)
    opened = random.integers(day_number(FIRST), day_number(LAST) + 1, units)
    unit = random.integers(0, units, rows)
    faulty = random.random(rows) < random.beta(0.4, 1.6, units)[unit]
    frequency = np.array(FREQUENCY) / sum(FREQUENCY)
    behaviour = np.where(faulty, 1 + random.choice(len(POINTS), rows, p=frequency), 0)
    behaviour[faulty & (random.random(rows) < BANS)] = BEHAVIOURS.index(BAN)
    days = opened[unit] + (random.random(rows) * (day_number(ON) - opened[unit])).astype(int)
    incident = np.where(faulty & (random.random(rows) < SHARED), random.integers(0, 5, rows), -1)
    names = tuple(f"u{n:07}" for n in range(units))
    columns = FactColumns(
        subject=unit.astype(np.int32),
        behaviour=behaviour.astype(np.int32),
        counts_from=days.astype(np.int32),
        occurred_on=days.astype(np.int32),
        event_id=np.arange(rows),
        incident=incident.astype(np.int32),
    )
    bans = np.flatnonzero((behaviour == BEHAVIOURS.index(BAN)) & (random.random(rows) < DECIDED))
    terms = random.integers(200, 1_100, len(bans))
    return Given(names, BEHAVIOURS, (), columns, opened, _decisions(columns, names, bans, terms))


def _decisions(
    columns: FactColumns, names: tuple[str, ...], bans: np.ndarray, terms: np.ndarray
) -> tuple[Decision, ...]:
    """One decision a ban, from the day of the ban; of two on one day the first stands."""
    found: dict[tuple[int, int], Decision] = {}
    for row, term in zip(bans, terms, strict=True):
        unit, day = int(columns.subject[row]), int(columns.counts_from[row])
        start = day_of(day)
        until = start + timedelta(days=int(term))
        found.setdefault((unit, day), Decision(names[unit], "blacklist", "enter", start, until))
    return tuple(found[key] for key in sorted(found))


def prepare_plain(made: Given) -> Callable[[], list[Standing]]:
    """The same facts as sorted tuples, unit by unit; what it returns walks them."""
    columns, units = made.columns, len(made.subjects)
    facts: list[list[PlainFact]] = [[] for _ in range(units)]
    for row in np.lexsort((columns.event_id, columns.occurred_on, columns.counts_from)):
        incident = -1 if columns.incident is None else int(columns.incident[row])
        day, behaviour = day_of(int(columns.counts_from[row])), BEHAVIOURS[columns.behaviour[row]]
        fact = PlainFact(day, behaviour, incident if incident >= 0 else None)
        facts[columns.subject[row]].append(fact)
    place = {name: n for n, name in enumerate(made.subjects)}
    decisions: list[list[PlainDecision]] = [[] for _ in range(units)]
    for one in made.decisions:
        if isinstance(one.until, date):
            decisions[place[one.subject_id]].append(PlainDecision(one.start, one.until))
    opened = [day_of(int(day)) for day in made.opened]
    return lambda: [
        plain_eia.standing_of(*unit, ON) for unit in zip(opened, facts, decisions, strict=True)
    ]


def agree(everyone: Everyone, standings: list[Standing]) -> bool:
    """Whether the plain walk gave every unit the same points, grade and lists."""
    return (
        np.array_equal(everyone.points, [100 * one.points for one in standings])
        and np.array_equal(everyone.grade, [one.grade for one in standings])
        and np.array_equal(everyone.lists, [one.lists for one in standings])
    )


def book() -> RuleBook:
    return rule_book([parse(RULES.read_text("utf-8"), RULES.name)])


def run(rows: int) -> None:
    """The walk, the scan, the plain walk of everyone, and the second reading of some."""
    made = given(rows)
    rules, facts, units = book(), made.facts(), len(made.subjects)
    walk = shortest(lambda: score_all(rules, facts, View(ON)))
    bare = shortest(lambda: scan(facts)).seconds
    print(f"  walk {walk.seconds:.4f} s, {walk.seconds / rows * 1e9:.0f} ns a fact")
    print(f"  bare scan {bare:.4f} s: walk / scan = {walk.seconds / bare:.1f}")
    plain = shortest(prepare_plain(made), times=2, warm=False)
    print(
        f"  plain Python {plain.seconds:.2f} s: plain / walk = {plain.seconds / walk.seconds:.0f}"
    )
    same(f"points, grades and lists of {units:,} units", agree(walk.result, plain.result))
    some = min(units, SECOND_READING)
    second = shortest(
        second_reading.prepare([RULES.read_text("utf-8")], made, some, ON), times=1, warm=False
    )
    scaled = second.seconds / some * units
    print(
        f"  second reading of {some} units {second.seconds:.2f} s: {scaled / walk.seconds:.0f} times"
    )
    same(
        f"points, grades and lists of {some} units",
        second_reading.agree(walk.result, second.result),
    )
