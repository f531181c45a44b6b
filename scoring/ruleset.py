"""A ruleset as the engine and the pages hold it: whole numbers, dates and texts, all frozen.

Points are hundredths, money is fen, ratings are hundredths, rates are ten-thousandths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from scoring.kinds import CALENDAR_MONTHS


@dataclass(frozen=True, slots=True)
class Label:
    """A name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from; `source` is "default" where no regulation gives it."""

    clause: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Duration:
    """`n` months, days or working_days; a list's length may also be "decision" or "life"."""

    unit: str
    n: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """The lower end of a row: values from `at` on, or only beyond it if `strict`."""

    at: int
    strict: bool


@dataclass(frozen=True, slots=True)
class Band:
    """One row of bands; None is "from the lowest" or "to the highest"."""

    lower: Edge | None
    upper: Edge | None
    points: int


@dataclass(frozen=True, slots=True)
class Scale:
    start: int
    direction: str
    floor: int
    ceiling: int
    places: int
    rounding: str
    whole: int
    clause: str | None

    @property
    def unit(self) -> int:
        """The least step of a total in hundredths: 1, 10 or 100."""
        return int(10 ** (2 - self.places))


@dataclass(frozen=True, slots=True)
class Period:
    kind: Literal["rolling", "calendar"]
    months: int
    """Length of the window, or of the calendar period (12, 6, 3)."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    code: str
    label: Label
    nature: str
    severity_class: str | None
    confirm: str
    fields: tuple[str, ...]
    unit: Label | None
    clause: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Dimension:
    code: str
    label: Label
    floor: int | None
    ceiling: int | None
    part: int
    """Its weight in parts of `scale.whole`; 1 in an unweighted scheme."""
    start: int
    clause: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line between two anchors (ratings and points in hundredths)."""

    rating0: int
    points0: int
    rating1: int
    points1: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator; which parts are filled depends on `kind`."""

    code: str
    label: Label
    dimension: str
    kind: str
    behaviours: tuple[str, ...]
    retired: bool
    valid_for: Duration | None
    delay: Duration | None
    clause: str | None
    source: str | None
    points: int | None = None
    by_severity: Mapping[str, int] | None = None
    ladder_of: str | None = None
    bands: tuple[Band, ...] = ()
    line: Line | None = None
    times_quantity: bool = False
    cap_per_event: int | None = None
    cap: int | None = None
    repair: str | None = None
    lowest: int = 0
    highest: int = 0
    min_sample: int = 0
    when_unassessed: str | None = None

    @property
    def values(self) -> tuple[int, ...]:
        """Every number of points that stands in it."""
        fixed = () if self.points is None else (self.points,)
        ends = () if self.line is None else (self.line.points0, self.line.points1)
        severities = tuple((self.by_severity or {}).values())
        return fixed + severities + tuple(b.points for b in self.bands) + ends


@dataclass(frozen=True, slots=True)
class Grade:
    code: str
    name: Label
    colour: str
    lower: Edge | None
    upper: Edge | None
    effects: tuple[Label, ...]
    clause: str | None


@dataclass(frozen=True, slots=True)
class Override:
    code: str
    label: Label
    kind: str
    behaviours: tuple[str, ...]
    grade: str | None
    lasts: Duration | None
    measure: str
    at_least: int
    clause: str | None


@dataclass(frozen=True, slots=True)
class Condition:
    """One way onto a list. `at` is hundredths of a point; `above` says at_or_above."""

    on: str
    target: str | None
    behaviours: tuple[str, ...]
    above: bool
    at: int


@dataclass(frozen=True, slots=True)
class ListRule:
    code: str
    label: Label
    severity_class: str
    basis: tuple[str, ...]
    scope: str
    mode: str
    length: Duration
    again: str
    effects: tuple[Label, ...]
    publicity: tuple[int, int] | None
    enter: tuple[Condition, ...]
    clause: str | None


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One version of one scheme.

    `sha256` is of the exact text; `sources` says for each number (by key path) where it comes from;
    `unsourced` lists the paths of numbers that say neither clause nor source; `recorded_at` is the
    ledger size of its publication (None: always known).
    """

    scheme: str
    version: str
    effective_from: date
    title: Label
    basis: tuple[str, ...]
    subject_kind: str
    contractor_kinds: tuple[str, ...]
    change: str
    no_double_count: bool
    scale: Scale
    period: Period
    behaviours: Mapping[str, Behaviour]
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]
    grades: tuple[Grade, ...]
    overrides: tuple[Override, ...]
    lists: tuple[ListRule, ...]
    weighted: bool
    sources: Mapping[str, Origin]
    unsourced: tuple[str, ...]
    name: str
    text: str = field(repr=False)
    sha256: str = ""
    recorded_at: int | None = None

    def indicator(self, code: str) -> Indicator:
        return next(i for i in self.indicators if i.code == code)

    def dimension(self, code: str) -> Dimension:
        return next(d for d in self.dimensions if d.code == code)

    def grade(self, code: str) -> Grade:
        return next(g for g in self.grades if g.code == code)

    @property
    def best_is_high(self) -> bool:
        """Whether the first grade lies at the top of the scale."""
        return self.grades[0].upper is None or (
            self.grades[-1].upper is not None and self.grades[0].upper.at > self.grades[-1].upper.at
        )


def calendar_months(unit: str) -> int:
    """Months of a calendar period: year 12, half 6, quarter 3."""
    return CALENDAR_MONTHS[unit]
