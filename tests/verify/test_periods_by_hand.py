"""Periods of a subject's own, runs, carrying over, restarts and suspensions, each date worked out on paper."""

from typing import Any

import pytest

from tests.verify.rules_by_hand import a_list, ask, decided, event, listed, points, rules
from verify import score

OWN_YEAR = 'kind = "anniversary"\nmonths = 12'
YEARS = 'kind = "calendar"\nunit = "year"'
QUARTERS = 'kind = "calendar"\nunit = "quarter"'
CLEAN = 'kind = "clean"\npoints = 2\nperiods = 2'
UP = 'start = 0\ndirection = "up"\nfloor = 0\nceiling = 100\nplaces = 0'
TEN = '{ on = "total", at_or_below = 90 }'
SIX_MONTHS = 'mode = "automatic"\nlength = { months = 6 }'


def of_file(opened: str, *rows: tuple[str, str, str], **more: str) -> list[dict[str, str]]:
    """Facts of a subject whose file was opened on a day."""
    return [event(*row, file_opened_on=opened, **more) for row in rows]


def alive(found: dict[str, Any]) -> list[str]:
    return [line["event_id"] for line in found["lines"] if line["event_id"]]


def test_a_year_of_ones_own_ends_on_the_day_of_the_file():
    own = rules("points = -5", period=OWN_YEAR)
    facts = of_file("2019-03-15", ("e", "b1", "2020-05-01"))
    assert points(own, facts, "2021-03-14") == "95.0"
    assert points(own, facts, "2021-03-15") == "100.0"


def test_the_kth_boundary_is_reckoned_from_the_anchor_and_not_from_a_clamped_day():
    # From 31 August, half-years: 28 February 2021, then 31 August again, never the 28th.
    halves = rules("points = -5", period='kind = "anniversary"\nmonths = 6')
    facts = of_file("2020-08-31", ("e1", "b1", "2021-02-27"), ("e2", "b1", "2021-02-28"))
    assert points(halves, facts, "2021-02-27") == "95.0"
    assert points(halves, facts, "2021-02-28") == "95.0"
    assert points(halves, facts, "2021-08-30") == "95.0"
    assert points(halves, facts, "2021-08-31") == "100.0"


def test_before_the_file_was_opened_nothing_weighs_but_it_counts_as_earlier():
    twice = "escalate = { within = { months = 12 }, steps = [{ nth = 2, times = 2 }] }"
    own = rules(f"points = -5\n{twice}", period=OWN_YEAR)
    facts = of_file("2020-06-01", ("e1", "b1", "2020-05-31"), ("e2", "b1", "2020-06-01"))
    found = ask(own, facts, "2020-06-01")
    assert (found["points"], alive(found)) == ("90.0", ["e2"])
    assert points(own, facts, "2020-05-31") == "100.0"


def test_a_subject_without_a_day_of_its_file_is_refused():
    with pytest.raises(score.Refused, match="file_opened_on"):
        ask(rules("points = -5", period=OWN_YEAR), [event("e", "b1", "2020-05-01")], "2020-05-01")


RESTART = (
    OWN_YEAR + '\nrestart_on = ["black"]\nsuspend_during = ["black"]\nrestart_after = ["black"]'
)


def test_entering_a_list_ends_the_period_the_next_day_and_leaving_it_opens_another():
    # Listed on 1 May; from 2 May suspended. The list ends on 1 November: a period of twelve months opens.
    own = rules("points = -10", period=RESTART, rest=a_list("black", TEN, SIX_MONTHS))
    facts = of_file(
        "2020-03-15",
        ("e1", "b1", "2020-05-01"),
        ("e2", "b1", "2020-05-02"),
        ("e3", "b1", "2020-10-31"),
        ("e4", "b1", "2020-11-01"),
    )
    assert points(own, facts, "2020-05-01") == "90.0"
    assert points(own, facts, "2020-05-02") == "100.0"
    assert points(own, facts, "2020-10-31") == "100.0"
    assert points(own, facts[:3], "2020-11-01") == "100.0"
    assert points(own, facts, "2020-11-01") == "90.0"
    # e4 enters again on 1 November: suspended to 1 May 2021, which is the new anchor.
    assert [row[1] for row in listed(ask(own, facts, "2021-05-01"))] == ["2020-05-01", "2020-11-01"]
    late = [*facts, *of_file("2020-03-15", ("e5", "b1", "2021-04-30"), ("e6", "b1", "2021-05-01"))]
    assert points(own, late, "2021-05-01") == "90.0"


