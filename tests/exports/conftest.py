"""Exports: a scheme in force, a listing, and a way to read what was handed out."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.lists.cases import Cases, publish_rules
from tests.support.world import World


@pytest.fixture
def cases(session: Session, world: World) -> Cases:
    """The land survey's rules are published; cases are made the short way."""
    publish_rules(session, world)
    return Cases(session, world)
