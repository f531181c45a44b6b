"""Two versions side by side: what was added, removed, moved and changed, article by article."""

from __future__ import annotations

import pytest

import scoring
from services.drafts.draft_document import change
from services.drafts.draft_parts import Add, Change, Move, Put, Remove, Turn
from services.rules.compare_rulesets import RowDiff, compare_rulesets
from tests.statements.story import LAND_SURVEY


def found(*changes: Change) -> list[RowDiff]:
    sections = compare_rulesets(LAND_SURVEY, change(LAND_SURVEY, changes))
    return [row for section in sections for row in section.rows]


def told(row: RowDiff) -> list[tuple[str, str, str]]:
    return [(one.label.en, one.before.en, one.after.en) for one in row.changes]


def test_a_text_says_the_same_as_itself_whatever_its_remarks() -> None:
    assert compare_rulesets(LAND_SURVEY, f"# new\n{LAND_SURVEY}") == ()
    assert found(Put("scale/ceiling", "110.0")) == []


def test_a_changed_number_is_told_before_and_after() -> None:
    (row,) = found(Put("indicators/3/points", "-5.0"))
    assert (row.sign, row.path) == ("changed", "indicators/3")
    assert [name.zh for name in row.trail] == ["投诉属实"]
    assert told(row) == [("points", "−3", "−5.0")]


def test_a_changed_clause_beside_a_number_is_told_as_such() -> None:
    (row,) = found(Put("indicators/3/points/clause", "第五条"))
    assert told(row) == [("points (clause)", "", "第五条")]


def test_words_and_codes_are_told_by_their_names() -> None:
    (row,) = found(Put("indicators/3/repair", "halves"), Put("indicators/3/dimension", "quality"))
    assert told(row) == [
        ("dimension", "Service attitude", "Quality of work"),
        ("repair", "a repair ends it", "a repair halves it"),
    ]


def test_a_length_of_time_is_told_with_its_unit() -> None:
    (row,) = found(Put("indicators/2/valid_for", {"unit": "days", "n": "90"}))
    assert told(row) == [("validity", "12 months", "90 days")]


def test_an_added_row_is_told_with_all_it_says() -> None:
    label = {"zh": "新维度", "en": "New"}
    (row,) = found(Add("dimensions", values={"code": "new", "label": label, "floor": "-5"}))
    assert (row.sign, row.trail[0].en) == ("added", "New")
    assert told(row) == [("code", "", "new"), ("name", "", "New"), ("floor", "", "−5")]


def test_a_removed_row_is_told_where_it_stood() -> None:
    (row,) = found(Remove("behaviours/2"))
    assert (row.sign, row.path, row.trail[0].zh) == (
        "removed",
        "behaviours/2",
        "对主管部门的通知、询问逾期不回复",
    )


def test_a_condition_of_a_list_is_told_within_its_list() -> None:
    (row,) = found(Put("lists/1/enter/1/at_or_below", "40"))
    assert [name.en for name in row.trail] == ["Disqualified from the programme's tasks", "entry 1"]
    assert told(row) == [("at or below", "50", "40")]


def test_rows_without_code_that_only_shift_are_not_told() -> None:
    rows = found(Remove("lists/1/enter/1"))
    assert [(row.sign, row.trail[-1].en) for row in rows] == [("removed", "entry 1")]


def test_a_grade_that_stands_elsewhere_is_moved() -> None:
    rows = found(Move("grades/4", 1))
    assert [(row.sign, row.trail[0].en) for row in rows] == [("moved", "Poor")]


def test_another_kind_is_told_with_what_came_and_went() -> None:
    rows = found(Turn("indicators/3", "achieved"))
    assert ("kind", "points for each record", "points while it holds") in told(rows[0])


def test_a_text_that_is_no_toml_cannot_be_compared() -> None:
    with pytest.raises(scoring.RulesetError):
        compare_rulesets(LAND_SURVEY, "x = [")
