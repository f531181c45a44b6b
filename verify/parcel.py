"""Reading a bundle: a ZIP with the files that are known and no others, read within bounds."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from verify.said import Altered, Unreadable, shown

PROOF, ROWS, HASHES, LEAFLET = "proof.json", "rows.jsonl", "hashes.txt", "README.txt"
REPORT = "report."
ENDINGS = {
    "xlsx": "xlsx",
    "csv": "zip",
    "json": "json",
    "pdf": "pdf",
    "ftm": "jsonl",
    "delta": "json",
}
"""By format, how the report's name ends: a ZIP holds a CSV with its stamp, JSON lines FollowTheMoney entities."""

MOST_PACKED = 512_000_000
MOST_PROOF = 1_000_000
MOST_EACH = 512_000_000
MOST_RATIO = 200
"""Rows of a register pack to a tenth or a twentieth; what packs to less than a two-hundredth is a bomb."""

SPARE = 1_000_000
"""Small files may pack as well as they like."""

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(ValueError, LookupError, ArithmeticError, NotImplementedError, RuntimeError),
)
"""What reading a damaged ZIP ends in."""

SIGN = b"PK\x03\x04"
HEAD, LISTED, END = 30, 46, 22
"""Bytes of the fixed parts of a ZIP: before a file, in the directory, and at the end."""

UTF8 = 1 << 11
"""The flag of a name in UTF-8."""


@dataclass(frozen=True)
class Parcel:
    """The files of a bundle; ``report`` is the name of the report among them."""

    files: dict[str, bytes]
    report: str


def is_parcel(path: Path) -> bool:
    """Whether a file begins as a ZIP does."""
    try:
        with path.open("rb") as file:
            return file.read(4) == SIGN
    except OSError:
        return False


def unpacked(path: Path) -> Parcel:
    """Every file of the bundle. Raises Unreadable where it is cut off or a bomb, Altered for other files."""
    if path.stat().st_size > MOST_PACKED:
        raise _bomb(path.name)
    try:
        with zipfile.ZipFile(path) as pack:
            infos = pack.infolist()
            report = _names([info.filename for info in infos])
            _seamless(pack, infos, path.stat().st_size)
            files = {info.filename: _content(pack, info) for info in infos}
    except BROKEN as problem:
        raise Unreadable(
            "压缩包中断或损坏，请重新取得完整的名单核验包。",
            "The bundle is cut off or damaged; get it again, whole.",
        ) from problem
    return Parcel(files, report)


def _names(names: list[str]) -> str:
    """The report's name. Raises Altered for a name that is missing, twice, unknown or leads elsewhere."""
    for name in names:
        if name.startswith(("/", "\\")) or ":" in name or ".." in name or "\\" in name:
            raise Altered(
                f"压缩包中的文件名“{shown(name)}”指向包外，不予读取。",
                f"The name “{shown(name)}” in the bundle leads out of it; it is not read.",
            )
        if names.count(name) > 1:
            raise Altered(
                f"压缩包中的文件“{shown(name)}”出现了两次。",
                f"The bundle holds the file “{shown(name)}” twice.",
            )
    reports = [name for name in names if name in {f"{REPORT}{one}" for one in ENDINGS.values()}]
    wanted = {PROOF, ROWS, HASHES, LEAFLET, *reports}
    for name in names:
        if name not in wanted:
            raise Altered(
                f"压缩包中多出文件“{shown(name)}”。",
                f"The bundle has a file too many: “{shown(name)}”.",
            )
    missing = sorted(wanted - set(names)) or ([] if len(reports) == 1 else [f"{REPORT}*"])
    if missing:
        raise Altered(
            f"压缩包中缺少文件 {missing[0]}，或者不是名单核验包。",
            f"The bundle lacks the file {missing[0]}, or is no bundle.",
        )
    return reports[0]


def _seamless(pack: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo], size: int) -> None:
    """One file after the other from the first byte to the last: else other programs may find others in it.

    Raises Altered where anything stands before, between or after what the directory names.
    """
    place = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset != place:
            raise _hidden(place)
        place += _length(pack, info)
    ends = pack.start_dir + sum(_listed_length(info) for info in infos) + END
    if place != pack.start_dir or ends != size:
        raise _hidden(min(place, pack.start_dir) if place != pack.start_dir else ends)


def _length(pack: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    """Of an entry's head, as it stands before its content, and of that content."""
    assert pack.fp is not None
    pack.fp.seek(info.header_offset)
    head = pack.fp.read(HEAD)
    name, more = struct.unpack("<HH", head[26:HEAD])
    return int(HEAD + name + more + info.compress_size)


def _listed_length(info: zipfile.ZipInfo) -> int:
    """Of an entry's line in the directory."""
    name = info.orig_filename.encode("utf-8" if info.flag_bits & UTF8 else "cp437")
    return LISTED + len(name) + len(info.extra) + len(info.comment)


def _hidden(place: int) -> Altered:
    return Altered(
        f"压缩包第 {place} 字节处另有不在其目录之中的内容，或者不是部门所用的打包方式：其他解压软件可能读出别的内容。"
        "请取得原样的名单核验包。",
        f"At byte {place} the bundle holds what its directory does not name, or was packed in another way than the"
        " department's: other programs may unpack something else from it. Get the bundle as it was made.",
    )


def _content(pack: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    most = MOST_PROOF if info.filename == PROOF else MOST_EACH
    most = min(most, info.compress_size * MOST_RATIO + SPARE)
    if info.file_size > most:
        raise _bomb(info.filename)
    try:
        with pack.open(info) as file:
            data = file.read(most + 1)
    except BROKEN as problem:
        raise Altered(
            f"压缩包中的文件 {info.filename} 与其校验和不符：已损坏或被改动。",
            f"The file {info.filename} in the bundle does not fit its checksum: damaged or altered.",
        ) from problem
    if len(data) > most:
        raise _bomb(info.filename)
    return data


def _bomb(name: str) -> Unreadable:
    return Unreadable(
        f"{name} 解压后过大，不是名单核验包，未予读取。",
        f"{name} unpacks to more than any bundle holds; it was not read.",
    )
