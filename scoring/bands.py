"""Rows of bands: their edges, and the proof that together they cover every value exactly once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scoring.reading import Reader, Table
from scoring.ruleset import Edge

INFINITE = 2**62

EDGE_WORDS = (("from", False), ("above", True), ("up_to", False), ("below", True))


def edges(row: Table, reader: Reader, path: str) -> tuple[Edge | None, Edge | None]:
    """The lower and the upper edge of a row; two on one side are a problem."""
    given = [
        (word, Edge(row[word], strict)) for word, strict in EDGE_WORDS if row[word] is not None
    ]
    lower = [edge for word, edge in given if word in ("from", "above")]
    upper = [edge for word, edge in given if word in ("up_to", "below")]
    for side, words in ((lower, "from, above"), (upper, "up_to, below")):
        if len(side) > 1:
            reader.wrong(path, "two_edges", found=words)
    return (lower[0] if lower else None), (upper[0] if upper else None)


@dataclass(frozen=True, slots=True)
class Ruler:
    """What values a list of bands must cover: from lowest to highest, both included.

    With a `grid` values are its multiples; without one they lie anywhere between. `show` writes a
    value as in the file.
    """

    lowest: int
    highest: int | None
    grid: int | None
    show: Callable[[int], str]

    def begins(self, edge: Edge | None) -> int:
        """Position of the first value at or beyond a lower edge."""
        at = Edge(self.lowest, strict=False) if edge is None else edge
        if self.grid is None:
            return 2 * at.at + at.strict
        return at.at + (self.grid if at.strict else 0)

    def ends(self, edge: Edge | None) -> int:
        """Position just beyond the last value at or below an upper edge."""
        if edge is None and self.highest is None:
            return INFINITE
        at = Edge(self.highest or 0, strict=False) if edge is None else edge
        if self.grid is None:
            return 2 * at.at + (0 if at.strict else 1)
        return at.at + (0 if at.strict else self.grid)

    def words(self, lower: Edge | None, upper: Edge | None) -> str:
        """A row in signs: 60 ≤ … < 80."""
        left = "" if lower is None else f"{self.show(lower.at)} {'<' if lower.strict else '≤'} "
        right = "" if upper is None else f" {'<' if upper.strict else '≤'} {self.show(upper.at)}"
        return f"{left}…{right}"

    def between(self, first: int, end: int) -> str:
        """The values from one position to just before another: 80 ≤ … < 85, or the only one there is."""
        if self.grid is None:
            lower, upper = Edge(first // 2, bool(first % 2)), Edge(end // 2, not end % 2)
            single = end - first == 1 and not lower.strict
        else:
            lower, upper = Edge(first, strict=False), Edge(end, strict=True)
            single = end - first == self.grid
        if single:
            return self.show(lower.at)
        if end == self.ends(None):
            return self.words(lower, None if self.highest is None else Edge(self.highest, False))
        return self.words(lower, upper)


Row = tuple[str, Edge | None, Edge | None]


def check_cover(rows: Sequence[Row], ruler: Ruler, reader: Reader, path: str) -> None:
    """Notes every empty row, row outside the scale, gap and overlap. A row is (path, lower, upper)."""
    spans: list[tuple[int, int, str]] = []
    for where, lower, upper in rows:
        begin, end = ruler.begins(lower), ruler.ends(upper)
        words = ruler.words(lower, upper)
        if end <= begin:
            reader.wrong(where, "empty_band", found=words)
        elif begin < ruler.begins(None) or end > ruler.ends(None):
            reader.wrong(where, "outside_scale", found=words, **_limits(ruler))
        else:
            spans.append((begin, end, words))
    if len(spans) == len(rows):
        _check_neighbours(sorted(spans), ruler, reader, path)


def _limits(ruler: Ruler) -> dict[str, str]:
    highest = "∞" if ruler.highest is None else ruler.show(ruler.highest)
    return {"least": ruler.show(ruler.lowest), "most": highest}


def _check_neighbours(
    spans: Sequence[tuple[int, int, str]], ruler: Ruler, reader: Reader, path: str
) -> None:
    limits = _limits(ruler)
    reached, before = ruler.begins(None), limits["least"]
    for begin, end, words in spans:
        if begin > reached:
            found = ruler.between(reached, begin)
            reader.wrong(path, "gap", found=found, lower=before, upper=words)
        if begin < reached:
            found = ruler.between(begin, min(reached, end))
            reader.wrong(path, "overlap", found=found, lower=before, upper=words)
        reached, before = max(reached, end), words
    if reached < ruler.ends(None):
        found = ruler.between(reached, ruler.ends(None))
        reader.wrong(path, "gap", found=found, lower=before, upper=limits["most"])
