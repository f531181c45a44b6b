"""Objections: rules in force, and a confirmed record of the world's own contractor."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.lists.cases import Cases, publish_rules
from tests.objections.objections import Objections
from tests.statements.story import Story
from tests.support.world import TODAY, World


@pytest.fixture
def story(session: Session, world: World) -> Story:
    """The land survey's rules are published; a provincial clerk enters and a reviewer confirms."""
    publish_rules(session, world)
    return Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])


@pytest.fixture
def record(story: Story, world: World) -> str:
    """A late answer of the own contractor that counts."""
    return story.confirmed(world.own, "S02", TODAY - timedelta(days=10))


@pytest.fixture
def objections(session: Session, world: World) -> Objections:
    return Objections(session, world)


@pytest.fixture
def cases(story: Story, session: Session, world: World) -> Cases:
    """Cases on lists, under the rules of the story."""
    return Cases(session, world)
