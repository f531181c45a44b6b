"""A log of its own for each test, and somebody who attacks it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

import ledger
from services.database import connect
from tests.ledger.logs import Attacker, Log


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    ledger.Base.metadata.create_all(engine)
    with engine.begin() as connection:
        ledger.protect(connection)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine: Engine, tmp_path: Path) -> Log:
    return Log(engine, tmp_path / "witness")


@pytest.fixture
def attacker(engine: Engine) -> Attacker:
    return Attacker(engine)
