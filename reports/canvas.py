"""A sheet of pixels to draw on: x to the right, y down, one unit is one CSS pixel."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from reports import fonts
from reports.palette import INK, PAPER
from reports.svg import Note, accessible_svg

SMALL, BODY, LARGE = 11, 12, 22
"""The three sizes of text in a picture, in pixels."""

Point = tuple[float, float]

_NARROW_EM = 0.57
_SAMPLE = "衡"
_SHAPES: dict[str, tuple[Point, ...]] = {
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "up": ((0, -1), (1, 0.8), (-1, 0.8)),
    "down": ((0, 1), (1, -0.8), (-1, -0.8)),
    "diamond": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "cross": (
        *((-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35), (1, 0.35), (0.35, 0.35)),
        *((0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35), (-1, -0.35), (-0.35, -0.35)),
    ),
}


def text_width(text: str, size: float) -> float:
    """Return the width of a line of text in pixels: a Chinese character is one em wide."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (wide + (len(text) - wide) * _NARROW_EM)


def fitted(text: str, size: float, width: float) -> str:
    """Return the text, cut with an ellipsis where it is wider than `width` pixels."""
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


@dataclass
class Canvas:
    """One picture while it is drawn; `svg` ends it."""

    width: float
    height: float
    figure: Figure = field(init=False)
    axes: Axes = field(init=False)
    notes: dict[str, Note] = field(init=False, default_factory=dict)
    drawn: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(self.height, 0)

    def text(
        self,
        at: Point,
        text: str,
        *,
        size: float = BODY,
        colour: str = INK,
        anchor: str = "left",
        strong: bool = False,
    ) -> None:
        """Write one line whose middle height lies at `at`.

        Matplotlib places a sample character and the page's own fonts draw the text: it may be in
        any script, and every line sits on the same base.
        """
        drawn = self.axes.text(
            *at,
            _SAMPLE,
            fontsize=size,
            color=colour,
            ha=anchor,
            va="center_baseline",
            clip_on=False,
        )
        self._place(drawn, Note(writes=text, strong=strong))

    def line(
        self,
        points: Sequence[Point],
        *,
        colour: str = INK,
        width: float = 1,
        opacity: float = 1,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """Draw a line through the points."""
        drawn = Line2D(
            [x for x, _ in points],
            [y for _, y in points],
            color=colour,
            linewidth=width,
            alpha=None if opacity == 1 else opacity,
            linestyle=(0, dashes) if dashes else "-",
            dash_capstyle="butt",
            solid_capstyle="butt",
            clip_on=False,
        )
        self._place(self.axes.add_line(drawn))

    def box(
        self,
        corner: Point,
        size: Point,
        *,
        fill: str = "none",
        hatch: str = "",
        hatch_colour: str = PAPER,
        stroke: str = "none",
        opacity: float = 1,
        note: Note | None = None,
    ) -> None:
        """Draw a rectangle from its upper left corner; a hatch is laid over the fill."""
        for layer_fill, layer_hatch in ((fill, ""), ("none", hatch)) if hatch else ((fill, ""),):
            drawn = Rectangle(
                corner,
                *size,
                facecolor=layer_fill,
                edgecolor=stroke,
                linewidth=0 if stroke == "none" else 1,
                alpha=None if opacity == 1 or layer_hatch else opacity,
                clip_on=False,
            )
            if layer_hatch:
                drawn.set_hatch(layer_hatch)
                drawn.set_hatchcolor(hatch_colour)
            self._place(self.axes.add_patch(drawn), note)

    def ribbon(
        self,
        left: tuple[float, float, float],
        right: tuple[float, float, float],
        *,
        fill: str,
        opacity: float,
        note: Note | None = None,
    ) -> None:
        """Draw a band that flows from one upright (x, top, bottom) to another."""
        (x0, top0, end0), (x1, top1, end1) = left, right
        middle = (x0 + x1) / 2
        path = Path(
            [
                (x0, top0),
                (middle, top0),
                (middle, top1),
                (x1, top1),
                (x1, end1),
                (middle, end1),
                (middle, end0),
                (x0, end0),
                (x0, top0),
            ],
            [1, 4, 4, 4, 2, 4, 4, 4, 79],
        )
        drawn = PathPatch(
            path, facecolor=fill, edgecolor="none", linewidth=0, alpha=opacity, clip_on=False
        )
        self._place(self.axes.add_patch(drawn), note)

    def mark(
        self,
        at: Point,
        shape: str,
        *,
        fill: str = INK,
        stroke: str = PAPER,
        radius: float = 5,
        note: Note | None = None,
    ) -> None:
        """Draw a mark: circle, ring, square, up, down, diamond or cross, with a rim of paper."""
        if shape in ("circle", "ring"):
            drawn: PathPatch | Polygon = PathPatch(Path.circle(at, radius))
        else:
            x, y = at
            drawn = Polygon([(x + dx * radius, y + dy * radius) for dx, dy in _SHAPES[shape]])
        drawn.set(facecolor=fill, edgecolor=stroke, linewidth=1.2, clip_on=False)
        if shape == "ring":
            drawn.set(facecolor=PAPER, edgecolor=INK)
        self._place(self.axes.add_patch(drawn), note)

    def svg(self, ident: str, title: str, alt: str) -> str:
        """Return the finished picture; see `accessible_svg`."""
        return accessible_svg(self.figure, ident, title, alt, self.notes, fonts.PAGE_FONTS)

    def _place(self, drawn: Artist, note: Note | None = None) -> None:
        """Lay a drawn thing over all before it and remember what it says."""
        self.drawn += 1
        drawn.set_zorder(self.drawn)
        if note:
            drawn.set_gid(f"note-{self.drawn}")
            self.notes[f"note-{self.drawn}"] = note
