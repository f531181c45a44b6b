"""The province as data: contractors, staff, stories and texts, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"
SINCE_THE_BEGINNING = 540
"""In ``active``: so many days before today or more means from the first day of the programme."""


@dataclass(frozen=True)
class Contractor:
    """One line of contractors.toml; see the comment at its head."""

    key: str
    name: str
    code: str
    home: str
    business: tuple[str, ...]
    regions: tuple[str, ...]
    records: int
    rates: str
    drift: str
    slips: int
    attitude: float
    head: str
    unit: bool
    number: int
    form: str = "company"
    active: tuple[tuple[int, int], ...] = ((SINCE_THE_BEGINNING, 1),)
    former: str | None = None
    renamed: int | None = None
    branch_of: str | None = None
    merged: int | None = None
    into: str | None = None


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def contractors() -> dict[str, Contractor]:
    """The survey units first, then the others; by key."""
    data = read("contractors")
    lines = [(line, True) for line in data["units"]] + [(line, False) for line in data["others"]]
    found = [
        Contractor(**_frozen(line), unit=unit, number=n) for n, (line, unit) in enumerate(lines, 1)
    ]
    return {contractor.key: contractor for contractor in found}


def _frozen(line: dict[str, Any]) -> dict[str, Any]:
    return {name: _tuple(value) for name, value in line.items()}


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value
