"""What people typed is text in every file that leaves the house, and numbers stay numbers."""

import csv
import io
import zipfile
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from reports.cells import looks_like_formula
from reports.frames import Column, Kind, table
from reports.tabular import csv_bytes, guarded, without_guard
from reports.workbook import workbook
from tests.reports.payloads import PAYLOADS
from tests.reports.registers import STAMP, WORKBOOK_WORDS, free_text

DANGEROUS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20\ufe66")


def cells_of(content: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_object(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_forty_payloads_are_tried():
    assert len(set(PAYLOADS)) >= 40


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_a_workbook_is_a_text_cell_and_reads_back_unchanged(payload: str):
    content = workbook(free_text(payload), STAMP, WORKBOOK_WORDS)
    (row,) = (row for row in cells_of(content) if row[0] == 1.0)
    read = str(row[1]).replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n")
    assert read == payload.replace("\r\n", "\n").replace("\r", "\n")


def test_no_workbook_holds_a_formula_or_a_link():
    package = zipfile.ZipFile(io.BytesIO(workbook(free_text(*PAYLOADS), STAMP, WORKBOOK_WORDS)))
    sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<f " not in sheet
    assert "hyperlink" not in sheet
    assert not [name for name in package.namelist() if "external" in name.lower()]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_of_a_csv_begins_as_a_formula_and_each_reads_back_unchanged(payload: str):
    (field,) = csv_rows(csv_bytes(free_text(payload)))[1]
    assert not field.lstrip(" \u3000\u00a0\ufeff\u200b").startswith(DANGEROUS)
    assert without_guard(field) == payload


@given(st.text(max_size=30))
def test_the_guard_of_a_csv_can_always_be_taken_away(text: str):
    assert without_guard(guarded(text)) == text
    assert not guarded(text).startswith(DANGEROUS)


@pytest.mark.parametrize(
    "text", ["示范甲监测有限公司", "3=三", "a-b", "2026-11-21", "", "   ", "−3.00"]
)
def test_an_ordinary_text_carries_no_guard(text: str):
    assert guarded(text) == text
    assert not looks_like_formula(text)


def test_a_negative_number_stays_a_number():
    rows = [{"points": -500, "count": -5}]
    numbers = table(
        rows, (Column("points", "分值", Kind.POINTS), Column("count", "数量", Kind.INTEGER))
    )
    assert csv_rows(csv_bytes(numbers))[1] == ["-5.00", "-5"]
    frame = pd.read_csv(io.BytesIO(csv_bytes(numbers)))
    assert frame["分值"].iloc[0] == -5.0
    assert frame["数量"].iloc[0] == -5
    (row,) = (row for row in cells_of(workbook(numbers, STAMP, WORKBOOK_WORDS)) if row[0] == 1.0)
    assert row[1:] == [-5.0, -5.0]


def test_a_title_that_looks_like_a_formula_is_guarded_too():
    titled = table([{"a": "x"}], (Column("a", "=1+1"),))
    assert csv_rows(csv_bytes(titled))[0] == ["'=1+1"]
