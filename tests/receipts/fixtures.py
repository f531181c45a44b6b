"""Fixtures: one lived-in record for the whole run, and copies of it that a test may write on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from services.database import connect, sessions
from tests.receipts.place import Place, lived_in, place_at
from tests.support import world as worlds

Copies = Callable[[str], Place]


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a record with a year in it, signed; nobody writes here."""
    folder = tmp_path_factory.mktemp("lived")
    url = f"sqlite:///{folder / 'xinheng.db'}"
    worlds.build(url)
    engine = connect(url)
    with sessions(engine)() as session:
        world = worlds.read(session)
        session.rollback()
        lived_in(session, world, folder)
    engine.dispose()
    return folder


@pytest.fixture
def copies(lived: Path, tmp_path: Path) -> Iterator[Copies]:
    """Copies of that record by name, each in a folder of its own."""
    with ExitStack() as stack:

        def copy(name: str) -> Place:
            folder = tmp_path / name
            shutil.copytree(lived, folder)
            return stack.enter_context(place_at(folder))

        yield copy


@pytest.fixture
def place(copies: Copies) -> Place:
    """One such copy."""
    return copies("place")


@pytest.fixture(scope="session")
def receipt_bytes(lived: Path) -> bytes:
    """The receipt of today."""
    with place_at(lived) as found:
        return found.receipt().content
