"""Rulesets that together have every table, as trees to break and to write again as TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from scoring.kinds import TABLES, VARIANTS

FOLDER = Path(__file__).parent / "every_kind"
FILES = tuple(sorted(FOLDER.glob("*.toml")))

Tree = dict[str, Any]


class Place(NamedTuple):
    """Where a table stands: the names and numbers that lead to it, and its key path."""

    tree: Tree
    steps: tuple[str | int, ...]
    path: str


def read(file: Path) -> Tree:
    return tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)


def trees() -> list[Tree]:
    """Every sample, and the rolling one under the other kinds of period."""
    found = [read(file) for file in FILES]
    rolling = read(FOLDER / "rolling.toml")
    calendar = {"kind": "calendar", "unit": "quarter", "carry_over": "until_rectified"}
    found.append({**rolling, "period": calendar})
    found.append({**rolling, "period": {"kind": "validity", "unit": "year"}})
    within = {**rolling["overrides"][0], "within": {"months": 12}}
    found[-1]["overrides"] = [within]
    return found


def places() -> dict[str, Place]:
    """For each declared table the place in a sample that gives most of its keys."""
    found: dict[str, Place] = {}
    for tree in trees():
        for name, place in _tables(tree, "ruleset", tree, (), ""):
            before = found.get(name)
            if before is None or len(_at(place)) > len(_at(before)):
                found[name] = place
    return found


def _tables(
    tree: Tree, name: str, raw: Tree, steps: tuple[str | int, ...], path: str
) -> Iterator[tuple[str, Place]]:
    if name in VARIANTS:
        by, variants = VARIANTS[name]
        name = variants[raw[by]]
    yield name, Place(tree, steps, path)
    for key in TABLES[name]:
        where = f"{path}.{key.name}" if path else key.name
        value = raw.get(key.name)
        if value is not None and key.type == "table":
            yield from _tables(tree, key.table, value, (*steps, key.name), where)
        for n, row in enumerate(value or () if key.type == "tables" else ()):
            label = row.get("code", n + 1)
            inner = (*steps, key.name, n)
            yield from _tables(tree, key.table, row, inner, f"{where}[{label}]")


def _at(place: Place) -> Tree:
    table: Any = place.tree
    for step in place.steps:
        table = table[step]
    return dict(table)


def with_table(place: Place, table: Tree) -> Tree:
    """The sample with another table in that place."""
    if not place.steps:
        return table
    tree = deepcopy(place.tree)
    around: Any = tree
    for step in place.steps[:-1]:
        around = around[step]
    around[place.steps[-1]] = table
    return tree


def given(place: Place) -> Tree:
    """The table that stands in a place."""
    return _at(place)


class Twice(NamedTuple):
    """A value whose key is to be written twice."""

    value: Any


def written(tree: Tree) -> str:
    """A tree as TOML, one key of the head a line."""
    return "".join(f"{name} = {_value(value)}\n" for name, value in _pairs(tree))


def _pairs(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, Twice):
            yield name, value.value
            yield name, value.value
        else:
            yield name, value


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal | date):
        return str(value)
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return "{ " + ", ".join(f"{name} = {_value(inner)}" for name, inner in _pairs(value)) + " }"
