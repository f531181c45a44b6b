"""Names of files as they may be shown, stored and put into a download's header."""

import re
import unicodedata

from evidence.file_types import FileType

MAX_BYTES = 255
"""What common file systems take for one name, in UTF-8."""

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\"'`<>:|?*;%\ud800-\udfff\ufffd"
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Controls, marks that reorder or hide, quotes, and what a shell, a header or Windows reads."""

RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""Device names on Windows."""

UNNAMED = "file"
LONGEST_EXTENSION = 16


def clean_name(name: str, kind: FileType | None = None) -> str:
    """`name` without path and anything unsafe, at most 255 bytes; Chinese characters stay.

    With `kind` it ends in an extension of that kind, appended if it has another: 报告.exe that is
    a PDF becomes 报告.exe.pdf. A name of which nothing is left becomes 'file'.
    """
    last = re.split(r"[/\\\u2044\u2215\uff0f\uff3c]", unicodedata.normalize("NFC", name))[-1]
    plain = re.sub(r"\s+", " ", UNSAFE.sub("", re.sub(r"[\t\r\n]", " ", last)))
    plain = plain.strip(". ").lstrip("-~") or UNNAMED
    if RESERVED.fullmatch(plain):
        plain = "_" + plain
    stem, extension = _split(plain)
    if kind and extension.casefold() not in (kind.extension, *kind.also):
        stem, extension = plain, kind.extension
    return _fit(stem, f".{extension}" if extension else "")


def _split(name: str) -> tuple[str, str]:
    """Stem and extension; what is too long for an extension belongs to the stem."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or len(extension.encode()) > LONGEST_EXTENSION:
        return name, ""
    return stem, extension


def _fit(stem: str, ending: str) -> str:
    """The name with its stem cut, between characters, to what the limit leaves."""
    room = MAX_BYTES - len(ending.encode())
    cut = stem.encode()[:room].decode("utf-8", "ignore")
    if len(cut) < len(stem):
        while cut and unicodedata.combining(stem[len(cut)]):
            stem, cut = cut, cut[:-1]
    return cut.rstrip(". ") + ending
