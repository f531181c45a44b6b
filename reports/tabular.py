"""A table as text for machines: CSV that no spreadsheet executes, and JSON that keeps its types."""

import csv
import hashlib
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from reports.cells import looks_like_formula
from reports.frames import Stamp, Table

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def csv_bytes(table: Table) -> bytes:
    """Return the table as CSV: UTF-8 with BOM, a header of titles, one line a row, CRLF.

    A text that a spreadsheet might take for a formula gets one leading apostrophe, and so does a
    text that begins with one; `without_guard` takes exactly that away, so that nothing is lost.
    Numbers, points and dates are typed, cannot hold a formula and stay bare: -5 stays -5.
    """
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([guarded(column.title) for column in table.columns])
    for row in table.rows():
        writer.writerow([_csv_cell(value) for value in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "replace")


def guarded(text: str) -> str:
    """Return the text so that a spreadsheet shows it and never evaluates it."""
    return f"'{text}" if looks_like_formula(text) else text


def without_guard(text: str) -> str:
    """Undo `guarded`: take away one leading apostrophe where the rest would have been given it."""
    return text[1:] if text.startswith("'") and looks_like_formula(text[1:]) else text


def stamped_csv(table: Table, stamp: Stamp, name: str) -> bytes:
    """Return a zip of `name`.csv and `name`.stamp.json, which names the CSV by its SHA-256.

    The stamp stands beside the table and not in comment lines above it: with the header in the
    first line, pandas, Excel and WPS all read the file unasked.
    """
    content = csv_bytes(table)
    record = {**stamp.as_record(), "file": f"{name}.csv", "rows": len(table.frame)}
    record["sha256"] = hashlib.sha256(content).hexdigest()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as bundle:
        for file_name, data in (
            (f"{name}.csv", content),
            (f"{name}.stamp.json", json_record(record)),
        ):
            entry = zipfile.ZipInfo(file_name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(entry, data)
    return buffer.getvalue()


def json_bytes(table: Table, stamp: Stamp) -> bytes:
    """Return stamp, columns and rows as JSON, a row on each line; points are decimal strings, never floats."""
    columns = [
        {"key": column.key, "title": column.title, "kind": column.kind.value}
        for column in table.columns
    ]
    keys = [column.key for column in table.columns]
    rows = (
        _one_line({key: _json_cell(value) for key, value in zip(keys, row, strict=True)})
        for row in table.rows()
    )
    head = json_record({"stamp": stamp.as_record(), "columns": columns}).removesuffix(b"\n}")
    lines = ",\n  ".join(rows).encode("utf-8", "replace")
    return head + b',\n "rows": [\n  ' + lines + b"\n ]\n}"


def json_record(record: dict[str, Any]) -> bytes:
    """Return a record as JSON for people and machines: indented, UTF-8, no NaN."""
    text = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False)
    return text.encode("utf-8", "replace")


_one_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
"""Without indenting, which the library does not do in C."""


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value)


def _json_cell(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, Decimal | date):
        return str(value)
    return value
