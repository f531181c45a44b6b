"""Zip packages (OFD, docx, xlsx): the directory is judged before anything is unpacked."""

import re
import stat
import struct
import zipfile
import zlib
from typing import BinaryIO

from evidence.file_types import DOCX, OFD, XLSX, FileType
from evidence.refusal import Refused

MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 100
MAX_DIRECTORY = 1024 * 1024
"""Bytes of the central directory: 2,000 entries with long names."""

RATIO_MATTERS = 1024 * 1024
"""Below this size unpacked a part may be packed tighter than MAX_RATIO: it can do no harm."""

DIRECTORY = b"PK\x01\x02"
DIRECTORY_END = b"PK\x05\x06"
TAIL = 65_557
"""A zip's last record with the longest comment it may have."""

PIECE = 256 * 1024

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
"""What reading a damaged package ends in."""

CONTENT_TYPES = "[Content_Types].xml"
MAIN_PART = {
    b"wordprocessingml.document.main+xml": (DOCX, "word/"),
    b"spreadsheetml.sheet.main+xml": (XLSX, "xl/"),
}
MACROS = (b"macroEnabled", b"vbaProject", b"macrosheet")
MACRO_PARTS = re.compile(r"vbaProject|vbaData|(^|/)macrosheets/", re.IGNORECASE)
UNSAFE_NAME = re.compile(r"^/|\\|(^|/)\.\.(/|$)|^[A-Za-z]:|[\x00-\x1f]")
XML_NAME = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)")
ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)""")


def has_directory(file: BinaryIO) -> bool:
    """Whether the end of the file reads as the directory of a zip, whatever its beginning says."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    end = tail.rfind(DIRECTORY_END)
    while end >= 0:
        if len(tail) - end >= 22 and _points_to_directory(file, size - len(tail) + end, tail[end:]):
            return True
        end = tail.rfind(DIRECTORY_END, 0, end)
    return False


def _points_to_directory(file: BinaryIO, place: int, record: bytes) -> bool:
    length: int = struct.unpack_from("<I", record, 12)[0]
    if not 0 < length <= place:
        return False
    file.seek(place - length)
    return file.read(4) == DIRECTORY


def open_package(file: BinaryIO) -> zipfile.ZipFile:
    """The package, its directory found harmless.

    Raises Refused: `truncated`, `polyglot`, `damaged`, `encrypted`, `too_many_parts` (found, max),
    `unpacked_size` (found, max: bytes), `packed_too_tightly` (name, max), `unsafe_part_name`.
    """
    _check_end_record(file)
    try:
        package = zipfile.ZipFile(file)
    except BROKEN as error:
        raise Refused("damaged") from error
    parts = package.infolist()
    if len(parts) > MAX_ENTRIES:
        raise Refused("too_many_parts", found=len(parts), max=MAX_ENTRIES)
    for part in parts:
        _check_part(part)
    _check_names(parts)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise Refused("unpacked_size", found=unpacked, max=MAX_UNPACKED)
    _check_places(file, package, parts)
    return package


def _check_end_record(file: BinaryIO) -> None:
    """The end record before zipfile reads the directory: its size bounds what is read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    end = tail.rfind(DIRECTORY_END)
    if end < 0 or len(tail) - end < 22:
        raise Refused("truncated")
    count, length, start = struct.unpack_from("<HII", tail, end + 10)
    place = size - len(tail) + end
    if count > MAX_ENTRIES:
        raise Refused("too_many_parts", found=count, max=MAX_ENTRIES)
    if length > MAX_DIRECTORY:
        raise Refused("damaged")
    if start + length != place:
        raise Refused("polyglot")


def _check_part(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 0x1 or part.flag_bits & 0x40:
        raise Refused("encrypted")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("damaged")
    if UNSAFE_NAME.search(part.filename) or stat.S_ISLNK(part.external_attr >> 16):
        raise Refused("unsafe_part_name", name=part.filename)
    if part.file_size > max(RATIO_MATTERS, MAX_RATIO * part.compress_size):
        raise Refused("packed_too_tightly", name=part.filename, max=MAX_RATIO)


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for part in parts:
        name = part.filename.casefold()
        if name in seen:
            raise Refused("unsafe_part_name", name=part.filename)
        seen.add(name)


def _check_places(file: BinaryIO, package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Each part has its own bytes, in the order of the directory's offsets, from the first byte."""
    ordered = sorted(parts, key=lambda part: part.header_offset)
    if not ordered or ordered[0].header_offset != 0:
        raise Refused("polyglot")
    ends = [part.header_offset for part in ordered[1:]] + [package.start_dir]
    for part, limit in zip(ordered, ends, strict=True):
        file.seek(part.header_offset)
        header = file.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise Refused("damaged")
        name, extra = struct.unpack_from("<HH", header, 26)
        if part.header_offset + 30 + name + extra + part.compress_size > limit:
            raise Refused("overlapping_parts", name=part.filename)


def recognise(file: BinaryIO) -> FileType:
    """OFD, DOCX or XLSX; every part is unpacked once, in pieces, and thrown away.

    Raises Refused as open_package does, and `macros`, `xml_entities` (name), `xml_encoding`
    (name), `not_accepted` (found).
    """
    with open_package(file) as package:
        kind = _kind(package)
        for part in package.infolist():
            _check_content(package, part)
    return kind


def _kind(package: zipfile.ZipFile) -> FileType:
    names = set(package.namelist())
    if "OFD.xml" in names:
        if b"ofdspec.org" in _beginning(package, "OFD.xml"):
            return OFD
        raise Refused("not_accepted", found="zip")
    if CONTENT_TYPES not in names:
        raise Refused("not_accepted", found="zip")
    types = _beginning(package, CONTENT_TYPES)
    if any(mark in types for mark in MACROS) or any(MACRO_PARTS.search(name) for name in names):
        raise Refused("macros")
    for mark, (kind, folder) in MAIN_PART.items():
        if mark in types and any(name.startswith(folder) for name in names):
            return kind
    raise Refused("not_accepted", found="zip")


def _beginning(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        with package.open(name) as part:
            return part.read(PIECE)
    except BROKEN as error:
        raise Refused("damaged") from error


def _check_content(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Size and CRC are as declared, and markup is UTF-8 without entities."""
    markup = XML_NAME.search(part.filename) is not None
    before = b""
    try:
        with package.open(part) as content:
            while piece := content.read(PIECE):
                if markup:
                    _check_markup(part.filename, before, piece)
                before = piece[-16:]
    except BROKEN as error:
        raise Refused("damaged") from error


def _check_markup(name: str, before: bytes, piece: bytes) -> None:
    if ENTITIES.search(before + piece):
        raise Refused("xml_entities", name=name)
    if before:
        return
    encoding = ENCODING.match(piece)
    declared = encoding[1].decode("ascii", "replace").lower() if encoding else "utf-8"
    if b"\x00" in piece[:64] or declared not in ("utf-8", "us-ascii"):
        raise Refused("xml_encoding", name=name)
