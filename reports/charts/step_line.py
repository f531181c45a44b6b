"""How did a score get here? A step line: scores jump, they do not slope; events are marks on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle

import pandas as pd

from reports.canvas import SMALL, Canvas, Point, fitted, text_width
from reports.figures import as_decimal, change, edge, month, points
from reports.palette import ACCENT, INK, INK_SOFT, PAPER, RULE, grade_look
from reports.picture import Picture, Scale
from reports.svg import Note

_LEFT, _TOP, _FLOOR, _HEIGHT, _NUMBER = 44, 14, 236, 268, 15
_NAMES = (96, 180)
"""Least and most pixels for the names of the bands."""


@dataclass(frozen=True)
class StandingFrom:
    """From this day on the score was `points` (hundredths; None: unrated)."""

    on: date
    points: int | None


@dataclass(frozen=True)
class Mark:
    """An event on the line: its day, what it was, what it changed, the balance after, its page."""

    on: date
    label: str
    amount: int
    balance: int
    href: str = ""


@dataclass(frozen=True)
class StepLineWords:
    """The words of a step line; `alt` takes %(first)s %(last)s %(points)s %(count)s %(lowest)s."""

    title: str
    today: str
    alt: str
    alt_empty: str
    column_date: str
    column_event: str
    column_change: str
    column_balance: str


@dataclass(frozen=True)
class _Frame:
    """The days and the points that a picture shows, and where they lie on its canvas."""

    first: date
    last: date
    low: int
    high: int
    right: float

    def x(self, day: date) -> float:
        part = (day - self.first).days / max((self.last - self.first).days, 1)
        return _LEFT + (self.right - _LEFT) * min(max(part, 0), 1)

    def y(self, value: int) -> float:
        return _FLOOR - (_FLOOR - _TOP) * (value - self.low) / (self.high - self.low)


def step_line(
    scale: Scale,
    standings: Sequence[StandingFrom],
    marks: Sequence[Mark],
    span: tuple[date, date],
    today: date,
    words: StepLineWords,
    *,
    ident: str = "step-line",
    width: int = 720,
) -> Picture:
    """Draw a score from the first to the last day of `span`; what lies after today is dashed.

    `standings` hold the days on which the score changed, in any order; the one before the span
    gives the score at its beginning.
    """
    first, last = span
    ordered = sorted((s for s in standings if s.on <= last), key=lambda standing: standing.on)
    seen = [mark for mark in sorted(marks, key=lambda mark: mark.on) if first <= mark.on <= last]
    frame = _Frame(first, last, *_limits(scale, ordered), right=width - _beside(scale))
    canvas = Canvas(width, _HEIGHT)
    end = _standing_on(ordered, last)
    _draw_bands(canvas, scale, frame, None if end is None else _end_of(frame, end))
    _draw_months(canvas, frame)
    _draw_steps(canvas, frame, ordered, today)
    _draw_numbers(canvas, frame, ordered, today, scale.places)
    _draw_today(canvas, frame, today, words)
    for mark in seen:
        _draw_mark(canvas, frame, mark, scale.places)
    alt = _alt(frame, ordered, seen, today, scale.places, words)
    return Picture(canvas.svg(ident, words.title, alt), alt, _table(seen, words))


def _beside(scale: Scale) -> float:
    """Return the room that the longest name of a band needs beside the line."""
    least, most = _NAMES
    needed = 28 + max(text_width(band.name, SMALL) for band in scale.bands)
    return min(max(needed, least), most)


def _reach(scale: Scale) -> int:
    """Return the part of the scale that matters: an end far away from all bands is not counted in."""
    inner = [edge for edge in scale.edges() if scale.floor < edge < scale.ceiling]
    whole = scale.ceiling - scale.floor
    return min(whole, 4 * (max(inner) - min(inner))) if len(inner) > 1 else whole


def _limits(scale: Scale, standings: Sequence[StandingFrom]) -> tuple[int, int]:
    """Return round limits around the scores: close enough to see a step, never closer than a
    tenth of what matters of the scale, so that a small change does not look like a fall."""
    values = [standing.points for standing in standings if standing.points is not None]
    if not values:
        return scale.floor, scale.ceiling
    lowest, highest = min(values), max(values)
    span = highest - lowest
    room = max(span // 4, (_reach(scale) // 10 - span) // 2, 1)
    grid = _round_step(_reach(scale) / 24)
    low = max((lowest - room) // grid * grid, min(scale.floor, lowest))
    high = min(-(-(highest + room) // grid) * grid, max(scale.ceiling, highest))
    return (low, high) if low < high else (low - grid, high + grid)


def _round_step(least: float) -> int:
    """Return the first of 1, 2, 5, 10, 20, 50 … hundredths that is not less than `least`."""
    step, multiples = 1, cycle((2.0, 2.5, 2.0))
    while step < least:
        step = int(step * next(multiples))
    return step


def _end_of(frame: _Frame, value: int) -> float:
    """Return the height at which the last score of the span is written."""
    return min(max(frame.y(value), _TOP + 4), _FLOOR - 4)


def _draw_bands(canvas: Canvas, scale: Scale, frame: _Frame, taken: float | None) -> None:
    """Draw the bands; the name of one keeps clear of the number that is written at `taken`."""
    for band in scale.bands:
        low, high = max(band.lower, frame.low), min(band.upper, frame.high)
        if low >= high:
            continue
        top, bottom = frame.y(high), frame.y(low)
        look = grade_look(band.colour)
        canvas.box((_LEFT, top), (frame.right - _LEFT, bottom - top), fill=look.fill, opacity=0.09)
        if bottom - top >= 14:
            y = bottom - 9
            if taken is not None and abs(y - taken) < 12 and bottom - top >= 28:
                y = taken - 14
            canvas.mark((frame.right + 14, y), look.shape, fill=look.fill, stroke=INK, radius=4)
            name = fitted(band.name, SMALL, canvas.width - frame.right - 24)
            canvas.text((frame.right + 23, y), name, size=SMALL, colour=INK_SOFT)
    for value in sorted({frame.low, frame.high, *scale.edges()}):
        if frame.low <= value <= frame.high:
            canvas.line([(_LEFT, frame.y(value)), (frame.right, frame.y(value))], colour=RULE)
            canvas.text(
                (_LEFT - 8, frame.y(value)),
                edge(value),
                size=SMALL,
                colour=INK_SOFT,
                anchor="right",
            )


def _quarters(frame: _Frame) -> Iterator[date]:
    for year in range(frame.first.year, frame.last.year + 1):
        for number in (1, 4, 7, 10):
            if frame.first <= date(year, number, 1) <= frame.last:
                yield date(year, number, 1)


def _draw_months(canvas: Canvas, frame: _Frame) -> None:
    end = float("-inf")
    for day in _quarters(frame):
        x = frame.x(day)
        canvas.line([(x, _FLOOR), (x, _FLOOR + 4)], colour=INK_SOFT)
        half = text_width(month(day), SMALL) / 2
        if x - half > end + 6 and x + half < canvas.width:
            canvas.text((x, _FLOOR + 15), month(day), size=SMALL, colour=INK_SOFT, anchor="center")
            end = x + half


def _draw_steps(
    canvas: Canvas, frame: _Frame, standings: Sequence[StandingFrom], today: date
) -> None:
    past = _runs(frame, standings, frame.first, min(today, frame.last))
    to_come = _runs(frame, standings, max(today, frame.first), frame.last)
    for corners in past:
        canvas.line(corners, width=2.2)
    for corners in to_come:
        canvas.line(corners, width=2.2, dashes=(2.5, 1.8))


def _runs(
    frame: _Frame, standings: Sequence[StandingFrom], begin: date, end: date
) -> Iterator[list[Point]]:
    """Give the corners of each unbroken run between two days; an unrated time breaks it."""
    run: list[Point] = []
    ends = [*(standing.on for standing in standings[1:]), frame.last]
    for standing, until in zip(standings, ends, strict=bool(standings)):
        start, stop = max(standing.on, begin), min(until, end)
        if standing.points is None:
            if run:
                yield run
            run = []
        elif start < stop or start == stop == standing.on:
            run += [(frame.x(day), frame.y(standing.points)) for day in (start, stop)]
    if run:
        yield run


def _draw_numbers(
    canvas: Canvas, frame: _Frame, standings: Sequence[StandingFrom], today: date, places: int
) -> None:
    """Write the score of today at its dot, and what it comes to at the end of the span."""
    now = _standing_on(standings, min(today, frame.last))
    then = _standing_on(standings, frame.last)
    if now is not None:
        x, y = frame.x(min(today, frame.last)), frame.y(now)
        canvas.mark((x, y), "circle", fill=INK, radius=4)
        below = (then is not None and then > now) or y < _TOP + 27
        canvas.text(
            (x + 7, y + 15 if below else y - 13),
            points(now, places),
            size=_NUMBER,
            strong=True,
        )
    if then is not None and then != now:
        canvas.text((frame.right + 8, _end_of(frame, then)), points(then, places), size=SMALL)


def _standing_on(standings: Sequence[StandingFrom], day: date) -> int | None:
    """Return the score on a day, of standings in their order of days."""
    begun = [standing for standing in standings if standing.on <= day]
    return begun[-1].points if begun else None


def _draw_today(canvas: Canvas, frame: _Frame, today: date, words: StepLineWords) -> None:
    if frame.first < today < frame.last:
        x = frame.x(today)
        canvas.line([(x, _TOP - 4), (x, _FLOOR)], colour=ACCENT, width=1)
        canvas.text((x + 5, _TOP + 4), words.today, size=SMALL, colour=ACCENT)


def _draw_mark(canvas: Canvas, frame: _Frame, mark: Mark, places: int) -> None:
    says = f"{mark.on}  {mark.label}  {change(mark.amount, places)}  →  "
    note = Note(says + points(mark.balance, places), mark.href)
    at = (frame.x(mark.on), frame.y(min(max(mark.balance, frame.low), frame.high)))
    if mark.amount < 0:
        canvas.mark(at, "down", fill=INK, stroke=PAPER, radius=6, note=note)
    else:
        canvas.mark(at, "up", fill=PAPER, stroke=INK, radius=5, note=note)


def _alt(
    frame: _Frame,
    standings: Sequence[StandingFrom],
    marks: Sequence[Mark],
    today: date,
    places: int,
    words: StepLineWords,
) -> str:
    current = _standing_on(standings, today)
    known = [standing.points for standing in standings if standing.points is not None]
    if current is None:
        return words.alt_empty % {"first": frame.first, "last": frame.last, "count": len(marks)}
    return words.alt % {
        "first": frame.first,
        "last": frame.last,
        "points": points(current, places),
        "count": len(marks),
        "lowest": points(min(known), places),
    }


def _table(marks: Sequence[Mark], words: StepLineWords) -> pd.DataFrame:
    columns = [words.column_date, words.column_event, words.column_change, words.column_balance]
    rows = [
        (mark.on, mark.label, as_decimal(mark.amount), as_decimal(mark.balance)) for mark in marks
    ]
    return pd.DataFrame(rows, columns=columns)
