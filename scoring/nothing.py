"""What a draft gives before anything has been recorded: points, total and grade."""

from __future__ import annotations

from fractions import Fraction

from scoring.draft import Draft
from scoring.ruleset import Condition, Edge, Grade, Indicator, Scale
from scoring.values import SCALES


def value_of_nothing(draft: Draft, scale: Scale, condition: Condition) -> Fraction:
    """What a condition on a total, indicator or dimension reads, in hundredths."""
    if condition.on == "indicator":
        named = (i for i in draft.indicators.values() if i.code == condition.target)
        return Fraction(sum(points_of_nothing(draft, i) for i in named))
    if condition.on == "dimension":
        return _dimensions(draft).get(condition.target or "", Fraction(0))
    return _total(draft, scale)


def grade_of_nothing(draft: Draft) -> str | None:
    """The grade at the start; None where a subject without records is not graded."""
    indicators = draft.indicators.values()
    if any(o.kind == "unrated" for o in draft.overrides.values()) or any(
        i.when_unassessed == "unrated" for i in indicators
    ):
        return None
    if draft.category:
        return next((grade.code for grade in draft.grades.values()), None)
    if draft.scale is None or not _dimensions(draft):
        return None
    total = _total(draft, draft.scale)
    return next((g.code for g in draft.grades.values() if _contains(g, total)), None)


def _contains(grade: Grade, total: Fraction) -> bool:
    low, high = grade.lower, grade.upper
    above = low is None or (total > low.at if low.strict else total >= low.at)
    return above and (high is None or _below(high, total))


def _below(edge: Edge, total: Fraction) -> bool:
    return total < edge.at if edge.strict else total <= edge.at


def _total(draft: Draft, scale: Scale) -> Fraction:
    values = _dimensions(draft)
    weights = {code: _weight(draft, code) for code in values}
    whole = sum(weights.values(), Fraction(0)) if draft.weighted else Fraction(1)
    weighed = sum((values[code] * weights[code] for code in values), Fraction(0))
    total = scale.start + (weighed / whole if whole else weighed)
    return _held(total, scale.floor, scale.ceiling)


def _dimensions(draft: Draft) -> dict[str, Fraction]:
    """The value of each dimension that is not left out."""
    values: dict[str, Fraction] = {}
    for dimension in draft.dimensions.values():
        inside = [i for i in draft.indicators.values() if i.dimension == dimension.code]
        if any(i.when_unassessed == "redistribute" for i in inside):
            continue
        value = dimension.start + sum(points_of_nothing(draft, i) for i in inside)
        values[dimension.code] = _held(Fraction(value), dimension.floor, dimension.ceiling)
    return values


def _held(value: Fraction, floor: int | None, ceiling: int | None) -> Fraction:
    low = value if floor is None else max(value, Fraction(floor))
    return low if ceiling is None else min(low, Fraction(ceiling))


def _weight(draft: Draft, code: str) -> Fraction:
    """The weight of a dimension as written: 1 in an unweighted scheme."""
    share = draft.shares.get(code)
    return Fraction(1) if share is None else Fraction(share, int(10 ** SCALES["share"]))


def points_of_nothing(draft: Draft, indicator: Indicator) -> int:
    """What an indicator gives before anything has been recorded."""
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
    if not grades:
        return True
    first, last = grades[0].upper, grades[-1].upper
    return first is None or (last is not None and first.at > last.at)
