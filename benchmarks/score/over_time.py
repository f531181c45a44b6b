"""Everyone's standing at 120 month ends in one walk, beside one walk for each of them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from benchmarks.measure import same, shortest
from benchmarks.score import simple_rules
from benchmarks.score.simple_rules import ON
from scoring import View, over_time, score_all

MONTHS = 120
LOOKED_AT = 12
BEGAN = date(2016, 11, 1)


def month_ends() -> list[date]:
    """The last days of the 120 months before this one."""
    day, found = ON.replace(day=1) - timedelta(days=1), []
    for _ in range(MONTHS):
        found.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return found[::-1]


def run(rows: int) -> None:
    """Ten years of facts; every twelfth month end is held against a walk of its own."""
    book, facts, days = simple_rules.book(BEGAN), simple_rules.facts(rows, BEGAN), month_ends()
    course = shortest(lambda: over_time(book, facts, days), times=3)
    one = shortest(lambda: score_all(book, facts, View(ON)))
    print(f"  {MONTHS} month ends {course.seconds:.3f} s, one day {one.seconds:.4f} s:")
    print(f"    {course.seconds / one.seconds:.1f} times, where day by day takes {MONTHS} times")
    looked_at = range(0, MONTHS, LOOKED_AT)
    alike = True
    for n in looked_at:
        alone = score_all(book, facts, View(days[n]))
        alike &= np.array_equal(alone.points, course.result.points[:, n])
        alike &= np.array_equal(alone.grade, course.result.grade[:, n])
    same(f"points and grades of everyone at {len(looked_at)} of the month ends", alike)
