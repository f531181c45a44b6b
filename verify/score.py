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


class Refused(Exception):
    """Something that this reader does not know or cannot read."""


# ---- values (section 1)


def number(value: Any) -> Fraction:
    """Section 1: a number stands bare or in a table that says where it comes from."""
    return Fraction(value["value"] if isinstance(value, dict) else value)


def plus_months(day: date, months: int) -> date:
    """Section 1, Months: "the same day of the month n months on, or that month's last day"."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def plus_working_days(day: date, count: int) -> date:
    """Section 1: "the n-th working day after d"; working days are Monday to Friday."""
    while count:
        day += timedelta(days=1)
        if day.weekday() < calendar.SATURDAY:
            count -= 1
    return day


def plus(day: date, duration: Table, times: int = 1) -> date:
    """Section 1: a day plus a duration; ``times`` durations are one of so many months or days."""
    ((unit, length),) = duration.items()
    count = int(number(length)) * times
    if unit == "months":
        return plus_months(day, count)
    if unit == "days":
        return day + timedelta(days=count)
    if unit == "working_days":
        return plus_working_days(day, count)
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
    "ruleset": "scheme version effective_from title basis applies_to change no_double_count clause source scale period"
    " behaviours dimensions indicators grades overrides lists",
    "scale": "start direction floor ceiling places rounding whole clause source",
    "period": "kind months unit clause source",
    "behaviours": "code label nature class confirm fields unit clause source",
    "dimensions": "code label floor ceiling weight start clause source",
    "indicators": "code label dimension kind behaviours retired clause source points by_severity ladder times"
    " cap_per_event cap valid_for delay repair bands min_sample when_unassessed lowest highest line",
    "grades": "code name colour effects from above up_to below clause source",
    "overrides": "code label kind behaviours grade for measure at_least clause source",
    "lists": "code label class basis scope mode length again effects publicity enter clause source",
    "enter": "on indicator dimension behaviours at_or_above at_or_below clause source",
    "facts": "event_id subject_id behaviour counts_from occurred_on recorded_at voided_at severity quantity amount_fen"
    " numerator denominator rating incident_id until_on rectified_on rectified_recorded_at repaired_on"
    " repaired_recorded_at file_opened_on scheme",
    "decisions": "subject_id list action from until recorded_at",
}
KNOWN_VALUES = {
    ("ruleset", "change"): "carry fresh recast",
    ("ruleset", "no_double_count"): "incident none",
    ("scale", "rounding"): "half_up half_even down",
    ("period", "kind"): "rolling calendar",
    ("period", "unit"): "year half quarter",
    ("indicators", "kind"): "points rate mean",
    ("indicators", "times"): "quantity",
    ("indicators", "repair"): "stops halves",
    ("indicators", "when_unassessed"): "zero full unrated",
    ("overrides", "kind"): "veto unrated",
    ("overrides", "measure"): "facts denominator",
    ("lists", "mode"): "automatic decided",
    ("lists", "again"): "restart extend nothing",
    ("enter", "on"): "total indicator dimension behaviour",
    ("decisions", "action"): "enter leave annul stay extend",
}


def known_only(table: Mapping[str, Any], where: str) -> Table:
    """Section 14: words kept for later are not read as if they were not there."""
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
    cap_per_event: Fraction | None


def indicator(table: Table) -> Indicator:
    """Section 5."""
    known_only(table, "indicators")
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
        cap_per_event=number(table["cap_per_event"]) if "cap_per_event" in table else None,
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

    def round(self, value: Fraction) -> Fraction:
        """Section 1, Rounding: "to ``places`` decimals, by the scheme's one rule"."""
        return rounded(value, self.places, self.rounding)

    def text(self, value: Fraction) -> str:
        return text(value, self.places)

    def vetoes(self) -> list[Table]:
        return [override for override in self.overrides if override["kind"] == "veto"]

    def required_work(self) -> list[Table]:
        return [override for override in self.overrides if override["kind"] == "unrated"]

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


def version(ruleset: str) -> Version:
    """Sections 2–9: one TOML text. No float anywhere."""
    table = known_only(tomllib.loads(ruleset, parse_float=Decimal), "ruleset")
    scale = known_only(table["scale"], "scale")
    known_only(table["period"], "period")
    for key in ("behaviours", "grades", "overrides", "lists"):
        for row in table.get(key, []):
            known_only(row, key)
    for condition in (one for row in table.get("lists", []) for one in row["enter"]):
        known_only(condition, "enter")
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
    )


def book_of(rulesets: Iterable[str]) -> list[Version]:
    """The versions of one scheme, in the order in which they take effect."""
    book = sorted((version(ruleset) for ruleset in rulesets), key=lambda one: one.effective_from)
    if not book or len({one.table["scheme"] for one in book}) != 1:
        raise Refused("the rulesets must be versions of one scheme")
    return book


def period_end(ruleset: Version, day: date) -> date:
    """Section 2, [period]: when what begins to weigh on ``day`` ends at the latest."""
    period = ruleset.table["period"]
    if period["kind"] == "rolling":
        return plus_months(day, int(number(period["months"])))
    return next_opening(period["unit"], day)


def next_opening(unit: str, day: date) -> date:
    """Section 2, [period]: "the first day of the next calendar year, half-year or quarter"."""
    months = {"year": 12, "half": 6, "quarter": 3}[unit]
    opened = date(day.year, (day.month - 1) // months * months + 1, 1)
    return plus_months(opened, months)


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
    instant = datetime.fromisoformat(value)
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
    """Section 11. "A repair whose ``repaired_recorded_at`` is > K is not known" (section 10.1)."""
    given = {column: value for column, value in row.items() if value}
    repaired = given.get("repaired_on")
    if repaired and not known.has(given.get("repaired_recorded_at", repaired)):
        repaired = None
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
        repaired_on=date.fromisoformat(repaired) if repaired else None,
    )


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
    """Section 5, kind points: exactly one base."""
    if "points" in rule.table:
        return rule.fixed
    if "by_severity" in rule.table:
        return rule.severities[event.severity or ""]
    if rule.table["ladder"]["of"] == "amount":
        return points_at(Fraction(event.amount_fen or 0, 100), rule.steps)
    return points_at(Fraction(event.quantity or 0), rule.steps)


def weight(ruleset: Version, rule: Indicator, event: Fact) -> Weight:
    """Section 5: "base → × quantity → cap per event → rounding"."""
    points = base(rule, event)
    if rule.table.get("times") == "quantity" and event.quantity is not None:
        points *= event.quantity
    if rule.cap_per_event is None or abs(points) <= rule.cap_per_event:
        return Weight(ruleset.round(points), None)
    capped = rule.cap_per_event if points > 0 else -rule.cap_per_event
    return Weight(ruleset.round(capped), ruleset.round(points))


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


def life_end(ruleset: Version, rule: Indicator, begins: date) -> date:
    """Section 10.5: the earlier of the end of the period and ``valid_for``."""
    valid_for = rule.table.get("valid_for")
    ends = period_end(ruleset, begins)
    return min(ends, plus(begins, valid_for)) if valid_for else ends


@dataclass(eq=False)
class Life:
    """Section 10.5: a fact that weighs under an indicator, from its weighing day to ``ends`` (exclusive)."""

    fact: Fact
    ruleset: Version
    rule: Indicator
    weighs_from: date
    ends: date
    points: Fraction = ZERO
    uncapped: Fraction | None = None
    halved: bool = False
    fires: bool = False

    def order(self) -> tuple[date, date, str]:
        """Section 12: "weighing day, ``occurred_on``, ``event_id``"."""
        return self.weighs_from, self.fact.occurred_on, self.fact.event_id

    def halve(self) -> None:
        """Section 10.4.4: "replaces the weight by half of it, rounded, with the same end"."""
        self.points = self.ruleset.round(self.points / 2)
        self.halved = True


def candidates(book: Sequence[Version], events: Sequence[Fact]) -> list[Life]:
    """Every life that some version could give to some fact, "in the order of the walk" (10.4.3)."""
    lives = []
    for event in events:
        for ruleset in book:
            for rule in ruleset.indicators:
                if event.behaviour in rule.behaviours:
                    begins = weighing_day(rule, event)
                    ends = life_end(ruleset, rule, begins)
                    lives.append(Life(event, ruleset, rule, begins, ends))
    return sorted(lives, key=Life.order)


# ---- the values of a day (10.4.5, 10.6)


@dataclass(frozen=True, eq=False)
class Reading:
    """The value of one indicator on one day, and what it was read from."""

    rule: Indicator
    lives: list[Life]
    sum: Fraction
    value: Fraction
    note: Table | None
    assessed: bool


def held(value: Fraction, floor: Fraction | None, ceiling: Fraction | None) -> Fraction:
    """The value, held between the ends that are given."""
    if floor is not None and value < floor:
        return floor
    if ceiling is not None and value > ceiling:
        return ceiling
    return value


def read_indicator(ruleset: Version, rule: Indicator, lives: list[Life]) -> Reading:
    """Section 10.6, of the living under one indicator."""
    if rule.kind == "points":
        return read_points(rule, lives)
    if rule.kind == "rate":
        return read_rate(ruleset, rule, lives)
    return read_mean(ruleset, rule, lives)


def read_points(rule: Indicator, lives: list[Life]) -> Reading:
    """Section 10.6: "Σ weights of the living, held within ± ``cap``"."""
    total = sum((life.points for life in lives), ZERO)
    value = held(total, -rule.cap, rule.cap) if rule.cap is not None else total
    return Reading(rule, lives, total, value, None, assessed=True)


def read_rate(ruleset: Version, rule: Indicator, lives: list[Life]) -> Reading:
    """Section 5, kind rate: "Σ numerator / Σ denominator → points by band"."""
    numerator = sum(life.fact.numerator or 0 for life in lives)
    denominator = sum(life.fact.denominator or 0 for life in lives)
    if denominator < number(rule.table["min_sample"]):
        return unassessed(ruleset, rule, lives, denominator)
    value = points_at(Fraction(numerator, denominator), rule.bands)
    note = {"code": "rate", "numerator": numerator, "denominator": denominator}
    return Reading(rule, lives, value, value, note, assessed=True)


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
    return Reading(rule, lives, value, value, note, assessed=True)


def on_line(line: Table, average: Fraction) -> Fraction:
    """Section 5: "a straight line between two anchors, level beyond them"."""
    r0, p0 = number(line["from"]["rating"]), number(line["from"]["points"])
    r1, p1 = number(line["to"]["rating"]), number(line["to"]["points"])
    average = held(average, r0, r1)
    return p0 + (p1 - p0) * (average - r0) / (r1 - r0)


def unassessed(ruleset: Version, rule: Indicator, lives: list[Life], sample: int) -> Reading:
    """Section 5, ``when_unassessed``: zero, the most favourable points, or no grade."""
    how = rule.table["when_unassessed"]
    value = ZERO
    if how == "full":
        value = (max if ruleset.best_is_high() else min)(points_within(rule))
    smallest = int(number(rule.table["min_sample"]))
    note = {"code": "not_assessed", "sample": sample, "min_sample": smallest}
    return Reading(rule, lives, value, value, note, assessed=how != "unrated")


def points_within(rule: Indicator) -> list[Fraction]:
    """Section 5: the points "of its bands or anchors"."""
    if "line" in rule.table:
        return [number(rule.table["line"][end]["points"]) for end in ("from", "to")]
    return [row["points"] for row in rule.bands]


@dataclass(frozen=True, eq=False)
class Values:
    """The values of one day: of each indicator, each dimension and the whole."""

    ruleset: Version
    readings: dict[str, Reading]
    sums: dict[str, Fraction]
    dimensions: dict[str, Fraction]
    total: Fraction
    held_total: Fraction


def read_values(ruleset: Version, lives: Sequence[Life]) -> Values:
    """Section 10.6: indicators, "then dimension, total, clamp"; section 8 for the weights."""
    readings = {
        rule.code: read_indicator(
            ruleset, rule, [life for life in lives if life.rule.code == rule.code]
        )
        for rule in ruleset.indicators
    }
    sums, dimensions = {}, {}
    for one in ruleset.dimensions:
        inside = [
            reading.value for reading in readings.values() if reading.rule.dimension == one.code
        ]
        sums[one.code] = sum(inside, one.start)
        dimensions[one.code] = held(sums[one.code], one.floor, one.ceiling)
    total = sum((one.part * dimensions[one.code] for one in ruleset.dimensions), ruleset.start)
    held_total = held(total, ruleset.floor, ruleset.ceiling)
    return Values(ruleset, readings, sums, dimensions, total, held_total)


def holds(condition: Table, values: Values, lives: Sequence[Life]) -> bool:
    """Section 9, a condition of a list; 10.7 for a behaviour: "while such a fact lives under its indicator"."""
    if condition["on"] == "behaviour":
        return any(is_of(life, condition) for life in lives)
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
    return life.rule.kind == "points" and life.fact.behaviour in rule["behaviours"]


@dataclass(frozen=True, eq=False)
class Grading:
    """Section 9, overrides: what grade the day gives, and why."""

    by_points: int
    too_little: list[tuple[Table, int]]
    not_assessed: list[Indicator]
    vetoes: list[Table]

    def before_veto(self) -> int | None:
        """ "An ``unrated`` reason takes the grade away"."""
        return None if self.too_little or self.not_assessed else self.by_points

    def after(self, ruleset: Version) -> int | None:
        """ "A veto sets the worse of its grade and the grade by the total, and beats ``unrated``"."""
        if not self.vetoes:
            return self.before_veto()
        return max(self.by_points, *(ruleset.place_of(veto.get("grade")) for veto in self.vetoes))

    def unrated(self) -> str | None:
        """Section 12: "the first before the second; null when a veto gives the grade"."""
        if self.vetoes or self.before_veto() is not None:
            return None
        return "too_little_work" if self.too_little else "not_assessed"


# ---- lists: sections 10.7 and 10.8


@dataclass(eq=False)
class Listing:
    """Section 12: one listing; ``until`` exclusive, ``life``, or open."""

    list: str
    from_: date
    until: date | str | None
    by: str
    length: Table
    extensions: int = 0

    def in_force(self, day: date) -> bool:
        """Section 12: "from ≤ D < until"."""
        return self.from_ <= day and not (isinstance(self.until, date) and self.until <= day)

    def extend(self) -> None:
        """Section 10.7: "``from`` plus (k + 1) lengths at the k-th extension"; never to an earlier day."""
        self.extensions += 1
        end = end_of(self.length, self.from_, self.extensions + 1)
        if isinstance(self.until, date) and (not isinstance(end, date) or end > self.until):
            self.until = end


def end_of(length: Table, day: date, times: int = 1) -> date | str | None:
    """Section 9, ``length``: a time, for life, or until a decision."""
    if "until" in length:
        return LIFE if length["until"] == LIFE else None
    return plus(day, length, times)


class Lists:
    """The listings and proposals of one subject, and how its lists' conditions were last read."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.listings: list[Listing] = []
        self.proposals: dict[str, date] = {}
        self.last: dict[str, list[bool]] = {}
        self.decisions = [one for one in decisions if one.action != "annul"]
        self.annulled = {(one.list, one.from_) for one in decisions if one.action == "annul"}

    def current(self, code: str, day: date) -> Listing | None:
        """The listing in force on a day, if there is one."""
        of_list = (one for one in reversed(self.listings) if one.list == code)
        return next((one for one in of_list if one.in_force(day)), None)

    def read(self, values: Values, lives: Sequence[Life]) -> dict[str, list[bool]]:
        """Each condition of the lists of the version in force, now."""
        return {
            rule["code"]: [holds(condition, values, lives) for condition in rule["enter"]]
            for rule in values.ruleset.lists
        }

    def propose(self, code: str, today: date) -> None:
        """Section 10.7: "one proposal with ``from`` = the day is made if none is open"."""
        if (code, today) not in self.annulled:
            self.proposals.setdefault(code, today)

    def change_version(self, values: Values, lives: Sequence[Life], today: date) -> None:
        """Section 10.9: a list that held none and now holds one "makes a proposal, by change of rule"."""
        now = self.read(values, lives)
        self.proposals = {code: day for code, day in self.proposals.items() if code in now}
        for code, conditions in now.items():
            begins_to_hold = any(conditions) and not any(self.last.get(code, []))
            if begins_to_hold and not self.current(code, today):
                self.propose(code, today)
        self.last = now

    def open_period(self, values: Values, lives: Sequence[Life]) -> None:
        """Section 10.4.2: "each condition's standing is read anew, without entering anybody"."""
        self.last = self.read(values, lives)

    def settle(self, values: Values, lives: Sequence[Life], today: date) -> None:
        """Section 10.7: rules, then decisions, then proposals that lapse."""
        now = self.read(values, lives)
        for rule in values.ruleset.lists:
            code = rule["code"]
            if (
                fires(rule, now[code], self.last[code], lives)
                and (code, today) not in self.annulled
            ):
                self.enter_by_rule(rule, today)
        self.last = now
        for one in self.decisions:
            if one.from_ == today:
                self.decide(one, values.ruleset)
        self.proposals = {code: day for code, day in self.proposals.items() if any(now[code])}

    def enter_by_rule(self, rule: Table, today: date) -> None:
        """Section 10.7: what the rule does on the day on which a condition fires."""
        code, again = rule["code"], rule.get("again", "nothing")
        listing = self.current(code, today)
        if rule["mode"] == "decided":
            if not listing or again != "nothing":
                self.propose(code, today)
        elif not listing or again == "restart":
            if listing:
                listing.until = today
            until = end_of(rule["length"], today)
            self.listings.append(Listing(code, today, until, "rule", rule["length"]))
        elif again == "extend":
            listing.extend()

    def decide(self, one: Decision, ruleset: Version) -> None:
        """Section 10.8: what a decision does. A stay marks the listing, "it remains in force"."""
        listing = self.current(one.list, one.from_)
        if one.action == "enter" and (one.list, one.from_) not in self.annulled:
            self.enter_by_decision(one, listing, ruleset)
        elif one.action == "leave" and listing:
            listing.until = one.from_
        elif one.action == "extend" and listing:
            listing.until = one.until

    def enter_by_decision(self, one: Decision, listing: Listing | None, ruleset: Version) -> None:
        """Section 10.8: "a listing in force ends on that day (if it began that same day, it is replaced)"."""
        self.proposals.pop(one.list, None)
        if listing and listing.from_ == one.from_:
            self.listings.remove(listing)
        elif listing:
            listing.until = one.from_
        lengths = {rule["code"]: rule["length"] for rule in ruleset.lists}
        length = lengths.get(one.list, {"until": "decision"})
        self.listings.append(Listing(one.list, one.from_, one.until, "decision", length))

    def decide_what_is_older(self, first: Version) -> None:
        """Section 10.7: a decision of a day before the first version's, "with its own ``from``"."""
        older = [one for one in self.decisions if one.from_ < first.effective_from]
        for one in sorted(older, key=lambda each: each.from_):
            self.decide(one, first)


