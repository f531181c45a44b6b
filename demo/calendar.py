"""Working days and office hours of the province, for any year: nothing happens in 春节 and 国庆."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from services.clock import CHINA

# First day of the lunar year.
NEW_YEAR = {
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2029: date(2029, 2, 13),
    2030: date(2030, 2, 3),
    2031: date(2031, 1, 23),
    2032: date(2032, 2, 11),
    2033: date(2033, 1, 31),
    2034: date(2034, 2, 19),
    2035: date(2035, 2, 8),
}
_FIXED = frozenset(
    [(1, 1), *((5, n) for n in range(1, 6)), *((10, n) for n in range(1, 9))]
    + [(4, n) for n in range(4, 7)]
)
_DAY = timedelta(days=1)


def is_holiday(day: date) -> bool:
    """Public holidays; for a year not in the table all days on which the lunar year may begin."""
    if (day.month, day.day) in _FIXED:
        return True
    new_year = NEW_YEAR.get(day.year)
    if new_year is None:
        return date(day.year, 1, 21) <= day <= date(day.year, 2, 21)
    return new_year - 2 * _DAY <= day <= new_year + 6 * _DAY


def is_working(day: date) -> bool:
    return day.weekday() < 5 and not is_holiday(day)


def working_on_or_before(day: date) -> date:
    while not is_working(day):
        day -= _DAY
    return day


def working_after(day: date, count: int = 1) -> date:
    """The ``count``-th working day after a day."""
    for _ in range(count):
        day += _DAY
        while not is_working(day):
            day += _DAY
    return day


def working_before(day: date, count: int = 1) -> date:
    """The ``count``-th working day before a day."""
    for _ in range(count):
        day = working_on_or_before(day - _DAY)
    return day


def working_days(first: date, last: date) -> list[date]:
    span = (last - first).days + 1
    return [day for n in range(span) if is_working(day := first + n * _DAY)]


def busy(day: date) -> int:
    """How much is done on a working day: most at the ends of quarters, more at the ends of months."""
    if working_after(day, 4).month == day.month:
        return 2
    return 9 if day.month % 3 == 0 else 5


def at(day: date, minute: int) -> datetime:
    """The instant so many minutes after nine o'clock in China."""
    nine = datetime.combine(day, time(9), CHINA)
    return (nine + timedelta(minutes=minute)).astimezone(UTC)


def office_hour(day: date, random: Random) -> datetime:
    """Some second between nine and six, noon aside."""
    minute = random.choice([random.randrange(0, 175), random.randrange(265, 535)])
    return at(day, minute) + timedelta(seconds=random.randrange(60))
