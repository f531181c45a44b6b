"""The exact bytes of a body: RFC 8785 canonical JSON, restricted to what has one reading."""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NoReturn

import rfc8785

from ledger.errors import BodyRefused

MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exact (RFC 7493, section 2.2)."""

MAX_DEPTH = 32
SURROGATE = re.compile("[\ud800-\udfff]")


def encode(body: Mapping[str, object]) -> bytes:
    """Return the canonical bytes of a body.

    It may hold strings, integers, booleans, nulls, lists and objects. Raises BodyRefused for
    floats and other types, keys that are not strings, integers beyond 2^53-1, NUL, lone
    surrogates and text that is not in Unicode form NFC.
    """
    return rfc8785.dumps(_plain(body, "body", 0))


def loads(data: bytes) -> dict[str, Any]:
    """Parse one JSON object, refusing what `encode` refuses and any key given twice."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_int=_integer,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BodyRefused("body_not_json") from error
    if not isinstance(value, dict):
        raise BodyRefused("body_not_object")
    _plain(value, "body", 0)
    return value


def _plain(value: object, path: str, depth: int) -> Any:
    """Return a copy made of dicts, lists and scalars only, each checked."""
    if depth > MAX_DEPTH:
        raise BodyRefused("value_too_deep", path=path)
    if isinstance(value, Mapping):
        return {_key(k, path): _plain(v, f"{path}.{k}", depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, f"{path}[{i}]", depth + 1) for i, item in enumerate(value)]
    return _scalar(value, path)


def _key(key: object, path: str) -> str:
    if type(key) is not str:
        raise BodyRefused("key_not_text", path=path)
    return _text(key, path)


def _scalar(value: object, path: str) -> str | int | None:
    if value is None or value is True or value is False:
        return value
    # Exact types: an enum, a numpy integer or a subclass of str may print itself in another way.
    if type(value) is str:
        return _text(value, path)
    if type(value) is int:
        if abs(value) > MAX_INTEGER:
            raise BodyRefused("integer_too_large", path=path)
        return value
    raise BodyRefused("type_not_allowed", path=path, type=type(value).__name__)


def _text(text: str, path: str) -> str:
    if "\x00" in text:
        raise BodyRefused("text_has_nul", path=path)
    if text.isascii():
        return text
    if SURROGATE.search(text):
        raise BodyRefused("text_has_lone_surrogate", path=path)
    if not unicodedata.is_normalized("NFC", text):
        raise BodyRefused("text_not_nfc", path=path)
    return text


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BodyRefused("key_twice")
    return found


def _integer(digits: str) -> int:
    if len(digits) > len(str(-MAX_INTEGER)):
        raise BodyRefused("integer_too_large", path="body")
    return int(digits)


def _no_number(text: str) -> NoReturn:
    raise BodyRefused("type_not_allowed", path="body", type="float")
