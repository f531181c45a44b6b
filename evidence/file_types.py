"""The kinds of file that count as evidence, and the ranges of bytes by which others are named."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileType:
    """`extension` is the one a kept file gets; `also` are others that mean the same."""

    extension: str
    media_type: str
    also: tuple[str, ...] = ()


OFFICE = "application/vnd.openxmlformats-officedocument."

PDF = FileType("pdf", "application/pdf")
OFD = FileType("ofd", "application/ofd")
JPEG = FileType("jpg", "image/jpeg", ("jpeg", "jpe"))
PNG = FileType("png", "image/png")
HEIC = FileType("heic", "image/heic", ("heif",))
DOCX = FileType("docx", OFFICE + "wordprocessingml.document")
XLSX = FileType("xlsx", OFFICE + "spreadsheetml.sheet")
WPS = FileType("wps", "application/wps-office.wps", ("doc",))
ET = FileType("et", "application/wps-office.et", ("xls",))
MP4 = FileType("mp4", "video/mp4", ("m4v",))

ACCEPTED = (PDF, OFD, JPEG, PNG, HEIC, DOCX, XLSX, WPS, ET, MP4)

PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
"""What executables, scripts and Windows shortcuts begin with."""

FOREIGN = {
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"BM": "BMP",
    b"RIFF": "RIFF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"{\\rtf": "RTF",
    b"\x1aE\xdf\xa3": "Matroska",
}
"""Kinds that are not accepted but can be named to the person who tried."""
