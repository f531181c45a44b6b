"""Weights, lives and values of the second reading, each figure worked out on paper."""

import pytest

from tests.verify.rules_by_hand import amounts, ask, event, points, rules


def test_a_fact_weighs_up_to_the_day_before_the_same_day_of_the_last_month():
    six_months = rules("points = -5", period='kind = "rolling"\nmonths = 6')
    facts = [event("e", "b1", "2020-07-10")]
    assert points(six_months, facts, "2020-07-09") == "100.0"
    assert points(six_months, facts, "2020-07-10") == "95.0"
    assert points(six_months, facts, "2021-01-09") == "95.0"
    assert points(six_months, facts, "2021-01-10") == "100.0"


def test_a_month_without_that_day_ends_on_its_last_day():
    six_months = rules("points = -5", period='kind = "rolling"\nmonths = 6')
    facts = [event("e", "b1", "2020-08-31")]
    assert points(six_months, facts, "2021-02-27") == "95.0"
    assert points(six_months, facts, "2021-02-28") == "100.0"


def test_a_calendar_quarter_forgets_on_its_first_day():
    quarters = rules("points = -5", period='kind = "calendar"\nunit = "quarter"')
    facts = [event("e", "b1", "2020-03-31")]
    assert points(quarters, facts, "2020-03-31") == "95.0"
    assert points(quarters, facts, "2020-04-01") == "100.0"


def test_five_working_days_after_a_friday_are_the_next_friday():
    delayed = rules("points = -5\ndelay = { working_days = 5 }")
    facts = [event("e", "b1", "2020-05-01")]
    assert points(delayed, facts, "2020-05-07") == "100.0"
    assert points(delayed, facts, "2020-05-08") == "95.0"


def test_validity_can_only_shorten():
    short = rules("points = -5\nvalid_for = { days = 10 }")
    long = rules("points = -5\nvalid_for = { months = 36 }")
    facts = [event("e", "b1", "2020-05-01")]
    assert points(short, facts, "2020-05-10") == "95.0"
    assert points(short, facts, "2020-05-11") == "100.0"
    assert points(long, facts, "2022-05-01") == "100.0"


@pytest.mark.parametrize(("total", "grade"), [("-20", "green"), ("-20.1", "blue"), ("-40", "blue")])
def test_an_edge_belongs_to_the_grade_that_begins_with_it(total: str, grade: str):
    assert (
        ask(rules(f"points = {total}"), [event("e", "b1", "2020-05-01")], "2020-05-01")["grade"]
        == grade
    )


def test_money_meets_its_step_to_the_fen():
    steps = "{ below = 50000, points = -1 }, { from = 50000, points = -4 }"
    by_amount = rules(f'ladder = {{ of = "amount", steps = [{steps}] }}')
    for fen, left in (("4999999", "99.0"), ("5000000", "96.0")):
        facts = [event("e", "b1", "2020-05-01", amount_fen=fen)]
        assert points(by_amount, facts, "2020-05-01") == left


def test_quantity_multiplies_before_the_cap_of_one_event():
    times = rules('points = -2.5\ntimes = "quantity"\ncap_per_event = 6')
    found = ask(times, [event("e", "b1", "2020-05-01", quantity="3")], "2020-05-01")
    assert found["points"] == "94.0"
    assert found["lines"][1]["note"] == {"code": "capped_per_event", "uncapped": "-7.5"}


def test_a_cap_gives_back_what_it_does_not_take_in_a_line_of_its_own():
    capped = rules("points = -4\ncap = 10")
    facts = [event(name, "b1", "2020-05-01") for name in ("e1", "e2", "e3")]
    found = ask(capped, facts, "2020-05-01")
    event_lines = [("event", "-4.0")] * 3
    assert amounts(found) == [("start", "100.0"), *event_lines, ("cap", "2.0")]
    assert found["lines"][4]["note"] == {"code": "cap", "sum": "-12.0", "held_at": "-10.0"}


@pytest.mark.parametrize(("rule", "left"), [("half_up", "97"), ("half_even", "98"), ("down", "98")])
def test_half_of_five_is_rounded_by_the_rule_of_the_scheme(rule: str, left: str):
    scale = 'start = 100\ndirection = "down"\nfloor = 0\nceiling = 100\nplaces = 0'
    halving = rules('points = -5\nrepair = "halves"', scale=f'{scale}\nrounding = "{rule}"')
    facts = [event("e", "b1", "2020-05-01", repaired_on="2020-06-01")]
    assert points(halving, facts, "2020-05-31") == "95"
    assert points(halving, facts, "2020-06-01") == left


def test_a_fact_repaired_before_its_weighing_day_never_weighs():
    delayed = rules('points = -5\ndelay = { days = 20 }\nrepair = "stops"')
    facts = [event("e", "b1", "2020-05-01", repaired_on="2020-05-20")]
    assert points(delayed, facts, "2020-05-21") == "100.0"


def test_of_one_incident_the_heavier_ends_the_lighter_for_good():
    once = rules(
        "points = -3", "points = -8\nvalid_for = { days = 10 }", no_double_count="incident"
    )
    facts = [
        event("e1", "b1", "2020-05-01", incident_id="x"),
        event("e2", "b2", "2020-06-01", incident_id="x"),
    ]
    assert points(once, facts, "2020-05-31") == "97.0"
    assert points(once, facts, "2020-06-01") == "92.0"
    assert points(once, facts, "2020-06-11") == "100.0"


