"""Where is the trouble? Equal tiles laid out like the province, shaded, each with its number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from reports.canvas import BODY, SMALL, Canvas, fitted, text_width
from reports.palette import ACCENT, INK, INK_SOFT, PAPER, RULE
from reports.picture import Picture
from reports.svg import Note

_SHADES = (0.08, 0.2, 0.34, 0.5, 1.0)
"""Five steps of the accent; ink is readable on the first four and paper on the last."""
_GAP, _KEY = 4, 40


@dataclass(frozen=True)
class Tile:
    """A prefecture at a place of the grid (0, 0 is upper left), and its measure if known."""

    code: str
    name: str
    column: int
    row: int
    value: int | None
    href: str = ""


@dataclass(frozen=True)
class TileMapWords:
    """The words of a tile map; `alt` takes %(highest)s %(highest_value)s %(total)s %(count)s."""

    title: str
    measure: str
    unknown: str
    alt: str
    alt_empty: str
    column_code: str
    column_region: str


def tile_map(
    tiles: Sequence[Tile],
    words: TileMapWords,
    *,
    shown: Callable[[int], str] = str,
    ident: str = "tiles",
    width: int = 560,
) -> Picture:
    """Draw the tiles; five shades hold about as many tiles each, like values alike."""
    columns = max((tile.column for tile in tiles), default=0) + 1
    rows = max((tile.row for tile in tiles), default=0) + 1
    side = min((width - _GAP * (columns - 1)) / columns, 84)
    canvas = Canvas(width, rows * (side + _GAP) + _KEY)
    edges = _edges([tile.value for tile in tiles if tile.value is not None])
    for tile in tiles:
        _draw_tile(canvas, tile, side, edges, shown, words)
    _draw_key(canvas, edges, shown, words)
    alt = _alt(tiles, shown, words)
    return Picture(canvas.svg(ident, words.title, alt), alt, _table(tiles, words))


def _edges(values: Sequence[int]) -> list[int]:
    """Return the least value of each shade: one far value does not whiten all the others.

    Nothing (0) is a shade of its own, the lightest, however many tiles have nothing.
    """
    ordered = sorted(value for value in values if value)
    nothing = [0] * (len(ordered) < len(values))
    steps = len(_SHADES) - len(nothing)
    parts = {ordered[len(ordered) * step // steps] for step in range(steps) if ordered}
    return nothing + sorted(parts)


def _shade(value: int, edges: Sequence[int]) -> float:
    """Return the opacity of a value; the highest group is always the darkest."""
    if value == 0:
        return _SHADES[0]
    return _SHADES[len(_SHADES) - len(edges) + sum(edge <= value for edge in edges) - 1]


def _draw_tile(
    canvas: Canvas,
    tile: Tile,
    side: float,
    edges: Sequence[int],
    shown: Callable[[int], str],
    words: TileMapWords,
) -> None:
    left, top = tile.column * (side + _GAP), tile.row * (side + _GAP)
    number = words.unknown if tile.value is None else shown(tile.value)
    note = Note(f"{tile.name}  {number}", tile.href)
    shade = 0.0 if tile.value is None else _shade(tile.value, edges)
    colour = PAPER if shade == 1 else INK
    if tile.value is None:
        canvas.box(
            (left, top),
            (side, side),
            fill=PAPER,
            hatch="//",
            hatch_colour=RULE,
            stroke=RULE,
            note=note,
        )
    else:
        canvas.box((left, top), (side, side), fill=ACCENT, opacity=shade, note=note)
    name = fitted(tile.name, BODY, side - 6)
    canvas.text((left + side / 2, top + side * 0.34), name, colour=colour, anchor="center")
    size = BODY if tile.value is None else min(16, side / 3.4)
    canvas.text(
        (left + side / 2, top + side * 0.66),
        fitted(number, size, side - 6),
        size=size,
        colour=colour,
        anchor="center",
        strong=tile.value is not None,
    )


def _draw_key(
    canvas: Canvas, edges: Sequence[int], shown: Callable[[int], str], words: TileMapWords
) -> None:
    labels = [f"≥ {shown(edge)}" if edge else shown(0) for edge in edges]
    x, y = text_width(words.measure, SMALL) + 14, canvas.height - 26
    canvas.text((0, y), words.measure, size=SMALL, colour=INK_SOFT)
    if x + sum(36 + text_width(label, SMALL) for label in labels) > canvas.width:
        x, y = 0, y + 18
    for edge, label in zip(edges, labels, strict=True):
        shade = _shade(edge, edges)
        canvas.box((x, y - 6), (18, 12), fill=ACCENT, opacity=shade, stroke=RULE)
        canvas.text((x + 23, y), label, size=SMALL, colour=INK_SOFT)
        x += 36 + text_width(label, SMALL)


def _alt(tiles: Sequence[Tile], shown: Callable[[int], str], words: TileMapWords) -> str:
    known = [(tile.value, tile.name) for tile in tiles if tile.value is not None]
    if not known:
        return words.alt_empty
    highest = max(known, key=lambda pair: pair[0])
    return words.alt % {
        "highest": highest[1],
        "highest_value": shown(highest[0]),
        "total": sum(value for value, _ in known),
        "count": len(known),
    }


def _table(tiles: Sequence[Tile], words: TileMapWords) -> pd.DataFrame:
    columns = [words.column_code, words.column_region, words.measure]
    ordered = sorted(tiles, key=lambda tile: tile.code)
    data = [(tile.code, tile.name, tile.value) for tile in ordered]
    return pd.DataFrame(data, columns=columns).astype({words.measure: "Int64"})
