"""Points: the land survey's rules are in force."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from tests.lists.cases import RULES
from tests.points.acts import Acts, ago, at
from tests.support.world import World


@pytest.fixture
def acts(session: Session, world: World) -> Acts:
    """The record knows no way back in time, so the rules come first."""
    one, other = world["business_administrator"], world["second_business_administrator"]
    when = at(ago(255))
    proposed = propose_ruleset(session, one, RULES.read_text(encoding="utf-8"), when)
    publish_ruleset(session, other, proposed, when)
    return Acts(session, world)
