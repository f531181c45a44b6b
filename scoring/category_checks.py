"""What a category scheme may not have: nothing in it gives, takes or looks at points."""

from __future__ import annotations

from scoring.draft import Draft
from scoring.ruleset import Indicator

DIMENSION_KEYS = ("floor", "ceiling", "weight", "start")
EDGES = ("from", "above", "up_to", "below")
POINT_CONDITIONS = ("total", "indicator", "dimension")


def check_category(draft: Draft) -> None:
    """Notes every key of points in a category scheme, and the missing scale of any other."""
    head = draft.head
    if not draft.category:
        if head["scale"] is None and draft.reader.whole("scale"):
            label = {"label_zh": "计分标尺", "label_en": "scale"}
            draft.reader.wrong("scale", "missing", key="scale", **label)
        return
    if head["scale"] is not None or not draft.reader.whole("scale"):
        draft.reader.wrong("scale", "category_key", key="scale")
    _refuse(draft, "dimensions", DIMENSION_KEYS)
    _refuse(draft, "grades", EDGES)
    for path, indicator in draft.indicators.items():
        _check_no_points(draft, indicator, path)
    for path, rule in draft.lists.items():
        for name, conditions in (("enter", rule.enter), ("leave", rule.leave)):
            for n, condition in enumerate(conditions, 1):
                if condition.on in POINT_CONDITIONS:
                    where = f"{path}.{name}[{n}].on"
                    draft.reader.wrong(where, "category_condition", found=condition.on)


def _refuse(draft: Draft, group: str, keys: tuple[str, ...]) -> None:
    for n, row in enumerate(draft.head[group] or (), 1):
        for key in keys:
            if row and row.get(key) is not None:
                draft.reader.wrong(f"{group}[{row['code'] or n}].{key}", "category_key", key=key)


def _check_no_points(draft: Draft, indicator: Indicator, path: str) -> None:
    given = {
        "points": indicator.kind == "points" and indicator.points is not None,
        "by_severity": indicator.by_severity is not None,
        "ladder": indicator.ladder_of is not None,
        "times": indicator.times_quantity,
        "cap_per_event": indicator.cap_per_event is not None,
        "cap": indicator.cap is not None,
    }
    for key in (key for key, stands in given.items() if stands):
        draft.reader.wrong(f"{path}.{key}", "category_key", key=key)
    if indicator.kind != "points" and any(indicator.values):
        draft.reader.wrong(path, "category_zero")
