"""The land-survey scheme and a second one published side by side, and a story to go on with."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.rules.rulesets import OPERATORS
from tests.statements.story import LAND_SURVEY, Story
from tests.support.world import TODAY, World


@pytest.fixture
def story(session: Session, world: World) -> Story:
    """Both schemes act; nothing is recorded yet."""
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    story.publish(LAND_SURVEY, TODAY)
    story.publish(OPERATORS, TODAY)
    session.rollback()
    return story


@pytest.fixture
def operators(session: Session, world: World, story: Story) -> Story:
    """The same people, who record under the second scheme."""
    return Story(session, world, story.clerk, story.reviewer, scheme="operators")
