"""Days as whole numbers (days since 1970-01-01) and durations as tables from day to day."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from scoring.ruleset import Duration, Period

EPOCH = date(1970, 1, 1)
FIRST = (date(1990, 1, 1) - EPOCH).days
LAST = (date(2109, 12, 31) - EPOCH).days
"""The tables reach ten years beyond the last day a fact may have, so that a walk can look ahead."""

OPEN = 2**30
"""End of what has no known end."""
LIFE = OPEN + 1
"""End of what lasts for life."""
NEVER = OPEN + 2
"""A day that does not come."""

Days: TypeAlias = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days are worked: Monday to Friday, but not `rest`, and also the `worked` weekend days."""

    rest: AbstractSet[date] = field(default_factory=frozenset)
    worked: AbstractSet[date] = field(default_factory=frozenset)

    def mask(self) -> npt.NDArray[np.bool_]:
        days = np.arange(FIRST, LAST + 1)
        mask = np.asarray((days + 3) % 7 < 5)  # 1970-01-01 was a Thursday
        for marked, value in ((self.rest, False), (self.worked, True)):
            for day in marked:
                if FIRST <= day_number(day) <= LAST:
                    mask[day_number(day) - FIRST] = value
        return mask


def day_number(day: date) -> int:
    return (day - EPOCH).days


def day_of(number: int) -> date:
    return EPOCH + timedelta(days=int(number))


def add_months(days: npt.NDArray[np.int64], months: int) -> npt.NDArray[np.int64]:
    """The same day of a later month, or that month's last day."""
    month = days.astype("datetime64[D]").astype("datetime64[M]")
    of_month = days - month.astype("datetime64[D]").astype(np.int64)
    start = (month + months).astype("datetime64[D]").astype(np.int64)
    length = (month + months + 1).astype("datetime64[D]").astype(np.int64) - start
    later: npt.NDArray[np.int64] = start + np.minimum(of_month, length - 1)
    return later


def months_later(day: date, months: int) -> date:
    return day_of(int(add_months(np.array([day_number(day)]), months)[0]))


def all_days() -> npt.NDArray[np.int64]:
    return np.arange(FIRST, LAST + 1, dtype=np.int64)


def duration_table(duration: Duration, working: WorkingDays) -> Days:
    """For each day the day `duration` later; NEVER beyond what the tables hold. Only to be read."""
    if duration.unit == "months":
        return _months_table(duration.n)
    if duration.unit == "days":
        return (all_days() + duration.n).astype(np.int32)
    return _working_days_later(duration.n, working).astype(np.int32)


@lru_cache(maxsize=256)
def _months_table(months: int) -> Days:
    """Made once: a rule that is edited is compiled again and again, with the same lengths of time."""
    later = add_months(all_days(), months).astype(np.int32)
    later.setflags(write=False)
    return later


def _working_days_later(n: int, working: WorkingDays) -> npt.NDArray[np.int64]:
    """The n-th working day after each day."""
    mask = working.mask()
    worked = all_days()[mask]
    reached = np.cumsum(mask)  # working days up to and including each day
    index = reached + n - 1
    later = np.full(len(mask), NEVER, dtype=np.int64)
    inside = index < len(worked)
    later[inside] = worked[index[inside]]
    return later


def period_table(period: Period) -> Days:
    """For each weighing day the first day on which the fact's period is over. Only to be read."""
    if period.kind == "rolling":
        return _months_table(period.months)
    return _units_table(period.months)


@lru_cache(maxsize=8)
def _units_table(months: int) -> Days:
    """For each day the first day of the next year, half-year or quarter. Only to be read."""
    month = all_days().astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    following = (month // months + 1) * months
    first = following.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    first.setflags(write=False)
    return first


def period_opened(period: Period, day: date) -> date:
    """The day from which a statement on `day` runs."""
    if period.kind == "rolling":
        return months_later(day, -period.months)
    month = (day.year * 12 + day.month - 1) // period.months * period.months
    return date(month // 12, month % 12 + 1, 1)
