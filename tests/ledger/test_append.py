"""Entries are written once, numbered without a gap, and never earlier than the one before."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.orm import Session

import ledger
from ledger import merkle
from ledger.canonical import encode, loads
from ledger.errors import BodyRefused, DamagedLog
from tests.ledger.logs import NOON, Log, body

pytestmark = pytest.mark.db


def test_an_entry_holds_exactly_the_bytes_that_were_hashed(log: Log):
    (entry,) = log.append(body("s1", text="出具虚假检测报告"))
    assert encode(loads(entry.body)) == entry.body
    assert entry.leaf_hash == hashlib.sha256(b"\x00" + entry.body).digest()
    with log.session() as session:
        stored = ledger.entry(session, entry.entry_id)
        assert stored is not None
        assert (stored.seq, stored.body) == (1, entry.body)
        assert (stored.kind, stored.actor, stored.subject) == ("event.recorded", "a1", "s1")
        assert stored.recorded_at == NOON


def test_the_ledger_adds_version_moment_and_salt(log: Log):
    first, second = (loads(entry.body) for entry in log.append(body(), body()))
    assert first["v"] == 1
    assert first["at"] == "2026-03-02T04:00:00.000000Z"
    assert len(bytes.fromhex(first["salt"])) == 16
    assert first["salt"] != second["salt"]


def test_numbers_run_from_one_without_a_gap_over_many_transactions(log: Log):
    numbers = [entry.seq for count in (1, 3, 0, 2) for entry in log.write(count)]
    assert numbers == [1, 2, 3, 4, 5, 6]
    assert log.size() == 6


def test_a_clock_that_goes_back_never_makes_an_entry_older_than_the_last(log: Log):
    log.write(now=NOON)
    (late,) = log.write(now=NOON - timedelta(hours=1))
    assert late.recorded_at == NOON
    assert loads(late.body)["at"] == ledger.instant(NOON)


def test_the_moment_is_written_in_utc_wherever_the_clock_stands(log: Log):
    beijing = datetime(2026, 3, 2, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=8)))
    (entry,) = log.write(now=beijing)
    assert loads(entry.body)["at"] == "2026-03-02T04:00:00.000005Z"


def test_what_is_rolled_back_was_never_there(log: Log):
    log.write(2)
    with log.session() as session:
        session.connection(execution_options={"writer": True})
        ledger.append(session, [body()], NOON)
        session.rollback()
    assert [entry.seq for entry in log.write()] == [3]


def test_two_appends_in_one_transaction_follow_each_other(log: Log):
    with log.session() as session, session.begin():
        session.connection(execution_options={"writer": True})
        ledger.append(session, [body()], NOON)
        (entry,) = ledger.append(session, [body()], NOON)
        assert entry.seq == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": ""}, "key_missing"),
        ({"actor": None}, "key_missing"),
        ({"id": 7}, "key_missing"),
        ({"subject": 7}, "subject_not_text"),
        ({"at": "2026-03-02T04:00:00.000000Z"}, "key_given_by_ledger"),
        ({"salt": "00"}, "key_given_by_ledger"),
        ({"v": 1}, "key_given_by_ledger"),
        ({"points": 1.5}, "type_not_allowed"),
    ],
)
def test_a_body_that_cannot_stand_is_refused_and_nothing_is_written(log: Log, given, code):
    with pytest.raises(BodyRefused) as refused:
        log.append(body(), {**body(), **given})
    assert refused.value.code == code
    assert log.size() == 0


def test_writers_at_the_same_moment_leave_no_gap_and_lose_nothing(log: Log):
    def write(_: int) -> list[str]:
        return [log.write(2)[0].entry_id for _ in range(5)]

    with ThreadPoolExecutor(6) as threads:
        acknowledged = {entry_id for ids in threads.map(write, range(6)) for entry_id in ids}
    with log.session() as session:
        stored = list(ledger.bodies(session))
    assert [seq for seq, _ in stored] == list(range(1, 61))
    assert acknowledged <= {each["id"] for _, each in stored}
    assert log.check().size == 60
    assert not [finding for finding in log.check().findings if finding.code != "no_checkpoint"]


def test_the_size_at_the_end_of_a_day_counts_what_was_recorded_by_then(log: Log):
    log.write(2, now=NOON)
    log.write(3, now=NOON + timedelta(days=1))
    with log.session() as session:
        assert ledger.size_at(session, NOON - timedelta(microseconds=1)) == 0
        assert ledger.size_at(session, NOON) == 2
        assert ledger.size_at(session, NOON + timedelta(hours=23)) == 2
        assert ledger.size_at(session, NOON + timedelta(days=1)) == 5


def test_bodies_are_read_in_order_from_any_place(log: Log, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ledger.log.PAGE", 4)
    written = [entry.entry_id for entry in log.write(10)]
    with log.session() as session:
        assert [each["id"] for _, each in ledger.bodies(session)] == written
        assert [seq for seq, _ in ledger.bodies(session, after=8)] == [9, 10]


def test_an_empty_ledger_has_size_zero_and_the_empty_root(log: Log):
    with log.session() as session:
        assert ledger.size(session) == 0
        assert ledger.root(session) == merkle.EMPTY_ROOT
        assert list(ledger.bodies(session)) == []
        assert ledger.entry(session, "none") is None


def test_every_entry_is_proved_against_the_root_of_any_later_size(log: Log):
    entries = log.write(9)
    with log.session() as session:
        for size in range(1, 10):
            root = ledger.root(session, size)
            for entry in entries[:size]:
                path = ledger.inclusion(session, entry.seq, size)
                assert merkle.verify_inclusion(entry.leaf_hash, entry.seq - 1, size, path, root)
            path = ledger.consistency(session, size, 9)
            assert merkle.verify_consistency(size, 9, root, ledger.root(session), path)


def test_there_is_no_root_of_a_size_the_ledger_has_not_reached(log: Log):
    log.write(2)
    with log.session() as session, pytest.raises(DamagedLog):
        ledger.root(session, 3)


def test_a_moment_without_a_time_zone_is_refused(log: Log):
    with pytest.raises(Exception, match="time zone"):
        log.write(now=datetime(2026, 3, 2, 12, 0))


def test_a_head_that_was_read_before_the_lock_is_read_again(log: Log):
    with Session(log.engine) as session:
        assert ledger.root(session) == merkle.EMPTY_ROOT
        session.rollback()
        log.write(3)
        session.connection(execution_options={"writer": True})
        (entry,) = ledger.append(session, [body()], NOON)
        session.commit()
        assert entry.seq == 4
