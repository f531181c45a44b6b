"""Lists that count facts, and lists that are left by rule, each figure worked out on paper."""

import pytest

from tests.verify.rules_by_hand import a_list, ask, event, listed, rules

VALIDITY = 'kind = "validity"'


def test_three_in_thirty_days_enter_a_list_though_they_weigh_nothing():
    enter = '{ on = "count", behaviours = ["b1"], at_least = 3, within = { days = 30 } }'
    book = rules("points = 0\nvalid_for = { days = 1 }", rest=a_list("black", enter))
    days = ("2020-05-01", "2020-05-15", "2020-05-31", "2020-06-13")
    facts = [event(f"e{n}", "b1", day) for n, day in enumerate(days, 1)]
    # 1 May is out of the window on the 31st; 15, 31 May and 13 June are three in thirty days.
    assert listed(ask(book, facts[:3], "2020-05-31")) == []
    assert [row[1] for row in listed(ask(book, facts, "2020-06-13"))] == ["2020-06-13"]


LEAVES = (
    'mode = "automatic"\nlength = { until = "life" }\nleave = [{ on = "total", at_or_above = 95 }]'
)


def test_a_list_is_left_on_the_day_on_which_a_condition_of_leaving_comes_to_hold():
    start = 'start = 90\ndirection = "down"\nfloor = 0\nceiling = 100\nplaces = 1'
    enter = '{ on = "total", at_or_below = 60 }'
    book = rules(
        "points = -40\nvalid_for = { days = 10 }",
        "points = 6",
        scale=start,
        rest=a_list("black", enter, LEAVES),
    )
    facts = [event("e1", "b1", "2020-05-01"), event("e2", "b2", "2020-06-01")]
    assert listed(ask(book, facts, "2020-05-31")) == [
        ("black", "2020-05-01", "life", "in_force", "rule")
    ]
    assert listed(ask(book, facts, "2020-06-01")) == [
        ("black", "2020-05-01", "2020-06-01", "ended", "rule")
    ]


@pytest.mark.parametrize(("at", "entered"), [("96", []), ("97", ["2020-05-02"])])
def test_while_a_condition_of_leaving_holds_nobody_is_entered(at: str, entered: list[str]):
    start = 'start = 90\ndirection = "down"\nfloor = 0\nceiling = 100\nplaces = 1'
    enter = '{ on = "behaviour", behaviours = ["b1"] }'
    more = LEAVES.replace("95", at)
    book = rules("points = 0", "points = 6", scale=start, rest=a_list("black", enter, more))
    facts = [event("e1", "b2", "2020-05-01"), event("e2", "b1", "2020-05-02")]
    assert [row[1] for row in listed(ask(book, facts, "2020-05-02"))] == entered


def test_a_change_of_rule_proposes_nobody_while_a_condition_of_leaving_holds():
    enter = '{ on = "total", at_or_below = 70 }'
    for at, proposed in (("10", []), ("90", ["2021-01-01"])):
        more = f'mode = "automatic"\nlength = {{ months = 6 }}\nleave = [{{ on = "total", at_or_above = {at} }}]'
        after = rules(
            "points = -30",
            rest=a_list("black", enter, more),
            version="2",
            effective_from="2021-01-01",
        )
        found = ask([rules("points = -30"), after], [event("e", "b1", "2020-05-01")], "2021-01-01")
        assert [row[1] for row in listed(found)] == proposed
