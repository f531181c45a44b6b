"""Rules that do not fit together are refused, each by its place and in words for its author."""

from __future__ import annotations

import pytest

from scoring import parse
from tests.scoring.samples import FOLDER
from tests.scoring.support import problems, told

OWN, ROLLING, CATEGORY = (
    (FOLDER / f"{name}.toml").read_text("utf-8") for name in ("anniversary", "rolling", "category")
)


def changed(text: str, *changes: tuple[str, str]) -> str:
    """A sample with parts of its text exchanged; each part must stand in it."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


ESCALATE = "indicators[fault].escalate"
ISO = 'code = "iso"\nlabel = { zh = "体系", en = "ISO" }\ndimension = "system"'
TWICE_GOOD = '{ on = "periods", periods = 2, grades = ["a"] }'
OWN_FAULTS = [
    ("nth = 3, add", "nth = 2, add", f"{ESCALATE}.steps[2].nth", "nth_rises"),
    ("nth = 2, times", "nth = 5, times", f"{ESCALATE}.steps[2].nth", "nth_rises"),
    ("nth = 2, times = 1.5", "nth = 2", f"{ESCALATE}.steps[1]", "exactly_one"),
    ("times = 1.5 }", "times = 1.5, add = -1 }", f"{ESCALATE}.steps[1]", "exactly_one"),
    ("times = 1.5", "times = 0", f"{ESCALATE}.steps[1].times", "out_of_range"),
    ("times = 1.5", "times = 1.555", f"{ESCALATE}.steps[1].times", "places"),
    ("add = -5", "add = 5", "indicators[fault]", "mixed_signs"),
    ('as = "grave"', 'as = "gravy"', f"{ESCALATE}.steps[3].as", "not_found"),
    ('as = "grave"', 'as = "sanction"', f"{ESCALATE}.steps[3].as", "not_weighed"),
    ('as = "grave"', 'as = "fault"', f"{ESCALATE}.steps[3].as", "as_chain"),
    ('["until_on", "severity"]', '["until_on"]', "behaviours[fault].fields", "field_as"),
    ('["until_on", "severity"]', '["severity"]', "behaviours[fault].fields", "field_needed"),
    ('restart_on = ["key"]', 'restart_on = ["keys"]', "period.restart_on", "not_found"),
    ('restart_after = ["black", "key"]', 'restart_after = ["key"]', "period.restart_after", "never_restarts"),
    ("restart_after", "suspend_after", "period", "unknown_key"),
    ("months = 12\ncarry_over", 'months = 12\nunit = "year"\ncarry_over', "period", "unknown_key"),
    ("{ from = 3, points", "{ from = 4, points", "indicators[sanction].bands", "gap"),
    ("{ from = 3, points", "{ from = 2, points", "indicators[sanction].bands", "overlap"),
    ("{ up_to = 0, points = 0 }", "{ below = 0, points = 0 }", "indicators[sanction].bands[1]", "empty_band"),
    ("from = 1, up_to = 2", "from = 1.5, up_to = 2", "indicators[sanction].bands[2].from", "wrong_type"),
    ('refuted_by = ["iso-lost"]', 'refuted_by = ["iso"]', "indicators[iso].refuted_by", "both_sides"),
    ('work = ["job"]', 'work = ["fault"]', "indicators[spotless].work", "both_sides"),
    ("at_least = 1\n\n[[grades]]", "\n[[grades]]", "indicators[spotless]", "both_or_neither"),
    ('work = ["job"]\n', "", "indicators[spotless]", "both_or_neither"),
    ("points = 20\nperiods = 2", "points = 20\nperiods = 21", "indicators[spotless].periods", "out_of_range"),
    ('behaviours = ["fault", "grave"]', "behaviours = []", "indicators[spotless].behaviours", "empty"),
    (ISO, ISO.replace("system", "quality"), "indicators[iso].when_unassessed", "redistribute_alone"),
    ("weight = 0.5\nstart = 60", "weight = 0.4\nstart = 60", "dimensions", "weights_sum"),
    ("weight = 0.5\nstart = 60", "start = 60", "dimensions", "weights_some"),
    ("by = 1", "by = 0", "overrides[shift].by", "shift_zero"),
    ("by = 1", "by = 10", "overrides[shift].by", "out_of_range"),
    ('grade = "c"\nfor', 'grade = "b"\nfor', "overrides[lock].grade", "lock_never_ends"),
    ('when = ["b"]', 'when = ["d"]', "overrides[lock].when", "not_found"),
    ('grade = "b"\n', "", "overrides[ceiling].grade", "missing"),
    ('behaviours = ["grave"]\nby', 'behaviours = ["sanction"]\nby', "overrides[shift].behaviours", "not_weighed"),
    ('confirm = "none"\nfields = ["denominator"]', 'confirm = "none"', "behaviours[job].fields", "field_needed"),
    ('indicator = "spotless" }', 'indicator = "iso" }', "lists[key].leave[2].indicator", "clean_kind"),
    ('grades = ["a"] }', 'grades = ["z"] }', "lists[key].leave[1].grades", "not_found"),
    (TWICE_GOOD, '{ on = "total", at_or_above = 50 }', "lists[key].leave[1]", "start_on_list"),
    ("at_or_below = 10", "at_or_below = 60", "lists[key].enter[1]", "start_on_list"),
    ('affiliates = { list = "key"', 'affiliates = { list = "none"', "lists[black].affiliates.list", "not_found"),
    ("length = { periods = 1 }", "length = { periods = 21 }", "lists[key].length.periods", "out_of_range"),
    ("length = { periods = 1 }", "length = { working_days = 1 }", "lists[key].length", "wrong_type"),
    ('approval = "above"', 'approval = "over"', "lists[black].approval", "bad_choice"),
    ('repair = "stops"\nbands', 'repair = "halves"\nbands', "indicators[sanction].repair", "bad_choice"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "code"), OWN_FAULTS)
def test_a_rule_that_does_not_fit_is_told_by_its_place(
    old: str, new: str, path: str, code: str
) -> None:
    assert (path, code) in told(changed(OWN, (old, new)))


IDLE = OWN[OWN.index('[[overrides]]\ncode = "idle"') : OWN.index('[[lists]]\ncode = "key"')]


def test_a_grade_of_those_without_records_neither_enters_a_list_nor_leaves_it() -> None:
    """With the override that leaves them ungraded it would be accepted."""
    entered, left = (
        ('grades = ["c"] }', 'grades = ["a", "c"] }'),
        (TWICE_GOOD, '{ on = "grade", grades = ["a"] }'),
    )
    assert told(changed(OWN, entered, left)) == []
    assert told(changed(OWN, (IDLE, ""), entered, left)) == [
        ("lists[black].enter[1].grades", "start_grade"),
        ("lists[key].leave[1].grades", "start_grade"),
    ]


YEAR, OWN_END = "valid_for = { days = 365 }", 'valid_for = { until = "until_on" }'
HALVES = "{ from = 50000.00, points = -20 }"
ROLLING_FAULTS = [
    ("valid_for = { months = 12 }", OWN_END, "indicators[passes].valid_for", "own_end"),
    (YEAR, 'valid_for = { until = "life" }', "indicators[fined].valid_for", "wrong_type"),
    (YEAR, OWN_END, "behaviours[fined].fields", "field_needed"),
    ('= "zero"', '= "redistribute"', "indicators[passes].when_unassessed", "redistribute_weighted"),
    ("retired = true", 'retired = true\nbehaviours = ["fault"]', "indicators[gone].behaviours", "retired_behaviours"),
    ("retired = true", "retired = false", "indicators[gone].behaviours", "empty"),
    ("start = 100", "start = 121", "scale.start", "out_of_range"),
    ("start = 100", "start = -1", "scale.start", "out_of_range"),
    ("floor = 0\nceiling = 120", "floor = 120\nceiling = 0", "scale", "dates"),
    ("floor = -90", "floor = 1", "dimensions[work]", "dates"),
    ("ceiling = 30", "ceiling = -1", "dimensions[work]", "dates"),
    ("{ above = 9, points", "{ above = 10, points", "indicators[late].ladder.steps", "gap"),
    ("{ above = 9, points", "{ from = 9, points", "indicators[late].ladder.steps", "overlap"),
    ("{ from = 50000.00, points", "{ above = 50000.00, points", "indicators[fined].ladder.steps", "gap"),
    ("{ below = 50000.00, points", "{ up_to = 50000.00, points", "indicators[fined].ladder.steps", "overlap"),
    (HALVES, HALVES.replace(", p", ", up_to = 90000, p"), "indicators[fined].ladder.steps", "gap"),
    ("{ from = 0.9, points", "{ above = 0.9, points", "indicators[passes].bands", "gap"),
    ("{ below = 0.9, points", "{ up_to = 0.9, points", "indicators[passes].bands", "overlap"),
    ("{ below = 0.9, points", "{ up_to = 0.8999, points", "indicators[passes].bands", "gap"),
    ("{ from = 0.9, points", "{ from = 0.9, below = 1, points", "indicators[passes].bands", "gap"),
    ("{ from = 0.9, points", "{ from = 1.1, points", "indicators[passes].bands[1].from", "out_of_range"),
    ("{ from = 3.00, points", "{ above = 3.00, points", "indicators[steps].bands", "gap"),
    ("{ from = 3.00, points", "{ from = 2.99, points", "indicators[steps].bands", "overlap"),
    ("{ below = 3.00, points", "{ from = 0.99, below = 3.00, points", "indicators[steps].bands[2]", "outside_scale"),
    ("above = 60", "above = 61", "grades", "gap"),
    ("above = 60", "from = 60", "grades", "overlap"),
    ("up_to = 60", "up_to = 60\nfrom = 0.01", "grades", "gap"),
    ("above = 60", "above = 60\nbelow = 120", "grades", "gap"),
    ("above = 60", "above = 60\nup_to = 119.99", "grades", "gap"),
    ("rating = 4.5,", "rating = 2.5,", "indicators[mean].line", "dates"),
    ("rating = 4.5,", "rating = 5.5,", "indicators[mean].line.to.rating", "out_of_range"),
    ("max_months = 12", "max_months = 2", "lists[watch].publicity", "dates"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "code"), ROLLING_FAULTS)
def test_an_edge_or_bound_that_does_not_fit_is_told_by_its_place(
    old: str, new: str, path: str, code: str
) -> None:
    assert (path, code) in told(changed(ROLLING, (old, new)))


SCALE = '[scale]\nstart = 1\ndirection = "up"\nfloor = 0\nceiling = 9\nplaces = 0\n[period]'
IS_C, ENTER = '{ on = "grade", grades = ["c"] }', "lists[black].enter[1]"
RUN = '{ on = "periods", periods = 1, grades = ["c"] }'
CATEGORY_FAULTS = [
    ("[period]", SCALE, "scale", "category_key"),
    ('repair = "stops"', "points = -1", "indicators[fault].points", "category_key"),
    ('repair = "stops"', "cap = 1", "indicators[fault].cap", "category_key"),
    ('colour = "green"', 'colour = "green"\nfrom = 1', "grades[a].from", "category_key"),
    ('"Conduct" }', '"Conduct" }\nweight = 1', "dimensions[conduct].weight", "category_key"),
    (IS_C, '{ on = "total", at_or_below = 1 }', f"{ENTER}.on", "category_condition"),
    (IS_C, IS_C.replace('"c"', '"a"'), f"{ENTER}.grades", "start_grade"),
    (IS_C, RUN, f"{ENTER}.on", "periods_needed"),
    ('length = { until = "life" }', "length = { periods = 2 }", "lists[black].length", "periods_needed"),
    ("category = true", "", "scale", "missing"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "code"), CATEGORY_FAULTS)
def test_a_scheme_without_points_has_none(old: str, new: str, path: str, code: str) -> None:
    assert (path, code) in told(changed(CATEGORY, (old, new)))


COUNTED = """
[[indicators]]
code = "counted"
label = { zh = "次数", en = "Counted" }
dimension = "conduct"
kind = "count"
behaviours = ["fault"]
bands = [{ points = 0 }]

