"""What must fit in the lists of a ruleset: nobody is on or off one before anything was recorded."""

from __future__ import annotations

from scoring.draft import Draft
from scoring.nothing import Nothing, nothing
from scoring.numbers import points_text, short_text
from scoring.references import check_known, check_weighed, circle_from
from scoring.ruleset import Condition, ListRule

OF_POINTS = ("total", "indicator", "dimension")


def check_lists(draft: Draft) -> None:
    """Notes every problem of lists."""
    start = nothing(draft)
    for path, rule in draft.lists.items():
        _check_list(draft, rule, path)
        for name, conditions in (("enter", rule.enter), ("leave", rule.leave)):
            for n, condition in enumerate(conditions, 1):
                where = f"{path}.{name}[{n}]"
                _check_condition(draft, condition, where)
                if start is not None:
                    _check_start(draft, condition, start, where)
    _check_affiliates(draft)


def _check_list(draft: Draft, rule: ListRule, path: str) -> None:
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


def _check_affiliates(draft: Draft) -> None:
    """A listing whose affiliates come onto lists that lead back to it would spread without end."""
    codes = {rule.code: path for path, rule in draft.lists.items()}
    leads_to = {
        path: [codes[rule.affiliates.list]]
        if rule.affiliates is not None and rule.affiliates.list in codes
        else []
        for path, rule in draft.lists.items()
    }
    for path in leads_to:
        circle = circle_from(leads_to, path)
        if circle:
            found = " → ".join(draft.lists[step].code for step in circle)
            draft.reader.wrong(f"{path}.affiliates.list", "affiliates_circle", found=found)


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
    if condition.on in ("indicator", "dimension"):
        check_known(draft, f"{condition.on}s", condition.target or "", f"{path}.{condition.on}")
    if condition.on == "total":
        _check_reach(draft, condition, path)


def _check_periods(draft: Draft, path: str) -> None:
    if draft.period is not None and not draft.period.has_periods:
        draft.reader.wrong(path, "periods_needed")


def _check_clean(draft: Draft, code: str, path: str) -> None:
    if not check_known(draft, "indicators", code, path):
        return
    indicator = draft.indicators.get(f"indicators[{code}]")
    if indicator is not None and (indicator.kind != "clean" or indicator.retired):
        draft.reader.wrong(path, "clean_kind", found=code)


def _check_reach(draft: Draft, condition: Condition, path: str) -> None:
    scale = draft.scale
    if scale is None or draft.category or scale.floor <= condition.at <= scale.ceiling:
        return
    found, least, most = (short_text(v, 2) for v in (condition.at, scale.floor, scale.ceiling))
    draft.reader.wrong(path, "out_of_reach", found=found, least=least, most=most)


def _check_start(draft: Draft, condition: Condition, start: Nothing, path: str) -> None:
    """Nobody is on a list, or kept off it, from the first day on."""
    if condition.on == "grade" and start.grade in condition.grades:
        draft.reader.wrong(f"{path}.grades", "start_grade", found=start.grade)
    if condition.on not in OF_POINTS or draft.category or draft.scale is None:
        return
    value = start.value(condition)
    if value >= condition.at if condition.above else value <= condition.at:
        found = points_text(int(value), draft.scale.places)
        draft.reader.wrong(path, "start_on_list", found=found)
