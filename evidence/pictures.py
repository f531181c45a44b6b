"""Headers of pictures and films: size in pixels and completeness, without decoding anything."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from evidence.refusal import Refused

MAX_PIXELS = 110_000_000
"""A telephone's 108 megapixels; a decoded picture of this size takes 330 to 440 MB."""

MAX_SIDE = 32_000
MAX_PARTS = 100_000
PIECE = 256 * 1024
MAX_META = 4 * 1024 * 1024
"""The part of a HEIC file that describes it; a grid of tiles takes some tens of kilobytes."""

NOT_A_FRAME = frozenset({0xC4, 0xC8, 0xCC})
"""JPEG markers among the frame headers that are none."""

STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def check_size(width: int, height: int) -> None:
    """Raises Refused `too_many_pixels` (width, height, max) or `damaged` for no size at all."""
    if width < 1 or height < 1:
        raise Refused("damaged")
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise Refused("too_many_pixels", width=width, height=height, max=MAX_PIXELS)


def check_png(file: BinaryIO) -> None:
    """Chunks from IHDR to IEND; raises Refused `truncated`, `damaged` or `too_many_pixels`."""
    size = file.seek(0, 2)
    place = 8
    for number in range(MAX_PARTS):
        file.seek(place)
        head = file.read(8)
        if len(head) < 8:
            raise Refused("truncated")
        length, name = struct.unpack(">I4s", head)
        if place + 12 + length > size:
            raise Refused("truncated")
        if number == 0:
            if name != b"IHDR" or length != 13:
                raise Refused("damaged")
            check_size(*struct.unpack(">II", file.read(8)))
        if name == b"IEND":
            return
        place += 12 + length
    raise Refused("damaged")


def check_jpeg(file: BinaryIO) -> None:
    """Segments up to the scan, then an end; raises as check_png does."""
    place = 2
    sized = False
    for _ in range(MAX_PARTS):
        file.seek(place)
        head = file.read(9)
        if len(head) < 4:
            raise Refused("truncated")
        if head[0] != 0xFF:
            raise Refused("damaged")
        marker = head[1]
        if marker in STANDALONE or marker == 0xFF:
            place += 1 if marker == 0xFF else 2
            continue
        if 0xC0 <= marker <= 0xCF and marker not in NOT_A_FRAME:
            height, width = struct.unpack(">HH", head[5:9].ljust(4, b"\x00"))
            check_size(width, height)
            sized = True
        if marker == 0xDA:
            break
        place += 2 + int.from_bytes(head[2:4])
    if not sized:
        raise Refused("damaged")
    _find_end_of_image(file, place)


def _find_end_of_image(file: BinaryIO, place: int) -> None:
    file.seek(place)
    last = b""
    while piece := file.read(PIECE):
        if b"\xff\xd9" in last + piece:
            return
        last = piece[-1:]
    raise Refused("truncated")


def boxes(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Name, start of the content and its length of each outermost box (ISO/IEC 14496-12).

    Raises Refused `truncated` if the last box is longer than the file.
    """
    size = file.seek(0, 2)
    place = 0
    for _ in range(MAX_PARTS):
        if place == size:
            return
        file.seek(place)
        head = file.read(16)
        if len(head) < 8:
            raise Refused("truncated")
        length, name = struct.unpack_from(">I4s", head)
        inside = 8
        if length == 1 and len(head) == 16:
            length, inside = struct.unpack_from(">Q", head, 8)[0], 16
        elif length == 0:
            length = size - place
        if length < inside:
            raise Refused("damaged")
        if place + length > size:
            raise Refused("truncated")
        yield name, place + inside, length - inside
        place += length
    raise Refused("damaged")


def check_film(file: BinaryIO) -> None:
    """An MP4 is complete and has its table of contents; raises Refused."""
    names = [name for name, _, _ in boxes(file)]
    if b"moov" not in names or not {b"mdat", b"moof"} & set(names):
        raise Refused("truncated")


def check_heic(file: BinaryIO) -> None:
    """A HEIC picture is complete, and none of its images is too large; raises Refused."""
    meta = [(start, length) for name, start, length in boxes(file) if name == b"meta"]
    if len(meta) != 1 or meta[0][1] > MAX_META:
        raise Refused("damaged")
    file.seek(meta[0][0])
    content = file.read(meta[0][1])
    sizes = list(_image_sizes(content))
    if not sizes:
        raise Refused("damaged")
    for width, height in sizes:
        check_size(width, height)


def _image_sizes(meta: bytes) -> Iterator[tuple[int, int]]:
    """Width and height of every `ispe` property."""
    place = meta.find(b"ispe")
    while place >= 0 and place + 16 <= len(meta):
        width, height = struct.unpack_from(">II", meta, place + 8)
        yield width, height
        place = meta.find(b"ispe", place + 4)
