"""Join two checkpoints: the proof that the newer log begins with the whole of the older one."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from ledger import merkle, witness
from ledger.checkpoint import signed
from ledger.errors import NoteRefused
from services.messages import Conflict, Invalid, NotFound, say
from services.record.keep_record import trusted_keys


def join_checkpoints(folder: Path, old: int, new: int) -> str:
    """The proof as C2SP tlog-witness writes it: ``old SIZE``, hashes, a blank line, the newer note.

    Raises ``Invalid`` unless 0 < old < new, ``NotFound`` where one was never signed, ``Conflict`` where the
    leaf hashes do not give the signed roots.
    """
    if not 0 < old < new:
        raise Invalid({"": say("Name the smaller number of entries first.")})
    keys = trusted_keys(folder)
    try:
        before, after = (signed(folder, keys, size) for size in (old, new))
    except NoteRefused:
        raise _damaged() from None
    if before is None or after is None:
        raise NotFound(say("No checkpoint was signed over so many entries."))
    leaves = witness.read_leaves(folder, new)
    if leaves is None:
        raise _damaged()
    path = merkle.consistency_proof(leaves, old)
    roots = before.checkpoint.root, after.checkpoint.root
    if not merkle.verify_consistency(old, new, *roots, path):
        raise _damaged()
    hashes = "".join(f"{b64encode(one).decode()}\n" for one in path)
    return f"old {old}\n{hashes}\n{after.note}"


def _damaged() -> Conflict:
    return Conflict(
        say("These two checkpoints are not of one history, or the leaf hashes are damaged.")
    )
