"""Official papers as Word files after GB/T 9704-2012: as file, as letter, and as the form of a case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from reports.docx_parts import (
    CENTRE,
    FANG,
    HEI,
    KAI,
    LEFT,
    LINE,
    NO_1,
    NO_2,
    NO_3,
    NO_4,
    RED,
    RIGHT,
    SONG,
    cell_lines,
    element,
    empty_cell,
    face,
    fixed_bytes,
    indent,
    put_box_at_foot,
    put_page_number,
    put_paragraph,
    rule,
)

Layout = Literal["file", "letter", "form"]
LAYOUTS: tuple[Layout, ...] = ("file", "letter", "form")

TOP, BOTTOM, LEFT_EDGE, RIGHT_EDGE = Mm(37), Mm(35), Mm(28), Mm(26)
CHARACTERS, LINES = 28, 22
TEXT_WIDTH = Mm(156)
"""GB/T 9704-2012, 5.2: the margins, and what stands on a page."""
CLOSER = -5
"""Twentieths of a point between characters: 28 of 三号 are 448 points wide, and the line is 442."""

LETTER_TOP, LETTER_FOOT, LETTER_RULE = Mm(30), Mm(20), Mm(170)
"""GB/T 9704-2012, 10.1: where the letter's head and its two red lines stand."""
HEAD = Mm(15)
UNDATED = "　　　　年　　月　　日"
FIRST_LEVEL = re.compile("[一二三四五六七八九十百]+、")
SECOND_LEVEL = re.compile("（[一二三四五六七八九十百]+）")
RED_HEX = "FF0000"


@dataclass(frozen=True)
class OfficialText:
    """What a paper says. ``paragraphs`` are lines of the body, ``enclosures`` the titles of what goes with it.

    ``number`` and the date stay open until the office-automation system gives them: ``number`` is what its
    place shows. ``mark`` stands on every page as long as this is no document but a draft.
    """

    layout: Layout
    organ: str
    number: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    enclosures: tuple[str, ...] = ()
    contact: str = ""
    copies: str = ""
    issued_by: str = ""
    mark: str = ""


def official_docx(text: OfficialText) -> bytes:
    """The Word file; the same bytes for the same text."""
    document = blank_document()
    section = document.sections[0]
    _HEADS[text.layout](document, section, text)
    _title(document, text)
    _body(document, text)
    _signature(document, text)
    _NOTES[text.layout](document, text)
    _pages(document, section, text)
    return fixed_bytes(document)


def blank_document() -> Document:
    """A4 with the margins of the standard, 22 lines of 28 characters, its text in 三号仿宋."""
    document = docx.Document()
    normal: Any = document.styles["Normal"]
    face(normal, FANG, NO_3)
    normal._element.get_or_add_rPr().append(element("spacing", val=CLOSER))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT_EDGE, RIGHT_EDGE
    section.header_distance, section.footer_distance = HEAD, LETTER_FOOT
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="lines", linePitch=round(LINE.pt * 20)))
    return document


def _mark(place: Any, text: OfficialText) -> Any:
    """The first line of a header: that this is a draft."""
    place.is_linked_to_previous = False
    return put_paragraph(empty_cell(place), text.mark, HEI, Pt(10.5), align=RIGHT, line=Pt(12))


def _file_head(document: Document, section: Section, text: OfficialText) -> None:
    """The red name of the office, the number two lines below, the red line under it."""
    for _place in range(2):
        put_paragraph(document)
    put_paragraph(
        document,
        f"{text.organ}文件",
        SONG,
        _fitting(f"{text.organ}文件", 52),
        align=CENTRE,
        line=Pt(60),
        colour=RED,
    )
    for _place in range(2):
        put_paragraph(document)
    numbered = put_paragraph(document, text.number, align=CENTRE)
    rule(numbered, "bottom", "single", Pt(1.5), 11, RED_HEX)
    for _place in range(2):
        put_paragraph(document)


