"""One contractor under two schemes at once: two scores, each with its own lines and its own lists."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models import Proposal, Score
from services.exports.read_export import ExportFilter, Span, read_scores
from services.exports.read_listings import read_listings
from services.standing.scores import due, renew_due
from services.statements.show_statement import Account, Axes, show_statement
from services.writing import unrecorded
from tests.statements.story import Story
from tests.support.world import TODAY

NEXT_YEAR = date(2027, 11, 10)


@pytest.fixture
def both(story: Story, operators: Story, session, world) -> None:
    """One record under the first scheme, two under the second."""
    story.confirmed(world.own, "S02", date(2026, 11, 2))
    operators.record(world.own, "late", date(2026, 11, 3))
    operators.record(world.own, "forged", date(2026, 11, 4))
    session.rollback()


@pytest.mark.db
def test_each_scheme_weighs_its_own_records_and_enters_its_own_lists(both, session, world):
    shown = show_statement(session, world["provincial_clerk"], world.own, Axes(TODAY), TODAY)
    accounts = {a.scheme: a for a in shown.accounts if isinstance(a, Account)}
    assert [*accounts] == ["land-survey", "operators"]
    first, second = accounts["land-survey"], accounts["operators"]
    assert (first.score.points, first.score.unrated) == (9900, "too_little_work")
    assert (second.score.points, second.score.grade) == (1400, "bad")
    assert [line.amount for line in second.score.lines if line.kind == "event"] == [200, 1200]
    assert [line.amount for line in first.score.lines if line.kind == "event"] == [-100]
    assert [one.name.en for one in second.lists] == ["Watched"]
    assert first.lists == ()


@pytest.mark.db
def test_both_scores_are_stored_and_the_night_renews_each_when_its_change_comes(
    both, session, world
):
    stored = {s.scheme: (s.points, s.grade) for s in session.scalars(select(Score))}
    assert stored == {"land-survey": (9900, None), "operators": (1400, "bad")}
    session.rollback()
    assert due(session, "operators", NEXT_YEAR) == [world.own]
    session.rollback()
    with unrecorded(session):
        renew_due(session, NEXT_YEAR)
    stored = {s.scheme: (s.points, s.grade) for s in session.scalars(select(Score))}
    assert stored == {"land-survey": (10000, None), "operators": (0, "good")}
    assert session.scalars(select(Proposal)).all() == []


def test_the_page_of_the_contractor_shows_two_scores_side_by_side(both, client_as, world):
    page = client_as("provincial_clerk").get(f"/contractors/{world.own}?lang=en").text
    assert page.count('class="score__points') == 2
    assert "Scheme for operators" in page
    assert "99.0" in page
    other = client_as("provincial_clerk").get(f"/contractors/{world.own}?scheme=operators&lang=en")
    assert "Data forged" in other.text
    assert "on the list “Watched”" in other.text


@pytest.mark.parametrize("username", ["provincial_clerk", "contractor_user", "auditor"])
@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
def test_each_account_has_its_paper_and_its_pictures(both, client_as, world, username, language):
    client = client_as(username)
    for scheme in ("land-survey", "operators"):
        wish = f"?scheme={scheme}&lang={language}"
        assert client.get(f"/contractors/{world.own}{wish}").status_code == 200
        assert client.get(f"/contractors/{world.own}/paper{wish}").status_code == 200
        for picture in ("beam", "course", "composition"):
            answer = client.get(f"/contractors/{world.own}/numbers{wish}&of={picture}")
            assert answer.status_code == 200


def test_the_list_of_contractors_and_the_first_page_tell_the_schemes_apart(both, client_as):
    client = client_as("provincial_clerk")
    page = client.get("/contractors/?lang=en").text
    assert "14" in page
    assert "99.0" in page
    assert "Scheme for operators" in page
    home = client.get("/?lang=en").text
    assert "Scheme for operators" in home
    graded = client.get("/contractors/?grade=operators/bad&lang=en").text
    assert "14" in graded


def test_an_export_holds_the_scores_of_one_scheme(both, session, world):
    admin = world["business_administrator"]
    for scheme, points, records in (("land-survey", None, 1), ("operators", 1400, 2)):
        found = read_scores(session, admin, ExportFilter(scheme), Axes(TODAY), TODAY)
        assert [(row.points, row.events) for row in found.rows] == [(points, records)]


def test_a_report_of_lists_takes_each_by_its_own_scheme(both, session, world):
    admin, span = world["business_administrator"], Span(TODAY - timedelta(days=9), TODAY)
    found = read_listings(session, admin, ExportFilter("operators", None, "watched"), span, TODAY)
    assert found.rows == ()


def test_a_record_asks_for_the_behaviours_of_both_schemes(story, client_as, world):
    client = client_as("provincial_clerk")
    found = client.get(f"/events/behaviours.json?q=&contractor_id={world.own}").json["items"]
    schemes = {item["id"].partition("/")[0] for item in found}
    assert schemes == {"land-survey", "operators"}
    assert any("运维机构评价办法" in item["note"] for item in found)
