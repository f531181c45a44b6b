"""The calendar as people read it: holidays, the documents they rest on, what waits for a second person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import CalendarYear, Holder
from procedure.arrangement import spans_of
from services.actor import Actor
from services.calendar.calendars import HolidayYear, as_holidays, ending_year, years


@dataclass(frozen=True)
class ShownYear:
    """``rest`` are spans off work, ``worked`` the weekend days that are worked."""

    year: int
    document: str
    issued_on: date
    rest: tuple[tuple[date, date], ...]
    worked: tuple[date, ...]


@dataclass(frozen=True)
class Waiting:
    """An arrangement that waits for a second person; ``own`` of whoever looks."""

    id: str
    shown: ShownYear
    proposed_by: str
    proposed_on: date
    own: bool
    replaces: bool


@dataclass(frozen=True)
class CalendarBoard:
    """Newest year first. ``missing`` is the year that should be loaded now."""

    years: tuple[ShownYear, ...]
    waiting: tuple[Waiting, ...]
    missing: int | None


def show_calendar(session: Session, actor: Actor, today: date) -> CalendarBoard:
    """All of it is for everybody; who handed something in is for those who may agree to it."""
    known = years(session)
    arranged = {one.year for one in known}
    waiting = _waiting(session, actor, arranged) if actor.may("calendar.load") else ()
    return CalendarBoard(
        years=tuple(_shown(one) for one in reversed(known)),
        waiting=waiting,
        missing=ending_year(session, today),
    )


def _waiting(session: Session, actor: Actor, arranged: set[int]) -> tuple[Waiting, ...]:
    query = (
        select(CalendarYear, Holder.name)
        .outerjoin(Holder, Holder.id == CalendarYear.proposed_by)
        .where(CalendarYear.state == "proposed")
        .order_by(CalendarYear.year)
    )
    return tuple(
        Waiting(
            id=row.id,
            shown=_shown(as_holidays(row)),
            proposed_by=name or "",
            proposed_on=row.proposed_on,
            own=row.proposed_by == actor.holder_id,
            replaces=row.year in arranged,
        )
        for row, name in session.execute(query)
    )


def _shown(one: HolidayYear) -> ShownYear:
    return ShownYear(
        year=one.year,
        document=one.document,
        issued_on=one.issued_on,
        rest=spans_of(one.calendar.rest),
        worked=tuple(sorted(one.calendar.worked)),
    )
