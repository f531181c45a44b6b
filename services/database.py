"""One engine for one database, with the settings under which an acknowledged write is really kept."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

# WAL had a corruption fault until these versions (one per maintained line); older ones get DELETE + EXTRA.
_WAL_FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


def wal_is_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite keeps an acknowledged row in write-ahead mode."""
    newest = _WAL_FIXED[0]
    return version >= newest or any(version[:2] == f[:2] and version >= f for f in _WAL_FIXED[1:])


def connect(url: str) -> Engine:
    """An engine for ``sqlite:///…`` or ``postgresql://…``."""
    if url.startswith("sqlite"):
        return _sqlite(url)
    return create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_pre_ping=True,
        connect_args={"options": "-c lock_timeout=5000 -c statement_timeout=60000 -c timezone=UTC"},
    )


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": 15})

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        durable = (
            ("journal_mode=WAL", "synchronous=FULL")
            if wal_is_safe()
            else ("journal_mode=DELETE", "synchronous=EXTRA")
        )
        for pragma in (*durable, "foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "checkin")
    def _leave_no_transaction(connection: sqlite3.Connection | None, _record: Any) -> None:
        # A commit that was refused (database locked) leaves its transaction open behind it.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writer = connection.get_execution_options().get("writer")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine


def sessions(engine: Engine) -> sessionmaker[Session]:
    return sessionmaker(engine, expire_on_commit=False)
