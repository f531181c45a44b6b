"""Compiles how a day is judged: indicators and dimensions, grades, overrides, lists, periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scoring.compiler import LOOKS_AT, WORDS, Numbering, conditions_of, every_condition
from scoring.days import day_number
from scoring.nothing import best_points
from scoring.records import BY_DECISION
from scoring.ruleset import (
    Band,
    Condition,
    Dimension,
    Indicator,
    ListRule,
    Override,
    Period,
    Ruleset,
    calendar_months,
)
from scoring.weighing import FROM_A_FACT

Row = dict[str, int]

UNBOUNDED = 10**18
"""Of dimensions without floor or ceiling, in parts of the whole: within 64 bits, beyond any sum of facts."""


@dataclass(slots=True)
class Judging:
    """Collects the records by which days are settled."""

    numbering: Numbering
    overrides: list[Row] = field(default_factory=list)
    conditions: list[Row] = field(default_factory=list)

    def slots(self, ruleset: Ruleset) -> Iterator[Row]:
        """One for each indicator of the book; blank where the version has no such indicator."""
        own = {i.code: i for i in ruleset.indicators}
        for code in self.numbering.indicators:
            yield self._slot(ruleset, own[code]) if code in own else {}

    def _slot(self, ruleset: Ruleset, indicator: Indicator) -> Row:
        measured = indicator.kind in ("rate", "mean", "count")
        bands = self.numbering.rows(indicator.bands) if measured and indicator.bands else (0, 0)
        full = indicator.when_unassessed == "full"
        line = indicator.line
        ends = (0, indicator.points or 0, 0, 0) if line is None else (
            line.rating0, line.points0, line.rating1, line.points1,
        )  # fmt: skip
        sample = 1 if indicator.kind == "achieved" else indicator.min_sample
        return {
            "cap": -1 if indicator.cap is None else indicator.cap,
            "min_sample": sample,
            "unassessed": best_points(indicator, ruleset.best_is_high) if full else 0,
            **dict(zip(("rating0", "points0", "rating1", "points1"), ends, strict=True)),
            "kind": WORDS[indicator.kind],
            "dimension": self.numbering.dimensions[indicator.dimension],
            "bands": bands[0],
            "bands_end": bands[1],
            "unrated": int(indicator.when_unassessed == "unrated"),
            "redistributes": int(indicator.when_unassessed == "redistribute"),
            "line": int(line is not None),
            "periods": indicator.periods,
            "at_least": indicator.at_least,
            "retired": int(indicator.retired),
        }

    def spaces(self, ruleset: Ruleset) -> Iterator[Row]:
        own = {d.code: d for d in ruleset.dimensions}
        unbounded = UNBOUNDED // ruleset.scale.whole
        return (_space(own.get(code), unbounded) for code in self.numbering.dimensions)

    def lists(self, ruleset: Ruleset) -> Iterator[Row]:
        own = {rule.code: rule for rule in ruleset.lists}
        return (_list(ruleset.period, own.get(code)) for code in self.numbering.lists)

    def _grades(self, codes: Sequence[str]) -> tuple[int, int]:
        return self.numbering.touch(
            self.numbering.grades[code] for code in codes if code in self.numbering.grades
        )

    def _override(self, ruleset: Ruleset, override: Override) -> Row:
        numbering = self.numbering
        codes = [g.code for g in ruleset.grades]
        if override.kind in FROM_A_FACT:
            watched = numbering.touch([numbering.override_counter(override)])
        else:
            watched = numbering.touch(
                numbering.work_counter(code, override.within) for code in override.behaviours
            )
        when = self._grades(override.when)
        locks = override.kind == "lock" and override.lasts is not None
        lasts = numbering.lasting("lock", override.lasts) if locks and override.lasts else -1
        return {
            "at_least": override.at_least,
            "kind": WORDS[override.kind],
            "grade": codes.index(override.grade) if override.grade else len(codes) - 1,
            "by": override.by,
            "denominators": int(override.measure == "denominator"),
            "watched": watched[0],
            "watched_end": watched[1],
            "own": numbering.override_codes[override.code],
            "lasts": lasts,
            "periods": override.periods,
            "streak": numbering.streak("lock", override.code) if override.periods else -1,
            "when": when[0],
            "when_end": when[1],
        }

    def _conditions(self, rule: ListRule) -> Iterator[Row]:
        place = 0
        for condition, leaves in conditions_of(rule):
            row = self._condition(condition)
            row["list"] = self.numbering.lists[rule.code]
            row["leaves"] = int(leaves)
            if condition.on == "periods":
                row["streak"] = self.numbering.streak("list", rule.code, place)
                place += 1
            yield row

    def _condition(self, condition: Condition) -> Row:
        numbering = self.numbering
        targets = {"indicator": numbering.indicators, "clean": numbering.indicators}
        targets["dimension"] = numbering.dimensions
        if condition.on == "behaviour":
            numbers = (numbering.counter("life", code) for code in condition.behaviours)
            watched = numbering.touch(numbers)
        elif condition.on == "count":
            within = condition.within
            seen = (numbering.seen_counter(code, within) for code in condition.behaviours)
            watched = numbering.touch(seen)
        else:
            watched = self._grades(condition.grades)
        return {
            "at": condition.at,
            "at_least": condition.at_least or 1,
            "on": LOOKS_AT[condition.on],
            "target": targets.get(condition.on, {}).get(condition.target or "", -1),
            "above": int(condition.above),
            "watched": watched[0],
            "watched_end": watched[1],
            "periods": condition.periods,
            "streak": -1,
        }

    def version(self, ruleset: Ruleset) -> Row:
        """A VERSION record, and on the way its overrides and conditions."""
        first = (len(self.overrides), len(self.conditions))
        self.overrides += [self._override(ruleset, o) for o in ruleset.overrides]
        for rule in ruleset.lists:
            self.conditions += self._conditions(rule)
        codes = self._grades([g.code for g in ruleset.grades])
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
            **self._by_total(ruleset),
            "codes": codes[0],
            "last": len(ruleset.grades) - 1,
            "overrides": first[0],
            "overrides_end": len(self.overrides),
            "conditions": first[1],
            "conditions_end": len(self.conditions),
            "no_double_count": int(ruleset.no_double_count),
            "weighted": int(ruleset.weighted),
            "heaviest": max((d.part for d in ruleset.dimensions), default=0),
            "looks": int(any(looks_at_grades(r) for r in self.numbering.rulesets)),
            **self._periods(ruleset),
        }

    def _by_total(self, ruleset: Ruleset) -> Row:
        """Which grade a total gives; in a category scheme the first."""
        if ruleset.category:
            bands = [Band(None, None, 0)]
        else:
            bands = [Band(g.lower, g.upper, n) for n, g in enumerate(ruleset.grades)]
        rows = self.numbering.rows(bands)
        return {"grades": rows[0], "grades_end": rows[1]}

    def _periods(self, ruleset: Ruleset) -> Row:
        """When periods open, and what is to be done then."""
        books, period = self.numbering.rulesets, ruleset.period
        cleans = self.numbering.touch(
            self.numbering.indicators[i.code] for i in ruleset.indicators if i.kind == "clean"
        )
        own = period.kind == "anniversary"
        closes = own or any(r.period.carry_over for r in books)
        span = span_of(period)
        return {
            "own": int(own),
            "span": span,
            "due": int(span > 0 and (closes or any(map(counts_periods, books)))),
            "anew": int(own or period.kind == "calendar"),
            "cleans": cleans[0],
            "cleans_end": cleans[1],
        }


def span_of(period: Period) -> int:
    """Months of a period; 0 where there are none."""
    if period.kind == "anniversary":
        return period.months
    return calendar_months(period.unit) if period.unit else 0


def counts_periods(ruleset: Ruleset) -> bool:
    """Whether something is reckoned in whole periods, so that each opening matters."""
    return (
        any(i.kind == "clean" for i in ruleset.indicators)
        or any(o.periods for o in ruleset.overrides)
        or any(c.on == "periods" for c in every_condition(ruleset))
    )


def looks_at_grades(ruleset: Ruleset) -> bool:
    """Whether a lock or a condition looks at the settled grade."""
    return any(o.kind == "lock" for o in ruleset.overrides) or any(
        c.on in ("grade", "periods") for c in every_condition(ruleset)
    )


def _space(dimension: Dimension | None, unbounded: int) -> Row:
    if dimension is None:
        return {"floor": 0, "ceiling": 0, "part": 0, "start": 0}
    floor, ceiling = dimension.floor, dimension.ceiling
    return {
        "floor": -unbounded if floor is None else floor,
        "ceiling": unbounded if ceiling is None else ceiling,
        "part": dimension.part,
        "start": dimension.start,
    }


def _list(period: Period, rule: ListRule | None) -> Row:
    if rule is None:
        return {"unit": BY_DECISION}
    return {
        "present": 1,
        "automatic": int(rule.mode == "automatic"),
        "unit": WORDS[rule.length.unit],
        "length": rule.length.n,
        "again": WORDS[rule.again],
        "own": int(period.kind == "anniversary"),
        "span": span_of(period),
        "restarts": int(rule.code in period.restart_on),
        "suspends": int(rule.code in period.suspend_during),
        "restarts_after": int(rule.code in period.restart_after),
    }
