"""The proof of service (送达回证) as a Word file: one sheet, a table of two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm, Pt

from reports.docx_parts import (
    CENTRE,
    LEFT,
    NO_2,
    NO_4,
    SONG,
    cell_lines,
    empty_cell,
    fixed_bytes,
    put_paragraph,
)
from reports.official_docx import TEXT_WIDTH, blank_document

LABELS = Mm(42)
LINE, EDGE = Pt(20), Pt(0.75)


@dataclass(frozen=True)
class ServiceSheet:
    """``rows``: label, what stands there, and how many lines high it is left to be filled in by hand."""

    organ: str
    title: str
    rows: Sequence[tuple[str, str, int]]
    note: str


def service_docx(sheet: ServiceSheet) -> bytes:
    """The Word file; the same bytes for the same sheet."""
    document = blank_document()
    for line in (sheet.organ, sheet.title):
        put_paragraph(document, line, SONG, NO_2, align=CENTRE, line=Pt(34))
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    table.columns[0].width, table.columns[1].width = LABELS, TEXT_WIDTH - LABELS
    for label, value, high in sheet.rows:
        row = table.add_row()
        row.height, row.height_rule = LINE * max(1, high) + Pt(8), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell, text, width in zip(
            row.cells, (label, value), (LABELS, TEXT_WIDTH - LABELS), strict=True
        ):
            cell.width = width
            put_paragraph(empty_cell(cell), text, size=NO_4, align=LEFT, line=LINE)
            cell_lines(cell, Pt(5), top=EDGE, left=EDGE, bottom=EDGE, right=EDGE)
    put_paragraph(document, sheet.note, size=Pt(10.5), line=Pt(16))
    return fixed_bytes(document)
