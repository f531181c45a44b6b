"""Reads the text of a ruleset as TOML; what cannot be read is told by its line and its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from scoring.problems import Problem, RulesetError

LARGEST = 1_000_000
"""Bytes of a ruleset file."""
DEEPEST = 100
"""Dots in one key: a regulation needs none, and very many take the reader very long."""

TWICE = re.compile(r"Cannot (?:overwrite|declare|redefine|mutate)|Duplicate inline table key")
FAULTS = (
    ("Unterminated string|Illegal character", "string"),
    ("Unclosed array", "array"),
    ("Unclosed inline table", "inline_table"),
    ("Expected '='", "equals"),
    (r"Expected '\]", "header"),
    ("Expected newline", "newline"),
    ("Invalid date", "date"),
    ("Invalid value", "value"),
    ("Invalid statement|Invalid initial", "statement"),
    ("Exceeds the limit", "digits"),
)
"""What the reader says, and how we say it: `toml_…` of the wordings."""
HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_.\-]+)\s*\]\]?")
KEY = re.compile(r"\s*([A-Za-z0-9_\-]+)\s*=")
CODE_LINE = re.compile(r"""\s*code\s*=\s*["']([^"']*)["']""")


def read_toml(text: str, name: str) -> Mapping[str, object]:
    """The tables of a file; decimals stay exact. Raises RulesetError with one problem."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        _refuse(name, "", "too_large", size=f"{size:,}", most=f"{LARGEST:,}")
    if max(part.count(".") for part in re.split(r"[=,{}\[\]\n]", text)) > DEEPEST:
        _refuse(name, "", "toml_deep")
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return tomllib.loads(plain, parse_float=Decimal)
    except RecursionError:
        _refuse(name, "", "toml_deep")
    except (tomllib.TOMLDecodeError, InvalidOperation, ValueError) as error:
        _tell(plain, name, str(error))


def _tell(text: str, name: str, said: str) -> NoReturn:
    at = re.search(r"at line (\d+)", said)
    lines = text.split("\n")
    line = int(at.group(1)) if at else len(lines)
    path = _place(lines[:line]) if at else ""
    if TWICE.match(said):
        _refuse(name, path, "toml_twice", line=line)
    code = next((f"toml_{code}" for words, code in FAULTS if re.match(words, said)), "toml")
    _refuse(name, path, code, line=line, detail=said)


def _refuse(name: str, path: str, code: str, **params: object) -> NoReturn:
    texts = {key: str(value) for key, value in params.items()}
    raise RulesetError([Problem(name, path, code, texts)])


def _place(lines: list[str]) -> str:
    """The key path of the last line, as far as it can be seen from the headers above it."""
    headers = [(n, found.group(1)) for n, row in enumerate(lines) if (found := HEADER.match(row))]
    key = KEY.match(lines[-1])
    if not headers:
        return key.group(1) if key else ""
    start, table = headers[-1]
    codes = (found.group(1) for row in lines[start:] if (found := CODE_LINE.match(row)))
    nth = sum(other == table for _, other in headers)
    if lines[start].lstrip().startswith("[["):
        table = f"{table}[{next(codes, nth)}]"
    return f"{table}.{key.group(1)}" if key else table
