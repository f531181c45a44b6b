"""What would a rule do? Two columns of grades, now and under the draft, and the flows between."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reports.canvas import BODY, SMALL, Canvas, fitted
from reports.palette import ACCENT, INK, INK_SOFT, PAPER, grade_look
from reports.picture import Band, Picture
from reports.svg import Note

_TOP, _BOTTOM, _PAD, _POST, _SIDE, _LEAST = 34, 10, 14, 12, 108, 3.0


@dataclass(frozen=True)
class Flow:
    """How many go from one grade to another, grades by name; the same twice: they stay."""

    before: str
    after: str
    count: int


@dataclass(frozen=True)
class MoversWords:
    """The words of this picture; `alt` takes %(total)s %(moved)s %(up)s %(down)s."""

    title: str
    before: str
    after: str
    empty: str
    alt: str
    column_count: str


@dataclass(frozen=True)
class _Column:
    """The posts of one side: where each grade begins, and how tall one contractor is."""

    x: float
    tops: dict[str, float]
    counts: Counter[str]
    unit: float

    def height(self, name: str) -> float:
        return self.counts[name] * self.unit


def movers(
    grades: Sequence[Band],
    flows: Sequence[Flow],
    words: MoversWords,
    *,
    ident: str = "movers",
    width: int = 720,
    height: int = 320,
) -> Picture:
    """Draw who stays (pale), who rises (accent) and who falls (dark); `grades` best first."""
    order = [grade.name for grade in grades]
    known = [flow for flow in flows if flow.count]
    canvas = Canvas(width, height)
    before, after = (Counter[str]() for _ in range(2))
    for flow in known:
        before[flow.before] += flow.count
        after[flow.after] += flow.count
    unit = _unit(canvas, [before, after], len(order))
    left = _column(_SIDE, order, before, unit)
    right = _column(width - _SIDE - _POST, order, after, unit)
    _draw_flows(canvas, order, known, left, right)
    _draw_column(canvas, grades, left, words.before, leftward=True)
    _draw_column(canvas, grades, right, words.after, leftward=False)
    if not known:
        canvas.text((width / 2, height / 2), words.empty, colour=INK_SOFT, anchor="center")
    alt = _alt(order, known, words)
    return Picture(canvas.svg(ident, words.title, alt), alt, _table(order, known, words))


def _unit(canvas: Canvas, sides: Sequence[Counter[str]], grades: int) -> float:
    room = canvas.height - _TOP - _BOTTOM - _PAD * (grades - 1) - 20
    return room / max(*(side.total() for side in sides), 1)


def _column(x: float, order: Sequence[str], counts: Counter[str], unit: float) -> _Column:
    tops, y = {}, float(_TOP)
    for name in order:
        tops[name] = y
        y += max(counts[name] * unit, 4) + _PAD
    return _Column(x, tops, counts, unit)


def _draw_flows(
    canvas: Canvas,
    order: Sequence[str],
    flows: Sequence[Flow],
    left: _Column,
    right: _Column,
) -> None:
    starts, ends = dict(left.tops), dict(right.tops)
    rank = {name: place for place, name in enumerate(order)}
    labels = []
    for flow in sorted(flows, key=lambda flow: (rank[flow.before], rank[flow.after])):
        tall = flow.count * left.unit
        here, there = starts[flow.before], ends[flow.after]
        starts[flow.before] += tall
        ends[flow.after] += tall
        step = rank[flow.after] - rank[flow.before]
        shown = max(tall, _LEAST if step else 1)
        canvas.ribbon(
            (left.x + _POST, here, here + shown),
            (right.x, there, there + shown),
            fill=INK if step >= 0 else ACCENT,
            opacity=0.1 if step == 0 else 0.55,
            note=Note(f"{flow.before} → {flow.after}  {flow.count}"),
        )
        if step:
            labels.append((flow, there + shown / 2, step))
    _label_flows(canvas, labels, right.x)


def _label_flows(canvas: Canvas, labels: Sequence[tuple[Flow, float, int]], x: float) -> None:
    """Write each mover's number where its flow arrives, kept apart from the one above."""
    last = float("-inf")
    for flow, y, step in sorted(labels, key=lambda label: label[1]):
        at = max(y, last + 15)
        last = at
        text = str(flow.count)
        wide = 24 + 7 * len(text)
        canvas.box((x - wide - 8, at - 8), (wide, 16), fill=PAPER, stroke=INK_SOFT)
        canvas.mark(
            (x - wide + 1, at),
            "up" if step < 0 else "down",
            radius=3.6,
            stroke=PAPER,
            fill=ACCENT if step < 0 else INK,
        )
        canvas.text((x - 14, at), text, size=SMALL, anchor="right", strong=True)


def _draw_column(
    canvas: Canvas, grades: Sequence[Band], column: _Column, heading: str, *, leftward: bool
) -> None:
    anchor = "right" if leftward else "left"
    beside = column.x - 10 if leftward else column.x + _POST + 10
    canvas.text(
        (beside, 14), fitted(heading, SMALL, _SIDE - 10), size=SMALL, colour=INK_SOFT, anchor=anchor
    )
    for grade in grades:
        look = grade_look(grade.colour)
        top, tall = column.tops[grade.name], max(column.height(grade.name), 4)
        canvas.box(
            (column.x, top), (_POST, tall), fill=look.fill, hatch=look.hatch * 2, stroke=INK_SOFT
        )
        name = fitted(grade.name, BODY, _SIDE - 60)
        middle = top + tall / 2
        canvas.text(
            (beside, middle),
            _line(name, column.counts[grade.name], leftward=leftward),
            anchor=anchor,
        )


def _line(name: str, count: int, *, leftward: bool) -> str:
    return f"{name}  {count}" if leftward else f"{count}  {name}"


def _alt(order: Sequence[str], flows: Sequence[Flow], words: MoversWords) -> str:
    if not flows:
        return words.empty
    rank = {name: place for place, name in enumerate(order)}
    up = sum(flow.count for flow in flows if rank[flow.after] < rank[flow.before])
    down = sum(flow.count for flow in flows if rank[flow.after] > rank[flow.before])
    total = sum(flow.count for flow in flows)
    return words.alt % {"total": total, "moved": up + down, "up": up, "down": down}


def _table(order: Sequence[str], flows: Sequence[Flow], words: MoversWords) -> pd.DataFrame:
    rank = {name: place for place, name in enumerate(order)}
    ordered = sorted(flows, key=lambda flow: (rank[flow.before], rank[flow.after]))
    rows = [(flow.before, flow.after, flow.count) for flow in ordered]
    return pd.DataFrame(rows, columns=[words.before, words.after, words.column_count])
