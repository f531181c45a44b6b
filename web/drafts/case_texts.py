"""Worked cases as they are kept with a draft: read as plain rows, and one more written at their end."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

HEAD = "[[scenarios]]"
_HEAD_LINE = re.compile(r"^\[\[scenarios\]\][ \t]*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One case: its name, what happened, and what is expected on which day."""

    name: str
    facts: tuple[dict[str, Any], ...]
    expected: tuple[dict[str, Any], ...]


def cases_of(text: str) -> list[Case]:
    """The cases of a text; none if it cannot be read."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return []
    rows = table.get("scenarios", [])
    return [
        Case(str(r.get("name", "")), tuple(r.get("facts", ())), tuple(r.get("expect", ())))
        for r in (rows if isinstance(rows, list) else [])
        if isinstance(r, dict)
    ]


def with_case(text: str, case: Case) -> str:
    """The text with one more case."""
    lines = [
        HEAD,
        f"name = {_quoted(case.name)}",
        f"facts = [{_rows(case.facts)}]",
        f"expect = [{_rows(case.expected)}]",
    ]
    return f"{text.rstrip()}\n\n".lstrip() + "\n".join(lines) + "\n"


def without_case(text: str, n: int) -> str:
    """The text without its n-th case, counted from 0; everything else stays as it is written."""
    heads = [found.start() for found in _HEAD_LINE.finditer(text)]
    if not 0 <= n < len(heads):
        return text
    end = heads[n + 1] if n + 1 < len(heads) else len(text)
    return text[: heads[n]] + text[end:]


def _rows(rows: tuple[dict[str, Any], ...]) -> str:
    inner = "".join(f"\n  {{ {_pairs(row)} }}," for row in rows)
    return f"{inner}\n" if inner else ""


def _pairs(row: dict[str, Any]) -> str:
    return ", ".join(f"{key} = {_value(value)}" for key, value in row.items())


def _value(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
