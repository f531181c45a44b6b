"""The working-day calendar as the department knows it: the years shipped with the product and those loaded since."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import CalendarYear
from procedure.arrangement import between
from procedure.calendar import Calendar, joined

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "calendar"

WARN_FROM_MONTH = 11
"""The State Council has given its notice of the next year in October or November since 2019."""


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The arrangement of one year and the document it rests on; ``entry_ids`` of what came with the product: none."""

    year: int
    document: str
    issued_on: date
    calendar: Calendar
    entry_ids: tuple[str, ...] = ()


@cache
def shipped_years() -> tuple[HolidayYear, ...]:
    """The arrangements that come with the product, oldest first."""
    return tuple(_read(path) for path in sorted(SHIPPED.glob("*.toml")))


def loaded_years(session: Session, known: int | None = None) -> tuple[HolidayYear, ...]:
    """The arrangements in the record by ledger size ``known`` (None: by now); of each year the latest."""
    entry = ledger.Entry
    query = (
        select(CalendarYear)
        .outerjoin(entry, entry.entry_id == CalendarYear.loaded_entry_id)
        .where(CalendarYear.state == "loaded")
        .order_by(entry.seq.is_(None), entry.seq)  # what this transaction loads has no number yet
    )
    if known is not None:
        query = query.where(ledger.Entry.seq <= known)
    return _by_year(as_holidays(row) for row in session.scalars(query))


def years(session: Session) -> tuple[HolidayYear, ...]:
    """Every arrangement by now: what was loaded goes before what was shipped."""
    return _by_year((*shipped_years(), *loaded_years(session)))


def calendar(session: Session) -> Calendar:
    """All that is arranged by now."""
    return _joined(years(session))


@lru_cache(maxsize=16)
def _joined(found: tuple[HolidayYear, ...]) -> Calendar:
    """Put together once: a page asks for the calendar with every deadline that it shows."""
    return joined(year.calendar for year in found)


def ending_year(session: Session, today: date) -> int | None:
    """The year that is not arranged and near: this one, or from November the next; None while all is known."""
    arranged = calendar(session).years
    near = [today.year, *([today.year + 1] if today.month >= WARN_FROM_MONTH else [])]
    return next((year for year in near if year not in arranged), None)


def as_holidays(row: CalendarYear) -> HolidayYear:
    """A row of the record as an arrangement."""
    known = _read_row(row.year, row.rest, row.worked)
    entries = (row.entry_id, row.loaded_entry_id) if row.loaded_entry_id else ()
    return HolidayYear(row.year, row.document_no, row.issued_on, known, entries)


@lru_cache(maxsize=64)
def _read_row(year: int, rest: str, worked: str) -> Calendar:
    return Calendar(_days(json.loads(rest)), _days(json.loads(worked)), frozenset({year}))


def _by_year(found: Iterable[HolidayYear]) -> tuple[HolidayYear, ...]:
    latest = {one.year: one for one in found}
    return tuple(latest[year] for year in sorted(latest))


def _days(texts: Iterable[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(text) for text in texts)


def _read(path: Path) -> HolidayYear:
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    rest = frozenset(day for first, last in data["rest"] for day in between(first, last))
    known = Calendar(rest, frozenset(data["worked"]), frozenset({data["year"]}))
    return HolidayYear(data["year"], data["document"], data["issued_on"], known)
