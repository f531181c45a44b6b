"""The demo province of one day, to be read, or copied to be written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from services.database import connect, sessions
from tests.support.demo import loaded  # noqa: F401 - the fixture


@pytest.fixture
def province(loaded: Path) -> Iterator[Session]:  # noqa: F811 - the fixture
    """A session on the province, for reading."""
    engine = connect(f"sqlite:///{loaded / 'xinheng.db'}")
    with sessions(engine)() as session:
        yield session
    engine.dispose()


@pytest.fixture
def copied(loaded: Path, tmp_path: Path) -> Iterator[Session]:  # noqa: F811 - the fixture
    """A session on a copy of one's own, for writing."""
    copy = tmp_path / "copy.db"
    shutil.copyfile(loaded / "xinheng.db", copy)
    engine = connect(f"sqlite:///{copy}")
    with sessions(engine)() as session:
        yield session
    engine.dispose()
