"""Compound files (OLE2, [MS-CFB]): what WPS and the older offices write; only the directory is read."""

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from evidence.refusal import Refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FREE = 0xFFFFFFFF
LAST_REGULAR = 0xFFFFFFFA
NO_ENTRY = 0xFFFFFFFF
ENTRY_BYTES = 128
MAX_ENTRIES = 20_000
"""Streams and storages; a long report with pictures has some hundreds."""


@dataclass(frozen=True)
class Compound:
    """`top` are the names directly under the root, `names` all of them."""

    top: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True)
class _Entry:
    name: str
    left: int
    right: int
    child: int


def read_directory(file: BinaryIO) -> Compound:
    """Names of the streams of a compound file; raises Refused `damaged` or `truncated`."""
    file.seek(0)
    header = file.read(512)
    if len(header) < 512:
        raise Refused("truncated")
    shift = struct.unpack_from("<H", header, 30)[0]
    if shift not in (9, 12):
        raise Refused("damaged")
    sectors = _Sectors(file, 1 << shift, header)
    entries = list(_entries(sectors, struct.unpack_from("<I", header, 48)[0]))
    if not entries:
        raise Refused("damaged")
    top = frozenset(entries[i].name for i in _siblings(entries, entries[0].child))
    return Compound(top, frozenset(entry.name for entry in entries))


class _Sectors:
    """The sectors of a file and the table that chains them."""

    def __init__(self, file: BinaryIO, size: int, header: bytes) -> None:
        self.file = file
        self.size = size
        self.count = file.seek(0, 2) // size
        self.table = array("I")
        for number in self._table_sectors(header):
            self.table.extend(struct.unpack(f"<{size // 4}I", self.read(number)))
        used = max((i for i, following in enumerate(self.table) if following != FREE), default=0)
        if (used + 1) * size >= self.file.seek(0, 2):
            raise Refused("truncated")

    def read(self, number: int) -> bytes:
        """Sector `number`; the header takes the place of the one before the first."""
        if number > LAST_REGULAR:
            raise Refused("damaged")
        self.file.seek((number + 1) * self.size)
        data = self.file.read(self.size)
        if len(data) < self.size:
            raise Refused("truncated")
        return data

    def _table_sectors(self, header: bytes) -> Iterator[int]:
        """Numbers of the sectors that hold the table: 109 in the header, more in a chain."""
        yield from (n for n in struct.unpack_from("<109I", header, 76) if n <= LAST_REGULAR)
        following: int = struct.unpack_from("<I", header, 68)[0]
        for _ in range(self.count):
            if following > LAST_REGULAR:
                return
            *numbers, following = struct.unpack(f"<{self.size // 4}I", self.read(following))
            yield from (n for n in numbers if n <= LAST_REGULAR)

    def chain(self, first: int) -> Iterator[bytes]:
        """The sectors from `first` on; a chain that runs in a circle is damaged."""
        number = first
        for _ in range(self.count):
            yield self.read(number)
            if number >= len(self.table):
                raise Refused("damaged")
            number = self.table[number]
            if number > LAST_REGULAR:
                return
        raise Refused("damaged")


def _entries(sectors: _Sectors, first: int) -> Iterator[_Entry]:
    found = 0
    for data in sectors.chain(first):
        for start in range(0, len(data), ENTRY_BYTES):
            length, _, _, left, right, child = struct.unpack_from("<HBBIII", data, start + 64)
            name = data[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            yield _Entry(name, left, right, child)
            found += 1
            if found > MAX_ENTRIES:
                raise Refused("too_many_parts", found=found, max=MAX_ENTRIES)


def _siblings(entries: list[_Entry], first: int) -> set[int]:
    """Numbers of the entries in the tree of brothers that `first` is the root of."""
    found: set[int] = set()
    waiting = [first]
    while waiting:
        number = waiting.pop()
        if number == NO_ENTRY or number in found:
            continue
        if number >= len(entries):
            raise Refused("damaged")
        found.add(number)
        waiting += (entries[number].left, entries[number].right)
    return found
