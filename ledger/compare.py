"""What became of witnessed entries: the leaf hashes kept outside against those of today. Pure.

Each entry carries 16 random bytes, so equal leaf hashes mean the same entry wherever it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """Positions count from 1. All are empty and None where today's log begins with the witnessed one."""

    witnessed: int
    """How many entries were witnessed."""
    altered: tuple[int, ...] = ()
    """Positions whose entry is another one than was witnessed."""
    removed: tuple[int, ...] = ()
    """Witnessed positions whose entry is gone, the later ones having moved up."""
    inserted: tuple[int, ...] = ()
    """Positions today of entries that stand before witnessed ones and were never witnessed."""
    moved: tuple[int, ...] = ()
    """Positions today of witnessed entries in another order."""
    cut_after: int | None = None
    """The log ends here, and what was witnessed after it is gone."""
    forked_after: int | None = None
    """From here on the log goes on otherwise than was witnessed."""


def compare(witnessed: Sequence[bytes], today: Sequence[bytes]) -> Difference:
    """Say how today's leaf hashes fail to begin with the witnessed ones.

    A single last witnessed entry that differs is told as altered; two or more up to the last one
    as a fork, for a history continued from an older copy looks exactly so.
    """
    if list(today[: len(witnessed)]) == list(witnessed):
        return Difference(len(witnessed))
    known, present = set(witnessed), set(today)
    gone = [i for i, leaf in enumerate(witnessed, 1) if leaf not in present]
    tail = _tail(gone, len(witnessed))
    start = len(witnessed) - tail + 1
    cut = tail > 0 and len(today) < start
    forked = tail > 1 and not cut
    single = [i for i in gone if i < start] if cut or forked else gone
    altered = [i for i in single if i <= len(today) and today[i - 1] not in known]
    removed = sorted(set(single) - set(altered))
    inserted = _inserted(today, known, set(altered))
    shifted = bool(removed or inserted)
    return Difference(
        witnessed=len(witnessed),
        altered=tuple(altered),
        removed=tuple(removed),
        inserted=tuple(inserted),
        moved=() if shifted else tuple(_moved(witnessed, today, known, present)),
        cut_after=len(today) if cut else None,
        forked_after=start - 1 if forked else None,
    )


def _tail(gone: Sequence[int], size: int) -> int:
    """Return how many of the last witnessed entries are gone without a break."""
    length = 0
    for position in reversed(gone):
        if position != size - length:
            break
        length += 1
    return length


def _inserted(today: Sequence[bytes], known: set[bytes], altered: set[int]) -> list[int]:
    """Return the unwitnessed positions that stand before the last witnessed entry."""
    last_known = max((i for i, leaf in enumerate(today, 1) if leaf in known), default=0)
    return [
        i for i, leaf in enumerate(today[:last_known], 1) if leaf not in known and i not in altered
    ]


def _moved(
    witnessed: Sequence[bytes], today: Sequence[bytes], known: set[bytes], present: set[bytes]
) -> list[int]:
    pairs = enumerate(zip(witnessed, today, strict=False), 1)
    return [i for i, (was, now) in pairs if was != now and was in present and now in known]
