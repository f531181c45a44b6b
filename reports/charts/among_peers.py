"""Where does one stand among its peers? A line with a tick for each, the median, and the one marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reports.canvas import BODY, SMALL, Canvas, text_width
from reports.figures import as_decimal
from reports.palette import ACCENT, INK, INK_SOFT
from reports.picture import Picture
from reports.svg import Note

_MARGIN, _HEIGHT, _AXIS, _TICK = 24, 96, 62, 9


@dataclass(frozen=True)
class PeerValue:
    """A peer's name and its share in hundredths of a percent; ``marked`` is the one that is asked about."""

    name: str
    value: int
    marked: bool = False


@dataclass(frozen=True)
class AmongPeersWords:
    """The words of the picture; `middle` takes %(value)s, `alt` %(name)s %(value)s %(middle)s %(count)s."""

    title: str
    middle: str
    alt: str
    column_name: str
    column_share: str


def among_peers(
    peers: Sequence[PeerValue],
    middle: int,
    words: AmongPeersWords,
    *,
    ident: str = "peers",
    width: int = 560,
) -> Picture:
    """Draw shares on one line from nothing to the largest; the order of the peers says nothing."""
    canvas = Canvas(width, _HEIGHT)
    most = max([peer.value for peer in peers] + [middle, 1])
    unit = (width - 2 * _MARGIN) / most

    def x(value: int) -> float:
        return _MARGIN + value * unit

    canvas.line([(_MARGIN, _AXIS), (width - _MARGIN, _AXIS)], colour=INK_SOFT)
    for end in (0, most):
        canvas.text((x(end), _AXIS + 22), _share(end), size=SMALL, colour=INK_SOFT, anchor="center")
    _draw_middle(canvas, x(middle), words.middle % {"value": _share(middle)})
    for peer in sorted(peers, key=lambda one: one.marked):
        _draw_peer(canvas, x(peer.value), peer)
    alt = _alt(peers, middle, words)
    return Picture(canvas.svg(ident, words.title, alt), alt, _table(peers, words))


def _draw_peer(canvas: Canvas, x: float, peer: PeerValue) -> None:
    says = Note(f"{peer.name}  {_share(peer.value)}", "")
    if not peer.marked:
        canvas.box((x - 1, _AXIS - _TICK), (2, 2 * _TICK), fill=INK_SOFT, note=says)
        return
    canvas.box((x - 2.5, _AXIS - _TICK - 4), (5, 2 * _TICK + 8), fill=ACCENT, note=says)
    label = f"{peer.name}  {_share(peer.value)}"
    half = text_width(label, BODY) / 2
    middle = min(max(x, half + 2), canvas.width - half - 2)
    canvas.text((middle, _AXIS - _TICK - 14), label, colour=INK, anchor="center")


def _draw_middle(canvas: Canvas, x: float, caption: str) -> None:
    canvas.line([(x, 20), (x, _AXIS + 12)], colour=INK_SOFT, dashes=(3, 3))
    half = text_width(caption, SMALL) / 2
    middle = min(max(x, half + 2), canvas.width - half - 2)
    canvas.text((middle, 10), caption, size=SMALL, colour=INK_SOFT, anchor="center")


def _share(hundredths: int) -> str:
    return f"{hundredths / 100:.1f} %"


def _alt(peers: Sequence[PeerValue], middle: int, words: AmongPeersWords) -> str:
    marked = next((peer for peer in peers if peer.marked), None)
    return words.alt % {
        "name": marked.name if marked else "",
        "value": _share(marked.value) if marked else "",
        "middle": _share(middle),
        "count": len(peers),
    }


def _table(peers: Sequence[PeerValue], words: AmongPeersWords) -> pd.DataFrame:
    rows = [(peer.name, as_decimal(peer.value)) for peer in peers]
    return pd.DataFrame(rows, columns=[words.column_name, words.column_share])
