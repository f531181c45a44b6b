"""Rows sealed as a whole: the hash of each, the root over all, and the marks by which altered rows are found.

The lines of a file are the rows. A row's hash is the RFC 6962 hash of its line; the root is the RFC 6962 root
over them in their order. The marks let whoever has most of the rows compute the hashes of the others, whatever
a forger made of the rows and of every list beside them: of up to ``MARKS`` rows they are the hashes themselves;
of more they are the sums h1·1^k + h2·2^k + h3·3^k + … for k = 0 … MARKS - 1 in the field of ``PRIME`` elements,
hashes read as numbers: a Reed-Solomon code, by which half as many altered rows are located and put right.
What is found so is believed only where it leads to the sealed root (verify/recovered_rows.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from verify.proof import EMPTY_ROOT, leaf_hash, node_hash

SHOWN = 20
"""So many places are named; more are one disaster."""

MARKS = 32
"""Two thousand characters in the entry of an export, however many rows it has; they name sixteen altered ones."""

PRIME = 2**256 + 297
"""The first prime above every hash."""


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
    """The marks over these hashes in hexadecimal: the hashes themselves, or the sums over them."""
    numbers = [int.from_bytes(one, "big") for one in hashes]
    return [f"{one:x}" for one in (numbers if len(numbers) <= MARKS else sums_of(numbers, MARKS))]


def sums_of(numbers: Sequence[int], count: int) -> list[int]:
    """The sums over the numbers with the powers of their places from 0 to ``count`` - 1; places are from 1."""
    terms, sums = list(numbers), []
    for _ in range(count):
        sums.append(sum(terms) % PRIME)
        terms = [term * place for place, term in enumerate(terms, 1)]
    return sums
