"""Numbers everything that the rulesets of a book name: one numbering for the codes of all versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from scoring.days import (
    FIRST,
    LAST,
    NEVER,
    Days,
    WorkingDays,
    duration_table,
    period_table,
)
from scoring.records import (
    ACHIEVED,
    BY_DECISION,
    CARRY,
    CEILING,
    CLEAN,
    COUNT,
    DAYS,
    DOWN,
    EXTEND,
    FOR_LIFE,
    FRESH,
    GRADE_STEP,
    HALF_EVEN,
    HALF_UP,
    HALVES,
    LOCK,
    MEAN,
    MONTHS,
    NOTHING,
    ON_BEHAVIOUR,
    ON_CLEAN,
    ON_COUNT,
    ON_DIMENSION,
    ON_GRADE,
    ON_INDICATOR,
    ON_PERIODS,
    ON_TOTAL,
    PERIODS,
    POINTS,
    RATE,
    RECAST,
    RESTART,
    SHIFT,
    STOPS,
    VETO,
    WORK,
)
from scoring.ruleset import (
    Band,
    Condition,
    Duration,
    Edge,
    Indicator,
    ListRule,
    Override,
    Period,
    Ruleset,
)

WORDS: Mapping[str | None, int] = {
    None: 0, "points": POINTS, "rate": RATE, "mean": MEAN, "count": COUNT, "achieved": ACHIEVED,
    "clean": CLEAN, "stops": STOPS, "halves": HALVES, "grade_step": GRADE_STEP,
    "half_up": HALF_UP, "half_even": HALF_EVEN, "down": DOWN,
    "carry": CARRY, "fresh": FRESH, "recast": RECAST,
    "months": MONTHS, "days": DAYS, "life": FOR_LIFE, "decision": BY_DECISION, "periods": PERIODS,
    "nothing": NOTHING, "restart": RESTART, "extend": EXTEND,
    "veto": VETO, "ceiling": CEILING, "shift": SHIFT, "lock": LOCK, "unrated": WORK,
}  # fmt: skip

LOOKS_AT: Mapping[str, int] = {
    "total": ON_TOTAL, "indicator": ON_INDICATOR, "dimension": ON_DIMENSION,
    "behaviour": ON_BEHAVIOUR, "count": ON_COUNT, "grade": ON_GRADE, "periods": ON_PERIODS,
    "clean": ON_CLEAN,
}  # fmt: skip

Window = tuple[frozenset[str], Duration]
"""What an escalation counts: facts of these behaviours, each for this long."""


def _union(codes: Iterable[Iterable[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for version in codes:
        for code in version:
            found.setdefault(code, len(found))
    return found


def conditions_of(rule: ListRule) -> Iterator[tuple[Condition, bool]]:
    """The conditions to enter a list, then those to leave it, and whether it is one of these."""
    yield from ((condition, False) for condition in rule.enter)
    yield from ((condition, True) for condition in rule.leave)


def every_condition(ruleset: Ruleset) -> Iterator[Condition]:
    return (c for rule in ruleset.lists for c, _ in conditions_of(rule))


def window_of(indicator: Indicator, behaviour: str) -> Window | None:
    """What the escalation of a fact of this behaviour counts."""
    if indicator.escalate is None:
        return None
    like = indicator.behaviours if indicator.escalate.like == "indicator" else (behaviour,)
    return frozenset(like), indicator.escalate.within


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Which version and behaviour a RULE record stands for, and its indicator or override.

    `period` is the table of ends of the fact's period, -1 where no table says them.
    """

    version: int
    behaviour: str
    indicator: str | None
    override: str | None
    period: int
    within: Duration | None = None
    """How long it counts as work, where an override says so."""


