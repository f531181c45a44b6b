"""Reads the tables of a ruleset as `kinds` declares them and notes everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Any, TypeAlias

from scoring.keys import NUMERIC, UNFAIR_KEYS, Key
from scoring.kinds import TABLES, VARIANTS
from scoring.numbers import short_text
from scoring.problems import Problem
from scoring.ruleset import Duration, Origin
from scoring.values import CODE, SINGLE, Refused, exact, plain_text, refuse, refuse_type, shown

PART = re.compile(r"[^.\[]*(?:\[[^\]]*\])?")
LONGEST_PATH, LONGEST_TOLD = 300, 2_000
"""Letters of a key path and of a value in a message: a file may hold a line of a million."""
MOST_PROBLEMS = 500
"""Told at once; nobody mends more in one go."""
HINTS, HINT_WORDS, LONGEST_WORD = 50, 1_000, 64
"""Looking for the word that was meant takes time: only for so many problems, words and letters."""

Table: TypeAlias = dict[str, Any]


class Reader:
    """One reading of one file. Wrong values become None and a problem; reading goes on."""

    def __init__(self, file: str, places: int) -> None:
        self.file = file
        self.places = places
        self.problems: list[Problem] = []
        self.sources: dict[str, Origin] = {}
        self.unsourced: list[str] = []
        self.told: dict[str, str] = {}
        """What each table that says its own `source` says, by the table's path."""
        self._around: list[Origin] = [Origin(None, None)]
        self.untold = 0
        """How many further problems there are beyond those that are told."""
        self._broken: set[str] = set()

    def wrong(self, path: str, code: str, **params: object) -> None:
        self._broken.add(part_of(path))
        if len(self.problems) == MOST_PROBLEMS:
            self.untold += 1
            return
        path = path[:LONGEST_PATH]
        texts = {name: str(value)[:LONGEST_TOLD] for name, value in params.items()}
        self.problems.append(Problem(self.file, path, code, texts))

    def out_of_range(self, path: str, value: int, limits: tuple[int, int]) -> None:
        """Notes that hundredths lie beyond their limits."""
        found, least, most = (short_text(v, 2) for v in (value, *limits))
        self.wrong(path, "out_of_range", found=found, least=least, most=most)

    def hint(self, word: str, known: Iterable[str]) -> dict[str, str]:
        """Parameters of a message that say which known word was perhaps meant."""
        told = len(self.problems) >= HINTS or len(word) > LONGEST_WORD
        near = [] if told else get_close_matches(word, list(islice(known, HINT_WORDS)), 1)
        if not near:
            return {"hint_zh": "", "hint_en": ""}
        return {"hint_zh": f"，是否应为“{near[0]}”", "hint_en": f" (did you mean “{near[0]}”?)"}

    def whole(self, *parts: str) -> bool:
        """Whether nothing is wrong so far with parts of the file (`scale`, `indicators[late]`)."""
        return self._broken.isdisjoint(parts)

    def table(self, raw: object, name: str, path: str) -> Table:
        """The values of a table by key, absent ones by their default."""
        if not isinstance(raw, Mapping):
            refuse_type(path, "table", raw)
        keys = self._keys(raw, name, path)
        self._refuse_unknown(raw, [key.name for key in keys], path)
        outer = self._around[-1]
        clause, source = raw.get("clause"), raw.get("source")
        if isinstance(source, str):
            self.told[path or "source"] = source
        self._around.append(
            Origin(
                clause if isinstance(clause, str) else outer.clause,
                source if isinstance(source, str) else outer.source,
            )
        )
        values = {key.name: self._key(raw, key, path) for key in keys}
        self._around.pop()
        return values

    def _keys(self, raw: Mapping[str, object], name: str, path: str) -> tuple[Key, ...]:
        if name not in VARIANTS:
            return TABLES[name]
        by, variants = VARIANTS[name]
        word = raw.get(by)
        if isinstance(word, str) and word in variants:
            return TABLES[variants[word]]
        where = f"{path}.{by}"
        if word is None:
            key = next(k for k in TABLES[next(iter(variants.values()))] if k.name == by)
            refuse(where, "missing", key=by, label_zh=key.zh, label_en=key.en)
        hint = self.hint(word if isinstance(word, str) else "", variants)
        params = {"found": shown(word), "allowed": ", ".join(variants), **hint}
        raise Refused(where, "bad_choice", params)

    def _refuse_unknown(self, raw: Mapping[str, object], names: Sequence[str], path: str) -> None:
        for name in raw:
            if name in UNFAIR_KEYS:
                self.wrong(path or name, "unfair_key", key=name)
            elif name not in names:
                allowed = ", ".join(names)
                hint = self.hint(name, names)
                self.wrong(path or name, "unknown_key", key=name, allowed=allowed, **hint)

    def _key(self, raw: Mapping[str, object], key: Key, path: str) -> object:
        where = f"{path}.{key.name}" if path else key.name
        if key.name not in raw:
            if key.needed:
                self.wrong(where, "missing", key=key.name, label_zh=key.zh, label_en=key.en)
            return key.default
        return self.value(raw[key.name], key, where)

    def value(self, raw: object, key: Key, path: str) -> object:
        """One value of a key's type, or None with a problem."""
        try:
            return self._read(raw, key, path)
        except Refused as refused:
            self.wrong(refused.path, refused.code, **refused.params)
            return None

    def _read(self, raw: object, key: Key, path: str) -> object:
        if key.type in NUMERIC:
            return self._number(raw, key, path)
        if key.type == "tables":
            return self._tables(raw, key, path)
        if key.type == "table":
            return self.table(raw, key.table, path)
        if key.type in ("codes", "texts", "labels", "choices"):
            return self._several(raw, key, path)
        if key.type == "severities":
            return self._severities(raw, key, path)
        return self._single(raw, key, path)

    def _single(self, raw: object, key: Key, path: str) -> object:
        if key.type == "choice":
            return self._choice(raw, key, path)
        value = SINGLE[key.type](raw, key, path)
        if isinstance(value, Duration) and value.n:
            self._note_source(path, Origin(None, None))
        return value

    def _choice(self, raw: object, key: Key, path: str) -> str:
        if not isinstance(raw, str):
            refuse_type(path, "choice", raw)
        if raw not in key.choices:
            allowed = ", ".join(key.choices)
            refuse(path, "bad_choice", found=raw, allowed=allowed, **self.hint(raw, key.choices))
        return raw

    def _several(self, raw: object, key: Key, path: str) -> tuple[object, ...]:
        if not isinstance(raw, list):
            refuse_type(path, key.type, raw)
        if key.least is not None and len(raw) < key.least:
            refuse(path, "empty", least=key.least)
        if key.most is not None and len(raw) > key.most:
            refuse(path, "too_many", found=len(raw), most=key.most)
        one = Key(key.name, key.type.removesuffix("s"), key.zh, key.en, choices=key.choices)
        values = [self.value(item, one, f"{path}[{n}]") for n, item in enumerate(raw, 1)]
        if key.type in ("codes", "choices"):
            self._refuse_repeats(values, path)
        return tuple(value for value in values if value is not None)

    def _refuse_repeats(self, values: Sequence[object], path: str) -> None:
        seen: set[object] = set()
        for n, value in enumerate(values, 1):
            if value is not None and value in seen:
                self.wrong(f"{path}[{n}]", "duplicate", found=value)
            seen.add(value)

    def _tables(self, raw: object, key: Key, path: str) -> tuple[Table | None, ...]:
        if not isinstance(raw, list):
            refuse_type(path, "tables", raw)
        if key.least is not None and len(raw) < key.least:
            refuse(path, "empty", least=key.least)
        if key.most is not None and len(raw) > key.most:
            refuse(path, "too_many", found=len(raw), most=key.most)
        one = Key(key.name, "table", key.zh, key.en, table=key.table)
        rows = (self.value(row, one, row_path(path, row, n)) for n, row in enumerate(raw, 1))
        return tuple(row if isinstance(row, dict) else None for row in rows)

    def _severities(self, raw: object, key: Key, path: str) -> dict[str, int]:
        if not isinstance(raw, Mapping) or not raw:
            refuse_type(path, "severities", raw)
        number = Key(key.name, "number", key.zh, key.en, least=-10_000, most=10_000)
        values: dict[str, int] = {}
        for name, points in raw.items():
            if not CODE.match(name):
                self.wrong(path, "bad_code", found=name)
                continue
            value = self.value(points, number, f"{path}.{name}")
            if isinstance(value, int):
                values[name] = value
        return values

    def _number(self, raw: object, key: Key, path: str) -> int:
        told = Origin(None, None)
        if isinstance(raw, Mapping):
            if "value" not in raw:
                refuse_type(path, key.type, raw)
            self._refuse_unknown(raw, ("value", "clause", "source"), path)
            told = Origin(*(self._origin(raw, name, path) for name in ("clause", "source")))
            raw = raw["value"]
        value = exact(raw, key, path, self.places)
        if key.sourced:
            self._note_source(path, told)
        return value

    def _origin(self, raw: Mapping[str, object], name: str, path: str) -> str | None:
        return plain_text(raw[name], f"{path}.{name}") if name in raw else None

    def _note_source(self, path: str, told: Origin) -> None:
        around = self._around[-1]
        found = Origin(told.clause or around.clause, told.source or around.source)
        self.sources[path] = found
        if found == Origin(None, None):
            self.unsourced.append(path)


def part_of(path: str) -> str:
    """The part of the file in which a key path lies."""
    found = PART.match(path)
    return found.group() if found else path


def row_path(path: str, row: object, n: int) -> str:
    """Rows are named by their code where they have one: indicators[delay], bands[2]."""
    code = row.get("code") if isinstance(row, Mapping) else None
    return f"{path}[{code}]" if isinstance(code, str) and CODE.match(code) else f"{path}[{n}]"
