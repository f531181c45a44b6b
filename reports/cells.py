"""Typed cells of a workbook, in which nothing that came from data can ever be a formula."""

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FORMULA_STARTS = frozenset("=+-@|%'\t\r\n")
"""First letters that some spreadsheet program reads as the beginning of a formula, or hides."""

LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576
"""The limits of the file format."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FONT = "宋体"


def looks_like_formula(text: str) -> bool:
    """Tell whether a text begins as a formula might, after spaces and what cannot be seen.

    Full-width and small forms count as the sign they stand for.
    """
    if text[:1].isalnum():
        return False
    for letter in text:
        if unicodedata.normalize("NFKC", letter)[0] in FORMULA_STARTS:
            return True
        if unicodedata.category(letter)[0] not in "ZC":
            return False
    return False


class Book:
    """An xlsx file in memory: rows are written downward, each cell as its own type."""

    def __init__(self, title: str, created: datetime) -> None:
        self._buffer = BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer, _OPTIONS)
        self._book.set_properties(
            {"title": title, "created": created.astimezone(UTC).replace(tzinfo=None)}
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet; letters that a sheet's name cannot hold are left out."""
        kept = "".join(letter for letter in name if letter not in "[]:*?/\\'")
        return self._book.add_worksheet(kept[:31] or "1")

    def look(self, **properties: Any) -> Format:
        """Return the format with these properties, made once."""
        key = tuple(properties.items())
        if key not in self._formats:
            base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
            self._formats[key] = self._book.add_format({**base, **properties})
        return self._formats[key]

    def finished(self) -> bytes:
        """Close the workbook and return its bytes, the same for the same content."""
        self._book.close()
        return self._buffer.getvalue()

    def write(self, sheet: Worksheet, row: int, column: int, value: Any, **looks: Any) -> None:
        """Write one value by its type; text that looks like a formula is marked as text."""
        if value is None:
            sheet.write_blank(row, column, None, self.look(**looks))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.look(**looks))
        elif isinstance(value, int | Decimal):
            sheet.write_number(row, column, float(value), self.look(**looks))
        elif isinstance(value, date) and value.year > 1900:
            self._write_day(sheet, row, column, value, looks)
        else:
            self._write_text(sheet, row, column, str(value), looks)

    def _write_day(
        self, sheet: Worksheet, row: int, column: int, value: date, looks: dict[str, Any]
    ) -> None:
        if isinstance(value, datetime):
            day: date = value.replace(tzinfo=None)
            looks = {"num_format": "yyyy-mm-dd hh:mm:ss", **looks}
        else:
            day, looks = value, {"num_format": "yyyy-mm-dd", **looks}
        sheet.write_datetime(row, column, day, self.look(**looks))

    def _write_text(
        self, sheet: Worksheet, row: int, column: int, text: str, looks: dict[str, Any]
    ) -> None:
        if looks_like_formula(text):
            looks = {"quote_prefix": True, **looks}
        sheet.write_string(row, column, storable(text), self.look(**looks))


def storable(text: str) -> str:
    """Return a text that a cell can hold: cut with an ellipsis, halves of characters replaced."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole if len(whole) <= LONGEST_TEXT else whole[: LONGEST_TEXT - 1] + "…"
