"""The machine of rounds: a thousand random walks, and nobody's window closed on a provisional day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from procedure.deadlines import Due
from procedure.rounds import Action, RoundFile, obstacle, stage

DAY = date(2026, 3, 2)
OPENER, OTHER = frozenset({"opener"}), frozenset({"other"})
FIRST = RoundFile(state="first", opened_by=OPENER, in_scope=3)
ACTIONS: tuple[Action, ...] = (
    "scope",
    "feedback",
    "request",
    "answer",
    "display",
    "adopt",
    "publish",
)
BECOMES = {"feedback": "feedback", "display": "display", "adopt": "adopted", "publish": "published"}


def taken(file: RoundFile, action: Action, day: date) -> RoundFile:
    """The round after an action that nothing hindered."""
    if action == "feedback":
        until = Due(day + timedelta(days=15), provisional=False)
        return replace(file, state="feedback", requests_until=until)
    if action == "display":
        return replace(file, state="display", display_until=day + timedelta(days=15))
    if action in ("request", "answer"):
        more = 1 if action == "request" else -1
        return replace(file, unanswered=max(0, file.unanswered + more))
    return replace(file, state=BECOMES.get(action, "first"))


def walk(random: Random) -> list[tuple[Action, date]]:
    """The steps of one random walk; whatever nothing hinders is done."""
    file, day, steps = FIRST, DAY, []
    for _turn in range(90):
        day += timedelta(days=random.randrange(6))
        action, by = random.choice(ACTIONS), random.choice((OPENER, OTHER))
        if obstacle(file, action, day, by) is not None:
            continue
        if action in BECOMES:
            steps.append((action, day))
            assert action != "adopt" or by == OTHER
            assert action != "display" or not file.unanswered
        file = taken(file, action, day)
    return steps


def test_no_random_walk_skips_a_step_or_takes_one_twice() -> None:
    walks = [walk(Random(seed)) for seed in range(1000)]
    for steps in walks:
        assert [action for action, _day in steps] == list(BECOMES)[: len(steps)]
        windows = pairwise([day for _action, day in steps][:3])
        assert all(later - sooner > timedelta(days=15) for sooner, later in windows)
    assert sum(len(steps) == len(BECOMES) for steps in walks) > 100


def test_a_provisional_last_day_closes_nothing() -> None:
    until = Due(DAY, provisional=True)
    file = replace(FIRST, state="feedback", requests_until=until)
    later = DAY + timedelta(days=100)
    assert obstacle(file, "request", later) is None
    found = obstacle(file, "display", later)
    assert found is not None
    assert found.code == "window_provisional"
    assert stage(file, later) == "feedback"


def test_a_deputy_of_the_opener_does_not_adopt() -> None:
    file = replace(FIRST, state="display", display_until=DAY)
    tomorrow = DAY + timedelta(days=1)
    assert obstacle(file, "adopt", tomorrow, frozenset({"deputy", "opener"})) is not None
    assert obstacle(file, "adopt", tomorrow, OTHER) is None