@dataclass(slots=True)
class Numbering:
    """Tables, counters and codes of a book, each numbered as it is first named."""

    rulesets: Sequence[Ruleset]
    working: WorkingDays
    bands: list[tuple[int, int, int]] = field(default_factory=list)
    tables: dict[object, int] = field(default_factory=dict)
    days: list[Days] = field(default_factory=list)
    watched: list[int] = field(default_factory=list)
    counters: dict[object, int] = field(default_factory=dict)
    streaks: dict[object, int] = field(default_factory=dict)
    behaviours: dict[str, int] = field(init=False)
    indicators: dict[str, int] = field(init=False)
    dimensions: dict[str, int] = field(init=False)
    grades: dict[str, int] = field(init=False)
    override_codes: dict[str, int] = field(init=False)
    lists: dict[str, int] = field(init=False)
    counts: dict[str, int] = field(init=False)
    windows: dict[Window, int] = field(init=False)

    def __post_init__(self) -> None:
        books = self.rulesets
        self.behaviours = _union(r.behaviours for r in books)
        self.indicators = _union([i.code for i in r.indicators] for r in books)
        self.dimensions = _union([d.code for d in r.dimensions] for r in books)
        self.grades = _union([g.code for g in r.grades] for r in books)
        self.override_codes = _union([o.code for o in r.overrides] for r in books)
        self.lists = _union([rule.code for rule in r.lists] for r in books)
        self.counts = _union([i.code for i in r.indicators if i.kind == "count"] for r in books)
        self.windows = {}
        for ruleset in books:
            for indicator in ruleset.indicators:
                for behaviour in indicator.behaviours:
                    if window := window_of(indicator, behaviour):
                        self.windows.setdefault(window, len(self.windows))

    def table(self, key: object, days: Callable[[], Days]) -> int:
        """The table of that key; it is reckoned once, however many rules ask for it."""
        if key not in self.tables:
            self.tables[key] = len(self.days)
            self.days.append(days())
        return self.tables[key]

    def lasting(self, purpose: object, duration: Duration) -> int:
        """The table of a duration; what waits for its end waits in a queue of its own purpose."""
        return self.table((purpose, duration), lambda: duration_table(duration, self.working))

    def period(self, period: Period) -> int:
        """The table of ends of the facts' periods; -1 where none says them."""
        if period.kind in ("anniversary", "validity") or period.carry_over:
            return -1
        return self.table(("life", period, None, False), lambda: period_table(period))

    def life(
        self, version: int, valid_for: Duration | None, endless: bool, until: bool = False
    ) -> int:
        """The table of ends of a life: its period, cut short by its validity. -1: no end by a table.

        What may end on its fact's own word, `until`, waits in a queue of its own.
        """
        period = None if endless else self.rulesets[version].period
        bounds = [] if period is None or self.period(period) < 0 else [lambda: period_table(period)]
        if valid_for is not None and valid_for.unit != "until_on":
            bounds.append(lambda: duration_table(valid_for, self.working))
        if not bounds and not until:
            return -1
        return self.table(("life", period, valid_for, until), lambda: _earliest(bounds))

    def delay(self, delay: Duration | None) -> int:
        return -1 if delay is None else self.lasting("delay", delay)

    def rows(self, bands: Sequence[Band]) -> tuple[int, int]:
        """Bands as ascending lower edges; returns where they begin and end."""
        ordered = sorted(bands, key=lambda b: _lower(b.lower))
        first = len(self.bands)
        self.bands += [(*_lower(b.lower), b.points) for b in ordered]
        return first, len(self.bands)

    def touch(self, numbers: Iterable[int]) -> tuple[int, int]:
        first = len(self.watched)
        self.watched += numbers
        return first, len(self.watched)

    def counter(self, *key: object) -> int:
        """The counter of what such a key names."""
        return self.counters.setdefault(key, len(self.counters))

    def streak(self, *key: object) -> int:
        """The run of periods of a condition or lock."""
        return self.streaks.setdefault(key, len(self.streaks))

    def override_counter(self, override: Override) -> int:
        return self.counter("override", override.code, override.kind)

    def work_counter(self, behaviour: str, within: Duration | None) -> int:
        return self.counter("work", behaviour, within)

    def seen_counter(self, behaviour: str, within: Duration | None) -> int:
        return self.counter("seen", behaviour, within)


def _earliest(bounds: Sequence[Callable[[], Days]]) -> Days:
    """For each day the first end among the tables; none without any."""
    days: Days = np.full(LAST - FIRST + 1, NEVER, dtype=np.int32)
    for bound in bounds:
        days = np.minimum(days, bound())
    return days


def _lower(edge: Edge | None) -> tuple[int, int]:
    return (-(2**40), 0) if edge is None else (edge.at, int(edge.strict))
