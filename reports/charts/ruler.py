"""Where a value lies on a beam: evenly where the bands are, with a break before an end that is far away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.picture import Scale

_STUB = 36
"""Pixels for a far end: it is there, with its number, and takes no room from what matters."""


@dataclass(frozen=True)
class Ruler:
    """Pixels from `left` to `right` for the values of a scale.

    Between `low` and `high` a value lies where it belongs; from there to a far end of the scale
    the beam is broken and what lies beyond the break is drawn together.
    """

    floor: int
    low: int
    high: int
    ceiling: int
    left: float
    right: float

    def x(self, value: int) -> float:
        """Where a value lies; one outside the scale lies at its end."""
        if value < self.low:
            return _between(value, (self.floor, self.low), (self.left, self._begin))
        if value > self.high:
            return _between(value, (self.high, self.ceiling), (self._end, self.right))
        return _between(value, (self.low, self.high), (self._begin, self._end))

    def breaks(self) -> tuple[float, ...]:
        """Where the beam is broken."""
        ends = ((self.low, self.floor, self._begin), (self.high, self.ceiling, self._end))
        return tuple(x for inner, outer, x in ends if inner != outer)

    @property
    def _begin(self) -> float:
        return self.left + (_STUB if self.low != self.floor else 0)

    @property
    def _end(self) -> float:
        return self.right - (_STUB if self.high != self.ceiling else 0)


def ruler(scale: Scale, values: Sequence[int], ends: tuple[float, float]) -> Ruler:
    """A ruler that shows the edges of the bands and these values, and breaks before what is far away.

    A value is far away where it lies farther from the edges than they lie apart, twice over; an end
    of the scale, where it is farther off than all that is to be seen is wide.
    """
    edges = [edge for edge in scale.edges() if scale.floor < edge < scale.ceiling]
    near = _near(edges, [min(max(value, scale.floor), scale.ceiling) for value in values])
    seen = [*edges, *near] or [scale.floor, scale.ceiling]
    low, high, room = min(seen), max(seen), max((max(seen) - min(seen)) // 3, 1)
    wide = high - low + 2 * room
    return Ruler(
        scale.floor,
        low - room if low - room - scale.floor > wide else scale.floor,
        high + room if scale.ceiling - high - room > wide else scale.ceiling,
        scale.ceiling,
        *ends,
    )


def _near(edges: Sequence[int], values: Sequence[int]) -> list[int]:
    """The values not far from the edges; all of them where the edges span nothing."""
    reach = 2 * (max(edges) - min(edges)) if len(edges) > 1 else None
    if reach is None:
        return list(values)
    return [value for value in values if min(edges) - reach <= value <= max(edges) + reach]


def _between(value: int, values: tuple[int, int], pixels: tuple[float, float]) -> float:
    (low, high), (left, right) = values, pixels
    held = min(max(value, low), high)
    return left + (right - left) * (held - low) / max(high - low, 1)
