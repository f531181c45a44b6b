"""The receipt on paper: PDF/A set by typst, its codes on a last page of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

TEMPLATE = Path(__file__).with_name("receipt_paper.typ")
FONTS = Path(pylopdf_fonts_zh_cn.sans_path()).parent


@dataclass(frozen=True)
class ReceiptPaper:
    """What stands on the paper, in the reader's language.

    ``facts``, ``codes``: (label, value). ``lines``: the cells of a row, as many as ``heads``; of these the
    last ``figures`` are figures. ``says``: what it proves and what not. ``steps``: how to check it; a
    ``command`` after them. ``page``: "page {page} of {pages}".
    """

    language: str
    title: str
    demo: str
    facts: Sequence[tuple[str, str]]
    heads: Sequence[str]
    figures: int
    lines: Sequence[Sequence[str]]
    says: Sequence[str]
    check_title: str
    codes: Sequence[tuple[str, str]]
    steps: Sequence[str]
    command: str
    page: str


def receipt_pdf(paper: ReceiptPaper) -> bytes:
    """The document; the same bytes for the same paper."""
    inputs: Mapping[str, str] = {"paper": json.dumps(asdict(paper), ensure_ascii=False)}
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
        pdf_standards=["a-2a"],
        timestamp=0,
    )
    return bytes(made)
