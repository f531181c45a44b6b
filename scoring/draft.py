"""Turns the tables that were read into the parts of a ruleset, leaving out what is not whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from scoring.bands import edges
from scoring.reading import Reader, Table
from scoring.ruleset import (
    Affiliates,
    Band,
    Basis,
    Behaviour,
    Condition,
    Dimension,
    Effect,
    Escalation,
    EscalationStep,
    Grade,
    Indicator,
    Line,
    ListRule,
    Override,
    Period,
    Scale,
    calendar_months,
)
from scoring.values import SCALES

Part = TypeVar("Part")


NO_SCALE = Scale(0, "down", 0, 0, 0, "half_up", 1, None)
"""What a category scheme has in place of one."""


class Draft:
    """What could be read of a file. Parts with a problem of their own are absent.

    The code sets hold every declared code, also of absent parts, so that one fault is told once.
    """

    def __init__(self, head: Table, reader: Reader) -> None:
        self.head = head
        self.reader = reader
        self.codes = {
            name: Counter(row["code"] for row in self.rows(name) if row["code"])
            for name in (
                "basis",
                "behaviours",
                "dimensions",
                "indicators",
                "grades",
                "overrides",
                "lists",
            )
        }
        self.category = bool(head["category"])
        self.scale = NO_SCALE if self.category else self._one("scale", _scale)
        self.period = self._one("period", _period)
        self.basis = dict(self._parts("basis", _basis))
        self.behaviours = dict(self._parts("behaviours", _behaviour))
        self.dimensions = dict(self._parts("dimensions", _dimension))
        self.indicators = dict(self._parts("indicators", self._indicator))
        self.grades = dict(self._parts("grades", self._grade))
        self.overrides = dict(self._parts("overrides", _override))
        self.lists = dict(self._parts("lists", self._list))

        self.shares: dict[str, int] = {
            row["code"]: row["weight"]
            for row in self.rows("dimensions")
            if row["code"] and row["weight"] is not None
        }
        self.weighted = bool(self.shares)
        self._weighers = self._weighing()
        self._crowds = Counter(row["dimension"] for row in self.rows("indicators"))

    def rows(self, name: str) -> list[Table]:
        """The tables of a list that could be read at all."""
        return [row for row in self.head[name] or () if row is not None]

    def readable(self, *names: str) -> bool:
        """Whether every table of these lists could be read, if only in part."""
        lists = (self.head[name] for name in names)
        return all(rows is not None and None not in rows for rows in lists)

    def behaviour(self, code: str) -> Behaviour | None:
        """A behaviour that is whole."""
        return self.behaviours.get(f"behaviours[{code}]")

    def weighers(self, code: str) -> list[Table]:
        """The tables of the indicators of kind points that weigh a behaviour."""
        return self._weighers.get(code, [])

    def crowd(self, dimension: str) -> int:
        """How many indicators a dimension has."""
        return self._crowds[dimension]

    @property
    def complete(self) -> bool:
        """Whether every part that makes points and grades is still whole."""
        groups: Mapping[str, Mapping[str, object]] = {
            "dimensions": self.dimensions,
            "indicators": self.indicators,
            "grades": self.grades,
            "overrides": self.overrides,
        }
        read = (len(parts) == len(self.head[name] or ()) for name, parts in groups.items())
        paths = (path for parts in groups.values() for path in parts)
        return all(read) and self.reader.whole("scale", *groups, *paths)

    def _weighing(self) -> dict[str, list[Table]]:
        found: dict[str, list[Table]] = {}
        for row in self.rows("indicators"):
            for code in row["behaviours"] or () if row["kind"] == "points" else ():
                found.setdefault(code, []).append(row)
        return found

    def _one(self, name: str, build: Callable[[Table], Part]) -> Part | None:
        table = self.head[name]
        return build(table) if table is not None and self.reader.whole(name) else None

    def _parts(self, name: str, build: Callable[[Table, str], Part]) -> Iterator[tuple[str, Part]]:
        """Paths with the parts that are whole, in file order."""
        for n, row in enumerate(self.head[name] or (), 1):
            if row is None:
                continue
            path = f"{name}[{row['code'] or n}]"
            if self.reader.whole(path):
                part = build(row, path)
                if self.reader.whole(path):
                    yield path, part

    def _indicator(self, row: Table, path: str) -> Indicator:
        ladder = row.get("ladder")
        where = f"{path}.ladder.steps" if ladder else f"{path}.bands"
        rows = ladder["steps"] if ladder else row.get("bands")
        line = row.get("line")
        return Indicator(
            code=row["code"],
            label=row["label"],
            dimension=row["dimension"],
            kind=row["kind"],
            behaviours=row["behaviours"],
            retired=row["retired"],
            valid_for=row.get("valid_for"),
            delay=row.get("delay"),
            clause=row["clause"],
            source=row["source"],
            points=row.get("points"),
            by_severity=row.get("by_severity"),
            ladder_of=ladder["of"] if ladder else None,
            bands=self._bands(rows or (), where),
            line=_line(line) if line else None,
            times_quantity=row.get("times") == "quantity",
            cap_per_event=row.get("cap_per_event"),
            cap=row.get("cap"),
            repair=row.get("repair"),
            lowest=row.get("lowest") or 0,
            highest=row.get("highest") or 0,
            min_sample=row.get("min_sample") or 0,
            when_unassessed=row.get("when_unassessed"),
            escalate=self._escalation(row.get("escalate"), f"{path}.escalate"),
            refuted_by=row.get("refuted_by") or (),
            periods=row.get("periods") or 0,
            work=row.get("work") or (),
            at_least=row.get("at_least") or 0,
        )

    def _escalation(self, row: Table | None, path: str) -> Escalation | None:
        if row is None:
            return None
        steps = (self._step(step, f"{path}.steps[{n}]") for n, step in enumerate(row["steps"], 1))
        return Escalation(row["within"], row["like"], tuple(steps))

    def _step(self, row: Table, path: str) -> EscalationStep:
        self._exactly_one(row, ("times", "add", "as"), path)
        return EscalationStep(row["nth"], row["times"], row["add"], row["as"])

    def _exactly_one(self, row: Table, names: tuple[str, ...], path: str) -> None:
        given = [name for name in names if row[name] is not None]
        if len(given) != 1:
            allowed, found = ", ".join(names), " + ".join(given) or "—"
            self.reader.wrong(path, "exactly_one", allowed=allowed, found=found)

    def _bands(self, rows: tuple[Table, ...], path: str) -> tuple[Band, ...]:
        found = []
        for n, row in enumerate(rows, 1):
            lower, upper = edges(row, self.reader, f"{path}[{n}]")
            found.append(Band(lower, upper, row["points"]))
        return tuple(found)

    def _grade(self, row: Table, path: str) -> Grade:
        lower, upper = edges(row, self.reader, path)
        effects = _effects(row)
        return Grade(row["code"], row["name"], row["colour"], lower, upper, effects, row["clause"])

    def _list(self, row: Table, path: str) -> ListRule:
        publicity = row["publicity"]
        enter, leave = (
            tuple(self._condition(c, f"{path}.{name}[{n}]") for n, c in enumerate(row[name], 1))
            for name in ("enter", "leave")
        )
        affiliates = row["affiliates"]
        return ListRule(
            code=row["code"],
            label=row["label"],
            severity_class=row["class"],
            basis=row["basis"],
            scope=row["scope"],
            mode=row["mode"],
            length=row["length"],
            again=row["again"],
            effects=_effects(row),
            publicity=(publicity["min_months"], publicity["max_months"]) if publicity else None,
            enter=enter,
            clause=row["clause"],
            leave=leave,
            approval=row["approval"],
            affiliates=_affiliates(affiliates) if affiliates else None,
        )

    def _condition(self, row: Table, path: str) -> Condition:
        if "at_or_above" in row:
            self._exactly_one(row, ("at_or_above", "at_or_below"), path)
        above, below = row.get("at_or_above"), row.get("at_or_below")
        return Condition(
            on=row["on"],
            target=row.get("indicator") or row.get("dimension"),
            behaviours=row.get("behaviours") or (),
            above=above is not None,
            at=(below if above is None else above) or 0,
            grades=row.get("grades") or (),
            periods=row.get("periods") or 0,
            at_least=row.get("at_least") or 0,
            within=row.get("within"),
        )


def _basis(row: Table, path: str) -> Basis:
    return Basis(**row)


def _effects(row: Table) -> tuple[Effect, ...]:
    return tuple(Effect(**effect) for effect in row["effects"] if effect)


def _scale(row: Table) -> Scale:
    return Scale(
        start=row["start"],
        direction=row["direction"],
        floor=row["floor"],
        ceiling=row["ceiling"],
        places=row["places"],
        rounding=row["rounding"],
        whole=row["whole"] or 1,
        clause=row["clause"],
    )


def _period(row: Table) -> Period:
    kind, unit = row["kind"], row.get("unit")
    return Period(
        kind=kind,
        months=calendar_months(row["unit"]) if kind == "calendar" else row.get("months") or 0,
        unit=unit,
        carry_over=row.get("carry_over") is not None,
        restart_on=row.get("restart_on") or (),
        suspend_during=row.get("suspend_during") or (),
        restart_after=row.get("restart_after") or (),
    )


def _behaviour(row: Table, path: str) -> Behaviour:
    return Behaviour(
        code=row["code"],
        label=row["label"],
        nature=row["nature"],
        severity_class=row["class"],
        confirm=row["confirm"],
        fields=row["fields"],
        unit=row["unit"],
        clause=row["clause"],
        source=row["source"],
    )


def _dimension(row: Table, path: str) -> Dimension:
    return Dimension(
        code=row["code"],
        label=row["label"],
        floor=row["floor"],
        ceiling=row["ceiling"],
        part=1,
        start=row["start"] or 0,
        clause=row["clause"],
    )


def _line(row: Table) -> Line:
    low, high = row["from"], row["to"]
    return Line(low["rating"], low["points"], high["rating"], high["points"])


def _override(row: Table, path: str) -> Override:
    return Override(
        code=row["code"],
        label=row["label"],
        kind=row["kind"],
        behaviours=row.get("behaviours") or (),
        grade=row.get("grade"),
        lasts=row.get("for"),
        measure=row.get("measure") or "facts",
        at_least=row.get("at_least") or 0,
        clause=row["clause"],
        by=row.get("by") or 0,
        when=row.get("when") or (),
        periods=row.get("periods") or 0,
        within=row.get("within"),
    )


def _affiliates(row: Table) -> Affiliates:
    return Affiliates(row["list"], row["length"], row["relations"])


def weigh_dimensions(draft: Draft, parts: Mapping[str, int]) -> tuple[Dimension, ...]:
    """The dimensions with their weights as integer parts (1 where the scheme is unweighted)."""
    return tuple(
        Dimension(d.code, d.label, d.floor, d.ceiling, parts.get(d.code, 1), d.start, d.clause)
        for d in draft.dimensions.values()
    )


def integer_parts(shares: Mapping[str, int], whole: int | None) -> tuple[dict[str, int], int]:
    """Shares (in millionths) as integer parts of a whole: the declared one, or the least power of ten."""
    one = 10 ** SCALES["share"]
    if whole is not None:
        return {code: share // one for code, share in shares.items()}, whole
    found = 1
    while any(share * found % one for share in shares.values()):
        found *= 10
    return {code: int(Decimal(share * found) / one) for code, share in shares.items()}, found
