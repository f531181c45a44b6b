"""The second reading of docs/ruleset.md: the same scores in plain Python, with fractions, one subject at a time.

Run ``python verify/score.py RULESET FACTS.csv --as-of 2026-06-30 --json`` with any Python from 3.11. It takes the
rulesets as accepted: what it does not know it refuses, what is wrong with a ruleset is said by the first reader.
"""

from __future__ import annotations

import argparse
import calendar
import csv
import json
import math
import operator
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

Table = dict[str, Any]
Band = dict[str, Fraction]
Row = Mapping[str, str]

ZERO = Fraction(0)
LIFE = "life"
SHANGHAI = timezone(timedelta(hours=8))
MOST_CHANGES = 20
MONTHS_AHEAD = 60
HEAVIEST = 1_000_000
"""Section 5: what one fact weighs at most where no ``cap_per_event`` is given."""


class Refused(Exception):
    """Something that this reader does not know or cannot read."""


# ---- values (section 1)


def number(value: Any) -> Fraction:
    """Section 1: a number stands bare or in a table that says where it comes from."""
    return Fraction(value["value"] if isinstance(value, dict) else value)


@cache
def plus_months(day: date, months: int) -> date:
    """Section 1, Months: "the same day of the month n months on, or that month's last day"."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@dataclass(frozen=True)
class Workdays:
    """Section 11, calendar: Monday to Friday, but not ``rest``, and also the ``worked`` weekend days."""

    rest: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def has(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < calendar.SATURDAY and day not in self.rest)


@dataclass(frozen=True)
class Counted:
    """A number of working days, with the days by which they are counted."""

    number: Any
    days: Workdays


def counted_by(value: Any, days: Workdays) -> Any:
    """A ruleset's tables in which every duration in working days knows its calendar."""
    if isinstance(value, list):
        return [counted_by(one, days) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: Counted(one, days) if key == "working_days" else counted_by(one, days)
        for key, one in value.items()
    }


@cache
def plus_working_days(day: date, count: int, days: Workdays) -> date:
    """Section 1: "the n-th working day after d"."""
    while count:
        day += timedelta(days=1)
        if days.has(day):
            count -= 1
    return day


def plus(day: date, duration: Table, times: int = 1) -> date:
    """Section 1: a day plus a duration; ``times`` durations are one of so many months or days."""
    ((unit, length),) = duration.items()
    if isinstance(length, Counted):
        return plus_working_days(day, int(number(length.number)) * times, length.days)
    count = int(number(length)) * times
    if unit == "months":
        return plus_months(day, count)
    if unit == "days":
        return day + timedelta(days=count)
    raise Refused(f"duration in {unit}")


def rounded(value: Fraction, places: int, rule: str) -> Fraction:
    """Section 1, Rounding: half away from zero, half to even, or towards zero."""
    grid = 10**places
    size = abs(value) * grid
    if rule == "half_up":
        whole = math.floor(size + Fraction(1, 2))
    elif rule == "half_even":
        whole = round(size)
    else:
        whole = math.floor(size)
    return Fraction(whole if value >= 0 else -whole, grid)


def text(value: Fraction, places: int) -> str:
    """Section 12: a text with ``places`` decimals; the value already lies on that grid."""
    units = value * 10**places
    if units.denominator != 1:
        raise Refused(f"{value} does not lie on a grid of {places} decimals")
    whole, rest = divmod(abs(units.numerator), 10**places)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


EDGES: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "from": operator.ge,
    "above": operator.gt,
    "up_to": operator.le,
    "below": operator.lt,
}


def band(row: Table) -> Band:
    """Section 1, Bands: a row's edges and, if it gives any, its points."""
    return {key: number(row[key]) for key in (*EDGES, "points") if key in row}


def lies_in(value: Fraction, row: Band) -> bool:
    """Section 1: from is ≥, above is >, up_to is ≤, below is <; a missing edge holds for everything."""
    return all(meets(value, row[edge]) for edge, meets in EDGES.items() if edge in row)


def points_at(value: Fraction, bands: Sequence[Band]) -> Fraction:
    """Section 1: the bands cover everything exactly once."""
    return next(row["points"] for row in bands if lies_in(value, row))


# ---- rulesets (sections 2–9)

KNOWN_KEYS = {
    "ruleset": "scheme version effective_from title basis category applies_to change no_double_count clause source"
    " scale period behaviours dimensions indicators grades overrides lists",
    "basis": "code title document_no article in_force_from until replaced_by",
    "effects": "zh en ground item",
    "scale": "start direction floor ceiling places rounding whole clause source",
    "period": "kind months unit carry_over restart_on suspend_during restart_after clause source",
    "behaviours": "code label nature class confirm fields unit clause source",
    "dimensions": "code label floor ceiling weight start clause source",
    "indicators": "code label dimension kind behaviours retired clause source points by_severity ladder times"
    " cap_per_event cap valid_for delay repair escalate bands min_sample when_unassessed lowest highest line refuted_by"
    " periods work at_least",
    "escalate": "within like steps clause source",
    "steps": "nth times add as clause source",
    "grades": "code name colour effects from above up_to below clause source",
    "overrides": "code label kind behaviours grade for by when periods measure at_least within clause source",
    "lists": "code label class basis scope mode length again effects approval standstill affiliates leave publicity"
    " enter clause source",
    "conditions": "on indicator dimension behaviours at_or_above at_or_below at_least within grades periods clause"
    " source",
    "facts": "event_id subject_id behaviour counts_from occurred_on recorded_at voided_at severity quantity amount_fen"
    " numerator denominator rating incident_id until_on rectified_on rectified_recorded_at repaired_on"
    " repaired_recorded_at file_opened_on scheme",
    "decisions": "subject_id list action from until recorded_at",
    "calendar": "day works",
}
KNOWN_VALUES = {
    ("ruleset", "change"): "carry fresh recast",
    ("ruleset", "no_double_count"): "incident none",
    ("scale", "rounding"): "half_up half_even down",
    ("effects", "ground"): "national provincial internal contract",
    ("period", "kind"): "rolling calendar anniversary validity",
    ("period", "unit"): "year half quarter",
    ("period", "carry_over"): "until_rectified",
    ("behaviours", "nature"): "adverse favourable measured",
    ("indicators", "kind"): "points rate mean count achieved clean",
    ("indicators", "times"): "quantity",
    ("indicators", "repair"): "stops halves grade_step",
    ("indicators", "when_unassessed"): "zero full unrated redistribute",
    ("escalate", "like"): "behaviour indicator",
    ("overrides", "kind"): "veto ceiling shift lock unrated",
    ("overrides", "measure"): "facts denominator",
    ("lists", "mode"): "automatic decided",
    ("lists", "again"): "restart extend nothing",
    ("lists", "approval"): "own above",
    ("conditions", "on"): "total indicator dimension behaviour count grade periods clean",
    ("decisions", "action"): "enter leave annul stay extend",
    ("calendar", "works"): "yes no",
}


def known_only(table: Mapping[str, Any], where: str) -> Table:
    """The head of docs/ruleset.md: "unknown keys are refused", here also words of a choice."""
    unknown = sorted(set(table) - set(KNOWN_KEYS[where].split()))
    for (place, key), values in KNOWN_VALUES.items():
        if place == where and key in table and table[key] not in values.split():
            unknown.append(f"{key} = {table[key]}")
    if unknown:
        raise Refused(f"{where}: {', '.join(unknown)}")
    return dict(table)


@dataclass(frozen=True, eq=False)
class Indicator:
    """Section 5: one indicator; of numbers, those of its own kind."""

    code: str
    dimension: str
    kind: str
    behaviours: frozenset[str]
    clause: str | None
    table: Table
    bands: list[Band]
    steps: list[Band]
    severities: dict[str, Fraction]
    fixed: Fraction
    cap: Fraction | None
    cap_per_event: Fraction


def indicator(table: Table) -> Indicator:
    """Section 5."""
    known_only(table, "indicators")
    if "escalate" in table:
        known_only(table["escalate"], "escalate")
        for step in table["escalate"]["steps"]:
            known_only(step, "steps")
    return Indicator(
        code=table["code"],
        dimension=table["dimension"],
        kind=table["kind"],
        behaviours=frozenset(table.get("behaviours", [])),
        clause=table.get("clause"),
        table=table,
        bands=[band(row) for row in table.get("bands", [])],
        steps=[band(row) for row in table.get("ladder", {}).get("steps", [])],
        severities={code: number(points) for code, points in severities_of(table).items()},
        fixed=number(table.get("points", 0)),
        cap=number(table["cap"]) if "cap" in table else None,
        cap_per_event=number(table.get("cap_per_event", HEAVIEST)),
    )


def severities_of(table: Table) -> Table:
    """Section 5: ``by_severity`` without what only says where its numbers come from."""
    entries = table.get("by_severity", {})
    return {code: points for code, points in entries.items() if code not in ("clause", "source")}


@dataclass(frozen=True, eq=False)
class Dimension:
    """Sections 4 and 8: ``part`` is its weight as a fraction; one in an unweighted scheme."""

    code: str
    clause: str | None
    part: Fraction
    start: Fraction
    floor: Fraction | None
    ceiling: Fraction | None


def dimension(table: Table, whole: Any) -> Dimension:
    """Section 8: with ``scale.whole`` weights are integers that add up to it, without it decimals that add up to 1."""
    known_only(table, "dimensions")
    return Dimension(
        code=table["code"],
        clause=table.get("clause"),
        part=number(table.get("weight", 1)) / (number(whole) if whole is not None else 1),
        start=number(table.get("start", 0)),
        floor=number(table["floor"]) if "floor" in table else None,
        ceiling=number(table["ceiling"]) if "ceiling" in table else None,
    )


