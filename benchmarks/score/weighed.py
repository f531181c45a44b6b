"""What an engine that weighs one fact at a time is given, and what it answers."""

from __future__ import annotations

from typing import NamedTuple, TypedDict

from benchmarks.score.simple_rules import SEVERITIES
from scoring import Facts


class Event(TypedDict):
    """One fact as such engines take it."""

    behaviour: str
    severity: str
    quantity: int
    amount: int


class Weighed(NamedTuple):
    """Whole points of each fact, and the rule that gave them."""

    points: list[int]
    reasons: list[str]


def events_of(facts: Facts) -> list[Event]:
    """The facts in the order of their columns."""
    rows = zip(facts.facts, facts.measures["amount"], strict=True)
    return [
        {
            "behaviour": facts.behaviours[fact["behaviour"]],
            "severity": SEVERITIES[fact["severity"]],
            "quantity": int(fact["quantity"]),
            "amount": int(amount),
        }
        for fact, amount in rows
    ]
