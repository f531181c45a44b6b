"""Objections: what may be done in each state, and which days the clock does not count."""

from __future__ import annotations

from datetime import date

import pytest

from procedure.calendar import Calendar
from procedure.objections import ObjectionFile, Taken, refused

MONDAY = date(2026, 3, 2)
ACTS = (
    *("accept", "forward", "finding", "extend", "pause", "resume"),
    *("decide", "withdraw", "answer"),
)


def file(*kinds: str, **given: object) -> ObjectionFile:
    steps = tuple(Taken(kind, MONDAY, 2 if kind == "extend" else 0) for kind in kinds)
    return ObjectionFile(MONDAY, steps, **given)  # type: ignore[arg-type]


MAY: dict[str, tuple[ObjectionFile, set[str]]] = {
    "filed": (file(), {"accept", "forward", "extend", "pause", "decide", "withdraw"}),
    "accepted": (file("accept"), {"forward", "extend", "pause", "decide", "withdraw"}),
    "checking": (file("forward"), {"finding", "extend", "pause", "decide", "withdraw"}),
    "checked": (file("forward", "finding"), {"extend", "pause", "decide", "withdraw"}),
    "extended": (file("accept", "extend"), {"forward", "pause", "decide", "withdraw"}),
    "paused": (file("accept", "pause"), {"forward", "extend", "resume", "withdraw"}),
    "resumed": (
        file("accept", "pause", "resume"),
        {"forward", "extend", "pause", "decide", "withdraw"},
    ),
    "typed": (file("accept", typed=True), {"answer"}),
    **{
        end: (file("accept", end=end), set()) for end in ("upheld", "part", "rejected", "withdrawn")
    },
}


@pytest.mark.parametrize("name", MAY)
def test_in_each_state_exactly_these_acts_are_in_turn(name):
    found, may = MAY[name]
    assert {act for act in ACTS if refused(found, act) is None} == may


def test_the_state_is_the_one_that_says_who_must_act():
    states = {name: found.state for name, (found, _) in MAY.items()}
    assert states["checked"] == states["extended"] == states["resumed"] == "accepted"
    assert all(states[name] == name for name in ("filed", "checking", "paused", "typed", "part"))


def test_working_days_of_a_test_and_those_granted_are_added_and_weekends_are_not():
    steps = (
        Taken("pause", date(2026, 3, 4)),
        Taken("resume", date(2026, 3, 10)),
        Taken("extend", date(2026, 3, 10), 3),
        Taken("pause", date(2026, 3, 11)),
    )
    assert ObjectionFile(MONDAY, steps).added_days(Calendar()) == 4 + 3


def test_the_deadline_is_longer_where_another_unit_must_check():
    assert file("accept").deadline == "objection_decision"
    assert file("forward", "finding").deadline == "objection_decision_checked"
