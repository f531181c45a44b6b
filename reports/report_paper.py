"""A report on paper: PDF/A set by typst, with figures, pictures and tables."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

from reports.receipt_paper import FONTS

TEMPLATE = Path(__file__).with_name("report_paper.typ")
MOST_ROWS = 3000
"""A hundred and fifty pages. Setting takes 0.1 MB of memory and a millisecond of processor a row, so that a register
of 20,000 would take 2 GB to become a thousand pages that nobody turns; a workbook holds them."""

_THEMED = re.compile(r"var\(--[a-z-]+, (#[0-9a-f]{6})\)")


@dataclass(frozen=True)
class PaperPicture:
    """A drawing of ``reports.charts`` under its title, with the sentence that replaces it; ``share`` of the
    width in percent.
    """

    title: str
    svg: str
    alt: str
    share: int = 92


@dataclass(frozen=True)
class PaperTable:
    """A table under its title; ``widths`` are shares of the page, ``empty`` what stands for no rows."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    empty: str


@dataclass(frozen=True)
class ReportPaper:
    """What stands on the paper, in the reader's language.

    ``facts``, ``figures``: (label, value). ``notes``: sentences in a frame. ``page``: "page {page} of {pages}".
    """

    language: str
    title: str
    subtitle: str
    demo: str
    facts: Sequence[tuple[str, str]]
    notes: Sequence[str]
    figures: Sequence[tuple[str, str]]
    pictures: Sequence[PaperPicture]
    tables: Sequence[PaperTable]
    signs: Sequence[str]
    page: str


def report_pdf(paper: ReportPaper) -> bytes:
    """The document; the same bytes for the same paper. Raises ValueError where a table is too long."""
    if any(len(table.rows) > MOST_ROWS for table in paper.tables):
        raise ValueError(f"more than {MOST_ROWS} rows are no paper")
    data = asdict(paper)
    for picture in data["pictures"]:
        picture["svg"] = _THEMED.sub(r"\1", picture["svg"])
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2a"],
        timestamp=0,
    )
    return bytes(made)
