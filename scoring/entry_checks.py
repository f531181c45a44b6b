"""What must fit in the lists of a ruleset: nobody is on or off one before anything was recorded."""

from __future__ import annotations

from scoring.draft import Draft
from scoring.nothing import grade_of_nothing, value_of_nothing
from scoring.numbers import points_text, short_text
from scoring.references import check_known, check_weighed
from scoring.ruleset import Condition, ListRule

OF_POINTS = ("total", "indicator", "dimension")


def check_list(draft: Draft, rule: ListRule, path: str) -> None:
    wrong = draft.reader.wrong
    person = (draft.head["applies_to"] or {}).get("subject") == "person"
    if rule.mode == "automatic" and person:
        wrong(f"{path}.mode", "persons_decided")
    if rule.mode == "automatic" and rule.length.unit == "decision":
        wrong(f"{path}.length", "length_decided")
    if rule.length.unit == "periods":
        _check_periods(draft, f"{path}.length")
    if rule.publicity is not None and rule.publicity[0] > rule.publicity[1]:
        wrong(f"{path}.publicity", "dates", earlier="min_months", later="max_months")
    if rule.affiliates is not None:
        check_known(draft, "lists", rule.affiliates.list, f"{path}.affiliates.list")
    for name, conditions in (("enter", rule.enter), ("leave", rule.leave)):
        for n, condition in enumerate(conditions, 1):
            _check_condition(draft, condition, f"{path}.{name}[{n}]")


def _check_condition(draft: Draft, condition: Condition, path: str) -> None:
    for code in condition.behaviours:
        known = check_known(draft, "behaviours", code, f"{path}.behaviours")
        if known and condition.on == "behaviour":
            check_weighed(draft, code, f"{path}.behaviours")
    for code in condition.grades:
        check_known(draft, "grades", code, f"{path}.grades")
    if condition.on in ("periods", "clean"):
        _check_periods(draft, f"{path}.on")
    if condition.on == "clean":
        _check_clean(draft, condition.target or "", f"{path}.indicator")
    if condition.on == "grade":
        _check_grade(draft, condition, path)
    if condition.on in OF_POINTS:
        _check_threshold(draft, condition, path)


def _check_periods(draft: Draft, path: str) -> None:
    if draft.period is not None and not draft.period.has_periods:
        draft.reader.wrong(path, "periods_needed")


def _check_clean(draft: Draft, code: str, path: str) -> None:
    if not check_known(draft, "indicators", code, path):
        return
    indicator = draft.indicators.get(f"indicators[{code}]")
    if indicator is not None and (indicator.kind != "clean" or indicator.retired):
        draft.reader.wrong(path, "clean_kind", found=code)


def _check_grade(draft: Draft, condition: Condition, path: str) -> None:
    if not draft.complete:
        return
    first = grade_of_nothing(draft)
    if first in condition.grades:
        draft.reader.wrong(f"{path}.grades", "start_grade", found=first)


def _check_threshold(draft: Draft, condition: Condition, path: str) -> None:
    if condition.on != "total":
        group = f"{condition.on}s"
        if not check_known(draft, group, condition.target or "", f"{path}.{condition.on}"):
            return
    scale = draft.scale
    if scale is None or draft.category or not draft.complete:
        return
    value = value_of_nothing(draft, scale, condition)
    if value >= condition.at if condition.above else value <= condition.at:
        found = points_text(int(value), scale.places)
        draft.reader.wrong(path, "start_on_list", found=found)
    if condition.on == "total" and not scale.floor <= condition.at <= scale.ceiling:
        found, least, most = (short_text(v, 2) for v in (condition.at, scale.floor, scale.ceiling))
        draft.reader.wrong(path, "out_of_reach", found=found, least=least, most=most)
