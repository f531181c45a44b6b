"""Fixtures over the shared world: its database, an application on it, and browsers signed in to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import attach, build, create_app
from config import Config
from services.database import connect, sessions
from tests.support import world as worlds
from tests.support.databases import PostgresqlDatabases, SqliteDatabases
from tests.support.world import Clock, World, client_of

ClientAs = Callable[[str | None], FlaskClient]


@pytest.fixture(scope="session")
def sqlite_worlds(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    """SQLite files in which the world was built once."""
    return SqliteDatabases(tmp_path_factory.mktemp("worlds"), worlds.build)


@pytest.fixture(scope="session")
def postgresql_worlds() -> Iterator[PostgresqlDatabases]:
    """PostgreSQL databases in which the world was built once."""
    databases = PostgresqlDatabases(worlds.build)
    yield databases
    databases.close()


@pytest.fixture
def world_url(request: pytest.FixtureRequest, database_kind: str) -> Iterator[str]:
    """The address of a database of this test's own with the world in it."""
    databases = request.getfixturevalue(f"{database_kind}_worlds")
    url = databases.new()
    yield url
    databases.drop(url)


@pytest.fixture
def clock() -> Clock:
    """The application's clock, at ten in the morning of 21 November 2026 in China."""
    return Clock()


@pytest.fixture
def world_settings(instance: Path, world_url: str) -> Config:
    """Settings of a test's application; over plain HTTP, as a test client speaks."""
    return Config(instance=instance, database_url=world_url, https=False)


@cache
def built() -> Flask:
    """The application without a database: its pages are put together once for all tests."""
    return build(Config(instance=Path(), database_url="", https=False))


@pytest.fixture
def app(world_settings: Config, clock: Clock) -> Iterator[Flask]:
    """The application on a database of this test's own with the world in it."""
    attach(built(), world_settings, clock)
    yield built()
    built().extensions["xinheng.engine"].dispose()


@pytest.fixture
def session(world_url: str) -> Iterator[Session]:
    """A database session of its own on the world."""
    engine = connect(world_url)
    with sessions(engine)() as session:
        yield session
    engine.dispose()


@pytest.fixture
def world(session: Session) -> World:
    """Who and what is in the world: ids by name."""
    found = worlds.read(session)
    session.rollback()
    return found


@pytest.fixture
def client_as(app: Flask, world: World) -> ClientAs:
    """A browser signed in as the named person of the world; as nobody for None."""
    return lambda username: client_of(app, world[username].account_id if username else None)


@pytest.fixture
def https_client(world_settings: Config, clock: Clock) -> Iterator[FlaskClient]:
    """A browser at the product as it is served by default."""
    application = create_app(replace(world_settings, https=True), clock)
    client = application.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    yield client
    application.extensions["xinheng.engine"].dispose()