[[indicators]]
code = "spotless"
label = { zh = "无失信", en = "Spotless" }
dimension = "conduct"
kind = "clean"
behaviours = ["fault"]
points = 0
periods = 2

[[grades]]"""
MORE = """
[[overrides]]
code = "idle"
label = { zh = "不足", en = "Idle" }
kind = "unrated"
behaviours = ["fault"]
at_least = 1

[[overrides]]
code = "lock"
label = { zh = "锁定", en = "Lock" }
kind = "lock"
when = ["b"]
grade = "c"
for = { months = 6 }
periods = 2

[[lists]]"""


def test_without_a_period_a_window_must_be_given_and_periods_cannot_be_counted() -> None:
    found = told(changed(CATEGORY, ("\n[[grades]]", COUNTED), ("\n[[lists]]", MORE)))
    assert found == [
        ("indicators[counted].valid_for", "window_needed"),
        ("indicators[spotless].kind", "periods_needed"),
        ("overrides[idle].within", "window_needed"),
        ("overrides[lock].periods", "periods_needed"),
    ]


def test_a_unit_says_what_a_period_is_where_the_period_bounds_nothing() -> None:
    windows = (
        ("bands = [{", "valid_for = { months = 6 }\nbands = [{"),
        ("at_least = 1", "at_least = 1\nwithin = { months = 6 }"),
    )
    unit = ('kind = "validity"', 'kind = "validity"\nunit = "year"')
    text = changed(CATEGORY, ("\n[[grades]]", COUNTED), ("\n[[lists]]", MORE), *windows, unit)
    assert told(text) == []


def test_points_in_a_scheme_without_points_can_only_be_zero() -> None:
    counted = COUNTED.replace(
        "bands = [{ points = 0 }]", "valid_for = { months = 6 }\nbands = [{ points = -1 }]"
    )
    unit = ('kind = "validity"', 'kind = "validity"\nunit = "year"')
    text = changed(CATEGORY, ("\n[[grades]]", counted), unit)
    assert told(text) == [("indicators[counted]", "category_zero")]


LOCKS = """
[[overrides]]
code = "one"
label = { zh = "甲", en = "One" }
kind = "lock"
when = ["b"]
grade = "c"
for = { months = 6 }

