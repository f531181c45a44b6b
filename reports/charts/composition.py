"""What makes up a score? The start, then by dimension what was added and taken, then the score."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from reports.canvas import BODY, Canvas, fitted, text_width
from reports.figures import as_decimal, change, points
from reports.palette import ACCENT, INK, INK_SOFT, PAPER, RULE
from reports.picture import Picture

_ROW, _NUMBER = 30, 76


@dataclass(frozen=True)
class Part:
    """A dimension's gains (≥ 0) and losses (≤ 0) in hundredths; or a cap, clamp or rounding."""

    name: str
    plus: int
    minus: int
    adjustment: bool = False


@dataclass(frozen=True)
class CompositionWords:
    """The words of a composition; `alt` takes %(start)s %(plus)s %(minus)s %(points)s."""

    title: str
    start: str
    score: str
    alt: str
    column_part: str
    column_plus: str
    column_minus: str


def composition(
    start: int,
    parts: Sequence[Part],
    score: int,
    words: CompositionWords,
    *,
    places: int = 2,
    ident: str = "composition",
    width: int = 720,
) -> Picture:
    """Draw gains to the right of an axis and losses to its left, numbers beside.

    Raises ValueError where start and parts do not add up to the score: nothing is ever smoothed.
    """
    total = start + sum(part.plus + part.minus for part in parts)
    if total != score:
        raise ValueError(f"the parts add up to {total} hundredths, not to the score {score}")
    canvas = Canvas(width, _ROW * (len(parts) + 2) + 12)
    _draw_end(canvas, 4, words.start, points(start, places))
    _draw_parts(canvas, parts, places)
    _draw_end(canvas, 4 + _ROW * (len(parts) + 1), words.score, points(score, places), strong=True)
    alt = words.alt % {
        "start": points(start, places),
        "plus": change(sum(part.plus for part in parts), places),
        "minus": change(sum(part.minus for part in parts), places),
        "points": points(score, places),
    }
    return Picture(canvas.svg(ident, words.title, alt), alt, _table(start, parts, score, words))


def _draw_end(canvas: Canvas, top: float, name: str, number: str, *, strong: bool = False) -> None:
    edge = top if strong else top + _ROW
    canvas.line([(0, edge), (canvas.width, edge)], colour=INK if strong else RULE)
    canvas.text((0, top + _ROW / 2), name, strong=strong)
    canvas.text(
        (canvas.width, top + _ROW / 2),
        number,
        size=BODY + 2 * strong,
        anchor="right",
        strong=strong,
    )


def _draw_parts(canvas: Canvas, parts: Sequence[Part], places: int) -> None:
    widest = max((text_width(part.name, BODY) for part in parts), default=0)
    left = min(widest + 20, canvas.width * 0.34)
    right = canvas.width - 2 * _NUMBER - 8
    gain = max((part.plus for part in parts), default=0)
    loss = -min((part.minus for part in parts), default=0)
    unit = (right - left) / max(gain + loss, 1)
    axis = left + loss * unit
    for place, part in enumerate(parts, start=1):
        top = 4 + _ROW * place
        _draw_bars(canvas, part, top, axis, unit)
        colour = INK_SOFT if part.adjustment else INK
        middle = top + _ROW / 2
        canvas.text((0, middle), fitted(part.name, BODY, left - 10), colour=colour)
        for amount, x in ((part.plus, canvas.width - _NUMBER), (part.minus, canvas.width)):
            if amount:
                canvas.text((x, middle), change(amount, places), colour=colour, anchor="right")
    if parts:
        bottom = 4 + _ROW * (len(parts) + 1)
        canvas.line([(axis, 4 + _ROW + 4), (axis, bottom - 4)], colour=INK_SOFT)


def _draw_bars(canvas: Canvas, part: Part, top: float, axis: float, unit: float) -> None:
    tall = _ROW - 14
    if part.plus:
        canvas.box(
            (axis, top + 7),
            (part.plus * unit, tall),
            fill=ACCENT,
            opacity=0.35 if part.adjustment else 1,
        )
    if part.minus:
        long = -part.minus * unit
        canvas.box(
            (axis - long, top + 7),
            (long, tall),
            fill=PAPER,
            hatch="////",
            hatch_colour=RULE if part.adjustment else INK_SOFT,
            stroke=RULE if part.adjustment else INK_SOFT,
        )


def _table(start: int, parts: Sequence[Part], score: int, words: CompositionWords) -> pd.DataFrame:
    columns = [words.column_part, words.column_plus, words.column_minus, words.score]
    rows: list[tuple[str, Decimal | None, Decimal | None, Decimal | None]]
    rows = [(words.start, None, None, as_decimal(start))]
    rows += [(p.name, as_decimal(p.plus), as_decimal(p.minus), None) for p in parts]
    return pd.DataFrame([*rows, (words.score, None, None, as_decimal(score))], columns=columns)
