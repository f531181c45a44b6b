"""Turns the rulesets of a book into records, rule by rule, in one numbering of all codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from scoring.days import (
    Days,
    WorkingDays,
    day_number,
    duration_table,
    period_table,
)
from scoring.nothing import best_points
from scoring.records import (
    BY_DECISION,
    CARRY,
    DAYS,
    DOWN,
    EXTEND,
    FOR_LIFE,
    FRESH,
    HALF_EVEN,
    HALF_UP,
    HALVES,
    MEAN,
    MONTHS,
    NOTHING,
    ON_BEHAVIOUR,
    ON_DIMENSION,
    ON_INDICATOR,
    ON_TOTAL,
    POINTS,
    RATE,
    RECAST,
    RESTART,
    STOPS,
    VETO,
    WORK,
)
from scoring.ruleset import (
    Band,
    Condition,
    Duration,
    Edge,
    Indicator,
    ListRule,
    Override,
    Period,
    Ruleset,
)

WORDS: Mapping[str | None, int] = {
    None: 0, "points": POINTS, "rate": RATE, "mean": MEAN, "stops": STOPS, "halves": HALVES,
    "half_up": HALF_UP, "half_even": HALF_EVEN, "down": DOWN,
    "carry": CARRY, "fresh": FRESH, "recast": RECAST,
    "total": ON_TOTAL, "indicator": ON_INDICATOR, "dimension": ON_DIMENSION,
    "behaviour": ON_BEHAVIOUR, "months": MONTHS, "days": DAYS, "life": FOR_LIFE,
    "decision": BY_DECISION, "nothing": NOTHING, "restart": RESTART, "extend": EXTEND,
    "veto": VETO, "unrated": WORK,
}  # fmt: skip


UNBOUNDED = 10**12
"""A dimension without floor or ceiling."""


def _union(codes: Iterable[Iterable[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for version in codes:
        for code in version:
            found.setdefault(code, len(found))
    return found


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Which version and behaviour a RULE record stands for, and its indicator or override."""

    version: int
    behaviour: str
    indicator: str | None
    override: str | None
    period: int


