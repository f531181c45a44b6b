"""The deadlines of procedure: read from their data file, reckoned on the calendar that is known."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from procedure.deadlines import Deadline, Due, due
from services.calendar.calendars import calendar
from services.messages import Invalid, say

DATA = Path(__file__).resolve().parent.parent / "data" / "deadlines.toml"


@cache
def deadlines() -> dict[str, Deadline]:
    """Every deadline by code, in the order of the data file."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {code: Deadline(code, **row) for code, row in data.items()}


def deadline(code: str) -> Deadline:
    return deadlines()[code]


def due_of(session: Session, code: str, cause: date, n: int | None = None) -> Due:
    """The last day of a deadline; ``n`` is a longer time that the office granted, never a shorter one."""
    row = deadline(code)
    if n is not None and n < row.n:
        raise Invalid({"": say("The time granted is at least %(least)s.", least=row.n)})
    return due(replace(row, n=n or row.n), cause, calendar(session))


def settled_day(session: Session, code: str, cause: date, n: int | None = None) -> date:
    """The last day, for what is recorded once and for all; refused while it may still move."""
    found = due_of(session, code, cause, n)
    if found.provisional:
        raise Invalid(
            {
                "": say(
                    "It would rest on %(day)s, which may still move: the holidays of that year are not"
                    " arranged yet. Load them first; what was done keeps its day.",
                    day=found.on,
                )
            }
        )
    return found.on
