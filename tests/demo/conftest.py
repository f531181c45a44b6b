"""The demo province of one day, loaded once for all tests of a run."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

import ledger
from demo.load import load
from evidence.store import Store
from services import installation
from services.database import connect, sessions
from services.keep_record import make_checkpoint

TODAY = date(2026, 11, 21)
SECRET = b"0" * 32


def empty(url: str) -> Engine:
    """A database with its tables and triggers, and nothing in them."""
    engine = connect(url)
    installation.create(engine)
    ledger.Base.metadata.create_all(engine)
    with engine.begin() as connection:
        ledger.protect(connection, installation.APPEND_ONLY)
    return engine


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the province; of several workers the first loads it and the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "province"
    with (shared / "province.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = shared / "province-in-the-making"
            _make(making)
            making.rename(folder)
    return folder


def _make(folder: Path) -> None:
    folder.mkdir()
    url = f"sqlite:///{folder / 'xinheng.db'}"
    engine = empty(url)
    load(url, Store(folder / "evidence", SECRET), TODAY, lambda day: None)
    with sessions(engine)() as session:
        key, witness = folder / "checkpoint.key", folder / "witness"
        make_checkpoint(session, key, witness, "demo.example/credit")
    engine.dispose()


@pytest.fixture
def province(loaded: Path) -> Iterator[Session]:
    """A session on the province, for reading."""
    engine = connect(f"sqlite:///{loaded / 'xinheng.db'}")
    with sessions(engine)() as session:
        yield session
    engine.dispose()


@pytest.fixture
def copied(loaded: Path, tmp_path: Path) -> Iterator[Session]:
    """A session on a copy of one's own, for writing."""
    copy = tmp_path / "copy.db"
    shutil.copyfile(loaded / "xinheng.db", copy)
    engine = connect(f"sqlite:///{copy}")
    with sessions(engine)() as session:
        yield session
    engine.dispose()
