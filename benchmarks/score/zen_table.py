"""The simple rules as a decision table of zen-engine, with its trace on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import zen

from benchmarks.score.simple_rules import MOST, Cell, cells
from benchmarks.score.weighed import Event, Weighed

TOGETHER = 50
"""So many facts go into one call, as those of one subject would; singly each takes twice as long."""


def prepare(events: Sequence[Event]) -> Callable[[], Weighed]:
    """A decision that stays compiled, over a list of facts."""
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"rules": _decision()}}})
    groups = [events[n : n + TOGETHER] for n in range(0, len(events), TOGETHER)]

    def weigh() -> Weighed:
        found: list[dict[str, Any]] = []
        for group in groups:
            answer = engine.evaluate("rules", {"events": group}, {"trace": True})
            found += answer["result"]["found"]
        return Weighed([one["points"] for one in found], [one["reason"] for one in found])

    return weigh


def _decision() -> dict[str, Any]:
    """Input, table, output."""
    table = {
        "hitPolicy": "first",
        "inputs": [_column(name) for name in ("behaviour", "severity", "amount")],
        "outputs": [_column(name) for name in ("points", "reason")],
        "rules": [_rule(n, cell) for n, cell in enumerate(cells())],
        "passThrough": False,
        "inputField": "events",
        "outputPath": "found",
        "executionMode": "loop",
    }
    nodes = [
        _node("in", "inputNode"),
        _node("table", "decisionTableNode"),
        _node("out", "outputNode"),
    ]
    nodes[1]["content"] = table
    return {"nodes": nodes, "edges": [_edge("in", "table"), _edge("table", "out")]}


def _column(name: str) -> dict[str, str]:
    return {"id": name, "name": name, "field": name}


def _rule(n: int, cell: Cell) -> dict[str, str]:
    ladder = f"[{cell.at_least}..{cell.below})" if cell.below else f">= {cell.at_least}"
    return {
        "_id": f"r{n}",
        "behaviour": f'"{cell.behaviour}"',
        "severity": f'"{cell.severity}"' if cell.severity else "",
        "amount": ladder if cell.at_least or cell.below else "",
        "points": f"-min([quantity, {MOST}])" if cell.points is None else str(cell.points),
        "reason": f'"{cell.reason}"',
    }


def _node(name: str, kind: str) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}


def _edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
