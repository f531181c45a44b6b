"""Reading a filled-in workbook that anyone may have sent: in a limited process, row by row."""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

Cell = str | int | Decimal | date | datetime | bool | None

_CHILD = Path(__file__).with_name("sheet_child.py")


@dataclass(frozen=True)
class Limits:
    """How much of a workbook is read at most; rows are counted without the head."""

    rows: int = 10_000
    columns: int = 200
    packed_bytes: int = 20_000_000
    unpacked_bytes: int = 100_000_000
    seconds: int = 20
    memory_bytes: int = 320_000_000


class SheetRefused(ValueError):
    """A workbook that cannot be taken as it is; `code` and `params` say why.

    Codes: too-big-a-file (most), not-a-workbook, old-or-locked (an .xls, or a password), no-sheet,
    empty, too-many-rows (most), too-many-columns (most), too-large (unpacked), too-slow (most),
    repeated-title (title), untitled-column (column).
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class SheetRow:
    """A row under the titles: its number in the sheet, its cells by title, and the titles of
    cells whose number is too long for a spreadsheet and may have lost digits."""

    number: int
    cells: Mapping[str, Cell]
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What was read: the titles in their order, and the rows that hold anything."""

    titles: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_rows(content: bytes, limits: Limits | None = None, ignored: Collection[str] = ()) -> Sheet:
    """Return the first visible sheet of an xlsx file; its first row with anything is the head.

    Numbers are int or Decimal, dates date or datetime without zone, empty cells None; of a formula
    only its last value is read. `ignored` titles, such as the error column of a file sent back,
    are left out. Raises SheetRefused; nothing of the file is kept.
    """
    limits = limits or Limits()
    if len(content) > limits.packed_bytes:
        raise SheetRefused("too-big-a-file", most=limits.packed_bytes)
    rows = _read_in_child(content, limits)
    if not rows:
        raise SheetRefused("empty")
    titles = ["" if title in ignored else title for title in _titles(rows)]
    named = [(number, _titled(titles, cells)) for number, cells in rows[1:]]
    return Sheet(tuple(filter(None, titles)), tuple(_row(number, cells) for number, cells in named))


def _read_in_child(content: bytes, limits: Limits) -> list[tuple[int, list[Any]]]:
    figures = (
        limits.rows,
        limits.columns,
        limits.unpacked_bytes,
        limits.seconds,
        limits.memory_bytes,
    )
    command = [sys.executable, "-I", str(_CHILD), *(str(figure) for figure in figures)]
    try:
        child = subprocess.run(  # noqa: S603 (our own interpreter, script and figures)
            command, input=content, capture_output=True, timeout=limits.seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SheetRefused("too-slow", most=limits.seconds) from error
    if child.returncode == -signal.SIGXCPU:
        raise SheetRefused("too-slow", most=limits.seconds)
    if child.returncode:
        raise SheetRefused("too-large")
    result = json.loads(child.stdout)
    if "refused" in result:
        raise SheetRefused(result.pop("refused"), **result)
    return [(number, cells) for number, cells in result["rows"]]


def _titles(rows: Sequence[tuple[int, list[Any]]]) -> list[str]:
    """Return the title over each column, empty over a column that holds nothing."""
    titles = [str(_cell(cell) or "").strip() for cell in rows[0][1]]
    repeated = [title for title, times in Counter(filter(None, titles)).items() if times > 1]
    if repeated:
        raise SheetRefused("repeated-title", title=repeated[0])
    for _, cells in rows[1:]:
        for place, cell in enumerate(cells):
            if cell is not None and (place >= len(titles) or not titles[place]):
                raise SheetRefused("untitled-column", column=place + 1)
    return titles


def _titled(titles: Sequence[str], cells: Sequence[Any]) -> dict[str, Any]:
    return {title: cell for title, cell in zip(titles, cells, strict=False) if title}


def _row(number: int, cells: Mapping[str, Any]) -> SheetRow:
    damaged = tuple(
        title for title, cell in cells.items() if isinstance(cell, dict) and "x" in cell
    )
    return SheetRow(number, {title: _cell(cell) for title, cell in cells.items()}, damaged)


def _cell(tagged: Any) -> Cell:
    if not isinstance(tagged, dict):
        plain: Cell = tagged
        return plain
    ((tag, text),) = tagged.items()
    if tag == "n":
        return Decimal(text)
    if tag == "d":
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if tag == "t" else int(text)
