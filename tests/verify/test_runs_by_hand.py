"""Runs of clean periods and of grades, and lengths in periods, each date worked out on paper."""

import pytest

from tests.verify.rules_by_hand import a_list, ask, event, listed, points, rules
from tests.verify.test_periods_by_hand import (
    CLEAN,
    OWN_YEAR,
    QUARTERS,
    SIX_MONTHS,
    UP,
    YEARS,
    of_file,
)


def clean_years(more: str = "", **given: str) -> str:
    return rules(f"{CLEAN}\n{more}", "points = 0", scale=UP, period=YEARS, **given)


def test_two_clean_years_give_a_bonus_on_the_day_that_opens_the_third():
    assert points(clean_years(), [], "2021-12-31") == "0"
    found = ask(clean_years(), [], "2022-01-01")
    assert (found["points"], found["lines"][1]["note"]) == (
        "2",
        {"code": "clean", "run": 2, "periods": 2},
    )
    dirty = [event("e", "b1", "2022-12-31")]
    assert points(clean_years(), dirty, "2022-12-31") == "2"
    assert points(clean_years(), dirty, "2023-01-01") == "0"


def test_a_version_that_begins_within_a_year_makes_no_whole_year_of_it():
    late = clean_years(effective_from="2020-01-02")
    assert points(late, [], "2022-12-31") == "0"
    assert points(late, [], "2023-01-01") == "2"


def test_a_clean_year_without_work_is_none_where_work_is_asked_for():
    # Work of the day that opens a year belongs to that year alone.
    working = clean_years('work = ["b2"]\nat_least = 1')
    facts = [event("w1", "b2", "2020-05-01"), event("w2", "b2", "2021-01-01")]
    assert points(working, facts, "2022-01-01") == "2"
    assert points(working, facts, "2023-01-01") == "0"
    assert points(working, facts[:1], "2022-01-01") == "0"
    of_day = [event("w1", "b2", "2021-01-01"), event("w2", "b2", "2022-01-01")]
    assert points(working, of_day, "2022-01-01") == "0"
    assert points(working, of_day, "2023-01-01") == "2"


def test_a_calendar_year_in_which_the_file_was_opened_is_no_whole_one():
    never = [{"event_id": "", "subject_id": "s", "behaviour": "", "file_opened_on": "2020-01-02"}]
    assert points(clean_years(), never, "2022-12-31") == "0"
    assert points(clean_years(), never, "2023-01-01") == "2"


def test_what_is_retired_finds_no_period_clean():
    after = clean_years(version="2", effective_from="2022-03-01")
    after = after.replace('behaviours = ["b1"]', "retired = true", 1)
    assert points([clean_years(), after], [], "2022-02-28") == "2"
    assert points([clean_years(), after], [], "2022-03-01") == "0"
    assert points([clean_years(), after], [], "2026-01-01") == "0"


def test_recast_and_fresh_end_all_runs_and_carry_does_not():
    for change, left in (("carry", "2"), ("fresh", "0"), ("recast", "0")):
        after = clean_years(version="2", effective_from="2021-03-01", change=change)
        assert points([clean_years(), after], [], "2022-01-01") == left


def test_a_restart_cuts_the_period_short_and_ends_the_run():
    only_on = OWN_YEAR + '\nrestart_on = ["black"]'
    enter = '{ on = "behaviour", behaviours = ["b2"] }'
    own = rules(
        CLEAN, "points = 0", scale=UP, period=only_on, rest=a_list("black", enter, SIX_MONTHS)
    )
    never = [{"event_id": "", "subject_id": "s", "behaviour": "", "file_opened_on": "2020-03-15"}]
    assert points(own, never, "2022-03-14") == "0"
    assert points(own, never, "2022-03-15") == "2"
    # Restarted on 2 June 2021: whole years are those from 2 June 2021 and 2 June 2022.
    facts = of_file("2020-03-15", ("e", "b2", "2021-06-01"))
    assert points(own, facts, "2023-06-01") == "0"
    assert points(own, facts, "2023-06-02") == "2"


def red_for(quarters: int) -> str:
    enter = f'{{ on = "periods", periods = {quarters}, grades = ["red"] }}'
    return rules("points = -50", period=QUARTERS, rest=a_list("black", enter, SIX_MONTHS))


def test_two_quarters_in_a_row_that_end_red_enter_a_list_at_the_opening_after_them():
    facts = [event("e1", "b1", "2020-03-31"), event("e2", "b1", "2020-04-01")]
    assert [row[:3] for row in listed(ask(red_for(2), facts, "2020-07-01"))] == [
        ("black", "2020-07-01", "2021-01-01")
    ]
    assert listed(ask(red_for(2), facts, "2020-06-30")) == []
    assert listed(ask(red_for(3), facts, "2020-12-31")) == []
    apart = [event("e1", "b1", "2020-03-31"), event("e2", "b1", "2020-07-01")]
    assert listed(ask(red_for(2), apart, "2020-12-31")) == []


@pytest.mark.parametrize(
    ("day", "until"), [("2020-05-01", "2020-10-01"), ("2020-04-01", "2020-07-01")]
)
def test_a_length_of_one_period_is_the_rest_of_this_one_and_the_next(day: str, until: str):
    enter = '{ on = "behaviour", behaviours = ["b1"] }'
    more = 'mode = "automatic"\nlength = { periods = 1 }'
    quarters = rules("points = 0", period=QUARTERS, rest=a_list("black", enter, more))
    assert listed(ask(quarters, [event("e", "b1", day)], day)) == [
        ("black", day, until, "in_force", "rule")
    ]


def test_each_extension_adds_its_periods_after_the_first_ones():
    # Entered in the second quarter of 2020 for one quarter: until 1 October; twice extended: 1 April 2021.
    enter = '{ on = "behaviour", behaviours = ["b1"] }'
    more = 'mode = "automatic"\nlength = { periods = 1 }\nagain = "extend"'
    quarters = rules("points = 0", period=QUARTERS, rest=a_list("black", enter, more))
    facts = [event(f"e{n}", "b1", f"2020-0{n}-02") for n in (5, 6, 7)]
    assert listed(ask(quarters, facts, "2020-07-02"))[0][2] == "2021-04-01"
    twos = quarters.replace("periods = 1", "periods = 2")
    assert listed(ask(twos, facts, "2020-07-02"))[0][2] == "2022-01-01"
