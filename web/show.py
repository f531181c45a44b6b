"""How values look on a page: points, rates, days and instants; the same everywhere."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import format_date
from flask_babel import gettext as _

from identity import regions
from services.actor import roles
from services.clock import CHINA
from web.language import is_chinese


def points(hundredths: int | None, places: int = 2) -> str:
    """Points with a real minus sign; hundredths in, ``−3.00`` out."""
    if hundredths is None:
        return ""
    sign = "−" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{sign}{whole:,}" + (f".{rest:02d}"[: places + 1] if places else "")


def signed(hundredths: int) -> str:
    return points(hundredths) if hundredths < 0 else f"+{points(hundredths)}"


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def long_day(value: date) -> str:
    """A day inside a sentence: 2026年11月21日 without padding, or 21 November 2026."""
    if is_chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return str(format_date(value, "d MMMM y"))


def moment(value: datetime) -> str:
    """An instant in China's time, to the minute."""
    return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"


def for_whom(name: str, acted_for: str) -> str:
    """Who did a thing; of a deputy also for whom (代)."""
    if not acted_for:
        return name
    return str(_("%(name)s, for %(other)s", name=name, other=acted_for))


def region(code: str) -> str:
    """A division by name; the prefectures have English names, all others keep the Chinese one."""
    if not is_chinese():
        english = {p.code: p.en for p in regions.SICHUAN_PREFECTURES} | {regions.SICHUAN: "Sichuan"}
        if code in english:
            return english[code]
    found = regions.lookup(code)
    return found.name if found else code


def percent(numerator: int, denominator: int, places: int = 1) -> str:
    """A rate, truncated so that it never shows an edge that was not reached."""
    if denominator == 0:
        return str(_("none"))
    scaled = numerator * 10 ** (places + 2) // denominator
    whole, rest = divmod(scaled, 10**places)
    return f"{whole}.{rest:0{places}d}%"


def role(code: str) -> str:
    """The name of a role."""
    found = roles()[code]
    return found.zh if is_chinese() else found.en


FILTERS = {
    "points": points,
    "signed": signed,
    "day": day,
    "long_day": long_day,
    "moment": moment,
    "region": region,
    "role": role,
    "for_whom": for_whom,
}
