"""What must fit in the lists of a ruleset: nobody is on one before anything was recorded."""

from __future__ import annotations

from fractions import Fraction

from scoring.draft import Draft
from scoring.numbers import points_text, short_text
from scoring.reading import SCALES
from scoring.references import check_known, check_weighed
from scoring.ruleset import Condition, Indicator, ListRule, Scale


def check_list(draft: Draft, rule: ListRule, path: str) -> None:
    person = (draft.head["applies_to"] or {}).get("subject") == "person"
    if rule.mode == "automatic" and person:
        draft.reader.wrong(f"{path}.mode", "persons_decided")
    if rule.mode == "automatic" and rule.length.unit == "decision":
        draft.reader.wrong(f"{path}.length", "length_decided")
    if rule.publicity is not None and rule.publicity[0] > rule.publicity[1]:
        draft.reader.wrong(f"{path}.publicity", "dates", earlier="min_months", later="max_months")
    for n, condition in enumerate(rule.enter, 1):
        _check_condition(draft, condition, f"{path}.enter[{n}]")


def _check_condition(draft: Draft, condition: Condition, path: str) -> None:
    if condition.on == "behaviour":
        for code in condition.behaviours:
            if check_known(draft, "behaviours", code, f"{path}.behaviours"):
                check_weighed(draft, code, f"{path}.behaviours")
        return
    if condition.on in ("indicator", "dimension"):
        group = f"{condition.on}s"
        if not check_known(draft, group, condition.target or "", f"{path}.{condition.on}"):
            return
    if draft.scale is None:
        return
    value = _value_of_nothing(draft, draft.scale, condition)
    if value >= condition.at if condition.above else value <= condition.at:
        found = points_text(int(value), draft.scale.places)
        draft.reader.wrong(path, "start_on_list", found=found)
    scale = draft.scale
    if condition.on == "total" and not scale.floor <= condition.at <= scale.ceiling:
        found, least, most = (short_text(v, 2) for v in (condition.at, scale.floor, scale.ceiling))
        draft.reader.wrong(path, "out_of_reach", found=found, least=least, most=most)


def _value_of_nothing(draft: Draft, scale: Scale, condition: Condition) -> Fraction:
    """What a condition reads when nothing has been recorded."""
    indicators = draft.indicators.values()
    if condition.on == "indicator":
        of_it = [i for i in indicators if i.code == condition.target]
        return Fraction(sum(unassessed_points(draft, i) for i in of_it))
    values: dict[str, Fraction] = {}
    for dimension in draft.dimensions.values():
        inside = [i for i in indicators if i.dimension == dimension.code]
        value = dimension.start + sum(unassessed_points(draft, i) for i in inside)
        values[dimension.code] = _held(Fraction(value), dimension.floor, dimension.ceiling)
    if condition.on == "dimension":
        return values.get(condition.target or "", Fraction(0))
    weighed = (value * _weight(draft, code) for code, value in values.items())
    return _held(sum(weighed, Fraction(scale.start)), scale.floor, scale.ceiling)


def _held(value: Fraction, floor: int | None, ceiling: int | None) -> Fraction:
    low = value if floor is None else max(value, Fraction(floor))
    return low if ceiling is None else min(low, Fraction(ceiling))


def _weight(draft: Draft, code: str) -> Fraction:
    """The weight of a dimension: 1 in an unweighted scheme."""
    rows = draft.head["dimensions"] or ()
    share = next((row["weight"] for row in rows if row and row["code"] == code), None)
    whole = (draft.head["scale"] or {}).get("whole") or 1
    return Fraction(1) if share is None else Fraction(share, whole * 10 ** SCALES["share"])


def unassessed_points(draft: Draft, indicator: Indicator) -> int:
    """What a rate or mean gives before anything has been measured."""
    if indicator.kind == "points" or indicator.when_unassessed != "full":
        return 0
    return best_points(indicator, _best_is_high(draft))


def best_points(indicator: Indicator, best_is_high: bool) -> int:
    """The most favourable points of an indicator's bands or line."""
    return max(indicator.values) if best_is_high else min(indicator.values)


def _best_is_high(draft: Draft) -> bool:
    grades = list(draft.grades.values())
    if not grades:
        return True
    first, last = grades[0].upper, grades[-1].upper
    return first is None or (last is not None and first.at > last.at)
