"""Workbooks that people fill in: the empty form, and what they sent with every fault marked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from reports.canvas import text_width
from reports.cells import Book
from reports.frames import Kind
from reports.import_sheet import Sheet, SheetRow

_FORM_ROWS = 10_000
_HEAD = {"bold": True, "border": 1, "align": "center", "bg_color": "#EDF2F0"}
_REQUIRED = {**_HEAD, "bg_color": "#F7E9C8"}
_FAULTY = {"bg_color": "#FBE3E0", "border": 1}
_MESSAGE = {"font_color": "#A12A22", "text_wrap": True}
_FORMATS = {Kind.CODE: "@", Kind.DATE: "yyyy-mm-dd", Kind.INTEGER: "0", Kind.POINTS: "0.00"}


@dataclass(frozen=True)
class FormColumn:
    """A column to fill in: title, kind, whether it must be filled, a hint, an example, choices."""

    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    hint: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormWords:
    """The words of both workbooks: names of the sheets, heads of the notes, the error column."""

    sheet: str
    notes: str
    column: str
    required: str
    hint: str
    example: str
    choices: str
    yes: str
    no: str
    error: str


@dataclass(frozen=True)
class RowError:
    """What is wrong in a row, by its number in the sheet; with a column where one is at fault."""

    row: int
    message: str
    column: str | None = None


def write_template(columns: Sequence[FormColumn], words: FormWords, made_at: datetime) -> bytes:
    """Return a form: titles, cells of the right type, choices to pick, and a sheet of notes."""
    book = Book(words.sheet, made_at)
    form, notes = book.sheet(words.sheet), book.sheet(words.notes)
    for place, column in enumerate(columns):
        _write_column(book, form, notes.get_name(), place, column)
    form.freeze_panes(1, 0)
    heads = (words.column, words.required, words.hint, words.example, words.choices)
    for place, title in enumerate(heads):
        book.write(notes, 0, place, title, **_HEAD)
        notes.set_column(place, place, 14 if place == 1 else 34)
    for row, column in enumerate(columns, start=1):
        facts = (column.title, words.yes if column.required else words.no, column.hint)
        for place, text in enumerate((*facts, column.example)):
            book.write(notes, row, place, text, text_wrap=True)
        for place, choice in enumerate(column.choices, start=4):
            book.write(notes, row, place, choice)
    return book.finished()


def _write_column(book: Book, form: Worksheet, notes: str, place: int, column: FormColumn) -> None:
    width = max(2 * text_width(column.title, 1) + 4, 14)
    form.set_column(place, place, width, book.look(num_format=_FORMATS.get(column.kind, "General")))
    book.write(form, 0, place, column.title, **(_REQUIRED if column.required else _HEAD))
    rule: dict[str, object] = {"validate": "any"}
    if column.kind is Kind.DATE:
        rule = {"validate": "date", "criteria": ">=", "value": date(1949, 10, 1)}
    if column.choices:
        choices = xl_range_abs(place + 1, 4, place + 1, 3 + len(column.choices))
        rule = {"validate": "list", "source": f"='{notes}'!{choices}"}
    if column.hint:
        rule |= {"input_title": column.title[:32], "input_message": column.hint[:255]}
    form.data_validation(1, place, _FORM_ROWS, place, rule)


def write_back_errors(
    sheet: Sheet, errors: Sequence[RowError], words: FormWords, made_at: datetime
) -> bytes:
    """Return what was sent with one more column that says, row by row, what is wrong.

    Faulty cells are coloured; every other cell comes back as it was, so that the same file can be
    put right and sent again, read with the error column ignored.
    """
    found: defaultdict[int, list[RowError]] = defaultdict(list)
    for error in errors:
        found[error.row].append(error)
    book = Book(words.sheet, made_at)
    page = book.sheet(words.sheet)
    titles = [title for title in sheet.titles if title != words.error]
    for place, title in enumerate([*titles, words.error]):
        book.write(page, 0, place, title, **_HEAD)
        page.set_column(place, place, 48 if title == words.error else 20)
    page.freeze_panes(1, 0)
    for line, row in enumerate(sheet.rows, start=1):
        _write_back_row(book, page, line, row, titles, found[row.number])
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(titles))
    return book.finished()


def _write_back_row(
    book: Book,
    page: Worksheet,
    line: int,
    row: SheetRow,
    titles: Sequence[str],
    errors: Sequence[RowError],
) -> None:
    faulty = {error.column for error in errors}
    for place, title in enumerate(titles):
        looks = _FAULTY if title in faulty else {}
        book.write(page, line, place, row.cells.get(title), **looks)
    book.write(page, line, len(titles), "\n".join(e.message for e in errors) or None, **_MESSAGE)
