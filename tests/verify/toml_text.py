"""A ruleset held as a table, written as TOML."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

Table = dict[str, Any]


def toml(table: Table) -> str:
    """A ruleset as TOML: the head, then each table or list of tables."""
    head, rest = [], []
    for key, value in table.items():
        if isinstance(value, list) and (not value or isinstance(value[0], dict)):
            rest += ["\n".join([f"[[{key}]]", *entries(row)]) for row in value]
        elif key in ("scale", "period"):
            rest.append("\n".join([f"[{key}]", *entries(value)]))
        else:
            head.append(f"{key} = {literal(value)}")
    return "\n\n".join(["\n".join(head), *rest]) + "\n"


def entries(table: Table) -> list[str]:
    return [f"{key} = {literal(value)}" for key, value in table.items()]


def literal(value: Any) -> str:
    """One TOML value on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(entries(value)) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(literal(one) for one in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
