"""Rulesets as arrays: what the walk reads instead of the text of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scoring.compiler import UNBOUNDED, WORDS, Compiler, RuleSource
from scoring.days import (
    FIRST,
    LAST,
    NEVER,
    WorkingDays,
    add_months,
    all_days,
)
from scoring.records import (
    BAND,
    BY_DECISION,
    CONDITION,
    LIST,
    OVERRIDE,
    RULE,
    SLOT,
    SPACE,
    VERSION,
    Records,
)
from scoring.ruleset import (
    Dimension,
    ListRule,
    Ruleset,
)


def _space(dimension: Dimension | None) -> dict[str, int]:
    if dimension is None:
        return {"floor": 0, "ceiling": 0, "part": 0, "start": 0}
    floor, ceiling = dimension.floor, dimension.ceiling
    return {
        "floor": -UNBOUNDED if floor is None else floor,
        "ceiling": UNBOUNDED if ceiling is None else ceiling,
        "part": dimension.part,
        "start": dimension.start,
    }


def _list(rule: ListRule | None) -> dict[str, int]:
    if rule is None:
        return {"unit": BY_DECISION}
    return {
        "present": 1,
        "automatic": int(rule.mode == "automatic"),
        "unit": WORDS[rule.length.unit],
        "length": rule.length.n,
        "again": WORDS[rule.again],
    }


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
    watched: npt.NDArray[np.int32]
    lists: Records
    behaviours: Mapping[str, int]
    indicators: Mapping[str, int]
    dimensions: Mapping[str, int]
    override_codes: Mapping[str, int]
    list_codes: Mapping[str, int]
    settles_on_ends: bool

    def on(self, table: int, day: int) -> int:
        """What a table of durations gives for a day."""
        return int(self.tables[table, day - FIRST])


def compile_rules(rulesets: Sequence[Ruleset], working: WorkingDays) -> Compiled:
    """The arrays of these versions, which stand in the order in which they take effect."""
    made = Compiler(rulesets, working)
    links = np.zeros((len(rulesets), len(made.behaviours), 2), dtype=np.int32)
    for v in range(len(rulesets)):
        for code, number in made.behaviours.items():
            links[v, number] = made.add_rules(v, code)
    versions = records([made.version(r) for r in rulesets], VERSION)
    slots = [
        made.slot(r, found) if (found := _find(r.indicators, code)) else {}
        for r in rulesets
        for code in made.indicators
    ]
    spaces = [_space(_find(r.dimensions, code)) for r in rulesets for code in made.dimensions]
    lists = [_list(_find(r.lists, code)) for r in rulesets for code in made.lists]
    months, firsts = _months()
    return Compiled(
        versions=versions,
        in_force=_in_force(versions),
        links=links,
        rules=records(made.rules, RULE),
        sources=tuple(made.sources),
        tables=np.array(made.days, dtype=np.int32),
        months=months,
        firsts=firsts,
        bands=np.array([(at, points, strict) for at, strict, points in made.bands], dtype=BAND),
        severities=tuple(made.severities),
        slots=records(slots, SLOT),
        spaces=records(spaces, SPACE),
        conditions=records(made.conditions, CONDITION),
        overrides=records(made.overrides, OVERRIDE),
        watched=np.array(made.watched, dtype=np.int32),
        lists=records(lists, LIST),
        behaviours=made.behaviours,
        indicators=made.indicators,
        dimensions=made.dimensions,
        override_codes=made.override_codes,
        list_codes=made.lists,
        settles_on_ends=_ends_can_enter(rulesets),
    )


def _ends_can_enter(rulesets: Sequence[Ruleset]) -> bool:
    """Whether a condition can come to hold because something ended, without a fact.

    It cannot where every indicator moves the total the same way as the conditions ask, so that an end
    only moves it back.
    """
    indicators = [i for r in rulesets for i in r.indicators]
    values = {value for i in indicators for value in i.values}
    conditions = [
        c for r in rulesets for rule in r.lists for c in rule.enter if c.on != "behaviour"
    ]
    measured = any(i.kind != "points" for i in indicators)
    wrong_way = any(
        min(values, default=0) < 0 if c.above else max(values, default=0) > 0 for c in conditions
    )
    return bool(conditions) and (measured or wrong_way)


def _find(parts: Iterable[Any], code: str) -> Any:
    return next((part for part in parts if part.code == code), None)


def _in_force(versions: Records) -> npt.NDArray[np.int32]:
    """For each day the version in force on it; -1 before the first."""
    found = np.searchsorted(versions["day"], all_days(), side="right") - 1
    return found.astype(np.int32)


def _months() -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """For each day the number of its month, and for each month (to 2300) its first day."""
    first = all_days()[:1]
    number = all_days().astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    firsts = [int(add_months(first, n)[0]) for n in range((2300 - 1990) * 12)]
    return (number - number[0]).astype(np.int32), np.array(firsts, dtype=np.int32)


if LAST - FIRST > NEVER:
    raise AssertionError("the day tables must end before NEVER")