def fires(rule: Table, now: list[bool], last: list[bool], lives: Sequence[Life]) -> bool:
    """Section 10.7: "a condition fires if it holds and did not hold at its last reading"; a behaviour each time."""
    for condition, is_now, was in zip(rule["enter"], now, last, strict=True):
        if condition["on"] == "behaviour":
            if any(life.fires and is_of(life, condition) for life in lives):
                return True
        elif is_now and not was:
            return True
    return False


# ---- the walk (section 10)


@dataclass(frozen=True, eq=False)
class Bar:
    """Section 9, a veto with ``for``: it acts on its days "whatever becomes of the fact's life"."""

    override: str
    from_: date
    ends: date


@dataclass
class Walk:
    """Section 10, of one subject: the days on which something happens, in order."""

    book: Sequence[Version]
    facts: Sequence[Fact]
    lists: Lists
    days: set[date] = field(default_factory=set)
    in_force: int = -1
    lives: list[Life] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    values: Values = field(init=False)

    def __post_init__(self) -> None:
        self.candidates = candidates(self.book, self.facts)

    @property
    def ruleset(self) -> Version:
        """The version in force on the day."""
        return self.book[self.in_force]

    def visit(self, last: date, *also: date) -> Iterator[date]:
        """Section 10.3: "each day on which something below happens", from the first version's to ``last``."""
        first = self.book[0].effective_from
        self.days = {day for day in {*self.foreseen(last), *also} if first <= day <= last}
        while self.days:
            today = min(self.days)
            self.days.remove(today)
            self.on_day(today)
            ends = {one.until for one in self.lists.listings if isinstance(one.until, date)}
            self.days |= {day for day in ends if today < day <= last}
            yield today

    def foreseen(self, last: date) -> Iterator[date]:
        """The days that versions, facts, decisions and calendar periods name; one too many changes nothing."""
        for life in self.candidates:
            yield from (life.weighs_from, life.ends)
            for veto in life.ruleset.vetoes():
                if "for" in veto:
                    yield plus(life.weighs_from, veto["for"])
        for ruleset in self.book:
            yield ruleset.effective_from
            yield from openings(ruleset, last)
            for event in self.facts:
                yield period_end(ruleset, event.counts_from)
        yield from (event.counts_from for event in self.facts)
        yield from (event.repaired_on for event in self.facts if event.repaired_on)
        yield from (one.from_ for one in self.lists.decisions)

    def on_day(self, today: date) -> None:
        """Section 10.4, in its order."""
        self.lives = [life for life in self.lives if today < life.ends]
        self.bars = [bar for bar in self.bars if today < bar.ends]
        for life in self.lives:
            life.fires = False
        self.change_version(today)
        if opens_period(self.ruleset, today):
            self.lists.open_period(read_values(self.ruleset, self.lives), self.lives)
        for life in self.candidates:
            if life.weighs_from == today and life.ruleset is self.weighs(life.fact):
                self.begin(life, today, fires=True)
        self.repair(today)
        self.values = read_values(self.ruleset, self.lives)
        self.lists.settle(self.values, self.lives, today)

    def weighs(self, event: Fact) -> Version | None:
        """Sections 10.2 and 10.9: the version of ``counts_from``, unless a later one began afresh or recast."""
        weighing = self.version_on(event.counts_from)
        for later in self.book[: self.in_force + 1]:
            if later.effective_from <= event.counts_from:
                continue
            change = later.table.get("change", "carry")
            if change == "recast":
                weighing = later
            elif change == "fresh":
                weighing = None
        return weighing

    def change_version(self, today: date) -> None:
        """Section 10.9, on the day on which a version takes effect."""
        arriving = next((n for n, one in enumerate(self.book) if one.effective_from == today), None)
        if arriving is None:
            return
        self.in_force = arriving
        change = self.ruleset.table.get("change", "carry")
        if change in ("fresh", "recast"):
            self.lives = []
        if change == "recast":
            for life in self.candidates:
                if life.weighs_from < today and life.ruleset is self.ruleset is self.weighs(
                    life.fact
                ):
                    self.begin(life, today, fires=False)
        if arriving == 0:
            self.lists.decide_what_is_older(self.ruleset)
        values = read_values(self.ruleset, self.lives)
        self.lists.change_version(values, self.lives, today)

    def begin(self, life: Life, today: date, *, fires: bool) -> None:
        """Section 10.4.3: a life begins, unless it has no days, is repaired already or double."""
        self.bar(life, today)
        if life.ends <= today or not self.is_readable(life):
            return
        life.fires, life.halved = fires, False
        if life.rule.kind == "points":
            found = weight(life.ruleset, life.rule, life.fact)
            life.points, life.uncapped = found.points, found.uncapped
            repaired_on = life.fact.repaired_on
            if repaired_on and repaired_on < today and self.ends_by_repair(life):
                return
            if self.is_double(life):
                return
        self.lives.append(life)

    def is_readable(self, life: Life) -> bool:
        """Section 10.9; under the version of its own day what is missing is an error (section 11)."""
        readable = can_be_read(life.rule, life.fact)
        if not readable and life.ruleset is self.version_on(life.fact.counts_from):
            raise Refused(f"{life.fact.event_id} lacks what {life.rule.code} reads")
        return readable

    def version_on(self, day: date) -> Version | None:
        """Section 10.2: "the one in force … (greatest ``effective_from`` ≤ that day)"."""
        return next((one for one in reversed(self.book) if one.effective_from <= day), None)

    def bar(self, life: Life, today: date) -> None:
        """Section 9, veto: "for the duration ``for``, whatever becomes of the fact's life"."""
        for veto in life.ruleset.vetoes():
            if "for" in veto and is_of(life, veto):
                ends = plus(life.weighs_from, veto["for"])
                if today < ends:
                    self.bars.append(Bar(veto["code"], life.weighs_from, ends))

    def ends_by_repair(self, life: Life) -> bool:
        """Section 10.4.4: ``stops`` ends the life, ``halves`` halves it, without the key nothing changes."""
        repair = life.rule.table.get("repair")
        if repair == "halves":
            life.halve()
        return repair == "stops"

    def repair(self, today: date) -> None:
        """Section 10.4.4: repairs of this day."""
        repaired = [
            life
            for life in self.lives
            if life.rule.kind == "points" and life.fact.repaired_on == today
        ]
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

    def grading(self, today: date) -> Grading:
        """Section 9, overrides, and section 6."""
        ruleset, readings = self.ruleset, self.values.readings
        counted = [(rule, self.counted(rule, today)) for rule in ruleset.required_work()]
        acting = {bar.override for bar in self.bars} | {
            veto["code"]
            for life in self.lives
            for veto in life.ruleset.vetoes()
            if "for" not in veto and is_of(life, veto)
        }
        return Grading(
            by_points=ruleset.grade_of(self.values.held_total),
            too_little=[(rule, n) for rule, n in counted if n < number(rule["at_least"])],
            not_assessed=[rule for rule in ruleset.indicators if not readings[rule.code].assessed],
            vetoes=[veto for veto in ruleset.vetoes() if veto["code"] in acting],
        )

    def counted(self, rule: Table, today: date) -> int:
        """Section 9, unrated: the work of these behaviours in the period, "from its ``counts_from``"."""
        work = [
            event
            for event in self.facts
            if event.behaviour in rule["behaviours"]
            and event.counts_from <= today
            and (weighing := self.weighs(event))
            and today < period_end(weighing, event.counts_from)
        ]
        if rule.get("measure", "facts") == "facts":
            return len(work)
        return sum(event.denominator or 0 for event in work)


