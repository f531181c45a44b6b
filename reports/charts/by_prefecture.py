"""How do the prefectures compare? One bar each, in the order of GB/T 2260 and never by rank."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from reports.canvas import BODY, SMALL, Canvas, fitted, text_width
from reports.palette import ACCENT, INK_SOFT, PAPER
from reports.picture import Picture
from reports.svg import Note

_ROW, _TOP = 22, 26


@dataclass(frozen=True)
class RegionValue:
    """A prefecture by its GB/T 2260 code, and what was measured there (None: nothing known)."""

    code: str
    name: str
    value: int | None
    href: str = ""


@dataclass(frozen=True)
class ByPrefectureWords:
    """The words of a comparison; `alt` takes %(highest)s %(highest_value)s %(lowest)s
    %(lowest_value)s %(count)s."""

    title: str
    measure: str
    unknown: str
    average: str
    alt: str
    alt_empty: str
    column_code: str
    column_region: str


def by_prefecture(
    rows: Sequence[RegionValue],
    words: ByPrefectureWords,
    *,
    shown: Callable[[int], str] = str,
    average: int | None = None,
    ident: str = "prefectures",
    width: int = 720,
) -> Picture:
    """Draw non-negative measures; `shown` turns one into text, `average` is the province's own."""
    ordered = sorted(rows, key=lambda row: row.code)
    canvas = Canvas(width, _TOP + _ROW * max(len(ordered), 1) + 8)
    left = min(max((text_width(r.name, BODY) for r in ordered), default=0) + 16, width * 0.4)
    most = max([row.value for row in ordered if row.value is not None] + [average or 0, 1])
    unit = (width - left - 70) / most
    canvas.text((0, 11), words.measure, size=SMALL, colour=INK_SOFT)
    if average is not None:
        caption = words.average % {"value": shown(average)}
        _draw_average(canvas, left + average * unit, caption, words)
    for place, row in enumerate(ordered):
        _draw_row(canvas, row, _TOP + _ROW * place, left, unit, shown, words)
    alt = _alt(ordered, shown, words)
    return Picture(canvas.svg(ident, words.title, alt), alt, _table(ordered, words))


def _draw_row(
    canvas: Canvas,
    row: RegionValue,
    top: float,
    left: float,
    unit: float,
    shown: Callable[[int], str],
    words: ByPrefectureWords,
) -> None:
    middle = top + _ROW / 2
    canvas.text((left - 10, middle), fitted(row.name, BODY, left - 12), anchor="right")
    canvas.line([(left, top), (left, top + _ROW)], colour=INK_SOFT)
    if row.value is None:
        canvas.text((left + 8, middle), words.unknown, size=SMALL, colour=INK_SOFT)
        return
    length = row.value * unit
    says = f"{row.name}  {shown(row.value)}"
    if length:
        canvas.box((left, top + 4), (length, _ROW - 8), fill=ACCENT, note=Note(says, row.href))
    number = shown(row.value)
    canvas.box((left + length + 3, top + 4), (text_width(number, SMALL) + 8, _ROW - 8), fill=PAPER)
    canvas.text((left + length + 7, middle), number, size=SMALL)


def _draw_average(canvas: Canvas, x: float, caption: str, words: ByPrefectureWords) -> None:
    canvas.line([(x, _TOP - 6), (x, canvas.height - 8)], colour=INK_SOFT, dashes=(3, 3))
    half = text_width(caption, SMALL) / 2
    middle = max(x, text_width(words.measure, SMALL) + 12 + half)
    canvas.text(
        (min(middle, canvas.width - half), 11),
        caption,
        size=SMALL,
        colour=INK_SOFT,
        anchor="center",
    )


def _alt(rows: Sequence[RegionValue], shown: Callable[[int], str], words: ByPrefectureWords) -> str:
    known = [(row.value, row.name) for row in rows if row.value is not None]
    if not known:
        return words.alt_empty
    highest = max(known, key=lambda pair: pair[0])
    lowest = min(known, key=lambda pair: pair[0])
    return words.alt % {
        "count": len(known),
        "highest": highest[1],
        "highest_value": shown(highest[0]),
        "lowest": lowest[1],
        "lowest_value": shown(lowest[0]),
    }


def _table(rows: Sequence[RegionValue], words: ByPrefectureWords) -> pd.DataFrame:
    columns = [words.column_code, words.column_region, words.measure]
    data = [(row.code, row.name, row.value) for row in rows]
    return pd.DataFrame(data, columns=columns).astype({words.measure: "Int64"})
