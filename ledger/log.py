"""Appending to the ledger and reading it back."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger import canonical, merkle
from ledger.errors import BodyRefused, DamagedLog
from ledger.merkle import Frontier
from ledger.tables import Entry, Head

VERSION = 1
SALT_BYTES = 16
REQUIRED = ("kind", "id", "actor")
GIVEN_HERE = ("v", "at", "salt")
LOCK = int.from_bytes(b"xinheng")
PAGE = 1000


def append(session: Session, bodies: Sequence[Mapping[str, object]], now: datetime) -> list[Entry]:
    """Write the bodies as the next entries and return them; call it last in the transaction.

    Each body needs the texts `kind`, `id` (random, 128 bits) and `actor`, may have `subject`, and
    is given `v`, `at` (never before the last entry's, whatever the clock says) and `salt` here.
    On SQLite the caller's transaction must have begun with BEGIN IMMEDIATE. Raises BodyRefused.
    """
    for body in bodies:
        _require(body)
    if not bodies:
        return []
    take_turn(session)
    head = session.get(Head, 1, populate_existing=True)
    frontier = Frontier.from_bytes(head.size, head.frontier) if head else Frontier()
    at = max(now, head.last_at) if head else now
    entries = []
    for body in bodies:
        entry = _entry(body, at, frontier.size + 1)
        frontier = frontier.append(entry.leaf_hash)
        entries.append(entry)
    if head is None:
        head = Head(id=1)
        session.add(head)
    head.size, head.last_at, head.frontier = frontier.size, at, frontier.to_bytes()
    session.add_all(entries)
    session.flush()
    return entries


def instant(moment: datetime) -> str:
    """Return a moment as bodies write it: UTC, to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def size(session: Session) -> int:
    """Return the number of entries."""
    return session.scalar(select(Head.size)) or 0


def size_at(session: Session, day_end: datetime) -> int:
    """Return the number of entries recorded up to and including that moment."""
    newest_first = select(Entry.seq).order_by(Entry.recorded_at.desc(), Entry.seq.desc()).limit(1)
    return session.scalar(newest_first.where(Entry.recorded_at <= day_end)) or 0


def entry(session: Session, entry_id: str) -> Entry | None:
    """Return the entry with this id."""
    return session.scalar(select(Entry).where(Entry.entry_id == entry_id))


def bodies(session: Session, after: int = 0) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (seq, body) of every entry after number `after`, in order, a page at a time."""
    page = select(Entry.seq, Entry.body).order_by(Entry.seq).limit(PAGE)
    while rows := session.execute(page.where(Entry.seq > after)).all():
        for row in rows:
            yield row.seq, canonical.loads(row.body)
        after = rows[-1].seq


def leaf_hashes(session: Session, upto: int) -> list[bytes]:
    """Return the leaf hashes of the first `upto` entries. Raises DamagedLog if one is missing."""
    query = select(Entry.leaf_hash).where(Entry.seq <= upto).order_by(Entry.seq)
    leaves = list(session.scalars(query))
    if len(leaves) != upto:
        raise DamagedLog("entries_missing", expected=upto, found=len(leaves))
    return leaves


def root(session: Session, at_size: int | None = None) -> bytes:
    """Return the tree's root, now or as it was at an earlier size. Raises DamagedLog."""
    head = session.get(Head, 1, populate_existing=True)
    if at_size is None or (head and head.size == at_size):
        return Frontier.from_bytes(head.size, head.frontier).root() if head else merkle.EMPTY_ROOT
    return merkle.root_of(leaf_hashes(session, at_size))


def inclusion(session: Session, seq: int, at_size: int) -> list[bytes]:
    """Return the proof that entry `seq` is in the tree of `at_size` entries. Raises DamagedLog."""
    return merkle.inclusion_proof(leaf_hashes(session, at_size), seq - 1)


def consistency(session: Session, old_size: int, at_size: int) -> list[bytes]:
    """Return the proof that the tree of `at_size` begins with that of `old_size`.

    Raises DamagedLog.
    """
    return merkle.consistency_proof(leaf_hashes(session, at_size), old_size)


def _require(body: Mapping[str, object]) -> None:
    for key in REQUIRED:
        if not isinstance(body.get(key), str) or not body[key]:
            raise BodyRefused("key_missing", key=key)
    if not isinstance(body.get("subject"), str | None):
        raise BodyRefused("subject_not_text")
    for key in GIVEN_HERE:
        if key in body:
            raise BodyRefused("key_given_by_ledger", key=key)


def take_turn(session: Session) -> None:
    """Wait for the one writer's turn and keep it to the transaction's end; on SQLite it already has it.

    ``append`` does it by itself; who must read what no other write may change before takes it earlier,
    after all other locks.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def _entry(body: Mapping[str, object], at: datetime, seq: int) -> Entry:
    given = {"v": VERSION, "at": instant(at), "salt": secrets.token_hex(SALT_BYTES)}
    data = canonical.encode({**body, **given})
    return Entry(
        seq=seq,
        entry_id=body["id"],
        kind=body["kind"],
        actor=body["actor"],
        subject=body.get("subject"),
        recorded_at=at,
        body=data,
        leaf_hash=merkle.leaf_hash(data),
    )
