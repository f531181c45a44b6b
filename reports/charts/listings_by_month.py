"""How many entered the lists and how many left them, month by month?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from reports.canvas import SMALL, Canvas, text_width
from reports.figures import month
from reports.palette import ACCENT, INK, INK_SOFT, PAPER
from reports.picture import Picture

_LEFT, _RIGHT, _TOP, _HEIGHT = 12, 12, 44, 236


@dataclass(frozen=True)
class MonthOfListings:
    """One month, named by its first day: how many listings began and how many ended."""

    month: date
    entered: int
    ended: int


@dataclass(frozen=True)
class ListingsByMonthWords:
    """The words of this picture; `alt` takes %(first)s %(last)s %(entered)s %(ended)s."""

    title: str
    entered: str
    ended: str
    empty: str
    alt: str
    column_month: str


def listings_by_month(
    months: Sequence[MonthOfListings],
    words: ListingsByMonthWords,
    *,
    ident: str = "listings",
    width: int = 720,
) -> Picture:
    """Draw entries upward and ends downward; a month without a row counts as none of either."""
    rows = _without_gaps(months)
    canvas = Canvas(width, _HEIGHT)
    if rows:
        _draw_key(canvas, words)
        _draw_months(canvas, rows)
    else:
        canvas.text((_LEFT, 28), words.empty, colour=INK_SOFT)
    alt = _alt(rows, words)
    return Picture(canvas.svg(ident, words.title, alt), alt, _table(rows, words))


def _without_gaps(months: Sequence[MonthOfListings]) -> list[MonthOfListings]:
    known = {(row.month.year, row.month.month): row for row in months}
    if not known:
        return []
    (year, number), last = min(known), max(known)
    rows = []
    while (year, number) <= last:
        empty = MonthOfListings(date(year, number, 1), 0, 0)
        rows.append(known.get((year, number), empty))
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)
    return rows


def _draw_key(canvas: Canvas, words: ListingsByMonthWords) -> None:
    canvas.box((_LEFT, 8), (12, 12), fill=ACCENT)
    canvas.text((_LEFT + 18, 14), words.entered, size=SMALL)
    beside = _LEFT + 36 + text_width(words.entered, SMALL)
    canvas.box(
        (beside, 8), (12, 12), fill=PAPER, hatch="////", hatch_colour=INK_SOFT, stroke=INK_SOFT
    )
    canvas.text((beside + 18, 14), words.ended, size=SMALL)


def _draw_months(canvas: Canvas, rows: Sequence[MonthOfListings]) -> None:
    step = (canvas.width - _LEFT - _RIGHT) / max(len(rows), 6)
    up, down = max(row.entered for row in rows), max(row.ended for row in rows)
    unit = (_HEIGHT - _TOP - 62) / max(up + down, 1)
    zero = _TOP + 14 + up * unit
    canvas.line([(_LEFT, zero), (canvas.width - _RIGHT, zero)], colour=INK_SOFT)
    bottom = zero + down * unit + 36
    end = float("-inf")
    for place, row in enumerate(rows):
        x = _LEFT + step * (place + 0.5)
        _draw_bars(canvas, row, x, zero, unit, min(step * 0.62, 44))
        half = text_width(month(row.month), SMALL) / 2
        if x - half > end + 6:
            canvas.text((x, bottom), month(row.month), size=SMALL, colour=INK_SOFT, anchor="center")
            end = x + half


def _draw_bars(
    canvas: Canvas, row: MonthOfListings, x: float, zero: float, unit: float, breadth: float
) -> None:
    if row.entered:
        tall = row.entered * unit
        canvas.box((x - breadth / 2, zero - tall), (breadth, tall), fill=ACCENT)
        canvas.text((x, zero - tall - 9), str(row.entered), size=SMALL, anchor="center")
    if row.ended:
        deep = row.ended * unit
        canvas.box(
            (x - breadth / 2, zero),
            (breadth, deep),
            fill=PAPER,
            hatch="////",
            hatch_colour=INK_SOFT,
            stroke=INK_SOFT,
        )
        canvas.text((x, zero + deep + 10), str(row.ended), size=SMALL, colour=INK, anchor="center")


def _alt(rows: Sequence[MonthOfListings], words: ListingsByMonthWords) -> str:
    if not rows:
        return words.empty
    return words.alt % {
        "first": month(rows[0].month),
        "last": month(rows[-1].month),
        "entered": sum(row.entered for row in rows),
        "ended": sum(row.ended for row in rows),
    }


def _table(rows: Sequence[MonthOfListings], words: ListingsByMonthWords) -> pd.DataFrame:
    columns = [words.column_month, words.entered, words.ended]
    return pd.DataFrame([(month(r.month), r.entered, r.ended) for r in rows], columns=columns)
