"""Reads the tables of a ruleset as `kinds` declares them and notes everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice
from typing import Any, NoReturn, TypeAlias

from scoring.keys import MOST_PERIODS, NUMERIC, TYPES, UNFAIR_KEYS, Key
from scoring.kinds import TABLES, VARIANTS
from scoring.numbers import short_text
from scoring.problems import Problem
from scoring.ruleset import Duration, Label, Origin

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}\Z")
PART = re.compile(r"[^.\[]*(?:\[[^\]]*\])?")
DURATION_MOST = {"months": 1_200, "days": 36_500, "working_days": 2_000}
LENGTH_MOST = {"months": 1_200, "days": 36_500, "periods": MOST_PERIODS}
UNTIL = {"length": ("decision", "life"), "validity": ("until_on",)}
SCALES = {"rate": 4, "rating": 2, "yuan": 2, "share": 6, "times": 2}
"""Decimals that each decimal type may have, which is also how it is held as an integer."""
HINTS, HINT_WORDS, LONGEST_WORD = 50, 1_000, 64
"""Looking for the word that was meant takes time: only for so many problems, words and letters."""

Table: TypeAlias = dict[str, Any]


def shown(raw: object) -> str:
    """A value as it would be written in the file, cut to a readable length."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return f'"{raw[:60]}"'
    if isinstance(raw, Mapping):
        return "{ " + ", ".join(str(k) for k in list(raw)[:6]) + " }"
    return str(raw)[:60]


class Refused(Exception):
    """One value is refused; `Reader.value` notes it and goes on."""

    def __init__(self, path: str, code: str, params: Mapping[str, object]) -> None:
        super().__init__(path)
        self.path, self.code, self.params = path, code, params


def refuse(path: str, code: str, **params: object) -> NoReturn:
    raise Refused(path, code, params)


