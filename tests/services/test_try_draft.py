"""A draft is tried on one contractor: its lines under what is published and under the draft, side by side."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

import scoring
from services.drafts.draft_document import change
from services.drafts.draft_parts import Change, Put, Remove
from services.drafts.try_draft import Tried, try_draft
from services.messages import Forbidden, NotFound
from tests.statements.rulesets import WEIGHTED
from tests.statements.story import LAND_SURVEY, Story
from tests.support.world import TODAY, World

BEFORE = date(2026, 3, 2)
NEXT = (Put("version", "2026-2"), Put("effective_from", TODAY.isoformat()))


@pytest.fixture
def story(session: Session, world: World) -> Story:
    """A contractor that did not answer once and was praised."""
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    story.publish(LAND_SURVEY, BEFORE)
    story.confirmed(world.own, "S02", date(2026, 4, 1))
    story.confirmed(world.own, "B01", date(2026, 5, 1), severity="province")
    session.rollback()
    return story


def tried(session: Session, world: World, *changes: Change, on: date = TODAY) -> Tried:
    draft = scoring.parse(change(LAND_SURVEY, [*NEXT, *changes]), "draft.toml")
    return try_draft(session, world["provincial_decider"], draft, world.own, on)


def test_what_counts_otherwise_is_marked_and_the_rest_stands_beside_it(
    session: Session, world: World, story: Story
) -> None:
    found = tried(session, world, Put("indicators/2/points", "-3"))
    assert found.before is not None
    assert (found.before.points_text, found.after.points_text) == ("101.0", "99.0")
    lines = [(line.what, line) for line in found.lines if line.event_id]
    told = [
        (what.en, line.before, line.after)
        for what, line in lines
        if isinstance(what, scoring.Label)
    ]
    assert told == [
        ("Notice or question of the department not answered in time", -1_00, -3_00),
        ("Commended", 2_00, 2_00),
    ]
    assert [line.difference for line in found.lines if line.changed] == [-2_00]
    assert sum(line.after or 0 for line in found.lines if not line.beneath) == found.after.points


def test_a_line_that_the_draft_no_longer_has_stands_where_it_stood(
    session: Session, world: World, story: Story
) -> None:
    found = tried(session, world, Put("indicators/2/points", "0"), Remove("lists/1"))
    (gone,) = [line for line in found.lines if line.changed]
    assert (gone.before, gone.after) == (-1_00, 0)


def test_before_its_first_day_a_draft_is_tried_on_that_day(
    session: Session, world: World, story: Story
) -> None:
    found = tried(session, world, Put("effective_from", "2027-01-01"))
    assert found.on == date(2027, 1, 1)


def test_a_first_version_has_nothing_before_it(
    session: Session, world: World, story: Story
) -> None:
    found = tried(session, world, Put("scheme", "another"))
    assert (found.before, found.grade_before, found.lists_before) == (None, None, ())
    assert found.after.unrated == "too_little_work"


def test_in_a_weighted_scheme_the_lines_of_a_dimension_stand_beneath_it(
    session: Session, world: World, story: Story
) -> None:
    draft = scoring.parse(WEIGHTED, "draft.toml")
    found = try_draft(session, world["provincial_decider"], draft, world.own, TODAY)
    assert [line.kind for line in found.lines if not line.beneath].count("dimension") >= 2
    assert sum(line.after or 0 for line in found.lines if not line.beneath) == found.after.points


def test_only_those_who_write_or_sign_rules_try_them(
    session: Session, world: World, story: Story
) -> None:
    draft = scoring.parse(LAND_SURVEY, "draft.toml")
    for name in ("provincial_clerk", "auditor", "contractor_manager"):
        with pytest.raises(Forbidden):
            try_draft(session, world[name], draft, world.own, TODAY)
    with pytest.raises(NotFound):
        try_draft(session, world["provincial_decider"], draft, "nobody", TODAY)
