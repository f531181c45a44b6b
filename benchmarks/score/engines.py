"""Engines that weigh one fact at a time, on the simple rules and with explanation on.

They know no periods, caps, clamp or lists: what they are held against is the walk, which knows them all,
with the weight of every fact and the reason for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from benchmarks.measure import same, shortest
from benchmarks.score import pmml_scorecard, rule_engine_rules, zen_table
from benchmarks.score.simple_rules import ON, book, facts
from benchmarks.score.weighed import Event, Weighed, events_of
from scoring import View, weigh_all

ENGINES: dict[str, Callable[[Sequence[Event]], Callable[[], Weighed]]] = {
    "zen-engine": zen_table.prepare,
    "rule-engine": rule_engine_rules.prepare,
    "JPMML scorecard": pmml_scorecard.prepare,
}


def run(rows: int) -> None:
    """Ours, then each engine over the same facts; then whether all gave the same weights and rules."""
    columns, rules = facts(rows), book()
    ours = shortest(lambda: weigh_all(rules, columns, View(ON)))
    each = ours.seconds / rows
    print(f"  the walk with weights and reasons {ours.seconds:.4f} s, {each * 1e6:.2f} µs a fact")
    events, found = events_of(columns), {}
    for name, prepare in ENGINES.items():
        timed = shortest(prepare(events), times=2, warm=False)
        found[name] = timed.result
        micro = timed.seconds / rows * 1e6
        print(
            f"  {name} {timed.seconds:.2f} s, {micro:.1f} µs a fact: {timed.seconds / ours.seconds:.0f} times"
        )
    for (one, first), (other, second) in pairwise(found.items()):
        same(f"points of {rows:,} facts in {one} and {other}", first.points == second.points)
