"""The weight of every fact of everyone and what became of it, beside the totals alone.

Aim: at most 3 times as long as the totals.
"""

from __future__ import annotations

import numpy as np

from benchmarks.measure import same, shortest
from benchmarks.score import eia, everything, simple_rules
from scoring import Facts, RuleBook, View, explain, score_all, weigh_all
from scoring.everyone import REASONS

SOME = 50
WEIGHS = next(number for number, word in REASONS.items() if word == "weighs")


def compare(name: str, book: RuleBook, facts: Facts, view: View) -> None:
    """Both over the same facts, each without what the other does."""
    totals = shortest(lambda: score_all(book, facts, view))
    weights = shortest(lambda: weigh_all(book, facts, view))
    print(
        f"  {name}: totals {totals.seconds:.4f} s, with weights and reasons {weights.seconds:.4f} s,"
    )
    print(f"    {weights.seconds / totals.seconds:.2f} times")


def add_up(book: RuleBook, facts: Facts, view: View) -> bool:
    """Under the EIA rules, which cap nothing, the weights of what weighs are the points."""
    weighed = weigh_all(book, facts, view)
    living = np.where(weighed.reasons == WEIGHS, weighed.weights, 0)
    ends = np.concatenate(([0], np.cumsum(living)))[facts.offsets]
    return np.array_equal(np.diff(ends), score_all(book, facts, view).points)


def one_by_one(name: str, book: RuleBook, facts: Facts, view: View) -> None:
    """Subjects one at a time with all that a page shows: lines, statement, lists, forecast."""
    some = facts.subjects[:SOME]
    timed = shortest(lambda: [explain(book, facts, subject, view) for subject in some], times=3)
    print(f"  {name}: one subject explained in {timed.seconds / len(some) * 1000:.2f} ms")


def run(rows: int) -> None:
    """Under each of the three rulesets."""
    compare("simple rules", simple_rules.book(), simple_rules.facts(rows), View(simple_rules.ON))
    units = eia.given(rows).facts()
    compare("EIA rules", eia.book(), units, View(eia.ON))
    same(
        f"the points of {len(units.subjects):,} units and what their facts weigh",
        add_up(eia.book(), units, View(eia.ON)),
    )
    all_kinds = everything.given(rows).facts()
    compare("everything on", everything.book(), all_kinds, View(everything.ON))
    one_by_one("EIA rules", eia.book(), units, View(eia.ON))
    one_by_one("everything on", everything.book(), all_kinds, View(everything.ON))
