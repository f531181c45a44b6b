"""Single values of a ruleset as their types declare them: exact, in bounds, or refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from scoring.keys import MOST_PERIODS, TYPES, Key
from scoring.ruleset import Duration, Label

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}\Z")
DURATION_MOST = {"months": 1_200, "days": 36_500, "working_days": 2_000}
LENGTH_MOST = {"months": 1_200, "days": 36_500, "periods": MOST_PERIODS}
UNTIL = {"length": ("decision", "life"), "validity": ("until_on",)}
SCALES = {"rate": 4, "rating": 2, "yuan": 2, "share": 6, "times": 2}
"""Decimals that each decimal type may have, which is also how it is held as an integer."""
MOST = {"rate": 1, "number": 10**4, "rating": 10**3, "share": 10**4, "times": 100}
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Kinds of characters that cannot be seen: control, format, surrogates, ends of lines and paragraphs."""
FINEST = 20
"""Decimals beyond which a number is not even looked at."""


class Refused(Exception):
    """One value is refused; the reader notes it and goes on."""

    def __init__(self, path: str, code: str, params: Mapping[str, object]) -> None:
        super().__init__(path)
        self.path, self.code, self.params = path, code, params


def refuse(path: str, code: str, **params: object) -> NoReturn:
    raise Refused(path, code, params)


def refuse_type(path: str, kind: str, raw: object) -> NoReturn:
    zh, en = TYPES[kind]
    refuse(path, "wrong_type", wanted_zh=zh, wanted_en=en, found=shown(raw))


def shown(raw: object) -> str:
    """A value as it would be written in the file, cut to a readable length."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return f'"{raw[:60]}"'
    if isinstance(raw, Mapping):
        return "{ " + ", ".join(str(k)[:60] for k in list(raw)[:6]) + " }"
    if isinstance(raw, list):
        return "[ " + ", ".join(shown(item) for item in raw[:3]) + (" … ]" if raw[3:] else " ]")
    return str(raw)[:60]


def plain_text(raw: object, path: str) -> str:
    """A text of one line in which everything can be seen."""
    if not isinstance(raw, str) or not raw.strip():
        refuse_type(path, "text", raw)
    for character in raw:
        if unicodedata.category(character) in UNSEEN:
            refuse(path, "unseen", found=f"U+{ord(character):04X}")
    return raw


def _text(raw: object, key: Key, path: str) -> str:
    return plain_text(raw, path)


def _code(raw: object, key: Key, path: str) -> str:
    if not isinstance(raw, str):
        refuse_type(path, "code", raw)
    if not CODE.match(raw):
        refuse(path, "bad_code", found=raw)
    return raw


def _flag(raw: object, key: Key, path: str) -> bool:
    if isinstance(raw, bool):
        return raw
    refuse_type(path, "flag", raw)


def _date(raw: object, key: Key, path: str) -> date:
    if not isinstance(raw, date) or isinstance(raw, datetime):
        refuse_type(path, "date", raw)
    if not 1990 <= raw.year <= 2099:
        refuse(path, "out_of_range", found=raw, least="1990-01-01", most="2099-12-31")
    return raw


def _label(raw: object, key: Key, path: str) -> Label:
    if not isinstance(raw, Mapping) or set(raw) != {"zh", "en"}:
        refuse_type(path, "label", raw)
    texts = [_text(raw[language], key, f"{path}.{language}") for language in ("zh", "en")]
    return Label(*texts)


def _duration(raw: object, key: Key, path: str) -> Duration:
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
        refuse(f"{path}.{unit}", "out_of_range", found=n, least=1, most=most[unit])
    return Duration(unit, n)


SINGLE: Mapping[str, Callable[[object, Key, str], object]] = {
    "code": _code,
    "text": _text,
    "label": _label,
    "date": _date,
    "flag": _flag,
    "duration": _duration,
    "length": _duration,
    "validity": _duration,
}
"""How a value of each type is read; the others need to know more than the value."""


def exact(raw: object, key: Key, path: str, places: int) -> int:
    """A number as an integer in its unit; points have at most `places` decimals."""
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        refuse_type(path, key.type, raw)
    if isinstance(raw, Decimal) and (key.type == "whole" or not raw.is_finite()):
        refuse_type(path, key.type, raw)
    least, most = _bounds(key)
    if not least <= raw <= most:
        refuse(path, "out_of_range", found=raw, least=least, most=most)
    if key.type == "whole":
        return int(raw)
    if raw == 0 and (key.positive or key.type == "times"):
        refuse(path, "out_of_range", found=raw, least="0.01", most=most)
    return _scaled(Decimal(raw), key, path, places)


def _scaled(raw: Decimal, key: Key, path: str, places: int) -> int:
    allowed = SCALES.get(key.type, places)
    decimals = -int(raw.as_tuple().exponent)
    if decimals > FINEST or (Fraction(raw) * 10**allowed).denominator > 1:
        refuse(path, "places", found=raw, places=allowed)
    return int(Fraction(raw) * 10 ** SCALES.get(key.type, 2))


def _bounds(key: Key) -> tuple[int, int]:
    least = -MOST["number"] if key.type == "number" else 0
    most = MOST.get(key.type, 10**12)
    return (least if key.least is None else key.least, most if key.most is None else key.most)
