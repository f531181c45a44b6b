"""The workshop's pages: what is not touched stays to the byte, what is typed is kept, and two people lose nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from services.drafts.edit_draft import begin_draft
from services.drafts.show_drafts import show_draft
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from tests.support.files import ROOT, name_of
from tests.support.fixtures import ClientAs
from tests.support.world import NOW, World
from tests.web.forms import untouched
from web.drafts.article_words import numeral
from web.drafts.chapters import CHAPTERS

RULESETS = sorted(ROOT.glob("rulesets/*/2*.toml"))
TEXT = (ROOT / "rulesets" / "land-survey" / "2026.toml").read_text("utf-8")

every_ruleset = pytest.mark.parametrize("path", RULESETS, ids=name_of)


@pytest.fixture
def administrator(client_as: ClientAs) -> FlaskClient:
    return client_as("business_administrator")


@pytest.fixture
def draft(session: Session, world: World) -> str:
    return begun(session, world, TEXT)


def begun(session: Session, world: World, text: str) -> str:
    return begin_draft(session, world["business_administrator"], NOW, text=text)


def text_of(session: Session, world: World, draft_id: str) -> str:
    text = show_draft(session, world["business_administrator"], draft_id).text
    session.rollback()
    return text


def page(client: FlaskClient, draft_id: str, chapter: str, **asked: str) -> str:
    answer = client.get(f"/rules/drafts/{draft_id}/chapters/{chapter}", query_string=asked)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def save(client: FlaskClient, draft_id: str, chapter: str, page: str, **typed: str) -> int:
    sent = untouched(page, "draft-form")
    for name, value in typed.items():
        sent.setlist(name.replace("__", "/"), [value])
    return client.post(f"/rules/drafts/{draft_id}/chapters/{chapter}", data=sent).status_code


@every_ruleset
def test_a_chapter_that_is_saved_untouched_changes_no_byte(
    path: Path, administrator: FlaskClient, session: Session, world: World
):
    text = path.read_text("utf-8")
    draft_id = begun(session, world, text)
    for chapter in CHAPTERS:
        shown = page(administrator, draft_id, chapter.code)
        assert save(administrator, draft_id, chapter.code, shown, do="save") == 303
        assert text_of(session, world, draft_id) == text, chapter.code


def test_a_number_that_is_typed_stands_in_the_source_and_nothing_else_moves(
    administrator: FlaskClient, session: Session, world: World, draft: str
):
    shown = page(administrator, draft, "scoring")
    assert save(administrator, draft, "scoring", shown, scale__ceiling="120") == 303
    changed = text_of(session, world, draft)
    lines = zip(TEXT.splitlines(), changed.splitlines(), strict=True)
    assert [new for old, new in lines if old != new] == [changed_line(TEXT, "120")]


def changed_line(text: str, value: str) -> str:
    (line,) = (
        line for line in text.splitlines() if line.startswith("ceiling = ") and "110" in line
    )
    return line.replace("110", value)


def test_what_cannot_be_read_is_kept_and_told_beside_its_field(
    administrator: FlaskClient, session: Session, world: World, draft: str
):
    shown = page(administrator, draft, "scoring")
    assert save(administrator, draft, "scoring", shown, scale__ceiling="一百") == 303
    again = page(administrator, draft, "scoring")
    assert 'value="一百"' in again
    note = re.search(r'data-problem-of="scale/ceiling">([^<]+)<', again)
    assert note
    assert 'href="/rules/drafts/' in again


def test_the_panel_follows_what_is_typed_and_nothing_is_saved(
    administrator: FlaskClient, session: Session, world: World, draft: str
):
    sent = untouched(page(administrator, draft, "grades"), "draft-form")
    sent.setlist("grades/1/lower/at", ["95"])
    live = f"/rules/drafts/{draft}/chapters/grades/live"
    answer = administrator.post(live, data=sent)
    assert answer.status_code == 200
    assert "90" in answer.get_data(as_text=True)
    assert 'data-problem-at="grades' in answer.get_data(as_text=True)
    assert text_of(session, world, draft) == TEXT


def test_the_second_of_two_people_sees_the_difference_and_loses_nothing(
    administrator: FlaskClient, client_as: ClientAs, session: Session, world: World, draft: str
):
    first = page(administrator, draft, "scoring")
    other = client_as("second_business_administrator")
    second = page(other, draft, "scoring")
    assert save(administrator, draft, "scoring", first, scale__ceiling="120") == 303
    sent = untouched(second, "draft-form")
    sent.setlist("scale/floor", ["5"])
    answer = other.post(f"/rules/drafts/{draft}/chapters/scoring", data=sent)
    assert answer.status_code == 409
    shown = answer.get_data(as_text=True)
    assert "ceiling = 120" in shown
    revision = re.search(r'name="revision" value="(\d+)"', shown)
    assert revision
    sent.setlist("seen", sent.getlist("revision"))
    sent.setlist("revision", [revision[1]])
    assert other.post(f"/rules/drafts/{draft}/chapters/scoring", data=sent).status_code == 303
    both = text_of(session, world, draft)
    assert "ceiling = 120" in both or "120" in changed_line(both.replace("120", "110"), "120")
    assert re.search(r"^floor = (?:5$|.*\b5\b)", both, re.MULTILINE)


def test_an_indicator_is_added_with_the_behaviour_that_it_weighs(
    administrator: FlaskClient, session: Session, world: World, draft: str
):
    sent = untouched(page(administrator, draft, "indicators"), "draft-form")
    sent.setlist("do", ["new indicators"])
    sent.setlist("new/zh", ["未按规定公开信息"])
    sent.setlist("new/points", ["-2"])
    assert (
        administrator.post(f"/rules/drafts/{draft}/chapters/indicators", data=sent).status_code
        == 303
    )
    text = text_of(session, world, draft)
    assert text.count("未按规定公开信息") >= 2
    assert 'code = "wagdgkxx"' in text


def test_a_new_article_without_a_name_is_refused_beside_its_field(
    administrator: FlaskClient, draft: str
):
    sent = untouched(page(administrator, draft, "indicators"), "draft-form")
    sent.setlist("do", ["new indicators"])
    answer = administrator.post(f"/rules/drafts/{draft}/chapters/indicators", data=sent)
    assert answer.status_code == 422
    assert "请填写新增条文的名称" in answer.get_data(as_text=True)


def test_the_source_can_be_written_anew_and_taken_away(
    administrator: FlaskClient, session: Session, world: World, draft: str
):
    shown = administrator.get(f"/rules/drafts/{draft}/source").get_data(as_text=True)
    sent = untouched(shown, "draft-form")
    assert sent["text"] == TEXT.replace("&", "&")
    sent["text"] = TEXT.replace("ceiling = 110", "ceiling = 111")
    assert administrator.post(f"/rules/drafts/{draft}/source", data=sent).status_code == 303
    taken = administrator.get(f"/rules/drafts/{draft}/file").get_data(as_text=True)
    assert taken == text_of(session, world, draft)


def test_a_source_that_is_no_file_of_rules_is_kept_and_shown_as_text(
    administrator: FlaskClient, draft: str
):
    shown = administrator.get(f"/rules/drafts/{draft}/source").get_data(as_text=True)
    sent = untouched(shown, "draft-form")
    sent["text"] = "这不是规则"
    assert administrator.post(f"/rules/drafts/{draft}/source", data=sent).status_code == 303
    for part in ("", "/chapters/lists", "/source", "/cases", "/compare", "/trial", "/hand-in"):
        answer = administrator.get(f"/rules/drafts/{draft}{part}")
        assert answer.status_code == 200, part


@pytest.mark.parametrize("who", ["provincial_clerk", "auditor", "contractor_user"])
def test_who_neither_writes_nor_signs_rules_sees_no_draft_and_no_effect(
    who: str, client_as: ClientAs, draft: str
):
    assert client_as(who).get(f"/rules/drafts/{draft}").status_code == 403


def test_who_signs_reads_a_draft_and_changes_nothing_in_it(client_as: ClientAs, draft: str):
    decider = client_as("provincial_decider")
    assert decider.get(f"/rules/drafts/{draft}").status_code == 200
    assert decider.post(f"/rules/drafts/{draft}/chapters/scoring").status_code == 403


def test_who_only_signs_sees_the_forms_closed(
    administrator: FlaskClient, client_as: ClientAs, draft: str
):
    closed = '<fieldset class="asread" disabled>'
    assert closed not in page(administrator, draft, "scoring")
    shown = page(client_as("provincial_decider"), draft, "scoring")
    assert closed in shown
    assert "data-live" not in shown


def test_whoever_goes_on_when_a_version_was_published_meanwhile_is_told(
    administrator: FlaskClient, session: Session, world: World, draft: str
):
    version = propose_ruleset(session, world["business_administrator"], TEXT, NOW)
    publish_ruleset(session, world["second_business_administrator"], version, NOW)
    shown = page(administrator, draft, "general")
    assert f'value="{version}"' not in shown
    assert show_draft(session, world["business_administrator"], draft).base_moved == "2026"
    assert "notice--warn" in shown


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1003, "一千零三"),
    ],
)
def test_articles_are_counted_as_regulations_count(n: int, said: str):
    assert numeral(n) == said


def test_a_chapter_that_there_is_not_is_a_page_that_there_is_not(
    administrator: FlaskClient, draft: str
):
    assert administrator.get(f"/rules/drafts/{draft}/chapters/nothing").status_code == 404
