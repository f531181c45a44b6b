"""What must fit within one indicator, and between it and the behaviours it reads."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.bands import Ruler, check_cover
from scoring.draft import Draft
from scoring.escalation_checks import check_escalation
from scoring.numbers import short_text
from scoring.reading import Reader
from scoring.references import check_known, check_requires
from scoring.ruleset import Indicator

OWN_END = ("points", "count", "achieved")
"""Kinds of which each fact may name the end of its own validity."""
WINDOWED = ("rate", "mean", "count")
"""Kinds that look at a window, which `valid_for` is where the period bounds nothing."""


def check_indicators(draft: Draft) -> None:
    """Notes every problem of indicators."""
    for path, indicator in draft.indicators.items():
        _check_behaviours(draft, indicator, path)
        _check_signs(draft.reader, indicator, path)
        _check_validity(draft, indicator, path)
        _check_kind(draft, indicator, path)
        _check_unassessed(draft, indicator, path)
        for code in indicator.behaviours:
            check_requires(draft, code, _fields_read(indicator))
    _check_weighed_once(draft)


def _check_behaviours(draft: Draft, indicator: Indicator, path: str) -> None:
    check_known(draft, "dimensions", indicator.dimension, f"{path}.dimension")
    read = {name: getattr(indicator, name) for name in ("behaviours", "refuted_by", "work")}
    for name, codes in read.items():
        for code in codes:
            check_known(draft, "behaviours", code, f"{path}.{name}")
        if codes and indicator.retired:
            draft.reader.wrong(f"{path}.{name}", "retired_behaviours")
    if not indicator.retired and not indicator.behaviours:
        draft.reader.wrong(f"{path}.behaviours", "empty", least=1)
    for name in ("refuted_by", "work"):
        for code in sorted(set(read[name]) & set(indicator.behaviours)):
            draft.reader.wrong(f"{path}.{name}", "both_sides", behaviour=code)


def _check_signs(reader: Reader, indicator: Indicator, path: str) -> None:
    steps = indicator.escalate.steps if indicator.escalate else ()
    values = (*indicator.values, *(step.add or 0 for step in steps))
    if min(values, default=0) < 0 < max(values, default=0):
        reader.wrong(path, "mixed_signs")


def _check_validity(draft: Draft, indicator: Indicator, path: str) -> None:
    validity, period = indicator.valid_for, draft.period
    where = f"{path}.valid_for"
    if validity is not None and validity.unit == "until_on" and indicator.kind not in OWN_END:
        draft.reader.wrong(where, "own_end")
    if period is None or period.kind != "validity" or indicator.kind not in WINDOWED:
        return
    if validity is None:
        draft.reader.wrong(where, "window_needed", key="valid_for")


def _fields_read(indicator: Indicator) -> Sequence[str]:
    """What a record must carry for this indicator to weigh it."""
    always = {"rate": ["numerator", "denominator"], "mean": ["rating"]}
    base = {"amount": ["amount_fen"], "quantity": ["quantity"]}
    read = always.get(indicator.kind, []) + base.get(indicator.ladder_of or "", [])
    read += ["severity"] if indicator.by_severity is not None else []
    read += ["quantity"] if indicator.times_quantity else []
    own_end = indicator.valid_for is not None and indicator.valid_for.unit == "until_on"
    return (*read, "until_on") if own_end else read


def _check_kind(draft: Draft, indicator: Indicator, path: str) -> None:
    if indicator.kind == "points":
        _check_points(draft, indicator, path)
    elif indicator.kind == "rate":
        ruler = Ruler(0, 10**4, None, lambda v: short_text(v, 4))
        _check_bands(draft.reader, indicator, ruler, f"{path}.bands")
    elif indicator.kind == "mean":
        _check_mean(draft.reader, indicator, path)
    elif indicator.kind == "count":
        ruler = Ruler(0, None, 1, lambda v: short_text(v, 0))
        _check_bands(draft.reader, indicator, ruler, f"{path}.bands")
    elif indicator.kind == "clean":
        _check_clean(draft, indicator, path)


def _check_points(draft: Draft, indicator: Indicator, path: str) -> None:
    reader = draft.reader
    bases = {
        "points": indicator.points,
        "by_severity": indicator.by_severity,
        "ladder": indicator.ladder_of,
    }
    given = [name for name, value in bases.items() if value is not None]
    if len(given) != 1 and not draft.category:
        allowed, found = ", ".join(bases), " + ".join(given) or "—"
        reader.wrong(path, "exactly_one", allowed=allowed, found=found)
    if indicator.ladder_of == "quantity" and indicator.times_quantity:
        reader.wrong(f"{path}.times", "ladder_quantity")
    if indicator.ladder_of is not None:
        money = indicator.ladder_of == "amount"
        ruler = Ruler(0, None, 1, lambda v: short_text(v, 2 if money else 0))
        _check_bands(reader, indicator, ruler, f"{path}.ladder.steps")
    check_escalation(draft, indicator, f"{path}.escalate")


def _check_mean(reader: Reader, indicator: Indicator, path: str) -> None:
    given = [n for n, v in (("bands", indicator.bands), ("line", indicator.line)) if v]
    if len(given) != 1:
        found = " + ".join(given) or "—"
        reader.wrong(path, "exactly_one", allowed="bands, line", found=found)
    if indicator.lowest >= indicator.highest:
        reader.wrong(path, "dates", earlier="lowest", later="highest")
        return
    if indicator.bands:
        ruler = Ruler(indicator.lowest, indicator.highest, None, lambda v: short_text(v, 2))
        _check_bands(reader, indicator, ruler, f"{path}.bands")
    _check_line(reader, indicator, f"{path}.line")


def _check_line(reader: Reader, indicator: Indicator, path: str) -> None:
    line = indicator.line
    if line is None:
        return
    limits = (indicator.lowest, indicator.highest)
    for name, rating in (("from", line.rating0), ("to", line.rating1)):
        if not limits[0] <= rating <= limits[1]:
            reader.out_of_range(f"{path}.{name}.rating", rating, limits)
    if line.rating0 >= line.rating1:
        reader.wrong(path, "dates", earlier="from.rating", later="to.rating")


def _check_bands(reader: Reader, indicator: Indicator, ruler: Ruler, path: str) -> None:
    rows = [(f"{path}[{n}]", b.lower, b.upper) for n, b in enumerate(indicator.bands, 1)]
    check_cover(rows, ruler, reader, path)


def _check_clean(draft: Draft, indicator: Indicator, path: str) -> None:
    if bool(indicator.work) is not bool(indicator.at_least):
        draft.reader.wrong(path, "both_or_neither", first="work", second="at_least")
    if draft.period is not None and not draft.period.has_periods:
        draft.reader.wrong(f"{path}.kind", "periods_needed")


def _check_unassessed(draft: Draft, indicator: Indicator, path: str) -> None:
    """A dimension is left out as a whole: only the one indicator in it can ask for that."""
    if indicator.when_unassessed != "redistribute":
        return
    where = f"{path}.when_unassessed"
    if not draft.weighted:
        draft.reader.wrong(where, "redistribute_weighted")
    elif draft.crowd(indicator.dimension) > 1:
        draft.reader.wrong(where, "redistribute_alone", dimension=indicator.dimension)


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
