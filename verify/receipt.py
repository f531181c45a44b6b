"""Reading a receipt: one exact form of JSON, every key known, nothing before or after it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

from verify.said import Altered, Said, Unreadable, shown

Table = dict[str, Any]

FORMAT = "xinheng-receipt-1"
MOST_BYTES = 64_000_000
MOST_DIGITS = 16
"""RFC 8785 keeps integers within 2^53 - 1, which has so many."""

MOST_DEPTH = 40
"""The ledger writes bodies of at most 32 levels."""

HASH = re.compile("[0-9a-f]{64}")
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

FACT = [
    *("event_id", "subject_id", "behaviour", "counts_from", "occurred_on", "recorded_at"),
    *("voided_at", "severity", "quantity", "amount_fen", "numerator", "denominator", "rating"),
    *("incident_id", "until_on", "file_opened_on", "scheme"),
    *("rectified_on", "rectified_recorded_at", "repaired_on", "repaired_recorded_at"),
]
"""The columns of docs/ruleset.md, section 11, that a receipt can have."""

CALENDAR = ["day", "works"]

DISPUTE = ["event_id", "list", "publicity", "since"]
"""An objection whose mark stands: to a record, or to a listing or its publicity."""

DECISION = ["subject_id", "list", "action", "from", "until", "recorded_at"]

SHAPE: Table = {
    "format": "text",
    "subject_id": "text",
    "scheme": "text",
    "on": "day",
    "known": "number",
    "facts": [set(FACT)],
    "decisions": [set(DECISION)],
    "disputes": [set(DISPUTE)],
    "calendar": [set(CALENDAR)],
    "rulesets": [
        {"version": "text", "effective_from": "day", "sha256": "hash", "entry": "number"},
    ],
    "result": "table",
    "entries": [{"seq": "number", "body": "table", "path": ["hash"]}],
    "checkpoint": "text",
    "key": "text",
    "digest": "hash",
}
"""A dict is a table with exactly these keys, a list a list of such values, a set the keys that may be there."""


def canonical(value: Any) -> bytes:
    """The one form of RFC 8785, for what a receipt may hold."""
    text = json.dumps(_in_order(value), ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _in_order(value: Any) -> Any:
    """Keys by UTF-16 code units, as section 3.2.3 has it."""
    if isinstance(value, dict):
        ordered = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: _in_order(value[key]) for key in ordered}
    return [_in_order(one) for one in value] if isinstance(value, list) else value


def digest_of(receipt: Table) -> str:
    """SHA-256 of all that a receipt says; it names the receipt on paper."""
    return sha256(canonical({k: v for k, v in receipt.items() if k != "digest"})).hexdigest()


def read(path: Path) -> Table:
    """The receipt in a file. Raises Unreadable or Altered, each with its sentence."""
    return opened(bytes_of(path, MOST_BYTES), FORMAT, SHAPE)


def opened(data: bytes, known: str, shape: Table) -> Table:
    """A table of this format and shape, in its one form. Raises Unreadable or Altered."""
    found = parse(data)
    if found.get("format") != known:
        other = shown(found.get("format"))
        raise Unreadable(
            f"文件的格式为“{other}”，本程序只认得“{known}”。请使用与文件一同发布的核验程序。",
            f"The file's format is “{other}”; this program knows “{known}” only."
            " Take the checker that was published with the file.",
        )
    for fault in faults(found, shape, ""):
        raise Altered(fault.zh, fault.en)
    _one_form(found, data)
    return found


def bytes_of(path: Path, most: int) -> bytes:
    """A file's bytes. Raises Unreadable where there is none or it is too large."""
    try:
        size = path.stat().st_size
        if size > most:
            raise Unreadable(
                f"文件 {path} 有 {size} 字节，超过 {most} 字节，不是评分凭证。",
                f"The file {path} has {size} bytes, more than {most}: that is no receipt.",
            )
        return path.read_bytes()
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise Unreadable(
            f"无法读取文件 {path}（{why}）。", f"The file {path} cannot be read ({why})."
        ) from problem


