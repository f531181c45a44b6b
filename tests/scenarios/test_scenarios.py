"""Every worked case, here and beside the rulesets, gives the points, grade and lists that it says.

Both readings of docs/ruleset.md are asked: the walk and the plain one. What a case does not say is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.drafts.worked_cases import Row, differing
from tests.scenarios.cases import Filed, by_the_engine, by_the_plain_reading, cases_in, files


def worked_cases() -> Iterator[Any]:
    for path in files():
        for case in cases_in(path):
            yield pytest.param(case, id=case.name)


@pytest.mark.parametrize("reading", [by_the_engine, by_the_plain_reading])
@pytest.mark.parametrize("case", list(worked_cases()))
def test_a_worked_case_gives_what_it_says(
    case: Filed, reading: Callable[[Filed, Row], Row]
) -> None:
    for expected in case.worked.expect:
        assert not list(differing(expected, reading(case, expected))), f"on {expected['on']}"
