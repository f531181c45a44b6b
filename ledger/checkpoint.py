"""Signing the log: recompute everything from the stored bytes, and sign only what extends the past."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from ledger import merkle, witness
from ledger.entries import examine, stored
from ledger.errors import CheckpointRefused, NoteRefused
from ledger.merkle import Frontier
from ledger.note import Checkpoint, SigningKey, VerifierKey, open_note
from ledger.tables import Head


@dataclass(frozen=True)
class Signed:
    """A checkpoint, the note in which it is signed, and the key that signed it."""

    checkpoint: Checkpoint
    note: str
    key: VerifierKey


def checkpoint(
    session: Session,
    folder: Path,
    key: SigningKey,
    origin: str,
    former: Collection[VerifierKey] = (),
) -> Checkpoint:
    """Sign the log as it stands and keep the note and the leaf hashes in the witness folder.

    `former` are earlier keys whose last note this one may follow. Raises CheckpointRefused, with
    nothing written, if the log is damaged, does not extend the last checkpoint, or is another log;
    NoteRefused if the last note was not signed by a trusted key.
    """
    with witness.locked(folder):
        last = latest(folder, (key.verifier, *former))
        if last and last.origin != origin:
            raise CheckpointRefused("origin_differs", expected=last.origin, found=origin)
        leaves = _leaves(session, last)
        made = Checkpoint(origin, len(leaves), merkle.root_of(leaves))
        witness.write_leaves(folder, leaves)
        if made != last:
            witness.write_note(folder, made.size, key.sign(made.text()))
    return made


def latest(folder: Path, keys: Collection[VerifierKey]) -> Checkpoint | None:
    """Return the newest checkpoint of a witness folder, or None. Raises NoteRefused."""
    found = newest(folder, keys)
    return found.checkpoint if found else None


def newest(folder: Path, keys: Collection[VerifierKey]) -> Signed | None:
    """Return the newest note of a witness folder, or None. Raises NoteRefused."""
    notes = [_signed(path.read_bytes(), keys) for path in witness.notes(folder)[-2:]]
    return max(notes, key=lambda each: each.checkpoint.size, default=None)


def signed(folder: Path, keys: Collection[VerifierKey], size: int) -> Signed | None:
    """Return the note once signed over so many entries, or None. Raises NoteRefused."""
    note = witness.note_of(folder, size)
    return _signed(note, keys) if note is not None else None


def _signed(note: bytes, keys: Collection[VerifierKey]) -> Signed:
    text = open_note(note, keys)
    return Signed(Checkpoint.parse(text), note.decode(), _signer(note, keys))


def _signer(note: bytes, keys: Collection[VerifierKey]) -> VerifierKey:
    """Return the first of the keys that signed a note which one of them did."""
    for key in keys:
        with suppress(NoteRefused):
            open_note(note, [key])
            return key
    raise NoteRefused("note_not_trusted")


def _leaves(session: Session, last: Checkpoint | None) -> list[bytes]:
    """Return the leaf hashes recomputed from the stored bytes, up to the head.

    Entries under the last checkpoint are proved by its root; later ones are examined one by one.
    """
    head = session.get(Head, 1, populate_existing=True)
    size, past = (head.size if head else 0), (last.size if last else 0)
    leaves: list[bytes] = []
    frontier = Frontier()
    before: datetime | None = None
    if size < past:
        raise CheckpointRefused("log_shorter_than_signed", signed=past, found=size)
    for row in stored(session):
        if len(leaves) == size:
            break
        if len(leaves) >= past and (faults := examine(row, len(leaves) + 1, before)):
            raise CheckpointRefused(faults[0].code, **faults[0].params)
        before = row.recorded_at
        leaves.append(merkle.leaf_hash(row.body))
        frontier = frontier.append(leaves[-1])
        if last and len(leaves) == past and frontier.root() != last.root:
            raise CheckpointRefused("log_differs_from_signed", signed=past)
    if len(leaves) != size or (head and frontier.to_bytes() != head.frontier):
        raise CheckpointRefused("head_differs", head=size, found=len(leaves))
    return leaves
