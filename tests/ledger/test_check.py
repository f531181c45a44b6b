"""Whatever is done to the stored log, the check says what it was, and names the entry."""

import pytest
from sqlalchemy import text

from ledger.check import Outcome, Report, check
from ledger.merkle import leaf_hash
from ledger.note import Checkpoint, SigningKey
from tests.ledger.logs import NOON, ORIGIN, Attacker, Log, body

pytestmark = pytest.mark.db


def named(report: Report) -> set[tuple[str, object]]:
    return {(each.code, each.params.get("seq")) for each in report.findings}


def without_witness(log: Log) -> Report:
    with log.session() as session:
        return check(session)


def test_an_untouched_log_is_intact_and_says_how_much_is_not_yet_witnessed(log: Log):
    log.write(300)
    signed = log.sign()
    assert log.check() == Report(Outcome.INTACT, 300, signed.root, signed, 0, None, ())
    log.write(2)
    report = log.check()
    assert (report.outcome, report.unprotected) == (Outcome.INTACT, 2)
    assert report.unprotected_since == NOON
    assert report.checkpoint == signed


def test_the_exit_code_is_the_outcome():
    assert [int(outcome) for outcome in Outcome] == [0, 1, 2, 3]


def test_a_log_that_nobody_outside_vouches_for_is_only_unwitnessed(log: Log):
    log.write(3)
    assert without_witness(log).outcome == Outcome.UNWITNESSED
    assert without_witness(log).unprotected == 3
    assert named(log.check()) == {("no_checkpoint", None)}
    log.sign()
    with log.session() as session:
        assert named(check(session, log.witness)) == {("key_missing", None)}
        stranger = SigningKey.generate(ORIGIN).verifier
        report = check(session, log.witness, [stranger])
    assert report.outcome == Outcome.UNWITNESSED
    assert {each.code for each in report.findings} == {"note_refused"}


def test_an_empty_log_is_consistent(log: Log):
    assert without_witness(log).findings == ()
    log.sign()
    assert log.check().outcome == Outcome.INTACT


@pytest.mark.parametrize(
    ("column", "value"),
    [("entry_id", "x"), ("kind", "x"), ("actor", "x"), ("subject", None), ("subject", "x")],
)
def test_an_edited_index_column_is_named(log: Log, attacker: Attacker, column, value):
    log.write(4)
    attacker.run(f"UPDATE ledger_entry SET {column} = :value WHERE seq = 3", value=value)
    report = without_witness(log)
    assert report.outcome == Outcome.ALTERED
    assert [(each.code, each.params["seq"], each.params["column"]) for each in report.findings] == [
        ("column_differs", 3, column)
    ]


def test_an_edited_moment_is_named(log: Log, attacker: Attacker):
    log.write(4)
    attacker.run(
        "UPDATE ledger_entry SET recorded_at = :value WHERE seq = 3",
        value="2026-03-01 00:00:00.000000+00:00"
        if log.engine.dialect.name == "postgresql"
        else "2026-03-01 00:00:00.000000",
    )
    report = without_witness(log)
    assert report.outcome == Outcome.ALTERED
    assert named(report) == {("time_goes_back", 3), ("column_differs", 3)}


def test_an_edited_body_is_named_even_without_a_witness(log: Log, attacker: Attacker):
    entries = log.write(5)
    data = attacker.edited({"body": entries[2].body}, points=0)["body"]
    attacker.run("UPDATE ledger_entry SET body = :body WHERE seq = 3", body=data)
    report = without_witness(log)
    assert report.outcome == Outcome.ALTERED
    assert ("leaf_hash_differs", 3) in named(report)
    assert report.findings[0].params["entry_id"] == entries[2].entry_id


@pytest.mark.parametrize("place", [1, 4, 256, 257, 300])
def test_an_edit_with_every_hash_made_right_is_named_by_the_witness(
    log: Log, attacker: Attacker, place: int
):
    entries = log.write(300)
    log.sign()
    rows = attacker.copy()
    rows[place - 1] = attacker.edited(rows[place - 1], points=0)
    attacker.replace_all(rows)
    assert without_witness(log).outcome == Outcome.UNWITNESSED
    report = log.check()
    assert report.outcome == Outcome.ALTERED
    (finding,) = report.findings
    assert (finding.code, finding.params) == (
        "entry_altered",
        {"seq": place, "entry_id": entries[place - 1].entry_id},
    )


