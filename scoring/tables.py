"""Facts and decisions from CSV text, with every fault named by file, row, column and remedy."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from scoring.facts import FIRST_DAY, LAST_DAY

SHANGHAI = timezone(timedelta(hours=8))


WHOLE = re.compile(r"[0-9]{1,16}\Z")
RATING = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?\Z")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?)"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})\Z"
)
"""RFC 3339: the day, the time, and how far it is from UTC."""
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, line ends among them: what no table can show."""
MICROSECONDS_A_DAY = 24 * 60 * 60 * 10**6
MOST_TOLD = 500
"""Faults that a person can mend in one go."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input file. `row` counts lines, the header being 1; 0 is the file."""

    file: str
    row: int
    column: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (
                self.file,
                f"row {self.row}" if self.row else "",
                f"column {self.column}" if self.column else "",
            )
            if part
        )
        return f"{where}: {self.wrong} {self.remedy}"


class EvaluateError(ValueError):
    """Input is refused; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        told = [str(fault) for fault in self.faults[:MOST_TOLD]]
        if len(self.faults) > MOST_TOLD:
            told.append(f"There are {len(self.faults) - MOST_TOLD:,} more. Mend these first.")
        super().__init__("\n".join(told))


class Wrong(Exception):
    """One cell is refused: what is wrong and what would be right."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.wrong, self.remedy = wrong, remedy


@dataclass(slots=True)
class Row:
    """One line of a file; `cell` reads a column and notes a fault instead of raising."""

    file: str
    number: int
    cells: Mapping[str, str]
    faults: list[Fault]

    def text(self, column: str) -> str | None:
        return self.cells.get(column) or None

    def fault(self, column: str, wrong: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, self.number, column, wrong, remedy))

    def cell(self, column: str, read: Callable[[str], Any]) -> Any:
        """The value of a column, None if empty or wrong."""
        text = self.text(column)
        if text is None:
            return None
        try:
            return read(text)
        except Wrong as wrong:
            self.fault(column, wrong.wrong, wrong.remedy)
            return None

    def needed(self, column: str, read: Callable[[str], Any]) -> Any:
        if self.text(column) is None:
            self.fault(column, "It is empty.", "Give a value.")
        return self.cell(column, read)


def rows_of(
    file: str, text: str, columns: Sequence[str], required: Sequence[str], faults: list[Fault]
) -> Iterator[Row]:
    """The rows of a CSV text whose header has the required columns and no unknown ones."""
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
        if not _header_fits(file, header, columns, required, faults):
            return
        for cells in lines:
            if len(cells) > len(header):
                wrong = f"It has {len(cells)} cells, the header {len(header)}."
                faults.append(Fault(file, lines.line_num, "", wrong, "Remove what is too much."))
            elif any(cell.strip() for cell in cells):
                stripped = (cell.strip() for cell in cells)
                row = Row(file, lines.line_num, dict(zip(header, stripped, strict=False)), faults)
                if not _has_unseen(row):
                    yield row
    except csv.Error as error:
        remedy = "Write it as CSV in UTF-8, quotes closed."
        faults.append(Fault(file, lines.line_num, "", f"It cannot be read: {error}.", remedy))


def _has_unseen(row: Row) -> bool:
    unseen = [name for name, cell in row.cells.items() if UNSEEN.search(cell)]
    for name in unseen:
        remedy = "Remove it; each value stands on one line."
        row.fault(name, "It holds a character that cannot be seen.", remedy)
    return bool(unseen)


def _header_fits(
    file: str,
    header: Sequence[str],
    columns: Sequence[str],
    required: Sequence[str],
    faults: list[Fault],
) -> bool:
    before = len(faults)
    known = f"The columns are: {', '.join(columns)}."
    for n, name in enumerate(header):
        if name not in columns:
            faults.append(Fault(file, 1, name, "There is no such column.", known))
        if name in header[:n]:
            faults.append(Fault(file, 1, name, "It stands twice.", "Keep one."))
    faults += [
        Fault(file, 1, name, "The column is missing.", "Add it to the header.")
        for name in required
        if name not in header
    ]
    return len(faults) == before


def as_text(text: str) -> str:
    return text


def as_day(text: str) -> date:
    try:
        day = date.fromisoformat(text) if DAY.match(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Wrong(f"{_shown(text)} is not a date.", "Write it as 2026-01-31.")
    _check_in_range(day)
    return day


def _check_in_range(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Wrong(f"{day} is out of range.", f"Give a day from {FIRST_DAY} to {LAST_DAY}.")


def _shown(text: str) -> str:
    """A value as it stands, cut to a readable length."""
    return f"“{text[:60]}”"


def as_until(text: str) -> date | Literal["life"]:
    return "life" if text == "life" else as_day(text)


def as_instant(text: str) -> int:
    """A date (its beginning in Shanghai) or an RFC 3339 instant, in microseconds."""
    if len(text) == 10:
        return microseconds(datetime.combine(as_day(text), datetime.min.time(), SHANGHAI))
    found = INSTANT.match(text)
    try:
        moment = (
            datetime.fromisoformat("{}T{}{}".format(*found.groups()).upper()) if found else None
        )
    except ValueError:
        moment = None
    if moment is None:
        remedy = "Write 2026-01-31 or 2026-01-31T09:30:00+08:00."
        raise Wrong(f"{_shown(text)} is neither a date nor an instant with its zone.", remedy)
    _check_in_range(moment.date())
    return microseconds(moment)


def microseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def as_knowledge(text: str) -> int:
    """A date (its end in Shanghai) or an instant, in microseconds."""
    return as_instant(text) + (MICROSECONDS_A_DAY - 1 if DAY.match(text) else 0)


def whole_up_to(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not WHOLE.match(text) or int(text) > most:
            wrong = f"{_shown(text)} is not a whole number from 0 to {most:,}."
            raise Wrong(wrong, "Write it in digits alone.")
        return int(text)

    return read


def as_rating(text: str) -> int:
    try:
        return int(Decimal(text).scaleb(2)) if RATING.match(text) else _no_rating(text)
    except InvalidOperation:
        return _no_rating(text)


def _no_rating(text: str) -> int:
    raise Wrong(f"{_shown(text)} is not a rating.", "Give decimal text such as 4.50.")