def test_in_a_suspension_no_period_opens():
    # 15 March 2021 falls into the list of twelve months; without the suspension e2 would live.
    year = 'mode = "automatic"\nlength = { months = 12 }'
    facts = of_file("2020-03-15", ("e1", "b1", "2020-05-01"), ("e2", "b1", "2021-03-20"))
    enter = rules("points = -10", period=RESTART, rest=a_list("black", TEN, year))
    assert points(enter, facts, "2021-03-20") == "100.0"
    only_on = RESTART.replace('suspend_during = ["black"]', "suspend_during = []")
    free = rules("points = -10", period=only_on, rest=a_list("black", TEN, year))
    assert points(free, facts, "2021-03-20") == "90.0"


SUSPEND = OWN_YEAR + '\nsuspend_during = ["black"]\nrestart_after = ["black"]'
YEAR = 'mode = "automatic"\nlength = { months = 12 }'


def test_in_a_suspension_no_period_closes_until_its_end_restarts():
    # 15 March 2021 passes without a close; the list ends on 1 May 2021, which is the new anchor.
    own = rules("points = -10", period=SUSPEND, rest=a_list("black", TEN, YEAR))
    facts = of_file("2020-03-15", ("e1", "b1", "2020-05-01"), ("e2", "b1", "2021-05-01"))
    assert points(own, facts, "2021-03-15") == "90.0"
    assert points(own, facts[:1], "2021-04-30") == "90.0"
    assert points(own, facts[:1], "2021-05-01") == "100.0"
    assert points(own, facts[1:], "2022-04-30") == "90.0"


def test_a_list_that_ends_while_another_suspends_restarts_nothing():
    both = (
        OWN_YEAR
        + '\nsuspend_during = ["black"]\nrestart_after = ["black", "grey"]\nrestart_on = []'
    )
    lists = a_list("grey", TEN, 'mode = "automatic"\nlength = { months = 1 }')
    own = rules("points = -10", period=both, rest=lists + a_list("black", TEN, SIX_MONTHS))
    facts = of_file("2020-03-15", ("e1", "b1", "2020-05-01"))
    assert points(own, facts, "2020-06-01") == "90.0"
    assert points(own, facts, "2020-11-01") == "100.0"


def test_a_listing_of_before_the_first_version_suspends_and_restarts_nothing_on_the_first_day():
    # On a black list until the first day: it is left then, but what was before restarts nothing.
    own = rules("points = -10", period=SUSPEND, change="recast", rest=a_list("black", TEN, YEAR))
    facts = of_file("2019-03-15", ("e1", "b1", "2019-11-01"))
    until = [decided("enter", "black", "2019-06-01", "2020-01-01")]
    assert points(own, facts, "2020-01-01", decisions=until) == "90.0"
    longer = [decided("enter", "black", "2019-06-01", "2020-02-01")]
    assert points(own, facts, "2020-01-31", decisions=longer) == "90.0"
    assert points(own, facts, "2020-02-01", decisions=longer) == "100.0"
    entered = RESTART.replace("suspend_during", "suspend_during = []\n#")
    free = rules("points = -10", period=entered, change="recast", rest=a_list("black", TEN, YEAR))
    eve = [decided("enter", "black", "2019-12-31", "2021-02-01")]
    assert points(free, facts, "2020-01-01", decisions=eve) == "90.0"


def test_a_list_of_one_day_restarts_when_it_is_over():
    more = 'mode = "automatic"\nlength = { days = 1 }'
    own = rules("points = -10", period=SUSPEND, rest=a_list("black", TEN, more))
    facts = of_file("2020-03-15", ("e1", "b1", "2020-05-01"))
    assert points(own, facts, "2020-05-01") == "90.0"
    assert points(own, facts, "2020-05-02") == "100.0"


def test_an_opening_day_in_a_suspension_is_no_first_day_of_a_period():
    # Suspended on 15 March 2021: the rest of the running period goes to 15 March 2022, one more to 2023.
    grey = a_list("grey", BY_B2, 'mode = "automatic"\nlength = { periods = 1 }')
    own = rules(
        "points = -10", "points = 0", period=SUSPEND, rest=a_list("black", TEN, YEAR) + grey
    )
    facts = of_file("2020-03-15", ("e1", "b1", "2020-05-01"), ("e2", "b2", "2021-03-15"))
    # A life that begins in a suspension never lives, so no such condition fires; one on a count does.
    assert [row[0] for row in listed(ask(own, facts, "2021-03-15"))] == ["black"]
    by_count = grey.replace(
        BY_B2, '{ on = "count", behaviours = ["b2"], at_least = 1, within = { days = 1 } }'
    )
    own = own.replace(grey, by_count)
    found = {row[0]: row[2] for row in listed(ask(own, facts, "2021-03-15"))}
    assert found == {"black": "2021-05-01", "grey": "2023-03-15"}


