"""The Word files, opened again by python-docx: faces, sizes, margins, lines and page numbers of GB/T 9704-2012."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from evidence.file_types import DOCX
from evidence.sniff import sniff
from reports.official_docx import LAYOUTS, OfficialText, official_docx
from reports.service_docx import ServiceSheet, service_docx

NASTY = 'PAGE \\* MERGEFORMAT <w:fldSimple w:instr="QUIT"/> & {DDEAUTO cmd} ]]>'


def text(layout, **changes) -> OfficialText:
    given = {
        "layout": layout,
        "organ": "某省生态环境厅",
        "number": "示环函〔2026〕　　号",
        "title": "关于信用信息\n异议处理结果的函",
        "addressee": "甲岭检测技术有限公司",
        "paragraphs": ("经核查，答复如下。", "一、事实", "（一）采样记录", NASTY),
        "enclosures": ("清单", "说明"),
        "contact": "联系人：某某",
        "copies": "省发展改革委，各市（州）人民政府",
        "issued_by": "某省生态环境厅办公室",
        "mark": "草稿",
    }
    return OfficialText(**(given | changes))


def opened(layout):
    return docx.Document(io.BytesIO(official_docx(text(layout))))


def of(document, words):
    """The run that says this, anywhere in the text."""
    return next(r for p in document.paragraphs for r in p.runs if words in r.text)


def faces(run) -> set[str]:
    fonts = run._element.rPr.rFonts
    return {fonts.get(qn(f"w:{script}")) for script in ("ascii", "eastAsia", "hAnsi")}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_has_the_margins_and_the_lines_of_the_standard(layout):
    section = opened(layout).sections[0]
    size = (section.page_width, section.page_height)
    margins = (
        *(section.top_margin, section.bottom_margin),
        *(section.left_margin, section.right_margin),
    )
    for is_, should in zip(
        (*size, *margins), (Mm(n) for n in (210, 297, 37, 35, 28, 26)), strict=True
    ):
        assert abs(is_ - should) < Mm(0.1)
    body = of(opened(layout), "经核查")
    assert int(Mm(225) / body._parent.paragraph_format.line_spacing) == 22
    closer = opened(layout).styles["Normal"]._element.rPr.find(qn("w:spacing")).get(qn("w:val"))
    assert int(Mm(156) / (Pt(16) + Pt(int(closer) / 20))) == 28


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_part_has_its_face_and_size(layout):
    document = opened(layout)
    asked = {
        "经核查": ("仿宋_GB2312", 16),
        "一、事实": ("黑体", 16),
        "（一）采样": ("楷体_GB2312", 16),
        "异议处理结果": ("方正小标宋简体", 26 if layout == "form" else 22),
    }
    for words, (face, size) in asked.items():
        run = of(document, words)
        assert (faces(run), run.font.size) == ({face}, Pt(size)), words
    first = of(document, "经核查")._parent.paragraph_format
    assert (first.first_line_indent, first.widow_control) == (Pt(32), False)


def test_the_name_of_the_office_is_red_in_a_file_and_a_letter_and_black_in_a_form():
    file, letter, form = map(opened, LAYOUTS)
    named = of(file, "某省生态环境厅文件")
    head = next(r for p in letter.sections[0].first_page_header.paragraphs for r in p.runs[:1])
    letter_name = letter.sections[0].first_page_header.paragraphs[1].runs[0]
    assert head.text == "草稿"
    assert letter_name.text == "某省生态环境厅"
    assert named.font.color.rgb == letter_name.font.color.rgb == RGBColor(0xFF, 0, 0)
    assert of(form, "某省生态环境厅").font.color.rgb is None


def test_pages_are_numbered_outside_between_dashes_and_a_letter_not_on_its_first():
    for layout in LAYOUTS:
        document = opened(layout)
        section = document.sections[0]
        assert document.settings.odd_and_even_pages_header_footer
        odd, even = (f.paragraphs[0] for f in (section.footer, section.even_page_footer))
        assert (odd.text, even.text) == ("—  —", "—  —")
        assert (odd.alignment, even.alignment) == (2, 0)
        assert {run.font.size for run in odd.runs} == {Pt(14)}
        assert section.different_first_page_header_footer == (layout == "letter")
        if layout == "letter":
            assert section.first_page_footer.paragraphs[0].text == ""
        marks = {p.paragraphs[0].text for p in (section.header, section.even_page_header)}
        assert marks == {"草稿"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_people_type_is_text_and_the_page_number_is_the_only_field(layout):
    made = official_docx(text(layout))
    assert NASTY in {p.text for p in docx.Document(io.BytesIO(made)).paragraphs}
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        xml = {name: parts.read(name).decode() for name in parts.namelist() if name.endswith("xml")}
    assert all("<w:fldSimple" not in part for part in xml.values())
    fields = [part.split("<w:instrText", 2)[1] for part in xml.values() if "<w:instrText" in part]
    assert {field[field.index(">") + 1 : field.index("<")] for field in fields} == {"PAGE"}
    assert "instrText" not in xml["word/document.xml"]


def test_the_same_paper_has_the_same_bytes_and_is_taken_as_evidence():
    one, same = (official_docx(text("file")) for _time in range(2))
    assert one == same != official_docx(text("file", title="另一题"))
    assert sniff(io.BytesIO(one)) == DOCX


def test_a_file_ends_in_who_gets_a_copy_and_who_issues_it_and_a_letter_only_in_the_first():
    def foot(layout):
        boxes = opened(layout).element.body.iter(qn("w:txbxContent"))
        return ["".join(t.text or "" for t in box.iter(qn("w:t"))) for box in boxes]

    assert foot("file") == [
        "抄送：省发展改革委，各市（州）人民政府。某省生态环境厅办公室年　　月　　日印发"
    ]
    assert foot("letter") == ["抄送：省发展改革委，各市（州）人民政府。"]
    assert foot("form") == []


def test_a_proof_of_service_is_one_sheet_with_room_for_the_signatures():
    rows = [("受送达人", NASTY, 1), ("送达人（两人）", "", 2)]
    made = service_docx(ServiceSheet("某省生态环境厅", "送达回证", rows, "演示"))
    table = docx.Document(io.BytesIO(made)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["受送达人", NASTY],
        ["送达人（两人）", ""],
    ]
    low, high = (int(row.height or 0) for row in table.rows)
    assert 0 < low < high
    assert made == service_docx(ServiceSheet("某省生态环境厅", "送达回证", rows, "演示"))
