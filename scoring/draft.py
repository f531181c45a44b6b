"""Turns the tables that were read into the parts of a ruleset, leaving out what is not whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from scoring import parts
from scoring.reading import Reader, Table
from scoring.ruleset import (
    Behaviour,
    Dimension,
)
from scoring.values import SCALES

Part = TypeVar("Part")


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
        self.scale = parts.NO_SCALE if self.category else self._one("scale", parts.scale)
        self.period = self._one("period", parts.period)
        self.basis = dict(self._parts("basis", parts.basis))
        self.behaviours = dict(self._parts("behaviours", parts.behaviour))
        self.dimensions = dict(self._parts("dimensions", parts.dimension))
        self.indicators = dict(self._parts("indicators", parts.indicator))
        self.grades = dict(self._parts("grades", parts.grade))
        self.overrides = dict(self._parts("overrides", parts.override))
        self.lists = dict(self._parts("lists", parts.list_rule))

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

    def _parts(
        self, name: str, build: Callable[[Table, str, Reader], Part]
    ) -> Iterator[tuple[str, Part]]:
        """Paths with the parts that are whole, in file order."""
        for n, row in enumerate(self.head[name] or (), 1):
            if row is None:
                continue
            path = f"{name}[{row['code'] or n}]"
            if self.reader.whole(path):
                part = build(row, path, self.reader)
                if self.reader.whole(path):
                    yield path, part


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