def test_before_the_file_is_opened_nothing_restarts():
    enter = '{ on = "count", behaviours = ["b1"], at_least = 1, within = { days = 9 } }'
    own = rules("points = -10", period=RESTART, rest=a_list("black", enter, SIX_MONTHS))
    facts = of_file(
        "2020-12-01",
        ("e1", "b1", "2020-01-31"),
        ("e2", "b1", "2020-12-10"),
        ("e3", "b1", "2020-12-11"),
    )
    # Listed from 31 January, left on 31 July: the anchor stays 1 December; e2 enters again.
    assert points(own, facts[:1], "2020-08-01") == "100.0"
    assert points(own, facts, "2020-12-10") == "90.0"
    assert points(own, facts, "2020-12-11") == "100.0"
    years = OWN_YEAR + '\nrestart_on = ["black"]'
    clean = rules(CLEAN, period=years, scale=UP, rest=a_list("black", enter, SIX_MONTHS))
    assert points(clean, facts[:1], "2022-11-30") == "0"
    assert points(clean, facts[:1], "2022-12-01") == "2"


def test_a_restart_ends_what_would_be_carried_over():
    carrying = RESTART + '\ncarry_over = "until_rectified"'
    own = rules(
        "points = -10", "points = -1", period=carrying, rest=a_list("black", TEN, SIX_MONTHS)
    )
    facts = of_file("2020-03-15", ("e1", "b2", "2020-05-01"), ("e2", "b1", "2021-05-01"))
    assert points(own, facts, "2021-04-30") == "99.0"
    assert points(own, facts, "2021-05-01") == "89.0"
    assert points(own, facts, "2021-05-02") == "100.0"


def test_leaving_by_rule_restarts_on_the_next_day():
    more = (
        'mode = "automatic"\nlength = { until = "life" }\n'
        'leave = [{ on = "count", behaviours = ["b2"], at_least = 1, within = { days = 5 } }]'
    )
    own = rules("points = -10", "points = -1", period=RESTART, rest=a_list("black", TEN, more))
    rows = [("e1", "b1", "2020-05-01"), ("e2", "b2", "2020-07-01"), ("e3", "b2", "2020-07-02")]
    facts = of_file("2020-03-15", *rows)
    assert listed(ask(own, facts, "2020-07-01"))[0][2] == "2020-07-01"
    assert points(own, facts, "2020-07-01") == "100.0"
    assert points(own, facts, "2020-07-02") == "99.0"
    assert points(own, facts, "2021-07-01") == "99.0"
    assert points(own, facts, "2021-07-02") == "100.0"


def test_under_recast_a_fact_lives_in_the_period_that_is_open_or_carried_over_into_it():
    # The period that is open on 1 January 2021 began on 15 March 2020.
    first = rules("points = -5", period='kind = "rolling"\nmonths = 60')
    rows = [("e1", "b1", "2020-03-14"), ("e2", "b1", "2020-03-15")]
    facts = of_file("2019-03-15", *rows)
    later = {"version": "2", "effective_from": "2021-01-01", "change": "recast"}
    assert alive(
        ask([first, rules("points = -5", period=OWN_YEAR, **later)], facts, "2021-01-01")
    ) == ["e2"]
    carrying = rules("points = -5", period=OWN_YEAR + '\ncarry_over = "until_rectified"', **later)
    assert alive(ask([first, carrying], facts, "2021-01-01")) == ["e1", "e2"]
    rectified = [{**facts[0], "rectified_on": "2020-03-14"}, facts[1]]
    assert alive(ask([first, carrying], rectified, "2021-01-01")) == ["e2"]


def test_under_recast_in_a_suspension_the_period_of_before_it_is_open():
    # Suspended from 2 May 2020; 15 March 2021 opened nothing, so e1 of April 2020 still lives.
    first = rules("points = -5", "points = 0", period=SUSPEND, rest=a_list("black", BY_B2, YEAR))
    after = rules(
        "points = -7",
        "points = 0",
        period=SUSPEND,
        rest=a_list("black", BY_B2, YEAR),
        version="2",
        effective_from="2021-04-01",
        change="recast",
    )
    rows = [("e1", "b1", "2020-04-30"), ("e2", "b2", "2020-05-01"), ("e3", "b1", "2020-05-02")]
    assert alive(ask([first, after], of_file("2019-03-15", *rows), "2021-04-01")) == ["e1", "e2"]


BY_B2 = '{ on = "behaviour", behaviours = ["b2"] }'


def test_a_decision_restarts_on_the_day_after_it_and_leaving_on_the_day_after_that():
    more = 'mode = "decided"\nlength = { until = "decision" }'
    own = rules("points = -10", period=RESTART, rest=a_list("black", TEN, more))
    rows = [("e1", "b1", "2020-05-01"), ("e2", "b1", "2020-07-01"), ("e3", "b1", "2020-07-02")]
    facts = of_file("2020-03-15", *rows)
    decisions = [decided("enter", "black", "2020-05-01"), decided("leave", "black", "2020-07-01")]
    for day, left in (("05-01", "90.0"), ("05-02", "100.0"), ("07-01", "100.0"), ("07-02", "90.0")):
        assert points(own, facts, f"2020-{day}", decisions=decisions) == left


