"""A workbook is what an office files: typed cells, a stamp, a head that stays, totals, signatures."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

from python_calamine import CalamineWorkbook

from reports.cells import LONGEST_TEXT
from reports.frames import Column, Kind, table
from reports.registers import list_table, score_table
from reports.workbook import workbook
from tests.reports.registers import (
    LIST_WORDS,
    LISTINGS,
    SCORE_WORDS,
    SCORES,
    STAMP,
    WORKBOOK_WORDS,
    free_text,
)


def rows_of(content: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_object(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def scores() -> bytes:
    return workbook(
        score_table(SCORES, SCORE_WORDS), STAMP, WORKBOOK_WORDS, reporting_unit="示范省生态环境厅"
    )


def test_title_and_stamp_stand_over_the_table():
    rows = rows_of(scores())
    assert rows[0][0] == "第三方服务机构评价得分表"
    assert rows[1][0] == "演示数据"
    assert rows[2][0] == (
        "评价基准日：2026-11-21    信息截止日：2026-11-20    "
        "生成时间：2026-11-21 10:03:04    导出编号：EX-2026-000123"
    )
    assert "市（州）：成都市、自贡市" in str(rows[3][0])


def test_the_rows_read_back_with_their_types():
    head, first, second, third = rows_of(scores())[4:8]
    assert head[:3] == ["序号", "统一社会信用代码", "机构名称"]
    assert first[:8] == [
        1.0, "91510100TESTAAAA0X", "示范甲监测有限公司", "成都市", "监测机构", 83.5, "蓝牌", 5.0,
    ]  # fmt: skip
    assert second[5] == -3.0
    assert third[5] == ""


def test_dates_are_dates_and_life_is_a_word():
    content = workbook(list_table(LISTINGS, LIST_WORDS), STAMP, WORKBOOK_WORDS)
    first, second = rows_of(content)[5:7]
    assert first[8:10] == [date(2026, 3, 1), date(2029, 2, 28)]
    assert second[8:10] == [date(2026, 5, 8), "终身"]


def test_an_instant_is_written_in_shanghai_time():
    at = datetime(2026, 11, 20, 23, 30, 5, tzinfo=UTC)
    content = workbook(
        table([{"at": at}], (Column("at", "时间", Kind.INSTANT),)), STAMP, WORKBOOK_WORDS
    )
    assert rows_of(content)[5][1] == datetime(2026, 11, 21, 7, 30, 5)


def test_totals_and_the_cells_to_sign_stand_below():
    rows = rows_of(scores())
    assert rows[8][:2] == ["合计", "3条"]
    assert rows[8][7] == 17.0
    signing = str(rows[10][0])
    assert signing.startswith("填报单位：示范省生态环境厅")
    assert [word in signing for word in ("制表人：", "审核人：", "日期：")] == [True] * 3


def test_the_sheet_prints_on_a4_across_with_its_head_on_every_page():
    content = scores()
    sheet, book = part(content, "xl/worksheets/sheet1.xml"), part(content, "xl/workbook.xml")
    assert 'paperSize="9" orientation="landscape"' in sheet.replace('fitToHeight="0" ', "")
    assert "$5:$5" in book
    assert "&amp;P" in sheet
    assert "EX-2026-000123" in sheet.partition("<oddFooter>")[2]


def test_the_head_is_frozen_and_filtered():
    sheet = part(scores(), "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A5:L8"' in sheet


def test_the_same_rows_give_the_same_bytes():
    assert scores() == scores()


def test_a_table_without_rows_says_so():
    rows = rows_of(workbook(score_table([], SCORE_WORDS), STAMP, WORKBOOK_WORDS))
    assert "没有符合条件的记录" in [row[0] for row in rows]


def test_a_text_longer_than_a_cell_is_cut_and_shows_it():
    content = workbook(free_text("字" * 40_000), STAMP, WORKBOOK_WORDS)
    cell = str(rows_of(content)[5][1])
    assert len(cell) == LONGEST_TEXT
    assert cell.endswith("…")


def test_no_sign_of_a_name_breaks_a_workbook():
    names = ("a\x00b", "\ud800", "<b>&amp;</b>", "༄", "_x0041_", "𰻝", "a\nb")
    rows = rows_of(workbook(free_text(*names), STAMP, WORKBOOK_WORDS))
    assert [row[1] for row in rows[7:10]] == ["<b>&amp;</b>", "༄", "_x0041_"]


def test_a_title_that_no_sheet_may_bear_is_mended():
    stamp = STAMP.__class__(**{**STAMP.__dict__, "title": "得分[2026]:甲/乙?*" + "长" * 40})
    assert len(rows_of(workbook(free_text("甲"), stamp, WORKBOOK_WORDS))) > 0


def test_a_code_of_digits_only_keeps_every_digit():
    code = "915101007000000001"
    content = workbook(
        table([{"code": code}], (Column("code", "代码", Kind.CODE),)), STAMP, WORKBOOK_WORDS
    )
    assert rows_of(content)[5][1] == code
