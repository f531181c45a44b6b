"""An installation: its tables come from the migrations, its triggers stand, its secrets are made once."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

import ledger
from models import Base
from services.database import connect
from services.installation import migrate, secret, unprotected


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.mark.db
def test_the_migrations_make_exactly_the_tables_that_the_models_describe(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        for metadata in (Base.metadata, ledger.Base.metadata):
            differences = compare_metadata(context, metadata)
            others = ("remove_table", "remove_index")
            assert [d for d in differences if d[0] not in others] == []


@pytest.mark.db
def test_migrating_twice_changes_nothing_and_every_trigger_stands(engine: Engine) -> None:
    migrate(engine)
    assert unprotected(engine) == []


def test_two_first_starts_at_once_share_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: secret(tmp_path, "evidence"), range(32)))
    assert len(made) == 1
    path = tmp_path / "evidence.secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["evidence.secret"]
