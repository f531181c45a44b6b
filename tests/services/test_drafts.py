"""Drafts: begun, changed by one or by two at once, overtaken by a published version, and kept from other eyes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from services.drafts.draft_parts import Put
from services.drafts.edit_draft import (
    Overtaken,
    begin_draft,
    change_draft,
    discard_draft,
    keep_cases,
    keep_cover,
    replace_source,
)
from services.drafts.show_drafts import seen_text, show_draft, show_drafts
from services.files.new_file import NewFile
from services.messages import Forbidden, Invalid, NotFound
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from services.rules.show_rules import show_schemes
from tests.services.conftest import LAND_SURVEY
from tests.support.world import NOW, TODAY, World

pytestmark = pytest.mark.db

LATER = NOW + timedelta(minutes=5)
NEXT = (
    LAND_SURVEY.read_text("utf-8")
    .replace('version = "2026"', 'version = "2027"')
    .replace("effective_from = 2026-01-01", "effective_from = 2027-01-01")
)


@pytest.fixture
def base(session: Session, world: World, scheme: str) -> str:
    """The id of the version in force."""
    (line,) = show_schemes(session, world["auditor"], TODAY)
    return line.versions[0].id


def test_a_draft_begins_as_the_version_it_is_begun_from(
    session: Session, world: World, base: str
) -> None:
    draft_id = begin_draft(session, world["business_administrator"], NOW, base)
    shown = show_draft(session, world["provincial_decider"], draft_id)
    assert shown.text == LAND_SURVEY.read_text("utf-8")
    assert (shown.line.scheme, shown.line.revision, shown.base_version) == (
        "land-survey",
        1,
        "2026",
    )
    assert (shown.may_change, shown.base_moved) == (False, "")
    assert show_draft(session, world["business_administrator"], draft_id).may_change


def test_an_empty_draft_has_a_frame_to_fill(session: Session, world: World) -> None:
    draft_id = begin_draft(session, world["business_administrator"], NOW)
    shown = show_draft(session, world["business_administrator"], draft_id)
    assert "effective_from = 2027-01-01" in shown.text
    assert shown.line.scheme == ""


def test_a_draft_is_there_for_those_who_write_and_sign_rules_alone(
    session: Session, world: World, base: str
) -> None:
    draft_id = begin_draft(session, world["business_administrator"], NOW, base)
    for name in ("provincial_clerk", "auditor", "contractor_manager"):
        with pytest.raises(NotFound):
            show_draft(session, world[name], draft_id)
        with pytest.raises(Forbidden):
            show_drafts(session, world[name])
        with pytest.raises(Forbidden):
            begin_draft(session, world[name], NOW)
    with pytest.raises(Forbidden):
        change_draft(session, world["provincial_decider"], draft_id, 1, [], NOW)


def test_a_change_makes_a_new_revision_and_says_who_made_it(
    session: Session, world: World, base: str
) -> None:
    draft_id = begin_draft(session, world["business_administrator"], NOW, base)
    other = world["second_business_administrator"]
    saved = change_draft(session, other, draft_id, 1, [Put("scale/ceiling", "120")], LATER)
    (line,) = show_drafts(session, world["business_administrator"])
    assert (saved.revision, line.revision, line.changed_by) == (2, 2, other.name)
    assert "ceiling = 120\n" in saved.text
    assert seen_text(session, other, draft_id, 1) == LAND_SURVEY.read_text("utf-8")


def test_a_change_that_changes_nothing_makes_no_revision(
    session: Session, world: World, base: str
) -> None:
    author = world["business_administrator"]
    draft_id = begin_draft(session, author, NOW, base)
    saved = change_draft(session, author, draft_id, 1, [Put("scale/ceiling", "110")], LATER)
    assert saved.revision == 1


def test_who_comes_second_is_shown_the_difference_and_loses_nothing(
    session: Session, world: World, base: str
) -> None:
    one, other = world["business_administrator"], world["second_business_administrator"]
    draft_id = begin_draft(session, one, NOW, base)
    change_draft(session, one, draft_id, 1, [Put("scale/ceiling", "120")], LATER)
    with pytest.raises(Overtaken) as late:
        change_draft(session, other, draft_id, 1, [Put("scale/places", "2")], LATER)
    found = late.value
    assert (found.revision, found.by) == (2, one.name)
    assert "places = 2" in found.yours
    assert "ceiling = 120" in found.text
    told = [(line.sign, line.text) for line in found.difference if line.sign in ("theirs", "yours")]
    assert told == [
        ("theirs", "ceiling = 120"),
        ("theirs", "places = 1"),
        ("yours", "ceiling = 110"),
        ("yours", "places = 2"),
    ]
    saved = change_draft(session, other, draft_id, 2, [Put("scale/places", "2")], LATER)
    assert "ceiling = 120\nplaces = 2\n" in saved.text


def test_a_source_written_late_is_given_back_too(session: Session, world: World, base: str) -> None:
    author = world["business_administrator"]
    draft_id = begin_draft(session, author, NOW, base)
    replace_source(session, author, draft_id, 1, "# theirs\n", LATER)
    with pytest.raises(Overtaken) as late:
        replace_source(session, author, draft_id, 1, "# mine\n", LATER)
    assert late.value.yours == "# mine\n"
    assert [line.text for line in late.value.difference] == ["# theirs", "# mine"]


def test_a_source_that_cannot_be_read_is_kept_as_it_is(session: Session, world: World) -> None:
    author = world["business_administrator"]
    draft_id = begin_draft(session, author, NOW)
    saved = replace_source(session, author, draft_id, 1, "scheme = [", LATER)
    assert saved.text == "scheme = ["
    assert show_draft(session, author, draft_id).text == "scheme = ["


def test_a_form_over_a_source_that_cannot_be_read_is_refused_with_the_fault(
    session: Session, world: World
) -> None:
    author = world["business_administrator"]
    draft_id = begin_draft(session, author, NOW)
    replace_source(session, author, draft_id, 1, "scheme = [", LATER)
    with pytest.raises(Invalid, match="mended first"):
        change_draft(session, author, draft_id, 2, [Put("scheme", "x")], LATER)


def test_a_source_of_more_than_a_megabyte_is_refused_with_its_size(
    session: Session, world: World
) -> None:
    author = world["business_administrator"]
    draft_id = begin_draft(session, author, NOW)
    with pytest.raises(Invalid, match="1,000,001 bytes"):
        replace_source(session, author, draft_id, 1, "#" * 1_000_001, LATER)


def test_a_version_published_meanwhile_is_said_and_the_draft_is_kept(
    session: Session, world: World, base: str
) -> None:
    author = world["business_administrator"]
    draft_id = begin_draft(session, author, NOW, base)
    change_draft(session, author, draft_id, 1, [Put("scale/ceiling", "120")], NOW)
    publish_ruleset(
        session, world["provincial_decider"], propose_ruleset(session, author, NEXT, LATER), LATER
    )
    shown = show_draft(session, author, draft_id)
    assert shown.base_moved == "2027"
    assert "ceiling = 120" in shown.text
    saved = change_draft(session, author, draft_id, 2, [Put("scale/ceiling", "130")], LATER)
    assert "ceiling = 130" in saved.text


def test_the_cover_sheet_says_what_it_lacks(session: Session, world: World, base: str) -> None:
    author = world["business_administrator"]
    draft_id = begin_draft(session, author, NOW, base)
    assert len(show_draft(session, author, draft_id).cover.missing) == 11
    values: dict[str, str | date | None] = {
        "title": "计分方法",
        "drafted_on": "2026-09-01",
        "effective_on": date(2026, 2, 1),
    }
    with pytest.raises(Invalid) as refused:
        keep_cover(session, author, draft_id, 1, values, LATER)
    assert list(refused.value.fields) == ["effective_on"]
    values["effective_on"] = date(2027, 2, 1)
    paper = NewFile("0" * 64, 10, "application/pdf", b"key", "意见.pdf")
    keep_cover(session, author, draft_id, 1, values, LATER, {"legality": paper})
    cover = show_draft(session, author, draft_id).cover
    assert (cover.title, cover.days["drafted_on"]) == ("计分方法", date(2026, 9, 1))
    assert cover.opinions["legality"] is not None
    assert str(cover.missing[-1]) == (
        "The cover sheet says that it is in force from 2027-02-01, the draft from 2026-01-01."
    )
    keep_cover(session, author, draft_id, 2, {}, LATER, {"legality": None})
    assert show_draft(session, author, draft_id).cover.opinions["legality"] is None


@pytest.mark.parametrize("day", ["2026-02-30", "1.2.2026", "soon", "20260201"])
def test_a_day_that_is_none_is_refused_beside_its_field(
    session: Session, world: World, day: str
) -> None:
    author = world["business_administrator"]
    draft_id = begin_draft(session, author, NOW)
    with pytest.raises(Invalid) as refused:
        keep_cover(session, author, draft_id, 1, {"issued_on": day}, LATER)
    assert list(refused.value.fields) == ["issued_on"]


def test_cases_are_kept_with_the_draft(session: Session, world: World) -> None:
    author = world["business_administrator"]
    draft_id = begin_draft(session, author, NOW)
    keep_cases(session, author, draft_id, 1, "# cases", LATER)
    assert show_draft(session, author, draft_id).cases == "# cases"


def test_a_draft_that_was_put_away_is_gone(session: Session, world: World) -> None:
    author = world["business_administrator"]
    draft_id = begin_draft(session, author, NOW)
    change_draft(session, author, draft_id, 1, [Put("scheme", "x")], LATER)
    with pytest.raises(Overtaken):
        discard_draft(session, author, draft_id, 1)
    discard_draft(session, author, draft_id, 2)
    with pytest.raises(NotFound):
        show_draft(session, author, draft_id)
    with pytest.raises(NotFound):
        change_draft(session, author, draft_id, 2, [], LATER)
