"""A table as a workbook that an office can file: typed, stamped, A4 landscape, signed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import Any

from xlsxwriter.worksheet import Worksheet

from reports.canvas import text_width
from reports.cells import MOST_ROWS, Book, storable
from reports.frames import SHANGHAI, Column, Kind, Stamp, Table

_A4, _SAMPLE, _LEAST_WIDTH, _MOST_WIDTH, _LINE = 9, 500, 6.0, 44.0, 16
_LOOKS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"text_wrap": True},
    Kind.CODE: {"num_format": "@"},
    Kind.INTEGER: {"num_format": "0", "align": "right"},
    Kind.POINTS: {"num_format": "0.00", "align": "right"},
    Kind.DATE: {"align": "center"},
    Kind.INSTANT: {"align": "center"},
}


@dataclass(frozen=True)
class WorkbookWords:
    """The words around a table; `rows` takes %(count)s, `page` takes %(page)s and %(pages)s."""

    number: str
    total: str
    rows: str
    empty: str
    as_of: str
    known_on: str
    generated_at: str
    export_id: str
    filters: str
    reporting_unit: str
    maker: str
    checker: str
    date: str
    page: str
    colon: str
    separator: str


def workbook(
    table: Table, stamp: Stamp, words: WorkbookWords, *, reporting_unit: str = ""
) -> bytes:
    """Return an xlsx file: title, stamp, a frozen and filtered head, rows, totals, signatures.

    Memory stays constant however many rows there are. Raises ValueError where they are more than
    a sheet can hold.
    """
    book = Book(stamp.title, stamp.generated_at)
    sheet = book.sheet(stamp.title)
    widths = _widths(table, words)
    head = _write_stamp(book, sheet, stamp, words, widths)
    count = len(table.frame)
    if head + count + 5 > MOST_ROWS:
        raise ValueError(f"{count} rows are more than one sheet holds; narrow the filter")
    _set_page(sheet, stamp, words, head)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    _write_head(book, sheet, head, [words.number, *(column.title for column in table.columns)])
    for number, row in enumerate(table.rows(), start=1):
        _write_row(book, sheet, head + number, number, row, table.columns)
    sheet.autofilter(head, 0, head + max(count, 1), len(table.columns))
    _write_end(book, sheet, head + count + 1, table, words, reporting_unit)
    return book.finished()


def _write_stamp(
    book: Book, sheet: Worksheet, stamp: Stamp, words: WorkbookWords, widths: Sequence[float]
) -> int:
    """Write title and stamp over the table; return the row of the head."""
    last = len(widths) - 1
    generated = stamp.generated_at.astimezone(SHANGHAI)
    dates = (
        (words.as_of, f"{stamp.as_of}"),
        (words.known_on, f"{stamp.known_on}"),
        (words.generated_at, f"{generated:%Y-%m-%d %H:%M:%S}"),
        (words.export_id, stamp.export_id),
    )
    lines: list[tuple[str, dict[str, Any]]] = [
        ("    ".join(f"{title}{words.colon}{value}" for title, value in dates), {})
    ]
    if stamp.filters:
        lines.append((f"{words.filters}{words.colon}{words.separator.join(stamp.filters)}", {}))
    lines += [(note, {"bold": True}) for note in stamp.notes]
    if stamp.demo:
        lines.insert(0, (stamp.demo, {"bold": True, "font_color": "#C00000"}))
    _merge(book, sheet, 0, last, stamp.title, {"font_size": 16, "bold": True, "align": "center"})
    sheet.set_row(0, 30)
    for row, (line, looks) in enumerate(lines, start=1):
        _merge(book, sheet, row, last, line, {"text_wrap": True, **looks})
        sheet.set_row(row, _LINE * ceil(2 * text_width(line, 1) / sum(widths)))
    return len(lines) + 1


def _merge(
    book: Book, sheet: Worksheet, row: int, last: int, text: str, looks: dict[str, Any]
) -> None:
    sheet.merge_range(row, 0, row, last, "", book.look(**looks))
    book.write(sheet, row, 0, text, **looks)


def _set_page(sheet: Worksheet, stamp: Stamp, words: WorkbookWords, head: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.repeat_rows(head)
    sheet.freeze_panes(head + 1, 0)
    page = words.page % {"page": "&P", "pages": "&N"}
    mark = " ".join(filter(None, (stamp.demo, stamp.export_id))).replace("&", "&&")
    sheet.set_footer(f"&L{storable(mark)[:120]}&C{page}")


def _widths(table: Table, words: WorkbookWords) -> list[float]:
    """Return the width of each column in digits of the font, from its title and first rows."""
    sample = list(islice(table.rows(), _SAMPLE))
    cells = [
        [column.title, *(row[at] for row in sample)] for at, column in enumerate(table.columns)
    ]
    widest = [max(text_width(_shown(value), 1) for value in column) for column in cells]
    number = text_width(words.number, 1)
    return [min(max(2 * wide + 3.5, _LEAST_WIDTH), _MOST_WIDTH) for wide in (number, *widest)]


def _shown(value: Any) -> str:
    return f"{value:%Y-%m-%d %H:%M:%S}" if hasattr(value, "hour") else str(value or "")


def _write_head(book: Book, sheet: Worksheet, row: int, titles: Sequence[str]) -> None:
    sheet.set_row(row, 22)
    for place, title in enumerate(titles):
        book.write(
            sheet,
            row,
            place,
            title,
            bold=True,
            border=1,
            align="center",
            bg_color="#EDF2F0",
            text_wrap=True,
        )


def _write_row(
    book: Book,
    sheet: Worksheet,
    row: int,
    number: int,
    cells: Sequence[Any],
    columns: Sequence[Column],
) -> None:
    book.write(sheet, row, 0, number, border=1, **_LOOKS[Kind.INTEGER])
    for place, (value, column) in enumerate(zip(cells, columns, strict=True), start=1):
        book.write(sheet, row, place, value, border=1, **_LOOKS[column.kind])


def _write_end(
    book: Book, sheet: Worksheet, row: int, table: Table, words: WorkbookWords, unit: str
) -> None:
    """Write the totals and, below, the cells that a person signs."""
    last = len(table.columns)
    if not len(table.frame):
        _merge(book, sheet, row, last, words.empty, {"align": "center", "border": 1})
        row += 1
    totals = table.totals()
    book.write(sheet, row, 0, words.total, bold=True, border=1, align="center")
    for place, column in enumerate(table.columns, start=1):
        value: int | str | None = totals.get(column.key)
        if place == 1 and value is None:
            value = words.rows % {"count": len(table.frame)}
        looks = _LOOKS[Kind.INTEGER] if isinstance(value, int) else {}
        book.write(sheet, row, place, value, bold=True, border=1, **looks)
    blanks = (words.reporting_unit, words.maker, words.checker, words.date)
    filled = [f"{title}{words.colon}{unit if at == 0 else ''}" for at, title in enumerate(blanks)]
    _merge(book, sheet, row + 2, last, (" " * 24).join(filled), {"align": "left"})
