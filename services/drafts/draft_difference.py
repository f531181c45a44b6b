"""Two texts of one draft line by line: what now stands in it against what somebody else would have written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 3
"""Lines shown before and after what differs."""


@dataclass(frozen=True)
class LineOfDifference:
    """One line. ``sign``: ``same``, ``theirs`` (now in the draft), ``yours``, or ``gap`` (lines left out)."""

    sign: str
    text: str


def difference(theirs: str, yours: str) -> tuple[LineOfDifference, ...]:
    """What differs, with a few lines around; nothing if the texts are the same."""
    one, other = theirs.splitlines(), yours.splitlines()
    first = _shared(one, other)
    last = _shared(one[first:][::-1], other[first:][::-1])
    one_inner, other_inner = one[first : len(one) - last], other[first : len(other) - last]
    if not one_inner and not other_inner:
        return ()
    before, after = one[:first], one[len(one) - last :]
    lines = [*_same(before[-AROUND:]), *_differing(one_inner, other_inner), *_same(after[:AROUND])]
    head = [LineOfDifference("gap", "")] if len(before) > AROUND else []
    tail = [LineOfDifference("gap", "")] if len(after) > AROUND else []
    return (*head, *lines, *tail)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same from the beginning."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _differing(theirs: Sequence[str], yours: Sequence[str]) -> Iterator[LineOfDifference]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, theirs, yours).get_opcodes():
        if tag == "equal" and i2 - i1 > 2 * AROUND:
            yield from _same(theirs[i1 : i1 + AROUND])
            yield LineOfDifference("gap", "")
            yield from _same(theirs[i2 - AROUND : i2])
        elif tag == "equal":
            yield from _same(theirs[i1:i2])
        else:
            yield from (LineOfDifference("theirs", line) for line in theirs[i1:i2])
            yield from (LineOfDifference("yours", line) for line in yours[j1:j2])


def _same(lines: Sequence[str]) -> Iterator[LineOfDifference]:
    return (LineOfDifference("same", line) for line in lines)
