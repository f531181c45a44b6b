"""What must fit together in a ruleset beyond the shape of each table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from scoring.bands import Ruler, check_cover
from scoring.basis import check_basis, check_effects, check_fair
from scoring.category_checks import check_category
from scoring.draft import Draft
from scoring.entry_checks import check_lists
from scoring.indicator_checks import check_indicators
from scoring.numbers import short_text
from scoring.override_checks import check_overrides
from scoring.period_checks import check_period
from scoring.values import SCALES

READERS = ("indicators", "overrides", "lists")
"""Lists whose tables name the behaviours that they look at."""


def check(draft: Draft) -> None:
    """Notes every problem of a draft in its reader."""
    _check_codes(draft)
    check_basis(draft)
    check_effects(draft)
    check_fair(draft)
    check_category(draft)
    _check_scale(draft)
    _check_weights(draft)
    _check_behaviours(draft)
    check_period(draft)
    check_indicators(draft)
    _check_grades(draft)
    check_overrides(draft)
    check_lists(draft)


def _check_codes(draft: Draft) -> None:
    for name, codes in draft.codes.items():
        for code, times in codes.items():
            if times > 1:
                draft.reader.wrong(f"{name}[{code}]", "duplicate", found=code)


def _check_scale(draft: Draft) -> None:
    scale, wrong = draft.scale, draft.reader.wrong
    if scale is None or draft.category:
        return
    if scale.floor >= scale.ceiling:
        wrong("scale", "dates", earlier="floor", later="ceiling")
    if not scale.floor <= scale.start <= scale.ceiling:
        draft.reader.out_of_range("scale.start", scale.start, (scale.floor, scale.ceiling))


def _check_weights(draft: Draft) -> None:
    rows = [row for row in draft.head["dimensions"] or () if row and row["code"]]
    shares = draft.shares
    without = [row["code"] for row in rows if row["weight"] is None]
    whole = (draft.head["scale"] or {}).get("whole")
    if not shares:
        _refuse_weighted_keys(draft, rows, whole)
        return
    if without:
        draft.reader.wrong("dimensions", "weights_some", found=", ".join(without))
        return
    one = int(10 ** SCALES["share"])
    wanted = (whole or 1) * one
    if sum(shares.values()) != wanted:
        found = short_text(sum(shares.values()), SCALES["share"])
        draft.reader.wrong("dimensions", "weights_sum", wanted=whole or 1, found=found)
    if whole and any(share % one for share in shares.values()):
        draft.reader.wrong("dimensions", "places", found="weight", places=0)


def _refuse_weighted_keys(draft: Draft, rows: Iterable[dict[str, object]], whole: object) -> None:
    if whole is not None:
        draft.reader.wrong("scale.whole", "only_weighted", key="whole")
    for row in rows:
        if row["start"] is not None:
            draft.reader.wrong(f"dimensions[{row['code']}].start", "only_weighted", key="start")


def _check_behaviours(draft: Draft) -> None:
    used = set(_read_behaviours(draft))
    for path, behaviour in draft.behaviours.items():
        if behaviour.nature == "adverse" and behaviour.severity_class is None:
            label = {"label_zh": "失信程度", "label_en": "class"}
            draft.reader.wrong(f"{path}.class", "missing", key="class", **label)
        if behaviour.code not in used and draft.readable(*READERS):
            draft.reader.wrong(path, "never_used", behaviour=behaviour.code)
    for path, dimension in draft.dimensions.items():
        start = dimension.start
        if dimension.floor is not None and dimension.floor > start:
            draft.reader.wrong(path, "dates", earlier="floor", later="start (0)")
        if dimension.ceiling is not None and dimension.ceiling < start:
            draft.reader.wrong(path, "dates", earlier="start (0)", later="ceiling")


def _read_behaviours(draft: Draft) -> Iterator[str]:
    """Every behaviour that an indicator, an override or a condition names."""
    rows = [*draft.rows("indicators"), *draft.rows("overrides")]
    for rule in draft.rows("lists"):
        rows += [row for name in ("enter", "leave") for row in rule[name] or () if row]
    for row in rows:
        for name in ("behaviours", "refuted_by", "work"):
            yield from row.get(name) or ()


def _check_grades(draft: Draft) -> None:
    scale, grades = draft.scale, draft.grades
    if (
        draft.category
        or scale is None
        or len(grades) < 2
        or len(grades) != len(draft.head["grades"])
    ):
        return
    grid = None if draft.weighted else scale.unit
    ruler = Ruler(scale.floor, scale.ceiling, grid, lambda v: short_text(v, 2))
    rows = [(path, g.lower, g.upper) for path, g in grades.items()]
    check_cover(rows, ruler, draft.reader, "grades")
    begins = [(ruler.begins(g.lower), path, g.code) for path, g in grades.items()]
    rising = begins[0][0] < begins[-1][0]
    for (first, _, _), (second, path, code) in pairwise(begins):
        if (second > first) is not rising:
            draft.reader.wrong(path, "grade_order", found=code)
