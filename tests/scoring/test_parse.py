"""A ruleset is read exactly, and everything that is wrong with it is told at once, in both languages."""

from __future__ import annotations

import re

import pytest

from scoring import Duration, RulesetError, parse
from scoring.kinds import TABLES
from scoring.problems import WORDING
from scoring.wording_of_choices import CHOICES
from tests.scoring.support import LAND_SURVEY, SMALL, problems, ruleset, small, told

CHINESE = re.compile("[一-鿿]")
TOTAL, ENTER = 'on = "total", at_or_below = 60', "lists[watch].enter[1]"


def test_the_land_survey_scheme_is_accepted_and_every_number_says_where_it_comes_from() -> None:
    scheme = parse(LAND_SURVEY.read_text("utf-8"), "2026.toml")
    assert (len(scheme.behaviours), len(scheme.indicators)) == (27, 26)
    assert scheme.unsourced == ()


def test_points_are_whole_hundredths() -> None:
    late = ruleset().indicator("late")
    assert (late.points, late.cap) == (-10, 3_000)


def test_a_number_may_say_its_clause_and_source() -> None:
    told_by = ruleset(
        ("points = -10", 'points = { value = -10, clause = "第七条", source = "公告" }')
    ).sources["indicators[fault].points"]
    assert (told_by.clause, told_by.source) == ("第七条", "公告")


def test_a_number_without_clause_and_source_is_flagged_and_not_refused() -> None:
    flagged = ruleset(('source = "default"\n', "")).unsourced
    assert "scale.start" in flagged
    assert "indicators[late].cap" in flagged


def test_the_hash_is_of_the_exact_text() -> None:
    assert ruleset().sha256 != ruleset(("小办法", "小办法 ")).sha256


def test_a_file_may_begin_with_a_byte_order_mark() -> None:
    assert parse("\ufeff" + SMALL, "small.toml").version == "1"


