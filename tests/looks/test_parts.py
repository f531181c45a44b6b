"""The parts of a page say exactly what the numbers are, and lose nothing on the way."""

import re
from decimal import Decimal
from typing import Any

import pytest

from tests.looks.parts import DAY, draw, words

MARK = '{% from "ui/mark.html" import points, number, money, code, grade, date, date_long, moment, shape %}'


def mark(call: str, **values: Any) -> str:
    return draw(MARK + "{{ " + call + " }}", **values)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (-3, "−3.00"),
        (3, "+3.00"),
        (0, "0.00"),
        (-0.001, "0.00"),
        (Decimal("-12.5"), "−12.50"),
        (-1234.5, "−1,234.50"),
        ("−3.00", "−3.00"),
    ],
)
def test_points_carry_their_sign(value: object, shown: str):
    assert words(mark("points(v)", v=value)) == shown


def test_a_balance_has_a_real_minus_and_no_plus():
    assert words(mark("number(-1.5)")) == "−1.50"
    assert words(mark("number(87.5)")) == "87.50"
    assert words(mark("number(none)")) == "—"


def test_a_code_is_read_in_groups_and_copied_whole():
    html = mark("code('91350211M000100Y43')")
    assert re.findall(r'code__g">(\w+)<', html) == ["91", "350211", "M000100Y4", "3"]
    assert 'data-copy="91350211M000100Y43"' in html
    assert "</span> <span" not in html


def test_a_code_of_another_length_is_read_in_fours():
    html = mark("code('XH26112100831', copy=false)")
    assert re.findall(r'code__g">(\w+)<', html) == ["XH26", "1121", "0083", "1"]
    assert "button" not in html


def test_dates_in_tables_and_in_sentences():
    assert words(mark("date(d)", d=DAY)) == "2026-11-21"
    assert words(mark("date_long(d)", d=DAY)) == "21 November 2026"
    assert words(mark("moment('2026-11-21 06:05:09')")) == "2026-11-21 06:05"


def test_five_grades_have_five_shapes_and_the_unrated_a_sixth():
    colours = ["green", "blue", "yellow", "red", "black", None]
    assert len({mark("shape(c)", c=colour) for colour in colours}) == 6


def test_a_grade_whose_scheme_names_no_colour_has_none():
    html = mark("grade('良好')")
    assert "grade--plain" in html
    assert "<svg" not in html


def test_an_unrated_subject_is_told_why():
    assert words(mark("grade(reason='no work in the year')")) == "Unrated no work in the year"


STATEMENT = '{% from "ui/statement.html" import statement %}{{ statement(s) }}'


def test_a_statement_reads_like_a_bank_statement():
    html = draw(
        STATEMENT,
        s={
            "opening": {"date": DAY, "text": "Opening balance", "balance": 100},
            "lines": [
                {
                    "date": DAY,
                    "text": "Report late",
                    "clause": "art. 4",
                    "points": -7.5,
                    "balance": 92.5,
                },
                {"date": DAY, "text": "Ends", "points": 3, "balance": 95.5, "kind": "return"},
                {"date": DAY, "text": "Not yet confirmed", "points": -2, "kind": "pending"},
            ],
            "closing": {
                "date": DAY,
                "text": "Score",
                "balance": 95.5,
                "grade": {"word": "Green", "colour": "green"},
            },
        },
    )
    rows = [words(row) for row in re.findall(r"<tr.*?</tr>", html)]
    assert rows == [
        "Date What happened Clause Points Balance",
        "2026-11-21 Opening balance 100.00",
        "2026-11-21 Report late art. 4 −7.50 92.50",
        "2026-11-21 ↩ Ends +3.00 95.50",
        "2026-11-21 Not yet confirmed not counted yet(−2.00)",
        "2026-11-21 Score Green95.50",
    ]


def test_a_statement_without_a_line_says_so():
    assert "No record counts in this period." in draw(STATEMENT, s={"lines": []})


def test_what_came_from_a_person_is_never_markup():
    html = draw(
        STATEMENT, s={"lines": [{"date": DAY, "text": "<b>x</b>", "clause": "<i>", "points": 0}]}
    )
    assert "<b>x" not in html
    assert "&lt;b&gt;" in html


FIELDS = """{% from "ui/form.html" import text, error_summary, checks, select %}
{{ error_summary(errors, {'name': 'Name'}) }}{{ text('code', 'Code', values, errors) }}
{{ text('name', 'Name', values, errors, hint='h') }}
{{ select('kind', 'Kind', [('a', 'A'), ('b', 'B')], values, errors) }}
{{ checks('regions', 'Regions', [(1, 'One'), (2, 'Two')], values, errors) }}"""


def test_an_error_stands_beside_its_field_keeps_what_was_typed_and_has_the_cursor():
    values = {"name": '"澜江"', "kind": "b", "regions": ["2"]}
    html = draw(FIELDS, values=values, errors={"name": ["Too short."]})
    assert html.count("autofocus") == 1
    assert (
        'value="&#34;澜江&#34;" aria-describedby="f-name-hint f-name-error" aria-invalid="true" autofocus'
        in html
    )
    assert '<p class="field__error" id="f-name-error">Too short.</p>' in html
    assert '<a href="#f-name">Name: Too short.</a>' in html
    assert '<option value="b" selected>' in html
    assert re.findall(r'value="(\d)"[^>]* checked', html) == ["2"]


def test_a_form_carries_its_token_and_its_one_time_key():
    html = draw(
        '{% from "ui/form.html" import entry_form %}{% call entry_form("/x", form) %}{% endcall %}'
    )
    assert re.search(r'name="csrf_token" value="[^"]{20,}"', html)
    assert 'name="form_key" value="k1"' in html


TABLE = """{% from "ui/table.html" import data_table %}
{{ data_table([{'key': 'name', 'label': 'Name', 'sort': true},
  {'key': 'score', 'label': 'Score', 'num': true, 'sort': true}],
  rows, 'Contractors', page=2, pages=3, total=61) }}"""
ROWS = [{"name": "澜江检测", "score": "83.50"}]


def test_sorting_and_paging_keep_what_was_chosen():
    html = draw(TABLE, "/contractors?grade=blue&region=1&region=2&sort=name&page=2", rows=ROWS)
    assert 'href="?grade=blue&amp;region=1&amp;region=2&amp;sort=-name"' in html
    assert 'href="?grade=blue&amp;region=1&amp;region=2&amp;sort=-score"' in html
    assert 'href="?grade=blue&amp;region=1&amp;region=2&amp;sort=name&amp;page=3"' in html
    assert 'aria-sort="ascending"' in html


def test_a_table_names_its_cells_for_narrow_screens_and_heads_its_rows():
    html = draw(TABLE, rows=ROWS)
    assert '<th scope="row" role="rowheader">澜江检测</th>' in html
    assert re.search(r'<td role="cell" data-label="Score" class="num ?">83.50</td>', html)


def test_an_empty_table_shows_its_empty_state():
    html = draw(
        """{% from "ui/table.html" import data_table %}{{ data_table([], [], 'x', empty='Nothing yet') }}"""
    )
    assert words(html) == "Nothing yet"


def test_a_list_that_was_cut_says_how_much_is_missing():
    html = draw('{% from "ui/page.html" import too_much %}{{ too_much(500, 12034) }}')
    assert "The first 500 of 12,034 are shown." in words(html)
