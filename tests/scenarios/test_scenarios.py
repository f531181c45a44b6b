"""Every worked case, here and beside the rulesets, gives the points, grade and lists that it says.

Both readings of docs/ruleset.md are asked: the walk and the plain one. What a case does not say is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.scenarios.cases import Row, Worked, by_the_plain_reading, by_the_walk, cases_in, files

ASKED_WITH = {"on", "known"}


def worked_cases() -> Iterator[Any]:
    for path in files():
        for case in cases_in(path):
            yield pytest.param(case, id=case.name)


@pytest.mark.parametrize("reading", [by_the_walk, by_the_plain_reading])
@pytest.mark.parametrize("case", list(worked_cases()))
def test_a_worked_case_gives_what_it_says(
    case: Worked, reading: Callable[[Worked, Row], Row]
) -> None:
    for expected in case.expect:
        found = reading(case, expected)
        said = {name: value for name, value in expected.items() if name not in ASKED_WITH}
        assert {name: found[name] for name in said} == said, f"on {expected['on']}"
