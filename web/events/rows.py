"""The rows of a grid: tab-separated text, its optional heading, its cells as drafts."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import force_locale
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from identity.names import fold
from models import Subject
from schemas.events import GridRow
from services.actor import Actor
from services.events.catalogue import CatalogueEntry
from services.events.event_draft import EventDraft
from services.files.new_file import NewFile
from services.messages import Invalid, Message, say
from services.scope import subjects_or_404
from services.statements.weight_words import SEVERITIES
from services.subjects.match_contractors import match_contractors
from web.event_words import severity
from web.events.entry import labels
from web.form import first_message
from web.language import LANGUAGES

MOST_ROWS = 2000

_NUMBERS = ("severity", "quantity", "amount_fen", "numerator", "denominator", "rating", "until_on")
_ALWAYS = ("occurred_on", "document_no", "narrative")


def columns_of(entry: CatalogueEntry) -> list[str]:
    """The contractor, what the behaviour asks for, and what may differ from row to row."""
    return ["contractor", *(name for name in _NUMBERS if name in entry.needs), *_ALWAYS]


def read_rows(text: str, columns: list[str]) -> Rows:
    """Rows as spreadsheets copy them; a first row that holds the columns' names orders them.

    Raises ``Invalid`` under ``rows``.
    """
    try:
        lines = list(csv.reader(io.StringIO(text), "excel-tab"))
    except csv.Error:
        raise Invalid({"rows": say("A quotation mark in a row is not closed.")}) from None
    cells = [[cell.strip() for cell in line] for line in lines]
    cells = [line for line in cells if any(line)]
    if cells and (named := _heading(cells[0], columns)):
        columns, cells = named, cells[1:]
    if not cells:
        raise Invalid({"rows": say("Paste at least one row.")})
    if len(cells) > MOST_ROWS:
        raise Invalid(
            {"rows": say("At most %(most)s rows can be recorded at once.", most=MOST_ROWS)}
        )
    return Rows(columns, cells)


_ALSO_CALLED = dict.fromkeys(("机构名称", "单位名称", "统一社会信用代码"), "contractor")


def _heading(line: list[str], columns: list[str]) -> list[str] | None:
    """The columns in the order of a heading, in either language; none if the line is no heading."""
    names = {fold(name): column for name, column in _ALSO_CALLED.items()}
    for code in LANGUAGES:
        with force_locale(code):
            names |= {fold(name): column for column, name in labels().items() if column in columns}
    found = [names.get(fold(cell), "") for cell in line]
    return found if "contractor" in found else None


@dataclass
class Rows:
    """Cells by row, and which column each place holds (a blank name: passed over)."""

    columns: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)

    def cell(self, number: int, column: str) -> str:
        """What stands in a column of a row (from 1)."""
        if column not in self.columns or number > len(self.cells):
            return ""
        place, line = self.columns.index(column), self.cells[number - 1]
        return line[place] if place < len(line) else ""

    def read(self, problems: dict[str, Message]) -> dict[int, dict[str, Any]]:
        """Each row's values by number; what is wrong goes to ``problems`` as ``number:column``."""
        schema, read = GridRow(), {}
        for number, line in enumerate(self.cells, 1):
            named = dict(zip(self.columns, line, strict=False))
            named.pop("", None)
            if "severity" in named:
                named["severity"] = _severity_code(named["severity"])
            try:
                read[number] = schema.load(named)
            except ValidationError as error:
                for column, problem in error.messages_dict.items():
                    problems[f"{number}:{column}"] = first_message(problem)
        return read

    def contractors(
        self,
        session: Session,
        actor: Actor,
        read: Mapping[int, Mapping[str, Any]],
        problems: dict[str, Message],
    ) -> dict[int, Subject]:
        """Each row's contractor, all looked up at once."""
        texts = {number: values["contractor"] for number, values in read.items()}
        found = match_contractors(session, actor, texts.values())
        ids = {number: found[text] for number, text in texts.items()}
        wrong = {number: match for number, match in ids.items() if isinstance(match, Message)}
        problems |= {f"{number}:contractor": message for number, message in wrong.items()}
        right = {number: match for number, match in ids.items() if isinstance(match, str)}
        subjects = subjects_or_404(session, actor, right.values())
        return {number: subjects[subject_id] for number, subject_id in right.items()}

    def drafts(
        self,
        session: Session,
        actor: Actor,
        entry: CatalogueEntry,
        given: Mapping[str, Any],
        files: tuple[NewFile, ...],
    ) -> list[EventDraft]:
        """One draft a row; raises ``Invalid`` with every cell that cannot be read."""
        problems: dict[str, Message] = {}
        read = self.read(problems)
        subjects = self.contractors(session, actor, read, problems)
        if problems:
            raise Invalid(problems)
        return [
            _draft(subjects[number].id, values, entry, given, files)
            for number, values in read.items()
        ]


def _draft(
    subject_id: str,
    values: Mapping[str, Any],
    entry: CatalogueEntry,
    given: Mapping[str, Any],
    files: tuple[NewFile, ...],
) -> EventDraft:
    """What the row says, and where it says nothing what all rows share."""
    programme_id, stage_id = given["work"] or (None, None)
    own = {name: value for name, value in values.items() if name != "contractor"}
    own["occurred_on"] = values["occurred_on"] or given["occurred_on"]
    own["narrative"] = values["narrative"] or given["narrative"] or ""
    return EventDraft(
        subject_id=subject_id,
        scheme=entry.scheme,
        behaviour=entry.behaviour.code,
        region=given["region"],
        programme_id=programme_id,
        stage_id=stage_id,
        second_officer=given["second_officer"],
        files=files,
        **own,
    )


def _severity_code(text: str) -> str:
    """A severity as people write it, or its code."""
    named = {fold(severity(code)): code for code in SEVERITIES}
    return named.get(fold(text), text)
