"""What must fit together in a ruleset beyond the shape of each table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from scoring.bands import Ruler, check_cover
from scoring.basis import check_basis, check_effects, check_fair
from scoring.category_checks import check_category
from scoring.draft import Draft
from scoring.entry_checks import check_list
from scoring.numbers import short_text
from scoring.reading import SCALES, Reader
from scoring.references import check_known, check_weighed
from scoring.ruleset import Indicator


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
    for path, indicator in draft.indicators.items():
        _check_indicator(draft, indicator, path)
    _check_weighed_once(draft)
    _check_grades(draft)
    _check_overrides(draft)
    for path, rule in draft.lists.items():
        check_list(draft, rule, path)


def _check_codes(draft: Draft) -> None:
    for name, codes in draft.codes.items():
        for n, code in enumerate(codes):
            if code in codes[:n]:
                draft.reader.wrong(f"{name}[{code}]", "duplicate", found=code)


def _check_scale(draft: Draft) -> None:
    scale, wrong = draft.scale, draft.reader.wrong
    if scale is None or draft.category:
        return
    if scale.floor >= scale.ceiling:
        wrong("scale", "dates", earlier="floor", later="ceiling")
    if not scale.floor <= scale.start <= scale.ceiling:
        _out_of_range(draft.reader, "scale.start", scale.start, (scale.floor, scale.ceiling))


def _out_of_range(reader: Reader, path: str, value: int, limits: tuple[int, int]) -> None:
    found, least, most = (short_text(v, 2) for v in (value, *limits))
    reader.wrong(path, "out_of_range", found=found, least=least, most=most)


def _check_weights(draft: Draft) -> None:
    rows = [row for row in draft.head["dimensions"] or () if row and row["code"]]
    shares = {row["code"]: row["weight"] for row in rows if row["weight"] is not None}
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
    used = {
        code
        for name in ("indicators", "overrides")
        for row in draft.head[name] or ()
        if row
        for name in ("behaviours", "refuted_by", "work")
        for code in row.get(name) or ()
    }
    for path, behaviour in draft.behaviours.items():
        if behaviour.nature == "adverse" and behaviour.severity_class is None:
            label = {"label_zh": "失信程度", "label_en": "class"}
            draft.reader.wrong(f"{path}.class", "missing", key="class", **label)
        if behaviour.code not in used:
            draft.reader.wrong(path, "never_used", behaviour=behaviour.code)
    for path, dimension in draft.dimensions.items():
        start = dimension.start
        if dimension.floor is not None and dimension.floor > start:
            draft.reader.wrong(path, "dates", earlier="floor", later="start (0)")
        if dimension.ceiling is not None and dimension.ceiling < start:
            draft.reader.wrong(path, "dates", earlier="start (0)", later="ceiling")


def _check_indicator(draft: Draft, indicator: Indicator, path: str) -> None:
    reader = draft.reader
    check_known(draft, "dimensions", indicator.dimension, f"{path}.dimension")
    for code in indicator.behaviours:
        check_known(draft, "behaviours", code, f"{path}.behaviours")
    if indicator.retired and indicator.behaviours:
        reader.wrong(f"{path}.behaviours", "retired_behaviours")
    if not indicator.retired and not indicator.behaviours:
        reader.wrong(f"{path}.behaviours", "empty", least=1)
    if min(indicator.values, default=0) < 0 < max(indicator.values, default=0):
        reader.wrong(path, "mixed_signs")
    checks = {
        "rate": _check_rate,
        "mean": _check_mean,
        "count": _check_count,
    }
    if indicator.kind in checks:
        checks[indicator.kind](reader, indicator, path)
    if indicator.kind == "points":
        _check_points(reader, indicator, path, category=draft.category)
    for field in _fields_read(indicator):
        _check_field(draft, indicator, field, path)


def _fields_read(indicator: Indicator) -> Sequence[str]:
    """What a record must carry for this indicator to weigh it."""
    if indicator.kind == "rate":
        return ("numerator", "denominator")
    if indicator.kind == "mean":
        return ("rating",)
    amount = {"amount": "amount_fen", "quantity": "quantity"}
    read = [amount[indicator.ladder_of]] if indicator.ladder_of else []
    read += ["severity"] if indicator.by_severity is not None else []
    return (*read, "quantity") if indicator.times_quantity else read


def _check_field(draft: Draft, indicator: Indicator, field: str, path: str) -> None:
    for behaviour in draft.behaviours.values():
        if behaviour.code in indicator.behaviours and field not in behaviour.fields:
            where = f"behaviours[{behaviour.code}].fields"
            draft.reader.wrong(where, "field_needed", behaviour=behaviour.code, field=field)


def _check_points(reader: Reader, indicator: Indicator, path: str, *, category: bool) -> None:
    bases = {
        "points": indicator.points,
        "by_severity": indicator.by_severity,
        "ladder": indicator.ladder_of,
    }
    given = [name for name, value in bases.items() if value is not None]
    if len(given) != 1 and not category:
        allowed, found = ", ".join(bases), " + ".join(given) or "—"
        reader.wrong(path, "exactly_one", allowed=allowed, found=found)
    if indicator.ladder_of == "quantity" and indicator.times_quantity:
        reader.wrong(f"{path}.times", "ladder_quantity")
    if indicator.ladder_of is not None:
        money = indicator.ladder_of == "amount"
        ruler = Ruler(0, None, 1, lambda v: short_text(v, 2 if money else 0))
        _check_bands(reader, indicator, ruler, f"{path}.ladder.steps")


def _check_rate(reader: Reader, indicator: Indicator, path: str) -> None:
    ruler = Ruler(0, 10**4, None, lambda v: short_text(v, 4))
    _check_bands(reader, indicator, ruler, f"{path}.bands")


def _check_count(reader: Reader, indicator: Indicator, path: str) -> None:
    ruler = Ruler(0, None, 1, lambda v: short_text(v, 0))
    _check_bands(reader, indicator, ruler, f"{path}.bands")


def _check_mean(reader: Reader, indicator: Indicator, path: str) -> None:
    given = [n for n, v in (("bands", indicator.bands), ("line", indicator.line)) if v]
    if len(given) != 1:
        found = " + ".join(given) or "—"
        reader.wrong(path, "exactly_one", allowed="bands, line", found=found)
    if indicator.lowest >= indicator.highest:
        reader.wrong(path, "dates", earlier="lowest", later="highest")
        return
    limits = (indicator.lowest, indicator.highest)
    if indicator.bands:
        ruler = Ruler(*limits, None, lambda v: short_text(v, 2))
        _check_bands(reader, indicator, ruler, f"{path}.bands")
    if indicator.line is not None:
        _check_line(reader, indicator, f"{path}.line")


def _check_line(reader: Reader, indicator: Indicator, path: str) -> None:
    line = indicator.line
    if line is None:
        return
    limits = (indicator.lowest, indicator.highest)
    for name, rating in (("from", line.rating0), ("to", line.rating1)):
        if not limits[0] <= rating <= limits[1]:
            _out_of_range(reader, f"{path}.{name}.rating", rating, limits)
    if line.rating0 >= line.rating1:
        reader.wrong(path, "dates", earlier="from.rating", later="to.rating")


def _check_bands(reader: Reader, indicator: Indicator, ruler: Ruler, path: str) -> None:
    rows = [(f"{path}[{n}]", b.lower, b.upper) for n, b in enumerate(indicator.bands, 1)]
    check_cover(rows, ruler, reader, path)


def _check_weighed_once(draft: Draft) -> None:
    weighed: dict[str, str] = {}
    for path, indicator in draft.indicators.items():
        if indicator.kind != "points":
            continue
        for code in indicator.behaviours:
            if code in weighed:
                where = f"{path}.behaviours"
                draft.reader.wrong(where, "weighed_twice", behaviour=code, other=weighed[code])
            weighed.setdefault(code, indicator.code)


def _check_grades(draft: Draft) -> None:
    scale, grades = draft.scale, draft.grades
    if (
        draft.category
        or scale is None
        or len(grades) < 2
        or len(grades) != len(draft.head["grades"])
    ):
        return
    weighted = any(row and row["weight"] is not None for row in draft.head["dimensions"] or ())
    grid = None if weighted else scale.unit
    ruler = Ruler(scale.floor, scale.ceiling, grid, lambda v: short_text(v, 2))
    rows = [(path, g.lower, g.upper) for path, g in grades.items()]
    check_cover(rows, ruler, draft.reader, "grades")
    begins = [(ruler.begins(g.lower), path, g.code) for path, g in grades.items()]
    rising = begins[0][0] < begins[-1][0]
    for (first, _, _), (second, path, code) in pairwise(begins):
        if (second > first) is not rising:
            draft.reader.wrong(path, "grade_order", found=code)


def _check_overrides(draft: Draft) -> None:
    for path, override in draft.overrides.items():
        for code in override.behaviours:
            known = check_known(draft, "behaviours", code, f"{path}.behaviours")
            if known and override.kind == "veto":
                check_weighed(draft, code, f"{path}.behaviours")
            if known and override.measure == "denominator":
                _check_denominator(draft, code)
        if override.grade is not None:
            check_known(draft, "grades", override.grade, f"{path}.grade")


def _check_denominator(draft: Draft, code: str) -> None:
    behaviour = draft.behaviours.get(f"behaviours[{code}]")
    if behaviour is not None and "denominator" not in behaviour.fields:
        where = f"behaviours[{code}].fields"
        draft.reader.wrong(where, "field_needed", behaviour=code, field="denominator")
