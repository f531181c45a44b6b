"""How did everybody stand at the end of each month? One column a month, one layer a grade."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from reports.canvas import SMALL, Canvas, text_width
from reports.figures import month, share
from reports.palette import INK, INK_SOFT, PAPER, UNRATED, GradeLook, grade_look
from reports.picture import Picture
from reports.svg import Note

_LEFT, _RIGHT, _TOP, _FOOT, _HEIGHT = 12, 12, 40, 30, 260
_FEWEST = 12
"""Columns never grow wider than in a year."""


@dataclass(frozen=True)
class Layer:
    """One grade, best first; `rated` False is the layer of the unrated."""

    name: str
    colour: str | None
    rated: bool = True


@dataclass(frozen=True)
class MonthOfGrades:
    """One month, named by its last day: how many held each layer's grade."""

    month: date
    counts: tuple[int, ...]


@dataclass(frozen=True)
class GradesByMonthWords:
    """The words of this picture; `alt` takes %(first)s %(last)s %(parts)s, a part %(grade)s %(was)s %(now)s."""

    title: str
    alt: str
    alt_part: str
    separator: str
    empty: str
    column_month: str


def grades_by_month(
    layers: Sequence[Layer],
    months: Sequence[MonthOfGrades],
    words: GradesByMonthWords,
    *,
    ident: str = "grades-by-month",
    width: int = 720,
) -> Picture:
    """Draw the months in the order given; a column's height is the number of contractors."""
    canvas = Canvas(width, _HEIGHT)
    rows = [row for row in months if sum(row.counts)]
    if rows:
        _draw_key(canvas, layers)
        _draw_columns(canvas, layers, rows)
    else:
        canvas.text((_LEFT, 28), words.empty, colour=INK_SOFT)
    alt = _alt(layers, rows, words)
    return Picture(canvas.svg(ident, words.title, alt), alt, _table(layers, rows, words))


def _look(layer: Layer) -> GradeLook:
    return grade_look(layer.colour) if layer.rated else UNRATED


def _draw_key(canvas: Canvas, layers: Sequence[Layer]) -> None:
    x: float = _LEFT + 6
    for layer in layers:
        look = _look(layer)
        canvas.mark((x, 14), look.shape, fill=look.fill, stroke=INK)
        canvas.text((x + 12, 14), layer.name, size=SMALL)
        x += 30 + text_width(layer.name, SMALL)


def _draw_columns(canvas: Canvas, layers: Sequence[Layer], rows: Sequence[MonthOfGrades]) -> None:
    step = (canvas.width - _LEFT - _RIGHT) / max(len(rows), _FEWEST)
    bottom = _HEIGHT - _FOOT
    unit = (bottom - _TOP - 14) / max(sum(row.counts) for row in rows)
    end = float("-inf")
    for place, row in enumerate(rows):
        x = _LEFT + step * (place + 0.5)
        _draw_column(canvas, layers, row, x, bottom, unit, step * 0.74)
        half = text_width(month(row.month), SMALL) / 2
        if x - half > end + 8:
            canvas.text(
                (x, bottom + 14), month(row.month), size=SMALL, colour=INK_SOFT, anchor="center"
            )
            end = x + half
    canvas.line([(_LEFT, bottom), (canvas.width - _RIGHT, bottom)], colour=INK_SOFT)


def _draw_column(
    canvas: Canvas,
    layers: Sequence[Layer],
    row: MonthOfGrades,
    x: float,
    bottom: float,
    unit: float,
    breadth: float,
) -> None:
    """The worst grade lies at the bottom, where its change is seen best."""
    floor = bottom
    for layer, count in reversed(list(zip(layers, row.counts, strict=True))):
        tall = count * unit
        if not count:
            continue
        look = _look(layer)
        floor -= tall
        canvas.box(
            (x - breadth / 2, floor),
            (breadth, tall),
            fill=look.fill,
            hatch=look.hatch,
            hatch_colour=PAPER if layer.rated else INK_SOFT,
            stroke=PAPER if layer.rated else INK_SOFT,
            note=Note(f"{month(row.month)}  {layer.name}  {count}"),
        )
    canvas.text((x, floor - 8), str(sum(row.counts)), size=SMALL, colour=INK_SOFT, anchor="center")


def _alt(layers: Sequence[Layer], rows: Sequence[MonthOfGrades], words: GradesByMonthWords) -> str:
    if not rows:
        return words.empty
    first, last = rows[0], rows[-1]
    parts = (
        words.alt_part % {"grade": layer.name, "was": was, "now": now}
        for layer, was, now in zip(layers, first.counts, last.counts, strict=True)
    )
    return words.alt % {
        "first": month(first.month),
        "last": month(last.month),
        "parts": words.separator.join(parts),
    }


def _table(
    layers: Sequence[Layer], rows: Sequence[MonthOfGrades], words: GradesByMonthWords
) -> pd.DataFrame:
    """Numbers and their shares of the month, grade by grade."""
    columns = [words.column_month]
    for layer in layers:
        columns += [layer.name, f"{layer.name} %"]
    body = []
    for row in rows:
        cells: list[object] = [month(row.month)]
        for count in row.counts:
            cells += [count, share(count, sum(row.counts))]
        body.append(tuple(cells))
    return pd.DataFrame(body, columns=columns)
