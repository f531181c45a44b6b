"""What a file is, by its content alone: accepted kinds pass, everything else is refused by name."""

import re
from collections.abc import Callable
from typing import BinaryIO

from evidence import ole, packages, pictures
from evidence.file_types import (
    ET,
    FOREIGN,
    HEIC,
    JPEG,
    MP4,
    PDF,
    PNG,
    PROGRAMS,
    WPS,
    FileType,
)
from evidence.refusal import Refused

HEAD = 1024
"""Readers of PDF look for its mark in this many bytes, so no other kind may have it there."""

MARKUP = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<[\x00]?[!?a-zA-Z]")
PDF_START = re.compile(rb"%PDF-[12]\.[0-9]")

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis"})
MP4_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V "}
)
MAX_FTYP = 1024

OLE_MACROS = frozenset({"Macros", "VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR"})
OLE_ENCRYPTED = frozenset({"EncryptedPackage", "EncryptionInfo"})
OLE_PACKAGED = "\x01Ole10Native"
"""The stream in which any file, a program too, is carried inside a document."""


def sniff(file: BinaryIO) -> FileType:
    """The kind of a seekable file.

    Raises Refused: `empty`; `executable`; `markup` (web page, SVG, XML); `not_accepted` (found:
    its name or nothing); `polyglot` (two kinds at once); `truncated`; `damaged`; `encrypted`; `macros`;
    `embedded_file`; `too_many_pixels`; and those of a package (see packages.recognise).
    """
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise Refused("empty")
    if head.startswith(PROGRAMS):
        raise Refused("executable")
    if MARKUP.match(head):
        raise Refused("markup")
    for mark, check in CHECKS.items():
        if head.startswith(mark):
            _check_one_kind(file, head, mark)
            return check(file)
    if head[4:8] == b"ftyp":
        _check_one_kind(file, head, b"ftyp")
        return _boxed(file, head)
    raise _unknown(head)


def _unknown(head: bytes) -> Refused:
    if b"%PDF-" in head:
        return Refused("polyglot")
    found = next((name for mark, name in FOREIGN.items() if head.startswith(mark)), "")
    return Refused("not_accepted", found=found)


def _check_one_kind(file: BinaryIO, head: bytes, mark: bytes) -> None:
    """The file cannot also be opened as a PDF or as a zip."""
    if b"%PDF-" in head[1:]:
        raise Refused("polyglot")
    if mark != ZIP and packages.has_directory(file):
        raise Refused("polyglot")


def _pdf(file: BinaryIO) -> FileType:
    file.seek(0)
    if not PDF_START.match(file.read(8)):
        raise Refused("damaged")
    file.seek(max(0, file.seek(0, 2) - HEAD))
    if b"%%EOF" not in file.read(HEAD):
        raise Refused("truncated")
    return PDF


def _png(file: BinaryIO) -> FileType:
    pictures.check_png(file)
    return PNG


def _jpeg(file: BinaryIO) -> FileType:
    pictures.check_jpeg(file)
    return JPEG


def _compound(file: BinaryIO) -> FileType:
    """A document or workbook of WPS, or of the office formats it shares its streams with."""
    content = ole.read_directory(file)
    if content.top & OLE_ENCRYPTED:
        raise Refused("encrypted")
    if content.names & OLE_MACROS:
        raise Refused("macros")
    if OLE_PACKAGED in content.names:
        raise Refused("embedded_file")
    if "WordDocument" in content.top:
        return WPS
    if content.top & {"Workbook", "Book"}:
        return ET
    raise Refused("not_accepted", found="OLE2")


def _boxed(file: BinaryIO, head: bytes) -> FileType:
    length = int.from_bytes(head[:4])
    if not 16 <= length <= min(MAX_FTYP, len(head)):
        raise Refused("truncated" if length > len(head) else "damaged")
    brands = {head[8:12]} | {head[i : i + 4] for i in range(16, length, 4)}
    if head[8:12] in HEIC_BRANDS or (head[8:12] == b"mif1" and brands & HEIC_BRANDS):
        pictures.check_heic(file)
        return HEIC
    if head[8:12] in MP4_BRANDS:
        pictures.check_film(file)
        return MP4
    raise Refused("not_accepted", found=head[8:12].decode("ascii", "replace").strip())


ZIP = b"PK\x03\x04"

CHECKS: dict[bytes, Callable[[BinaryIO], FileType]] = {
    b"%PDF-": _pdf,
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8\xff": _jpeg,
    ZIP: packages.recognise,
    ole.MAGIC: _compound,
}
"""The mark a kind begins with, and what else has to hold for it."""