def test_a_removed_entry_is_named_though_the_rest_was_renumbered(log: Log, attacker: Attacker):
    log.write(8)
    log.sign()
    log.write(3)
    rows = attacker.copy()
    attacker.replace_all(rows[:4] + rows[5:])
    report = log.check()
    assert (report.outcome, named(report)) == (Outcome.ALTERED, {("entry_removed", 5)})


def test_a_gap_is_named_even_without_a_witness(log: Log, attacker: Attacker):
    log.write(8)
    attacker.run("DELETE FROM ledger_entry WHERE seq IN (3, 4)")
    report = without_witness(log)
    assert report.outcome == Outcome.ALTERED
    assert report.findings[0].params == {"first": 3, "last": 4}


def test_an_entry_slipped_in_between_is_named(log: Log, attacker: Attacker):
    log.write(8)
    log.sign()
    rows = attacker.copy()
    forged = attacker.edited({**rows[3], "entry_id": "forged"}, id="forged")
    attacker.replace_all([*rows[:4], forged, *rows[4:]])
    report = log.check()
    assert report.outcome == Outcome.ALTERED
    (finding,) = report.findings
    assert (finding.code, finding.params) == (
        "entry_inserted",
        {"seq": 5, "entry_id": "forged"},
    )


def test_swapped_entries_are_named(log: Log, attacker: Attacker):
    log.write(8)
    log.sign()
    rows = attacker.copy()
    rows[1], rows[5] = rows[5], rows[1]
    attacker.replace_all(rows)
    report = log.check()
    assert report.outcome == Outcome.ALTERED
    assert named(report) == {("entry_moved", 2), ("entry_moved", 6)}


def test_a_cut_tail_is_told_as_rolled_back(log: Log, attacker: Attacker):
    log.write(8)
    log.sign()
    attacker.replace_all(attacker.copy()[:5])
    assert without_witness(log).outcome == Outcome.UNWITNESSED
    report = log.check()
    assert report.outcome == Outcome.ROLLED_BACK_OR_FORKED
    assert [(each.code, each.params) for each in report.findings] == [
        ("log_cut", {"found": 5, "signed": 8})
    ]


def test_a_tail_cut_without_touching_the_head_is_seen_even_without_a_witness(
    log: Log, attacker: Attacker
):
    log.write(8)
    attacker.run("DELETE FROM ledger_entry WHERE seq > 6")
    report = without_witness(log)
    assert report.outcome == Outcome.ROLLED_BACK_OR_FORKED
    assert report.findings[0].params == {"head": 8, "found": 6}


def test_an_older_copy_put_back_is_told_as_rolled_back(log: Log, attacker: Attacker):
    log.write(5)
    log.sign()
    older = attacker.copy()
    log.write(5)
    log.sign()
    attacker.replace_all(older)
    report = log.check()
    assert report.outcome == Outcome.ROLLED_BACK_OR_FORKED
    assert {each.code for each in report.findings} == {"log_cut"}


@pytest.mark.parametrize("more", [1, 5, 20])
def test_an_older_copy_that_was_continued_is_told_as_forked(
    log: Log, attacker: Attacker, more: int
):
    log.write(5)
    older = attacker.copy()
    log.write(5)
    log.sign()
    attacker.replace_all(older)
    log.write(more)
    report = log.check()
    assert report.outcome == Outcome.ROLLED_BACK_OR_FORKED
    assert [(each.code, each.params) for each in report.findings] == [("log_forked", {"after": 5})]


@pytest.mark.parametrize(
    "data",
    [b"not json", b"", b"[]", b'{"kind": "x"}', b'{"a":1.5}', b"\xff"],
)
def test_bytes_that_are_no_body_are_named_and_the_check_goes_on(
    log: Log, attacker: Attacker, data: bytes
):
    log.write(3)
    log.sign()
    attacker.run(
        "UPDATE ledger_entry SET body = :body, leaf_hash = :leaf WHERE seq = 2",
        body=data,
        leaf=leaf_hash(data),
    )
    report = log.check()
    assert (report.outcome, report.size) == (Outcome.ALTERED, 3)
    assert {("not_canonical", 2), ("entry_altered", 2)} <= named(report)


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM ledger_head",
        "UPDATE ledger_head SET size = 3",
        "UPDATE ledger_head SET frontier = (SELECT leaf_hash FROM ledger_entry WHERE seq = 1)",
        "UPDATE ledger_head SET last_at = '2030-01-01 00:00:00.000000'",
    ],
)
def test_a_head_that_does_not_fit_the_entries_is_seen(log: Log, attacker: Attacker, attack: str):
    log.write(4)
    attacker.run(attack)
    report = without_witness(log)
    assert report.outcome == Outcome.ALTERED
    assert {each.code for each in report.findings} == {"head_differs"}


