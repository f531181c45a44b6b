"""The second reading jumps from day to day on which something happens; walking through every day says the same."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.verify import random_cases
from verify import score


def day_by_day(walk: score.Walk, last: date, *_: date) -> Iterator[date]:
    first = walk.book[0].effective_from
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return visit_what_happens(walk, last, *every)


visit_what_happens = score.Walk.visit


@pytest.mark.parametrize("seed", [1001, 1006, 1013, 1020, 1034, 1057])
def test_walking_through_every_day_says_the_same(seed: int, monkeypatch: pytest.MonkeyPatch):
    case = random_cases.case(seed, 1)
    jumping = random_cases.second_reading(case)
    monkeypatch.setattr(score.Walk, "visit", day_by_day)
    assert random_cases.second_reading(case) == jumping
