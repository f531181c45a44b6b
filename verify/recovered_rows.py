"""The sealed hashes of all rows, from the rows at hand and the marks in the entry, where no list of them is genuine.

Nothing that is found here is taken on trust: it is right where it leads to the sealed root, and else nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verify.sealed_rows import MARKS, PRIME, root_of, sums_of

HASH = 32
"""Bytes."""

MOST = MARKS // 2
"""So many altered rows are found among any number."""


def recovered(
    found: Sequence[bytes], count: int, root: str, marks: Sequence[int]
) -> list[bytes] | None:
    """The ``count`` hashes that were sealed; None where too many rows differ from them.

    Of up to ``MARKS`` rows all are told. Of more, ``MOST`` may be altered or moved; one may be missing anywhere, or
    ``MARKS`` at the end; and any run of rows may be added.
    """
    numbers = [int.from_bytes(one, "big") for one in found]
    for whole in _candidates(numbers, count, list(marks)):
        if len(whole) == count and all(0 <= one >> 256 < 1 for one in whole):
            hashes = [one.to_bytes(HASH, "big") for one in whole]
            if root_of(hashes).hex() == root:
                return hashes
    return None


def _candidates(numbers: list[int], count: int, marks: list[int]) -> Iterator[list[int]]:
    if count <= MARKS:
        yield marks
    elif len(marks) != MARKS:
        return
    elif len(numbers) == count:
        yield from _put_right(numbers, marks)
    elif len(numbers) > count:
        yield from _without_a_run(numbers, len(numbers) - count, marks)
    else:
        yield from _with_one(numbers, count, marks)
        yield from _with_an_end(numbers, count, marks)


def _differences(numbers: list[int], marks: list[int]) -> list[int]:
    """What the sums over these numbers have too much."""
    own = sums_of(numbers, len(marks))
    return [(mine - sealed) % PRIME for mine, sealed in zip(own, marks, strict=True)]


def _put_right(numbers: list[int], marks: list[int]) -> Iterator[list[int]]:
    """Altered rows: their places are the roots of the locator of the differences."""
    differences = _differences(numbers, marks)
    locator = _locator(differences)
    wanted = len(locator) - 1
    if not 0 < wanted <= MOST:
        return
    places = [n for n in range(1, len(numbers) + 1) if not _value(locator, n)]
    if len(places) == wanted:
        whole = list(numbers)
        for place, excess in zip(places, _terms(differences, places), strict=True):
            whole[place - 1] = (whole[place - 1] - excess) % PRIME
        yield whole


def _with_one(numbers: list[int], count: int, marks: list[int]) -> Iterator[list[int]]:
    """One row is missing: the sum with power 0 tells its hash, that with power 1 its place."""
    if count - len(numbers) != 1:
        return
    gone = (marks[0] - sum(numbers)) % PRIME
    with_it_last = sum(place * one for place, one in enumerate(numbers, 1)) + gone * count
    moved = (marks[1] - with_it_last) % PRIME
    for place in range(len(numbers), -1, -1):
        if moved == 0:
            yield [*numbers[:place], gone, *numbers[place:]]
        if place:
            moved = (moved - numbers[place - 1] + gone) % PRIME


def _with_an_end(numbers: list[int], count: int, marks: list[int]) -> Iterator[list[int]]:
    """The tail is missing: as many unknown hashes in known places as there are sums at most."""
    if count - len(numbers) <= len(marks):
        short = [-one % PRIME for one in _differences(numbers, marks)]
        yield [*numbers, *_terms(short, list(range(len(numbers) + 1, count + 1)))]


def _without_a_run(numbers: list[int], more: int, marks: list[int]) -> Iterator[list[int]]:
    """Rows were added in one place: the sum over them is what there is too much."""
    excess = (sum(numbers) - marks[0]) % PRIME
    run = sum(numbers[:more])
    for first in range(len(numbers) - more + 1):
        if run % PRIME == excess:
            yield [*numbers[:first], *numbers[first + more :]]
        run += sum(numbers[first + more : first + more + 1]) - numbers[first]


def _locator(differences: Sequence[int]) -> list[int]:
    """The shortest recurrence of the differences, highest power first (Massey 1969): its roots are the places."""
    now, before = [1], [1]
    length, gap, last = 0, 1, 1
    for n in range(len(differences)):
        off = sum(c * differences[n - i] for i, c in enumerate(now) if i <= n) % PRIME
        if off == 0:
            gap += 1
            continue
        factor = off * pow(last, -1, PRIME) % PRIME
        shifted = [0] * gap + [factor * one for one in before]
        size = max(len(now), len(shifted))
        longer = [(_at(now, i) - _at(shifted, i)) % PRIME for i in range(size)]
        if 2 * length <= n:
            before, last, length, gap = now, off, n + 1 - length, 1
        else:
            gap += 1
        now = longer
    return [_at(now, i) for i in range(length + 1)]


def _at(values: Sequence[int], place: int) -> int:
    return values[place] if place < len(values) else 0


def _value(polynomial: Sequence[int], at: int) -> int:
    found = 0
    for one in polynomial:
        found = (found * at + one) % PRIME
    return found


def _terms(sums: Sequence[int], places: Sequence[int]) -> list[int]:
    """The numbers in these places of which these are the sums (Lagrange): as many places as sums at most."""
    whole = [1]
    for place in places:
        whole = [
            (one - place * before) % PRIME
            for one, before in zip([*whole, 0], [0, *whole], strict=True)
        ]
    return [_term(whole, sums, place) for place in places]


def _term(whole: Sequence[int], sums: Sequence[int], place: int) -> int:
    """``whole`` without its root at ``place`` is 0 in all others: applied to the sums it leaves this one."""
    other, carry = [], 0
    for one in whole[:-1]:
        carry = (carry * place + one) % PRIME
        other.append(carry)
    total = sum(one * sums[power] for power, one in enumerate(reversed(other)))
    return total * pow(_value(other, place), -1, PRIME) % PRIME
