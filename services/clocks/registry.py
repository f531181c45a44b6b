"""A deadline that runs, and where those of every kind of business are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procedure.deadlines import Due
from services.actor import Actor
from services.calendar.calendars import calendar
from services.calendar.deadlines import deadline
from services.labels import Both


@dataclass(frozen=True)
class Clock:
    """``code`` names the deadline; ``left`` counts its own unit, working days or days, below zero when past.

    ``about`` is the business by kind and id (case, event, objection, repair, review, proposal, listing), ``what`` the
    record or list in words. ``permission`` is that of whoever acts; None: the party does.
    """

    code: str
    label: Both
    who: str
    on: date
    provisional: bool
    left: int
    unit: str
    about: tuple[str, str]
    subject_id: str
    what: Both
    permission: str | None

    @property
    def late(self) -> bool:
        """Nothing is late on a provisional date."""
        return self.left < 0 and not self.provisional


@dataclass(frozen=True)
class Business:
    """What a clock runs in: its kind and id, whose it is, and what it is about."""

    kind: str
    id: str
    subject_id: str
    what: Both


Source = Callable[[Session, Actor, date], Iterable[Clock]]

SOURCES: list[Source] = []


def running(source: Source) -> Source:
    """Register where clocks of one kind are found: those that this person may see, on a day."""
    SOURCES.append(source)
    return source


def clock(
    session: Session, code: str, due: Due, today: date, business: Business, permission: str | None
) -> Clock:
    """A deadline of the data file, as it stands on a day."""
    row = deadline(code)
    working = row.unit == "working_days"
    return Clock(
        code=code,
        label=Both(row.label["zh"], row.label["en"]),
        who=row.who,
        on=due.on,
        provisional=due.provisional,
        left=days_left(session, due.on, today, working=working),
        unit="working_days" if working else "days",
        about=(business.kind, business.id),
        subject_id=business.subject_id,
        what=business.what,
        permission=permission,
    )


def days_left(session: Session, last: date, today: date, *, working: bool) -> int:
    """Days from a day up to the last one; below zero as soon as it is past."""
    if not working:
        return (last - today).days
    left = calendar(session).working_days_between(today, last)
    return min(left, -1) if last < today else left
