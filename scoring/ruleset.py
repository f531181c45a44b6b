"""A ruleset as the engine and the pages hold it: whole numbers, dates and texts, all frozen.

Points are hundredths, money is fen, ratings are hundredths, rates are ten-thousandths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from scoring.keys import CALENDAR_MONTHS


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
    """`n` months, days or working_days.

    A list's length may also be `n` "periods", "decision" or "life"; a validity also "until_on".
    """

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
class Basis:
    """A document that the rules rest on; `until` is the first day on which it is no longer in force."""

    code: str
    title: Label
    document_no: str | None
    article: str | None
    in_force_from: date | None
    until: date | None
    replaced_by: str | None

    @property
    def name(self) -> Label:
        """As papers cite it: title, number, article."""
        number, article = self.document_no, self.article
        return Label(
            self.title.zh + (f"（{number}）" if number else "") + (article or ""),
            self.title.en
            + (f" ({number})" if number else "")
            + (f", {article}" if article else ""),
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows from a grade or list. `ground`: national, provincial, internal, contract or None."""

    zh: str
    en: str
    ground: str | None
    item: str | None


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
    """How long a fact weighs; of lists, what restarts and suspends the subject's own periods."""

    kind: Literal["rolling", "calendar", "anniversary", "validity"]
    months: int
    """Length of the window or of the period (calendar: 12, 6, 3); 0 under "validity"."""
    unit: str | None = None
    """The calendar unit by which consecutive periods are counted; None under "anniversary"."""
    carry_over: bool = False
    restart_on: tuple[str, ...] = ()
    suspend_during: tuple[str, ...] = ()
    restart_after: tuple[str, ...] = ()

    @property
    def has_periods(self) -> bool:
        """Whether consecutive periods can be counted."""
        return self.kind == "anniversary" or self.unit is not None


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
class EscalationStep:
    """From the `nth` like fact on: one of times (hundredths), add (hundredths) or another behaviour."""

    nth: int
    times: int | None
    add: int | None
    behaviour: str | None


@dataclass(frozen=True, slots=True)
class Escalation:
    """What the n-th like fact in a window weighs; `like` is "behaviour" or "indicator"."""

    within: Duration
    like: str
    steps: tuple[EscalationStep, ...]


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
    escalate: Escalation | None = None
    refuted_by: tuple[str, ...] = ()
    periods: int = 0
    work: tuple[str, ...] = ()
    at_least: int = 0

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
    effects: tuple[Effect, ...]
    clause: str | None


@dataclass(frozen=True, slots=True)
class Override:
    """A veto, ceiling, shift, lock or lack of work; which parts are filled depends on `kind`."""

    code: str
    label: Label
    kind: str
    behaviours: tuple[str, ...]
    grade: str | None
    lasts: Duration | None
    measure: str
    at_least: int
    clause: str | None
    by: int = 0
    when: tuple[str, ...] = ()
    periods: int = 0
    within: Duration | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One way onto a list or off it. `at` is hundredths of a point; `above` says at_or_above."""

    on: str
    target: str | None
    behaviours: tuple[str, ...]
    above: bool
    at: int
    grades: tuple[str, ...] = ()
    periods: int = 0
    at_least: int = 0
    within: Duration | None = None


@dataclass(frozen=True, slots=True)
class Affiliates:
    """On whom else a listing bears: the case desk proposes them, the walk does not."""

    list: str
    length: Duration
    relations: tuple[str, ...]


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
    effects: tuple[Effect, ...]
    publicity: tuple[int, int] | None
    enter: tuple[Condition, ...]
    clause: str | None
    leave: tuple[Condition, ...] = ()
    approval: str = "own"
    standstill: int = 0
    affiliates: Affiliates | None = None


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One version of one scheme.

    `sha256` is of the exact text; `sources` says for each number (by key path) where it comes from;
    `unsourced` lists the paths of numbers that say neither clause nor source; `citations` gives for
    each code of `basis` the paths that cite it (numbers, tables that name it, lists that rest on it);
    `unfounded` lists the paths of effects that say no ground; `recorded_at` is the
    ledger size of its publication (None: always known).
    """

    scheme: str
    version: str
    effective_from: date
    title: Label
    basis: tuple[Basis, ...]
    subject_kind: str
    contractor_kinds: tuple[str, ...]
    change: str
    no_double_count: bool
    category: bool
    """No points: overrides decide; `scale` then stands at 0 throughout."""
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
    citations: Mapping[str, tuple[str, ...]]
    unfounded: tuple[str, ...]
    name: str
    text: str = field(repr=False)
    sha256: str = ""
    recorded_at: int | None = None

    def documents(self, rule: ListRule) -> tuple[Basis, ...]:
        """What a list rests on."""
        known = {basis.code: basis for basis in self.basis}
        return tuple(known[code] for code in rule.basis)

    def indicator(self, code: str) -> Indicator:
        return next(i for i in self.indicators if i.code == code)

    def dimension(self, code: str) -> Dimension:
        return next(d for d in self.dimensions if d.code == code)

    def grade(self, code: str) -> Grade:
        return next(g for g in self.grades if g.code == code)

    def severities(self, behaviour: str) -> tuple[str, ...] | None:
        """Those that every table names by which a record of a behaviour may be weighed.

        It may also be weighed as another behaviour; None where no table reads the severity.
        """
        weighers = [i for i in self.indicators if i.kind == "points" and behaviour in i.behaviours]
        steps = (step for i in weighers if i.escalate is not None for step in i.escalate.steps)
        others = {step.behaviour for step in steps if step.behaviour is not None}
        weighers += [i for i in self.indicators if i.kind == "points" and others & {*i.behaviours}]
        tables = [i.by_severity for i in weighers if i.by_severity is not None]
        if not tables:
            return None
        return tuple(code for code in tables[0] if all(code in table for table in tables))

    @property
    def best_is_high(self) -> bool:
        """Whether the first grade lies at the top of the scale."""
        return self.grades[0].upper is None or (
            self.grades[-1].upper is not None and self.grades[0].upper.at > self.grades[-1].upper.at
        )


def calendar_months(unit: str) -> int:
    """Months of a calendar period: year 12, half 6, quarter 3."""
    return CALENDAR_MONTHS[unit]
