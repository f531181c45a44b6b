"""Where periods open: calendar units, and the k-th months after a subject's own day."""

from __future__ import annotations

from scoring.days import FIRST, NEVER, OPEN
from scoring.kernel import part
from scoring.records import Records


@part
def months_after(start: int, n: int, months: Records, firsts: Records) -> int:
    """The same day n months on, or that month's last. months: day → month; firsts: month → first day."""
    month = months[start - FIRST] + n
    if month + 1 >= firsts.size:
        return OPEN
    of_month = start - firsts[months[start - FIRST]]
    return int(firsts[month] + min(of_month, firsts[month + 1] - firsts[month] - 1))


@part
def boundary(anchor: int, span: int, day: int, months: Records, firsts: Records) -> int:
    """The first opening on or after a day: the anchor plus k times `span` months."""
    if day <= anchor:
        return int(anchor)
    k = (months[day - FIRST] - months[anchor - FIRST]) // span
    found = months_after(anchor, k * span, months, firsts)
    if found < day:
        found = months_after(anchor, (k + 1) * span, months, firsts)
    return found


@part
def boundary_before(anchor: int, span: int, day: int, months: Records, firsts: Records) -> int:
    """The last opening on or before a day; NEVER where the day lies before the first one."""
    if day < anchor:
        return NEVER
    k = (months[day - FIRST] - months[anchor - FIRST]) // span
    found = months_after(anchor, k * span, months, firsts)
    if found > day:
        found = months_after(anchor, (k - 1) * span, months, firsts)
    return found


@part
def unit_day(span: int, day: int, later: int, months: Records, firsts: Records) -> int:
    """The first day of the calendar unit in which a day lies, or of one `later`."""
    place = (months[day - FIRST] // span + later) * span
    return int(firsts[place] if place < firsts.size else OPEN)


@part
def length_of_periods(
    start: int, n: int, span: int, anchor: int, on_opening: bool, months: Records, firsts: Records
) -> int:
    """The n-th opening after a day that is one, else the one after that; anchor -1: calendar units."""
    if anchor < 0:
        opens = unit_day(span, start, 0, months, firsts) == start
        return unit_day(span, start, n if opens else n + 1, months, firsts)
    first = boundary(anchor, span, start + 1, months, firsts)
    k = (months[first - FIRST] - months[anchor - FIRST]) // span
    return months_after(anchor, (k + n - (1 if on_opening else 0)) * span, months, firsts)