def _fitting(name: str, most: float) -> Pt:
    """The largest size in which the name stands on one line."""
    return Pt(min(most, int(TEXT_WIDTH.pt / len(name) * 2) / 2))


def _letter_head(document: Document, section: Section, text: OfficialText) -> None:
    """The red name 30 mm from the edge, a double line below it and another 20 mm from the foot."""
    section.different_first_page_header_footer = True
    head = section.first_page_header
    mark = _mark(head, text)
    mark.paragraph_format.space_after = LETTER_TOP - HEAD - Pt(12)
    name = put_paragraph(
        head, text.organ, SONG, _fitting(text.organ, 38), align=CENTRE, line=Pt(44), colour=RED
    )
    _wide(name, "bottom", "thickThinSmallGap", 11)
    foot = section.first_page_footer
    foot.is_linked_to_previous = False
    only = foot.paragraphs[0]
    only.paragraph_format.line_spacing = Pt(1)
    _wide(only, "top", "thinThickSmallGap", 0)
    numbered = put_paragraph(document, text.number, align=RIGHT)
    numbered.paragraph_format.space_before = Pt(14)
    for _place in range(2):
        put_paragraph(document)


def _wide(paragraph: Any, where: str, kind: str, space: int) -> None:
    """A red double line 170 mm long in the middle of the page, wider than the text."""
    rule(paragraph, where, kind, Pt(3), space, RED_HEX)
    beyond = (Mm(210) - LETTER_RULE) // 2
    paragraph.paragraph_format.left_indent = beyond - LEFT_EDGE
    paragraph.paragraph_format.right_indent = beyond - RIGHT_EDGE


def _form_head(document: Document, section: Section, text: OfficialText) -> None:
    """The office, the name of the form, and its number: black, for a form is no 公文 with a red head."""
    put_paragraph(document, text.organ, SONG, NO_2, align=CENTRE, line=Pt(36))


def _title(document: Document, text: OfficialText) -> None:
    """The title, and in a form the number under it."""
    form = text.layout == "form"
    size, line = (NO_1, Pt(42)) if form else (NO_2, Pt(36))
    for part in text.title.split("\n"):
        put_paragraph(document, part, SONG, size, align=CENTRE, line=line)
    if form:
        put_paragraph(document, text.number, align=CENTRE)
    put_paragraph(document)


def _body(document: Document, text: OfficialText) -> None:
    if text.addressee:
        put_paragraph(document, f"{text.addressee}：", align=LEFT)
    for line in text.paragraphs:
        said = put_paragraph(document, line, _level(line), first=2)
        said.paragraph_format.keep_with_next = _level(line) != FANG and len(line) < CHARACTERS
    ends = len(document.paragraphs)
    if text.enclosures:
        put_paragraph(document)
        _enclosures(document, text.enclosures)
    for last in document.paragraphs[ends - 1 :]:
        last.paragraph_format.keep_with_next = True


def _level(line: str) -> str:
    """一、 in 黑体, （一） in 楷体, everything else in 仿宋."""
    if FIRST_LEVEL.match(line):
        return HEI
    return KAI if SECOND_LEVEL.match(line) else FANG


def _enclosures(document: Document, titles: tuple[str, ...]) -> None:
    """Two characters in; with several, their numbers stand under one another."""
    if len(titles) == 1:
        put_paragraph(document, f"附件：{titles[0]}", first=-3, left=5)
        return
    for n, title in enumerate(titles, 1):
        line = f"{'附件：' if n == 1 else ''}{n}. {title}"
        put_paragraph(document, line, left=6.5, first=-4.5 if n == 1 else -1.5)