def parse(data: bytes) -> Table:
    """One JSON object. Raises Unreadable where it is cut off, Altered where it says a thing twice."""
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=_without_twins,
            parse_int=_integer,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
    except UnicodeDecodeError as problem:
        raise Unreadable(
            f"第 {problem.start} 字节起不是 UTF-8 文本，文件已损坏或不是评分凭证。",
            f"From byte {problem.start} on this is no UTF-8 text: damaged, or no receipt.",
        ) from problem
    except json.JSONDecodeError as problem:
        raise _broken(problem) from problem
    except RecursionError:
        deep = True
    else:
        deep = _depth(value) > MOST_DEPTH
    if deep:
        raise Unreadable("文件嵌套过深，不是评分凭证。", "It is nested too deeply for a receipt.")
    if not isinstance(value, dict):
        raise Unreadable("文件不是评分凭证。", "The file is no receipt.")
    return value


def _depth(value: Any) -> int:
    """How many levels there are, counted without descending into them."""
    depth, level = 0, [value]
    while level:
        depth += 1
        inside = (one.values() if isinstance(one, dict) else one for one in level if _holds(one))
        level = [item for items in inside for item in items]
    return depth


def _holds(value: Any) -> bool:
    return isinstance(value, dict | list)


def _broken(problem: json.JSONDecodeError) -> Unreadable | Altered:
    if problem.msg == "Extra data":
        return Altered(
            f"凭证在第 {problem.pos} 个字符处已经结束，其后又多出内容。",
            f"The receipt ends at character {problem.pos}, and something was added after it.",
        )
    return Unreadable(
        f"文件在第 {problem.pos} 个字符处中断或损坏，请重新下载完整的凭证。",
        f"The file is cut off or damaged at character {problem.pos}; download it again, whole.",
    )


def _without_twins(pairs: list[tuple[str, Any]]) -> Table:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [key for key, _ in pairs]
        twin = shown(next(key for key in names if names.count(key) > 1))
        raise Altered(f"键“{twin}”出现了两次。", f"The key “{twin}” stands twice.")
    return found


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > MOST_DIGITS:
        raise Altered(
            f"数字 {shown(digits)} 过大，凭证中没有这样的数字。",
            f"The number {shown(digits)} is larger than any in a receipt.",
        )
    return int(digits)


def _no_fraction(digits: str) -> NoReturn:
    raise Altered(
        f"出现了 {shown(digits)}，凭证中只有整数和文本。",
        f"There is {shown(digits)}; a receipt holds whole numbers and texts only.",
    )


def faults(value: Any, shape: Any, where: str) -> Iterator[Said]:
    """What is not of the form of a receipt."""
    if isinstance(shape, dict | set):
        yield from _keys(value, shape, where)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield _wrong(value, where)
        else:
            for n, one in enumerate(value, 1):
                yield from faults(one, shape[0], f"{where}[{n}]")
    elif not _is(value, shape):
        yield _wrong(value, where)


def _keys(value: Any, shape: Table | set[str], where: str) -> Iterator[Said]:
    if not isinstance(value, dict):
        yield _wrong(value, where)
        return
    place = where or "receipt"
    for key in sorted(set(value) - set(shape)):
        yield Said(
            f"{place} 中多出键“{shown(key)}”。", f"{place} has a key too many: “{shown(key)}”."
        )
    if isinstance(shape, set):
        for key, text in value.items():
            if not (isinstance(text, str) and text):
                yield _wrong(text, f"{place}.{key}")
        return
    for key, inner in shape.items():
        if key in value:
            yield from faults(value[key], inner, f"{where}.{key}".lstrip("."))
        else:
            yield Said(f"{place} 中缺少键“{key}”。", f"{place} lacks the key “{key}”.")


def _is(value: Any, shape: str) -> bool:
    if shape == "number":
        return type(value) is int and value > 0
    if shape == "table":
        return isinstance(value, dict)
    pattern = {"hash": HASH, "day": DAY}.get(shape)
    return isinstance(value, str) and (pattern is None or bool(pattern.fullmatch(value)))


def _wrong(value: Any, where: str) -> Said:
    return Said(
        f"{where} 的内容“{shown(value)}”不符合评分凭证的格式。",
        f"{where} says “{shown(value)}”, which no receipt has in this place.",
    )


def _one_form(found: Table, data: bytes) -> None:
    """Every byte of the file is one that the product writes."""
    try:
        same = canonical(found) == data
    except UnicodeEncodeError:
        same = False
    if not same:
        raise Altered(
            "文件的写法与凭证的唯一写法（RFC 8785）不一致：增减了空格、换行，或改动了键的顺序、字符的写法。",
            "The file is not written in the one form of a receipt (RFC 8785): blanks or lines were added,"
            " keys moved, or characters written otherwise.",
        )