def test_of_one_incident_an_equal_one_that_comes_later_never_weighs():
    once = rules("points = -3", "points = -3", "points = 1", no_double_count="incident")
    facts = [
        event("e1", "b1", "2020-05-01", incident_id="x"),
        event("e2", "b2", "2020-05-01", incident_id="x"),
        event("e3", "b3", "2020-05-01", incident_id="x"),
        event("e4", "b2", "2020-05-01"),
    ]
    found = ask(once, facts, "2020-05-01")
    shown = [line["event_id"] for line in found["lines"] if line["event_id"]]
    assert (found["points"], shown) == ("95.0", ["e1", "e4", "e3"])


RATE = (
    'kind = "rate"\nmin_sample = 5\nwhen_unassessed = "unrated"\n'
    "bands = [{ from = 0.9, points = 0 }, { below = 0.9, points = -6 }]"
)


def test_nine_of_ten_reach_an_edge_of_nine_tenths_and_eight_of_nine_do_not():
    for passed, checked, left in (("9", "10", "100.0"), ("8", "9", "94.0")):
        facts = [event("e", "b1", "2020-05-01", numerator=passed, denominator=checked)]
        assert points(rules(RATE), facts, "2020-05-01") == left


def test_too_small_a_sample_is_not_assessed_and_not_graded():
    facts = [event("e", "b1", "2020-05-01", numerator="0", denominator="4")]
    found = ask(rules(RATE), facts, "2020-05-01")
    assert (found["points"], found["grade"], found["unrated"]) == ("100.0", None, "not_assessed")
    assert [line["note"] for line in found["lines"][1:]] == [
        {"code": "not_assessed", "sample": 4, "min_sample": 5},
        {"code": "not_assessed", "indicator": "i1"},
    ]


def test_an_average_lies_on_a_straight_line_and_is_rounded_once():
    line = "{ from = { rating = 3.00, points = -10 }, to = { rating = 5.00, points = 0 } }"
    mean = rules(
        'kind = "mean"\nlowest = 1\nhighest = 5\nmin_sample = 1\nwhen_unassessed = "full"\n'
        f"line = {line}"
    )
    facts = [
        event("e1", "b1", "2020-05-01", rating="3.5"),
        event("e2", "b1", "2020-05-02", rating="4.00"),
    ]
    found = ask(mean, facts, "2020-05-02")
    assert amounts(found) == [("start", "100.0"), ("mean", "-6.3")]
    assert found["lines"][1]["note"] == {"code": "mean", "rating_sum": 750, "sample": 2}
    assert points(mean, [event("e", "b1", "2020-05-01", rating="2.1")], "2020-05-01") == "90.0"
    assert points(mean, [], "2020-05-01") == "100.0"


def test_a_dimension_is_held_at_its_floor():
    floor = '[[dimensions]]\ncode = "d"\nlabel = { zh = "维", en = "D" }\nfloor = -6'
    facts = [event("e1", "b1", "2020-05-01"), event("e2", "b2", "2020-05-01")]
    found = ask(rules("points = -5", "points = -3", dimensions=floor), facts, "2020-05-01")
    assert amounts(found)[1:] == [("event", "-5.0"), ("event", "-3.0"), ("dimension_cap", "2.0")]


def test_the_clamp_forgets_nothing():
    both = rules("points = 5", "points = -3", scale=SCALE_OF_TWELVE)
    facts = [event("e1", "b1", "2020-05-01"), event("e2", "b2", "2020-06-01")]
    assert points(both, facts, "2020-05-01") == "12.0"
    assert points(both, facts, "2020-06-01") == "11.0"
    assert amounts(ask(both, facts, "2020-05-01"))[-1] == ("clamp", "-2.0")


SCALE_OF_TWELVE = 'start = 9\ndirection = "down"\nfloor = 0\nceiling = 12\nplaces = 1'

THIRDS = """
[[dimensions]]
code = "d"
label = { zh = "甲", en = "A" }
weight = 1
start = 100
[[dimensions]]
code = "e"
label = { zh = "乙", en = "B" }
weight = 2
start = 100
"""


def test_a_weighted_total_meets_the_grades_unrounded():
    scale = 'start = 0\ndirection = "down"\nfloor = 0\nceiling = 100\nplaces = 1\nwhole = 3'
    grades = (
        '[[grades]]\ncode = "a"\nname = { zh = "甲", en = "A" }\ncolour = "green"\nfrom = 99.7\n'
        '[[grades]]\ncode = "b"\nname = { zh = "乙", en = "B" }\ncolour = "blue"\nbelow = 99.7\n'
    )
    weighted = rules("points = -1", scale=scale, dimensions=THIRDS, grades=grades)
    found = ask(weighted, [event("e", "b1", "2020-05-01")], "2020-05-01")
    assert (found["points"], found["grade"]) == ("99.7", "b")
    assert amounts(found) == [("start", "0.0"), ("dimension", "33.0"), ("dimension", "66.7")]
    parts = [(line["kind"], line["amount"]) for line in found["lines"][1]["lines"]]
    assert parts == [("dimension_start", "100.0"), ("event", "-1.0")]


def test_what_rounding_leaves_is_a_line():
    scale = 'start = 0\ndirection = "down"\nfloor = 0\nceiling = 100\nplaces = 0\nwhole = 2'
    halves = THIRDS.replace("weight = 2", "weight = 1")
    weighted = rules("points = -1", 'dimension = "e"\npoints = -1', scale=scale, dimensions=halves)
    facts = [event("e1", "b1", "2020-05-01"), event("e2", "b2", "2020-05-01")]
    found = ask(weighted, facts, "2020-05-01")
    assert amounts(found)[1:] == [("dimension", "50"), ("dimension", "50"), ("rounding", "-1")]
    assert [line["running"] for line in found["lines"]] == ["0", "50", "100", "99"]
