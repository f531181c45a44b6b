"""The demo province of one day: loaded once in a test run, read in place, copied by whoever writes."""

from __future__ import annotations

import fcntl
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

import ledger
from config import Config
from demo.load import load
from demo.offices import PASSWORD
from evidence.store import Store
from services import installation
from services.actor import Actor
from services.database import connect, sessions
from services.dossiers.make_dossier import Bound
from services.record.keep_record import make_checkpoint
from tests.evidence.made_files import pdf
from tests.support.world import TODAY

__all__ = ["PASSWORD", "SECRET", "TODAY", "copy_of", "empty", "loaded"]

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
            make(making)
            making.rename(folder)
    return folder


def make(folder: Path) -> None:
    """Load the province into a new folder that an application can have as its instance."""
    folder.mkdir()
    (folder / "evidence.secret").write_bytes(SECRET)
    url = f"sqlite:///{folder / 'xinheng.db'}"
    engine = empty(url)
    load(url, Store(folder / "evidence", SECRET), TODAY, lambda day: None, _bound)
    with sessions(engine)() as session:
        key, witness = folder / "checkpoint.key", folder / "witness"
        make_checkpoint(session, key, witness, "demo.example/credit")
    engine.dispose()


def _bound(_session: Session, _actor: Actor, case_id: str, _on: date) -> Bound:
    """Any file in place of the dossier, which its own tests bind."""
    return Bound(case_id, True, 3, 0, pdf())


def copy_of(loaded: Path, folder: Path) -> Config:
    """Settings of an application on a copy of the province in `folder`, over plain HTTP."""
    shutil.copytree(loaded, folder)
    return Config(folder, f"sqlite:///{folder / 'xinheng.db'}", https=False, demo=True)
