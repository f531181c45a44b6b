"""The small parts of which a Word document is made here: runs, paragraphs, lines, page numbers, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

SONG, FANG, KAI, HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
PLAIN_SONG = "宋体"
"""The faces that GB/T 9704-2012 asks for, as the offices' machines name them."""

NO_1, NO_2, NO_3, NO_4 = Pt(26), Pt(22), Pt(16), Pt(14)
"""一号, 二号, 三号, 四号."""

NO_LINE = Pt(0)
LINE = Pt(28.95)
"""22 lines fill the 225 mm of the text area."""
RED = RGBColor(0xFF, 0, 0)

AFTER_BORDERS = ("w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
"""What stands after the borders among a paragraph's properties (ECMA-376, 17.3.1.26), of what is used here."""

LEFT, CENTRE, RIGHT = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
)

BOX = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0"
 locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>
<wp:wrapTopAndBottom/><wp:docPr id="1" name="foot"/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"""
"""A text box (ECMA-376, 20.4.2.3) that hangs on its paragraph; only its size is filled in."""

MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""What the file says of its making: always the same, so that the same text has the same bytes."""


def element(tag: str, **attributes: object) -> Any:
    """One element of the markup with its attributes, all of the name space ``w``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def put_run(
    paragraph: Paragraph,
    text: str,
    font: str = FANG,
    size: Pt = NO_3,
    colour: RGBColor | None = None,
) -> Run:
    """Text, as text: whatever it looks like, it is no field and no markup."""
    run = paragraph.add_run()
    run.text = text
    face(run, font, size)
    if colour is not None:
        run.font.color.rgb = colour
    return run


def face(run: Run, font: str, size: Pt) -> None:
    """Chinese characters, letters and figures in one face."""
    run.font.name = font
    run.font.size = size
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("eastAsia", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def put_paragraph(
    place: Any,
    text: str = "",
    font: str = FANG,
    size: Pt = NO_3,
    *,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    first: float = 0,
    left: float = 0,
    right: float = 0,
    line: Pt | None = None,
    colour: RGBColor | None = None,
) -> Paragraph:
    """A paragraph in a document, a cell or a header; indents in characters of its own size."""
    paragraph: Paragraph = place.add_paragraph()
    form = paragraph.paragraph_format
    paragraph.alignment = align
    form.line_spacing = line or LINE
    form.space_before = form.space_after = Pt(0)
    form.widow_control = False
    indent(paragraph, size, first=first, left=left, right=right)
    if text:
        put_run(paragraph, text, font, size, colour)
    return paragraph


def indent(
    paragraph: Paragraph, size: Pt, *, first: float = 0, left: float = 0, right: float = 0
) -> None:
    """Indents in characters of a size."""
    form = paragraph.paragraph_format
    for name, count in (
        ("first_line_indent", first),
        ("left_indent", left),
        ("right_indent", right),
    ):
        if count:
            setattr(form, name, Emu(int(size * count)))


def rule(paragraph: Paragraph, where: str, kind: str, width: Pt, space: int, colour: str) -> None:
    """A line above (``top``) or below (``bottom``) a paragraph; ``space`` to it in points."""
    properties = paragraph._element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = element("pBdr")
        properties.insert_element_before(borders, *AFTER_BORDERS)
    eighths = round(width.pt * 8)
    borders.append(element(where, val=kind, sz=eighths, space=space, color=colour))


def empty_cell(place: Any) -> Any:
    """A cell, or a header, without the paragraph that it comes with."""
    first = place.paragraphs[0]._element
    first.getparent().remove(first)
    return place


def cell_lines(cell: Any, aside: Pt = NO_LINE, **widths: Pt) -> None:
    """Lines at the edges of a cell: ``top``, ``left``, ``bottom``, ``right``, in this order; ``aside``: how far
    the text stands from its sides."""
    properties = cell._tc.get_or_add_tcPr()
    borders, margins = element("tcBorders"), element("tcMar")
    for edge, width in widths.items():
        borders.append(element(edge, val="single", sz=round(width.pt * 8), color="000000"))
    for edge in ("left", "right"):
        margins.append(element(edge, w=round(aside.pt * 20), type="dxa"))
    properties.append(borders)
    properties.append(margins)


def put_box_at_foot(paragraph: Paragraph, width: int, height: int) -> Any:
    """A box without edges at the foot of the text area, on the page of this paragraph; gives its content."""
    drawn = parse_xml(BOX.format(width=width, height=height))
    paragraph.add_run()._element.append(drawn)
    return drawn.find(f".//{qn('w:txbxContent')}")


def put_page_number(paragraph: Paragraph) -> None:
    """— 1 —: 四号, of the face that the standard asks for, the only field of the document."""
    put_run(paragraph, "— ", PLAIN_SONG, NO_4)
    number = paragraph.add_run()
    face(number, PLAIN_SONG, NO_4)
    for kind in ("begin", "", "end"):
        if kind:
            number._element.append(element("fldChar", fldCharType=kind))
        else:
            code = element("instrText")
            code.text = "PAGE"
            number._element.append(code)
    put_run(paragraph, " —", PLAIN_SONG, NO_4)


def fixed_bytes(document: Document) -> bytes:
    """The finished file; the same document has the same bytes whenever it is made."""
    about = document.core_properties
    about.author, about.title, about.comments, about.keywords = "", "", "", ""
    about.created = about.modified = MADE
    about.last_modified_by, about.revision = "", 1
    first = io.BytesIO()
    document.save(first)
    made = io.BytesIO()
    with zipfile.ZipFile(first) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as fixed:
        for part in parts.infolist():
            same = zipfile.ZipInfo(part.filename, date_time=(1980, 1, 1, 0, 0, 0))
            same.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(same, parts.read(part))
    return made.getvalue()