@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        ("points = -10", "point = -10", "indicators[fault]", "unknown_key"),
        ('version = "1"', "", "version", "missing"),
        ('version = "1"', "version = 1", "version", "wrong_type"),
        ('version = "1"', 'version = "第一版"', "version", "bad_code"),
        ("effective_from = 2024-01-01", 'effective_from = "2024-01-01"', "effective_from", "wrong_type"),
        ("effective_from = 2024-01-01", "effective_from = 1889-01-01", "effective_from", "out_of_range"),
        ("points = -10", "points = -10.55", "indicators[fault].points", "places"),
        ("points = -10", "points = inf", "indicators[fault].points", "wrong_type"),
        ("points = -10", "points = nan", "indicators[fault].points", "wrong_type"),
        ("points = -10", "points = true", "indicators[fault].points", "wrong_type"),
        ("points = -10", "points = -1e99", "indicators[fault].points", "out_of_range"),
        ("points = -10", "", "indicators[fault]", "exactly_one"),
        ("points = -10", "points = -10\ncap = 0", "indicators[fault].cap", "out_of_range"),
        ('confirm = "review"', 'confirm = "maybe"', "behaviours[fault].confirm", "bad_choice"),
        ('direction = "down"', 'direction = "sideways"', "scale.direction", "bad_choice"),
        ("start = 100", "start = 101", "scale.start", "out_of_range"),
        ("floor = 0", "floor = 100", "scale", "dates"),
        ('dimension = "work"', 'dimension = "play"', "indicators[fault].dimension", "not_found"),
        ('behaviours = ["fault"]', 'behaviours = ["faults"]', "indicators[fault].behaviours", "not_found"),
        ('behaviours = ["fault"]', 'behaviours = ["fault", "fault"]', "indicators[fault].behaviours[2]", "duplicate"),
        ('behaviours = ["fault"]', "behaviours = []", "indicators[fault].behaviours", "empty"),
        ('behaviours = ["late"]', 'behaviours = ["late", "fault"]', "indicators[late].behaviours", "weighed_twice"),
        ('fields = ["quantity"]', "fields = []", "behaviours[late].fields", "field_needed"),
        ('class = "minor"\n', "", "behaviours[fault].class", "missing"),
        ("below = 80", "below = 75", "grades", "gap"),
        ("below = 80", "below = 85", "grades", "overlap"),
        ("up_to = 89.9", "up_to = 89.8", "grades", "gap"),
        ("from = 90", "from = 90\nabove = 90", "grades[green]", "two_edges"),
        ("from = 60\nbelow = 80", "from = 80\nbelow = 60", "grades[yellow]", "empty_band"),
        ("from = 90", "from = 90\nup_to = 120", "grades[green]", "outside_scale"),
        ("from = 0.5, below = 0.9", "from = 0.5, up_to = 0.89", "indicators[passes].bands", "gap"),
        ("from = 0.5, below = 0.9", "from = 0.4, below = 0.9", "indicators[passes].bands", "overlap"),
        ("points = -20 }", "points = 20 }", "indicators[passes]", "mixed_signs"),
        ("min_sample = 1", "", "indicators[passes].min_sample", "missing"),
        ('assessed = "zero"', 'assessed = "x"', "indicators[passes].when_unassessed", "bad_choice"),
        ("at_or_below = 60", "at_or_below = 100", "lists[watch].enter[1]", "start_on_list"),
        ("at_or_below = 60", "at_or_above = 60", "lists[watch].enter[1]", "start_on_list"),
        ("at_or_below = 60", "at_or_below = -1", "lists[watch].enter[1]", "out_of_reach"),
        (', at_or_below = 60', "", "lists[watch].enter[1]", "exactly_one"),
        (TOTAL, 'on = "behaviour", behaviours = ["check"]', f"{ENTER}.behaviours", "not_weighed"),
        ("length = { months = 6 }", 'length = { until = "decision" }', "lists[watch].length", "length_decided"),
        ("length = { months = 6 }", "length = { months = 6, days = 1 }", "lists[watch].length", "wrong_type"),
        ("length = { months = 6 }", "length = { months = 0 }", "lists[watch].length.months", "out_of_range"),
        ('subject = "unit"', 'subject = "person"', "lists[watch].mode", "persons_decided"),
        ('kind = "rolling"', 'kind = "endless"', "period.kind", "bad_choice"),
        ('kind = "rolling"', 'kind = "calendar"', "period", "unknown_key"),
        ('code = "work"\n', 'code = "work"\nweight = 0.5\n', "dimensions", "weights_sum"),
        ('code = "work"\n', 'code = "work"\nstart = 5\n', "dimensions[work].start", "only_weighted"),
        ("places = 1", "places = 1\nwhole = 3", "scale.whole", "only_weighted"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_its_place(old: str, new: str, path: str, code: str) -> None:
    assert (path, code) in told(small((old, new)))


def test_every_problem_is_told_at_once() -> None:
    text = small(
        ("points = -10", "points = -10.55"), ("below = 80", "below = 75"), ('version = "1"', "")
    )
    assert told(text) == [
        ("grades", "gap"),
        ("indicators[fault].points", "places"),
        ("version", "missing"),
    ]


def test_a_behaviour_that_nothing_reads_is_told() -> None:
    text = small(
        ('behaviours = ["fault"]', 'behaviours = ["late"]'),
        ('behaviours = ["late"]', 'behaviours = ["late"]'),
    )
    assert ("behaviours[fault]", "never_used") in told(text)


def test_two_parts_of_one_code_are_told() -> None:
    assert ("indicators[fault]", "duplicate") in told(
        small(
            (
                'code = "late"\nlabel = { zh = "逾期", en = "Late" }\ndimension',
                'code = "fault"\nlabel = { zh = "逾期", en = "Late" }\ndimension',
            )
        )
    )


def test_grades_stand_from_best_to_worst() -> None:
    text = small(
        ("from = 90", "from = 60\nbelow = 80"),
        (
            'from = 60\nbelow = 80\n\n[[grades]]\ncode = "red"',
            'from = 90\n\n[[grades]]\ncode = "red"',
        ),
    )
    assert "grade_order" in [code for _, code in told(text)]


def test_what_is_not_toml_is_told_with_its_line() -> None:
    found = problems(small(("[scale]", "[scale")))
    assert [(p.path, p.code) for p in found] == [("", "toml_header")]
    assert found[0].en.startswith("Line 10: ")


def test_a_problem_speaks_both_languages_in_whole_sentences() -> None:
    (gap,) = problems(small(("below = 80", "below = 75")))
    assert gap.en == (
        "No row covers 75 ≤ … < 80: there is a gap between 60 ≤ … < 75 and 80 ≤ … ≤ 89.9."
        " Let neighbours meet."
    )
    assert gap.zh == (
        "75 ≤ … < 80 未被任何一档覆盖，是 60 ≤ … < 75 与 80 ≤ … ≤ 89.9 之间的空档；请使相邻两档首尾相接。"
    )


def test_a_value_on_both_sides_is_named() -> None:
    (overlap,) = problems(small(("below = 80", "up_to = 80")))
    assert overlap.en.startswith("80 is on both sides, in 60 ≤ … ≤ 80 and in 80 ≤ … ≤ 89.9;")


def test_a_row_that_can_never_match_is_told_as_such() -> None:
    found = problems(small(("from = 60\nbelow = 80", "from = 80\nbelow = 80")))
    assert found[0].en.startswith("This row can never match: no value falls into 80 ≤ … < 80.")


@pytest.mark.parametrize("code", WORDING)
def test_every_wording_names_the_same_things_in_both_languages(code: str) -> None:
    zh, en = (set(re.findall(r"\{(\w+)\}", text)) for text in WORDING[code])
    assert {name.removesuffix("_zh") for name in zh} == {name.removesuffix("_en") for name in en}
    assert CHINESE.search(WORDING[code][0])
    assert not CHINESE.search(WORDING[code][1])


def test_every_word_that_can_be_chosen_is_called_something_in_both_languages() -> None:
    for keys in TABLES.values():
        for key in keys:
            for word in key.choices:
                zh, en = CHOICES[key.name][word]
                assert CHINESE.search(zh), (key, word)
                assert not CHINESE.search(en), (key, word)


def test_every_key_has_a_name_in_both_languages() -> None:
    for keys in TABLES.values():
        for key in keys:
            assert CHINESE.search(key.zh), key
            assert key.en, key


def test_a_duration_keeps_its_unit() -> None:
    late = ruleset(("cap = 30", "cap = 30\ndelay = { working_days = 5 }")).indicator("late")
    assert late.delay == Duration("working_days", 5)


def test_at_most_a_thousand_indicators_are_accepted() -> None:
    one = SMALL[SMALL.index("[[indicators]]") : SMALL.index("[[grades]]")]
    many = "".join(one.replace('code = "', f'code = "i{n}-') for n in range(334))
    assert ("indicators", "too_many") in told(SMALL.replace(one, many))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[scale]",
        "scale = 1",
        "indicators = 3",
        "[[grades]]",
        'grades = [1, "a"]',
        "lists = [[]]",
        '[scale]\nplaces = "x"',
    ],
)
def test_whatever_stands_in_a_file_is_answered_with_problems(text: str) -> None:
    with pytest.raises(RulesetError) as refused:
        parse(text, "x.toml")
    assert refused.value.problems
