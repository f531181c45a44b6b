"""From the path by which the parser names a part of a draft to the address of its field, row or group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scoring.keys import Key
from scoring.kinds import TABLES
from services.drafts.draft_paths import TABULAR, keys_of

STEP = re.compile(r"([^.\[\]]+)(?:\[([^\]]*)\])?\.?")


class Addresses:
    """Those of one text. Rows are looked up by their code once for each group."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        self._places: dict[int, dict[str, int]] = {}

    def of(self, told: str) -> str:
        """The address of what the parser names; of the nearest table around it if there is no such field."""
        return "/".join(str(part) for part, _, _ in self._walk(told))

    def keys(self, told: str) -> tuple[Key, ...]:
        """The keys of the tables on the way to what the parser names, the innermost last."""
        found = list(TABLES["ruleset"])
        for _, key, value in self._walk(told):
            if key.type in TABULAR and isinstance(value, Mapping):
                found += keys_of(key.table, value)
        return tuple(found)

    def _walk(self, told: str) -> Iterator[tuple[str | int, Key, object]]:
        """Each part of the address with the key to which it belongs and what stands there."""
        table, inside = "ruleset", self._raw
        for found in STEP.finditer(told):
            name, place = found.groups()
            key = next((key for key in keys_of(table, inside) if key.name == name), None)
            if key is None:
                return
            value = inside.get(name)
            yield name, key, value
            if key.type == "tables":
                n = self._row(value, place)
                if n is None or not isinstance(value, list):
                    return
                value = value[n - 1]
                yield n, key, value
            if key.type not in TABULAR or not isinstance(value, Mapping):
                return
            table, inside = key.table, value

    def _row(self, rows: object, place: str | None) -> int | None:
        """The place of a row, from 1; of several with one code the last, where it stands again."""
        if not isinstance(rows, list) or place is None:
            return None
        if id(rows) not in self._places:
            codes = [row.get("code") if isinstance(row, Mapping) else None for row in rows]
            named = {code: n for n, code in enumerate(codes, 1) if isinstance(code, str)}
            self._places[id(rows)] = named
        found = self._places[id(rows)].get(place)
        if found is not None:
            return found
        return int(place) if place.isdigit() and 1 <= int(place) <= len(rows) else None
