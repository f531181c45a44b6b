"""How many stand in each grade? One bar a grade, the unrated among them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reports.canvas import BODY, SMALL, Canvas, fitted, text_width
from reports.figures import share
from reports.palette import INK, INK_SOFT, UNRATED, GradeLook, grade_look
from reports.picture import Picture
from reports.svg import Note

_ROW = 32


@dataclass(frozen=True)
class GradeCount:
    """How many hold a grade; `rated` False is the row of the unrated."""

    name: str
    colour: str | None
    count: int
    rated: bool = True
    href: str = ""


@dataclass(frozen=True)
class GradeDistributionWords:
    """The words of a distribution; `alt` takes %(total)s %(parts)s, a part %(grade)s %(count)s."""

    title: str
    alt: str
    alt_empty: str
    alt_part: str
    separator: str
    empty: str
    column_grade: str
    column_count: str
    column_share: str


def grade_distribution(
    counts: Sequence[GradeCount],
    words: GradeDistributionWords,
    *,
    ident: str = "grades",
    width: int = 720,
) -> Picture:
    """Draw the grades in the order given, each with its number and its share of all."""
    total = sum(row.count for row in counts)
    canvas = Canvas(width, max(_ROW * len(counts) + 8, 56))
    left = min(max((text_width(row.name, BODY) for row in counts), default=0) + 34, width * 0.4)
    most = max((row.count for row in counts), default=0)
    for place, row in enumerate(counts):
        _draw_row(canvas, row, 4 + _ROW * place, left, most, total)
    if not total:
        canvas.text((left + 4 if counts else 8, 20 if counts else 28), words.empty, colour=INK_SOFT)
    alt = _alt(counts, total, words)
    return Picture(canvas.svg(ident, words.title, alt), alt, _table(counts, total, words))


def _look(row: GradeCount) -> GradeLook:
    return grade_look(row.colour) if row.rated else UNRATED


def _draw_row(
    canvas: Canvas, row: GradeCount, top: float, left: float, most: int, total: int
) -> None:
    middle = top + _ROW / 2
    look = _look(row)
    canvas.mark((9, middle), look.shape, fill=look.fill, stroke=INK)
    canvas.text((22, middle), fitted(row.name, BODY, left - 30))
    canvas.line([(left, top + 3), (left, top + _ROW - 3)], colour=INK_SOFT)
    if not total:
        return
    length = (canvas.width - left - 110) * row.count / most
    canvas.box(
        (left, top + 6),
        (length, _ROW - 12),
        fill=look.fill,
        hatch=look.hatch,
        hatch_colour=UNRATED.fill if row.rated else INK_SOFT,
        stroke=INK_SOFT if row.count else "none",
        note=Note(f"{row.name}  {row.count}", row.href),
    )
    number = str(row.count)
    canvas.text((left + length + 8, middle), number, strong=True)
    canvas.text(
        (left + length + 16 + text_width(number, BODY + 1), middle),
        share(row.count, total),
        size=SMALL,
        colour=INK_SOFT,
    )


def _alt(counts: Sequence[GradeCount], total: int, words: GradeDistributionWords) -> str:
    if not total:
        return words.alt_empty
    parts = (words.alt_part % {"grade": row.name, "count": row.count} for row in counts)
    return words.alt % {"total": total, "parts": words.separator.join(parts)}


def _table(counts: Sequence[GradeCount], total: int, words: GradeDistributionWords) -> pd.DataFrame:
    columns = [words.column_grade, words.column_count, words.column_share]
    rows = [(row.name, row.count, share(row.count, total)) for row in counts]
    return pd.DataFrame(rows, columns=columns)
