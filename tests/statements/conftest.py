"""The shared world with a year of records in it, written once and copied for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Stage
from services.database import connect, sessions
from tests.statements.story import Story, a_year
from tests.support import world as worlds
from tests.support.databases import PostgresqlDatabases, SqliteDatabases
from tests.support.world import World


def build(url: str) -> None:
    """The world, and a year of it."""
    worlds.build(url)
    engine = connect(url)
    with sessions(engine)() as session:
        world = worlds.read(session)
        session.rollback()
        a_year(session, world)
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_worlds(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    """SQLite files in which a year has passed."""
    return SqliteDatabases(tmp_path_factory.mktemp("years"), build)


@pytest.fixture(scope="session")
def postgresql_worlds() -> Iterator[PostgresqlDatabases]:
    """PostgreSQL databases in which a year has passed."""
    databases = PostgresqlDatabases(build)
    yield databases
    databases.close()


@pytest.fixture
def story(session: Session, world: World) -> Story:
    """Who writes on where the year ended."""
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    stage = session.scalars(select(Stage)).one()
    story.stage = {"programme_id": stage.programme_id, "stage_id": stage.id}
    session.rollback()
    return story
