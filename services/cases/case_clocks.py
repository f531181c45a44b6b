"""The time that runs in a case: whose it is, when it ends, and how much of it is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procedure import guards
from procedure.case_file import CaseFile
from procedure.deadlines import Due
from services.calendar.calendars import calendar
from services.calendar.deadlines import deadline, due_of
from services.labels import Both


@dataclass(frozen=True)
class RunningClock:
    """``left``: working days (``unit`` working_days) or days up to ``on``, below zero when it is past.

    ``who`` acts in it (party, clerk, decider…); ``party``: it is the party's to know.
    """

    code: str
    label: Both
    who: str
    on: date
    provisional: bool
    left: int
    unit: str
    party: bool

    @property
    def late(self) -> bool:
        return self.left < 0


@dataclass(frozen=True)
class _Cause:
    code: str
    on: date
    n: int | None = None
    party: bool = True


HEARING = Both("听证会", "Hearing")


def clocks_of(session: Session, file: CaseFile, today: date) -> tuple[RunningClock, ...]:
    """The nearest end first. What has run out for the party is gone; what the office is late with stays."""
    found = [_clock(session, file, cause, today) for cause in _causes(file, today)]
    found += _hearing_day(file, today)
    shown = (clock for clock in found if not (clock.who == "party" and _over(clock, today)))
    return tuple(sorted(shown, key=lambda clock: clock.on))


def _causes(file: CaseFile, today: date) -> Iterator[_Cause]:
    closing = file.closing
    if closing is None or closing.waits:
        begun = file.opened_on + file.stood_still(today)
        yield _Cause("case_length", begun, file.days_to_decide, party=False)
        yield from _of_the_party(file)
    elif closing.served_on is None or closing.served_on > today:
        yield _Cause("decision_service", closing.on, party=False)
    else:
        yield _Cause("reconsideration", closing.served_on)
        yield _Cause("lawsuit", closing.served_on)


def _of_the_party(file: CaseFile) -> Iterator[_Cause]:
    """Its time to state and to ask for a hearing, as long as it has done neither nor waived both."""
    notice = file.notice
    if notice is None or notice.served_on is None or guards.waived(file):
        return
    if file.last("reply", file.begun) is None:
        yield _Cause("defence", notice.served_on, notice.days)
    if guards.hearing_asked(file) is None and not guards.held(file):
        yield _Cause("hearing_request", notice.served_on)


def _clock(session: Session, file: CaseFile, cause: _Cause, today: date) -> RunningClock:
    row, due = deadline(cause.code), due_of(session, cause.code, cause.on, cause.n)
    working = row.unit == "working_days"
    return RunningClock(
        code=row.code,
        label=Both(row.label["zh"], row.label["en"]),
        who=row.who,
        on=due.on,
        provisional=due.provisional,
        left=_left(session, due, today, working=working),
        unit="working_days" if working else "days",
        party=cause.party,
    )


def _left(session: Session, due: Due, today: date, *, working: bool) -> int:
    if not working:
        return (due.on - today).days
    left = calendar(session).working_days_between(today, due.on)
    return min(left, -1) if due.on < today else left


def _hearing_day(file: CaseFile, today: date) -> list[RunningClock]:
    asked = guards.hearing_asked(file)
    told = file.last("hearing_notice", asked.position) if asked else None
    if told is None or told.held_on is None or told.held_on < today:
        return []
    left, known = (told.held_on - today).days, told.served_on is not None
    return [RunningClock("hearing", HEARING, "", told.held_on, False, left, "days", known)]


def _over(clock: RunningClock, today: date) -> bool:
    return Due(clock.on, clock.provisional).over(today)