def openings(ruleset: Version, last: date) -> Iterator[date]:
    """The days that open a calendar period, from the version's first to ``last``."""
    period = ruleset.table["period"]
    if period["kind"] == "calendar":
        day = next_opening(period["unit"], ruleset.effective_from)
        while day <= last:
            yield day
            day = next_opening(period["unit"], day)


def opens_period(ruleset: Version, today: date) -> bool:
    """Section 10.4.2: this day opens a new calendar period of the version in force."""
    period = ruleset.table["period"]
    if period["kind"] != "calendar" or today == date.min:
        return False
    return next_opening(period["unit"], today - timedelta(days=1)) == today


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
    scale_clause = ruleset.table["scale"].get("clause")
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
    write_vetoes(lines, grading)
    return lines.written


def write_weighted(lines: Lines, values: Values, one: Dimension) -> None:
    """Section 12, ``dimension``: "part × value / whole, rounded", opening to lines that add up to the value."""
    inner = Lines(lines.ruleset)
    if one.start:
        inner.write("dimension_start", one.start, clause=one.clause)
    write_dimension(inner, values, one)
    amount = lines.ruleset.round(one.part * values.dimensions[one.code])
    line = lines.write("dimension", amount, clause=one.clause)
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
    """Section 12: its facts and its cap, or the one line of a rate or mean."""
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
    note: Table | None = None
    if life.halved:
        note = {"code": "halved"}
    elif life.uncapped is not None:
        note = {"code": "capped_per_event", "uncapped": lines.ruleset.text(life.uncapped)}
    lines.write(
        "event",
        life.points,
        note,
        event_id=life.fact.event_id,
        indicator=life.rule.code,
        clause=life.ruleset.behaviours[life.fact.behaviour].get("clause", life.rule.clause),
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


def write_vetoes(lines: Lines, grading: Grading) -> None:
    """Section 12, ``veto``: "``before`` is the grade by points …, ``after`` the final grade"."""
    for veto in grading.vetoes:
        note = {
            "code": "veto",
            "override": veto["code"],
            "before": grade_code(lines.ruleset, grading.before_veto()),
            "after": grade_code(lines.ruleset, grading.after(lines.ruleset)),
        }
        lines.write("veto", ZERO, note, clause=veto.get("clause"))


def grade_code(ruleset: Version, place: int | None) -> str | None:
    return None if place is None else ruleset.grades[place][0]


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
        "grade": grade_code(ruleset, walk.grading(today).after(ruleset)),
        "lists": [code for code in list_codes(walk.book) if walk.lists.current(code, today)],
    }


