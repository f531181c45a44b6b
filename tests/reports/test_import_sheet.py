"""A workbook that anyone may send: read exactly, refused early, given back with its faults named."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports.frames import Kind
from reports.import_forms import (
    FormColumn,
    FormWords,
    RowError,
    write_back_errors,
    write_template,
)
from reports.import_sheet import Limits, SheetRefused, read_rows

MADE_AT = datetime(2026, 11, 21, tzinfo=UTC)
WORDS = FormWords(
    sheet="机构", notes="填写说明", column="栏目", required="必填", hint="说明", example="示例",
    choices="可选项", yes="是", no="否", error="错误",
)  # fmt: skip
COLUMNS = (
    FormColumn("统一社会信用代码", Kind.CODE, True, "18位", "91510100TESTAAAA0X"),
    FormColumn("机构名称", required=True),
    FormColumn("类别", choices=("监测机构", "环评单位", "运维机构")),
    FormColumn("成立日期", Kind.DATE, hint="例如2026-01-01"),
)


def written(write: Callable[[Worksheet], object]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    write(book.add_worksheet())
    book.close()
    return buffer.getvalue()


def repacked(content: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """Return the package with some entries changed, or added where they were not there."""
    source, buffer = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            change = changes.pop(name, None)
            target.writestr(name, change(source.read(name)) if change else source.read(name))
        for name, change in changes.items():
            target.writestr(name, change(b""))
    return buffer.getvalue()


def small() -> bytes:
    return written(lambda sheet: sheet.write_column(0, 0, ["机构名称", "示范甲"]))


def test_cells_come_back_with_their_types_and_rows_with_their_numbers():
    def write(sheet: Worksheet) -> None:
        sheet.write_row(1, 0, ["名称", "得分", "数量", "空"])
        sheet.write_row(2, 0, ["示范甲", 83.5, 7])
        sheet.write_row(5, 0, ["示范乙", -3, 0])

    sheet = read_rows(written(write))
    assert sheet.titles == ("名称", "得分", "数量", "空")
    assert [row.number for row in sheet.rows] == [3, 6]
    assert sheet.rows[0].cells == {"名称": "示范甲", "得分": Decimal("83.5"), "数量": 7, "空": None}
    assert sheet.rows[1].cells["得分"] == -3


def test_a_date_comes_back_as_a_date():
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "成立日期")
    sheet.write_datetime(1, 0, date(2026, 11, 21), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    assert read_rows(buffer.getvalue()).rows[0].cells == {"成立日期": date(2026, 11, 21)}


def test_a_code_that_was_typed_as_a_number_is_reported_as_damaged():
    content = written(lambda sheet: sheet.write_column(0, 0, ["代码", 915101007000000001]))
    assert read_rows(content).rows[0].damaged == ("代码",)


def test_ten_thousand_rows_are_read_and_one_more_is_refused():
    def write(count: int) -> bytes:
        return written(
            lambda s: s.write_column(0, 0, ["名称", *(f"示范{n}" for n in range(count))])
        )

    assert len(read_rows(write(10_000)).rows) == 10_000
    with pytest.raises(SheetRefused, match="too-many-rows") as refused:
        read_rows(write(10_001))
    assert refused.value.params == {"most": 10_000}


def test_rows_that_hide_their_numbers_are_counted_all_the_same():
    many = b"<row><c t='inlineStr'><is><t>a</t></is></c></row>" * 300_000
    content = repacked(
        small(),
        {
            "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
                b"</sheetData>", many + b"</sheetData>"
            )
        },
    )
    with pytest.raises(SheetRefused, match="too-many-rows"):
        read_rows(content)


def test_one_cell_in_the_far_corner_is_refused():
    with pytest.raises(SheetRefused, match="too-many-rows"):
        read_rows(written(lambda sheet: sheet.write(1_048_575, 16_383, "a")))
    with pytest.raises(SheetRefused, match="too-many-columns"):
        read_rows(written(lambda sheet: sheet.write(1, 16_383, "a")))


def test_a_zip_bomb_is_refused_by_what_it_unpacks_to():
    bomb = repacked(small(), {"xl/media/image1.xml": lambda _: b"\0" * 101_000_000})
    assert len(bomb) < 200_000
    with pytest.raises(SheetRefused, match="too-large"):
        read_rows(bomb)


def test_an_entry_that_lies_about_its_size_is_refused():
    bomb = bytearray(repacked(small(), {"xl/media/a.xml": lambda _: b"\0" * 5_000_000}))
    directory = bomb.rfind(b"xl/media/a.xml") - 46
    bomb[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(SheetRefused, match="not-a-workbook"):
        read_rows(bytes(bomb))


def test_one_text_that_stands_in_every_row_cannot_fill_the_memory():
    def write(sheet: Worksheet) -> None:
        sheet.write_column(0, 0, ["名称", *["大" * 30_000] * 10_000])

    with pytest.raises(SheetRefused, match="too-large"):
        read_rows(written(write))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-a-workbook"),
        (b"<html></html>", "not-a-workbook"),
        (b"PK\x03\x04broken", "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-or-locked"),
    ],
)
def test_what_is_no_workbook_is_refused_as_such(content: bytes, code: str):
    with pytest.raises(SheetRefused) as refused:
        read_rows(content)
    assert refused.value.code == code


def test_a_file_too_big_is_refused_unread():
    with pytest.raises(SheetRefused, match="too-big-a-file"):
        read_rows(b"\0" * 11, Limits(packed_bytes=10))


def test_a_workbook_that_takes_too_long_is_refused():
    with pytest.raises(SheetRefused, match="too-slow"):
        read_rows(small(), Limits(seconds=0))


def test_an_empty_sheet_is_refused():
    with pytest.raises(SheetRefused, match="empty"):
        read_rows(written(lambda sheet: None))


def test_two_columns_of_one_title_and_a_column_without_one_are_refused_by_name():
    with pytest.raises(SheetRefused) as repeated:
        read_rows(written(lambda sheet: sheet.write_row(0, 0, ["名称", "名称"])))
    assert (repeated.value.code, repeated.value.params) == ("repeated-title", {"title": "名称"})

    def write(sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ["名称", ""])
        sheet.write_row(1, 0, ["示范甲", "多余"])

    with pytest.raises(SheetRefused) as untitled:
        read_rows(written(write))
    assert (untitled.value.code, untitled.value.params) == ("untitled-column", {"column": 2})


def test_the_form_reads_as_its_own_titles_and_offers_its_choices():
    form = write_template(COLUMNS, WORDS, MADE_AT)
    assert read_rows(form).titles == tuple(column.title for column in COLUMNS)
    sheet = zipfile.ZipFile(io.BytesIO(form)).read("xl/worksheets/sheet1.xml").decode()
    assert "<formula1>'填写说明'!$E$4:$G$4</formula1>" in sheet
    assert "<f>" not in sheet


def test_faults_come_back_in_a_last_column_and_the_file_can_be_sent_again():
    def write(sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ["统一社会信用代码", "机构名称"])
        sheet.write_row(1, 0, ["91510100TESTAAAA0X", "=示范甲"])
        sheet.write_row(2, 0, ["123", "示范乙"])

    buffer = written(write)
    sheet = read_rows(buffer)
    errors = [
        RowError(3, "统一社会信用代码应为18位", "统一社会信用代码"),
        RowError(3, "同一机构已在第2行"),
    ]
    returned = write_back_errors(sheet, errors, WORDS, MADE_AT)
    again = read_rows(returned)
    assert again.titles == ("统一社会信用代码", "机构名称", "错误")
    assert [row.cells["错误"] for row in again.rows] == [
        None,
        "统一社会信用代码应为18位\n同一机构已在第2行",
    ]
    unmarked = read_rows(returned, ignored=("错误",))
    assert [row.cells for row in unmarked.rows] == [row.cells for row in sheet.rows]
