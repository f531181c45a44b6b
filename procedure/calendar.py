"""The Chinese working-day calendar: which days are worked, and which years are arranged already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Monday to Friday, but not `rest`, and also the `worked` weekend days.

    ``years`` are those whose arrangement (国务院办公厅关于…年部分节假日安排的通知) is known; of any other year
    only the weekends are, so that what falls in it is provisional (暂定).
    """

    rest: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def works(self, day: date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and day not in self.rest

    def arranged(self, day: date) -> bool:
        """Whether the holidays of this day's year are known."""
        return day.year in self.years

    def arranged_between(self, first: date, last: date) -> bool:
        return all(year in self.years for year in range(first.year, last.year + 1))

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next one that is worked."""
        while not self.works(day):
            day += DAY
        return day

    def working_days_later(self, day: date, n: int) -> date:
        """The n-th working day after a day, itself not counted."""
        for _ in range(n):
            day = self.on_or_after(day + DAY)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """Working days after one day up to and including another; below zero when it is past."""
        if until < after:
            return -self.working_days_between(until, after)
        span = range(1, (until - after).days + 1)
        return sum(self.works(after + DAY * n) for n in span)


def joined(parts: Iterable[Calendar]) -> Calendar:
    """One calendar of several years."""
    together = list(parts)
    return Calendar(
        rest=frozenset().union(*(part.rest for part in together)),
        worked=frozenset().union(*(part.worked for part in together)),
        years=frozenset().union(*(part.years for part in together)),
    )
