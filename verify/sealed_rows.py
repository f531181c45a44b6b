"""Rows sealed as a whole: the hash of each, the root over all, and the marks by which one altered row is found.

The lines of a file are the rows. A row's hash is the RFC 6962 hash of its line; the root is the RFC 6962 root
over them in their order. The marks are two hashes for each binary digit of the row numbers from 0: over the
hashes of all rows whose number has there a 0, and over those that have a 1. Where exactly one row differs,
exactly one hash of each pair differs, and the digits spell its number, whoever recomputed whatever else.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from verify.proof import EMPTY_ROOT, leaf_hash, node_hash

SHOWN = 5
"""So many places are named; more are one disaster."""


def lines_of(data: bytes) -> tuple[list[bytes], bytes]:
    """The whole lines without their ends, and what stands after the last end: nothing, or half a line."""
    *whole, rest = data.split(b"\n")
    return whole, rest


def hashes_of(lines: Sequence[bytes]) -> list[bytes]:
    return [leaf_hash(line) for line in lines]


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The RFC 6962 root; an odd last node rises as it is."""
    level = list(hashes) or [EMPTY_ROOT]
    while len(level) > 1:
        pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) // 2 * 2 :]
    return level[0]


def marks_of(hashes: Sequence[bytes]) -> list[str]:
    """Two hashes a digit, lowest digit first, in hexadecimal; none for fewer than two rows."""
    marks = []
    for digit in range((len(hashes) - 1).bit_length() if hashes else 0):
        for wanted in (0, 1):
            held = (one for n, one in enumerate(hashes) if n >> digit & 1 == wanted)
            marks.append(sha256(b"".join(held)).hexdigest())
    return marks


def only_altered(hashes: Sequence[bytes], marks: Sequence[str]) -> int | None:
    """The number from 0 of the one row that differs from what was sealed; None where it is not exactly one.

    The rows are as many as were sealed, and their root is not the sealed one.
    """
    found, number = marks_of(hashes), 0
    if len(found) != len(marks):
        return None
    for digit, at in enumerate(range(0, len(found), 2)):
        same_zero, same_one = found[at] == marks[at], found[at + 1] == marks[at + 1]
        if same_zero == same_one:
            return None
        number |= (0 if same_one else 1) << digit
    return number
