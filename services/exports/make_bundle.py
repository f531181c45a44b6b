"""Make a bundle: an earlier export with the proof of its entry, to be checked by anybody without the department.

The proof needs a checkpoint signed over the entry, so a bundle is ready a few minutes after its export.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

import ledger
from evidence.store import Store
from ledger import canonical, merkle, witness
from ledger.checkpoint import Signed, newest
from ledger.errors import NoteRefused
from models import Export
from services.actor import Actor
from services.exports.keep_parcel import open_parcel, packed, parcel_of
from services.lists.public_register import public_marks
from services.messages import Conflict, NotFound, say
from services.record.keep_record import trusted_keys
from services.writing import writing
from verify.check_bundle import FORMAT
from verify.parcel import PROOF, ROWS


@dataclass(frozen=True)
class Bundle:
    """A ZIP with the number of the export that it proves."""

    export: Export
    content: bytes


def make_bundle(
    session: Session,
    store: Store,
    actor: Actor,
    export_id: str,
    folder: Path,
    now: datetime,
    today: date,
) -> Bundle:
    """The bundle of an export; the ledger says who took it.

    Raises ``NotFound``; ``Conflict`` while no checkpoint covers the export, where the record does not fit its
    checkpoint, and where the public file holds what is public no longer.
    """
    actor.require("export.make")
    export, parcel = session.get(Export, export_id), parcel_of(session, export_id)
    if export is None or parcel is None:
        raise NotFound(say("There is no such export."))
    files = open_parcel(store, parcel)
    _may_leave_again(session, export, files[ROWS], today)
    proof = _proof(session, export, folder)
    data = {"export": export_id, "stored_sha256": parcel.stored_sha256}
    with writing(session, actor, now) as writer:
        writer.add("export.bundle", data)
    return Bundle(export, packed({PROOF: proof, **files}))


def is_public(export: Export) -> bool:
    """Whether the file was made for the public."""
    return bool(json.loads(export.filter).get("scope") == "public")


def _may_leave_again(session: Session, export: Export, rows: bytes, today: date) -> None:
    """No new copy of a public file once one of its rows has left the public register or bears another mark of
    dispute, or its day has passed."""
    if not is_public(export):
        return
    over = export.until_on is not None and export.until_on < today
    sealed = {row["id"]: row.get("disputed") for row in map(json.loads, rows.splitlines())}
    marks = {i: on and on.isoformat() for i, on in public_marks(session, today).items()}
    if over or not sealed.items() <= marks.items():
        raise Conflict(
            say(
                "This file is no longer the public register: its day has passed, or something in it has left"
                " the register or become disputed since. Make a new one."
            )
        )


def _proof(session: Session, export: Export, folder: Path) -> bytes:
    """The entry with its path, the stamp joined to the signed tree, and the checkpoint."""
    entry = ledger.entry(session, export.entry_id)
    assert entry is not None
    note = _covering(folder, entry.seq)
    size = note.checkpoint.size
    leaves = witness.read_leaves(folder, size)
    if leaves is None or merkle.root_of(leaves) != note.checkpoint.root:
        raise _not_whole()
    (path,) = merkle.inclusion_proofs(leaves, [entry.seq - 1])
    if not merkle.verify_inclusion(
        merkle.leaf_hash(entry.body), entry.seq - 1, size, path, note.checkpoint.root
    ):
        raise _not_whole()
    stamp = merkle.consistency_proof(leaves, export.known)
    return canonical.encode(
        {
            "format": FORMAT,
            "entry": {
                "seq": entry.seq,
                "body": canonical.loads(entry.body),
                "path": [one.hex() for one in path],
            },
            "stamp": [one.hex() for one in stamp],
            "checkpoint": note.note,
            "key": str(note.key),
        }
    )


def _covering(folder: Path, seq: int) -> Signed:
    try:
        note = newest(folder, trusted_keys(folder))
    except NoteRefused:
        raise _not_whole() from None
    if note is None or note.checkpoint.size < seq:
        raise Conflict(
            say(
                "No checkpoint has been signed over this export yet; that is done every few minutes."
                " Take the bundle after the next one."
            )
        )
    return note


def signed_size(folder: Path) -> int:
    """How many entries the newest checkpoint covers; none where nothing genuine is signed."""
    try:
        note = newest(folder, trusted_keys(folder))
    except NoteRefused:
        return 0
    return note.checkpoint.size if note else 0


def _not_whole() -> Conflict:
    return Conflict(
        say(
            "The record does not fit its signed checkpoint, so no bundle is made."
            " Ask the auditor to check whether the record is whole."
        )
    )
