"""What everything in the demo province shares: its people, contractors, days, papers and numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from demo.calendar import at, working_after, working_on_or_before
from demo.data import SINCE_THE_BEGINNING
from demo.diary import Diary
from demo.papers import Papers
from evidence.store import Store
from identity import regions
from services.actor import Actor

SCHEME = "land-survey"
# Any number does: it makes the province of a given day always the same.
_SEED = 20180607
_MONTHS = 18


@dataclass(frozen=True)
class Stage:
    id: str
    name: str
    due_on: date


@dataclass
class Province:
    """``staff``: an actor for each username; ``offices`` by region; ``subjects`` by the contractor's key."""

    session: Session
    store: Store
    today: date
    random: Random = field(default_factory=lambda: Random(_SEED))
    staff: dict[str, Actor] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    programme_id: str = ""
    stages: tuple[Stage, ...] = ()

    def __post_init__(self) -> None:
        yesterday = self.today - timedelta(days=1)
        self.diary = Diary(at(yesterday, 9 * 60))
        self.papers = Papers(self.store, self.random)
        self._numbers: Counter[tuple[str, int]] = Counter()

    @property
    def start(self) -> date:
        """The first day of the month eighteen months ago."""
        months = self.today.year * 12 + self.today.month - 1 - _MONTHS
        return date(months // 12, months % 12 + 1, 1)

    def day(self, ago: int) -> date:
        """The working day so many days before today, or the last one before that."""
        if ago >= SINCE_THE_BEGINNING:
            return working_after(self.start, 2)
        return working_on_or_before(self.today - timedelta(days=ago))

    def stage_on(self, day: date) -> Stage:
        """The stage that was being worked on."""
        return next((stage for stage in self.stages if stage.due_on >= day), self.stages[-1])

    def number(self, series: str, day: date) -> str:
        """The next number of a series of papers in the year of a day, as 川环函〔2026〕7号."""
        self._numbers[series, day.year] += 1
        return f"{series}〔{day.year}〕{self._numbers[series, day.year]}号"

    def second_officer(self, first: Actor) -> str:
        """Somebody else of the office; two officers go out together."""
        mates = [a for a in self.staff.values() if a.office_id == first.office_id and a != first]
        return self.random.choice(mates).name if mates else self.staff["reviewer2"].name


class Desk:
    """A clerk's desk while the province is set up: one thing after the other in office hours."""

    def __init__(self, first: date) -> None:
        self._day = first
        self._minute = 0

    def __call__(self) -> datetime:
        self._minute += 2
        if self._minute > 8 * 60:
            self._day, self._minute = working_after(self._day), 0
        return at(self._day, self._minute)


def prefecture_key(region: str) -> str:
    """The username of a prefecture's clerk: its name in plain letters."""
    code = regions.prefecture_of(region)
    place = next(p for p in regions.SICHUAN_PREFECTURES if p.code == code)
    return place.en.lower().replace("'", "").replace("ê", "e")


def said(day: date) -> str:
    """A day as officers write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def place_name(region: str) -> str:
    """A prefecture or county of the province, without the province."""
    return regions.full_name(region).removeprefix("四川省")