@dataclass(frozen=True, eq=False)
class Version:
    """One ruleset: one version of one scheme."""

    table: Table
    code: str
    effective_from: date
    start: Fraction
    floor: Fraction
    ceiling: Fraction
    places: int
    rounding: str
    weighted: bool
    behaviours: dict[str, Table]
    dimensions: list[Dimension]
    indicators: list[Indicator]
    grades: list[tuple[str, Band]]
    overrides: list[Table]
    lists: list[Table]
    period: Table

    def round(self, value: Fraction) -> Fraction:
        """Section 1, Rounding: "to ``places`` decimals, by the scheme's one rule"."""
        return rounded(value, self.places, self.rounding)

    def text(self, value: Fraction) -> str:
        return text(value, self.places)

    @property
    def change(self) -> str:
        """Section 2, ``change``: what becomes of older facts."""
        found: str = self.table.get("change", "carry")
        return found

    def overrides_of(self, *kinds: str) -> list[Table]:
        """Section 9: the overrides of these kinds, in file order."""
        return [override for override in self.overrides if override["kind"] in kinds]

    def weighing_rule(self, behaviour: str) -> Indicator:
        """Section 5, escalate: "exactly one indicator of kind ``points``" weighs it."""
        return next(
            rule
            for rule in self.indicators
            if rule.kind == "points" and behaviour in rule.behaviours
        )

    def grade_of(self, total: Fraction) -> int:
        """Section 6: the place in the file of the grade, best first, "read from the unrounded total"."""
        return next(place for place, (_, row) in enumerate(self.grades) if lies_in(total, row))

    def place_of(self, grade: str | None) -> int:
        """Section 9: the grade of a veto; without one, the last."""
        codes = [code for code, _ in self.grades]
        return codes.index(grade) if grade is not None else len(codes) - 1

    def best_is_high(self) -> bool:
        """Section 5: "if the first grade lies at the top of the scale"."""
        return self.grade_of(self.ceiling) == 0


NO_POINTS: Table = {"start": 0, "floor": 0, "ceiling": 0, "places": 0}
"""Section 6, category schemes: "the total is 0, printed without decimals"."""


def know_all(table: Table) -> None:
    """Every table of a ruleset has only keys that this reader knows."""
    known_only(table, "ruleset")
    known_only(table["period"], "period")
    known_only(table.get("scale", {}), "scale")
    for key in ("basis", "behaviours", "grades", "overrides", "lists"):
        for row in table.get(key, []):
            known_only(row, key)
    for row in (*table["grades"], *table.get("lists", [])):
        for effect in row.get("effects", []):
            known_only(effect, "effects")
    for row in table.get("lists", []):
        for condition in conditions_of(row):
            known_only(condition, "conditions")


def conditions_of(rule: Table) -> list[Table]:
    """Section 9: the conditions of a list, those of ``enter`` first."""
    return [*rule["enter"], *rule.get("leave", [])]


def version(ruleset: str, days: Workdays | None = None) -> Version:
    """Sections 2–9: one TOML text. No float anywhere."""
    table = counted_by(tomllib.loads(ruleset, parse_float=Decimal), days or Workdays())
    know_all(table)
    scale = NO_POINTS if table.get("category") else table["scale"]
    return Version(
        table=table,
        code=table["version"],
        effective_from=table["effective_from"],
        start=number(scale["start"]),
        floor=number(scale["floor"]),
        ceiling=number(scale["ceiling"]),
        places=int(number(scale["places"])),
        rounding=scale.get("rounding", "half_up"),
        weighted=any("weight" in row for row in table["dimensions"]),
        behaviours={row["code"]: row for row in table["behaviours"]},
        dimensions=[dimension(row, scale.get("whole")) for row in table["dimensions"]],
        indicators=[indicator(row) for row in table["indicators"]],
        grades=[(row["code"], band(row)) for row in table["grades"]],
        overrides=table.get("overrides", []),
        lists=table.get("lists", []),
        period=table["period"],
    )


def book_of(rulesets: Iterable[str], days: Workdays | None = None) -> list[Version]:
    """The versions of one scheme, in the order in which they take effect."""
    found = [version(ruleset, days) for ruleset in rulesets]
    book = sorted(found, key=lambda one: one.effective_from)
    if not book or len({one.table["scheme"] for one in book}) != 1:
        raise Refused("the rulesets must be versions of one scheme")
    return book


# ---- periods (sections 2 and 10.11)

MONTHS_OF = {"year": 12, "half": 6, "quarter": 3}
NEVER = date.max


