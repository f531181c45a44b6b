"""`flask import`: contractors from a workbook, with its form and its errors in the workbook itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask
from flask_babel import force_locale

from commands.parts import config, database, now
from reports.frames import Kind
from reports.import_forms import (
    FormColumn,
    FormWords,
    RowError,
    write_back_errors,
    write_template,
)
from reports.import_sheet import Sheet, SheetRefused, read_rows
from schemas.contractor_rows import COLUMNS, ReadRow, RowRefused, fields_of, read_row
from services.actor import SYSTEM
from services.installation import secret
from services.messages import Message
from services.subjects.import_contractors import Imported, RowsRefused, import_contractors
from web.language import CHINESE, LANGUAGES, tell

WORDS = {
    "zh_Hans_CN": FormWords(
        *("机构名录", "填写说明", "栏目", "必填", "说明", "示例", "可填内容", "是", "否", "错误")
    ),
    "en": FormWords(
        *("Contractors", "Notes", "Column", "Required", "Hint", "Example", "Choices"),
        *("yes", "no", "Errors"),
    ),
}
SHEET_FAULTS = {
    "too-big-a-file": "it is larger than {most} bytes.",
    "not-a-workbook": "it is not an xlsx workbook.",
    "old-or-locked": "it is an old .xls file or has a password; save it as .xlsx without one.",
    "no-sheet": "it has no visible sheet.",
    "empty": "its first sheet is empty.",
    "too-many-rows": "it has more than {most} rows; split it.",
    "too-many-columns": "it has more than {most} columns.",
    "too-large": "it is too large when unpacked.",
    "too-slow": "reading it takes longer than {most} seconds.",
    "repeated-title": "the title {title} stands over two columns.",
    "untitled-column": "column {column} has no title.",
}
ERROR_TITLES = tuple(words.error for words in WORDS.values())


def install(app: Flask) -> None:
    @app.cli.command("import")
    @click.argument("workbook", required=False, type=click.Path(path_type=Path, exists=True))
    @click.option("--template", type=click.Path(path_type=Path), help="Write the empty form here.")
    @click.option(
        "--errors",
        type=click.Path(path_type=Path),
        help="Write rows with errors here (default: back into WORKBOOK).",
    )
    @click.option("--language", type=click.Choice(list(LANGUAGES)), default=CHINESE)
    def import_(
        workbook: Path | None, template: Path | None, errors: Path | None, language: str
    ) -> None:
        """Register the contractors of WORKBOOK: all of them, or none and the errors beside the rows."""
        if template:
            template.write_bytes(write_template(_form(language), WORDS[language], now()))
            click.echo(f"The form is {template}.")
        if workbook:
            with force_locale(language):
                _import(workbook, errors or workbook, WORDS[language])
        elif not template:
            raise click.UsageError("Name a WORKBOOK, or ask for the form with --template FILE.")


def _form(language: str) -> list[FormColumn]:
    place = 0 if language == CHINESE else 1
    return [
        FormColumn(
            (c.zh, c.en)[place],
            Kind.DATE if c.day else Kind.CODE,
            c.required,
            (c.hint_zh, c.hint_en)[place],
            c.example,
            tuple(pair[place] for pair in (c.words or {}).values()),
        )
        for c in COLUMNS
    ]


def _import(workbook: Path, errors: Path, words: FormWords) -> None:
    try:
        sheet = read_rows(workbook.read_bytes(), ignored=ERROR_TITLES)
        done = _imported(sheet)
    except SheetRefused as refused:
        _stop(f"{workbook} cannot be taken: {SHEET_FAULTS[refused.code].format(**refused.params)}")
    except RowRefused as refused:
        _stop("\n".join(f"{title}: {tell(fault)}" for title, fault in refused.faults.items()))
    except RowsRefused as refused:
        found = list(_row_errors(sheet, refused))
        errors.write_bytes(write_back_errors(sheet, found, words, now()))
        rows = len(refused.faults)
        _stop(f"Nothing was imported: {rows} rows have errors, written beside them in {errors}.")
    else:
        _tell(done)


def _stop(text: str) -> None:
    click.echo(text, err=True)
    sys.exit(1)


def _tell(done: Imported) -> None:
    click.echo(f"{done.added} contractors were registered; {done.known} were registered before.")
    for row, name in done.alike.items():
        click.echo(f"Row {row} is easily taken for {name}; please compare the codes.")


def _imported(sheet: Sheet) -> Imported:
    """Raises ``RowRefused`` for the head, ``RowsRefused`` for rows."""
    fields = fields_of(sheet.titles)
    rows: dict[int, ReadRow] = {}
    faults: dict[int, dict[str, Message]] = {}
    for row in sheet.rows:
        cells = {fields[title]: cell for title, cell in row.cells.items()}
        try:
            rows[row.number] = read_row(cells, [fields[title] for title in row.damaged])
        except RowRefused as refused:
            faults[row.number] = refused.faults
    with database() as session:
        return import_contractors(
            session,
            SYSTEM,
            {number: row.draft for number, row in rows.items()},
            {number: row.head_code for number, row in rows.items() if row.head_code},
            faults,
            secret(config().instance, "identity"),
            now(),
        )


def _row_errors(sheet: Sheet, refused: RowsRefused) -> Iterator[RowError]:
    titles = {field: title for title, field in fields_of(sheet.titles).items()}
    for number, faults in refused.faults.items():
        for field, fault in faults.items():
            title = titles.get(field)
            yield RowError(number, f"{title}: {tell(fault)}" if title else tell(fault), title)
