"""Where does a score stand? A beam: the scale with its bands, the score, the others as ticks."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reports.canvas import BODY, LARGE, SMALL, Canvas, fitted, text_width
from reports.charts.ruler import Ruler, ruler
from reports.figures import as_decimal, edge, points
from reports.palette import INK, INK_SOFT, PAPER, grade_look
from reports.picture import Band, Picture, Scale

_MARGIN, _HEIGHT, _ROW = 20, 125, 17
_TICKS, _TOP, _BOTTOM = 52, 68, 82
_APART = 1.75
"""Pixels between two ticks: however many peers there are, no more ticks than an eye tells apart."""


@dataclass(frozen=True)
class BeamWords:
    """The words of a beam; alternatives take %(points)s %(grade)s %(count)s %(lower)s."""

    title: str
    score: str
    unrated: str
    peers: str
    alt: str
    alt_unrated: str
    column_grade: str
    column_from: str
    column_to: str
    column_contractors: str


def beam(
    scale: Scale,
    score: int | None,
    peers: Sequence[int],
    words: BeamWords,
    *,
    grade: Band | None = None,
    ident: str = "beam",
    width: int = 720,
) -> Picture:
    """Draw a score among its peers.

    `score` and `peers` are in hundredths; `score` None means unrated. `grade` is the band that the
    scoring settled on, which a ceiling or veto may keep apart from the band of the points. An end
    of the scale that lies far from the bands and from most peers is drawn beyond a break mark.
    """
    middle = sorted(peers)[len(peers) // 4 : len(peers) - len(peers) // 4]
    seen = middle if score is None else [score, *middle]
    along = ruler(scale, seen, (_MARGIN, width - _MARGIN))
    names = _names(scale, along, width)
    canvas = Canvas(width, _HEIGHT + _ROW * max(name.row for name in names))
    _draw_bands(canvas, scale, along, names)
    _draw_peers(canvas, along, peers, words)
    _draw_score(canvas, scale, along, score, grade, words)
    alt = _alt(scale, score, grade, peers, words)
    return Picture(canvas.svg(ident, words.title, alt), alt, _table(scale, peers, words))


@dataclass(frozen=True)
class _Name:
    """What is written below a band: the text, its left end and its row."""

    band: Band
    text: str
    left: float
    row: int


def _names(scale: Scale, along: Ruler, width: float) -> list[_Name]:
    """Each band's name below its middle, in the first row in which it touches no other."""
    ends: list[float] = []
    found = []
    for band in scale.bands:
        text = fitted(band.name, BODY, width - 2 * _MARGIN)
        half = text_width(text, BODY) / 2 + 8
        middle = (along.x(band.lower) + along.x(band.upper)) / 2
        left = min(max(middle, half), width - half) - half
        row = next((n for n, end in enumerate(ends) if left > end + 8), len(ends))
        ends[row : row + 1] = [left + 2 * half]
        found.append(_Name(band, text, left, row))
    return found


def _draw_bands(canvas: Canvas, scale: Scale, along: Ruler, names: Sequence[_Name]) -> None:
    for name in names:
        left, right = along.x(name.band.lower), along.x(name.band.upper)
        look = grade_look(name.band.colour)
        gap = 1.5 if right - left > 4 else 0
        canvas.box(
            (left + gap, _TOP),
            (max(right - left - 2 * gap, 1), _BOTTOM - _TOP),
            fill=look.fill,
            stroke=INK_SOFT,
        )
        y = _BOTTOM + 32 + _ROW * name.row
        canvas.mark((name.left + 5, y), look.shape, fill=look.fill, stroke=INK, radius=4)
        canvas.text((name.left + 16, y), name.text)
    for x in along.breaks():
        _draw_break(canvas, x)
    _number_edges(canvas, scale, along)


def _draw_break(canvas: Canvas, x: float) -> None:
    """Two slanted strokes with paper between them: here the scale is not drawn to measure."""
    canvas.line([(x - 3, _BOTTOM + 5), (x + 3, _TOP - 5)], width=6, colour=PAPER)
    for shift in (-3, 3):
        ends = [(x + shift - 3, _BOTTOM + 5), (x + shift + 3, _TOP - 5)]
        canvas.line(ends, colour=INK_SOFT, width=1.2)


def _number_edges(canvas: Canvas, scale: Scale, along: Ruler) -> None:
    end = float("-inf")
    for value in scale.edges():
        x = along.x(value)
        half = text_width(edge(value), SMALL) / 2
        canvas.line([(x, _BOTTOM), (x, _BOTTOM + 4)], colour=INK_SOFT)
        if x - half > end + 4:
            canvas.text(
                (x, _BOTTOM + 13), edge(value), size=SMALL, colour=INK_SOFT, anchor="center"
            )
            end = x + half


def _draw_peers(canvas: Canvas, along: Ruler, peers: Sequence[int], words: BeamWords) -> None:
    for x in sorted({round(along.x(value) / _APART) for value in peers}):
        canvas.line([(x * _APART, _TICKS), (x * _APART, _TOP - 3)], width=1, opacity=0.3)
    if peers:
        caption = words.peers % {"count": len(peers)}
        canvas.text(
            (canvas.width - _MARGIN, 10), caption, size=SMALL, colour=INK_SOFT, anchor="right"
        )


def _draw_score(
    canvas: Canvas,
    scale: Scale,
    along: Ruler,
    score: int | None,
    grade: Band | None,
    words: BeamWords,
) -> None:
    canvas.text((_MARGIN, 10), words.score, size=SMALL, colour=INK_SOFT)
    if score is None:
        canvas.text((_MARGIN, 36), words.unrated, size=16)
        return
    x = along.x(score)
    number = points(score, scale.places)
    name = grade.name if grade else ""
    label = text_width(number, LARGE) + (24 + text_width(name, BODY) if name else 0)
    left = min(max(x - text_width(number, LARGE) / 2, _MARGIN), canvas.width - _MARGIN - label)
    canvas.line([(x, 47), (x, _BOTTOM + 1)], width=5, colour=PAPER)
    canvas.line([(x, 47), (x, _BOTTOM + 1)], width=2, colour=INK)
    canvas.mark((x, 47), "down", fill=INK, radius=4, stroke=INK)
    canvas.text((left, 29), number, size=LARGE, strong=True)
    if grade:
        look = grade_look(grade.colour)
        at = left + text_width(number, LARGE) + 12
        canvas.mark((at, 30), look.shape, fill=look.fill, stroke=INK)
        canvas.text((at + 11, 30), name)


def _alt(
    scale: Scale, score: int | None, grade: Band | None, peers: Sequence[int], words: BeamWords
) -> str:
    if score is None:
        return words.alt_unrated % {"count": len(peers)}
    return words.alt % {
        "points": points(score, scale.places),
        "grade": grade.name if grade else "",
        "count": len(peers),
        "lower": sum(value < score for value in peers),
    }


def _table(scale: Scale, peers: Sequence[int], words: BeamWords) -> pd.DataFrame:
    highest = scale.bands[-1]
    return pd.DataFrame(
        [
            {
                words.column_grade: band.name,
                words.column_from: as_decimal(band.lower),
                words.column_to: as_decimal(band.upper),
                words.column_contractors: sum(
                    band.lower <= value < band.upper or (band is highest and value >= band.upper)
                    for value in peers
                ),
            }
            for band in scale.bands
        ]
    )