@dataclass(slots=True)
class Compiler:
    """Collects the records of every version of a book. Codes of all versions share one numbering."""

    rulesets: Sequence[Ruleset]
    working: WorkingDays
    rules: list[dict[str, int]] = field(default_factory=list)
    sources: list[RuleSource] = field(default_factory=list)
    bands: list[tuple[int, int, int]] = field(default_factory=list)
    tables: dict[object, int] = field(default_factory=dict)
    days: list[Days] = field(default_factory=list)
    severities: list[Mapping[str, int]] = field(default_factory=list)
    watched: list[int] = field(default_factory=list)
    overrides: list[dict[str, int]] = field(default_factory=list)
    conditions: list[dict[str, int]] = field(default_factory=list)
    behaviours: dict[str, int] = field(init=False)
    indicators: dict[str, int] = field(init=False)
    dimensions: dict[str, int] = field(init=False)
    override_codes: dict[str, int] = field(init=False)
    lists: dict[str, int] = field(init=False)
    work: frozenset[str] = field(init=False)
    watched_behaviours: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        books = self.rulesets
        self.behaviours = _union(r.behaviours for r in books)
        self.indicators = _union([i.code for i in r.indicators] for r in books)
        self.dimensions = _union([d.code for d in r.dimensions] for r in books)
        self.override_codes = _union([o.code for o in r.overrides] for r in books)
        self.lists = _union([rule.code for rule in r.lists] for r in books)
        self.work = frozenset(
            code for r in books for o in r.overrides if o.kind == "unrated" for code in o.behaviours
        )
        self.watched_behaviours = frozenset(
            code for r in books for rule in r.lists for c in rule.enter for code in c.behaviours
        )

    def table(self, key: object, days: Days) -> int:
        if key not in self.tables:
            self.tables[key] = len(self.days)
            self.days.append(days)
        return self.tables[key]

    def life(self, period: Period, valid_for: Duration | None) -> int:
        """The table of ends of a life: its period, cut short by its validity."""
        days = period_table(period)
        if valid_for is not None:
            days = np.minimum(days, duration_table(valid_for, self.working))
        return self.table(("life", period, valid_for), days)

    def delay(self, delay: Duration | None) -> int:
        if delay is None:
            return -1
        return self.table(("delay", delay), duration_table(delay, self.working))

    def rows(self, bands: Sequence[Band]) -> tuple[int, int]:
        """Bands as ascending lower edges; returns where they begin and end."""
        ordered = sorted(bands, key=lambda b: _lower(b.lower))
        first = len(self.bands)
        self.bands += [(*_lower(b.lower), b.points) for b in ordered]
        return first, len(self.bands)

    def add_rules(self, version: int, behaviour: str) -> tuple[int, int]:
        """The rules by which a version weighs a behaviour, in file order."""
        ruleset, first = self.rulesets[version], len(self.rules)
        period = self.life(ruleset.period, None)
        for indicator in ruleset.indicators:
            if behaviour in indicator.behaviours:
                self.rules.append(self._rule(version, indicator, behaviour))
                self.sources.append(RuleSource(version, behaviour, indicator.code, None, period))
        for override in ruleset.overrides:
            if override.lasts is not None and behaviour in override.behaviours:
                self.rules.append(self._veto_rule(version, override, behaviour))
                self.sources.append(RuleSource(version, behaviour, None, override.code, period))
        if behaviour in self.work:
            self.rules.append(self._work_rule(version, behaviour, period))
            self.sources.append(RuleSource(version, behaviour, None, None, period))
        return first, len(self.rules)

    def _rule(self, version: int, indicator: Indicator, behaviour: str) -> dict[str, int]:
        steps = self.rows(indicator.bands) if indicator.ladder_of else (0, 0)
        severities = -1
        if indicator.by_severity is not None:
            severities = len(self.severities)
            self.severities.append(indicator.by_severity)
        points = indicator.kind == "points"
        touch = self._life_counters(version, behaviour) if points else (0, 0)
        cap = indicator.cap_per_event
        return {
            "base": indicator.points or 0,
            "cap_per_event": -1 if cap is None else cap,
            "kind": WORDS[indicator.kind],
            "version": version,
            "indicator": self.indicators[indicator.code],
            "life": self.life(self.rulesets[version].period, indicator.valid_for),
            "delay": self.delay(indicator.delay),
            "severities": severities,
            "steps": steps[0],
            "steps_end": steps[1],
            "ladder": {None: 0, "amount": 1, "quantity": 2}[indicator.ladder_of],
            "times": int(indicator.times_quantity),
            "repair": WORDS[indicator.repair],
            "rating_low": indicator.lowest,
            "rating_high": indicator.highest,
            "touch": touch[0],
            "touch_end": touch[1],
        }

    def _veto_rule(self, version: int, override: Override, behaviour: str) -> dict[str, int]:
        """A veto with `for`: a life of its own. Each version has its own queue of them."""
        lasts = override.lasts or Duration("days", 1)
        touch = self.touch([len(self.behaviours) + self.override_codes[override.code]])
        return {
            "kind": VETO,
            "version": version,
            "indicator": -1,
            "life": self.table(("veto", version, lasts), duration_table(lasts, self.working)),
            "delay": self._veto_delay(version, behaviour),
            "severities": -1,
            "touch": touch[0],
            "touch_end": touch[1],
        }

    def _work_rule(self, version: int, behaviour: str, period: int) -> dict[str, int]:
        """What counts as work lives from `counts_from` to the end of its period."""
        touch = self.touch([self.work_counter(behaviour)])
        return {
            "kind": WORK,
            "version": version,
            "indicator": -1,
            "life": period,
            "delay": -1,
            "severities": -1,
            "touch": touch[0],
            "touch_end": touch[1],
        }

    def touch(self, counters: Sequence[int]) -> tuple[int, int]:
        first = len(self.watched)
        self.watched += counters
        return first, len(self.watched)

    def work_counter(self, behaviour: str) -> int:
        """Counters: lives of each behaviour, then vetoes by override, then work by behaviour."""
        return len(self.behaviours) + len(self.override_codes) + self.behaviours[behaviour]

    def _life_counters(self, version: int, behaviour: str) -> tuple[int, int]:
        """What a life under an indicator of kind points touches: its behaviour, and its vetoes."""
        vetoes = [
            len(self.behaviours) + self.override_codes[o.code]
            for o in self.rulesets[version].overrides
            if o.kind == "veto" and o.lasts is None and behaviour in o.behaviours
        ]
        looked_at = [self.behaviours[behaviour]] if behaviour in self.watched_behaviours else []
        return self.touch(looked_at + vetoes)

    def _veto_delay(self, version: int, behaviour: str) -> int:
        """A veto begins on the weighing day of its fact."""
        for indicator in self.rulesets[version].indicators:
            if indicator.kind == "points" and behaviour in indicator.behaviours:
                return self.delay(indicator.delay)
        return -1

    def slot(self, ruleset: Ruleset, indicator: Indicator) -> dict[str, int]:
        measured = indicator.kind != "points"
        bands = self.rows(indicator.bands) if measured and indicator.bands else (0, 0)
        full = measured and indicator.when_unassessed == "full"
        line = indicator.line
        ends = (0, 0, 0, 0) if line is None else (
            line.rating0, line.points0, line.rating1, line.points1,
        )  # fmt: skip
        return {
            "cap": -1 if indicator.cap is None else indicator.cap,
            "min_sample": indicator.min_sample,
            "unassessed": best_points(indicator, ruleset.best_is_high) if full else 0,
            **dict(zip(("rating0", "points0", "rating1", "points1"), ends, strict=True)),
            "kind": WORDS[indicator.kind],
            "dimension": self.dimensions[indicator.dimension],
            "bands": bands[0],
            "bands_end": bands[1],
            "unrated": int(indicator.when_unassessed == "unrated"),
            "line": int(line is not None),
        }

    def override(self, ruleset: Ruleset, override: Override) -> dict[str, int]:
        codes = [g.code for g in ruleset.grades]
        if override.kind == "veto":
            watched = self.touch([len(self.behaviours) + self.override_codes[override.code]])
        else:
            watched = self.touch([self.work_counter(code) for code in override.behaviours])
        return {
            "at_least": override.at_least,
            "kind": WORDS[override.kind],
            "grade": codes.index(override.grade) if override.grade else len(codes) - 1,
            "denominators": int(override.measure == "denominator"),
            "watched": watched[0],
            "watched_end": watched[1],
        }

    def condition(self, rule: ListRule, condition: Condition) -> dict[str, int]:
        targets = {"indicator": self.indicators, "dimension": self.dimensions}
        target = targets.get(condition.on, {}).get(condition.target or "", -1)
        watched = self.touch([self.behaviours[code] for code in condition.behaviours])
        return {
            "at": condition.at,
            "list": self.lists[rule.code],
            "on": WORDS[condition.on],
            "target": target,
            "above": int(condition.above),
            "watched": watched[0],
            "watched_end": watched[1],
        }

    def version(self, ruleset: Ruleset) -> dict[str, int]:
        """A VERSION record, and on the way its overrides and conditions."""
        first = (len(self.overrides), len(self.conditions))
        self.overrides += [self.override(ruleset, o) for o in ruleset.overrides]
        self.conditions += [self.condition(r, c) for r in ruleset.lists for c in r.enter]
        grades = self.rows([Band(g.lower, g.upper, n) for n, g in enumerate(ruleset.grades)])
        scale = ruleset.scale
        return {
            "start": scale.start,
            "floor": scale.floor,
            "ceiling": scale.ceiling,
            "whole": scale.whole,
            "unit": scale.unit,
            "day": day_number(ruleset.effective_from),
            "change": WORDS[ruleset.change],
            "rounding": WORDS[scale.rounding],
            "period": self.life(ruleset.period, None),
            "grades": grades[0],
            "grades_end": grades[1],
            "overrides": first[0],
            "overrides_end": len(self.overrides),
            "conditions": first[1],
            "conditions_end": len(self.conditions),
            "no_double_count": int(ruleset.no_double_count),
            "weighted": int(ruleset.weighted),
            "calendar": int(ruleset.period.kind == "calendar"),
        }


def _lower(edge: Edge | None) -> tuple[int, int]:
    return (-(2**40), 0) if edge is None else (edge.at, int(edge.strict))