def _signature(document: Document, text: OfficialText) -> None:
    """The office over the date, the date four characters from the edge: room for the seal over both."""
    for _place in range(2):
        put_paragraph(document).paragraph_format.keep_with_next = True
    over = max(0.0, 4 + (len(UNDATED) - len(text.organ)) / 2)
    signed = put_paragraph(document, text.organ, align=RIGHT, right=over)
    signed.paragraph_format.keep_with_next = True
    dated = put_paragraph(document, UNDATED, align=RIGHT, right=4)
    if text.contact:
        dated.paragraph_format.keep_with_next = True
        put_paragraph(document, f"（{text.contact}）", left=2, align=LEFT)


def _file_notes(document: Document, text: OfficialText) -> None:
    """版记: who gets a copy, who issues it and when, between lines at the foot of the last page."""
    last = document.paragraphs[-1]
    table = document.add_table(rows=0, cols=1)
    table.autofit = False
    if text.copies:
        _copies(_row(table), text)
    issued = put_paragraph(_row(table), size=NO_4, left=1, right=1, align=LEFT)
    _left_and_right(issued, text.issued_by, f"{UNDATED.strip('　')}印发")
    cells = [row.cells[0] for row in table.rows]
    for n, cell in enumerate(cells):
        cell_lines(cell, top=Pt(1 if n == 0 else 0.75), bottom=Pt(1 if cell is cells[-1] else 0.75))
    end = put_paragraph(document, line=Pt(1))
    lines = sum(_lines(cell.paragraphs[0]) for cell in cells)
    _at_foot(last, lines, table._tbl, end._element)


def _row(table: Any) -> Any:
    """A new row's only cell, empty and as wide as the text."""
    cell = empty_cell(table.add_row().cells[0])
    cell.width = TEXT_WIDTH
    return cell


def _letter_notes(document: Document, text: OfficialText) -> None:
    """A letter's has no lines and neither office nor day of issue."""
    if text.copies:
        last = document.paragraphs[-1]
        copies = _copies(document, text)
        _at_foot(last, _lines(copies), copies._element)


def _form_notes(document: Document, text: OfficialText) -> None:
    if text.copies:
        put_paragraph(document)
        _copies(document, text)


def _copies(place: Any, text: OfficialText) -> Paragraph:
    return put_paragraph(place, f"抄送：{text.copies}。", size=NO_4, left=4, first=-3, right=1)


def _left_and_right(paragraph: Paragraph, left: str, right: str) -> None:
    """One line whose second half ends at the right edge."""
    for n, part in enumerate((left, right)):
        run = paragraph.add_run()
        if n:
            run.add_tab()
        run.add_text(part)
        face(run, FANG, NO_4)
    end = TEXT_WIDTH - NO_4
    paragraph.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT)


def _lines(row: Paragraph) -> int:
    """How many lines of 四号 a paragraph of the foot takes, its own hanging indent counted."""
    return -(-len(row.text) // int(TEXT_WIDTH / NO_4 - 5))


def _at_foot(last: Paragraph, lines: int, *parts: Any) -> None:
    """Let these stand at the foot of the page on which the text ends: they hang on its last line."""
    content = put_box_at_foot(last, TEXT_WIDTH, lines * LINE + Pt(4))
    for part in parts:
        content.append(part)


def _pages(document: Document, section: Section, text: OfficialText) -> None:
    """The mark in every header; page numbers outside: odd pages right, even pages left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    for head in (section.header, section.even_page_header):
        _mark(head, text)
    for foot, side in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        foot.is_linked_to_previous = False
        numbered = foot.paragraphs[0]
        numbered.alignment = side
        indent(numbered, NO_4, right=float(side == RIGHT), left=float(side == LEFT))
        form = numbered.paragraph_format
        form.line_spacing, form.space_after = NO_4, BOTTOM - Mm(7) - LETTER_FOOT - NO_4
        put_page_number(numbered)


_HEADS = {"file": _file_head, "letter": _letter_head, "form": _form_head}
_NOTES = {"file": _file_notes, "letter": _letter_notes, "form": _form_notes}
