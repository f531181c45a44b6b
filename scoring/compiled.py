"""Rulesets as arrays: what the walk reads instead of the text of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scoring.compiler import Numbering, RuleSource, every_condition
from scoring.days import (
    FIRST,
    LAST,
    NEVER,
    WorkingDays,
    all_days,
)
from scoring.judging import Judging, looks_at_grades
from scoring.records import (
    BAND,
    CONDITION,
    LIST,
    OVERRIDE,
    RAISE,
    RULE,
    SLOT,
    SPACE,
    VERSION,
    Records,
)
from scoring.ruleset import Ruleset
from scoring.weighing import Weighing


def records(rows: Sequence[Mapping[str, int]], dtype: np.dtype[Any]) -> Records:
    """Records of a type from rows by name; what a row leaves out is 0."""
    found = np.zeros(len(rows), dtype=dtype)
    for n, row in enumerate(rows):
        for name, value in row.items():
            found[n][name] = value
    return found


@dataclass(frozen=True, slots=True)
class Compiled:
    """The arrays of a book. `links[v, b]` is the range of RULE records of behaviour b in version v."""

    versions: Records
    in_force: npt.NDArray[np.int32]
    links: npt.NDArray[np.int32]
    rules: Records
    sources: tuple[RuleSource, ...]
    tables: npt.NDArray[np.int32]
    months: npt.NDArray[np.int32]
    firsts: npt.NDArray[np.int32]
    bands: Records
    severities: tuple[Mapping[str, int], ...]
    slots: Records
    spaces: Records
    conditions: Records
    overrides: Records
    raises: Records
    watched: npt.NDArray[np.int32]
    lists: Records
    behaviours: Mapping[str, int]
    indicators: Mapping[str, int]
    dimensions: Mapping[str, int]
    override_codes: Mapping[str, int]
    list_codes: Mapping[str, int]
    sizes: Sizes
    settles_on_ends: bool
    own_periods: bool

    def on(self, table: int, day: int) -> int:
        """What a table of durations gives for a day."""
        return int(self.tables[table, day - FIRST])


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of each kind of working memory a walk needs."""

    counters: int
    windows: int
    streaks: int
    counts: int


def compile_rules(rulesets: Sequence[Ruleset], working: WorkingDays) -> Compiled:
    """The arrays of these versions, which stand in the order in which they take effect."""
    made = Numbering(rulesets, working)
    weighing, judging = Weighing(made), Judging(made)
    links = np.zeros((len(rulesets), len(made.behaviours), 2), dtype=np.int32)
    for v in range(len(rulesets)):
        for code, number in made.behaviours.items():
            links[v, number] = weighing.add(v, code)
    weighing.tie(weighing.points_rules())
    versions = records([judging.version(r) for r in rulesets], VERSION)
    slots = [slot for r in rulesets for slot in judging.slots(r)]
    spaces = [space for r in rulesets for space in judging.spaces(r)]
    lists = [row for r in rulesets for row in judging.lists(r)]
    months, firsts = _months()
    return Compiled(
        versions=versions,
        in_force=_in_force(versions),
        links=links,
        rules=records(weighing.rules, RULE),
        sources=tuple(weighing.sources),
        tables=_tables(made),
        months=months,
        firsts=firsts,
        bands=np.array([(at, points, strict) for at, strict, points in made.bands], dtype=BAND),
        severities=tuple(weighing.severities),
        slots=records(slots, SLOT),
        spaces=records(spaces, SPACE),
        conditions=records(judging.conditions, CONDITION),
        overrides=records(judging.overrides, OVERRIDE),
        raises=records(weighing.raises, RAISE),
        watched=np.array(made.watched, dtype=np.int32),
        lists=records(lists, LIST),
        behaviours=made.behaviours,
        indicators=made.indicators,
        dimensions=made.dimensions,
        override_codes=made.override_codes,
        list_codes=made.lists,
        sizes=Sizes(len(made.counters), len(made.windows), len(made.streaks), len(made.counts)),
        settles_on_ends=_ends_can_enter(rulesets),
        own_periods=any(r.period.kind == "anniversary" for r in rulesets),
    )


def _tables(made: Numbering) -> npt.NDArray[np.int32]:
    """All durations; at least one row, so that there is something to look up in."""
    days = made.days or [np.full(LAST - FIRST + 1, NEVER, dtype=np.int32)]
    return np.array(days, dtype=np.int32)


def _ends_can_enter(rulesets: Sequence[Ruleset]) -> bool:
    """Whether a condition can come to hold because something ended, without a fact.

    It cannot where every indicator moves the total the same way as the conditions ask, so that an end
    only moves it back, and where nobody looks at a grade, which other things move.
    """
    if any(looks_at_grades(r) for r in rulesets):
        return True
    indicators = [i for r in rulesets for i in r.indicators]
    values = {value for i in indicators for value in i.values}
    asked = ("total", "indicator", "dimension")
    conditions = [c for r in rulesets for c in every_condition(r) if c.on in asked]
    measured = any(i.kind != "points" for i in indicators)
    wrong_way = any(
        min(values, default=0) < 0 if c.above else max(values, default=0) > 0 for c in conditions
    )
    return bool(conditions) and (measured or wrong_way)


def _in_force(versions: Records) -> npt.NDArray[np.int32]:
    """For each day the version in force on it; -1 before the first."""
    found = np.searchsorted(versions["day"], all_days(), side="right") - 1
    return found.astype(np.int32)


def _months() -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """For each day the number of its month, and for each month (to 2300) its first day."""
    number = all_days().astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    months = (number[0] + np.arange((2300 - 1990) * 12)).astype("datetime64[M]")
    firsts = months.astype("datetime64[D]").astype(np.int32)
    return (number - number[0]).astype(np.int32), firsts


if LAST - FIRST > NEVER:
    raise AssertionError("the day tables must end before NEVER")
