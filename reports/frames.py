"""Rows to tables: which columns, of which kind, and a pandas frame that holds exact values."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any

import pandas as pd

from reports.figures import as_decimal

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The clock of every table: China keeps one time and no summer time since 1992."""


class Kind(Enum):
    """What a column holds, which decides how each file format writes it."""

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    POINTS = "points"
    DATE = "date"
    INSTANT = "instant"


@dataclass(frozen=True)
class Column:
    """A column: the field of the row it shows, its title, its kind, and whether it is summed."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    total: bool = False


@dataclass(frozen=True)
class Table:
    """Columns and the frame that holds them, one object column per key, empty cells None.

    POINTS are decimals of two places, DATE a date (or words such as "life"), INSTANT an aware
    datetime in Shanghai time, INTEGER an int, TEXT and CODE a str.
    """

    columns: tuple[Column, ...]
    frame: pd.DataFrame

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Give the rows in order, cells in the order of the columns."""
        yield from self.frame.itertuples(index=False, name=None)

    def totals(self) -> dict[str, int]:
        """Return the sum of every column that asks for one, by key."""
        return {
            column.key: sum(value for value in self.frame[column.key] if value is not None)
            for column in self.columns
            if column.total
        }


def table(rows: Iterable[Any], columns: Sequence[Column]) -> Table:
    """Return the rows (dataclasses or mappings) as a table of typed cells.

    Raises TypeError naming row, column and value where a cell is not of its column's kind.
    """
    data = [
        [_cell(_field(row, column.key), column, number) for column in columns]
        for number, row in enumerate(rows, start=1)
    ]
    frame = pd.DataFrame(data, columns=[column.key for column in columns], dtype=object)
    return Table(tuple(columns), frame)


def counts(source: Table, key: str, order: Sequence[str], titles: tuple[str, str]) -> Table:
    """Return how many rows hold each value of a column, in the order given, zeros included.

    Values outside `order` follow it, so that the counts always add up to the rows.
    """
    found = source.frame[key].value_counts(sort=False)
    others = [value for value in found.index if value not in order]
    rows = [{"value": value, "count": int(found.get(value, 0))} for value in [*order, *others]]
    value_title, count_title = titles
    return table(
        rows,
        (Column("value", value_title), Column("count", count_title, Kind.INTEGER, total=True)),
    )


_WORDED = (Kind.TEXT, Kind.CODE)


def _field(row: Any, key: str) -> Any:
    return row[key] if isinstance(row, Mapping) else getattr(row, key)


def _cell(value: Any, column: Column, number: int) -> Any:
    if value is None:
        return None
    if isinstance(value, str) and column.kind in _WORDED:
        return value
    if column.kind is Kind.POINTS and _is_int(value):
        return as_decimal(value)
    if column.kind is Kind.INTEGER and _is_int(value):
        return value
    if column.kind is Kind.INSTANT and isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(SHANGHAI)
    if column.kind is Kind.DATE and _is_day(value):
        return value
    raise TypeError(f"row {number}, {column.key}: {value!r} is not {column.kind.value}")


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_day(value: Any) -> bool:
    return isinstance(value, (date, str)) and not isinstance(value, datetime)


@dataclass(frozen=True)
class Stamp:
    """What a file says of itself: which rows, for which day, known when, made when, its number.

    `notes` are printed sentences in the caller's language; the named fields are for machines:
    `not_after` is the last day on which the file may be relied on or republished, `ledger_size` and
    `ledger_root` the record before it was made. `demo` is the mark of demonstration data, empty in earnest.
    """

    title: str
    export_id: str
    as_of: date
    known_on: date
    generated_at: datetime
    filters: tuple[str, ...] = ()
    demo: str = ""
    not_after: date | None = None
    ledger_size: int = 0
    ledger_root: str = ""
    notes: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return the stamp for machines: dates as YYYY-MM-DD, the instant in UTC."""
        record = dataclasses.asdict(self)
        record["as_of"], record["known_on"] = self.as_of.isoformat(), self.known_on.isoformat()
        record["generated_at"] = self.generated_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        record["not_after"] = self.not_after and self.not_after.isoformat()
        record["filters"], record["notes"] = list(self.filters), list(self.notes)
        return record
