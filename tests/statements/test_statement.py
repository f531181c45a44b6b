"""The statement of account: it adds up, says why, and shows each person what is his to see."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.actor import Actor
from services.labels import Both
from services.messages import Message
from services.statements.next_changes import Ahead
from services.statements.show_statement import Account, Axes, show_statement
from tests.statements.pages import add_up, closing_of, rows_of
from tests.statements.rulesets import WEIGHTED
from tests.statements.story import Story
from tests.support.world import TODAY


def page(client_as, username: str, subject: str, **wishes: str) -> str:
    answer = client_as(username).get(
        f"/contractors/{subject}", query_string={"lang": "en"} | wishes
    )
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


def account(session, actor: Actor, subject: str, scheme: str = "land-survey", **axes) -> Account:
    shown = show_statement(session, actor, subject, Axes(**({"on": TODAY} | axes)), TODAY)
    found = next(a for a in shown.accounts if a.scheme == scheme)
    assert isinstance(found, Account)
    return found


def english(words: Both | Message | str) -> str:
    """A name or sentence as an English page says it."""
    if not isinstance(words, Message):
        return words.en if isinstance(words, Both) else words
    params = {k: v.en if isinstance(v, Both) else v for k, v in words.params.items()}
    return words.text % params


@pytest.mark.db
def test_the_lines_shown_add_up_to_the_score(client_as, world):
    rows = rows_of(page(client_as, "provincial_clerk", world.own))
    assert add_up(rows) == closing_of(rows) == Decimal("83.2")


@pytest.mark.parametrize(
    "on", ["2026-01-26", "2026-04-30", "2026-06-05", "2027-08-01", "2028-06-04"]
)
def test_they_add_up_on_any_day(client_as, world, on):
    rows = rows_of(page(client_as, "provincial_clerk", world.own, on=on))
    assert add_up(rows) == closing_of(rows)


def test_the_chinese_page_says_the_same_numbers(client_as, world):
    english = rows_of(page(client_as, "provincial_clerk", world.own))
    chinese = rows_of(page(client_as, "provincial_clerk", world.own, lang="zh_Hans_CN"))
    assert [(r.date, r.points, r.balance) for r in chinese] == [
        (r.date, r.points, r.balance) for r in english
    ]
    assert any("投诉" in row.what for row in chinese)


def test_the_opening_balance_is_the_start_of_the_scheme(client_as, world):
    opening = rows_of(page(client_as, "provincial_clerk", world.own))[0]
    assert (opening.date, opening.balance) == ("2026-01-01", Decimal("100.0"))


def test_a_line_that_ends_comes_back_on_its_day(session, world):
    back = [
        line
        for line in account(session, world["provincial_clerk"], world.own).lines
        if line.kind == "return"
    ]
    assert [(line.on, line.points) for line in back] == [(date(2026, 11, 6), 100)]


def test_a_rate_says_its_numbers_and_holds_its_records(session, world):
    lines = account(session, world["provincial_clerk"], world.own).lines
    first, second = (line for line in lines if english(line.what) == "Provincial control pass rate")
    assert str(first.how[0]) == "30 of 40, 75.00%."
    assert str(first.how[1]) == "Band 75% ≤ … < 85%: \u22124.0."
    assert str(second.how[-1]) == "Before it stood at \u22124.0, now at 0.0."
    assert [held.result for held in second.beneath] == ["39 / 40"]


def test_the_arithmetic_of_a_line_is_in_words(session, world):
    lines = account(session, world["provincial_clerk"], world.own).lines
    how = {
        english(line.what): [english(words) for words in line.how]
        for line in lines
        if line.kind == "event"
    }
    assert how["Serious defect in delivered work"][0] == "\u22124.0 × 2 defects = \u22128.0."
    assert how["Ordinary defect in delivered work"][:2] == [
        "Held at \u22123.0 for one record; without this limit it would be \u22124.5.",
        "\u22120.5 × 9 defects = \u22124.5.",
    ]


def test_a_corrected_record_is_on_no_line_but_folded(client_as, world):
    html = page(client_as, "contractor_user", world.own)
    assert "corrected on 2026-09-01" in html
    assert [row.date for row in rows_of(html) if row.date == "2026-08-03"] == []


def test_a_record_that_waits_is_on_no_line(client_as, session, world, story):
    before = closing_of(rows_of(page(client_as, "provincial_clerk", world.own)))
    story.record(world.own, "S02", TODAY)
    staff, party = (
        page(client_as, who, world.own) for who in ("provincial_reviewer", "contractor_user")
    )
    assert "1 record waits for confirmation" in staff
    assert "/review" in staff
    assert "for confirmation" not in party
    assert closing_of(rows_of(staff)) == before


def test_a_contractor_that_was_given_notice_sees_it_and_may_reply(client_as, world, story):
    story.noticed(world.own, "S03", date(2026, 11, 20))
    html = page(client_as, "contractor_user", world.own)
    assert "You have been given notice" in html
    assert "You may reply until 27 November 2026." in html


def test_who_confirmed_is_for_staff_alone(client_as, world):
    assert "provincial_reviewer 某" in page(client_as, "provincial_clerk", world.own)
    assert "provincial_reviewer 某" not in page(client_as, "contractor_user", world.own)


def test_a_contractor_finds_the_office_in_charge_on_every_line_of_a_record(client_as, world):
    rows = rows_of(page(client_as, "contractor_user", world.own))
    shown = [row for row in rows if row.kind in ("event", "return", "forecast")]
    assert shown
    assert all("028-0000 0000" in row.what for row in shown)


def test_another_contractors_page_does_not_exist(client_as, world):
    for path in ("", "/paper", "/numbers?of=beam"):
        assert (
            client_as("contractor_user").get(f"/contractors/{world.other}{path}").status_code == 404
        )


def test_an_office_elsewhere_sees_headings_alone(session, world):
    seen = account(session, world["mianyang_clerk"], world.own)
    whole = account(session, world["provincial_clerk"], world.own)
    assert [(line.on, line.points) for line in seen.lines] == [
        (line.on, line.points) for line in whole.lines
    ]
    told = [line for line in seen.lines if line.how or line.event_id or line.contacts]
    assert [english(line.what) for line in told] == ["Ordinary defect in delivered work"]


def test_the_forecast_ends_in_the_balance_of_its_last_day(session, world):
    seen = account(session, world["provincial_clerk"], world.own)
    assert seen.score.points + sum(row.points for row in seen.ahead) == seen.ahead[-1].balance
    better = [row for row in seen.ahead if row.grade and row.grade.code == "green"]
    assert better[0].on == date(2028, 4, 20)


def test_every_change_ahead_says_what_ends(session, world):
    ahead: tuple[Ahead, ...] = account(
        session, world["provincial_clerk"], world.own, on=date(2026, 3, 1)
    ).ahead
    assert [row.on for row in ahead if not row.due and not row.version] == []


def test_a_contractor_without_records_has_the_start_of_the_scheme(client_as, world):
    html = page(client_as, "provincial_clerk", world.other)
    rows = rows_of(html)
    assert closing_of(rows) == Decimal("100.0")
    assert "too little work to be graded" in html


@pytest.fixture
def weighted(session, world, story: Story) -> Story:
    """The other scheme too, with a few of its records."""
    story.publish(WEIGHTED, date(2026, 11, 20))
    story.scheme = "weighted"
    for behaviour, day in (("late", 3), ("late", 4), ("lie", 5)):
        story.record(world.own, behaviour, date(2026, 10, day), known=date(2026, 11, 20), files=())
    story.record(world.own, "rated", date(2026, 10, 6), known=date(2026, 11, 20), rating=400)
    story.record(world.own, "lie", date(2025, 5, 5), known=date(2026, 11, 20), files=())
    return story


@pytest.mark.usefixtures("weighted")
def test_schemes_stand_side_by_side_each_with_its_statement(client_as, world):
    html = page(client_as, "provincial_clerk", world.own)
    assert "Weighted scheme" in html
    rows = rows_of(page(client_as, "provincial_clerk", world.own, scheme="weighted"))
    assert add_up(rows) == closing_of(rows)


@pytest.mark.usefixtures("weighted")
def test_a_dimension_of_a_weighted_scheme_opens_to_its_lines(session, world):
    seen = account(session, world["provincial_clerk"], world.own, "weighted")
    assert seen.opening + sum(line.points for line in seen.lines) == seen.score.points
    lied = next(line for line in seen.lines if line.points == -3825)
    assert [english(held.what) for held in lied.within] == ["False report"]
    assert english(lied.how[0]) == "Conduct: \u221245.00, weighted 85 of 100."


@pytest.mark.usefixtures("weighted")
def test_a_listing_shows_its_last_day_and_how_it_came_about(session, world):
    listed = {
        shown.name.en: shown
        for shown in account(session, world["provincial_clerk"], world.own, "weighted").lists
        if shown.state == "in_force"
    }
    watched = listed["Watched"]
    assert (watched.from_on, watched.last_day, watched.by) == (
        date(2026, 10, 5),
        date(2027, 4, 4),
        "rule",
    )
    assert watched.public_until is None


@pytest.mark.usefixtures("weighted")
def test_proposals_of_the_rules_are_for_staff(session, world, story):
    story.record(world.own, "lie", date(2026, 11, 20), files=())
    states = {
        who: {shown.state for shown in account(session, world[who], world.own, "weighted").lists}
        for who in ("provincial_clerk", "contractor_user")
    }
    assert "proposed" in states["provincial_clerk"]
    assert "proposed" not in states["contractor_user"]


def test_a_long_statement_begins_with_what_is_brought_forward(client_as, world, monkeypatch):
    monkeypatch.setattr("web.statement_rows.MOST_LINES", 4)
    html = page(client_as, "provincial_clerk", world.own)
    rows = rows_of(html)
    assert add_up(rows) == closing_of(rows) == Decimal("83.2")
    assert (rows[0].date, rows[0].balance) == ("2026-06-02", Decimal("87.0"))
    assert "earlier lines: 6" in html
    whole = rows_of(page(client_as, "provincial_clerk", world.own, whole="yes"))
    assert add_up(whole) == Decimal("83.2")
    assert whole[0].balance == Decimal("100.0")
