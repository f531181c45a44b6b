"""Small papers and photographs that stand for evidence, each stored on its own and marked as invented."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

from evidence.store import Store
from services.files.new_file import NewFile
from services.files.receive_file import receive_file

MARK = "演示数据，机构、人员、文号均为虚构"
_CAP = 1_000_000
_PAGE = (496, 701)  # A4 at 60 dots an inch
_PICTURE = (480, 320)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(pylopdf_fonts_zh_cn.sans_path(), size)


class Papers:
    def __init__(self, store: Store, random: Random) -> None:
        self._store = store
        self._random = random

    def scan(self, title: str, text: str) -> NewFile:
        """A page with a title and some text, as a PDF of one picture."""
        page = Image.new("L", _PAGE, 248)
        draw = ImageDraw.Draw(page)
        draw.text((_PAGE[0] / 2, 60), title, 20, _font(20), anchor="mm")
        for n, line in enumerate(_lines(text, 26)):
            draw.text((48, 110 + 26 * n), line, 50, _font(15))
        draw.text((_PAGE[0] / 2, 672), MARK, 110, _font(13), anchor="mm")
        return self._kept(page, "PDF", f"{title}.pdf")

    def photograph(self, title: str) -> NewFile:
        """A field under a sky with a borehole's flag, as a JPEG."""
        some = self._random.randrange
        picture = Image.new("RGB", _PICTURE, (150 + some(60), 180 + some(40), 205 + some(30)))
        draw = ImageDraw.Draw(picture)
        ground = 140 + some(60)
        draw.rectangle((0, ground, *_PICTURE), (110 + some(40), 95 + some(30), 65 + some(20)))
        foot = 80 + some(320)
        draw.line((foot, ground + 60, foot, ground - 30), (230, 230, 230), 4)
        draw.polygon(
            [(foot, ground - 30), (foot + 34, ground - 20), (foot, ground - 10)], "#b03030"
        )
        draw.text((10, 294), f"{title}  {MARK}", "white", _font(14))
        return self._kept(picture, "JPEG", f"{title}.jpg")

    def _kept(self, picture: Image.Image, kind: str, filename: str) -> NewFile:
        content = BytesIO()
        picture.save(content, kind)
        content.seek(0)
        return receive_file(self._store, content, filename, _CAP)


def _lines(text: str, width: int) -> list[str]:
    return [text[n : n + width] for n in range(0, len(text), width)]
