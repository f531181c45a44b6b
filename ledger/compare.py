"""What became of witnessed entries: the leaf hashes kept outside against those of today. Pure.

Each entry carries 16 random bytes, so equal leaf hashes mean the same entry wherever it stands.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Difference:
    """Positions count from 1. All are empty and None where today's log begins with the witnessed one."""

    witnessed: int
    """How many entries were witnessed."""
    altered: tuple[int, ...] = ()
    """Positions today of entries that stand in the place of another."""
    removed: tuple[int, ...] = ()
    """Witnessed positions whose entry is gone, with nothing in its place."""
    inserted: tuple[int, ...] = ()
    """Positions today of entries never witnessed that stand before witnessed ones."""
    moved: tuple[int, ...] = ()
    """Positions today of witnessed entries that left their order, or stand there twice."""
    cut_after: int | None = None
    """The log ends here, and what was witnessed after it is gone."""
    forked_after: int | None = None
    """From here on the log goes on otherwise than was witnessed."""


Pair = tuple[int, int]
"""A witnessed position and the position of the same entry today."""


def compare(witnessed: Sequence[bytes], today: Sequence[bytes]) -> Difference:
    """Say how today's leaf hashes fail to begin with the witnessed ones.

    A single last witnessed entry that differs is told as altered; two or more up to the last one
    as a fork, for a history continued from an older copy looks exactly so.
    """
    if list(today[: len(witnessed)]) == list(witnessed):
        return Difference(len(witnessed))
    place = {leaf: i for i, leaf in enumerate(witnessed, 1)}
    common = [(place[leaf], now) for now, leaf in enumerate(today, 1) if leaf in place]
    gone = sorted(set(range(1, len(witnessed) + 1)) - {was for was, _ in common})
    new = sorted(set(range(1, len(today) + 1)) - {now for _, now in common})
    kept = _in_order(common)
    altered: list[int] = []
    removed: list[int] = []
    inserted: list[int] = []
    for (was, now), (next_was, next_now) in pairwise([(0, 0), *kept]):
        lost = _between(gone, was, next_was)
        found = _between(new, now, next_now)
        altered += found[: len(lost)]
        removed += lost[len(found) :]
        inserted += found[len(lost) :]
    was, now = kept[-1] if kept else (0, 0)
    lost, found = _between(gone, was, len(witnessed) + 1), _between(new, now, len(today) + 1)
    if len(lost) == 1:
        altered += found[:1]
    return Difference(
        witnessed=len(witnessed),
        altered=tuple(altered),
        removed=tuple(removed),
        inserted=tuple(inserted),
        moved=tuple(sorted({now for _, now in common} - {now for _, now in kept})),
        cut_after=len(today) if lost and not found else None,
        forked_after=now if len(lost) > 1 and found else None,
    )


def _between(positions: Sequence[int], low: int, high: int) -> Sequence[int]:
    """Return those of the sorted positions that lie strictly between two."""
    return positions[bisect_right(positions, low) : bisect_left(positions, high)]


def _in_order(common: Sequence[Pair]) -> list[Pair]:
    """Return the longest choice of pairs whose witnessed positions rise as today's do."""
    # For each length, the smallest witnessed position a choice of it can end in, and where it is.
    ends: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for i, (was, _) in enumerate(common):
        length = bisect_left(ends, was)
        before.append(at[length - 1] if length else None)
        ends[length : length + 1] = [was]
        at[length : length + 1] = [i]
    chosen, last = [], at[-1] if at else None
    while last is not None:
        chosen.append(common[last])
        last = before[last]
    return chosen[::-1]