def refuse_type(path: str, kind: str, raw: object) -> NoReturn:
    zh, en = TYPES[kind]
    refuse(path, "wrong_type", wanted_zh=zh, wanted_en=en, found=shown(raw))


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
        self._broken: set[str] = set()

    def wrong(self, path: str, code: str, **params: object) -> None:
        texts = {name: str(value) for name, value in params.items()}
        self.problems.append(Problem(self.file, path, code, texts))
        self._broken.add(part_of(path))

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

    def whole(self, part: str) -> bool:
        """Whether nothing is wrong with a part of the file (`scale`, `indicators[late]`) so far."""
        return part not in self._broken

    def table(self, raw: object, name: str, path: str) -> Table:
        """The values of a table by key, absent ones by their default."""
        if not isinstance(raw, Mapping):
            refuse_type(path, "table", raw)
        keys = self._keys(raw, name, path)
        self._refuse_unknown(raw, keys, path)
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
        refuse(where, "bad_choice", found=shown(word), allowed=", ".join(variants), **hint)

    def _refuse_unknown(self, raw: Mapping[str, object], keys: Sequence[Key], path: str) -> None:
        names = [key.name for key in keys]
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
        readers = {
            "code": self._code,
            "text": self._text,
            "label": self._label,
            "date": self._date,
            "flag": self._flag,
            "duration": self._duration,
            "length": self._duration,
            "validity": self._duration,
        }
        if key.type == "choice":
            return self._choice(raw, key, path)
        return readers[key.type](raw, key, path)

    def _text(self, raw: object, key: Key, path: str) -> str:
        if isinstance(raw, str) and raw.strip():
            return raw
        refuse_type(path, "text", raw)

    def _code(self, raw: object, key: Key, path: str) -> str:
        if not isinstance(raw, str):
            refuse_type(path, "code", raw)
        if not CODE.match(raw):
            refuse(path, "bad_code", found=raw)
        return raw

    def _flag(self, raw: object, key: Key, path: str) -> bool:
        if isinstance(raw, bool):
            return raw
        refuse_type(path, "flag", raw)

    def _date(self, raw: object, key: Key, path: str) -> date:
        if not isinstance(raw, date) or isinstance(raw, datetime):
            refuse_type(path, "date", raw)
        if not 1990 <= raw.year <= 2099:
            refuse(path, "out_of_range", found=raw, least="1990-01-01", most="2099-12-31")
        return raw

    def _choice(self, raw: object, key: Key, path: str) -> str:
        if not isinstance(raw, str):
            refuse_type(path, "choice", raw)
        if raw not in key.choices:
            allowed = ", ".join(key.choices)
            refuse(path, "bad_choice", found=raw, allowed=allowed, **self.hint(raw, key.choices))
        return raw

    def _label(self, raw: object, key: Key, path: str) -> Label:
        if not isinstance(raw, Mapping):
            refuse_type(path, "label", raw)
        texts = [raw.get("zh"), raw.get("en")]
        if set(raw) != {"zh", "en"} or not all(isinstance(t, str) and t for t in texts):
            refuse_type(path, "label", raw)
        return Label(str(texts[0]), str(texts[1]))

    def _duration(self, raw: object, key: Key, path: str) -> Duration:
        if not isinstance(raw, Mapping) or len(raw) != 1:
            refuse_type(path, key.type, raw)
        unit, n = next(iter(raw.items()))
        if unit == "until" and n in UNTIL.get(key.type, ()):
            return Duration(str(n))
        most = LENGTH_MOST if key.type == "length" else DURATION_MOST
        if unit not in most:
            refuse_type(path, key.type, raw)
        if isinstance(n, bool) or not isinstance(n, int):
            refuse_type(f"{path}.{unit}", "whole", n)
        if not 1 <= n <= most[unit]:
            refuse(path, "out_of_range", found=n, least=1, most=most[unit])
        self._note_source(path, Origin(None, None))
        return Duration(unit, n)

    def _several(self, raw: object, key: Key, path: str) -> tuple[object, ...]:
        if not isinstance(raw, list):
            refuse_type(path, key.type, raw)
        if key.least is not None and len(raw) < key.least:
            refuse(path, "empty", least=key.least)
        one = Key(key.name, key.type.removesuffix("s"), key.zh, key.en, choices=key.choices)
        values = [self.value(item, one, f"{path}[{n}]") for n, item in enumerate(raw, 1)]
        for n, value in enumerate(values):
            if key.type in ("codes", "choices") and value is not None and value in values[:n]:
                self.wrong(f"{path}[{n + 1}]", "duplicate", found=value)
        return tuple(value for value in values if value is not None)

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
            where = f"{path}.{name}"
            if not CODE.match(name):
                self.wrong(where, "bad_code", found=name)
            value = self.value(points, number, where)
            if isinstance(value, int):
                values[name] = value
        return values

    def _number(self, raw: object, key: Key, path: str) -> int:
        told = Origin(None, None)
        if isinstance(raw, Mapping):
            if "value" not in raw or set(raw) - {"value", "clause", "source"}:
                refuse_type(path, key.type, raw)
            clause, source = (raw.get(name) for name in ("clause", "source"))
            told = Origin(
                clause if isinstance(clause, str) else None,
                source if isinstance(source, str) else None,
            )
            raw = raw["value"]
        value = self._exact(raw, key, path)
        if key.sourced:
            self._note_source(path, told)
        return value

    def _exact(self, raw: object, key: Key, path: str) -> int:
        """The value as an integer in its unit."""
        if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
            refuse_type(path, key.type, raw)
        if isinstance(raw, Decimal) and (key.type == "whole" or not raw.is_finite()):
            refuse_type(path, key.type, raw)
        least, most = self._bounds(key)
        if not least <= raw <= most:
            refuse(path, "out_of_range", found=raw, least=least, most=most)
        if raw <= 0 and (key.positive or key.type == "times"):
            refuse(path, "out_of_range", found=raw, least="0.01", most=most)
        if key.type == "whole":
            return int(raw)
        places = SCALES.get(key.type, self.places)
        held = SCALES.get(key.type, 2)
        scaled = Decimal(raw).scaleb(places)
        if scaled != scaled.to_integral_value():
            refuse(path, "places", found=raw, places=places)
        return int(Decimal(raw).scaleb(held))

    @staticmethod
    def _bounds(key: Key) -> tuple[int, int]:
        if key.type == "rate":
            return 0, 1
        least = -(10**4) if key.type == "number" else 0
        most = {"number": 10**4, "rating": 10**3, "share": 10**4, "times": 100}.get(
            key.type, 10**12
        )
        return (
            least if key.least is None else key.least,
            most if key.most is None else key.most,
        )

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
