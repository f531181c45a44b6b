"""Turns the tables that were read into the parts of a ruleset, leaving out what is not whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from scoring.bands import edges
from scoring.reading import SCALES, Reader, Table
from scoring.ruleset import (
    Band,
    Behaviour,
    Condition,
    Dimension,
    Grade,
    Indicator,
    Line,
    ListRule,
    Override,
    Period,
    Scale,
    calendar_months,
)

Part = TypeVar("Part")


class Draft:
    """What could be read of a file. Parts with a problem of their own are absent.

    The code sets hold every declared code, also of absent parts, so that one fault is told once.
    """

    def __init__(self, head: Table, reader: Reader) -> None:
        self.head = head
        self.reader = reader
        self.codes = {
            name: tuple(row["code"] for row in head[name] or () if row and row["code"])
            for name in (
                "behaviours",
                "dimensions",
                "indicators",
                "grades",
                "overrides",
                "lists",
            )
        }
        self.scale = self._one("scale", _scale)
        self.period = self._one("period", _period)
        self.behaviours = dict(self._parts("behaviours", _behaviour))
        self.dimensions = dict(self._parts("dimensions", _dimension))
        self.indicators = dict(self._parts("indicators", self._indicator))
        self.grades = dict(self._parts("grades", self._grade))
        self.overrides = dict(self._parts("overrides", _override))
        self.lists = dict(self._parts("lists", self._list))

    def _whole(self, path: str) -> bool:
        return not any(p.path.startswith(path) for p in self.reader.problems)

    def _one(self, name: str, build: Callable[[Table], Part]) -> Part | None:
        table = self.head[name]
        return build(table) if table is not None and self._whole(name) else None

    def _parts(self, name: str, build: Callable[[Table, str], Part]) -> Iterator[tuple[str, Part]]:
        """Paths with the parts that are whole, in file order."""
        for n, row in enumerate(self.head[name] or (), 1):
            if row is None:
                continue
            path = f"{name}[{row['code'] or n}]"
            if self._whole(path):
                part = build(row, path)
                if self._whole(path):
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
            valid_for=row["valid_for"],
            delay=row["delay"],
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
        )

    def _bands(self, rows: tuple[Table, ...], path: str) -> tuple[Band, ...]:
        found = []
        for n, row in enumerate(rows, 1):
            lower, upper = edges(row, self.reader, f"{path}[{n}]")
            found.append(Band(lower, upper, row["points"]))
        return tuple(found)

    def _grade(self, row: Table, path: str) -> Grade:
        lower, upper = edges(row, self.reader, path)
        effects = row["effects"]
        return Grade(row["code"], row["name"], row["colour"], lower, upper, effects, row["clause"])

    def _list(self, row: Table, path: str) -> ListRule:
        publicity = row["publicity"]
        enter = (
            self._condition(condition, f"{path}.enter[{n}]")
            for n, condition in enumerate(row["enter"], 1)
        )
        return ListRule(
            code=row["code"],
            label=row["label"],
            severity_class=row["class"],
            basis=row["basis"],
            scope=row["scope"],
            mode=row["mode"],
            length=row["length"],
            again=row["again"],
            effects=row["effects"],
            publicity=(publicity["min_months"], publicity["max_months"]) if publicity else None,
            enter=tuple(enter),
            clause=row["clause"],
        )

    def _condition(self, row: Table, path: str) -> Condition:
        at = {name: row.get(name) for name in ("at_or_above", "at_or_below")}
        given = [name for name, value in at.items() if value is not None]
        if row["on"] != "behaviour" and len(given) != 1:
            allowed, found = ", ".join(at), " + ".join(given) or "—"
            self.reader.wrong(path, "exactly_one", allowed=allowed, found=found)
        return Condition(
            on=row["on"],
            target=row.get("indicator") or row.get("dimension"),
            behaviours=row.get("behaviours") or (),
            above=at["at_or_above"] is not None,
            at=at[given[0]] or 0 if given else 0,
        )


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
    if row["kind"] == "rolling":
        return Period("rolling", row["months"])
    return Period("calendar", calendar_months(row["unit"]))


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
        behaviours=row["behaviours"],
        grade=row.get("grade"),
        lasts=row.get("for"),
        measure=row.get("measure") or "facts",
        at_least=row.get("at_least") or 0,
        clause=row["clause"],
    )


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
