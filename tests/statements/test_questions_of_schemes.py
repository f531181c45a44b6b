"""The same questions under the schemes that ship: a ladder, a category without points, weighted dimensions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.statements.ask_what_if import Question, WhatIf, ask_what_if
from services.statements.ask_why import ask_why
from services.statements.compare_views import compare_views
from services.statements.show_statement import Account, Axes, show_statement
from services.statements.shown_path import shown_path
from services.statements.two_figures import two_figures
from tests.statements.every_kind import BY_POINTS, BY_WEIGHTS
from tests.statements.story import Story
from tests.support.files import ROOT
from tests.support.world import TODAY

DAYS = date(2026, 10, 7), date(2026, 10, 20)
CLERK = "provincial_clerk"


def shipped(path: str) -> str:
    return (ROOT / "rulesets" / path).read_text("utf-8")


def account_of(session, world, scheme: str, on: date = TODAY) -> Account:
    shown = show_statement(session, world[CLERK], world.own, Axes(on), TODAY)
    found = next(a for a in shown.accounts if a.scheme == scheme)
    assert isinstance(found, Account)
    return found


def without(session, world, scheme: str, event: str) -> WhatIf:
    found = account_of(session, world, scheme)
    return ask_what_if(session, world[CLERK], found, Question("absent", event), TODAY)


@pytest.fixture
def category(world, story: Story) -> str:
    """A fine under the category scheme, which has no points."""
    story.publish(shipped("ningxia/2025.toml"), date(2026, 10, 6))
    story.scheme = "ningxia"
    story.decided(world.own, "warning", *DAYS)
    return story.decided(world.own, "fine", *DAYS, amount_fen=8_000_000)


def test_without_the_fine_the_category_is_better(session, world, category):
    answer = without(session, world, "ningxia", category)
    assert (answer.real.score.grade, answer.supposed.score.grade) == ("C", "B")
    (gone,) = answer.differences
    assert (gone.before, gone.after, gone.event_id) == (0, None, category)
    assert any("Other penalties" in str(words) for words in answer.verdicts)


def test_the_page_of_a_category_prints_no_points(client_as, session, world, category):
    session.rollback()
    asked = {"scheme": "ningxia", "lang": "en"}
    client = client_as(CLERK)
    supposed = {"suppose": "absent", "record": category}
    for path, wishes in (
        ("what-if", supposed),
        ("line", {"of": f"record.{category}"}),
        ("line", {"of": "total"}),
        ("difference", {"on": "2026-10-10"}),
    ):
        answer = client.get(f"/contractors/{world.own}/{path}", query_string=asked | wishes)
        assert answer.status_code == 200
        assert "0.00" not in answer.text
        assert ">Points<" not in answer.text
        assert ">Difference<" not in answer.text


def test_between_two_days_a_category_says_since_when_a_record_acts(session, world, category):
    views = Axes(date(2026, 10, 10)), Axes(TODAY)
    found = compare_views(session, world[CLERK], world.own, "ningxia", views, TODAY)
    fine = next(each for each in found.differences if each.event_id == category)
    assert str(fine.because) == "It acts since 2026-10-20."
    assert (found.before.score.grade, found.after.score.grade) == ("A", "C")


def test_a_corrected_fine_leaves_the_day_with_two_categories(session, world, story, category):
    story.corrected(category, date(2026, 11, 10))
    on = date(2026, 11, 1)
    found = two_figures(session, account_of(session, world, "ningxia", on), Axes(on), TODAY)
    assert found is not None
    assert found.then.grade
    assert found.now.grade
    assert (found.then.grade.code, found.now.grade.code) == ("C", "B")
    assert found.verdicts


def test_the_way_back_of_a_category_is_the_repair_of_its_penalties(session, world, category):
    found = account_of(session, world, "ningxia")
    ways = shown_path(session, found, TODAY).ways
    asked = [(way.grade.code, way.on, [step.what.en for step in way.steps]) for way in ways]
    after = date(2027, 1, 20)  # three months from the day of the fine
    assert asked == [("B", after, ["Fined"]), ("A", after, ["Fined", "Warned"])]
    assert ways[0].steps[0].event_id == category
    assert {way.waiting for way in ways} == {date(2027, 10, 20)}


def test_where_no_repair_is_left_the_way_back_is_the_day_of_its_end(session, world, category):
    found = account_of(session, world, "ningxia", date(2026, 11, 1))
    (way,) = shown_path(session, found, TODAY).ways
    assert (way.grade.code, way.on, way.steps) == ("A", date(2027, 10, 20), ())
    assert way.then is not None
    assert way.then.on == way.on


def test_a_ladder_shows_its_rows_and_the_one_that_was_met(session, world, story):
    story.publish(shipped("sichuan-enterprises/2019.toml"), date(2026, 10, 6))
    story.scheme = "sichuan-enterprises"
    event = story.decided(world.own, "fine", *DAYS, amount_fen=8_000_000)
    found = account_of(session, world, "sichuan-enterprises")
    why = ask_why(session, world[CLERK], found, f"record.{event}")
    assert len(why.rows) > 2
    assert [row.met for row in why.rows].count(True) == 1
    met = next(row for row in why.rows if row.met)
    assert f"Band {met.what}: {met.points}." in {str(words) for words in why.lines[0].how}


def test_a_repetition_shows_which_number_it_was(session, world, story):
    story.publish(BY_POINTS, date(2026, 10, 6))
    story.scheme = "every-kind"
    story.record(world.own, "job", date(2026, 10, 7))
    first, second = (story.record(world.own, "late", date(2026, 10, day)) for day in (8, 9))
    found = account_of(session, world, "every-kind")
    why = ask_why(session, world[CLERK], found, f"record.{second}")
    met = [str(row.what) for row in why.rows if row.met]
    assert met == ["from number 2 on within 12 months"]
    answer = without(session, world, "every-kind", first)
    assert sum(each.moved for each in answer.differences) == (
        answer.supposed.score.points - found.score.points
    )
    changed = next(each for each in answer.differences if each.event_id == second)
    assert (changed.before, changed.after) == (-300, -200)


@pytest.mark.parametrize("text", [BY_POINTS, BY_WEIGHTS], ids=["points", "weights"])
def test_every_line_of_every_kind_can_be_asked(client_as, session, world, story, text):
    story.publish(text, date(2026, 10, 6))
    story.scheme = "every-kind" if text == BY_POINTS else "every-weight"
    for place, behaviour in enumerate(("job", "late", "late", "lie", "slip", "slip")):
        story.record(world.own, behaviour, DAYS[0] + timedelta(days=place))
    session.rollback()
    client = client_as(CLERK)
    scheme = text.split('scheme = "')[1].split('"')[0]
    html = client.get(f"/contractors/{world.own}?lang=en&scheme={scheme}").text
    links = {part.split('"')[0] for part in html.split('href="') if "/line?" in part.split('"')[0]}
    assert len(links) > 3
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link
