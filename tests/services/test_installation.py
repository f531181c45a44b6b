"""An installation: its tables come from the migrations, its triggers stand, its secrets are made once."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

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


def test_a_refused_commit_leaves_no_transaction_behind(database_url: str) -> None:
    engine = connect(database_url)
    with engine.begin() as connection:
        connection.execute(text("create table t (n integer)"))
    reader = engine.connect()
    reader.execute(text("select count(*) from t")).scalar()
    with engine.connect() as connection:
        connection.exec_driver_sql("pragma busy_timeout=50")
    with pytest.raises(OperationalError), engine.begin() as connection:
        connection.execute(text("insert into t values (1)"))
    reader.close()
    for _ in range(3):
        with engine.connect() as connection:
            assert connection.execute(text("select count(*) from t")).scalar() == 0
    engine.dispose()
