"""A version published ahead of its day changes nothing that is shown or asked until that day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from services.events.catalogue import catalogue
from services.rules.scheme_words import scheme_words
from services.standing.overview import overview_of
from services.standing.scores import renew_due
from services.writing import unrecorded
from tests.rules.rulesets import OPERATORS
from tests.statements.story import Story
from tests.support.world import TODAY, World

ACTS = TODAY + timedelta(days=40)


def another(text: str) -> str:
    """The same scheme later: another title, one decimal more, other grades, another behaviour."""
    return (
        text.replace('version = "1"', 'version = "2"')
        .replace("effective_from = 2026-01-01", f"effective_from = {ACTS}")
        .replace('change = "recast"', 'change = "fresh"')
        .replace("运维机构评价办法", "运维机构评价办法（新）")
        .replace("places = 0", "places = 1")
        .replace("up_to = 11", "below = 12")
        .replace('code = "bad"', 'code = "worse"')
        .replace('"late"', '"tardy"')
    )


@pytest.fixture
def ahead(story: Story, operators: Story, session: Session, world: World) -> None:
    """One contractor with a bad grade, and a version that acts in forty days."""
    operators.record(world.own, "forged", date(2026, 11, 4))
    operators.publish(another(OPERATORS), TODAY)
    session.rollback()


def seen(session: Session, world: World, day: date) -> tuple[object, ...]:
    """Grades with how many hold them, title, decimals, and what may be recorded."""
    overview = overview_of(session, world["provincial_clerk"], "operators", day)
    assert overview is not None
    held = {grade.code: n for grade, n in overview.grades if grade and n}
    words = scheme_words(session, day)["operators"]
    recorded = {key for key in catalogue(session, day) if key.startswith("operators/")}
    return held, words.title.zh, words.places, "operators/late" in recorded


def test_until_its_day_grades_title_decimals_and_catalogue_are_those_in_force(
    ahead: None, session: Session, world: World
) -> None:
    assert seen(session, world, TODAY) == ({"bad": 1}, "运维机构评价办法", 0, True)


def test_on_its_day_they_are_its_own_and_nobody_is_lost_before_the_night(
    ahead: None, session: Session, world: World
) -> None:
    assert seen(session, world, ACTS) == ({"bad": 1}, "运维机构评价办法（新）", 1, False)
    with unrecorded(session):
        renew_due(session, ACTS)
    assert seen(session, world, ACTS)[0] == {"good": 1}
