"""Rounds of a small scheme, in which both contractors work."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from tests.rounds.rounds import Rounds
from tests.rounds.rules import RULES
from tests.support.world import NOW, World


@pytest.fixture
def rounds(session: Session, world: World) -> Rounds:
    """The scheme is in force; one contractor has work done and one late answer (88, blue)."""
    one, other = world["business_administrator"], world["second_business_administrator"]
    publish_ruleset(session, other, propose_ruleset(session, one, RULES, NOW), NOW)
    found = Rounds(session, world)
    found.record("done")
    return found
