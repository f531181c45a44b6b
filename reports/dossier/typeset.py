"""Words set by typst: the sheets of a dossier, its front and back, and the numbers of its pages."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pylopdf_fonts_zh_cn
import typst

HERE = Path(__file__).parent
FONTS = Path(pylopdf_fonts_zh_cn.serif_path()).parent


def typeset(template: str, data: Mapping[str, Any]) -> pikepdf.Pdf:
    """The document; the same for the same data."""
    made = typst.compile(
        HERE / template,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
    )
    return pikepdf.open(io.BytesIO(bytes(made)))


def beginnings(document: pikepdf.Pdf) -> Sequence[int]:
    """On which page each of its headings stands, in their order."""
    place = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    with document.open_outline() as outline:
        return [place[item.destination[0].objgen] for item in outline.root]  # type: ignore[index]