[[overrides]]
code = "two"
label = { zh = "乙", en = "Two" }
kind = "lock"
when = ["c"]
grade = "b"
for = { months = 12 }

[[lists]]"""


def test_locks_that_set_each_other_off_are_refused() -> None:
    found = problems(changed(CATEGORY, ("\n[[lists]]", LOCKS)))
    assert [(p.path, p.code) for p in found] == [
        ("overrides[one].when", "lock_circle"),
        ("overrides[two].when", "lock_circle"),
    ]
    assert "one → two → one" in found[0].zh


def test_lists_whose_affiliates_lead_back_to_one_another_are_refused() -> None:
    back = 'affiliates = { list = "black", length = { months = 12 }, relations = ["出资人"] }\n'
    text = changed(OWN, ('code = "key"\n', f'code = "key"\n{back}'))
    found = [p for p in problems(text) if p.code == "affiliates_circle"]
    paths = [f"lists[{code}].affiliates.list" for code in ("black", "key")]
    assert sorted(p.path for p in found) == paths
    assert "key → black → key" in found[1].en
    itself = changed(OWN, ('affiliates = { list = "key"', 'affiliates = { list = "black"'))
    assert told(itself) == [(paths[0], "affiliates_circle")]


def test_a_lock_at_the_grade_that_sets_it_off_ends_when_its_time_is_over() -> None:
    once = LOCKS.split("\n\n")[0].replace('grade = "c"', 'grade = "b"') + "\n\n[[lists]]"
    assert told(changed(CATEGORY, ("\n[[lists]]", once))) == []


def test_a_behaviour_that_only_a_count_condition_reads_is_read() -> None:
    count = '{ on = "count", behaviours = ["fault"], at_least = 3, within = { months = 12 } }'
    fault = CATEGORY[
        CATEGORY.index('[[indicators]]\ncode = "fault"') : CATEGORY.index(
            '[[indicators]]\ncode = "fraud"'
        )
    ]
    ceiling = CATEGORY[
        CATEGORY.index('[[overrides]]\ncode = "fault"') : CATEGORY.index(
            '[[overrides]]\ncode = "fraud"'
        )
    ]
    assert told(changed(CATEGORY, (fault, ""), (ceiling, ""), (IS_C, count))) == []


def test_the_word_that_was_meant_is_guessed_for_keys_choices_and_codes() -> None:
    wrongs = ('repair = "stop"', 'behaviours = ["fruad"]', "colors")
    found = problems(
        changed(
            CATEGORY,
            ('repair = "stops"', wrongs[0]),
            ('kind = "veto"\nbehaviours = ["fraud"]', f'kind = "veto"\n{wrongs[1]}'),
            ("colour", "colours"),
        )
    )
    assert [p.en[: p.en.index(")") + 1] for p in found if "did you mean" in p.en] == [
        "There is no key “colours” here (did you mean “colour”?)",
        "“stop” is not possible (did you mean “stops”?)",
        "There is no behaviour “fruad” (did you mean “fraud”?)",
    ]
    assert "没有代码为“fruad”的信用行为，是否应为“fraud”；已有：fault, fraud。" in [
        p.zh for p in found
    ]


@pytest.mark.parametrize(
    "hidden", ["\\u0000", "\\u001B", "\\u202E", "\\u200B", "\\n", "\\u2028", "\\uFEFF"]
)
@pytest.mark.parametrize(
    ("old", "path"),
    [
        ('label = { zh = "差错', "behaviours[fault].label.zh"),
        ('source = "', "source"),
        ('value = -10.5, clause = "', "indicators[fault].points.clause"),
    ],
)
def test_a_text_with_what_cannot_be_seen_is_refused(hidden: str, old: str, path: str) -> None:
    (found,) = [p for p in problems(changed(ROLLING, (old, old + hidden))) if p.code == "unseen"]
    assert found.path == path
    assert found.params["found"].startswith("U+")


def test_decimals_are_exact_however_many_are_written() -> None:
    fine = changed(ROLLING, ("value = -10.5", "value = -10.5000"))
    assert parse(fine, "x.toml").indicator("fault").points == -1_050
    digits = "0" * 40
    for text in (f"value = -10.5{digits}1", "value = -1e-400", "value = -10.501"):
        path = "indicators[fault].points"
        assert (path, "places") in told(changed(ROLLING, ("value = -10.5", text)))


@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        ('version = "1"', 'version = "1"\nversion = "2"', "version", "toml_twice"),
        ('cap = 40', 'cap = 40\ncap = 41', "indicators[fault].cap", "toml_twice"),
        ('cap = 40', 'cap = ４０', "indicators[fault].cap", "toml_value"),
        ('cap = 40', 'cap ＝ 40', "indicators[fault]", "toml_equals"),
        ('cap = 40', 'cap 40', "indicators[fault]", "toml_equals"),
        ('cap = 40', 'cap = 40 50', "indicators[fault].cap", "toml_newline"),
        ('cap = 40', '上限 = 40', "indicators[fault]", "toml_statement"),
        ('repair = "halves"', 'repair = "halves', "indicators[fault].repair", "toml_string"),
        ('repair = "halves"', 'repair = “halves”', "indicators[fault].repair", "toml_value"),
        ("until = 2030-01-01", "until = 2030-02-30", "basis[rules].until", "toml_date"),
        ("months = 24", f"months = {'9' * 5000}", "", "toml_digits"),
        ("months = 24", f"months = {'[' * 5000}", "", "toml_deep"),
        ("[period]", f"[{'a.' * 5000}b]", "", "toml_deep"),
    ],
)  # fmt: skip
def test_what_is_not_toml_is_told_by_its_place(old: str, new: str, path: str, code: str) -> None:
    (found,) = problems(changed(ROLLING, (old, new)))
    assert (found.path, found.code) == (path, code)
    assert found.zh.endswith("。")
    assert found.en.endswith(".")


def test_ten_thousand_indicators_are_refused_with_the_number_that_is_possible() -> None:
    many = "".join(f'[[indicators]]\ncode = "i{n}"\n' for n in range(10_000))
    found = [p for p in problems(ROLLING + many) if p.code == "too_many"]
    assert [(p.path, p.params["most"]) for p in found] == [("indicators", "1000")]


def test_a_file_of_five_megabytes_is_refused_before_it_is_read() -> None:
    (found,) = problems(ROLLING + "# 说明\n" * 500_000)
    assert found.code == "too_large"
    assert "1,000,000" in found.zh
    assert found.en.startswith("The file has ")


def test_of_ten_thousand_faults_as_many_are_told_as_a_person_can_mend() -> None:
    bad = "".join(f'[[behaviours]]\ncode = "b{n}"\nclas = "minor"\n' for n in range(9_990))
    found = problems(changed(ROLLING, ("[[dimensions]]", f"{bad}\n[[dimensions]]")))
    assert len(found) == 501
    assert found[-1].code == "untold"
    assert found[-1].en.startswith("There are 29,470 more")


def test_a_line_of_a_million_letters_is_not_repeated_in_the_message() -> None:
    for text in ("x" * 900_000 + " = 1\n" + ROLLING, f'scheme = "{"x" * 900_000}"'):
        assert all(len(p.zh) < 6_000 and len(p.path) < 400 for p in problems(text))


def test_a_record_that_may_be_weighed_as_another_names_a_severity_that_the_other_knows() -> None:
    scheme = parse(OWN, "own.toml")
    assert scheme.severities("fault") == ("minor", "serious")
    assert scheme.severities("grave") == ("minor", "serious")
    assert scheme.severities("sanction") is None
    both = ("points = -5\n", "by_severity = { light = -1, serious = -5 }\n")
    assert parse(changed(OWN, both), "own.toml").severities("fault") == ("serious",)
