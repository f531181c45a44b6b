"""Append-only triggers: the database itself refuses to change or remove what was written."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from ledger.tables import Entry, Head

ENTRY = Entry.__tablename__
HEAD = Head.__tablename__
GROWS = "NEW.size <= OLD.size OR NEW.last_at < OLD.last_at"


def protect(connection: Connection, extra_tables: Iterable[str] = ()) -> None:
    """Make the ledger and the given tables append-only; safe to repeat, on SQLite and PostgreSQL.

    Every migration run calls it last, because a batch migration on SQLite drops triggers silently.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(POSTGRESQL_REFUSAL))
    for table, name, create in _wanted(connection, extra_tables):
        if connection.dialect.name == "postgresql":
            connection.execute(text(create))
            connection.execute(text(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}"'))
        else:
            connection.execute(text(f'DROP TRIGGER IF EXISTS "{name}"'))
            connection.execute(text(create))


def unprotected(connection: Connection, tables: Iterable[str] = ()) -> list[str]:
    """Return the names of triggers that are missing, changed or switched off; empty is good.

    On SQLite it also names `recursive_triggers` when this connection has it off, for without it
    REPLACE deletes rows past every trigger.
    """
    present = _present(connection)
    wanted = _wanted(connection, tables)
    missing = [name for _, name, create in wanted if present.get(name) not in (create, "A")]
    if connection.dialect.name == "postgresql":
        return missing
    recursive = connection.scalar(text("PRAGMA recursive_triggers"))
    return missing if recursive else [*missing, "recursive_triggers"]


def _wanted(connection: Connection, tables: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return (table, trigger, statement that creates it) for all that is to be protected."""
    make = _on_postgresql if connection.dialect.name == "postgresql" else _on_sqlite
    frozen = sorted({ENTRY, *tables})
    return [made for table in frozen for made in make(table, "")] + make(HEAD, GROWS)


def _on_sqlite(table: str, when: str) -> list[tuple[str, str, str]]:
    made = []
    for event, condition in (("UPDATE", when), ("DELETE", "")):
        name = f"{table}_no_{event.lower()}"
        clause = f"WHEN {condition} " if condition else ""
        create = (
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" {clause}'
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        made.append((table, name, create))
    return made


POSTGRESQL_REFUSAL = """
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END
$$
"""


def _on_postgresql(table: str, when: str) -> list[tuple[str, str, str]]:
    made = []
    for event, condition in (("UPDATE", when), ("DELETE", ""), ("TRUNCATE", "")):
        name = f"{table}_no_{event.lower()}"
        clause = f"WHEN ({condition}) " if condition else ""
        level = "STATEMENT" if event == "TRUNCATE" else "ROW"
        create = (
            f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}" '
            f"FOR EACH {level} {clause}EXECUTE FUNCTION ledger_refuse()"
        )
        made.append((table, name, create))
    return made


def _present(connection: Connection) -> dict[str, str]:
    """Return each trigger's own text (SQLite) or its switch (PostgreSQL; "A" is always on)."""
    if connection.dialect.name == "postgresql":
        query = "SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal"
    else:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    return {row[0]: row[1] for row in connection.execute(text(query))}
