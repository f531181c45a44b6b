"""A scheme of categories has grades and no points: nobody is shown, printed or handed any."""

from __future__ import annotations

import re
from datetime import date

import pytest

import scoring
from services.exports.read_export import ExportFilter, read_scores
from services.standing.scores import explain
from services.statements.show_statement import Account, Axes, show_statement
from tests.rules.rulesets import CATEGORIES
from tests.statements.story import Story
from tests.support.world import TODAY
from web.export_files import scores_table

POINTS = re.compile(r"(?<![\d.\-/:])[+−-]?\d+\.\d\d?(?![\d.])")
"""A number as points are written."""


@pytest.fixture
def graded(session, world) -> Story:
    """Fined in March, ordered to stop in October."""
    people = world["provincial_clerk"], world["provincial_reviewer"]
    story = Story(session, world, *people, scheme="categories")
    story.publish(CATEGORIES, TODAY)
    story.record(world.own, "fined", date(2026, 3, 3))
    story.record(world.own, "stopped", date(2026, 10, 8))
    session.rollback()
    return story


@pytest.mark.db
def test_the_grade_is_that_of_the_worst_record(graded, session, world):
    score = explain(session, world.own, "categories", scoring.View(TODAY))
    assert (score.grade, score.points) == ("red", 0)
    shown = show_statement(session, world["auditor"], world.own, Axes(TODAY), TODAY)
    (account,) = shown.accounts
    assert isinstance(account, Account)
    assert not account.scored
    assert account.grade is not None


def body(page: str) -> str:
    """What a person reads of a page."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(
        r"<[^>]+>", " ", re.sub(r"<(script|style|svg).*?</\1>", "", main, flags=re.DOTALL)
    )


@pytest.mark.parametrize("username", ["provincial_clerk", "contractor_user"])
@pytest.mark.parametrize("part", ["statement", "records"])
@pytest.mark.parametrize("language", ["en", "zh_Hans_CN"])
def test_no_page_of_the_contractor_shows_points(graded, client_as, world, username, part, language):
    answer = client_as(username).get(f"/contractors/{world.own}?part={part}&lang={language}")
    assert answer.status_code == 200
    text = body(answer.text)
    assert ("Poor" if language == "en" else "不良") in text
    assert POINTS.findall(text) == []
    for word in ("Points", "Balance", "Live reference score"):
        assert word not in text


def test_the_statement_tells_what_happened_and_the_grade(graded, client_as, world):
    text = body(client_as("provincial_clerk").get(f"/contractors/{world.own}?lang=en").text)
    for words in ("Fined", "Ordered to stop", "2026-10-08", "第九条", "Live reference grade"):
        assert words in text


def test_the_paper_has_no_points_either(graded, client_as, world):
    answer = client_as("provincial_clerk").get(f"/contractors/{world.own}/paper?lang=en")
    text = body(answer.text)
    assert "Statement of the environmental credit grade" in text
    assert POINTS.findall(text) == []
    assert "Points" not in text


def test_there_are_no_pictures_of_points(graded, client_as, world):
    client = client_as("provincial_clerk")
    for picture in ("beam", "course", "composition"):
        assert client.get(f"/contractors/{world.own}/numbers?of={picture}").status_code == 404
    home = client.get("/?lang=en").text
    assert "Contractors by grade" in home
    assert "Average live score" not in home
    assert client.get("/overview/numbers?of=bars&scheme=categories").status_code == 404


def test_the_ranking_shows_the_grade_alone(graded, client_as):
    text = body(client_as("provincial_clerk").get("/contractors/?lang=en").text)
    assert "Poor" in text
    assert POINTS.findall(text) == []


def test_an_export_has_no_column_of_points(graded, app, session, world):
    found = read_scores(
        session, world["business_administrator"], ExportFilter("categories"), Axes(TODAY), TODAY
    )
    assert [row.grade.code for row in found.rows if row.grade] == ["red"]
    with app.test_request_context("/?lang=en"):
        titles = [column.title for column in scores_table(found).columns]
    assert "Score" not in titles
    assert "Live reference grade" in titles


@pytest.mark.parametrize("language", ["en", "zh_Hans_CN"])
def test_its_regulation_reads_without_points(graded, client_as, language):
    client = client_as("business_administrator")
    page = client.get(f"/rules/?lang={language}").text
    address = re.search(r'href="(/rules/[0-9a-f]{32})"', page)
    assert address
    text = body(client.get(f"{address[1]}?lang={language}").text)
    assert POINTS.findall(text) == []
    assert ("Held between" if language == "en" else "起始分") not in text


def test_what_a_confirmation_would_do_is_a_grade_for_a_grade(session, world, client_as):
    people = world["provincial_clerk"], world["provincial_reviewer"]
    story = Story(session, world, *people, scheme="categories")
    story.publish(CATEGORIES.replace('confirm = "none"', 'confirm = "review"'), TODAY)
    story.record(world.own, "stopped", date(2026, 11, 8))
    session.rollback()
    text = body(client_as("provincial_reviewer").get("/review/?lang=en").text)
    assert "Trusted" in text
    assert "Poor" in text
    assert POINTS.findall(text) == []
    effect = re.search(r"Trusted\s+→\s*becomes\s+Poor", re.sub(r"\s+", " ", text))
    assert effect
