"""The rules on units that prepare environmental impact reports as plain Python: one unit, day after day.

It is what a careful programmer would write for this one regulation: no other version, no other rule, no
lines, no forecast. The points, list terms and codes are those of `rulesets/eia-units/2019.toml`.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

POINTS = {
    "banned": 20,
    "owner-penalised": 10,
    "penalised": 10,
    "criticised": 5,
    "ineligible": 5,
    "information-untrue": 2,
    "information-late": 1,
    "two-units": 5,
    "no-contract": 2,
    "no-quality-control": 5,
    "no-signed-table": 2,
    "not-archived": 2,
    "inspection-refused": 5,
}
REPORT, BAN = "approved-report", "banned"
CEILING, WARNING, LIMIT = 1_000, 10, 20
PERIOD, RECTIFICATION = 12, 6
REPORTS, PERIODS = 10, 2
DAY = timedelta(days=1)
NEVER = date.max


class PlainFact(NamedTuple):
    """One record of a unit; its facts stand in the order in which they are walked."""

    day: date
    behaviour: str
    incident: int | None


class PlainDecision(NamedTuple):
    """A decision that puts the unit on the blacklist."""

    start: date
    until: date


class Standing(NamedTuple):
    """Points, place of the grade, and for honour, key supervision, rectification and blacklist 0, 1 or 2."""

    points: int
    grade: int
    lists: tuple[int, int, int, int]


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Unit:
    """What the rules remember of one unit while its days are walked."""

    def __init__(self, file_opened_on: date) -> None:
        self.alive: dict[int, tuple[str, int, int | None]] = {}
        self.ban_began = False
        self.anchor, self.count = file_opened_on, 0
        self.opened: date | None = None
        self.whole = True
        self.faults = self.reports = self.clean_run = 0
        self.until = {"honour": NEVER, "key": NEVER, "rectification": NEVER, "black": NEVER}
        self.on: set[str] = set()
        self.restarts_on = NEVER
        self.suspended_from = NEVER
        self.proposed = False
        self.had_point = self.warned = self.limited = False

    def next_opening(self) -> date:
        return months_later(self.anchor, self.count * PERIOD)

    def next_day(self) -> date:
        """The next day on which something ends, restarts or opens without a record."""
        day = min(self.restarts_on, *(self.until[code] for code in self.on), NEVER)
        return day if self.suspended_from < NEVER else min(day, self.next_opening())

    def turn(self, day: date) -> bool:
        """Listings that end, then a restart or an opening; returns whether a period opens."""
        was_black = "black" in self.on
        for code in [code for code in self.on if self.until[code] == day]:
            self.on.remove(code)
        freed = was_black and "black" not in self.on
        restarts = freed or day == self.restarts_on
        if freed:
            self.suspended_from = NEVER
        self.restarts_on = NEVER if day == self.restarts_on else self.restarts_on
        opens = self.suspended_from > day and day == self.next_opening()
        if restarts:
            self.anchor, self.count, self.clean_run = day, 1, 0
        elif opens:
            self.count += 1
            clean = self.opened is not None and not self.faults and self.reports >= REPORTS
            self.clean_run = self.clean_run + 1 if clean else 0
        if restarts or opens:
            self.opened = day
            self.alive.clear()
            self.faults = self.reports = 0
            self.had_point = self.warned = self.limited = False
        return restarts or opens

    def record(self, n: int, fact: PlainFact) -> None:
        """A fact begins: of one incident only the heaviest lives, and in a suspension nothing does."""
        if fact.behaviour == REPORT:
            self.reports += 1
            return
        self.faults += 1
        if fact.day >= self.suspended_from:
            return
        points = POINTS[fact.behaviour]
        if fact.incident is not None:
            for other, (_, weight, incident) in self.alive.items():
                if incident == fact.incident:
                    if weight >= points:
                        return
                    del self.alive[other]
                    break
        self.alive[n] = (fact.behaviour, points, fact.incident)
        self.ban_began = self.ban_began or fact.behaviour == BAN

    def settle(self, day: date, opens: bool, decision: PlainDecision | None) -> None:
        """The day's points, then the four lists in their order."""
        total = self.total()
        conduct = sum(points for behaviour, points, _ in self.alive.values() if behaviour != BAN)
        if total >= 1 and not self.had_point:
            self.on.discard("honour")
        if opens and self.clean_run >= PERIODS and total < 1:
            self.enter("honour", self.periods_after(day))
        if total >= WARNING and not self.warned:
            self.enter("key", self.periods_after(day))
        if conduct >= LIMIT and not self.limited:
            self.enter("rectification", months_later(day, RECTIFICATION))
            self.restarts_on = day + DAY
        self.had_point, self.warned, self.limited = total >= 1, total >= WARNING, conduct >= LIMIT
        self.blacklist(day, decision)

    def blacklist(self, day: date, decision: PlainDecision | None) -> None:
        """A ban is proposed; a person decides."""
        holds = any(behaviour == BAN for behaviour, _, _ in self.alive.values())
        if self.ban_began and holds:
            self.proposed = True
        self.ban_began = False
        if decision is not None:
            self.enter("black", decision.until)
            self.proposed = False
            self.suspended_from = min(self.suspended_from, day + DAY)
        self.proposed = self.proposed and holds

    def enter(self, code: str, until: date) -> None:
        self.on.add(code)
        self.until[code] = until

    def periods_after(self, day: date) -> date:
        """The end of two whole periods after the running one, or from today if it opens today."""
        begun = 1 if day == self.opened else 0
        return months_later(self.anchor, (self.count - begun + PERIODS) * PERIOD)

    def total(self) -> int:
        return min(sum(points for _, points, _ in self.alive.values()), CEILING)

    def standing(self) -> Standing:
        points = self.total()
        grade = (points >= WARNING) + (points >= LIMIT)
        honour, key, rectification = (
            2 if code in self.on else 0 for code in ("honour", "key", "rectification")
        )
        black = 2 if "black" in self.on else int(self.proposed)
        return Standing(points, grade, (honour, key, rectification, black))


def standing_of(
    file_opened_on: date,
    facts: Sequence[PlainFact],
    decisions: Sequence[PlainDecision],
    as_of: date,
) -> Standing:
    """Walks one unit to a day. At most one decision a day; both in the order of their days."""
    unit, row, decided = Unit(file_opened_on), 0, 0
    while True:
        day = unit.next_day()
        if row < len(facts):
            day = min(day, facts[row].day)
        if decided < len(decisions):
            day = min(day, decisions[decided].start)
        if day > as_of:
            return unit.standing()
        opens = unit.turn(day)
        while row < len(facts) and facts[row].day == day:
            unit.record(row, facts[row])
            row += 1
        decision = None
        if decided < len(decisions) and decisions[decided].start == day:
            decision = decisions[decided]
            decided += 1
        unit.settle(day, opens, decision)
