"""Everybody's grade at the end of each month is what each one's own account says of that day."""

from __future__ import annotations

from datetime import date

import pytest

import scoring
from services.standing.scores import explain
from services.standing.standing_over_time import grades_over_time, month_ends, renew_standing
from services.writing import unrecorded
from tests.support.world import TODAY

SCHEME = "land-survey"


def test_only_months_that_have_ended_are_reckoned():
    assert month_ends(date(2026, 9, 1), date(2026, 11, 21)) == [
        date(2026, 9, 30),
        date(2026, 10, 31),
    ]
    assert month_ends(date(2026, 11, 1), date(2026, 11, 30)) == []
    assert len(month_ends(date(1990, 1, 1), date(2026, 11, 21))) == 120


@pytest.mark.db
def test_the_course_of_all_is_the_sum_of_each_ones_account(session, world):
    with unrecorded(session):
        renew_standing(session, TODAY)
    course = grades_over_time(session, SCHEME, TODAY)
    assert course is not None
    codes = [grade.code for grade in course.grades]
    assert [month.on for month in course.months] == month_ends(date(2026, 2, 1), TODAY)
    for month in course.months:
        grade = explain(session, world.own, SCHEME, scoring.View(month.on)).grade
        assert dict(zip([*codes, None], month.counts, strict=True)) == {
            code: int(code == grade) for code in [*codes, None]
        }


def test_a_late_record_changes_months_that_are_over(session, world, story):
    with unrecorded(session):
        renew_standing(session, TODAY)
    before = grades_over_time(session, SCHEME, TODAY)
    story.decided(world.own, "H01", date(2026, 7, 2), date(2026, 7, 20))
    with unrecorded(session):
        renew_standing(session, TODAY)
    after = grades_over_time(session, SCHEME, TODAY)
    assert before is not None
    assert after is not None
    assert after.months[0] == before.months[0]
    assert after.months[-1] != before.months[-1]


def test_the_first_page_shows_the_course_of_all(client_as, session):
    with unrecorded(session):
        renew_standing(session, TODAY)
    page = client_as("provincial_clerk").get("/?lang=en").get_data(as_text=True)
    assert "Grades at the end of each month" in page
    numbers = client_as("provincial_clerk").get(f"/overview/numbers?scheme={SCHEME}&of=months")
    assert "2026-10" in numbers.get_data(as_text=True)
