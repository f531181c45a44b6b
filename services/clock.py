"""Instants are UTC; days are calendar days in China."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    return datetime.now(UTC)


def day_of(instant: datetime) -> date:
    """The day in China on which an instant falls."""
    return instant.astimezone(CHINA).date()


def end_of(day: date) -> datetime:
    """The last microsecond of a day in China, as an instant."""
    midnight = datetime.combine(day + timedelta(days=1), time(), CHINA)
    return (midnight - timedelta(microseconds=1)).astimezone(UTC)
