"""Rows become typed cells, exactly; what is not of its kind is refused by name."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reports.frames import Column, Kind, counts, table
from reports.registers import list_table, score_table
from tests.reports.registers import LIST_WORDS, LISTINGS, SCORE_WORDS, SCORES


def test_points_in_hundredths_become_decimals_of_two_places():
    frame = score_table(SCORES, SCORE_WORDS).frame
    assert [str(value) for value in frame["points"]] == ["83.50", "-3.00", "None"]
    assert isinstance(frame["points"].iloc[0], Decimal)


def test_a_listing_for_life_keeps_its_word_in_the_column_of_dates():
    frame = list_table(LISTINGS, LIST_WORDS).frame
    assert list(frame["last_day"]) == [date(2029, 2, 28), "终身"]


def test_the_dispute_mark_travels_with_every_row_of_a_list():
    assert list(list_table(LISTINGS, LIST_WORDS).frame["dispute"]) == ["", "异议标注"]


def test_an_instant_is_shown_in_shanghai_time():
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    rows = table([{"at": late}], (Column("at", "时间", Kind.INSTANT),))
    assert rows.frame["at"].iloc[0].isoformat() == "2026-11-21T07:30:00+08:00"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.POINTS, 83.5),
        (Kind.POINTS, True),
        (Kind.INTEGER, "3"),
        (Kind.DATE, datetime(2026, 1, 1, tzinfo=UTC)),
        (Kind.INSTANT, datetime(2026, 1, 1)),
        (Kind.TEXT, 5),
        (Kind.CODE, 915101),
    ],
)
def test_a_cell_of_the_wrong_kind_is_refused_by_row_and_column(kind: Kind, value: object):
    with pytest.raises(TypeError, match="row 1, x:"):
        table([{"x": value}], (Column("x", "甲", kind),))


def test_counts_follow_the_order_given_and_add_up_to_the_rows():
    scores = score_table(SCORES, SCORE_WORDS)
    counted = counts(scores, "grade", ["绿牌", "蓝牌", "黑牌"], ("信用等级", "机构数"))
    assert list(counted.rows()) == [("绿牌", 0), ("蓝牌", 1), ("黑牌", 1), ("未评定", 1)]
    assert counted.totals() == {"count": 3}


def test_a_table_without_rows_keeps_its_columns():
    empty = score_table([], SCORE_WORDS)
    assert list(empty.frame.columns)[:2] == ["code", "name"]
    assert empty.totals() == {"events": 0}