def test_an_entry_added_by_hand_beyond_the_head_is_seen(log: Log, attacker: Attacker):
    log.write(4)
    attacker.run(
        "INSERT INTO ledger_entry SELECT 5, 'other', kind, actor, subject, recorded_at, body,"
        " leaf_hash FROM ledger_entry WHERE seq = 4"
    )
    report = without_witness(log)
    assert report.outcome == Outcome.ALTERED
    assert named(report) == {("column_differs", 5), ("head_differs", None)}


def test_damaged_tiles_do_not_accuse_a_log_whose_root_is_the_signed_one(log: Log):
    log.write(5)
    log.sign()
    (log.witness / "tile" / "0" / "000.p" / "5").write_bytes(bytes(160))
    report = log.check()
    assert report.outcome == Outcome.INTACT
    assert {each.code for each in report.findings} == {"tiles_damaged"}


def test_without_tiles_an_edit_is_narrowed_to_between_two_checkpoints(log: Log, attacker: Attacker):
    for count in (3, 4, 5):
        log.write(count)
        log.sign()
    rows = attacker.copy()
    rows[8] = attacker.edited(rows[8], points=0)
    attacker.replace_all(rows)
    for tile in (log.witness / "tile").rglob("*.p/*"):
        tile.unlink()
    report = log.check()
    assert report.outcome == Outcome.ALTERED
    assert {"after": 7, "signed": 12} in [each.params for each in report.findings]


def test_without_tiles_a_shorter_log_is_still_told_as_rolled_back(log: Log, attacker: Attacker):
    log.write(5)
    log.sign()
    (log.witness / "tile" / "0" / "000.p" / "5").unlink()
    attacker.replace_all(attacker.copy()[:4])
    assert log.check().outcome == Outcome.ROLLED_BACK_OR_FORKED


def test_a_spoiled_note_leaves_nothing_vouched_for(log: Log):
    log.write(3)
    log.sign()
    log.write(3)
    log.sign()
    for note in ("checkpoint", "checkpoints/000000000006"):
        (log.witness / note).write_bytes(b"spoiled\n")
    report = log.check()
    assert report.outcome == Outcome.UNWITNESSED
    assert report.unprotected == 3
    assert {each.params["reason"] for each in report.findings} == {"note_malformed"}


def test_a_signer_who_signed_two_histories_is_exposed(log: Log):
    log.write(5)
    log.sign()
    other = log.key.sign(Checkpoint(ORIGIN, 3, bytes(32)).text())
    (log.witness / "checkpoints" / "000000000003").write_bytes(other)
    report = log.check()
    assert report.outcome == Outcome.ROLLED_BACK_OR_FORKED
    assert [(each.code, each.params) for each in report.findings] == [
        ("checkpoints_disagree", {"size": 3})
    ]


def test_checking_writes_nothing(log: Log):
    log.write(3)
    log.sign()
    with log.session() as session:
        before = session.execute(text("SELECT size, frontier FROM ledger_head")).all()
        check(session, log.witness, [log.key.verifier])
        assert session.execute(text("SELECT size, frontier FROM ledger_head")).all() == before
        assert not session.new
        assert not session.dirty


def test_entries_written_while_the_check_reads_accuse_nobody(log: Log, monkeypatch):
    monkeypatch.setattr("ledger.entries.PAGE", 2)
    log.write(6)
    log.sign()
    if log.engine.dialect.name == "sqlite":
        return  # there a reader makes writers wait
    with log.session() as session:
        read = session.execute

        def read_and_let_others_write(*args, **options):
            result = read(*args, **options)
            if log.size() < 12:
                log.append(body())
            return result

        monkeypatch.setattr(session, "execute", read_and_let_others_write)
        report = check(session, log.witness, [log.key.verifier])
    assert report.outcome == Outcome.INTACT
    assert report.size > 6