def test_an_annulled_entry_restarts_nothing():
    own = rules("points = -10", period=RESTART, rest=a_list("black", TEN, SIX_MONTHS))
    facts = of_file("2020-03-15", ("e1", "b1", "2020-05-01"))
    annulled = [decided("annul", "black", "2020-05-01")]
    assert points(own, facts, "2020-05-02", decisions=annulled) == "90.0"
    assert points(own, facts, "2021-03-15", decisions=annulled) == "100.0"


def test_what_is_not_rectified_is_carried_over_from_close_to_close():
    # Rectified on 1 January: not before the close of that day, so it lives on to the close after.
    years = rules("points = -5", period=YEARS + '\ncarry_over = "until_rectified"')
    for rectified, end in (("2020-12-31", 2021), ("2021-01-01", 2022), ("2022-01-01", 2023)):
        facts = [event("e", "b1", "2020-05-01", rectified_on=rectified)]
        assert points(years, facts, f"{end - 1}-12-31") == "95.0"
        assert points(years, facts, f"{end}-01-01") == "100.0"
    assert points(years, [event("e", "b1", "2020-05-01")], "2024-06-01") == "95.0"


def test_a_rectification_is_known_from_when_it_was_recorded():
    years = rules("points = -5", period=YEARS + '\ncarry_over = "until_rectified"')
    facts = [
        event(
            "e",
            "b1",
            "2020-05-01",
            rectified_on="2020-06-01",
            rectified_recorded_at="2020-06-09",
        )
    ]
    assert points(years, facts, "2021-01-01", "2020-06-08") == "95.0"
    assert points(years, facts, "2021-01-01", "2020-06-09") == "100.0"


def test_merits_and_counts_are_not_carried_over():
    count = 'kind = "count"\nbands = [{ up_to = 0, points = 0 }, { from = 1, points = -7 }]'
    years = rules(
        "points = -5", "points = 2", count, period=YEARS + '\ncarry_over = "until_rectified"'
    )
    years = years.replace('code = "b2"', 'code = "b2"\nnature = "favourable"', 1)
    facts = [event(f"e{n}", f"b{n}", "2020-05-01") for n in (1, 2, 3)]
    assert points(years, facts, "2020-12-31") == "90.0"
    assert points(years, facts, "2021-01-01") == "95.0"


def test_where_nothing_closes_each_fact_has_its_own_life():
    validity = 'kind = "validity"'
    own_end = rules('points = -5\nvalid_for = { until = "until_on" }', period=validity)
    assert points(own_end, [event("e", "b1", "2020-05-01")], "2029-01-01") == "95.0"
    facts = [event("e", "b1", "2020-05-01", until_on="2020-09-09")]
    assert points(own_end, facts, "2020-09-08") == "95.0"
    assert points(own_end, facts, "2020-09-09") == "100.0"
    life = [event("e", "b1", "2020-05-01", until_on="life")]
    assert points(own_end, life, "2029-01-01") == "95.0"


def test_work_in_a_period_of_ones_own_is_work_since_it_opened():
    work = (
        '[[overrides]]\ncode = "w"\nlabel = { zh = "工作量", en = "Work" }\nkind = "unrated"\n'
        'behaviours = ["b1"]\nat_least = 2\n'
    )
    own = rules("points = 0", period=OWN_YEAR, rest=work)
    facts = of_file("2020-03-15", ("e1", "b1", "2020-05-01"), ("e2", "b1", "2021-03-14"))
    assert ask(own, facts, "2021-03-14")["grade"] == "green"
    assert ask(own, facts, "2021-03-15")["unrated"] == "too_little_work"
    first = of_file("2020-03-15", ("e1", "b1", "2020-03-15"), ("e2", "b1", "2020-03-16"))
    assert ask(own, first, "2020-03-16")["grade"] == "green"
    window = rules("points = 0", period=OWN_YEAR, rest=work + "within = { days = 400 }\n")
    assert ask(window, facts, "2021-03-15")["grade"] == "green"
    assert ask(window, facts, "2021-06-05")["unrated"] == "too_little_work"


@pytest.mark.parametrize("day", ["2020-01-01", "2020-04-01", "2020-04-02"])
def test_a_fact_of_the_day_that_opens_a_period_or_a_version_still_enters(day: str):
    enter = '{ on = "count", behaviours = ["b1"], at_least = 1, within = { days = 5 } }'
    quarters = rules("points = 0", period=QUARTERS, rest=a_list("black", enter))
    found = listed(ask(quarters, [event("e", "b1", day)], day))
    assert [(row[1], row[3]) for row in found] == [(day, "in_force")]
