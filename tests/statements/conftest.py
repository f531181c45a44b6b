"""A world with a year of records in it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.statements.story import Story, a_year
from tests.support.world import World


@pytest.fixture
def story(session: Session, world: World) -> Story:
    """The rules published and a year of records about the contractor `own`."""
    told = a_year(session, world)
    session.rollback()
    return told