@dataclass(frozen=True)
class Openings:
    """Section 10.11: the days anchor + k·months, on which periods open."""

    anchor: date
    months: int

    def before(self, day: date) -> int:
        """How many of them lie before a day."""
        apart = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month
        count = max(apart // self.months - 1, 0)
        while plus_months(self.anchor, count * self.months) < day:
            count += 1
        return count

    def after(self, day: date, nth: int = 1) -> date:
        """The n-th opening later than a day."""
        passed = self.before(day + timedelta(days=1))
        return plus_months(self.anchor, (passed + nth - 1) * self.months)

    def last(self, day: date) -> date | None:
        """The last opening not later than a day; none before the first one."""
        passed = self.before(day + timedelta(days=1))
        return plus_months(self.anchor, (passed - 1) * self.months) if passed else None

    def has(self, day: date) -> bool:
        return self.last(day) == day


def calendar_openings(unit: str) -> Openings:
    """Section 10.11: "the first days of the units"."""
    return Openings(date(1900, 1, 1), MONTHS_OF[unit])


def openings_of(ruleset: Version, anchor: date | None) -> Openings | None:
    """Section 10.11: a subject's own openings, the units of the calendar, or no periods at all."""
    period = ruleset.period
    if period["kind"] == "anniversary":
        return Openings(anchor, int(number(period["months"]))) if anchor else None
    return calendar_openings(period["unit"]) if "unit" in period else None


def next_opening(unit: str, day: date) -> date:
    """Section 2, [period]: "the first day of the next calendar year, half-year or quarter"."""
    return calendar_openings(unit).after(day)


def ends_at_close(ruleset: Version) -> bool:
    """Section 10.11, Close: "under ``anniversary``, and under ``calendar`` with ``carry_over``"."""
    return ruleset.period["kind"] == "anniversary" or "carry_over" in ruleset.period


def period_end(ruleset: Version, day: date) -> date:
    """Section 2, [period]: when what begins to weigh on ``day`` ends at the latest, if that can be foreseen."""
    period = ruleset.period
    if period["kind"] == "rolling":
        return plus_months(day, int(number(period["months"])))
    if period["kind"] == "calendar" and not ends_at_close(ruleset):
        return next_opening(period["unit"], day)
    return NEVER


# ---- facts and decisions (section 11)


@dataclass(frozen=True, eq=False)
class Fact:
    """Section 11: one row of the facts, of what K knows of it."""

    event_id: str
    behaviour: str
    counts_from: date
    occurred_on: date
    severity: str | None
    quantity: int | None
    amount_fen: int | None
    numerator: int | None
    denominator: int | None
    rating: Fraction | None
    incident_id: str | None
    until_on: date | None
    rectified_on: date | None
    repaired_on: date | None


@dataclass(frozen=True, eq=False)
class Decision:
    """Section 11: one row of the decisions."""

    list: str
    action: str
    from_: date
    until: date | str | None
    recorded: datetime | None


def moment(value: str) -> datetime:
    """Section 11: an instant; "a date means the beginning of that day in Shanghai"."""
    if "T" not in value.upper() and " " not in value:
        return datetime.combine(date.fromisoformat(value), time(), SHANGHAI)
    instant = datetime.fromisoformat(value.upper())
    if instant.tzinfo is None:
        raise Refused(f"{value}: an instant names its offset, as in 2026-01-01T08:00:00+08:00")
    return instant


class Knowledge:
    """Section 10.1: what was recorded at or before K; without K, everything."""

    def __init__(self, known_at: str | None) -> None:
        self.all = known_at is None
        self.last = datetime.max.replace(tzinfo=SHANGHAI) if known_at is None else moment(known_at)
        if known_at is not None and len(known_at) == len("2026-01-01"):
            self.last += timedelta(days=1) - timedelta(microseconds=1)

    def has(self, recorded_at: str | None) -> bool:
        """Section 10.1: "``recorded_at`` absent or ≤ K"."""
        return self.all or not recorded_at or moment(recorded_at) <= self.last


def fact(row: Row, known: Knowledge) -> Fact:
    """Section 11."""
    given = {column: value for column, value in row.items() if value}
    until_on = given.get("until_on", LIFE)
    return Fact(
        event_id=given["event_id"],
        behaviour=given["behaviour"],
        counts_from=date.fromisoformat(given["counts_from"]),
        occurred_on=date.fromisoformat(given.get("occurred_on", given["counts_from"])),
        severity=given.get("severity"),
        quantity=whole_of(given.get("quantity")),
        amount_fen=whole_of(given.get("amount_fen")),
        numerator=whole_of(given.get("numerator")),
        denominator=whole_of(given.get("denominator")),
        rating=Fraction(given["rating"]) if "rating" in given else None,
        incident_id=given.get("incident_id"),
        until_on=date.fromisoformat(until_on) if until_on != LIFE else None,
        rectified_on=known_day(given, "rectified", known),
        repaired_on=known_day(given, "repaired", known),
    )


def known_day(given: Row, what: str, known: Knowledge) -> date | None:
    """Section 10.1: "a repair whose ``repaired_recorded_at`` is > K is not known"; a rectification likewise."""
    day = given.get(f"{what}_on")
    recorded_at = given.get(f"{what}_recorded_at", day)
    return date.fromisoformat(day) if day and known.has(recorded_at) else None


def whole_of(value: str | None) -> int | None:
    return int(value) if value is not None else None


def is_known(row: Row, known: Knowledge) -> bool:
    """Section 10.1: "``recorded_at`` absent or ≤ K and ``voided_at`` absent or > K"."""
    voided_at = row.get("voided_at")
    return known.has(row.get("recorded_at")) and not (voided_at and known.has(voided_at))


def facts_by_subject(
    rows: Iterable[Row], book: Sequence[Version], known: Knowledge
) -> dict[str, list[Fact]]:
    """Section 11: "rows of another scheme are skipped"; a row may name a subject that has no facts."""
    scheme = book[0].table["scheme"]
    behaviours = {code for one in book for code in one.behaviours}
    facts: dict[str, list[Fact]] = defaultdict(list)
    for row in rows:
        known_only(row, "facts")
        if row.get("scheme") not in (None, "", scheme):
            continue
        of_subject = facts[row["subject_id"]]
        if not row.get("event_id") and not row.get("behaviour"):
            continue
        if row["behaviour"] not in behaviours:
            raise Refused(f"facts: no version of {scheme} has the behaviour {row['behaviour']}")
        if is_known(row, known):
            of_subject.append(fact(row, known))
    return facts


def files_opened(rows: Iterable[Row], scheme: str) -> dict[str, date]:
    """Section 11, ``file_opened_on``: "one value per subject"."""
    opened: dict[str, date] = {}
    for row in rows:
        given = row.get("file_opened_on")
        if given and row.get("scheme") in (None, "", scheme):
            day = date.fromisoformat(given)
            if opened.setdefault(row["subject_id"], day) != day:
                raise Refused(f"facts: two values of file_opened_on for {row['subject_id']}")
    return opened


def decision(row: Row) -> Decision:
    """Section 11: "``until`` a date, ``life`` or empty"."""
    known_only(row, "decisions")
    until = row.get("until") or None
    recorded_at = row.get("recorded_at")
    return Decision(
        list=row["list"],
        action=row["action"],
        from_=date.fromisoformat(row["from"]),
        until=date.fromisoformat(until) if until and until != LIFE else until,
        recorded=moment(recorded_at) if recorded_at else None,
    )


def decisions_by_subject(
    rows: Iterable[Row], book: Sequence[Version], known: Knowledge
) -> dict[str, list[Decision]]:
    """Sections 10.1 and 10.7: those known, "in the order recorded (rows of one time: in the order given)"."""
    codes = {rule["code"] for one in book for rule in one.lists}
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for row in rows:
        if row["list"] not in codes:
            raise Refused(f"decisions: no version has the list {row['list']}")
        if known.has(row.get("recorded_at")):
            decisions[row["subject_id"]].append(decision(row))
    always = datetime.min.replace(tzinfo=SHANGHAI)
    for of_subject in decisions.values():
        of_subject.sort(key=lambda one: one.recorded or always)
    return decisions


# ---- the weight of a fact (section 5)


@dataclass(frozen=True)
class Weight:
    """What a fact adds or deducts; ``uncapped`` only where the cap per event took something."""

    points: Fraction
    uncapped: Fraction | None


def base(rule: Indicator, event: Fact) -> Fraction:
    """Section 5, kind points: exactly one base; "in a category scheme no base is given"."""
    if "by_severity" in rule.table:
        return rule.severities[event.severity or ""]
    if "ladder" not in rule.table:
        return rule.fixed
    if rule.table["ladder"]["of"] == "amount":
        return points_at(Fraction(event.amount_fen or 0, 100), rule.steps)
    return points_at(Fraction(event.quantity or 0), rule.steps)


def weight(ruleset: Version, rule: Indicator, event: Fact, step: Table) -> Weight:
    """Section 5: "base → × quantity → escalation → cap per event → rounding"."""
    points = base(rule, event)
    if rule.table.get("times") == "quantity" and event.quantity is not None:
        points *= event.quantity
    points = points * number(step.get("times", 1)) + number(step.get("add", 0))
    if abs(points) <= rule.cap_per_event:
        return Weight(ruleset.round(points), None)
    capped = rule.cap_per_event if points > 0 else -rule.cap_per_event
    return Weight(ruleset.round(capped), ruleset.round(points))


def step_of(rule: Indicator, nth: int) -> Table:
    """Section 5, escalate: "the last row with ``nth`` ≤ n applies"; an empty one if none does."""
    steps = rule.table.get("escalate", {}).get("steps", [])
    return next((step for step in reversed(steps) if int(number(step["nth"])) <= nth), {})


def can_be_read(rule: Indicator, event: Fact) -> bool:
    """Section 10.9: the fact has "a severity it names, numerator, rating on its scale"."""
    if rule.kind == "rate":
        return event.numerator is not None and event.denominator is not None
    if rule.kind == "mean":
        lowest, highest = number(rule.table["lowest"]), number(rule.table["highest"])
        return event.rating is not None and lowest <= event.rating <= highest
    return "by_severity" not in rule.table or event.severity in rule.severities


def weighing_day(rule: Indicator, event: Fact) -> date:
    """Section 5, ``delay``: "the weighing day is ``counts_from`` plus this"."""
    delay = rule.table.get("delay")
    return plus(event.counts_from, delay) if delay else event.counts_from


def life_end(ruleset: Version, rule: Indicator, event: Fact, begins: date) -> date:
    """Section 10.5: the earliest of ``valid_for`` and the end of the period, so far as it can be foreseen.

    Kind achieved: "to the earliest of its ``until_on`` … and ``valid_for``; no period … ends it".
    """
    valid_for = rule.table.get("valid_for")
    ends = NEVER if rule.kind == "achieved" else period_end(ruleset, begins)
    if event.until_on and (rule.kind == "achieved" or valid_for == {"until": "until_on"}):
        ends = min(ends, event.until_on)
    if valid_for and "until" not in valid_for:
        ends = min(ends, plus(begins, valid_for))
    return ends


@dataclass(eq=False)
class Life:
    """Section 10.5: a fact that weighs under an indicator, from its weighing day to ``ends`` (exclusive)."""

    fact: Fact
    ruleset: Version
    rule: Indicator
    weighs_from: date
    ends: date
    behaviour: str
    step: Table = field(default_factory=dict)
    points: Fraction = ZERO
    note: Table | None = None
    repaired: bool = False
    fires: bool = False

    def order(self) -> tuple[date, date, str]:
        """Section 12: "weighing day, ``occurred_on``, ``event_id``"."""
        return self.weighs_from, self.fact.occurred_on, self.fact.event_id

    def escalate(self, nth: int) -> None:
        """Section 5, ``as``: "weighed, from its own weighing day, as if it were of that behaviour"."""
        self.step = step_of(self.rule, nth)
        if "as" in self.step:
            self.behaviour = self.step["as"]
            self.rule = self.ruleset.weighing_rule(self.behaviour)
            self.ends = life_end(self.ruleset, self.rule, self.fact, self.weighs_from)
        if self.step:
            self.note = {"code": "escalated", "nth": nth}

    def weigh(self) -> None:
        """Section 5: its weight, "fixed on the weighing day"; section 12, ``event``, what is said about it."""
        found = weight(self.ruleset, self.rule, self.fact, self.step)
        self.points = found.points
        if self.note and "as" in self.step:
            self.note["as"] = self.step["as"]
        elif self.note:
            plain = weight(self.ruleset, self.rule, self.fact, {}).points
            self.note["before"] = self.ruleset.text(plain)
        elif found.uncapped is not None:
            uncapped = self.ruleset.text(found.uncapped)
            self.note = {"code": "capped_per_event", "uncapped": uncapped}

    def halve(self) -> None:
        """Section 10.4.4: "replaces the weight by half of it, rounded, with the same end"."""
        self.points = self.ruleset.round(self.points / 2)
        self.note = {"code": "halved"}

    def is_bounded(self) -> bool:
        """Section 10.11, Close: of kind points, rate, mean or count, with a period that closes."""
        return self.rule.kind != "achieved" and ends_at_close(self.ruleset)

    def is_carried_over(self, closes: date) -> bool:
        """Section 2, ``carry_over``: an adverse fact of kind points "that is not rectified when its period closes"."""
        nature = self.ruleset.behaviours[self.behaviour].get("nature", "adverse")
        rectified = self.fact.rectified_on is not None and self.fact.rectified_on < closes
        return (
            "carry_over" in self.ruleset.period
            and self.rule.kind == "points"
            and nature == "adverse"
            and not rectified
        )


@dataclass(frozen=True, eq=False)
class Refutation:
    """Section 5, kind achieved: a fact that says that the state does not hold; it has no life."""

    fact: Fact
    ruleset: Version
    rule: Indicator
    weighs_from: date

    def order(self) -> tuple[date, date, str]:
        return self.weighs_from, self.fact.occurred_on, self.fact.event_id


def candidates(book: Sequence[Version], events: Sequence[Fact]) -> list[Life | Refutation]:
    """Whatever some version could make of some fact, "in the order of the walk" (10.4.3)."""
    found: list[Life | Refutation] = []
    for event in events:
        for ruleset in book:
            for rule in ruleset.indicators:
                begins = weighing_day(rule, event)
                if rule.kind != "clean" and event.behaviour in rule.behaviours:
                    ends = life_end(ruleset, rule, event, begins)
                    found.append(Life(event, ruleset, rule, begins, ends, event.behaviour))
                if event.behaviour in rule.table.get("refuted_by", []):
                    found.append(Refutation(event, ruleset, rule, begins))
    return sorted(found, key=lambda one: one.order())


# ---- the values of a day (10.4.5, 10.6)


@dataclass(frozen=True, eq=False)
class Reading:
    """The value of one indicator on one day, and what it was read from."""

    rule: Indicator
    lives: list[Life]
    sum: Fraction
    value: Fraction
    note: Table | None
    assessed: bool = True

    def is_left_out(self) -> bool:
        """Section 8, Redistribution: its dimension is left out while it is not assessed."""
        return not self.assessed and self.rule.table["when_unassessed"] == "redistribute"


def held(value: Fraction, floor: Fraction | None, ceiling: Fraction | None) -> Fraction:
    """The value, held between the ends that are given."""
    if floor is not None and value < floor:
        return floor
    if ceiling is not None and value > ceiling:
        return ceiling
    return value


@dataclass(frozen=True, eq=False)
class Living:
    """What the values of a day are read from: the living, the runs of clean periods, and what is known of states."""

    lives: Sequence[Life] = ()
    runs: Mapping[Any, int] = field(default_factory=dict)
    attested: frozenset[str] = frozenset()

    def under(self, rule: Indicator) -> list[Life]:
        return [life for life in self.lives if life.rule.code == rule.code]


def read_indicator(ruleset: Version, rule: Indicator, living: Living) -> Reading:
    """Section 10.6, of one indicator."""
    lives = living.under(rule)
    if rule.kind == "points":
        return read_points(rule, lives)
    if rule.kind == "rate":
        return read_rate(ruleset, rule, lives)
    if rule.kind == "mean":
        return read_mean(ruleset, rule, lives)
    if rule.kind == "count":
        return read_count(rule, lives)
    if rule.kind == "achieved":
        return read_achieved(ruleset, rule, lives, rule.code in living.attested)
    return read_clean(rule, living.runs.get(rule.code, 0))


def read_points(rule: Indicator, lives: list[Life]) -> Reading:
    """Section 10.6: "Σ weights of the living, held within ± ``cap``"."""
    total = sum((life.points for life in lives), ZERO)
    value = held(total, -rule.cap, rule.cap) if rule.cap is not None else total
    return Reading(rule, lives, total, value, None)


def read_rate(ruleset: Version, rule: Indicator, lives: list[Life]) -> Reading:
    """Section 5, kind rate: "Σ numerator / Σ denominator → points by band"."""
    numerator = sum(life.fact.numerator or 0 for life in lives)
    denominator = sum(life.fact.denominator or 0 for life in lives)
    if denominator < number(rule.table["min_sample"]):
        return unassessed(ruleset, rule, lives, denominator)
    value = points_at(Fraction(numerator, denominator), rule.bands)
    note = {"code": "rate", "numerator": numerator, "denominator": denominator}
    return Reading(rule, lives, value, value, note)


def read_mean(ruleset: Version, rule: Indicator, lives: list[Life]) -> Reading:
    """Section 5, kind mean: "average rating → points" by band or straight line."""
    total = sum((life.fact.rating or ZERO for life in lives), ZERO)
    if len(lives) < number(rule.table["min_sample"]):
        return unassessed(ruleset, rule, lives, len(lives))
    average = total / len(lives)
    if "line" in rule.table:
        value = ruleset.round(on_line(rule.table["line"], average))
    else:
        value = points_at(average, rule.bands)
    note = {"code": "mean", "rating_sum": int(total * 100), "sample": len(lives)}
    return Reading(rule, lives, value, value, note)


def on_line(line: Table, average: Fraction) -> Fraction:
    """Section 5: "a straight line between two anchors, level beyond them"."""
    r0, p0 = number(line["from"]["rating"]), number(line["from"]["points"])
    r1, p1 = number(line["to"]["rating"]), number(line["to"]["points"])
    average = held(average, r0, r1)
    return p0 + (p1 - p0) * (average - r0) / (r1 - r0)


def read_count(rule: Indicator, lives: list[Life]) -> Reading:
    """Section 5, kind count: "living facts without ``incident_id`` + different ``incident_id`` among the living"."""
    incidents = [life.fact.incident_id for life in lives]
    count = incidents.count(None) + len({one for one in incidents if one is not None})
    value = points_at(Fraction(count), rule.bands)
    return Reading(rule, lives, value, value, {"code": "count", "n": count})


def read_achieved(ruleset: Version, rule: Indicator, lives: list[Life], attested: bool) -> Reading:
    """Section 5, kind achieved: "unknown is not no"."""
    if lives:
        return Reading(rule, lives, rule.fixed, rule.fixed, {"code": "achieved"})
    if attested:
        return Reading(rule, lives, ZERO, ZERO, {"code": "not_achieved"})
    return unassessed(ruleset, rule, lives, 0)


def read_clean(rule: Indicator, run: int) -> Reading:
    """Section 5, kind clean: the points while the run of clean periods is long enough, "else 0"."""
    periods = int(number(rule.table["periods"]))
    reached = run >= periods
    value = rule.fixed if reached else ZERO
    note = {"code": "clean" if reached else "not_clean", "run": run, "periods": periods}
    return Reading(rule, [], value, value, note)


def unassessed(ruleset: Version, rule: Indicator, lives: list[Life], sample: int) -> Reading:
    """Section 5, ``when_unassessed``: zero, the most favourable points, no grade, or left out."""
    value = ZERO
    if rule.table["when_unassessed"] == "full":
        value = (max if ruleset.best_is_high() else min)(points_within(rule))
    smallest = int(number(rule.table.get("min_sample", 1)))
    note = {"code": "not_assessed", "sample": sample, "min_sample": smallest}
    return Reading(rule, lives, value, value, note, assessed=False)


def points_within(rule: Indicator) -> list[Fraction]:
    """Section 5: the points "of its bands or anchors, or the ``points`` of ``achieved`` or 0"."""
    if rule.kind == "achieved":
        return [rule.fixed, ZERO]
    if "line" in rule.table:
        return [number(rule.table["line"][end]["points"]) for end in ("from", "to")]
    return [row["points"] for row in rule.bands]


@dataclass(frozen=True, eq=False)
class Values:
    """The values of one day: of each indicator, each dimension and the whole; ``parts`` of what is not left out."""

    ruleset: Version
    readings: dict[str, Reading]
    sums: dict[str, Fraction]
    dimensions: dict[str, Fraction]
    parts: dict[str, Fraction]
    total: Fraction
    held_total: Fraction

    def not_assessed(self) -> list[Indicator]:
        """Section 5, ``unrated``; section 8: "if none is left … the subject is not graded"."""
        reasons = {"unrated"} if self.parts else {"unrated", "redistribute"}
        return [
            reading.rule
            for reading in self.readings.values()
            if not reading.assessed and reading.rule.table["when_unassessed"] in reasons
        ]


def read_values(ruleset: Version, living: Living) -> Values:
    """Section 10.6: indicators, "then dimension, total, clamp"; section 8 for the weights."""
    readings = {rule.code: read_indicator(ruleset, rule, living) for rule in ruleset.indicators}
    sums, dimensions, kept = {}, {}, []
    for one in ruleset.dimensions:
        inside = [each for each in readings.values() if each.rule.dimension == one.code]
        left_out = any(each.is_left_out() for each in inside)
        sums[one.code] = ZERO if left_out else sum((each.value for each in inside), one.start)
        floor, ceiling = (None, None) if left_out else (one.floor, one.ceiling)
        dimensions[one.code] = held(sums[one.code], floor, ceiling)
        kept += [] if left_out else [one]
    parts = parts_of(ruleset, kept)
    weighted = (part * dimensions[code] for code, part in parts.items())
    total = sum(weighted, ruleset.start)
    held_total = held(total, ruleset.floor, ruleset.ceiling)
    return Values(ruleset, readings, sums, dimensions, parts, total, held_total)


def parts_of(ruleset: Version, kept: Sequence[Dimension]) -> dict[str, Fraction]:
    """Section 8, Redistribution: with W = Σ part of those not left out, each has part / W; unweighted, 1 each."""
    whole = sum((one.part for one in kept), ZERO) if ruleset.weighted else Fraction(1)
    return {one.code: one.part / whole for one in kept}


@dataclass(frozen=True, eq=False)
class Grading:
    """Section 9, overrides: what grade the day gives, and why. Grades are places in the file, best first."""

    ruleset: Version
    by_total: int
    too_little: list[tuple[Table, int]]
    not_assessed: list[Indicator]
    shifts: list[Table]
    repaired: bool
    limits: list[Table]
    vetoes: list[Table]

    def is_rated(self) -> bool:
        """ "An ``unrated`` reason takes the grade away"."""
        return not self.too_little and not self.not_assessed

    def steps(self) -> list[tuple[Table | None, int]]:
        """What moves the grade, each with the grade after it: shifts, the step of a repair (None), then limits."""
        place, last = self.by_total, len(self.ruleset.grades) - 1
        found: list[tuple[Table | None, int]] = []
        for shift in self.shifts:
            place += int(number(shift["by"]))
            found.append((shift, min(max(place, 0), last)))
        if self.repaired:
            place -= 1
            found.append((None, min(max(place, 0), last)))
        place = min(max(place, 0), last)
        for limit in self.limits:
            place = max(place, self.ruleset.place_of(limit["grade"]))
            found.append((limit, place))
        return found

    def so_far(self) -> int:
        """The grade after shifts, repairs, ceilings and locks."""
        return next((place for _, place in reversed(self.steps())), self.by_total)

    def before_veto(self) -> int | None:
        return self.so_far() if self.is_rated() else None

    def after(self) -> int | None:
        """ "A veto sets the worse of its grade and the grade so far, and beats ``unrated``"."""
        if not self.vetoes:
            return self.before_veto()
        worst = max(self.ruleset.place_of(veto.get("grade")) for veto in self.vetoes)
        return max(self.so_far(), worst)

    def settled(self) -> str | None:
        """Section 9: "the settled grade … is this final grade; none if not graded"."""
        return grade_code(self.ruleset, self.after())

    def unrated(self) -> str | None:
        """Section 12: "the first before the second; null when a veto gives the grade"."""
        if self.vetoes or self.is_rated():
            return None
        return "too_little_work" if self.too_little else "not_assessed"


def grade_code(ruleset: Version, place: int | None) -> str | None:
    return None if place is None else ruleset.grades[place][0]


# ---- conditions (section 9, lists)


@dataclass(frozen=True, eq=False)
class Sight:
    """What the conditions of the lists look at on a day."""

    today: date
    values: Values
    living: Living
    grade: str | None
    facts: Sequence[Fact]
    opens: bool = False


def holds(condition: Table, run: Any, sight: Sight) -> bool:
    """Section 9, a condition of a list; ``run`` names the run that a condition on periods looks at."""
    on = condition["on"]
    if on == "behaviour":
        return any(is_of(life, condition) for life in sight.living.lives)
    if on == "count":
        return counts(condition, sight) >= number(condition["at_least"])
    if on == "grade":
        return sight.grade in condition["grades"]
    if on == "periods":
        return sight.living.runs.get(run, 0) >= number(condition["periods"])
    if on == "clean":
        note = sight.values.readings[condition["indicator"]].note
        return note is not None and note["code"] == "clean"
    return reaches(condition, sight.values)


def counts(condition: Table, sight: Sight) -> int:
    """Section 9, count: "at least n known facts …, each from step 10.4.3 of its own day on"."""
    return sum(
        event.behaviour in condition["behaviours"]
        and sight.today < plus(event.counts_from, condition["within"])
        for event in sight.facts
    )


def reaches(condition: Table, values: Values) -> bool:
    """Section 9: a total, an indicator or a dimension at or beyond a number."""
    if condition["on"] == "total":
        value = values.held_total
    elif condition["on"] == "indicator":
        value = values.readings[condition["indicator"]].value
    else:
        value = values.dimensions[condition["dimension"]]
    if "at_or_above" in condition:
        return value >= number(condition["at_or_above"])
    return value <= number(condition["at_or_below"])


def is_of(life: Life, rule: Table) -> bool:
    """Section 9: the fact is of these behaviours and lives under its indicator of kind points."""
    return life.rule.kind == "points" and life.behaviour in rule["behaviours"]


def runs_of(rule: Table) -> list[Any]:
    """Section 10.11: a run for each condition on periods, by list and "place among its ``periods`` conditions"."""
    places = iter(range(len(conditions_of(rule))))
    return [
        (rule["code"], next(places)) if condition["on"] == "periods" else None
        for condition in conditions_of(rule)
    ]


# ---- lists: sections 10.7 and 10.8


@dataclass(frozen=True)
class Length:
    """Section 9, ``length``, and for ``{ periods = n }`` the openings and the standing of the day of entry."""

    table: Table
    openings: Openings | None
    on_first_day: bool

    def end(self, day: date, times: int = 1) -> date | str | None:
        """When so many lengths from a day are over: a day, ``life``, or none until a decision."""
        if "until" in self.table:
            return LIFE if self.table["until"] == LIFE else None
        if "periods" not in self.table:
            return plus(day, self.table, times)
        if self.openings is None:
            raise Refused("a length in periods where there are none")
        whole = int(number(self.table["periods"])) * times
        return self.openings.after(day, whole if self.on_first_day else whole + 1)


@dataclass(eq=False)
class Listing:
    """Section 12: one listing; ``until`` exclusive, ``life``, or open."""

    list: str
    from_: date
    until: date | str | None
    by: str
    length: Length
    extensions: int = 0

    def in_force(self, day: date) -> bool:
        """Section 12: "from ≤ D < until"."""
        return self.from_ <= day and not (isinstance(self.until, date) and self.until <= day)

    def extend(self) -> None:
        """Section 10.7: "``from`` plus (k + 1) lengths at the k-th extension"; never to an earlier day."""
        self.extensions += 1
        if not isinstance(self.until, date):
            return
        end = self.length.end(self.from_, self.extensions + 1)
        if not isinstance(end, date) or end > self.until:
            self.until = end


@dataclass(frozen=True)
class Held:
    """Which conditions of a list hold, of ``enter`` and of ``leave``."""

    enter: list[bool]
    leave: list[bool]


class Lists:
    """The listings and proposals of one subject, and how its lists' conditions were last read."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.listings: list[Listing] = []
        self.proposals: dict[str, date] = {}
        self.last: dict[str, Held] = {}
        self.decisions = [one for one in decisions if one.action != "annul"]
        self.annulled = {(one.list, one.from_) for one in decisions if one.action == "annul"}

    def current(self, code: str, day: date) -> Listing | None:
        """The listing in force on a day, if there is one."""
        of_list = (one for one in reversed(self.listings) if one.list == code)
        return next((one for one in of_list if one.in_force(day)), None)

    def holding(self, day: date) -> set[str]:
        """The lists on which the subject is on a day."""
        return {one.list for one in self.listings if one.in_force(day)}

    def read(self, sight: Sight) -> dict[str, Held]:
        """Each condition of the lists of the version in force, now."""
        found = {}
        for rule in sight.values.ruleset.lists:
            now = [
                holds(condition, run, sight)
                for condition, run in zip(conditions_of(rule), runs_of(rule), strict=True)
            ]
            ways_in = len(rule["enter"])
            found[rule["code"]] = Held(now[:ways_in], now[ways_in:])
        return found

    def propose(self, code: str, today: date) -> None:
        """Section 10.7: "one proposal with ``from`` = the day is made if none is open"."""
        if (code, today) not in self.annulled:
            self.proposals.setdefault(code, today)

    def change_version(self, sight: Sight) -> None:
        """Section 10.9: a list that held none and now holds one "makes a proposal, by change of rule"."""
        now = self.read(sight)
        self.proposals = {code: day for code, day in self.proposals.items() if code in now}
        for code, held_now in now.items():
            last = self.last.get(code, Held([], []))
            begins_to_hold = any(held_now.enter) and not any(last.enter)
            if begins_to_hold and not any(held_now.leave) and not self.current(code, sight.today):
                self.propose(code, sight.today)
        self.last = now

    def open_period(self, sight: Sight) -> None:
        """Section 10.4.2: "each condition's standing is read anew, without entering anybody"."""
        self.last = self.read(sight)

    def settle(self, sight: Sight, length_on: Callable[[Table, date], Length]) -> None:
        """Section 10.7: rules, then decisions, then proposals that lapse."""
        now, today = self.read(sight), sight.today
        for rule in sight.values.ruleset.lists:
            self.leave_or_enter(rule, now[rule["code"]], sight, length_on)
        self.last = now
        for one in self.decisions:
            if one.from_ == today:
                self.decide(one, sight.values.ruleset, length_on)
        self.proposals = {code: day for code, day in self.proposals.items() if any(now[code].enter)}

    def leave_or_enter(
        self, rule: Table, now: Held, sight: Sight, length_on: Callable[[Table, date], Length]
    ) -> None:
        """Section 10.7: a condition of ``leave`` ends the listing, and nobody enters while one holds."""
        code, today, last = rule["code"], sight.today, self.last[rule["code"]]
        listing = self.current(code, today)
        if listing and fires(rule.get("leave", []), now.leave, last.leave, sight):
            listing.until = today
        enters = fires(rule["enter"], now.enter, last.enter, sight) and not any(now.leave)
        if enters and (code, today) not in self.annulled:
            self.enter_by_rule(rule, today, length_on)

    def enter_by_rule(
        self, rule: Table, today: date, length_on: Callable[[Table, date], Length]
    ) -> None:
        """Section 10.7: what the rule does on the day on which a condition fires."""
        code, again = rule["code"], rule.get("again", "nothing")
        listing = self.current(code, today)
        if rule["mode"] == "decided":
            if not listing or again != "nothing":
                self.propose(code, today)
        elif not listing or again == "restart":
            if listing:
                listing.until = today
            length = length_on(rule["length"], today)
            self.listings.append(Listing(code, today, length.end(today), "rule", length))
        elif again == "extend":
            listing.extend()

    def decide(
        self, one: Decision, ruleset: Version, length_on: Callable[[Table, date], Length]
    ) -> None:
        """Section 10.8: what a decision does. A stay marks the listing, "it remains in force"."""
        listing = self.current(one.list, one.from_)
        if one.action == "enter" and (one.list, one.from_) not in self.annulled:
            lengths = {rule["code"]: rule["length"] for rule in ruleset.lists}
            length = length_on(lengths.get(one.list, {"until": "decision"}), one.from_)
            self.enter_by_decision(one, listing, length)
        elif one.action == "leave" and listing:
            listing.until = one.from_
        elif one.action == "extend" and listing:
            listing.until = one.until

    def enter_by_decision(self, one: Decision, listing: Listing | None, length: Length) -> None:
        """Section 10.8: "a listing in force ends on that day (if it began that same day, it is replaced)"."""
        self.proposals.pop(one.list, None)
        if listing and listing.from_ == one.from_:
            self.listings.remove(listing)
        elif listing:
            listing.until = one.from_
        self.listings.append(Listing(one.list, one.from_, one.until, "decision", length))

    def decide_what_is_older(
        self, first: Version, length_on: Callable[[Table, date], Length]
    ) -> None:
        """Section 10.7: a decision of a day before the first version's, "with its own ``from``"."""
        older = [one for one in self.decisions if one.from_ < first.effective_from]
        for one in sorted(older, key=lambda each: each.from_):
            self.decide(one, first, length_on)


def fires(
    conditions: Sequence[Table], now: Sequence[bool], last: Sequence[bool], sight: Sight
) -> bool:
    """Section 10.7: whether any of them fires."""
    return any(
        condition_fires(condition, is_now, was, sight)
        for condition, is_now, was in zip(conditions, now, last, strict=True)
    )


def condition_fires(condition: Table, now: bool, was: bool, sight: Sight) -> bool:
    """Section 10.7: "if it holds and did not hold at its last reading"; on behaviours and periods each time."""
    if condition["on"] == "behaviour":
        return any(life.fires and is_of(life, condition) for life in sight.living.lives)
    if condition["on"] in ("clean", "periods"):
        return now and sight.opens
    return now and not was


# ---- the walk (section 10)


@dataclass(frozen=True, eq=False)
class Bar:
    """Section 9: an override that acts on its days, "whatever becomes of the fact's life"."""

    kind: str
    override: str
    ends: date


@dataclass
class Walk:
    """Section 10, of one subject: the days on which something happens, in order."""

    book: Sequence[Version]
    facts: Sequence[Fact]
    lists: Lists
    file_opened_on: date | None = None
    days: set[date] = field(default_factory=set)
    in_force: int = -1
    lives: list[Life] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    anchor: date | None = None
    opened: date | None = None
    opens: bool = False
    suspended_from: date | None = None
    were_on: set[str] = field(default_factory=set)
    runs: dict[Any, int] = field(default_factory=dict)
    attested: set[str] = field(default_factory=set)
    values: Values = field(init=False)
    graded: Grading = field(init=False)
    settled: str | None = None
    begins: bool = False

    def __post_init__(self) -> None:
        self.candidates = candidates(self.book, self.facts)
        self.anchor = self.file_opened_on
        own_periods = any(one.period["kind"] == "anniversary" for one in self.book)
        if own_periods and self.file_opened_on is None:
            raise Refused("facts: file_opened_on is needed under period kind anniversary")

    @property
    def ruleset(self) -> Version:
        """The version in force on the day."""
        return self.book[self.in_force]

    @property
    def openings(self) -> Openings | None:
        """Section 10.11: the openings of the version in force, from the anchor as it stands."""
        return openings_of(self.ruleset, self.anchor)

    # the days that are visited

    def visit(self, last: date, *also: date) -> Iterator[date]:
        """Section 10.3: "each day on which something below happens", from the first version's to ``last``."""
        first = self.book[0].effective_from
        self.days = {day for day in {*self.foreseen(), *also} if first <= day <= last}
        while self.days:
            today = min(self.days)
            self.days.remove(today)
            self.on_day(today)
            self.days |= {day for day in self.found(today) if today < day <= last}
            yield today

    def foreseen(self) -> Iterator[date]:
        """The days that versions, facts and decisions name; one too many changes nothing."""
        yield from (one.weighs_from for one in self.candidates)
        yield from (ruleset.effective_from for ruleset in self.book)
        yield from (one.from_ for one in self.lists.decisions)
        for event in self.facts:
            yield event.counts_from
            if event.repaired_on:
                yield event.repaired_on
            for ruleset in self.book:
                yield period_end(ruleset, event.counts_from)
                yield from (plus(event.counts_from, within) for within in windows(ruleset))

    def found(self, today: date) -> Iterator[date]:
        """The days that follow from what stands today."""
        yield from (life.ends for life in self.lives)
        yield from (bar.ends for bar in self.bars)
        for one in self.lists.listings:
            if isinstance(one.until, date):
                yield one.until
            if today in (one.from_, one.until):
                yield today + timedelta(days=1)
        if self.openings:
            yield self.openings.after(today)

    # one day

    def on_day(self, today: date) -> None:
        """Section 10.4, in its order."""
        self.lives = [life for life in self.lives if today < life.ends]
        self.bars = [bar for bar in self.bars if today < bar.ends]
        for life in self.lives:
            life.fires = False
        self.begins = False
        self.change_version(today)
        self.turn_period(today)
        self.begins = True
        for one in self.candidates:
            if one.weighs_from == today and one.ruleset is self.weighs(one.fact):
                self.begin(one, today, fires=True)
        self.repair(today)
        self.settle(today)

    def settle(self, today: date) -> None:
        """Section 10.4.5: values and grade, "then every list in file order"."""
        self.values, self.graded = self.look(today)
        if self.lock(today):
            self.values, self.graded = self.look(today)
        self.settled = self.graded.settled()
        sight = self.sight(today, self.values, self.graded)
        were_on = self.lists.holding(today)
        self.lists.settle(sight, self.length_on)
        self.were_on = were_on | self.lists.holding(today)

    def look(self, today: date) -> tuple[Values, Grading]:
        """The values and the grade as they stand now."""
        values = read_values(self.ruleset, self.living())
        return values, self.grading(values, today)

    def sight(self, today: date, values: Values, grading: Grading) -> Sight:
        """What conditions look at now."""
        grade = grading.settled()
        return Sight(today, values, self.living(), grade, self.come(today), self.opens)

    def come(self, today: date) -> list[Fact]:
        """Section 9, count and unrated: facts of the day itself count "from step 10.4.3" of it on."""
        last = today if self.begins else today - timedelta(days=1)
        return [event for event in self.facts if event.counts_from <= last]

    def living(self) -> Living:
        return Living(self.lives, self.runs, frozenset(self.attested))

    # which version weighs, and what a new one changes (10.2 and 10.9)

    def weighs(self, event: Fact) -> Version | None:
        """Sections 10.2 and 10.9: the version of ``counts_from``, unless a later one began afresh or recast."""
        weighing = self.version_on(event.counts_from)
        for later in self.book[: self.in_force + 1]:
            if later.effective_from <= event.counts_from:
                continue
            if later.change == "recast":
                weighing = later
            elif later.change == "fresh":
                weighing = None
        return weighing

    def version_on(self, day: date) -> Version | None:
        """Section 10.2: "the one in force … (greatest ``effective_from`` ≤ that day)"."""
        return next((one for one in reversed(self.book) if one.effective_from <= day), None)

    def change_version(self, today: date) -> None:
        """Section 10.9, on the day on which a version takes effect; every day, whether periods are suspended."""
        arriving = next((n for n, one in enumerate(self.book) if one.effective_from == today), None)
        if arriving is not None:
            self.in_force = arriving
        if arriving == 0:
            self.lists.decide_what_is_older(self.ruleset, self.length_on)
        self.suspend(today)
        if arriving is None:
            return
        if arriving == 0 or self.ruleset.change != "carry":
            self.begin_afresh(today)
        else:
            self.carry_runs()
        if self.ruleset.change == "recast":
            self.recast(today)
        self.opens = False
        self.lists.change_version(self.sight(today, *self.look(today)))

    def begin_afresh(self, today: date) -> None:
        """Sections 10.9 and 10.11: "all lives end", "all runs end", and the period that is open is another."""
        self.lives, self.runs, self.attested = [], {}, set()
        self.opened = self.open_since(today)

    def open_since(self, today: date) -> date | None:
        """Section 10.11: the last opening of the version in force that does not lie in a suspension that goes on."""
        if not self.openings:
            return None
        if self.suspended_from is None:
            return self.openings.last(today)
        return self.openings.last(self.suspended_from - timedelta(days=1))

    def carry_runs(self) -> None:
        """Section 10.11: runs go on under ``carry`` for what the new version has too."""
        self.runs = {run: self.runs.get(run, 0) for run in all_runs(self.ruleset)}

    def recast(self, today: date) -> None:
        """Section 10.9: facts of before "weighed anew … in the order of their weighing day"."""
        for one in self.candidates:
            if one.weighs_from < today and one.ruleset is self.ruleset is self.weighs(one.fact):
                self.begin(one, today, fires=False)

    # when periods open, close, restart and are suspended (10.11)

    def suspend(self, today: date) -> None:
        """Section 10.11, Suspension: while a listing that began before this day holds the subject."""
        suspending = self.ruleset.period.get("suspend_during", [])
        if self.lists.holding(today).isdisjoint(suspending):
            self.suspended_from = None
        elif self.suspended_from is None:
            self.suspended_from = today

    def turn_period(self, today: date) -> None:
        """Section 10.4.2: "if a period closes, opens or restarts on that day"."""
        restarts = self.restarts(today)
        regular = self.openings is not None and self.openings.has(today)
        self.opens = restarts or (regular and self.suspended_from is None)
        if not self.opens:
            return
        if restarts:
            self.anchor = today
            self.runs = {}
        else:
            self.count_runs(today)
        self.lives = [
            life
            for life in self.lives
            if not life.is_bounded() or (not restarts and life.is_carried_over(today))
        ]
        self.opened = today
        self.lock_after_periods(today)
        if self.ruleset.period["kind"] in ("calendar", "anniversary"):
            self.lists.open_period(self.sight(today, *self.look(today)))

    def restarts(self, today: date) -> bool:
        """Section 10.11, Restart: entered yesterday, or on a list yesterday and today no longer."""
        period = self.ruleset.period
        if self.file_opened_on is None or today < self.file_opened_on:
            return False
        if today == self.book[0].effective_from:
            return False
        yesterday = today - timedelta(days=1)
        entered = {one.list for one in self.lists.listings if one.from_ == yesterday}
        left = self.were_on - self.lists.holding(today)
        return not entered.isdisjoint(period.get("restart_on", [])) or (
            not left.isdisjoint(period.get("restart_after", [])) and self.suspended_from is None
        )

    def count_runs(self, today: date) -> None:
        """Section 10.11, Runs: "at each opening the period that closed is looked at"."""
        opened = self.opened
        if opened is None or opened == today:
            return
        whole = self.is_whole(opened)
        for run, met in self.met_in_period(opened, today).items():
            self.runs[run] = self.runs.get(run, 0) + 1 if whole and met else 0

    def is_whole(self, opened: date) -> bool:
        """Section 10.11: opened "not before the first version and not before ``file_opened_on``", no break after."""
        breaks = [
            one.effective_from
            for one in self.book[: self.in_force + 1]
            if one is self.book[0] or one.change != "carry"
        ]
        known = [self.file_opened_on] if self.file_opened_on else []
        return all(opened >= day for day in (*breaks, *known))

    def met_in_period(self, opened: date, today: date) -> dict[Any, bool]:
        """Section 10.11: of each run, whether the period that closed met what it asks for."""
        found: dict[Any, bool] = {}
        for rule in self.ruleset.indicators:
            if rule.kind == "clean":
                found[rule.code] = self.was_clean(rule, opened, today)
        for listing in self.ruleset.lists:
            for condition, run in zip(conditions_of(listing), runs_of(listing), strict=True):
                if run is not None:
                    found[run] = self.settled in condition["grades"]
        for lock in self.ruleset.overrides_of("lock"):
            if "periods" in lock:
                found["lock", lock["code"]] = self.settled in lock["when"]
        return found

    def was_clean(self, rule: Indicator, opened: date, today: date) -> bool:
        """Section 5, kind clean: nothing of ``behaviours`` and enough of ``work`` in the period that closed."""
        if rule.table.get("retired"):
            return False
        bad = work = 0
        for event in self.facts:
            if opened <= event.counts_from < today:
                table = self.clean_rule_of(event, rule.code)
                bad += event.behaviour in table.get("behaviours", [])
                work += event.behaviour in table.get("work", [])
        return not bad and work >= number(rule.table.get("at_least", 0))

    def clean_rule_of(self, event: Fact, code: str) -> Table:
        """Section 5, kind clean: the indicator as the version that weighs the fact has it."""
        weighing = self.weighs(event)
        rules = weighing.indicators if weighing else []
        return next((rule.table for rule in rules if rule.code == code), {})

    def length_on(self, table: Table, day: date) -> Length:
        """Section 9, ``length``: "reckoned on the day of entry"."""
        openings = self.openings
        first_day = openings is not None and openings.has(day)
        in_suspension = self.suspended_from is not None and self.anchor != day
        return Length(table, openings, first_day and not in_suspension)

    # the facts that begin and the repairs (10.4.3 and 10.4.4)

    def begin(self, one: Life | Refutation, today: date, *, fires: bool) -> None:
        """Section 10.4.3: a life begins, unless it has no days, is repaired already or double."""
        if isinstance(one, Refutation):
            self.refute(one)
            return
        if "escalate" in one.rule.table:
            one.escalate(self.nth(one))
        self.bar(one, today)
        if one.rule.kind == "achieved" and one.weighs_from < one.ends:
            self.attested.add(one.rule.code)
        if one.ends <= today or not self.can_be_weighed(one) or self.is_outside(one, today):
            return
        one.fires = fires
        if one.rule.kind == "points":
            one.weigh()
        repaired_on = one.fact.repaired_on
        if repaired_on and repaired_on < today and self.ends_by_repair(one):
            return
        if one.rule.kind == "points" and self.is_double(one):
            return
        self.lives.append(one)

    def refute(self, one: Refutation) -> None:
        """Section 5, kind achieved: a refuting fact "ends the lives that stand before it under the indicator"."""
        self.attested.add(one.rule.code)
        self.lives = [life for life in self.lives if life.rule.code != one.rule.code]

    def can_be_weighed(self, life: Life) -> bool:
        """Section 10.9; under the version of its own day what is missing is an error (section 11)."""
        readable = can_be_read(life.rule, life.fact)
        if not readable and life.ruleset is self.version_on(life.fact.counts_from):
            raise Refused(f"{life.fact.event_id} lacks what {life.rule.code} reads")
        return readable

    def nth(self, life: Life) -> int:
        """Section 5, escalate: 1 + the like facts that stand before it in the walk, within the time."""
        escalate = life.rule.table["escalate"]
        alike = {life.fact.behaviour}
        if escalate.get("like") == "indicator":
            alike = set(life.rule.behaviours)
        earlier = [
            other
            for other in self.candidates
            if isinstance(other, Life)
            and other.rule.kind == "points"
            and other.fact.behaviour in alike
            and other.order() < life.order()
            and other.ruleset is self.weighs(other.fact)
            and life.weighs_from < plus(other.weighs_from, escalate["within"])
        ]
        return 1 + len(earlier)

    def is_outside(self, life: Life, today: date) -> bool:
        """Section 10.11: before ``file_opened_on``, in a suspension, or of a period that has closed."""
        if not life.is_bounded():
            return False
        day = life.weighs_from
        if life.ruleset.period["kind"] == "anniversary":
            if self.anchor is None or day < self.anchor:
                return True
            if self.suspended_from is not None and day >= self.suspended_from:
                return True
        return (
            self.opened is not None and day < self.opened and not life.is_carried_over(self.opened)
        )

    def bar(self, life: Life, today: date) -> None:
        """Section 9, veto: "for the duration ``for``, whatever becomes of the fact's life"."""
        for override in life.ruleset.overrides_of("veto", "ceiling", "shift"):
            if "for" in override and is_of(life, override):
                ends = plus(life.weighs_from, override["for"])
                if today < ends:
                    self.bars.append(Bar(override["kind"], override["code"], ends))

    def ends_by_repair(self, life: Life) -> bool:
        """Section 10.4.4: ``stops`` ends the life, ``halves`` halves it, ``grade_step`` marks it."""
        repair = life.rule.table.get("repair")
        if repair == "halves":
            life.halve()
        life.repaired = repair == "grade_step"
        return repair == "stops"

    def repair(self, today: date) -> None:
        """Section 10.4.4: repairs of this day."""
        repaired = [life for life in self.lives if life.fact.repaired_on == today]
        ended = [life for life in repaired if self.ends_by_repair(life)]
        self.lives = [life for life in self.lives if life not in ended]

    def is_double(self, life: Life) -> bool:
        """Section 7: of one incident and one sign only the heaviest lives; tie: the first."""
        if life.ruleset.table.get("no_double_count", "none") == "none":
            return False
        rivals = [
            other
            for other in self.lives
            if other.rule.kind == "points"
            and other.fact.incident_id == life.fact.incident_id is not None
            and other.points * life.points > 0
        ]
        if any(abs(other.points) >= abs(life.points) for other in rivals):
            return True
        self.lives = [other for other in self.lives if other not in rivals]
        return False

    # the grade (section 9, overrides)

    def grading(self, values: Values, today: date) -> Grading:
        """Section 9: "the grade of a day", from what acts now."""
        ruleset = self.ruleset
        counted = [(rule, self.counted(rule, today)) for rule in ruleset.overrides_of("unrated")]
        return Grading(
            ruleset=ruleset,
            by_total=ruleset.grade_of(values.held_total),
            too_little=[(rule, n) for rule, n in counted if n < number(rule["at_least"])],
            not_assessed=values.not_assessed(),
            shifts=self.acting("shift"),
            repaired=any(life.repaired for life in self.lives),
            limits=self.acting("ceiling", "lock"),
            vetoes=self.acting("veto"),
        )

    def acting(self, *kinds: str) -> list[Table]:
        """Section 9: the overrides of these kinds that act, by their time or by a fact that lives."""
        acting = {(bar.kind, bar.override) for bar in self.bars} | {
            (override["kind"], override["code"])
            for life in self.lives
            for override in life.ruleset.overrides_of("veto", "ceiling", "shift")
            if "for" not in override and is_of(life, override)
        }
        return [
            override
            for override in self.ruleset.overrides_of(*kinds)
            if (override["kind"], override["code"]) in acting
        ]

    def lock(self, today: date) -> bool:
        """Section 9, lock: whether one begins today, as "the settled grade becomes one of ``when``"."""
        grade = self.graded.settled()
        begin = [
            lock
            for lock in self.ruleset.overrides_of("lock")
            if "periods" not in lock and grade in lock["when"] and self.settled not in lock["when"]
        ]
        self.bars += [Bar("lock", lock["code"], plus(today, lock["for"])) for lock in begin]
        return bool(begin)

    def lock_after_periods(self, today: date) -> None:
        """Section 9, lock: "from the opening after so many whole periods in a row"."""
        for lock in self.ruleset.overrides_of("lock"):
            run = self.runs.get(("lock", lock["code"]), 0)
            if "periods" in lock and run >= number(lock["periods"]):
                self.bars.append(Bar("lock", lock["code"], plus(today, lock["for"])))

    def counted(self, rule: Table, today: date) -> int:
        """Section 9, unrated: the work of these behaviours, each "from its ``counts_from``"."""
        work = [
            event
            for event in self.come(today)
            if event.behaviour in rule["behaviours"] and self.is_work(event, rule, today)
        ]
        if rule.get("measure", "facts") == "facts":
            return len(work)
        return sum(event.denominator or 0 for event in work)

    def is_work(self, event: Fact, rule: Table, today: date) -> bool:
        """Section 9, unrated: "in the period (or: ``within`` this long from their ``counts_from``)"."""
        weighing = self.weighs(event)
        if weighing is None:
            return False
        if "within" in rule:
            return today < plus(event.counts_from, rule["within"])
        if ends_at_close(weighing):
            return self.opened is not None and event.counts_from >= self.opened
        return today < period_end(weighing, event.counts_from)


def windows(ruleset: Version) -> Iterator[Table]:
    """Section 9: how long facts count as work and in conditions on a count."""
    yield from (rule["within"] for rule in ruleset.overrides if "within" in rule)
    for rule in ruleset.lists:
        yield from (one["within"] for one in conditions_of(rule) if "within" in one)


def all_runs(ruleset: Version) -> Iterator[Any]:
    """Section 10.11: the runs of clean indicators, of conditions on periods and of locks."""
    for rule in ruleset.indicators:
        if rule.kind == "clean" and not rule.table.get("retired"):
            yield rule.code
    for listing in ruleset.lists:
        yield from (run for run in runs_of(listing) if run is not None)
    yield from (("lock", lock["code"]) for lock in ruleset.overrides_of("lock"))


# ---- results (section 12)


@dataclass
class Lines:
    """Section 12, lines: written one after another with the sum so far."""

    ruleset: Version
    written: list[Table] = field(default_factory=list)
    sum: Fraction = ZERO

    def write(
        self,
        kind: str,
        amount: Fraction,
        note: Table | None = None,
        *,
        event_id: str | None = None,
        indicator: str | None = None,
        clause: str | None = None,
        version: str | None = None,
    ) -> Table:
        self.sum += amount
        line: Table = {
            "kind": kind,
            "event_id": event_id,
            "indicator": indicator,
            "clause": clause,
            "version": version or self.ruleset.code,
            "amount": self.ruleset.text(amount),
            "running": self.ruleset.text(self.sum),
            "note": note,
        }
        self.written.append(line)
        return line


def all_lines(values: Values, grading: Grading) -> list[Table]:
    """Section 12: "start; then by dimension …; then clamp, rounding; then overrides"."""
    ruleset = values.ruleset
    lines = Lines(ruleset)
    scale_clause = ruleset.table.get("scale", {}).get("clause")
    lines.write("start", ruleset.start, clause=scale_clause)
    for one in ruleset.dimensions:
        if ruleset.weighted:
            write_weighted(lines, values, one)
        else:
            write_dimension(lines, values, one)
    taken = ruleset.round(values.held_total - values.total)
    if taken:
        note = {"code": "floor" if taken > 0 else "ceiling"}
        lines.write("clamp", taken, note, clause=scale_clause)
    left = ruleset.round(values.held_total) - lines.sum
    if left:
        lines.write("rounding", left, clause=scale_clause)
    write_unrated(lines, grading)
    write_steps(lines, grading)
    write_vetoes(lines, grading)
    return lines.written


def write_weighted(lines: Lines, values: Values, one: Dimension) -> None:
    """Section 12, ``dimension``: "part × value / whole (or W), rounded", opening to lines that add up to the value."""
    inner = Lines(lines.ruleset)
    part, note = values.parts.get(one.code), None
    if part is None:
        part, note = ZERO, {"code": "redistributed"}
    elif one.start:
        inner.write("dimension_start", one.start, clause=one.clause)
    write_dimension(inner, values, one)
    amount = lines.ruleset.round(part * values.dimensions[one.code])
    line = lines.write("dimension", amount, note, clause=one.clause)
    line["lines"] = [
        {key: value for key, value in each.items() if key != "running"} for each in inner.written
    ]


def write_dimension(lines: Lines, values: Values, one: Dimension) -> None:
    """Section 12: its indicators in file order, then what its floor or ceiling gives back or takes."""
    for reading in values.readings.values():
        if reading.rule.dimension == one.code:
            write_indicator(lines, reading)
    total, value = values.sums[one.code], values.dimensions[one.code]
    if total != value:
        note = {
            "code": "floor" if value > total else "ceiling",
            "sum": lines.ruleset.text(total),
            "held_at": lines.ruleset.text(value),
        }
        lines.write("dimension_cap", value - total, note, clause=one.clause)


def write_indicator(lines: Lines, reading: Reading) -> None:
    """Section 12: its facts and its cap, or "the one line of another kind"."""
    rule = reading.rule
    if rule.kind != "points":
        lines.write(rule.kind, reading.value, reading.note, indicator=rule.code, clause=rule.clause)
        return
    for life in sorted(reading.lives, key=Life.order):
        write_event(lines, life)
    if reading.sum != reading.value:
        note = {
            "code": "cap",
            "sum": lines.ruleset.text(reading.sum),
            "held_at": lines.ruleset.text(reading.value),
        }
        amount = reading.value - reading.sum
        lines.write("cap", amount, note, indicator=rule.code, clause=rule.clause)


def write_event(lines: Lines, life: Life) -> None:
    """Section 12, ``event``: "the behaviour's clause, else the indicator's", of the version that weighed it."""
    lines.write(
        "event",
        life.points,
        life.note,
        event_id=life.fact.event_id,
        indicator=life.rule.code,
        clause=life.ruleset.behaviours[life.behaviour].get("clause", life.rule.clause),
        version=life.ruleset.code,
    )


def write_unrated(lines: Lines, grading: Grading) -> None:
    """Section 12, ``unrated``: "overrides in file order, then indicators in file order"."""
    for rule, count in grading.too_little:
        note = {
            "code": "too_little_work",
            "override": rule["code"],
            "counted": count,
            "at_least": int(number(rule["at_least"])),
        }
        lines.write("unrated", ZERO, note, clause=rule.get("clause"))
    for each in grading.not_assessed:
        note = {"code": "not_assessed", "indicator": each.code}
        lines.write("unrated", ZERO, note, indicator=each.code, clause=each.clause)


def write_steps(lines: Lines, grading: Grading) -> None:
    """Section 12: shifts, the step of a repair, ceilings and locks, each with the grade before and after it."""
    before = grading.by_total
    for override, after in grading.steps():
        grades = (before, after) if grading.is_rated() else (None, None)
        before = after
        shown = [grade_code(lines.ruleset, place) for place in grades]
        if override is None:
            note = {"code": "repair_step", "before": shown[0], "after": shown[1]}
            lines.write("repair_step", ZERO, note)
            continue
        kind = override["kind"]
        note = {"code": kind, "override": override["code"], "before": shown[0], "after": shown[1]}
        lines.write(kind, ZERO, note, clause=override.get("clause"))


def write_vetoes(lines: Lines, grading: Grading) -> None:
    """Section 12, ``veto``: "``before`` is the grade after the lines above it", ``after`` the final grade."""
    for veto in grading.vetoes:
        note = {
            "code": "veto",
            "override": veto["code"],
            "before": grade_code(lines.ruleset, grading.before_veto()),
            "after": grading.settled(),
        }
        lines.write("veto", ZERO, note, clause=veto.get("clause"))


def all_lists(walk: Walk, today: date) -> list[Table]:
    """Section 12, ``lists``: every listing and every open proposal, list by list, "then by ``from``"."""
    shown: list[Table] = []
    for code in list_codes(walk.book):
        of_list = [shown_listing(one, today) for one in walk.lists.listings if one.list == code]
        if code in walk.lists.proposals:
            of_list.append(shown_proposal(code, walk.lists.proposals[code]))
        shown += sorted(of_list, key=lambda one: str(one["from"]))
    return shown


def shown_listing(one: Listing, today: date) -> Table:
    return {
        "list": one.list,
        "from": one.from_.isoformat(),
        "until": one.until.isoformat() if isinstance(one.until, date) else one.until,
        "state": "in_force" if one.in_force(today) else "ended",
        "by": one.by,
    }


def shown_proposal(code: str, from_: date) -> Table:
    return {
        "list": code,
        "from": from_.isoformat(),
        "until": None,
        "state": "proposed",
        "by": "rule",
    }


def list_codes(book: Sequence[Version]) -> list[str]:
    """The lists of the scheme, as they first appear in its versions."""
    return list(dict.fromkeys(rule["code"] for ruleset in book for rule in ruleset.lists))


def standing(walk: Walk, today: date) -> Table:
    """Section 12, ``next_changes``: points, grade and the lists in force, as printed."""
    ruleset = walk.ruleset
    return {
        "points": ruleset.text(ruleset.round(walk.values.held_total)),
        "grade": walk.settled,
        "lists": [code for code in list_codes(walk.book) if walk.lists.current(code, today)],
    }


def result(walk: Walk, subject_id: str, today: date) -> Table:
    """Section 12: what one subject's score is on a day."""
    now, grading = standing(walk, today), walk.graded
    return {
        "subject_id": subject_id,
        "points": now["points"],
        "grade": now["grade"],
        "unrated": grading.unrated(),
        "lines": all_lines(walk.values, grading),
        "lists": all_lists(walk, today),
    }


def evaluate_subject(
    book: Sequence[Version],
    subject_id: str,
    events: Sequence[Fact],
    decisions: Sequence[Decision],
    as_of: date,
    file_opened_on: date | None = None,
) -> Table:
    """Section 10.10 and section 12: the state on D, and the changes that follow from what is known."""
    walk = Walk(book, events, Lists(decisions), file_opened_on)
    score: Table = {}
    before: Table = {}
    changes: list[Table] = []
    for today in walk.visit(plus_months(as_of, MONTHS_AHEAD), as_of):
        if today < as_of:
            continue
        if today == as_of:
            score, before = result(walk, subject_id, today), standing(walk, today)
            continue
        now = standing(walk, today)
        if now != before:
            changes.append({"on": today.isoformat(), **now})
            before = now
        if len(changes) == MOST_CHANGES:
            break
    return {**score, "next_changes": changes}


def evaluate(
    rulesets: Iterable[str],
    fact_rows: Iterable[Row],
    as_of: date,
    known_at: str | None = None,
    decision_rows: Iterable[Row] = (),
    calendar_rows: Iterable[Row] = (),
) -> Table:
    """Section 12: the whole result, subjects sorted by ``subject_id``.

    ``rulesets`` are TOML texts, rows are those of section 11 as texts, ``known_at`` is a date or an instant. Refused if
    something is not known to this reader or ``as_of`` lies before the first version.
    """
    book = book_of(rulesets, workdays(calendar_rows))
    if as_of < book[0].effective_from:
        raise Refused(
            f"there is no score before {book[0].effective_from}, when the first version takes effect"
        )
    known, fact_rows = Knowledge(known_at), list(fact_rows)
    facts = facts_by_subject(fact_rows, book, known)
    opened = files_opened(fact_rows, book[0].table["scheme"])
    decisions = decisions_by_subject(decision_rows, book, known)
    subjects = [
        evaluate_subject(book, one, facts[one], decisions.get(one, []), as_of, opened.get(one))
        for one in sorted(facts)
    ]
    return {"subjects": subjects}


def workdays(rows: Iterable[Row]) -> Workdays:
    """Section 11, calendar: what each day named there is."""
    said = [known_only(row, "calendar") for row in rows]
    marked = {
        works: [date.fromisoformat(row["day"]) for row in said if row["works"] == works]
        for works in ("no", "yes")
    }
    if len({row["day"] for row in said}) < len(said):
        raise Refused("a day stands twice in the calendar")
    return Workdays(rest=frozenset(marked["no"]), worked=frozenset(marked["yes"]))


# ---- the command


def ruleset_texts(path: Path) -> list[str]:
    """A ruleset file, or all versions in a folder, where worked cases may stand beside them."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    return [one.read_text(encoding="utf-8-sig") for one in files if one.name != "scenarios.toml"]


def rows_of(path: Path | None) -> list[dict[str, str]]:
    """Section 11: "UTF-8, with or without BOM; a header"; spaces around a value are not part of it."""
    if path is None:
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        return [{name: (value or "").strip() for name, value in row.items()} for row in rows]


def as_json(found: Table) -> str:
    """Section 12: one line of JSON."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def as_table(found: Table) -> str:
    """One line a subject: points and grade."""
    return "\n".join(
        f"{one['subject_id']}\t{one['points']}\t{one['grade'] or one['unrated']}"
        for one in found["subjects"]
    )


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Recompute scores with plain Python.")
    parser.add_argument("ruleset", type=Path, help="one ruleset, or a folder of its versions")
    parser.add_argument("facts", type=Path, help="the facts as CSV")
    parser.add_argument("--as-of", type=date.fromisoformat, required=True, help="for which day")
    parser.add_argument("--known-at", help="as known when: a date or an instant; now, if left out")
    parser.add_argument("--decisions", type=Path, help="the decisions as CSV")
    parser.add_argument("--calendar", type=Path, help="days off and days worked as CSV")
    parser.add_argument("--json", action="store_true", help="the whole result, as one line of JSON")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """0 with the result on standard output, or 2 with the reason on standard error."""
    asked = arguments(given)
    try:
        found = evaluate(
            ruleset_texts(asked.ruleset),
            rows_of(asked.facts),
            asked.as_of,
            asked.known_at,
            rows_of(asked.decisions),
            rows_of(asked.calendar),
        )
    except (Refused, OSError, KeyError, ValueError) as problem:
        print(f"{type(problem).__name__}: {problem}", file=sys.stderr)
        return 2
    line = as_json(found) if asked.json else as_table(found)
    sys.stdout.buffer.write(f"{line}\n".encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
