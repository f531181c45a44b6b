"""Slips: rules in force, a contractor that may be made public, and questions to the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from models import new_id
from services.slips.make_slip import make_slip
from services.slips.read_slip import ShownSlip, read_slip, slip_address
from services.writing import Once
from tests.lists.cases import Cases, publish_rules
from tests.support.world import NOW, World

Ask = Callable[..., str]
"""Number and code of the slip that a text makes."""


@pytest.fixture
def cases(session: Session, world: World) -> Cases:
    """The land survey's rules are published; cases are made the short way."""
    publish_rules(session, world)
    return Cases(session, world)


@pytest.fixture
def ask(session: Session) -> Ask:
    def ask(*lines: str, now: datetime = NOW) -> str:
        session.rollback()
        slip_id = make_slip(session, None, "\n".join(lines), now, Once(new_id(), b""))
        typed = slip_address(session, slip_id)
        session.rollback()
        return typed

    return ask


@pytest.fixture
def read(session: Session) -> Callable[..., ShownSlip]:
    def read(typed: str, now: datetime = NOW) -> ShownSlip:
        session.rollback()
        found = read_slip(session, typed, now)
        assert found is not None
        return found

    return read
