"""Empty databases to measure on: SQLite files in a folder, or databases of a PostgreSQL of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import postgres
from tests.support.databases import PostgresqlDatabases

KINDS = ("sqlite", "postgresql")


@contextmanager
def empty(kind: str, folder: Path) -> Iterator[Callable[[str], str]]:
    """Gives the function that makes a database of a name and returns its address."""
    if kind == "sqlite":
        folder.mkdir(exist_ok=True)
        yield lambda name: f"sqlite:///{folder}/{name}.db"
        return
    postgres.reserve()
    try:
        databases = PostgresqlDatabases(lambda _url: None)
        yield lambda _name: databases.new()
        databases.close()
    finally:
        postgres.release()
