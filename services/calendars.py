"""The working-day calendar as the department knows it: the years shipped with the product."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from procedure.calendar import Calendar, joined

SHIPPED = Path(__file__).with_name("data") / "calendar"


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The arrangement of one year and the document it rests on."""

    year: int
    document: str
    issued_on: date
    calendar: Calendar


@cache
def shipped_years() -> tuple[HolidayYear, ...]:
    """The arrangements that come with the product, oldest first."""
    return tuple(_read(path) for path in sorted(SHIPPED.glob("*.toml")))


def calendar(session: Session) -> Calendar:
    """All that is arranged by now."""
    return joined(year.calendar for year in shipped_years())


def _read(path: Path) -> HolidayYear:
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    rest = frozenset(day for first, last in data["rest"] for day in _days(first, last))
    known = Calendar(rest, frozenset(data["worked"]), frozenset({data["year"]}))
    return HolidayYear(data["year"], data["document"], data["issued_on"], known)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
