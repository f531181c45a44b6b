"""The province's diary: acts of its people, each at its instant, done in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import date, datetime
from itertools import count

from services.clock import day_of

Act = Callable[[datetime], None]


class Diary:
    """Acts may enter later ones. What lies after ``last`` (the end of yesterday) is never done."""

    def __init__(self, last: datetime) -> None:
        self.last = last
        self._acts: list[tuple[datetime, int, Act]] = []
        self._numbers = count()

    def enter(self, at: datetime, act: Act) -> None:
        if at <= self.last:
            heapq.heappush(self._acts, (at, next(self._numbers), act))

    def live(self, tell: Callable[[date], None]) -> None:
        """Do everything; ``tell`` hears the first day of each month that begins."""
        month = (0, 0)
        while self._acts:
            at, _, act = heapq.heappop(self._acts)
            day = day_of(at)
            if (day.year, day.month) != month:
                month = (day.year, day.month)
                tell(day)
            act(at)
