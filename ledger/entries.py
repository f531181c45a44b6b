"""What one stored entry says against itself, judged from its own bytes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from ledger import canonical, merkle
from ledger.errors import BodyRefused
from ledger.log import PAGE, instant
from ledger.tables import Entry

Stored = Row[int, str, str, str, str | None, datetime, bytes, bytes]
COLUMNS = {"entry_id": "id", "kind": "kind", "actor": "actor", "subject": "subject"}
"""Each index column and the key of the body it must equal."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: a code, and the parameters of its sentence."""

    code: str
    params: dict[str, str | int] = field(default_factory=dict)


def stored(session: Session) -> Iterator[Stored]:
    """Yield every column of every entry, in order, a page at a time."""
    query = select(
        Entry.seq,
        Entry.entry_id,
        Entry.kind,
        Entry.actor,
        Entry.subject,
        Entry.recorded_at,
        Entry.body,
        Entry.leaf_hash,
    )
    after = 0
    while rows := session.execute(
        query.where(Entry.seq > after).order_by(Entry.seq).limit(PAGE)
    ).all():
        yield from rows
        after = rows[-1].seq


def examine(row: Stored, expected_seq: int, not_before: datetime | None) -> list[Finding]:
    """Return what is wrong with an entry that should be number `expected_seq`."""
    who: dict[str, str | int] = {"seq": row.seq, "entry_id": row.entry_id}
    found = []
    if row.seq != expected_seq:
        found.append(Finding("entries_missing", {"first": expected_seq, "last": row.seq - 1}))
    if not_before and row.recorded_at < not_before:
        found.append(Finding("time_goes_back", who))
    if merkle.leaf_hash(row.body) != row.leaf_hash:
        found.append(Finding("leaf_hash_differs", who))
    try:
        body = canonical.loads(row.body)
        if canonical.encode(body) != row.body:
            found.append(Finding("not_canonical", who))
    except BodyRefused:
        return [*found, Finding("not_canonical", who)]
    return found + [
        Finding("column_differs", {**who, "column": column}) for column in _differing(row, body)
    ]


def _differing(row: Stored, body: dict[str, Any]) -> Iterator[str]:
    """Yield the index columns that do not say what the body says."""
    for column, key in COLUMNS.items():
        if getattr(row, column) != body.get(key):
            yield column
    if instant(row.recorded_at) != body.get("at"):
        yield "recorded_at"
