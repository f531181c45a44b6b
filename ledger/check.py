"""Checking the log against itself and against the witness folder outside the database.

The codes of findings and the parameters of their sentences:

    entries_missing (first, last)            numbers that no entry has
    time_goes_back (seq, entry_id)           recorded before the entry ahead of it
    leaf_hash_differs (seq, entry_id)        the stored hash is not that of the stored bytes
    not_canonical (seq, entry_id)            the stored bytes are not what the ledger writes
    column_differs (seq, entry_id, column)   an index column does not say what the body says
    entry_altered (seq, entry_id)            not the entry that was witnessed in this place
    entry_inserted (seq, entry_id)           slipped in before witnessed entries
    entry_moved (seq, entry_id)              witnessed in another place
    entry_removed (seq)                      witnessed under this number, and gone
    log_cut (found, signed)                  fewer entries than a signed checkpoint counts
    log_forked (after)                       from here on another history than the signed one
    head_ahead (head, found)                 the head counts entries that are not there
    head_differs (head, found)               the head does not fit the entries
    root_differs (after, signed)             altered between these two sizes; the tiles are no help
    checkpoints_disagree (size)              two signed checkpoints tell different histories
    note_refused (note, reason)              a checkpoint that cannot be believed
    tiles_damaged (size)                     the leaf hashes outside do not give the signed root
    no_checkpoint, key_missing               nothing to compare with, or no key to believe it by
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from pathlib import Path

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from ledger import merkle, witness
from ledger.compare import Difference, compare
from ledger.entries import Finding, examine, stored
from ledger.errors import NoteRefused
from ledger.merkle import Frontier
from ledger.note import Checkpoint, VerifierKey, open_note
from ledger.tables import Entry, Head


class Outcome(IntEnum):
    """What the check came to; the number is the command's exit code."""

    INTACT = 0
    ALTERED = 1
    ROLLED_BACK_OR_FORKED = 2
    UNWITNESSED = 3


NAMED = frozenset(
    [
        "entries_missing",
        "time_goes_back",
        "leaf_hash_differs",
        "not_canonical",
        "column_differs",
        "entry_altered",
        "entry_removed",
        "entry_inserted",
        "entry_moved",
    ]
)
"""Findings that name an entry."""
OTHER_PAST = frozenset(["log_cut", "log_forked", "head_ahead", "checkpoints_disagree"])
"""Findings that tell of another past than the one that was recorded."""
ONLY_WITNESS = frozenset(["note_refused", "tiles_damaged", "key_missing", "no_checkpoint"])
"""Findings that accuse the witness folder, not the log."""


@dataclass(frozen=True)
class Report:
    """The result of a check."""

    outcome: Outcome
    size: int
    root: bytes
    """Recomputed from the stored bytes of all entries."""
    checkpoint: Checkpoint | None
    """The newest outside checkpoint that the log was compared with."""
    unprotected: int
    """Entries younger than that checkpoint: consistent, but nobody outside vouches for them yet."""
    unprotected_since: datetime | None
    findings: tuple[Finding, ...]


@dataclass
class _Reading:
    """The log as its stored bytes say it is."""

    leaves: list[bytes] = field(default_factory=list)
    seqs: list[int] = field(default_factory=list)
    last_at: datetime | None = None
    frontiers: dict[int, Frontier] = field(default_factory=lambda: {0: Frontier()})
    """The tree at each size asked for, and at the end."""
    findings: list[Finding] = field(default_factory=list)

    def matches(self, signed: Checkpoint) -> bool:
        """Tell whether the log begins with the tree that was signed."""
        frontier = self.frontiers.get(signed.size)
        return frontier is not None and frontier.root() == signed.root


def check(
    session: Session, folder: Path | None = None, keys: Collection[VerifierKey] = ()
) -> Report:
    """Check every entry, the head, and the whole against the witness folder. Reads only.

    `keys` are the public keys, known from elsewhere, whose checkpoints are believed. Others may go
    on appending meanwhile.
    """
    signed, about_notes = _checkpoints(folder, keys)
    before = _head(session)
    reading = _read(session, {before.size if before else 0, *(each.size for each in signed)})
    findings = [*reading.findings, *about_notes, *_against_head(before, _head(session), reading)]
    if folder and signed:
        findings += _against_witness(session, folder, signed, reading)
    last, size = (signed[-1] if signed else None), len(reading.leaves)
    witnessed = min(last.size, size) if last else 0
    return Report(
        outcome=_outcome(findings, last),
        size=size,
        root=reading.frontiers[size].root(),
        checkpoint=last,
        unprotected=size - witnessed,
        unprotected_since=_first_after(session, witnessed),
        findings=tuple(findings),
    )


def _checkpoints(
    folder: Path | None, keys: Collection[VerifierKey]
) -> tuple[list[Checkpoint], list[Finding]]:
    """Return the believed checkpoints, the largest last, and what is wrong with the others."""
    if folder is None:
        return [], []
    if not keys:
        return [], [Finding("key_missing")]
    signed: set[Checkpoint] = set()
    findings = []
    for path in witness.notes(folder):
        try:
            signed.add(Checkpoint.parse(open_note(path.read_bytes(), keys)))
        except NoteRefused as refused:
            findings.append(Finding("note_refused", {"note": path.name, "reason": refused.code}))
    if not signed and not findings:
        findings.append(Finding("no_checkpoint"))
    return sorted(signed, key=lambda each: each.size), findings


