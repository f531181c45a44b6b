"""A draft is edited in forms: what is touched changes, every other byte of the text stays."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import scoring
from services.drafts.draft_document import change, outline
from services.drafts.draft_parts import Add, Field, Group, Move, Put, Remove, Row, Turn, Typed
from services.messages import Invalid
from tests.statements.story import LAND_SURVEY

RULESETS = Path(__file__).resolve().parents[2] / "rulesets"
SHIPPED = sorted(path for path in RULESETS.glob("*/*.toml") if path.name != "scenarios.toml")
SMALL = """\
# Begun in spring.
scheme = "small"  # one word
title = { zh = "小办法", en = "Small" }

[scale]
start = { value = 100, source = "default" }
places = 0

# ---- behaviours

[[behaviours]]
code = "late"
label = { zh = "逾期", en = "Late" }
class = "minor"

# Said by the plan.
[[behaviours]]
code = "false"

[[indicators]]
code = "late"
kind = "points"
points = -2

[[indicators]]
code = "often"
kind = "count"
bands = [
  { from = 80, points = 0 },  # good
  { below = 80, points = -5 }
]
"""


def rows(group: Group) -> Iterator[Row]:
    for row in group.rows:
        yield row
        for inner in row.groups:
            yield from rows(inner)


def fields(text: str) -> Iterator[Field]:
    for section in outline(text).sections:
        for row in rows(section.group):
            yield from row.fields


def field(text: str, path: str) -> Field:
    return next(one for one in fields(text) if one.path == path)


def typed(one: Field) -> Typed:
    return one.parts or one.items or one.value


def read(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_shipped_ruleset_written_field_by_field_as_it_is_stays_the_same_to_the_byte(
    path: Path,
) -> None:
    text = path.read_text("utf-8")
    written = [one for one in fields(text) if one.written]
    assert len(written) > 50
    assert not [one for one in written if one.type == "unknown"]
    assert change(text, [Put(one.path, typed(one)) for one in written]) == text


def test_every_number_of_a_shipped_ruleset_can_be_changed_alone() -> None:
    text = LAND_SURVEY
    numbers = [one for one in fields(text) if one.type == "number" and one.value]
    for one in numbers:
        new = change(text, [Put(one.path, "7.5")])
        assert field(new, one.path).value == "7.5"
        assert (
            new.replace("7.5", one.value, 1) == text or len(new) == len(text) - len(one.value) + 3
        )


def test_a_field_knows_its_kind_its_name_and_what_it_may_hold() -> None:
    found = field(LAND_SURVEY, "indicators/1/dimension")
    assert (found.type, found.label.zh, found.required, found.names) == (
        *("code", "维度", True),
        "dimensions",
    )
    assert ("attitude", "服务态度") in [(c.code, c.name.zh) for c in found.choices]


def test_a_number_tells_the_source_beside_it_and_the_one_around_it() -> None:
    start = field(LAND_SURVEY, "scale/start")
    assert start.source == "四川省企业环境信用评价指标及计分方法（2019年版）"
    assert field(LAND_SURVEY, "scale/floor").inherits == ("", "default")


def test_a_changed_number_changes_nothing_else() -> None:
    assert change(SMALL, [Put("indicators/1/points", "-3.5")]) == SMALL.replace("= -2", "= -3.5")


def test_a_number_that_says_its_source_keeps_it_when_it_changes() -> None:
    new = change(SMALL, [Put("scale/start", "90")])
    assert new == SMALL.replace("value = 100", "value = 90")


def test_full_width_digits_and_the_true_minus_are_numbers() -> None:
    assert (
        field(change(SMALL, [Put("indicators/1/points", "−３")]), "indicators/1/points").value
        == "-3"
    )


@pytest.mark.parametrize("nonsense", ["abc", "1,000", "05", '"', "80 %", "\\", "# 5", "]]\n[x"])
def test_what_is_no_number_is_kept_as_it_was_typed(nonsense: str) -> None:
    new = change(SMALL, [Put("indicators/1/points", nonsense)])
    assert field(new, "indicators/1/points").value == nonsense
    assert change(new, [Put("indicators/1/points", "-2")]) == SMALL


def test_an_empty_field_takes_its_key_away_with_its_line() -> None:
    assert change(SMALL, [Put("behaviours/1/class", "")]) == SMALL.replace('class = "minor"\n', "")


def test_a_new_key_stands_behind_the_last_of_its_table() -> None:
    new = change(SMALL, [Put("behaviours/1/confirm", "review")])
    assert new == SMALL.replace('class = "minor"\n', 'class = "minor"\nconfirm = "review"\n')


def test_a_clause_is_written_beside_the_number_and_taken_away_again() -> None:
    new = change(SMALL, [Put("indicators/1/points/clause", "第三条")])
    assert 'points = { value = -2, clause = "第三条" }' in new
    assert field(new, "indicators/1/points").clause == "第三条"
    assert change(new, [Put("indicators/1/points/clause", "")]) == SMALL


def test_half_a_name_can_be_written() -> None:
    new = change(SMALL, [Put("behaviours/2/label/zh", "造假")])
    assert field(new, "behaviours/2/label").parts == {"zh": "造假", "en": ""}


def test_a_length_of_time_is_a_number_and_a_unit() -> None:
    put = Put("indicators/1/valid_for", {"unit": "months", "n": "12"})
    assert "valid_for = { months = 12 }\n" in change(SMALL, [put])
    put = Put("indicators/1/valid_for", {"unit": "until_on"})
    new = change(SMALL, [put])
    assert 'valid_for = { until = "until_on" }\n' in new
    assert field(new, "indicators/1/valid_for").parts == {"unit": "until_on"}


def test_severities_are_codes_with_points() -> None:
    put = Put("indicators/1/by_severity", {"slight": "-1", "grave": "-5"})
    new = change(SMALL, [put, Put("indicators/1/by_severity/grave", "-6")])
    assert "by_severity = { slight = -1, grave = -6 }\n" in new


def test_a_behaviour_is_added_behind_the_last_one() -> None:
    values: dict[str, Typed] = {
        "code": "rude",
        "label": {"zh": "态度恶劣", "en": "Rude"},
        "fields": ["evidence"],
    }
    new = change(SMALL, [Add("behaviours", values=values)])
    block = (
        '\n[[behaviours]]\ncode = "rude"\nlabel = { zh = "态度恶劣", en = "Rude" }\n'
        'fields = ["evidence"]\n'
    )
    assert new == SMALL.replace('code = "false"\n', f'code = "false"\n{block}')


def test_a_band_is_added_in_the_manner_of_the_others() -> None:
    new = change(SMALL, [Add("indicators/2/bands", values={"up_to": "9", "points": "-9"})])
    assert new == SMALL.replace(
        "  { below = 80, points = -5 }\n",
        "  { below = 80, points = -5 },\n  { up_to = 9, points = -9 },\n",
    )


def test_the_first_of_its_kind_opens_a_chapter_in_its_order() -> None:
    new = change(SMALL, [Add("dimensions", values={"code": "quality"})])
    assert list(read(new)) == ["scheme", "title", "scale", "behaviours", "dimensions", "indicators"]
    new = change(SMALL, [Add("overrides", "veto", {"code": "out"})])
    assert new == f'{SMALL}\n[[overrides]]\ncode = "out"\nkind = "veto"\n'


def test_a_ladder_is_added_and_filled() -> None:
    steps = [Add("indicators/1/ladder", "amount"), Add("indicators/1/ladder/steps")]
    new = change(SMALL, [*steps, Put("indicators/1/ladder/steps/1/points", "-1")])
    assert read(new)["indicators"][0]["ladder"] == {"of": "amount", "steps": [{"points": -1}]}


def test_a_row_goes_with_the_remark_above_it() -> None:
    gone = '# Said by the plan.\n[[behaviours]]\ncode = "false"\n\n'
    assert change(SMALL, [Remove("behaviours/2")]) == SMALL.replace(gone, "")


def test_a_chapter_heading_stays_when_its_first_row_goes() -> None:
    new = change(SMALL, [Remove("behaviours/1")])
    assert "# ---- behaviours" in new
    assert [row["code"] for row in read(new)["behaviours"]] == ["false"]


def test_a_band_goes_with_its_own_remark() -> None:
    gone = "  { from = 80, points = 0 },  # good\n"
    assert change(SMALL, [Remove("indicators/2/bands/1")]) == SMALL.replace(gone, "")


def test_rows_change_places_and_take_their_remarks_along() -> None:
    new = change(SMALL, [Move("behaviours/2", 1)])
    assert [row["code"] for row in read(new)["behaviours"]] == ["false", "late"]
    assert '# Said by the plan.\n[[behaviours]]\ncode = "false"\n' in new
    assert change(new, [Move("behaviours/1", 2)]) == SMALL


def test_bands_change_places() -> None:
    new = change(SMALL, [Move("indicators/2/bands/2", 1)])
    assert [band["points"] for band in read(new)["indicators"][1]["bands"]] == [-5, 0]
    assert change(new, [Move("indicators/2/bands/1", 2)]) == SMALL


def test_another_kind_keeps_what_it_has_in_common() -> None:
    new = change(SMALL, [Put("indicators/2/repair", "stops"), Turn("indicators/2", "rate")])
    row = read(new)["indicators"][1]
    assert row == {**read(SMALL)["indicators"][1], "kind": "rate"}


def test_an_address_that_is_not_there_is_refused_by_name() -> None:
    for path in (
        "indicators/2/points",
        "indicators/x",
        "nothing",
        "scale/start/value/x/y",
        "",
        "/",
    ):
        with pytest.raises(Invalid) as refused:
            change(SMALL, [Remove(path)])
        assert path in refused.value.fields


def test_a_text_that_is_no_toml_shows_the_fault_and_nothing_else() -> None:
    found = outline('scheme = "x')
    assert (found.sections, found.problem and found.problem.code) == ((), "toml_string")


def test_a_key_that_no_table_has_is_shown_so_that_it_can_go() -> None:
    text = SMALL.replace("places = 0", "placse = 0")
    found = field(text, "scale/placse")
    assert (found.type, found.value) == ("unknown", "0")
    assert "placse" not in change(text, [Put("scale/placse", "")])


def test_a_whole_scheme_can_be_written_from_nothing() -> None:
    label = {"zh": "名", "en": "Name"}
    text = change(
        "",
        [
            Put("scheme", "new"),
            Put("version", "1"),
            Put("effective_from", "2027-01-01"),
            Put("title", label),
            Add("basis", values={"code": "law", "title": label}),
            Put("applies_to/subject", "unit"),
            Put("source", "law"),
            Put("scale/start", "100"),
            Put("scale/direction", "down"),
            Put("scale/floor", "0"),
            Put("scale/ceiling", "100"),
            Put("scale/places", "0"),
            Add("period", "rolling", {"months": "24"}),
            Add("behaviours", values={"code": "late", "label": label, "class": "minor"}),
            Put("behaviours/1/confirm", "review"),
            Add("dimensions", values={"code": "all", "label": label}),
            Add("indicators", "points", {"code": "late", "label": label, "dimension": "all"}),
            Put("indicators/1/behaviours", ["late"]),
            Put("indicators/1/points", "-5"),
            Add("grades", values={"code": "good", "name": label, "colour": "green", "from": "80"}),
            Add("grades", values={"code": "bad", "name": label, "colour": "red", "below": "80"}),
        ],
    )
    ruleset = scoring.parse(text, "new.toml")
    assert (ruleset.scheme, len(ruleset.grades), ruleset.unsourced) == ("new", 2, ())


def test_lines_end_as_the_file_ends_them() -> None:
    text = SMALL.replace("\n", "\r\n")
    new = change(text, [Put("behaviours/1/confirm", "review"), Add("indicators/2/bands")])
    assert new.count("\n") == new.count("\r\n") == text.count("\n") + 2
