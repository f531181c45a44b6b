"""Which rows of a bundle are not as they were sealed: altered, cut off, missing, added or moved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verify.recovered_rows import MOST, recovered
from verify.said import Said, shown
from verify.sealed_rows import SHOWN, hashes_of, lines_of, root_of

HASH_LINE = re.compile(rb"[0-9a-f]{64}")


@dataclass(frozen=True)
class Sealed:
    """What the sealing entry says of the rows: how many, their root, and their marks."""

    count: int
    root: str
    marks: Sequence[int]


def row_faults(rows: bytes, listed: bytes, sealed: Sealed) -> Iterator[Said]:
    """What is wrong with the rows: by the hashes beside them if these are the sealed ones, else by the marks."""
    if rows.count(b"\n") > 2 * sealed.count + SHOWN:
        yield _count(rows.count(b"\n"), sealed.count)
        return
    lines, rest = lines_of(rows)
    found, known = hashes_of(lines), _listed(listed)
    right = len(found) == sealed.count and root_of(found).hex() == sealed.root
    if right and not rest:
        if known != found:
            yield Said(
                "各行与所封存的一致，但旁附的哈希表（hashes.txt）被改动。",
                "The rows are as sealed, but the list of their hashes beside them (hashes.txt) was altered.",
            )
        return
    if rest:
        yield Said(
            f"第 {len(lines) + 1} 行中断：文件在此被截去，或末尾被添了内容。",
            f"Row {len(lines) + 1} breaks off: the file was cut there, or something was added at its end.",
        )
    if len(known) == sealed.count and root_of(known).hex() == sealed.root:
        yield from _against(known, found, lines)
    elif not right:
        whole = recovered(found, sealed.count, sealed.root, sealed.marks)
        if whole is None:
            yield _unnamed(len(found), sealed.count)
        else:
            yield from _against(whole, found, lines)


def _listed(data: bytes) -> list[bytes]:
    """The hashes beside the rows; none where that file is not what it should be."""
    lines, rest = lines_of(data)
    if rest or not all(HASH_LINE.fullmatch(line) for line in lines):
        return []
    return [bytes.fromhex(line.decode()) for line in lines]


def _against(known: list[bytes], found: list[bytes], lines: list[bytes]) -> Iterator[Said]:
    """Row by row against the sealed hashes."""
    if len(found) < len(known) and found == known[: len(found)]:
        yield _cut(len(found), len(known))
        return
    sealed, present = set(known), set(found)
    other = {n for n, one in enumerate(found) if one not in sealed}
    gone = {n for n, one in enumerate(known) if one not in present}
    altered = other & gone if len(found) == len(known) else set[int]()
    said = [_altered(n, lines) for n in sorted(altered)]
    said += [_missing(n) for n in sorted(gone - altered)]
    said += [_added(n, lines) for n in sorted(other - altered)]
    said += [_again(n, first) for n, first in _repeated(found)]
    if not said:
        said = [_moved(n) for n, one in enumerate(found) if one != known[n]]
    yield from _some(said)


def _repeated(found: list[bytes]) -> Iterator[tuple[int, int]]:
    """The numbers of rows that stand there a second time, each with that of the first."""
    first: dict[bytes, int] = {}
    for n, one in enumerate(found):
        if first.setdefault(one, n) != n:
            yield n, first[one]


def _some(said: list[Said]) -> Iterator[Said]:
    yield from said[:SHOWN]
    if len(said) > SHOWN:
        more = len(said) - SHOWN
        yield Said(f"另有 {more} 处。", f"And {more} more.")


def _named(line: bytes) -> str:
    """What a row says of itself, for the eye."""
    try:
        row = json.loads(line)
        return shown(" ".join(str(row[key]) for key in ("code", "name") if row.get(key)))
    except (ValueError, AttributeError, TypeError):
        return shown(line.decode(errors="replace"))


def _altered(n: int, lines: list[bytes]) -> Said:
    who = _named(lines[n])
    return Said(
        f"第 {n + 1} 行被改动，现为“{who}”。",
        f"Row {n + 1} was altered; it now says “{who}”.",
    )


def _cut(left: int, sealed: int) -> Said:
    return Said(
        f"末尾被截去：第 {left + 1} 行至第 {sealed} 行缺失；留下的 {left} 行未被改动。",
        f"The tail was cut off: rows {left + 1} to {sealed} are missing; the {left} that are left are unaltered.",
    )


def _moved(n: int) -> Said:
    return Said(f"第 {n + 1} 行不在原位。", f"Row {n + 1} does not stand in its place.")


def _missing(n: int) -> Said:
    return Said(
        f"封存时的第 {n + 1} 行缺失或被改动。",
        f"Row {n + 1} as sealed is missing, or was altered.",
    )


def _added(n: int, lines: list[bytes]) -> Said:
    who = _named(lines[n])
    return Said(
        f"现第 {n + 1} 行“{who}”不在封存之列：为添加或改动所致。",
        f"What is now row {n + 1}, “{who}”, was not sealed: it was added or altered.",
    )


def _again(n: int, first: int) -> Said:
    return Said(
        f"现第 {n + 1} 行与第 {first + 1} 行完全相同：为重复添加所致。",
        f"What is now row {n + 1} is row {first + 1} once more: it was added.",
    )


def _count(found: int, sealed: int) -> Said:
    return Said(
        f"封存的是 {sealed} 行，现有 {found} 行：有行被删去或添加。",
        f"{sealed} rows were sealed and {found} are here: rows were taken out or added.",
    )


def _unnamed(found: int, sealed: int) -> Said:
    """The hashes beside the rows are forged as well, and too much differs for the marks to tell it."""
    if found != sealed:
        count = _count(found, sealed)
        return Said(
            f"{count.zh}旁附的哈希表（hashes.txt）也被改动，因此不能逐行指出。",
            f"{count.en} The hashes beside them (hashes.txt) were altered too, so they cannot be named.",
        )
    return Said(
        f"超过 {MOST} 行与所封存的不符，旁附的哈希表（hashes.txt）也被改动：整册确已被改动，但不能逐行指出。",
        f"More than {MOST} rows are not as sealed, and the hashes beside them (hashes.txt) were altered too:"
        " the whole is certainly not as sealed, but the rows cannot be named.",
    )
