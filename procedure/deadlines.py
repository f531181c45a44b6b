"""Deadlines: how many days, months or years the law gives from a day, and on which day that ends."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from procedure.calendar import DAY, Calendar

Unit = Literal["working_days", "days", "months", "years"]
Who = Literal["party", "clerk", "reviewer", "decider", "administrator"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A length of time in which somebody has to act.

    ``moves``: a last day that is not worked becomes the next working day (procedural deadlines do, list and
    publicity terms never). ``label`` and ``source`` (law and article, or that it is a default of ours) are in
    ``zh`` and ``en``. ``extension``: by how many of its units it may once be lengthened, 0 for not at all;
    only what binds the department has one.
    """

    code: str
    n: int
    unit: Unit
    moves: bool
    who: Who
    label: Mapping[str, str]
    source: Mapping[str, str]
    extension: int = 0

    def __post_init__(self) -> None:
        if self.n < 1:
            raise ValueError(f"{self.code}: a deadline is at least 1 long")
        if self.extension and self.who == "party":
            raise ValueError(
                f"{self.code}: what protects the party is not lengthened by the office"
            )


@dataclass(frozen=True, slots=True)
class Due:
    """The last day, which ends at 24:00; provisional when it rests on a year not yet arranged."""

    on: date
    provisional: bool

    def over(self, day: date) -> bool:
        """Whether the time is over on a day: nothing closes against a party on a provisional date."""
        return day > self.on and not self.provisional

    def kept(self, handed_in_on: date, posted_on: date | None = None) -> bool:
        """Whether something came in time; what was posted counts by its postmark."""
        return not self.over(posted_on or handed_in_on)


def due(deadline: Deadline, cause: date, calendar: Calendar) -> Due:
    """The last day of a deadline whose cause fell on ``cause`` (that day is not counted).

    Administrative Penalty Law, article 85 (working days); Civil Procedure Law, article 85 (the first day is
    not counted, a last day on a holiday moves; in the numbering of 2023).
    """
    if deadline.unit == "working_days":
        last = calendar.working_days_later(cause, deadline.n)
        return Due(last, not calendar.arranged_between(cause + DAY, last))
    last = _natural_end(deadline.unit, deadline.n, cause)
    if not deadline.moves:
        return Due(last, False)
    moved = calendar.on_or_after(last)
    return Due(moved, not calendar.arranged_between(last, moved))


def ahead(deadline: Deadline, event: date, calendar: Calendar) -> Due:
    """The last day on which that may be done which the law wants done so long before ``event``.

    The days between the two are counted whole, neither the one nor the other with them: the reading that
    leaves the party the most time.
    """
    day = event - DAY
    while due(deadline, day, calendar).on >= event:
        day -= DAY
    return Due(day, not calendar.arranged_between(day, event))


def _natural_end(unit: Unit, n: int, cause: date) -> date:
    if unit == "days":
        return cause + timedelta(days=n)
    return months_later(cause, n * 12 if unit == "years" else n)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = divmod(ordinal, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
