"""Lists by rule: the rules of EIA units are in force."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.proposals.acts import Acts
from tests.support.world import World


@pytest.fixture
def acts(session: Session, world: World) -> Acts:
    made = Acts(session, world)
    made.publish()
    return made
