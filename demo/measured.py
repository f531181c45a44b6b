"""Measured results: inspections of four levels and ratings of attitude, entered in grids by the offices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from demo.calendar import busy, working_after, working_days
from demo.data import Contractor, contractors, read
from demo.entries import (
    LONGEST_WAIT,
    Known,
    clerk_of,
    county_in,
    draft,
    entry_day,
    moment,
    words,
)
from demo.province import Province, prefecture_key
from services.events.record_event import record_events

HARSH = "511000"
"""The prefecture that inspects more strictly than the others."""

# Pass rates in internal, prefecture, provincial and national control.
_RATES = {
    "good": (0.975, 0.940, 0.900, 0.880),
    "usual": (0.962, 0.898, 0.795, 0.735),
    "weak": (0.945, 0.850, 0.720, 0.680),
    "poor": (0.915, 0.790, 0.660, 0.600),
}
_DRIFT = {"up": 0.07, "level": 0.0, "down": -0.07}
# Plots inspected at a time.
_SAMPLE = {"Q01": (18, 60), "Q02": (8, 26), "Q03": (5, 12), "Q04": (4, 8)}
_SHARES = {
    True: {"Q01": 0.36, "Q02": 0.30, "S01": 0.22, "Q03": 0.09, "Q04": 0.03},
    False: {"Q01": 0.44, "Q02": 0.28, "S01": 0.22, "Q03": 0.06},
}
_PROVINCIAL = {"Q03": "expert", "Q04": "clerk2"}


def plan_measured(province: Province) -> None:
    """Every result at its day, entered together with what its office enters on the same day."""
    grids: dict[tuple[date, str], list[Known]] = defaultdict(list)
    for contractor in contractors().values():
        for known in _results(province, contractor):
            grids[_entry(province, known)].append(known)
    for (day, username), grid in sorted(grids.items()):
        province.diary.enter(moment(province, day), partial(_record, province, username, grid))


def _entry(province: Province, known: Known) -> tuple[date, str]:
    username = _PROVINCIAL.get(known.behaviour) or (
        clerk_of(province, known.region)
        if known.behaviour == "S01"
        else prefecture_key(known.region)
    )
    return entry_day(username, known.day), username


def _record(province: Province, username: str, grid: list[Known], now: datetime) -> None:
    officer = province.staff[username]
    texts = read("texts")["measured"]
    drafts = [
        draft(province, known, words(province, known, officer, texts[known.behaviour]))
        for known in grid
    ]
    record_events(province.session, officer, drafts, now)


def active_days(province: Province, contractor: Contractor) -> list[date]:
    """The working days on which a contractor was at work, but for the eve of a long holiday."""
    return [
        day
        for first, last in contractor.active
        for day in working_days(province.day(first), province.day(last))
        if working_after(day) - day <= LONGEST_WAIT
    ]


def _results(province: Province, contractor: Contractor) -> Iterator[Known]:
    if contractor.branch_of:
        return  # it answers through its head
    days = active_days(province, contractor)
    if contractor.records == 0:
        yield from _first_results(contractor, days)
        return
    for behaviour, share in _SHARES[contractor.unit].items():
        for day in _pick(province, days, max(2, round(contractor.records * share))):
            yield _result(province, contractor, behaviour, day)


def _first_results(contractor: Contractor, days: list[date]) -> Iterator[Known]:
    """Too little work to be graded."""
    for (behaviour, inspected), day in zip((("Q01", 4), ("Q02", 3)), days[3:], strict=False):
        numbers: dict[str, int | str] = {"numerator": inspected, "denominator": inspected}
        yield Known(contractor.key, behaviour, day, contractor.regions[0], numbers)


def _pick(province: Province, days: list[date], count: int) -> list[date]:
    """So many different days, the busy ones more often."""
    keyed = [(province.random.random() ** (1 / busy(day)), day) for day in days]
    return sorted(day for _, day in sorted(keyed, reverse=True)[:count])


def _result(province: Province, contractor: Contractor, behaviour: str, day: date) -> Known:
    region = _region(province, contractor, behaviour)
    drift = _DRIFT[contractor.drift] * _progress(province, day)
    harsh = region.startswith(HARSH[:4])
    if behaviour == "S01":
        numbers = _rating(province, contractor.attitude + 5 * drift - 0.4 * harsh)
    else:
        rate = _RATES[contractor.rates][int(behaviour[1:]) - 1] + drift
        strict = 0.09 * (harsh and behaviour == "Q02")
        numbers = _inspection(province, behaviour, min(rate - strict, 0.99))
    return Known(contractor.key, behaviour, day, region, numbers)


def _progress(province: Province, day: date) -> float:
    """From -1 on the first day to +1 today."""
    return 2 * (day - province.start).days / (province.today - province.start).days - 1


def _region(province: Province, contractor: Contractor, behaviour: str) -> str:
    weights = [1 / (n + 1) for n in range(len(contractor.regions))]
    (prefecture,) = province.random.choices(contractor.regions, weights)
    by_county = behaviour == "S01" or province.random.random() < 0.5
    return county_in(province, prefecture) if by_county else prefecture


def _rating(province: Province, mean: float) -> dict[str, int | str]:
    rating = min(max(province.random.gauss(mean, 0.25), 1.0), 5.0)
    return {"rating": round(rating * 10) * 10}


def _inspection(province: Province, behaviour: str, rate: float) -> dict[str, int | str]:
    inspected = province.random.randint(*_SAMPLE[behaviour])
    passed = sum(province.random.random() < rate for _ in range(inspected))
    return {"numerator": passed, "denominator": inspected}
