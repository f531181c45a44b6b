"""Zero, each edge, one step to either side, and the ceiling fall where the ruleset says."""

from __future__ import annotations

from datetime import date

import pytest

from scoring import Fact, Score, View, explain
from tests.scoring.support import book, fault, of_one

DAY = date(2024, 3, 1)


def late(tenths: int) -> Fact:
    return fault(DAY, behaviour="late", quantity=tenths)


def score_of(*facts: Fact, on: date = DAY) -> Score:
    return explain(book(("cap = 30\n", "cap = 100\n")), of_one(*facts), "s", View(on))


@pytest.mark.parametrize(
    ("tenths", "points", "grade"),
    [
        (0, "100.0", "green"),
        (100, "90.0", "green"),
        (101, "89.9", "blue"),
        (200, "80.0", "blue"),
        (201, "79.9", "yellow"),
        (400, "60.0", "yellow"),
        (401, "59.9", "red"),
        (1000, "0.0", "red"),
        (1001, "0.0", "red"),
    ],
)
def test_an_edge_belongs_to_the_row_that_names_it(tenths: int, points: str, grade: str) -> None:
    score = score_of(late(tenths))
    assert (score.points_text, score.grade) == (points, grade)


def test_a_score_of_exactly_80_is_blue() -> None:
    assert score_of(late(200)).grade == "blue"


def test_a_total_held_at_the_floor_says_so_in_a_line() -> None:
    score = explain(book(), of_one(*(fault(DAY, f"e{n:02}") for n in range(11))), "s", View(DAY))
    assert (score.lines[-1].kind, score.lines[-1].amount) == ("clamp", 1_000)


@pytest.mark.parametrize(("tenths", "listed"), [(399, 0), (400, 1), (401, 1)])
def test_a_line_of_60_includes_60(tenths: int, listed: int) -> None:
    assert len(score_of(late(tenths)).lists) == listed


@pytest.mark.parametrize(
    ("passed", "of", "points"),
    [
        (9, 10, 0),
        (8_999, 10_000, -500),
        (899_999_999, 1_000_000_000, -500),
        (1, 2, -500),
        (4_999, 10_000, -2_000),
        (0, 1, -2_000),
        (1, 1, 0),
    ],
)
def test_a_rate_is_compared_without_division(passed: int, of: int, points: int) -> None:
    score = score_of(fault(DAY, behaviour="check", numerator=passed, denominator=of))
    assert score.points - 10_000 == points


def test_a_record_weighs_from_its_day_to_the_day_before_its_end() -> None:
    assert score_of(late(100), on=date(2024, 2, 29)).points_text == "100.0"
    assert score_of(late(100), on=DAY).points_text == "90.0"
    assert score_of(late(100), on=date(2025, 2, 28)).points_text == "90.0"
    assert score_of(late(100), on=date(2025, 3, 1)).points_text == "100.0"


def test_months_are_counted_from_the_day_and_clamped_to_the_months_end() -> None:
    score = explain(book(), of_one(fault(date(2024, 2, 29))), "s", View(date(2024, 3, 1)))
    assert score.lines[1].weighs_until == date(2025, 2, 28)


def test_an_extended_listing_runs_whole_lengths_from_its_first_day() -> None:
    """Entered on 31 August for six months and extended by six: to 31 August, not to the 28th."""
    first, again = date(2024, 8, 31), date(2025, 8, 30)
    facts = [late(100), *(fault(first, f"a{n}") for n in range(3))]
    score = explain(book(), of_one(*facts), "s", View(first))
    assert score.lists[0].until == date(2025, 2, 28)
    lower = [fault(date(2025, 9, 1), "z"), fault(again, "y")]
    assert explain(book(), of_one(*facts, *lower), "s", View(first)).lists == score.lists


def test_an_extension_does_not_add_to_a_clamped_day() -> None:
    """The listing ends on 28 February; a further entry in between makes it end on 31 August."""
    first = date(2024, 8, 31)
    four = [fault(first, f"a{n}") for n in range(4)]
    repaired = book(("points = -10\n", "points = -10\nvalid_for = { months = 1 }\n"))
    again = [fault(date(2024, 10, 15), f"b{n}") for n in range(4)]
    score = explain(repaired, of_one(*four, *again), "s", View(date(2024, 10, 15)))
    assert [(line.start, line.until) for line in score.lists] == [(first, date(2025, 8, 31))]
