"""A paper's text as it is drawn, on the page and in the Word file."""

from __future__ import annotations

from reports.official_docx import Layout, OfficialText
from services.paper_values import Business
from services.papers.draft_paper import PaperText
from services.papers.paper_text import fill
from web.context import config, today

DRAFT = "草稿　拟稿编号{id}　以编号、签发并加盖印章的文件为准"
DEMO = "演示数据，机构、人员、文号均为虚构　"


def official_text(
    layout: Layout, business: Business, text: PaperText, number: str, paper_id: str = ""
) -> OfficialText:
    """``number``: what stands in its place; ``paper_id`` is told in the mark of a draft that goes out."""
    mark = DRAFT.format(id=paper_id[:8]) if paper_id else ""
    return OfficialText(
        layout=layout,
        organ=business.office.name_zh,
        number=number_place(fill(number, {"年份": str(today().year)})),
        title=text.title,
        addressee=text.addressee,
        paragraphs=tuple(lines(text.body)),
        enclosures=tuple(lines(text.enclosures)),
        contact=text.contact,
        copies=text.copies.rstrip("。"),
        issued_by=f"{business.office.name_zh}办公室",
        mark=(DEMO if config().demo and mark else "") + mark,
    )


def number_place(number: str) -> str:
    """Room for the running number where none stands yet."""
    return number.replace("〕号", "〕　　号")


def lines(text: str) -> list[str]:
    """The lines that say something, without the blanks before them: the layout indents."""
    return [line.strip() for line in text.splitlines() if line.strip()]
