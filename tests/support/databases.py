"""A fresh database for every test, copied from one that was prepared once."""

import itertools
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from tests.support import postgres

Prepare = Callable[[str], None]


class SqliteDatabases:
    """SQLite files in one folder."""

    def __init__(self, folder: Path, prepare: Prepare) -> None:
        """Copies are made in `folder`, of a file that `prepare(url)` filled."""
        self._folder = folder
        self._prepare = prepare
        self._numbers = itertools.count(1)
        self._template: Path | None = None

    def new(self) -> str:
        """The address of a prepared database that nobody else uses."""
        template = self._template = self._template or self._make_template()
        copy = self._folder / f"{next(self._numbers)}.sqlite3"
        if template.exists():
            shutil.copyfile(template, copy)
        return f"sqlite:///{copy}"

    def drop(self, url: str) -> None:
        """Remove a database and the files SQLite keeps beside it."""
        path = Path(url.removeprefix("sqlite:///"))
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()

    def _make_template(self) -> Path:
        path = self._folder / "template.sqlite3"
        self._prepare(f"sqlite:///{path}")
        return path


class PostgresqlDatabases:
    """Databases of one PostgreSQL server."""

    def __init__(self, prepare: Prepare) -> None:
        """Names begin with a token of their own: workers share a server and nothing else."""
        self._server: URL = make_url(postgres.server_url())
        self._prefix = f"xinheng_test_{secrets.token_hex(4)}"
        self._prepare = prepare
        self._numbers = itertools.count(1)
        self._template: str | None = None

    def new(self) -> str:
        """The address of a prepared database that nobody else uses."""
        template = self._template = self._template or self._make_template()
        name = f"{self._prefix}_{next(self._numbers)}"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self._address(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        name = make_url(url).database
        assert name
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def close(self) -> None:
        """Remove the prepared database too."""
        if self._template:
            self.drop(self._address(self._template))

    def _make_template(self) -> str:
        name = f"{self._prefix}_template"
        self._run("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
        self._prepare(self._address(name))
        return name

    def _address(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str, *names: str) -> None:
        server = self._server.set(drivername="postgresql")
        with psycopg.connect(
            server.render_as_string(hide_password=False), autocommit=True
        ) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
