"""What is typed into a field as TOML writes it, and what TOML holds as a field shows it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.keys import NUMERIC, Key
from scoring.values import DURATION_MOST, LENGTH_MOST, UNTIL
from services.drafts.draft_parts import Typed
from services.drafts.toml_edits import inline, quoted

NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LASTING = frozenset({"duration", "validity", "length"})
SEVERAL = frozenset({"codes", "texts", "choices"})
SPELT = str.maketrans({"−": "-", "－": "-", "。": "."})


def literal(key: Key, typed: Typed) -> str | None:
    """The value as TOML; what cannot be read as its type is kept as text. None: nothing was typed."""
    if key.type in SEVERAL:
        return _list(typed)
    if key.type == "label":
        parts = _parts(typed)
        both = {name: quoted(parts.get(name, "")) for name in ("zh", "en")}
        return inline(both) if any(parts.values()) else None
    if key.type in LASTING:
        return _lasting(key, _parts(typed))
    if key.type == "severities":
        points = {code: _bare(text) for code, text in _parts(typed).items() if code and text}
        return inline(points) if points else None
    text = typed if isinstance(typed, str) else ""
    return _single(key, text) if text.strip() else None


def _parts(typed: Typed) -> Mapping[str, str]:
    if not isinstance(typed, Mapping):
        return {}
    return {name: text.strip() for name, text in typed.items()}


def _list(typed: Typed) -> str | None:
    if isinstance(typed, str):
        typed = typed.split()
    items = [item.strip() for item in typed if item.strip()]
    return f"[{', '.join(map(quoted, items))}]" if items else None


def _single(key: Key, text: str) -> str:
    if key.type in NUMERIC:
        return _bare(text)
    if key.type == "flag" and text in ("true", "false"):
        return text
    if key.type == "date":
        return _day(text.strip())
    return quoted(text.strip() if key.type in ("code", "choice") else text)


def _bare(text: str) -> str:
    """A number as it is written, full-width digits as ordinary ones; else the text itself."""
    plain = unicodedata.normalize("NFKC", text.strip().translate(SPELT))
    return plain if NUMBER.fullmatch(plain) else quoted(text)


def _day(text: str) -> str:
    if DAY.fullmatch(text):
        try:
            date.fromisoformat(text)
        except ValueError:
            return quoted(text)
        return text
    return quoted(text)


def _lasting(key: Key, parts: Mapping[str, str]) -> str | None:
    unit, n = parts.get("unit", ""), parts.get("n", "")
    if unit in UNTIL.get(key.type, ()):
        return inline({"until": quoted(unit)})
    if not n and not unit:
        return None
    return inline({unit or "months": _bare(n)}) if n else None


def units(key: Key) -> tuple[str, ...]:
    """The units of a length of time, and the words that may stand in place of one."""
    most = LENGTH_MOST if key.type == "length" else DURATION_MOST
    return (*most, *UNTIL.get(key.type, ()))


def is_same(key: Key, found: str, written: str) -> bool:
    """Whether two values written as TOML say the same; numbers also in their decimals."""
    if key.type in NUMERIC:
        return found == written
    return bool(_read(found) == _read(written))


def _read(written: str) -> Any:
    return tomllib.loads(f"x = {written}", parse_float=Decimal)["x"]


def value_of(raw: object, written: str = "") -> str:
    """One value as a field shows it: text as it is, a number with its decimals as written."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return raw
    if isinstance(raw, Mapping | list):
        return written
    return written or str(raw)


def parts_of(key: Key, raw: object) -> dict[str, str]:
    """The named parts of a label, a length of time or a table of severities."""
    if not isinstance(raw, Mapping):
        return {}
    if key.type not in LASTING:
        return {str(name): value_of(value) for name, value in raw.items()}
    if len(raw) != 1:
        return {}
    unit, n = next(iter(raw.items()))
    return {"unit": str(n)} if unit == "until" else {"unit": str(unit), "n": value_of(n)}


def items_of(raw: object) -> tuple[str, ...]:
    return (
        tuple(map(value_of, raw)) if isinstance(raw, Sequence) and not isinstance(raw, str) else ()
    )
