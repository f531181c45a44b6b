"""Whoever writes rules reads beside them what would bring contractors onto a list, and what does now."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from services.drafts.edit_draft import begin_draft
from tests.statements.story import LAND_SURVEY, Story
from tests.support.fixtures import ClientAs
from tests.support.world import NOW, TODAY, World

BEFORE = date(2026, 3, 2)
WIDER = LAND_SURVEY.replace('version = "2026"', 'version = "2026-2"').replace(
    "effective_from = 2026-01-01", f"effective_from = {TODAY}"
)


@pytest.mark.db
def test_a_wider_condition_is_told_beside_the_one_in_force(
    session: Session, world: World, client_as: ClientAs
) -> None:
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    story.publish(LAND_SURVEY, BEFORE)
    story.confirmed(world.own, "S02", BEFORE)
    session.rollback()
    text = WIDER.replace("at_or_below = 50 }", "at_or_below = 99.5 }")
    draft = begin_draft(session, world["business_administrator"], NOW, text=text)
    page = client_as("business_administrator").get(f"/rules/drafts/{draft}/chapters/lists")
    told = page.get_data(as_text=True)
    under_draft = told.index("按草案列入“")
    assert told.index("99.5", under_draft) < told.index("现行规定：", under_draft)
