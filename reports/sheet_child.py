"""Run by itself in a process of its own: read a workbook from standard input under hard limits.

Usage: sheet_child.py ROWS COLUMNS UNPACKED_BYTES SECONDS MEMORY_BYTES. It prints one JSON object:
`{"rows": [[number, [cell, …]], …]}` or `{"refused": code, …}`, and imports nothing of ours.
"""

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

_CHUNK, _OVERLAP, _MOST_ENTRIES = 1 << 20, 512, 1_000
_CELL_AT = re.compile(
    rb"""<(?:\w+:)?(?:row|c)\s(?:[^<>]{0,400}?\s)?r\s*=\s*["']([A-Z]{0,3})([0-9]{1,7})["']"""
)
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_EXACT = 10**15
"""Spreadsheets keep fifteen digits: a number from here on may have lost some."""


class Refused(Exception):
    """A workbook that is not read further, with the code and figures of the reason."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.params = {"refused": code, **params}


def main() -> None:
    """Set the limits, read, print."""
    rows, columns, unpacked, seconds, memory = (int(word) for word in sys.argv[1:6])
    _limit(seconds, memory)
    try:
        content = sys.stdin.buffer.read()
        _check_package(content, rows, columns, unpacked)
        result: dict[str, Any] = {"rows": list(_rows(_first_sheet(content), rows, unpacked))}
    except Refused as refused:
        result = refused.params
    except MemoryError:
        result = {"refused": "too-large"}
    json.dump(result, sys.stdout, ensure_ascii=True)


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _check_package(content: bytes, rows: int, columns: int, unpacked: int) -> None:
    """Unpack every entry once, piece by piece, and look at how far its cells reach."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("old-or-locked")
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            if "xl/workbook.xml" not in package.namelist():
                raise Refused("not-a-workbook")
            if len(entries) > _MOST_ENTRIES or sum(e.file_size for e in entries) > unpacked:
                raise Refused("too-large")
            for entry in entries:
                _check_reach(_pieces(package, entry), rows, columns)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Refused("not-a-workbook") from error


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    tail = b""
    with package.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _check_reach(pieces: Iterator[bytes], rows: int, columns: int) -> None:
    """Refuse cells too far out, and far more rows than allowed where they carry no numbers."""
    begun = 0
    for piece in pieces:
        begun += len(_ROW.findall(piece))
        if begun > 2 * (rows + 1):
            raise Refused("too-many-rows", most=rows)
        for letters, number in _CELL_AT.findall(piece):
            if int(number) > rows + 1:
                raise Refused("too-many-rows", most=rows)
            if _column_number(letters) > columns:
                raise Refused("too-many-columns", most=columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _first_sheet(content: bytes) -> CalamineSheet:
    try:
        book = CalamineWorkbook.from_object(BytesIO(content))
        for sheet in book.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
                return book.get_sheet_by_name(sheet.name)
    except MemoryError:
        raise
    except Exception as error:
        raise Refused("not-a-workbook") from error
    raise Refused("no-sheet")


def _rows(sheet: CalamineSheet, most: int, unpacked: int) -> Iterator[tuple[int, list[Any]]]:
    """Give each row that holds something, with its number in the sheet; the first is the head."""
    seen = letters = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row = [_tagged(cell) for cell in cells]
        if all(cell is None for cell in row):
            continue
        seen += 1
        letters += sum(len(cell) for cell in row if isinstance(cell, str))
        if seen > most + 1:
            raise Refused("too-many-rows", most=most)
        if letters > unpacked:
            raise Refused("too-large")
        yield number, row


def _tagged(cell: Any) -> Any:
    """Return a cell as JSON that keeps its type: {"n": "83.5"}, {"d": "2026-11-21"}, …"""
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, int | float):
        return _tagged_number(cell)
    if isinstance(cell, datetime):
        return {"t": cell.isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, time | timedelta):
        return str(cell)
    return str(cell)


def _tagged_number(number: float) -> Any:
    if abs(number) >= _EXACT:
        return {"x": f"{number:.0f}"}
    return int(number) if number == int(number) else {"n": repr(number)}


if __name__ == "__main__":
    main()
