"""Only what is on the list gets in, and it is known by its content, never by its name."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.file_types import (
    DOCX,
    ET,
    HEIC,
    JPEG,
    MP4,
    OFD,
    PDF,
    PNG,
    WPS,
    XLSX,
    FileType,
)
from evidence.packages import MAX_ENTRIES, MAX_UNPACKED
from evidence.refusal import Refused
from evidence.sniff import sniff
from tests.evidence.made_files import (
    OFFICE,
    box,
    compound,
    docx,
    mp4,
    ofd,
    pdf,
    picture,
    xlsx,
    zipped,
)


def kind_of(content: bytes) -> FileType:
    return sniff(io.BytesIO(content))


def refusal(content: bytes) -> Refused:
    with pytest.raises(Refused) as refused:
        kind_of(content)
    return refused.value


def exif() -> bytes:
    return b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), PDF),
        (pdf(linearize=True), PDF),
        (ofd(), OFD),
        (picture("JPEG"), JPEG),
        (picture("JPEG", progressive=True, exif=exif()), JPEG),
        (picture("PNG"), PNG),
        (picture("HEIF"), HEIC),
        (docx(), DOCX),
        (xlsx(), XLSX),
        (compound("WordDocument", "1Table"), WPS),
        (compound("Workbook"), ET),
        (compound("Book", "ObjectPool", inner=("WordDocument",)), ET),
        (mp4(), MP4),
    ],
)
def test_an_accepted_kind_is_known_by_its_content(content: bytes, kind: FileType) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00" + bytes(500), "executable"),
        (b"\x7fELF\x02" + bytes(500), "executable"),
        (b"#!/bin/sh\nrm -r x", "executable"),
        (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(90), "executable"),
        (b"\xca\xfe\xba\xbe" + bytes(90), "executable"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "markup"),
        (b"\xef\xbb\xbf \n<html>", "markup"),
        ("<html>".encode("utf-16"), "markup"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>', "markup"),
        (b'<?xml version="1.0"?><x/>', "markup"),
        (b"plain text", "not_accepted"),
        (b"\x00" * 4096, "not_accepted"),
        (b"{\\rtf1 }", "not_accepted"),
        (zipped({"a.txt": "a"}), "not_accepted"),
        (zipped({"OFD.xml": "<other/>"}), "not_accepted"),
        (box(b"ftyp", b"qt  " + bytes(12)) + box(b"moov", b""), "not_accepted"),
        (box(b"ftyp", b"avif" + bytes(12)), "not_accepted"),
        (compound("Contents"), "not_accepted"),
        (picture("GIF"), "not_accepted"),
        (picture("TIFF"), "not_accepted"),
        (picture("BMP"), "not_accepted"),
        (picture("WEBP"), "not_accepted"),
    ],
)
def test_everything_else_is_refused(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_a_kind_that_is_not_accepted_is_named() -> None:
    assert refusal(picture("GIF")).params == {"found": "GIF"}
    assert refusal(b"Rar!\x1a\x07\x00").params == {"found": "RAR"}


@pytest.mark.parametrize(
    "content",
    [
        pdf() + zipped({"a": "a"}),
        picture("JPEG") + zipped({"payload.class": "x"}),
        picture("PNG") + zipped({"payload.class": "x"}, method=zipfile.ZIP_STORED),
        zipped({"a.txt": "a"})[:20] + pdf(),
        b"some text, then " + pdf(),
        picture("JPEG", comment=b"%PDF-1.7"),
        pdf() + docx(),
        b"stub" + docx(),
        compound("WordDocument") + zipped({"a": "a"}),
        mp4(zipped({"a": "a"})),
    ],
)
def test_a_file_that_is_two_kinds_at_once_is_refused(content: bytes) -> None:
    assert refusal(content).code in {"polyglot", "not_accepted"}


def test_a_zip_with_something_before_it_is_refused() -> None:
    whole = docx()
    assert refusal(b"PK\x03\x04" + bytes(60) + whole).code == "polyglot"


@pytest.mark.parametrize(
    "content",
    [
        pdf(),
        picture("JPEG", (600, 400)),
        picture("PNG", (600, 400)),
        picture("HEIF", (600, 400)),
        docx(),
        ofd(),
        mp4(),
        compound("WordDocument"),
    ],
)
@pytest.mark.parametrize("part", [0.5, 0.9])
def test_a_truncated_file_is_refused(content: bytes, part: float) -> None:
    assert refusal(content[: int(len(content) * part)]).code in {"truncated", "damaged"}


@pytest.mark.parametrize(
    "content",
    [
        docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml"),
        xlsx(kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        xlsx(kind="application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        docx({"word/vbaProject.bin": b"x"}),
        xlsx({"xl/macrosheets/sheet1.xml": "<x/>"}),
        compound("WordDocument", "Macros"),
        compound("Workbook", "_VBA_PROJECT_CUR"),
        compound("WordDocument", "ObjectPool", inner=("VBA",)),
    ],
)
def test_macros_are_refused(content: bytes) -> None:
    assert refusal(content).code == "macros"


def test_a_template_is_no_document() -> None:
    kind = OFFICE + "wordprocessingml.template.main+xml"
    assert refusal(docx(kind=kind)).code == "not_accepted"


def test_a_program_packed_into_a_document_is_refused() -> None:
    content = compound("WordDocument", "ObjectPool", inner=("\x01Ole10Native",))
    assert refusal(content).code == "embedded_file"


def changed(content: bytes, mark: bytes, offset: int, data: bytes) -> bytes:
    """`content` with bytes replaced after each occurrence of `mark`."""
    found = content.find(mark)
    while found >= 0:
        content = content[: found + offset] + data + content[found + offset + len(data) :]
        found = content.find(mark, found + 1)
    return content


def test_encrypted_documents_are_refused() -> None:
    assert refusal(compound("EncryptionInfo", "EncryptedPackage")).code == "encrypted"
    assert refusal(changed(docx(), b"PK\x01\x02", 8, b"\x01")).code == "encrypted"


def test_too_many_parts_are_refused_before_they_are_read() -> None:
    content = docx({f"word/p{i}.bin": b"" for i in range(MAX_ENTRIES)})
    refused = refusal(content)
    assert (refused.code, refused.params["max"]) == ("too_many_parts", MAX_ENTRIES)


def test_a_part_that_unpacks_to_too_much_is_refused() -> None:
    assert refusal(docx({"word/a.bin": bytes(3_000_000)})).code == "packed_too_tightly"


def test_parts_that_together_unpack_to_too_much_are_refused() -> None:
    noisy = bytes(range(256)) * 40
    bomb = noisy + bytes(len(noisy) * 60)
    each = (bomb * 100)[: MAX_UNPACKED // 10]
    content = docx({f"word/{i}.bin": each for i in range(11)})
    assert refusal(content).code in {"unpacked_size", "packed_too_tightly"}


def test_a_declared_size_that_lies_is_found_out() -> None:
    content = changed(docx({"word/a.bin": bytes(90_000)}), b"PK\x01\x02", 24, b"\x10\x00\x00\x00")
    assert refusal(content).code == "damaged"


def test_a_part_whose_own_header_disagrees_with_the_directory_is_damaged() -> None:
    content = docx()
    name = content.index(b"[Content_Types].xml")
    assert refusal(content[:name] + b"\x9a" + content[name + 1 :]).code == "damaged"
    marked = changed(content[:name], b"PK\x03\x04", 6, b"\x00\x08") + content[name:]
    assert refusal(marked[:name] + b"\x9a" + marked[name + 1 :]).code == "damaged"


def test_overlapping_parts_are_refused() -> None:
    content = bytearray(zipped({"OFD.xml": "http://www.ofdspec.org/2016", "b": "b" * 40}))
    second = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, second + 42, 0)
    assert refusal(bytes(content)).code == "overlapping_parts"


@pytest.mark.parametrize("name", ["../../etc/x.xml", "/etc/x", "C:x", "a\\b", "WORD/document.xml"])
def test_part_names_that_lead_elsewhere_or_come_twice_are_refused(name: str) -> None:
    assert refusal(docx({name: b""})).code == "unsafe_part_name"


def test_a_link_among_the_parts_is_refused() -> None:
    target = io.BytesIO(docx())
    with zipfile.ZipFile(target, "a") as package:
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    assert refusal(target.getvalue()).code == "unsafe_part_name"


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "xml_entities"),
        (b" " * 262_140 + b"<!DOCTYPE x []><x/>", "xml_entities"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16"), "xml_encoding"),
        (b'<?xml version="1.0" encoding="UTF-7"?><x/>', "xml_encoding"),
    ],
)
def test_markup_that_could_expand_or_hide_is_refused(part: bytes, code: str) -> None:
    refused = refusal(docx({"word/a.xml": part}))
    assert (refused.code, refused.params) == (code, {"name": "word/a.xml"})


def png_header(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + chunk


def jpeg_header(width: int, height: int) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 3) + bytes(9)
    return b"\xff\xd8\xff\xc0" + struct.pack(">H", 2 + len(frame)) + frame


@pytest.mark.parametrize(
    "content",
    [
        png_header(1, 65_535),
        png_header(65_535, 65_535),
        jpeg_header(65_535, 65_535),
        jpeg_header(20_000, 20_000),
        box(b"ftyp", b"heic" + bytes(8))
        + box(b"meta", box(b"ispe", struct.pack(">III", 0, 60_000, 60_000))),
    ],
)
def test_a_flood_of_pixels_is_refused_by_its_header(content: bytes) -> None:
    assert refusal(content).code == "too_many_pixels"


def test_a_picture_without_size_is_damaged() -> None:
    assert refusal(png_header(0, 10)).code == "damaged"
    assert refusal(b"\xff\xd8\xff\xda\x00\x02" + bytes(40) + b"\xff\xd9").code == "damaged"


@pytest.mark.parametrize(
    "content",
    [
        compound("WordDocument")[:1024] + b"\xff" * 512,
        changed(compound("WordDocument"), b"\xd0\xcf\x11\xe0", 30, b"\x20\x00"),
        changed(compound("WordDocument"), b"\xd0\xcf\x11\xe0", 48, b"\xf0\x00\x00\x00"),
    ],
)
def test_a_broken_compound_file_is_refused(content: bytes) -> None:
    assert refusal(content).code in {"damaged", "truncated", "not_accepted"}


def test_a_directory_that_runs_in_a_circle_is_refused() -> None:
    content = bytearray(compound("WordDocument"))
    struct.pack_into("<I", content, 512 + 4, 1)
    assert refusal(bytes(content)).code == "damaged"


SEEDS = [pdf(), picture("JPEG"), picture("PNG"), docx(), ofd(), mp4(), compound("WordDocument")]


@given(st.sampled_from(SEEDS), st.data())
def test_a_file_with_any_bytes_changed_is_known_or_refused_never_an_error(
    seed: bytes, data: st.DataObject
) -> None:
    content = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refused):
        kind_of(bytes(content))


@given(st.binary(max_size=3000))
def test_any_bytes_are_known_or_refused_never_an_error(content: bytes) -> None:
    for start in (
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"\xff\xd8\xff",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ):
        with suppress(Refused):
            kind_of(start + content)
