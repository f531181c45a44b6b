"""Small papers and photographs that stand for evidence, each stored on its own and marked as invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from math import cos, pi, sin
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
_SEALED_PAGE = (827, 1169)  # A4 at 100 dots an inch
_SEALED_LINES, _SEALED_WIDTH = 23, 28 * 22
_RED = (200, 30, 30)


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

    def sealed(
        self, organ: str, title: str, number: str, paragraphs: list[str], on: date
    ) -> NewFile:
        """A paper as the office-automation system gives it back: numbered, dated, under a red seal."""
        lines = [line for text in paragraphs for line in _measured(f"　　{text}")]
        first, rest = lines[:_SEALED_LINES], lines[_SEALED_LINES:]
        pages = [first, *(rest[n : n + 28] for n in range(0, len(rest), 28))]
        drawn = [self._sealed_page(lines, 250 if n == 0 else 110) for n, lines in enumerate(pages)]
        head, middle = ImageDraw.Draw(drawn[0]), _SEALED_PAGE[0] / 2
        head.text((middle, 100), organ, 0, _font(32), anchor="mm")
        head.text((middle, 160), title, 0, _font(36), anchor="mm")
        head.text((722, 215), number, 20, _font(22), anchor="rm")
        below = (250 if len(pages) == 1 else 110) + 34 * len(pages[-1]) + 90
        _seal(ImageDraw.Draw(drawn[-1]), (590, min(below, 1000)), organ, on)
        content = BytesIO()
        drawn[0].save(content, "PDF", save_all=True, append_images=drawn[1:], resolution=100)
        content.seek(0)
        return receive_file(self._store, content, f"{title}（{number}）.pdf", _CAP)

    def _sealed_page(self, lines: list[str], top: int) -> Image.Image:
        page = Image.new("RGB", _SEALED_PAGE, "white")
        draw = ImageDraw.Draw(page)
        for n, line in enumerate(lines):
            draw.text((105, top + 34 * n), line, "black", _font(22))
        draw.text((_SEALED_PAGE[0] / 2, 1130), MARK, (110, 110, 110), _font(16), anchor="mm")
        return page

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


def _measured(text: str) -> Iterator[str]:
    """Lines as wide as the page; none begins with what closes a sentence, a title or a quotation."""
    font, line = _font(22), ""
    for sign in text:
        if font.getlength(line + sign) > _SEALED_WIDTH and sign not in "，。；：、）》”〕":
            yield line
            line = ""
        line += sign
    yield line


def _seal(draw: ImageDraw.ImageDraw, middle: tuple[int, int], organ: str, on: date) -> None:
    """The office and the date, and a red ring with a star over them."""
    x, y = middle
    draw.text((x, y - 22), organ, "black", _font(22), anchor="mm")
    draw.text((x, y + 22), f"{on.year}年{on.month}月{on.day}日", "black", _font(22), anchor="mm")
    draw.ellipse((x - 82, y - 82, x + 82, y + 82), outline=_RED, width=5)
    corners = [(r, n * pi / 5 - pi / 2) for n, r in enumerate((26, 10) * 5)]
    draw.polygon([(x + r * cos(turn), y + r * sin(turn)) for r, turn in corners], _RED)
    draw.text((x, y + 56), "示例专用章", _RED, _font(18), anchor="mm")
