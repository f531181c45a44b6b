"""Seal the rows of an export as a whole: one line a row, and of them root, marks and how long they may be used.

The register is sealed as a whole because a log proves inclusion and not absence (verify/check_bundle.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy.orm import Session

import ledger
from ledger import merkle
from verify.sealed_rows import hashes_of, marks_of

Record = Mapping[str, str]

RELIED_ON = timedelta(days=30)
"""A list changes any day; a month is the longest that a copy may be used, whatever stands in it."""


@dataclass(frozen=True)
class SealedRows:
    """The rows as the bundle has them: ``data`` is one JSON object a line."""

    data: bytes
    count: int

    @cached_property
    def hashes(self) -> list[bytes]:
        return hashes_of(self.data.split(b"\n")[:-1])

    @property
    def root(self) -> str:
        return merkle.root_of(self.hashes).hex()

    @property
    def listed(self) -> bytes:
        """The hashes of the rows, one a line."""
        return b"".join(one.hex().encode() + b"\n" for one in self.hashes)


@dataclass(frozen=True)
class RowsSeal:
    """What the entry of an export says of its rows, its leaflet and its days."""

    rows: SealedRows
    known_root: str
    leaflet: bytes
    until_on: date

    def as_data(self) -> dict[str, str]:
        return {
            "root": self.rows.root,
            "marks": " ".join(marks_of(self.rows.hashes)),
            "known_root": self.known_root,
            "leaflet_sha256": hashlib.sha256(self.leaflet).hexdigest(),
            "until_on": self.until_on.isoformat(),
        }


def sealed_rows(records: Iterable[Record]) -> SealedRows:
    """The records as lines, in the order given; what is empty is left out."""
    lines = [_line(record) for record in records]
    return SealedRows(b"".join(lines), len(lines))


_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _line(record: Record) -> bytes:
    kept = {name: value for name, value in record.items() if value}
    return _written(kept).encode("utf-8", "replace") + b"\n"


def root_then(session: Session, known: int) -> str:
    """The ledger's root when it had so many entries: the stamp that the file itself can carry."""
    return ledger.root(session, known).hex()


def relied_on_until(on: date, ends: Iterable[date] = ()) -> date:
    """The last day on which a file may be relied on or republished: none of its rows is public any longer."""
    return min(on + RELIED_ON, *ends, on + RELIED_ON)
