"""Statements of the schemes that ship: recorded and confirmed by the product's services, told in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.statements.show_statement import Account, Axes, show_statement
from services.subjects.register_subject import Registration, register_subject
from tests.statements.every_kind import BY_POINTS
from tests.statements.pages import Row, add_up, closing_of, rows_of
from tests.statements.story import Story, at
from tests.support.files import ROOT
from tests.support.world import TODAY, credit_code

CHINESE = "zh_Hans_CN"
LIMIT_REACHED = date(2026, 10, 23)


def shipped(path: str) -> str:
    return (ROOT / "rulesets" / path).read_text("utf-8")


@pytest.fixture
def page(client_as):
    """The page of a contractor as the provincial clerk reads it."""

    def read(subject: str, below: str = "", **wishes: str) -> str:
        answer = client_as("provincial_clerk").get(
            f"/contractors/{subject}{below}", query_string={"lang": "en"} | wishes
        )
        assert answer.status_code == 200
        return str(answer.get_data(as_text=True))

    return read


def account_of(session, world, subject: str, scheme: str, on: date = TODAY) -> Account:
    shown = show_statement(session, world["provincial_clerk"], subject, Axes(on), TODAY)
    found = next(a for a in shown.accounts if a.scheme == scheme)
    assert isinstance(found, Account)
    return found


def moved(rows: list[Row]) -> list[Decimal | None]:
    return [row.points for row in rows if row.kind in ("event", "return", "limit") and row.points]


@pytest.fixture
def eia_unit(session, story: Story) -> str:
    """A unit that reached the limit by four decisions within five days."""
    story.publish(shipped("eia-units/2019.toml"), date(2026, 10, 6))
    story.scheme = "eia-units"
    typed = Registration(
        kind="contractor",
        name="丙川环评咨询有限公司",
        legal_form="company",
        code=credit_code("MA6C0003"),
        business=("eia",),
        file_opened_on=date(2025, 3, 1),
    )
    unit = register_subject(session, story.clerk, typed, b"secret", at(date(2026, 10, 6)))
    for day in range(20, 24):
        noticed, end = date(2026, 10, 7), date(2026, 10, day)
        story.decided(unit, "criticised", noticed, end)
    return unit


@pytest.mark.parametrize("language", ["en", CHINESE])
def test_eia_points_stand_on_the_day_the_limit_was_reached(page, eia_unit, language):
    rows = rows_of(page(eia_unit, on=LIMIT_REACHED.isoformat(), lang=language))
    assert add_up(rows) == closing_of(rows) == Decimal(20)
    assert moved(rows) == [Decimal(5)] * 4
    assert {row.clause for row in rows if row.points == 5} == {"第三十二条第九项"}


def test_the_next_day_every_point_is_given_back_and_says_why(page, eia_unit):
    rows = rows_of(page(eia_unit))
    assert add_up(rows) == closing_of(rows) == Decimal(0)
    back = [row for row in rows if row.kind == "return"]
    assert [row.points for row in back] == [Decimal(-5)] * 4
    assert all("a listing opened the period anew" in row.what for row in back)


def test_the_same_in_chinese(page, eia_unit):
    html = page(eia_unit, lang=CHINESE)
    assert "不再计分：因列入或者移出名单，评价周期重新起算。" in html
    assert "已连续0个评价周期达标，须连续2个。" in html


def test_the_forecast_says_that_a_listing_ends_the_period(session, world, eia_unit):
    seen = account_of(session, world, eia_unit, "eia-units", LIMIT_REACHED)
    tomorrow = seen.ahead[0]
    assert (tomorrow.on, tomorrow.points, tomorrow.balance) == (date(2026, 10, 24), -2000, 0)
    assert len(tomorrow.due) == 4


def test_the_page_of_records_says_why_each_weighs_nothing(page, eia_unit):
    html = page(eia_unit, part="records")
    assert html.count("a listing opened the period anew") == 4


NINE = (
    *("redline", "eia", "permit", "facilities", "discharge"),
    *("waste", "monitoring", "emergency", "disclosure"),
)


@pytest.fixture
def enterprise(world, story: Story) -> str:
    """All nine base items met, one of them no longer; a fine; a veto."""
    story.publish(shipped("sichuan-enterprises/2019.toml"), date(2026, 10, 6))
    story.scheme = "sichuan-enterprises"
    for item in NINE:
        until = {"until_on": date(2027, 12, 31)} if item == "permit" else {}
        story.confirmed(world.own, f"{item}-met", date(2026, 10, 7), **until)
    end = date(2026, 10, 30)
    days = date(2026, 10, 8), end
    story.decided(world.own, "facilities-not-met", *days)
    story.decided(world.own, "fine", *days, amount_fen=8_000_000)
    return str(world.own)


def test_base_items_say_whether_they_hold(session, world, page, enterprise):
    wishes = {"scheme": "sichuan-enterprises"}
    html = page(enterprise, **wishes)
    rows = rows_of(html)
    assert add_up(rows) == closing_of(rows) == Decimal(78)
    assert html.count("It holds.") >= 9
    assert "It does not hold." in html
    assert "It holds, by what is on record since 2026-10-07." in html
    assert "On record until 2027-12-30." in html
    assert "By the ladder for 80,000.00 yuan." in html
    chinese = page(enterprise, lang=CHINESE, **wishes)
    assert "经认定，不符合。" in chinese
    assert add_up(rows_of(chinese)) == Decimal(78)


def test_an_item_that_nobody_looked_at_is_not_known(session, world, story, page):
    story.publish(shipped("sichuan-enterprises/2019.toml"), date(2026, 10, 6))
    story.scheme = "sichuan-enterprises"
    story.confirmed(world.own, "redline-met", date(2026, 10, 7))
    html = page(world.own, scheme="sichuan-enterprises")
    assert html.count("Not known: no record says whether it holds.") >= 8
    assert "could not be assessed" in html
    assert "Until it is assessed there is no grade." in html


def test_a_category_follows_the_worst_penalty_and_names_it(session, world, story, page):
    story.publish(shipped("ningxia/2025.toml"), date(2026, 10, 6))
    story.scheme = "ningxia"
    days = date(2026, 10, 7), date(2026, 10, 20)
    story.decided(world.own, "warning", *days)
    story.decided(world.own, "fine", *days, amount_fen=8_000_000)
    html = page(world.own, scheme="ningxia")
    assert "exemption, interview: B: the grade goes from Category A to Category B." in html
    assert "Other penalties: C: the grade goes from Category B to Category C." in html
    chinese = page(world.own, scheme="ningxia", lang=CHINESE)
    assert "其他行政处罚：C类：信用等级由B类调整为C类。" in chinese
    ahead = account_of(session, world, world.own, "ningxia").ahead
    assert [(row.on, row.grade.code if row.grade else None) for row in ahead] == [
        (date(2027, 10, 20), "A")
    ]


@pytest.fixture
def weighted(world, story: Story) -> str:
    """The five indices that nobody lacks, a complaint, and an incident that takes a grade down."""
    story.publish(shipped("guangdong/2015.toml"), date(2026, 10, 6))
    story.scheme = "guangdong"
    story.confirmed(world.own, "discharge", date(2026, 10, 7), numerator=95, denominator=100)
    for index in ("permit", "declaration", "facilities", "internal", "risk", "disclosure"):
        story.confirmed(world.own, index, date(2026, 10, 8), rating=9_000)
    days = date(2026, 10, 9), date(2026, 10, 22)
    story.decided(world.own, "complaint", *days)
    story.decided(world.own, "incident", *days)
    return str(world.own)


@pytest.mark.parametrize("language", ["en", CHINESE])
def test_a_weighted_statement_adds_up_while_dimensions_are_left_out(page, weighted, language):
    rows = rows_of(page(weighted, scheme="guangdong", lang=language))
    assert add_up(rows) == closing_of(rows)


def test_it_says_which_dimensions_give_their_weight_away(page, weighted):
    html = page(weighted, scheme="guangdong")
    assert "Noise: not assessed, its weight goes to the other dimensions." in html
    assert "from this day it is weighted" in html
    assert "Records that count: 1." in html
    assert "General incident: one grade down: the grade goes from" in html
    chinese = page(weighted, scheme="guangdong", lang=CHINESE)
    assert "未评价，其权重分摊至其他维度。" in chinese


@pytest.fixture
def repeated(world, story: Story) -> str:
    """The second late report of a year, under the scheme that holds every kind."""
    story.publish(BY_POINTS, date(2026, 10, 6))
    story.scheme = "every-kind"
    story.record(world.own, "job", date(2026, 10, 7))
    for day in (8, 9):
        story.record(world.own, "late", date(2026, 10, day))
    return str(world.own)


def test_the_paper_says_the_number_of_a_repetition_beside_its_line(page, repeated):
    wishes = {"scheme": "every-kind"}
    paper = page(repeated, below="/paper", **wishes)
    assert "Number 2 within 12 months of the same behaviour." in paper
    assert "From number 2 on 1.5 times: \u22123.0 instead of \u22122.0." in paper
    rows = rows_of(paper)
    assert add_up(rows) == closing_of(rows) == Decimal(85)
    chinese = page(repeated, below="/paper", lang=CHINESE, **wishes)
    assert "12个月内同一信用行为第2次。" in chinese.replace("12 个", "12个")
    assert "自第2次起按1.5倍计分：计\u22123.0分，原为\u22122.0分。" in chinese


def test_what_a_record_would_weigh_as_a_repetition_is_told_before_it_is_confirmed(
    client_as, world, story, repeated
):
    text = BY_POINTS.replace('scheme = "every-kind"', 'scheme = "reviewed"')
    late = 'label = { zh = "逾期报送", en = "Late report" }\nclass = "minor"\nconfirm = '
    story.publish(text.replace(late + '"none"', late + '"review"'), date(2026, 10, 12))
    story.scheme = "reviewed"
    story.record(world.own, "job", date(2026, 10, 13))
    story.confirmed(world.own, "late", date(2026, 10, 13))
    waiting = story.record(world.own, "late", date(2026, 10, 14))
    html = client_as("provincial_reviewer").get(f"/events/{waiting}?lang=en").text
    assert "Number 2 within 12 months of the same behaviour." in html


def test_the_page_of_lists_shows_with_their_reasons_who_stands_there_by_the_rules_alone(
    client_as, eia_unit
):
    clerk = client_as("provincial_clerk")
    html = clerk.get("/lists/", query_string={"lang": "en"}).get_data(as_text=True)
    table = html.split('id="stays-eia-units"')[1].split("</table>")[0]
    assert table.count("丙川环评咨询有限公司") == 2
    assert "Rectification" in table
    assert "2026-10-23" in table
    assert "Confirm 2 rows" not in html
    reviewer = client_as("provincial_reviewer").get("/lists/?lang=en").get_data(as_text=True)
    assert "Confirm 2 rows for the register" in reviewer


def test_schemes_whose_lists_people_decide_show_no_list_by_rule(client_as, world):
    html = client_as("provincial_clerk").get("/lists/?lang=en").get_data(as_text=True)
    assert "By the rules, not yet in the register" not in html


def test_the_record_names_a_scheme_by_its_title(client_as, eia_unit):
    html = client_as("auditor").get("/record/?lang=en").get_data(as_text=True)
    title = "Dishonesty points of units that prepare environmental impact reports (2019)"
    assert f"Published version 2019 of the scheme {title}" in html