def result(walk: Walk, subject_id: str, today: date) -> Table:
    """Section 12: what one subject's score is on a day."""
    now, grading = standing(walk, today), walk.grading(today)
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
) -> Table:
    """Section 10.10 and section 12: the state on D, and the changes that follow from what is known."""
    walk = Walk(book, events, Lists(decisions))
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
) -> Table:
    """Section 12: the whole result, subjects sorted by ``subject_id``.

    ``rulesets`` are TOML texts, rows are those of section 11 as texts, ``known_at`` is a date or an instant. Refused if
    something is not known to this reader or ``as_of`` lies before the first version.
    """
    book = book_of(rulesets)
    if as_of < book[0].effective_from:
        raise Refused(
            f"there is no score before {book[0].effective_from}, when the first version takes effect"
        )
    known = Knowledge(known_at)
    facts = facts_by_subject(fact_rows, book, known)
    decisions = decisions_by_subject(decision_rows, book, known)
    subjects = [
        evaluate_subject(book, one, facts[one], decisions.get(one, []), as_of)
        for one in sorted(facts)
    ]
    return {"subjects": subjects}


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
        )
    except (Refused, OSError, KeyError, ValueError) as problem:
        print(f"{type(problem).__name__}: {problem}", file=sys.stderr)
        return 2
    line = as_json(found) if asked.json else as_table(found)
    sys.stdout.buffer.write(f"{line}\n".encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
