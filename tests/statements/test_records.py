"""Every record of a contractor stands on its page of records, with all that it does."""

from __future__ import annotations

import re
from datetime import date

import pytest

from services.events.subject_records import counted_records
from services.statements.show_statement import Account, Axes, show_statement
from services.subjects.register_subject import Registration, register_subject
from tests.statements.every_kind import BY_POINTS
from tests.statements.pages import rows_of
from tests.statements.story import Story, at
from tests.support.files import ROOT
from tests.support.world import TODAY, credit_code

BEGAN = date(2026, 10, 6)


def shipped(path: str) -> str:
    return (ROOT / "rulesets" / path).read_text("utf-8")


@pytest.fixture
def records(client_as, world):
    """The page of records under a scheme, as plain text."""

    def read(scheme: str, lang: str = "en", **wishes: str) -> str:
        asked = {"scheme": scheme, "part": "records", "lang": lang} | wishes
        page = client_as("provincial_clerk").get(f"/contractors/{world.own}", query_string=asked)
        assert page.status_code == 200
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)))

    return read


@pytest.fixture
def every_kind(world, story: Story) -> Story:
    """Work, what lowers the grade for a time, and what holds it down."""
    story.publish(BY_POINTS, BEGAN)
    story.scheme = "every-kind"
    story.record(world.own, "job", date(2026, 10, 7))
    story.record(world.own, "incident", date(2026, 10, 8))
    story.record(world.own, "lie", date(2026, 10, 9))
    story.record(world.own, "crime", date(2026, 10, 10))
    return story


def test_work_says_how_much_of_it_there_is_and_how_much_is_needed(every_kind, records):
    html = records("every-kind")
    assert "counts as work: the 1 needed are there" in html
    assert "counts as work for: Clean periods; 1 of 1 needed in this period" in html


def test_work_of_another_period_is_not_counted_in_this_one(every_kind, records, world):
    every_kind.record(world.own, "job", date(2026, 10, 11))
    assert "2 of 1 needed in this period" in records("every-kind")
    assert "1 of 1 needed in this period" in records("every-kind", on="2026-10-10")


def test_too_little_work_says_what_is_there(world, story, records):
    two = BY_POINTS.replace(
        "at_least = 1\nwithin = { months = 36 }", "at_least = 2\nwithin = { months = 36 }"
    )
    story.publish(two, BEGAN)
    story.scheme = "every-kind"
    story.record(world.own, "job", date(2026, 10, 7))
    assert "counts as work: 1 of 2 needed" in records("every-kind")


def test_a_record_that_moves_the_grade_says_how_and_until_when(every_kind, records):
    html = records("every-kind")
    assert "moves the grade down by 1 until 2027-04-07" in html
    assert "bars a better grade than Poor until 2027-10-09" in html
    assert "weighs; bars a better grade than Fair" in html


def test_every_known_record_stands_there_once(session, world, every_kind):
    shown = show_statement(session, world["provincial_clerk"], world.own, Axes(TODAY), TODAY)
    account = next(a for a in shown.accounts if a.scheme == "every-kind")
    assert isinstance(account, Account)
    found = [record.event_id for record in counted_records(account)]
    assert len(found) == len(set(found)) == 4
    assert all(record.state for record in counted_records(account))


def test_a_record_known_later_is_not_there_on_an_earlier_knowledge(every_kind, records, world):
    every_kind.record(world.own, "crime", date(2026, 10, 10), known=date(2026, 11, 2))
    early = records("every-kind", on="2026-11-10", known="2026-11-01")
    assert early.count("bars a better grade than Poor") == 1
    assert records("every-kind").count("bars a better grade than Poor") == 2


@pytest.fixture
def category(world, story: Story) -> Story:
    """Under a scheme without points: a warning, then a fine."""
    story.publish(shipped("ningxia/2025.toml"), BEGAN)
    story.scheme = "ningxia"
    noticed = date(2026, 10, 7)
    story.decided(world.own, "warning", noticed, date(2026, 10, 20))
    story.decided(world.own, "fine", noticed, date(2026, 10, 25), amount_fen=8_000_000)
    return story


def test_without_points_records_count_and_nothing_weighs(category, records, client_as, world):
    text = records("ningxia")
    assert "counts; bars a better grade than Category B" in text
    assert "weigh" not in text
    asked = {"scheme": "ningxia", "lang": "en"}
    page = client_as("provincial_clerk").get(f"/contractors/{world.own}", query_string=asked)
    assert "weigh" not in re.sub(r"<[^>]+>", " ", page.get_data(as_text=True))


def test_the_grade_stands_beside_each_line_that_changed_it(session, category, client_as, world):
    asked = {"scheme": "ningxia", "lang": "en"}
    page = client_as("provincial_clerk").get(f"/contractors/{world.own}", query_string=asked)
    rows = (
        page.get_data(as_text=True)
        .split('<table class="st"')[1]
        .split("</table>")[0]
        .split("</tr>")[1:-1]
    )
    told = {word: row for row in reversed(rows) for word in ("Warned", "Fined") if word in row}
    assert "Category B" in told["Warned"]
    assert "Category C" in told["Fined"]


def test_a_late_record_gives_a_day_without_points_two_readings(category, client_as, world):
    days = date(2026, 10, 7), date(2026, 10, 26)
    wrong = category.decided(world.own, "fine", *days, amount_fen=100_000)
    category.corrected(wrong, date(2026, 11, 10))
    asked = {"scheme": "ningxia", "lang": "en", "on": "2026-11-01"}
    page = client_as("provincial_clerk").get(f"/contractors/{world.own}", query_string=asked)
    html = page.get_data(as_text=True)
    assert "This day has two readings" in html
    assert "It was corrected on 2026-11-10." in html
    assert "does not count" in html


def test_a_version_that_grades_otherwise_and_knows_no_points_is_told_as_it_comes(
    world, story, client_as
):
    story.publish(shipped("ningxia/2019.toml"), BEGAN)
    story.scheme = "ningxia"
    days = date(2026, 10, 7), date(2026, 10, 20)
    story.decided(world.own, "fine", *days, amount_fen=8_000_000)
    coming = shipped("ningxia/2025.toml").replace(
        "effective_from = 2025-02-01", "effective_from = 2026-12-15"
    )
    story.publish(coming, date(2026, 11, 18))
    page = client_as("provincial_clerk").get(f"/contractors/{world.own}?scheme=ningxia&lang=en")
    assert page.status_code == 200
    row = rows_of(page.get_data(as_text=True))[-1]
    assert (row.kind, row.date, row.balance, row.points) == ("forecast", "2026-12-15", None, None)
    assert "version 2025 takes effect" in row.what


def test_a_contractor_whose_work_nobody_put_down_is_told_so(story, client_as, world):
    typed = Registration(
        kind="contractor",
        name="丁陵技术服务有限公司",
        legal_form="company",
        code=credit_code("MA6D0004"),
        file_opened_on=date(2025, 3, 1),
    )
    unknown = register_subject(story.session, story.clerk, typed, b"secret", at(BEGAN))
    notice = "What kinds of work it does is not on file"
    clerk = client_as("provincial_clerk")
    for subject, told in ((unknown, True), (world.own, False)):
        page = clerk.get(f"/contractors/{subject}", query_string={"lang": "en"})
        assert (notice in page.get_data(as_text=True)) is told


def test_schemes_for_its_own_kind_of_work_come_first(session, world, every_kind):
    shown = show_statement(session, world["provincial_clerk"], world.own, Axes(TODAY), TODAY)
    assert [account.scheme for account in shown.accounts] == ["land-survey", "every-kind"]
