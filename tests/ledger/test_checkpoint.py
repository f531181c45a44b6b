"""A checkpoint is signed only over what is really stored and only if it extends the last one."""

from hashlib import sha256

import pytest

import ledger
from ledger import merkle, witness
from ledger.checkpoint import checkpoint, latest
from ledger.errors import CheckpointRefused, NoteRefused
from ledger.note import Checkpoint, SigningKey, open_note
from tests.ledger.logs import ORIGIN, Attacker, Log


def folder_as_it_is(log: Log) -> dict[str, str]:
    return {
        str(path.relative_to(log.witness)): sha256(path.read_bytes()).hexdigest()
        for path in log.witness.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def refused(log: Log) -> CheckpointRefused:
    """The refusal to sign, which leaves the witness folder as it was."""
    before = folder_as_it_is(log)
    with pytest.raises(CheckpointRefused) as refusal:
        log.sign()
    assert folder_as_it_is(log) == before
    return refusal.value


@pytest.mark.db
def test_the_signed_root_is_that_of_the_stored_bytes(log: Log):
    entries = log.write(5)
    made = log.sign()
    assert made == Checkpoint(
        ORIGIN, 5, merkle.root_of([merkle.leaf_hash(e.body) for e in entries])
    )
    note = (log.witness / "checkpoint").read_bytes()
    assert Checkpoint.parse(open_note(note, [log.key.verifier])) == made
    with log.session() as session:
        assert ledger.root(session) == made.root


def test_an_empty_log_can_be_signed_and_extended(log: Log):
    assert log.sign().size == 0
    log.write(2)
    assert log.sign().size == 2


def test_every_note_is_kept_under_its_size(log: Log):
    sizes = []
    for count in (1, 2, 300):
        log.write(count)
        sizes.append(log.sign().size)
    kept = sorted(path.name for path in (log.witness / "checkpoints").iterdir())
    assert kept == [f"{size:012d}" for size in sizes]


def test_nothing_is_written_anew_when_nothing_was_appended(log: Log):
    log.write(3)
    first, before = log.sign(), folder_as_it_is(log)
    assert log.sign() == first
    assert folder_as_it_is(log) == before


def test_tiles_hold_256_leaf_hashes_each_and_unfinished_ones_their_width(log: Log):
    entries = log.write(250) + log.write(7)
    log.sign()
    tile = log.witness / "tile" / "0"
    leaves = b"".join(entry.leaf_hash for entry in entries)
    assert (tile / "000").read_bytes() == leaves[: 256 * 32]
    assert (tile / "001.p" / "1").read_bytes() == leaves[256 * 32 :]


@pytest.mark.parametrize(
    ("index", "width", "path"),
    [
        (0, 256, "tile/0/000"),
        (67, 256, "tile/0/067"),
        (1234067, 256, "tile/0/x001/x234/067"),
        (1000, 3, "tile/0/x001/000.p/3"),
    ],
)
def test_tiles_are_named_as_the_specification_names_them(tmp_path, index, width, path):
    assert witness.tile_path(tmp_path, index, width) == tmp_path / path


def test_leaves_are_read_back_at_every_signed_size(log: Log):
    entries = []
    for count in (10, 246, 1, 300):
        entries += log.write(count)
        log.sign()
    leaves = [entry.leaf_hash for entry in entries]
    for size in (0, 1, 10, 256, 257, 557):
        assert witness.read_leaves(log.witness, size) == leaves[:size]
    assert witness.read_leaves(log.witness, 558) is None


def test_a_damaged_tile_is_healed_by_the_next_checkpoint(log: Log):
    log.write(300)
    log.sign()
    before = folder_as_it_is(log)
    (log.witness / "tile" / "0" / "000").write_bytes(b"damaged")
    log.sign()
    assert folder_as_it_is(log) == before


@pytest.mark.db
def test_an_edited_entry_under_the_last_checkpoint_is_not_signed_over(log: Log, attacker: Attacker):
    log.write(5)
    log.sign()
    rows = attacker.copy()
    rows[1] = attacker.edited(rows[1], points=0)
    attacker.replace_all(rows)
    log.write()
    assert refused(log).code == "log_differs_from_signed"


def test_edited_bytes_are_not_signed_though_the_stored_hashes_are_untouched(
    log: Log, attacker: Attacker
):
    entries = log.write(5)
    data = attacker.edited({"body": entries[1].body}, points=0)["body"]
    attacker.run("UPDATE ledger_entry SET body = :body WHERE seq = 2", body=data)
    refusal = refused(log)
    assert refusal.code == "leaf_hash_differs"
    assert refusal.params == {"seq": 2, "entry_id": entries[1].entry_id}


def test_a_shortened_log_is_not_signed(log: Log, attacker: Attacker):
    log.write(5)
    log.sign()
    attacker.replace_all(attacker.copy()[:3])
    refusal = refused(log)
    assert (refusal.code, refusal.params) == ("log_shorter_than_signed", {"signed": 5, "found": 3})


def test_a_log_continued_from_an_older_copy_is_not_signed(log: Log, attacker: Attacker):
    log.write(3)
    older = attacker.copy()
    log.write(2)
    log.sign()
    attacker.replace_all(older)
    log.write(4)
    assert refused(log).code == "log_differs_from_signed"


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        ("DELETE FROM ledger_entry WHERE seq = 4", "entries_missing"),
        ("DELETE FROM ledger_entry WHERE seq = 5", "head_differs"),
        ("UPDATE ledger_head SET frontier = (SELECT leaf_hash FROM ledger_entry)", "head_differs"),
        ("UPDATE ledger_entry SET actor = 'a2' WHERE seq = 4", "column_differs"),
        ("DELETE FROM ledger_head", "log_shorter_than_signed"),
    ],
)
def test_a_log_that_does_not_fit_together_is_not_signed(log: Log, attacker, attack, code):
    log.write(3)
    log.sign()
    log.write(2)
    attacker.run(attack)
    assert refused(log).code == code


def test_another_log_cannot_use_the_same_folder(log: Log):
    log.write(2)
    log.sign()
    with log.session() as session, pytest.raises(CheckpointRefused, match="origin_differs"):
        checkpoint(session, log.witness, log.key, "another.example/log")


def test_a_new_key_follows_the_old_one_only_where_the_old_one_is_named(log: Log):
    log.write(2)
    log.sign()
    log.write(2)
    new = SigningKey.generate(ORIGIN)
    with log.session() as session:
        with pytest.raises(NoteRefused, match="note_not_trusted"):
            checkpoint(session, log.witness, new, ORIGIN)
        made = checkpoint(session, log.witness, new, ORIGIN, former=[log.key.verifier])
    assert made.size == 4
    assert latest(log.witness, [new.verifier, log.key.verifier]) == made


def test_a_run_that_stopped_before_the_newest_note_was_placed_is_no_harm(log: Log):
    log.write(2)
    log.sign()
    older = (log.witness / "checkpoint").read_bytes()
    log.write(2)
    signed = log.sign()
    (log.witness / "checkpoint").write_bytes(older)
    assert latest(log.witness, [log.key.verifier]) == signed
    assert log.check().checkpoint == signed
