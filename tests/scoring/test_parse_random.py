"""Whatever is changed in a ruleset, it is accepted or answered with problems, never with a crash."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.scoring.samples import FILES, trees, written
from tests.scoring.support import problems

VALUES: list[Any] = [
    *(0, -1, 10**20, True, Decimal("0.5"), date(2024, 1, 1), "", "x", "fault", "points"),
    *([], ["fault"], ["x", "x"], [1], [["a"]], [{}], [{"code": "z"}]),
    *({}, {"zh": "甲", "en": "A"}, {"months": 1}, {"periods": 1}, {"value": 3}, {"value": []}),
    *({"until": "life"}, {"until": "until_on"}, {"until": "decision"}, {"kind": "points"}),
]
PIECES = ("", '"', "]", "}", "=", "\n", ".", "[", "一", "0", "\\")


def steps_of(tree: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything that stands in a tree."""
    listed = enumerate(tree) if isinstance(tree, list) else ()
    for step, value in tree.items() if isinstance(tree, dict) else listed:
        yield (*steps, step)
        yield from steps_of(value, (*steps, step))


def changed_tree(random: Random) -> str:
    tree = deepcopy(random.choice(trees()))
    *way, last = random.choice(list(steps_of(tree)))
    around: Any = tree
    for step in way:
        around = around[step]
    if random.random() < 0.3:
        del around[last]
    else:
        around[last] = deepcopy(random.choice(VALUES))
    return written(tree)


def changed_text(random: Random) -> str:
    text = random.choice(FILES).read_text("utf-8")
    at = random.randrange(len(text))
    return text[:at] + random.choice(PIECES) + text[at + random.choice((0, 1, 5, 40)) :]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("change", [changed_tree, changed_text])
def test_a_changed_ruleset_is_accepted_or_answered(change: Any, seed: int) -> None:
    random = Random(seed)
    for _ in range(10):
        for problem in problems(change(random)):
            assert problem.zh.endswith("。"), problem
            assert problem.en.endswith("."), problem