def _head(session: Session) -> Row[int, datetime, bytes] | None:
    return session.execute(select(Head.size, Head.last_at, Head.frontier)).one_or_none()


def _read(session: Session, sizes: set[int]) -> _Reading:
    """Read every entry, remembering the tree at the given sizes."""
    reading = _Reading()
    frontier, expected = Frontier(), 1
    for row in stored(session):
        reading.findings += examine(row, expected, reading.last_at)
        frontier = frontier.append(merkle.leaf_hash(row.body))
        reading.leaves.append(merkle.leaf_hash(row.body))
        reading.seqs.append(row.seq)
        reading.last_at, expected = row.recorded_at, row.seq + 1
        if frontier.size in sizes:
            reading.frontiers[frontier.size] = frontier
    reading.frontiers[frontier.size] = frontier
    return reading


def _against_head(
    before: Row[int, datetime, bytes] | None,
    after: Row[int, datetime, bytes] | None,
    reading: _Reading,
) -> list[Finding]:
    """Compare the entries with the head as it was before they were read, and after.

    Writers need not wait: the earlier head must be found again inside the entries, and the later
    one must cover them all.
    """
    found = len(reading.leaves)
    if before and before.size > found:
        return [Finding("head_ahead", {"head": before.size, "found": found})]
    covered = after.size >= found if after else found == 0
    same_tree = not before or (
        reading.frontiers[before.size].to_bytes() == before.frontier
        and (before.size < found or before.last_at == reading.last_at)
    )
    if covered and same_tree:
        return []
    return [Finding("head_differs", {"head": after.size if after else 0, "found": found})]


def _against_witness(
    session: Session, folder: Path, signed: list[Checkpoint], reading: _Reading
) -> list[Finding]:
    """Compare the entries with the leaf hashes kept outside, or at least with the signed roots."""
    last = signed[-1]
    leaves = witness.read_leaves(folder, last.size)
    if leaves is None or merkle.root_of(leaves) != last.root:
        return [Finding("tiles_damaged", {"size": last.size}), *_by_roots(signed, reading)]
    return [
        *_disagreeing(signed, leaves),
        *_told(session, compare(leaves, reading.leaves), reading.seqs),
    ]


def _by_roots(signed: list[Checkpoint], reading: _Reading) -> list[Finding]:
    """Without the leaf hashes, say between which two checkpoints the log began to differ."""
    last, found = signed[-1], len(reading.leaves)
    if reading.matches(last):
        return []
    if found < last.size:
        return [Finding("log_cut", {"found": found, "signed": last.size})]
    same = max((each.size for each in signed if reading.matches(each)), default=0)
    return [Finding("root_differs", {"after": same, "signed": last.size})]


def _disagreeing(signed: list[Checkpoint], leaves: list[bytes]) -> list[Finding]:
    """Return the signed checkpoints that the newest one does not extend."""
    frontier, roots = Frontier(), {0: merkle.EMPTY_ROOT}
    sizes = {each.size for each in signed}
    for leaf in leaves:
        frontier = frontier.append(leaf)
        if frontier.size in sizes:
            roots[frontier.size] = frontier.root()
    return [
        Finding("checkpoints_disagree", {"size": each.size})
        for each in signed
        if roots[each.size] != each.root
    ]


def _told(session: Session, difference: Difference, seqs: Sequence[int]) -> list[Finding]:
    """Put a difference into findings that name the entries."""
    today = {
        "entry_altered": difference.altered,
        "entry_inserted": difference.inserted,
        "entry_moved": difference.moved,
    }
    findings = [
        Finding(code, _name(session, seqs[position - 1]))
        for code, positions in today.items()
        for position in positions
    ]
    findings += [Finding("entry_removed", {"seq": was}) for was in difference.removed]
    if difference.cut_after is not None:
        cut: dict[str, str | int] = {"found": difference.cut_after, "signed": difference.witnessed}
        findings.append(Finding("log_cut", cut))
    if difference.forked_after is not None:
        findings.append(Finding("log_forked", {"after": difference.forked_after}))
    return findings


def _name(session: Session, seq: int) -> dict[str, str | int]:
    entry_id = session.scalar(select(Entry.entry_id).where(Entry.seq == seq))
    return {"seq": seq, "entry_id": entry_id or ""}


def _first_after(session: Session, seq: int) -> datetime | None:
    query = select(Entry.recorded_at).where(Entry.seq > seq).order_by(Entry.seq).limit(1)
    return session.scalar(query)


def _outcome(findings: list[Finding], last: Checkpoint | None) -> Outcome:
    codes = {finding.code for finding in findings}
    if codes & NAMED:
        return Outcome.ALTERED
    if codes & OTHER_PAST:
        return Outcome.ROLLED_BACK_OR_FORKED
    if codes - ONLY_WITNESS:
        return Outcome.ALTERED
    # A note that cannot be believed may be the newest: nothing is vouched for until it is explained.
    return Outcome.UNWITNESSED if last is None or "note_refused" in codes else Outcome.INTACT
