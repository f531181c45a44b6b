"""Exports: a scheme in force, a listing, and a way to read, sign and check what was handed out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from services.record.keep_record import make_checkpoint
from tests.lists.cases import Cases, publish_rules
from tests.support.world import World


@pytest.fixture
def cases(session: Session, world: World) -> Cases:
    """The land survey's rules are published; cases are made the short way."""
    publish_rules(session, world)
    return Cases(session, world)


@pytest.fixture
def sign(app: Any, session: Session) -> Callable[[], Path]:
    """Sign the record as it stands; returns the file of public keys."""
    config = app.extensions["xinheng.config"]

    def signed() -> Path:
        session.rollback()
        make_checkpoint(session, config.signing_key, config.witness, config.origin)
        session.rollback()
        return Path(config.witness) / "verifier.key"

    return signed
