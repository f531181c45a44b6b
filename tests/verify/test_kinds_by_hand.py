"""Counts, states, escalation, grades that move and lists that are left, each figure worked out on paper."""

from typing import Any

from tests.verify.rules_by_hand import a_list, amounts, ask, event, listed, points, rules

VALIDITY = 'kind = "validity"'


def an_override(code: str, kind: str, body: str) -> str:
    label = '{ zh = "规则", en = "Rule" }'
    return f'[[overrides]]\ncode = "{code}"\nlabel = {label}\nkind = "{kind}"\n{body}\n'


def notes(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [line["note"] for line in found["lines"] if line["kind"] == kind]


COUNT = (
    'kind = "count"\nvalid_for = { days = 30 }\n'
    "bands = [{ up_to = 1, points = 0 }, { from = 2, up_to = 2, points = -3 }, { above = 2, points = -9 }]"
)


def test_facts_of_one_incident_count_once():
    facts = [
        event("e1", "b1", "2020-05-01", incident_id="x"),
        event("e2", "b1", "2020-05-01", incident_id="x"),
        event("e3", "b1", "2020-05-02"),
        event("e4", "b1", "2020-05-31", incident_id="x"),
    ]
    found = ask(rules(COUNT), facts, "2020-05-02")
    assert (found["points"], notes(found, "count")) == ("97.0", [{"code": "count", "n": 2}])
    assert points(rules(COUNT), facts, "2020-05-31") == "97.0"
    assert points(rules(COUNT), facts, "2020-06-01") == "100.0"
    assert points(rules(COUNT), [*facts, event("e5", "b1", "2020-05-02")], "2020-05-02") == "91.0"


def test_a_repaired_fact_is_counted_no_longer():
    facts = [event(f"e{n}", "b1", "2020-05-01", repaired_on="2020-05-09") for n in (1, 2)]
    for repair, left in (("", "97.0"), ('\nrepair = "stops"', "100.0")):
        assert points(rules(COUNT + repair), facts, "2020-05-09") == left
    assert points(rules(COUNT + '\nrepair = "stops"'), facts, "2020-05-08") == "97.0"


def achieved(how: str) -> str:
    first = f'kind = "achieved"\npoints = 8\nrefuted_by = ["b2"]\nwhen_unassessed = "{how}"'
    scale = 'start = 50\ndirection = "up"\nfloor = 0\nceiling = 100\nplaces = 0'
    return rules(first, "points = 0", scale=scale, period=VALIDITY)


def test_a_certificate_counts_until_its_day_and_what_never_was_is_unknown():
    facts = [event("e", "b1", "2020-05-01", until_on="2021-05-01")]
    assert points(achieved("zero"), facts, "2021-04-30") == "58"
    found = ask(achieved("unrated"), facts, "2021-05-01")
    assert (found["points"], found["grade"]) == ("50", "red")
    assert notes(found, "achieved") == [{"code": "not_achieved"}]
    unknown = ask(achieved("unrated"), [], "2021-05-01")
    assert (unknown["grade"], unknown["unrated"]) == (None, "not_assessed")
    assert notes(unknown, "achieved") == [{"code": "not_assessed", "sample": 0, "min_sample": 1}]
    assert points(achieved("full"), [], "2021-05-01") == "58"


def test_a_refutation_ends_what_stands_before_it_and_nothing_after_it():
    facts = [event("e1", "b1", "2020-05-01"), event("e2", "b2", "2020-05-01")]
    assert points(achieved("zero"), facts, "2020-05-01") == "50"
    turned = [event("e1", "b2", "2020-05-01"), event("e2", "b1", "2020-05-01")]
    assert points(achieved("zero"), turned, "2020-05-01") == "58"
    refuted = ask(achieved("unrated"), [event("e", "b2", "2020-05-01")], "2020-05-01")
    assert (refuted["grade"], notes(refuted, "achieved")) == ("red", [{"code": "not_achieved"}])


def test_a_state_that_was_over_before_it_began_is_not_known():
    over = [event("e", "b1", "2020-05-01", until_on="2020-05-01")]
    assert ask(achieved("unrated"), over, "2020-05-01")["unrated"] == "not_assessed"


def test_no_calendar_period_ends_a_state():
    year = achieved("zero").replace(VALIDITY, 'kind = "calendar"\nunit = "year"')
    assert points(year, [event("e", "b1", "2020-05-01")], "2024-05-01") == "58"


def escalated(steps: str, more: str = "", *others: str) -> str:
    window = "within = { months = 12 }"
    return rules(f"points = -4\n{more}\nescalate = {{ {window}, {steps} }}", *others)


def test_the_second_in_twelve_months_is_doubled_and_the_third_weighs_five_more():
    steps = "steps = [{ nth = 2, times = 2 }, { nth = 3, add = -5 }]"
    days = ("2020-05-01", "2021-04-30", "2021-04-30", "2021-05-01")
    facts = [event(f"e{n}", "b1", day) for n, day in enumerate(days, 1)]
    found = ask(escalated(steps), facts, "2021-05-01")
    # 4, then 8; the third 4 + 5 = 9; on 1 May 2021 the first is out of the window: again the third.
    weights = [amount for kind, amount in amounts(found) if kind == "event"]
    assert weights == ["-4.0", "-8.0", "-9.0", "-9.0"]
    assert found["points"] == "70.0"
    assert notes(found, "event")[1:] == [
        {"code": "escalated", "nth": 2, "before": "-4.0"},
        {"code": "escalated", "nth": 3, "before": "-4.0"},
        {"code": "escalated", "nth": 3, "before": "-4.0"},
    ]


def test_what_no_longer_weighs_still_counts_as_earlier():
    steps = "steps = [{ nth = 2, times = 2 }]"
    repaired = escalated(steps, 'repair = "stops"\nvalid_for = { days = 10 }')
    facts = [
        event("e1", "b1", "2020-05-01", repaired_on="2020-05-01"),
        event("e2", "b1", "2020-09-01"),
    ]
    assert points(repaired, facts, "2020-09-01") == "92.0"
    voided = [{**facts[0], "voided_at": "2020-06-01"}, facts[1]]
    assert points(repaired, voided, "2020-09-01") == "96.0"


def test_the_last_step_goes_on_for_all_that_follow():
    facts = [event(f"e{n}", "b1", f"2020-05-0{n}") for n in (1, 2, 3)]
    steps = "steps = [{ nth = 2, times = 2 }]"
    assert points(escalated(steps), facts, "2020-05-03") == "80.0"


def test_a_cap_of_one_event_holds_what_is_escalated():
    steps = "steps = [{ nth = 2, times = 3 }]"
    capped = escalated(steps, "cap_per_event = 6")
    facts = [event("e1", "b1", "2020-05-01"), event("e2", "b1", "2020-06-01")]
    found = ask(capped, facts, "2020-06-01")
    assert found["points"] == "90.0"
    assert notes(found, "event")[1] == {"code": "escalated", "nth": 2, "before": "-4.0"}


def test_the_third_is_weighed_as_another_behaviour_from_its_own_day():
    steps = 'steps = [{ nth = 3, as = "b2" }]'
    rest = an_override("v", "veto", 'behaviours = ["b2"]')
    book = rules(
        f"points = -4\ndelay = {{ days = 5 }}\nescalate = {{ within = {{ months = 6 }}, {steps} }}",
        'points = -20\ndelay = { days = 99 }\nvalid_for = { days = 10 }\nclause = "二"',
        rest=rest,
    )
    facts = [event(f"e{n}", "b1", f"2020-05-0{n}") for n in (1, 2, 3)]
    found = ask(book, facts, "2020-05-08")
    third = next(line for line in found["lines"] if line["event_id"] == "e3")
    assert (third["indicator"], third["clause"], third["amount"]) == ("i2", "二", "-20.0")
    assert third["note"] == {"code": "escalated", "nth": 3, "as": "b2"}
    assert (found["points"], found["grade"]) == ("72.0", "red")
    assert points(book, facts, "2020-05-17") == "72.0"
    later = ask(book, facts, "2020-05-18")
    assert (later["points"], later["grade"]) == ("92.0", "green")


SHIFT = an_override("s", "shift", 'behaviours = ["b1"]\nby = 1\nfor = { months = 1 }')


def test_a_shift_moves_one_grade_however_many_facts_and_not_beyond_the_last():
    facts = [event("e1", "b1", "2020-05-01"), event("e2", "b1", "2020-05-01")]
    found = ask(rules("points = 0", rest=SHIFT), facts, "2020-05-31")
    assert (found["points"], found["grade"]) == ("100.0", "blue")
    shifted = {"code": "shift", "override": "s", "before": "green", "after": "blue"}
    assert notes(found, "shift") == [shifted]
    assert ask(rules("points = 0", rest=SHIFT), facts, "2020-06-01")["grade"] == "green"
    assert ask(rules("points = -50", rest=SHIFT), facts, "2020-05-31")["grade"] == "red"


def test_a_shift_held_at_the_end_is_told_so_and_a_step_of_repair_is_added_before_it_is_held():
    # Red (2) one worse is 3, one better 2: red still; the line of the shift shows the end.
    repairing = 'points = -25\nrepair = "grade_step"'
    facts = [event(f"e{n}", "b1", "2020-05-01", repaired_on="2020-05-09") for n in (1, 2)]
    found = ask(rules(repairing, rest=SHIFT), facts, "2020-05-09")
    assert (found["points"], found["grade"]) == ("50.0", "red")
    assert notes(found, "shift")[0]["after"] == "red"
    assert notes(found, "repair_step") == [{"code": "repair_step", "before": "red", "after": "red"}]
    assert ask(rules(repairing), facts, "2020-05-08")["grade"] == "red"
    assert ask(rules(repairing), facts, "2020-05-09")["grade"] == "blue"


CEILING = an_override("c", "ceiling", 'behaviours = ["b1"]\ngrade = "blue"')
WORK = an_override("w", "unrated", 'behaviours = ["b2"]\nat_least = 1')


def test_a_ceiling_holds_while_the_fact_lives_and_gives_way_to_too_little_work():
    short = "points = 0\nvalid_for = { days = 10 }"
    facts = [event("e", "b1", "2020-05-01")]
    assert ask(rules(short, rest=CEILING), facts, "2020-05-10")["grade"] == "blue"
    assert ask(rules(short, rest=CEILING), facts, "2020-05-11")["grade"] == "green"
    found = ask(rules(short, "points = 0", rest=CEILING + WORK), facts, "2020-05-10")
    assert (found["grade"], found["unrated"]) == (None, "too_little_work")
    assert notes(found, "ceiling") == [
        {"code": "ceiling", "override": "c", "before": None, "after": None}
    ]


def test_a_veto_over_too_little_work_starts_from_the_grade_that_was_taken_away():
    veto = an_override("v", "veto", 'behaviours = ["b1"]\ngrade = "blue"')
    facts = [event("e", "b1", "2020-05-01")]
    found = ask(rules("points = -50", "points = 0", rest=WORK + veto), facts, "2020-05-01")
    assert (found["grade"], found["unrated"]) == ("red", None)


def test_a_veto_comes_after_shifts():
    veto = an_override("v", "veto", 'behaviours = ["b1"]\ngrade = "blue"')
    twice = SHIFT.replace("by = 1", "by = 2")
    found = ask(
        rules("points = 0", rest=twice + veto), [event("e", "b1", "2020-05-01")], "2020-05-01"
    )
    assert found["grade"] == "red"
    vetoed = {"code": "veto", "override": "v", "before": "red", "after": "red"}
    assert notes(found, "veto") == [vetoed]


def test_a_grade_beyond_the_ends_is_held_before_a_ceiling_looks_at_it():
    up = SHIFT.replace("by = 1", "by = -2")
    found = ask(
        rules("points = 0", rest=up + CEILING), [event("e", "b1", "2020-05-01")], "2020-05-01"
    )
    assert notes(found, "ceiling")[0]["before"] == "green"
    assert found["grade"] == "blue"
    down = SHIFT.replace("by = 1", "by = 9")
    found = ask(
        rules("points = 0", rest=down + CEILING), [event("e", "b1", "2020-05-01")], "2020-05-01"
    )
    assert (notes(found, "ceiling")[0]["before"], found["grade"]) == ("red", "red")


LOCK = an_override("k", "lock", 'when = ["red"]\ngrade = "blue"\nfor = { months = 6 }')


def test_who_was_red_is_at_best_blue_for_six_months_from_that_day():
    short = "points = -50\nvalid_for = { days = 10 }"
    facts = [event("e1", "b1", "2020-05-01"), event("e2", "b1", "2020-05-05")]
    found = ask(rules(short, rest=LOCK), facts, "2020-05-15")
    assert (found["points"], found["grade"]) == ("100.0", "blue")
    assert ask(rules(short, rest=LOCK), facts, "2020-10-31")["grade"] == "blue"
    # Red from 1 to 14 May without a break: the six months begin once.
    assert ask(rules(short, rest=LOCK), facts, "2020-11-01")["grade"] == "green"
    again = [*facts, event("e3", "b1", "2020-07-01")]
    assert ask(rules(short, rest=LOCK), again, "2020-12-31")["grade"] == "blue"


def test_a_lock_acts_on_the_very_day_that_brings_it_and_lists_see_the_locked_grade():
    harsh = LOCK.replace('["red"]', '["blue"]').replace('grade = "blue"', 'grade = "red"')
    enter = '{ on = "grade", grades = ["red"] }'
    book = rules("points = -30", rest=harsh + a_list("black", enter))
    found = ask(book, [event("e", "b1", "2020-05-01")], "2020-05-01")
    assert (found["points"], found["grade"]) == ("70.0", "red")
    locked = {"code": "lock", "override": "k", "before": "blue", "after": "red"}
    assert notes(found, "lock") == [locked]
    assert [row[1] for row in listed(found)] == ["2020-05-01"]


def test_two_quarters_that_end_red_lock_from_the_opening_after_them():
    after = 'when = ["red"]\ngrade = "blue"\nfor = { months = 3 }\nperiods = 2'
    book = rules(
        "points = -50",
        period='kind = "calendar"\nunit = "quarter"',
        rest=an_override("k", "lock", after),
    )
    facts = [event("e1", "b1", "2020-03-31"), event("e2", "b1", "2020-06-30")]
    assert ask(book, facts, "2020-06-30")["grade"] == "red"
    assert ask(book, facts, "2020-07-01")["grade"] == "blue"
    assert ask(book, facts, "2020-10-01")["grade"] == "green"
    assert ask(book, facts[:1], "2020-07-01")["grade"] == "green"


CATEGORY = """
[[grades]]
code = "a"
name = { zh = "甲", en = "A" }
colour = "green"
[[grades]]
code = "b"
name = { zh = "乙", en = "B" }
colour = "blue"
[[grades]]
code = "c"
name = { zh = "丙", en = "C" }
colour = "red"
"""


def test_a_category_scheme_has_no_points_and_the_worst_behaviour_decides():
    steps = 'escalate = { within = { months = 12 }, steps = [{ nth = 2, as = "b2" }] }'
    rest = an_override("x", "ceiling", 'behaviours = ["b1"]\ngrade = "b"')
    rest += an_override("y", "ceiling", 'behaviours = ["b2"]\ngrade = "c"')
    book = rules(steps, "", grades=CATEGORY, scale="", rest=rest)
    book = book.replace('scheme = "hand"', 'scheme = "hand"\ncategory = true')
    book = book.replace("[scale]", "")
    assert (points(book, [], "2020-05-01"), ask(book, [], "2020-05-01")["grade"]) == ("0", "a")
    facts = [event("e1", "b1", "2020-05-01"), event("e2", "b1", "2020-05-02")]
    assert ask(book, facts, "2020-05-01")["grade"] == "b"
    found = ask(book, facts, "2020-05-02")
    assert found["grade"] == "c"
    assert amounts(found) == [
        ("start", "0"),
        ("event", "0"),
        ("event", "0"),
        ("ceiling", "0"),
        ("ceiling", "0"),
    ]


TWO_OF_THREE = """
[[dimensions]]
code = "d"
label = { zh = "甲", en = "A" }
weight = 0.2
start = 100
[[dimensions]]
code = "e"
label = { zh = "乙", en = "B" }
weight = 0.3
start = 100
[[dimensions]]
code = "f"
label = { zh = "丙", en = "C" }
weight = 0.5
start = 100
"""


def test_the_weight_of_what_is_not_assessed_goes_to_the_others():
    # Left out: f. Of 0.2 and 0.3 the first is 40 %, the second 60 %: 0.4 × 90 + 0.6 × 80 = 84.
    rate = (
        'kind = "rate"\nmin_sample = 1\nwhen_unassessed = "redistribute"\ndimension = "f"\n'
        "bands = [{ from = 0.9, points = 0 }, { below = 0.9, points = -60 }]"
    )
    scale = 'start = 0\ndirection = "down"\nfloor = 0\nceiling = 100\nplaces = 1'
    book = rules(
        "points = -10", 'dimension = "e"\npoints = -20', rate, scale=scale, dimensions=TWO_OF_THREE
    )
    facts = [event("e1", "b1", "2020-05-01"), event("e2", "b2", "2020-05-01")]
    found = ask(book, facts, "2020-05-01")
    assert (found["points"], found["grade"]) == ("84.0", "green")
    shown = [(line["amount"], line["note"]) for line in found["lines"][1:]]
    assert shown == [("36.0", None), ("48.0", None), ("0.0", {"code": "redistributed"})]
    assert [line["kind"] for line in found["lines"][3]["lines"]] == ["rate"]
    # Assessed: 0.2 × 90 + 0.3 × 80 + 0.5 × 40 = 62.
    facts.append(event("e3", "b3", "2020-05-01", numerator="1", denominator="2"))
    assert points(book, facts, "2020-05-01") == "62.0"


def test_a_dimension_that_is_left_out_is_nothing_to_a_condition():
    rate = (
        'kind = "rate"\nmin_sample = 1\nwhen_unassessed = "redistribute"\ndimension = "f"\n'
        "bands = [{ from = 0.9, points = 0 }, { below = 0.9, points = -60 }]"
    )
    scale = 'start = 0\ndirection = "down"\nfloor = 0\nceiling = 100\nplaces = 1'
    enter = '{ on = "dimension", dimension = "f", at_or_above = 30 }'
    book = rules(
        "points = -10",
        'dimension = "e"\npoints = 0',
        rate,
        scale=scale,
        dimensions=TWO_OF_THREE,
        rest=a_list("black", enter),
    )
    assert listed(ask(book, [], "2020-05-01")) == []
    assessed = [event("e3", "b3", "2020-05-01", numerator="1", denominator="2")]
    assert [row[1] for row in listed(ask(book, assessed, "2020-05-01"))] == ["2020-05-01"]


def test_who_has_nothing_that_could_be_assessed_is_not_graded():
    whole = '[[dimensions]]\ncode = "d"\nlabel = { zh = "甲", en = "A" }\nweight = 1\nstart = 100\n'
    state = 'kind = "achieved"\npoints = 3\nwhen_unassessed = "redistribute"'
    scale = 'start = 7\ndirection = "up"\nfloor = 0\nceiling = 110\nplaces = 0'
    book = rules(state, scale=scale, dimensions=whole)
    found = ask(book, [], "2020-05-01")
    assert (found["points"], found["grade"], found["unrated"]) == ("7", None, "not_assessed")
    assert notes(found, "unrated") == [{"code": "not_assessed", "indicator": "i1"}]
    assert points(book, [event("e", "b1", "2020-05-01")], "2020-05-01") == "110"
