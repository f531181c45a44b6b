"""Small real files of every accepted kind, made by the libraries that others use to write them."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
from PIL import Image
from pillow_heif import from_pillow

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Override PartName="/{part}" ContentType="{kind}"/></Types>'
)
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENT = OFFICE + "wordprocessingml.document.main+xml"
WORKBOOK = OFFICE + "spreadsheetml.sheet.main+xml"


def zipped(parts: dict[str, str | bytes], **options: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", options.get("method", zipfile.ZIP_DEFLATED)) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def docx(extra: dict[str, str | bytes] | None = None, kind: str = DOCUMENT) -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES.format(part="word/document.xml", kind=kind),
        "word/document.xml": "<w:document><w:body><w:p>采样记录</w:p></w:body></w:document>",
    }
    return zipped(parts | (extra or {}))


def xlsx(extra: dict[str, str | bytes] | None = None, kind: str = WORKBOOK) -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES.format(part="xl/workbook.xml", kind=kind),
        "xl/workbook.xml": "<workbook/>",
        "xl/worksheets/sheet1.xml": "<worksheet><c><f>SUM(A1:A2)</f><v>3</v></c></worksheet>",
    }
    return zipped(parts | (extra or {}))


def ofd(extra: dict[str, str | bytes] | None = None) -> bytes:
    parts: dict[str, str | bytes] = {
        "OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0"/>',
        "Doc_0/Document.xml": "<ofd:Document/>",
    }
    return zipped(parts | (extra or {}))


def pdf(change: Callable[[pikepdf.Pdf], object] | None = None, **save: Any) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if change:
            change(document)
        document.save(target, **save)
    return target.getvalue()


def picture(kind: str, size: tuple[int, int] = (60, 40), **save: Any) -> bytes:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    target = io.BytesIO()
    if kind == "HEIF":
        from_pillow(image).save(target, **save)
    else:
        image.save(target, kind, **save)
    return target.getvalue()


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def mp4(*more: bytes) -> bytes:
    start = box(b"ftyp", b"isom" + bytes(4) + b"isomavc1")
    return b"".join([start, box(b"moov", bytes(40)), box(b"mdat", bytes(500)), *more])


def compound(*names: str, inner: tuple[str, ...] = ()) -> bytes:
    """A compound file of 512-byte sectors: one of table, then the directory."""
    below = len(names)
    entries = [_entry("Root Entry", 5, child=1 if names else 0xFFFFFFFF)]
    for i, name in enumerate(names, 1):
        right = i + 1 if i < below else 0xFFFFFFFF
        child = below + 1 if inner and i == below else 0xFFFFFFFF
        entries.append(_entry(name, 1 if child != 0xFFFFFFFF else 2, right, child))
    for i, name in enumerate(inner, below + 1):
        entries.append(_entry(name, 2, i + 1 if i < below + len(inner) else 0xFFFFFFFF))
    directory = b"".join(entries)
    directory += bytes(-len(directory) % 512)
    sectors = len(directory) // 512
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00"))
    struct.pack_into("<HHHH", header, 24, 0x3E, 3, 0xFFFE, 9)
    struct.pack_into("<II", header, 44, 1, 1)
    struct.pack_into("<II", header, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(header) + table + directory


def _entry(name: str, kind: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    head = written.ljust(64, b"\x00")
    return (head + struct.pack("<HBBIII", len(written), kind, 1, 0xFFFFFFFF, right, child)).ljust(
        128, b"\x00"
    )
