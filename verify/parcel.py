"""Reading a bundle: a ZIP with the files that are known and no others, read within bounds."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from verify.said import Altered, Unreadable, shown

PROOF, ROWS, HASHES, LEAFLET = "proof.json", "rows.jsonl", "hashes.txt", "README.txt"
REPORT = "report."
ENDINGS = ("xlsx", "zip", "json", "pdf", "jsonl")
"""What the report itself may be: a ZIP holds a CSV with its stamp, JSON lines hold FollowTheMoney entities."""

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
    reports = [name for name in names if name in {f"{REPORT}{one}" for one in ENDINGS}]
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
