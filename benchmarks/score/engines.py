"""Engines that weigh one fact at a time, on the simple rules and with explanation on.

They know no periods, caps, clamp or lists: what they are held against is the walk, which knows them all,
with the weight of every fact and the reason for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.measure import same, shortest
from benchmarks.score import pmml_scorecard, rule_engine_rules, zen_table
from benchmarks.score.reasons import WEIGHS
from benchmarks.score.simple_rules import ON, book, facts
from benchmarks.score.weighed import Event, Weighed, events_of
from scoring import View, Weights, weigh_all

ENGINES: dict[str, Callable[[Sequence[Event]], Callable[[], Weighed]]] = {
    "zen-engine": zen_table.prepare,
    "rule-engine": rule_engine_rules.prepare,
    "JPMML scorecard": pmml_scorecard.prepare,
}

EACH = 50
"""Facts of a subject."""


def agree(ours: Weights, theirs: Weighed) -> bool:
    """Whether an engine gives every fact that weighs today the weight that it has."""
    living = ours.reasons == WEIGHS
    return np.array_equal(ours.weights[living], 100 * np.array(theirs.points)[living])


def run(rows: int) -> None:
    """Ours, then each engine over the same facts; all must give the same weights."""
    columns, rules = facts(rows, subjects=max(1, rows // EACH)), book()
    ours = shortest(lambda: weigh_all(rules, columns, View(ON)))
    print(f"  the walk with weights and reasons {ours.seconds:.4f} s, {_micro(ours.seconds, rows)}")
    events = events_of(columns)
    for name, prepare in ENGINES.items():
        timed = shortest(prepare(events), times=2, warm=False)
        times = timed.seconds / ours.seconds
        print(f"  {name} {timed.seconds:.2f} s, {_micro(timed.seconds, rows)}: {times:.0f} times")
        same(
            f"weights of all facts that weigh, in the walk and in {name}",
            agree(ours.result, timed.result),
        )


def _micro(seconds: float, rows: int) -> str:
    return f"{seconds / rows * 1e6:.2f} µs a fact"
