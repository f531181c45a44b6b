"""The database itself refuses to change or remove what was written."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

import ledger
from tests.ledger.logs import Log

CHANGES = [
    "UPDATE ledger_entry SET kind = 'other'",
    "UPDATE ledger_entry SET subject = NULL WHERE seq = 1",
    "DELETE FROM ledger_entry",
    "DELETE FROM ledger_entry WHERE seq = 3",
    "UPDATE ledger_head SET size = 2",
    "UPDATE ledger_head SET frontier = leaf_hash FROM ledger_entry",
    "UPDATE ledger_head SET size = 9, last_at = '2020-01-01 00:00:00.000000'",
    "DELETE FROM ledger_head",
]
IN_ITS_LANGUAGE = {
    "sqlite": [
        "INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry WHERE seq = 2",
        "REPLACE INTO ledger_head SELECT * FROM ledger_head",
        "UPDATE OR REPLACE ledger_entry SET seq = 1 WHERE seq = 2",
    ],
    "postgresql": [
        "TRUNCATE ledger_entry",
        "TRUNCATE ledger_head",
        "SET session_replication_role = replica; DELETE FROM ledger_entry",
        "INSERT INTO ledger_entry TABLE ledger_entry ON CONFLICT (seq) DO UPDATE SET kind = 'x'",
    ],
}


@pytest.mark.db
def test_no_statement_changes_an_entry_or_shrinks_the_head(log: Log, database_kind):
    log.write(3)
    for statement in CHANGES + IN_ITS_LANGUAGE[database_kind]:
        with pytest.raises(IntegrityError, match="append-only"), log.engine.begin() as connection:
            connection.execute(text(statement))
    log.sign()
    assert log.check().outcome == 0


@pytest.mark.db
def test_other_tables_are_protected_by_the_same_call(log: Log):
    with log.engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY)"))
        connection.execute(text("INSERT INTO note VALUES (1)"))
        assert ledger.unprotected(connection, ["note"])[:2] == ["note_no_update", "note_no_delete"]
        ledger.protect(connection, ["note"])
        ledger.protect(connection, ["note"])
        assert ledger.unprotected(connection, ["note"]) == []
    with pytest.raises(IntegrityError, match="note is append-only"), log.engine.begin() as again:
        again.execute(text("DELETE FROM note"))


@pytest.mark.db
def test_a_trigger_that_was_emptied_or_switched_off_is_named(log: Log, database_kind):
    name = "ledger_entry_no_update"
    off = {
        "sqlite": [
            f"DROP TRIGGER {name}",
            f"CREATE TRIGGER {name} BEFORE UPDATE ON ledger_entry BEGIN SELECT 1; END",
        ],
        "postgresql": [f"ALTER TABLE ledger_entry DISABLE TRIGGER {name}"],
    }
    with log.engine.begin() as connection:
        for statement in off[database_kind]:
            connection.execute(text(statement))
        assert ledger.unprotected(connection) == [name]
        ledger.protect(connection)
        assert ledger.unprotected(connection) == []


def test_sqlite_without_recursive_triggers_is_named(log: Log):
    with log.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA recursive_triggers = OFF")
        assert ledger.unprotected(connection) == ["recursive_triggers"]
        connection.exec_driver_sql("PRAGMA recursive_triggers = ON")
