"""The simple rules as expressions of rule-engine; the expression that matched is the explanation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import rule_engine

from benchmarks.score.simple_rules import MOST, Cell, cells
from benchmarks.score.weighed import Event, Weighed

Rules = dict[str, list[tuple[rule_engine.Rule, rule_engine.Rule, str]]]


def prepare(events: Sequence[Event]) -> Callable[[], Weighed]:
    """Rules by behaviour: tried one after the other they would take fifty times as long."""
    rules: Rules = defaultdict(list)
    for cell in cells():
        rule, points = rule_engine.Rule(_condition(cell)), rule_engine.Rule(_points(cell))
        rules[cell.behaviour].append((rule, points, cell.reason))

    def weigh() -> Weighed:
        found = [_weigh(rules, event) for event in events]
        return Weighed([points for points, _ in found], [reason for _, reason in found])

    return weigh


def _weigh(rules: Rules, event: Event) -> tuple[int, str]:
    for rule, points, reason in rules[event["behaviour"]]:
        if rule.matches(event):
            return int(points.evaluate(event)), reason
    return 0, ""


def _condition(cell: Cell) -> str:
    condition = f'behaviour == "{cell.behaviour}"'
    if cell.severity:
        condition += f' and severity == "{cell.severity}"'
    if cell.at_least:
        condition += f" and amount >= {cell.at_least}"
    if cell.below:
        condition += f" and amount < {cell.below}"
    return condition


def _points(cell: Cell) -> str:
    if cell.points is None:
        return f"quantity > {MOST} ? -{MOST} : -quantity"
    return str(cell.points)
