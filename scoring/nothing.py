"""What a draft gives before anything has been recorded: points, total and grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.draft import Draft
from scoring.ruleset import Condition, Edge, Grade, Indicator, Scale
from scoring.values import SCALES


@dataclass(frozen=True, slots=True)
class Nothing:
    """Values in hundredths by code; `dimensions` has those that are not left out.

    `grade` is None where a subject without records is not graded.
    """

    total: Fraction
    grade: str | None
    dimensions: Mapping[str, Fraction]
    indicators: Mapping[str, int]

    def value(self, condition: Condition) -> Fraction:
        """What a condition on the total, a dimension or an indicator reads."""
        if condition.on == "total":
            return self.total
        if condition.on == "dimension":
            return self.dimensions.get(condition.target or "", Fraction(0))
        return Fraction(self.indicators.get(condition.target or "", 0))


def nothing(draft: Draft) -> Nothing | None:
    """The values of a subject without records; None while a part that makes them is not whole."""
    if draft.scale is None or not draft.complete:
        return None
    indicators = {i.code: _points(draft, i) for i in draft.indicators.values()}
    dimensions = _dimensions(draft, indicators)
    total = _total(draft, draft.scale, dimensions)
    return Nothing(total, _grade(draft, total, dimensions), dimensions, indicators)


def _points(draft: Draft, indicator: Indicator) -> int:
    if indicator.kind == "count":
        return next((b.points for b in indicator.bands if _holds_zero(b.lower)), 0)
    if indicator.when_unassessed == "full":
        return best_points(indicator, _best_is_high(draft))
    return 0


def _holds_zero(lower: Edge | None) -> bool:
    return lower is None or (lower.at == 0 and not lower.strict)


def best_points(indicator: Indicator, best_is_high: bool) -> int:
    """The most favourable points of an indicator's bands or line, or of what is achieved or not."""
    values = (*indicator.values, 0) if indicator.kind == "achieved" else indicator.values
    return max(values) if best_is_high else min(values)


def _best_is_high(draft: Draft) -> bool:
    grades = list(draft.grades.values())
    first, last = grades[0].upper, grades[-1].upper
    return first is None or (last is not None and first.at > last.at)


def _dimensions(draft: Draft, points: Mapping[str, int]) -> dict[str, Fraction]:
    sums = {dimension.code: Fraction(dimension.start) for dimension in draft.dimensions.values()}
    for indicator in draft.indicators.values():
        sums[indicator.dimension] += points[indicator.code]
    for indicator in draft.indicators.values():
        if indicator.when_unassessed == "redistribute":
            del sums[indicator.dimension]
    limits = {d.code: (d.floor, d.ceiling) for d in draft.dimensions.values()}
    return {code: _held(value, *limits[code]) for code, value in sums.items()}


def _total(draft: Draft, scale: Scale, dimensions: Mapping[str, Fraction]) -> Fraction:
    one = int(10 ** SCALES["share"])
    weights = {code: Fraction(draft.shares.get(code, one), one) for code in dimensions}
    whole = sum(weights.values(), Fraction(0)) if draft.weighted and weights else Fraction(1)
    weighed = sum((value * weights[code] for code, value in dimensions.items()), Fraction(0))
    return _held(scale.start + weighed / whole, scale.floor, scale.ceiling)


def _held(value: Fraction, floor: int | None, ceiling: int | None) -> Fraction:
    low = value if floor is None else max(value, Fraction(floor))
    return low if ceiling is None else min(low, Fraction(ceiling))


def _grade(draft: Draft, total: Fraction, dimensions: Mapping[str, Fraction]) -> str | None:
    idle = any(override.kind == "unrated" for override in draft.overrides.values())
    unknown = any(i.when_unassessed == "unrated" for i in draft.indicators.values())
    if idle or unknown or not dimensions:
        return None
    grades = draft.grades.values()
    if draft.category:
        return next(grade.code for grade in grades)
    return next((grade.code for grade in grades if _contains(grade, total)), None)


def _contains(grade: Grade, total: Fraction) -> bool:
    low, high = grade.lower, grade.upper
    above = low is None or total > low.at or (total == low.at and not low.strict)
    below = high is None or total < high.at or (total == high.at and not high.strict)
    return above and below
