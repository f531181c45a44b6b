"""Dossiers: cases as the tests of lists make them, with files that are really in the store."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from services.files.new_file import NewFile
from services.files.receive_file import receive_file
from tests.lists.cases import Cases, publish_rules
from tests.support.world import World

Keep = Callable[[bytes, str], NewFile]


@pytest.fixture
def cases(session: Session, world: World) -> Cases:
    publish_rules(session, world)
    return Cases(session, world)


@pytest.fixture
def keep(app: Flask) -> Keep:
    """A file in the store of the application."""
    store = app.extensions["xinheng.store"]
    return lambda content, name: receive_file(store, io.BytesIO(content), name, 1 << 24)
