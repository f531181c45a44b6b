"""What every test may ask for: a database of its own, on SQLite and, where rows matter, PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.support import postgres
from tests.support.browser import chromium
from tests.support.databases import PostgresqlDatabases, Prepare, SqliteDatabases
from tests.support.fixtures import (  # noqa: F401 - fixtures over the shared world
    app,
    client_as,
    clock,
    https_client,
    postgresql_worlds,
    session,
    sqlite_worlds,
    world,
    world_settings,
    world_url,
)

settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")


def _starts_the_run(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    """Name one PostgreSQL for all workers of this run."""
    if _starts_the_run(config):
        postgres.reserve()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the PostgreSQL that a worker may have started."""
    if _starts_the_run(config):
        postgres.release()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `db` runs once on each database; any other on SQLite."""
    if "database_kind" in metafunc.fixturenames and metafunc.definition.get_closest_marker("db"):
        metafunc.parametrize("database_kind", ["sqlite", "postgresql"])


@pytest.fixture
def database_kind() -> str:
    """The database of a test that is not marked `db`."""
    return "sqlite"


@pytest.fixture(scope="session")
def prepare_database() -> Prepare:
    """What a new database holds before a test begins."""
    return lambda url: None


@pytest.fixture(scope="session")
def sqlite_databases(
    tmp_path_factory: pytest.TempPathFactory, prepare_database: Prepare
) -> SqliteDatabases:
    """Where tests get their SQLite files."""
    return SqliteDatabases(tmp_path_factory.mktemp("databases"), prepare_database)


@pytest.fixture(scope="session")
def postgresql_databases(prepare_database: Prepare) -> Iterator[PostgresqlDatabases]:
    """Where tests get their PostgreSQL databases; the server starts when the first test asks."""
    databases = PostgresqlDatabases(prepare_database)
    yield databases
    databases.close()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database_kind: str) -> Iterator[str]:
    """The address of a prepared database of this test's own; see `prepare_database`."""
    databases = request.getfixturevalue(f"{database_kind}_databases")
    url = databases.new()
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A headless Chromium that can draw Chinese: one a worker, for Playwright runs once a process."""
    with chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """An empty instance folder of this test's own."""
    folder = tmp_path / "instance"
    folder.mkdir()
    return folder
