"""Where every table, key and value of a TOML text stands, so that one can be written anew and nothing else moves.

The text must be one that the reader of rulesets accepts; only then are the places right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

BLANK = re.compile(r"(?:[ \t\r\n\ufeff]+|#[^\n]*)*")
SPACE = re.compile(r"[ \t]*")
BARE = re.compile(r"[A-Za-z0-9_\-]+")
BASIC = re.compile(r'"(?:[^"\\\n]|\\.)*"')
LITERAL = re.compile(r"'[^'\n]*'")
LONG_BASIC = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}(?!")', re.DOTALL)
LONG_LITERAL = re.compile(r"'''.*?'{3,5}(?!')", re.DOTALL)
SCALAR = re.compile(r"[^,\]}#\n\r]*[^,\]}#\n\r \t]")
ESCAPES = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


@dataclass(slots=True)
class Scalar:
    """One value: text, number, date or flag."""

    start: int
    end: int


@dataclass(slots=True)
class Array:
    """A list in brackets; `start` and `end` are those of the brackets."""

    start: int
    end: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """A key with its value. `start` is that of the key, -1 for a table that a header opens."""

    start: int
    end: int
    node: Node


@dataclass(slots=True)
class Table:
    """A table, written in one of four ways.

    `inline`: in braces. `header`: under [name]. `item`: under [[name]]. `implied`: by dotted keys or by the
    header of a table inside it. `start` and `end` are those of the braces or of the header; `last` is the end
    of the last key that stands directly in it.
    """

    form: str
    start: int
    end: int
    last: int
    entries: dict[str, Entry] = field(default_factory=dict)

    def entries_written(self) -> bool:
        """Whether any key stands directly in it."""
        return any(entry.start >= 0 for entry in self.entries.values()) or self.last > self.end


@dataclass(slots=True)
class Rows:
    """Tables that are written under [[name]], each with a header of its own."""

    items: list[Node] = field(default_factory=list)


Node: TypeAlias = Scalar | Array | Table | Rows
Step: TypeAlias = str | int


@lru_cache(maxsize=4)
def places(text: str) -> Table:
    """The places of everything in a text, as one table; nobody changes what is found."""
    return _Scanner(text).document()


def at(root: Table, steps: tuple[Step, ...]) -> Node | None:
    """What stands at the end of these steps (rows count from 0); None if nothing does."""
    node: Node = root
    for step in steps:
        if isinstance(step, int):
            items = node.items if isinstance(node, Array | Rows) else []
            if not 0 <= step < len(items):
                return None
            node = items[step]
        elif isinstance(node, Table) and step in node.entries:
            node = node.entries[step].node
        else:
            return None
    return node


def line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def line_end(text: str, position: int) -> int:
    """Just behind the line's own end."""
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def document(self) -> Table:
        root = Table("header", 0, 0, 0)
        table = root
        while self._blank() < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header(root)
            else:
                self._pair(table)
        return root

    def _blank(self) -> int:
        self.at = self._after(BLANK)
        return self.at

    def _after(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        return found.end() if found else self.at

    def _header(self, root: Table) -> Table:
        start, many = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        *above, name = self._keys()
        self.at = self.text.index("]", self.at) + (2 if many else 1)
        inside = root
        for key in above:
            inside = _inside(inside, key)
        known = inside.entries.get(name)
        table = Table("item" if many else "header", start, self.at, self.at)
        if many:
            rows = known.node if known else Rows()
            assert isinstance(rows, Rows)
            rows.items.append(table)
            inside.entries[name] = Entry(-1, -1, rows)
        elif known and isinstance(known.node, Table):
            table.entries = known.node.entries
            inside.entries[name] = Entry(-1, -1, table)
        else:
            inside.entries[name] = Entry(-1, -1, table)
        return table

    def _keys(self) -> list[str]:
        """The names of a dotted key, up to what follows it."""
        names = []
        while True:
            self.at = self._after(SPACE)
            pattern = {'"': BASIC, "'": LITERAL}.get(self.text[self.at], BARE)
            end = self._after(pattern)
            names.append(_read_key(self.text[self.at : end]))
            self.at = end
            self.at = self._after(SPACE)
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def _pair(self, table: Table) -> None:
        """One key and its value, held in the table and in those that dots imply."""
        start = self.at
        *above, name = self._keys()
        self.at = self.text.index("=", self.at) + 1
        self.at = self._after(SPACE)
        node = self._value()
        inside = table
        for key in above:
            inside.last = self.at
            inside = _inside(inside, key, start)
        inside.last = table.last = self.at
        inside.entries[name] = Entry(start, self.at, node)

    def _value(self) -> Node:
        start, first = self.at, self.text[self.at]
        if first == "[":
            return self._array()
        if first == "{":
            return self._inline()
        self.at = self._after(self._kind_of_scalar(first))
        return Scalar(start, self.at)

    def _kind_of_scalar(self, first: str) -> re.Pattern[str]:
        if first == '"':
            return LONG_BASIC if self.text.startswith('"""', self.at) else BASIC
        if first == "'":
            return LONG_LITERAL if self.text.startswith("'''", self.at) else LITERAL
        return SCALAR

    def _array(self) -> Array:
        found = Array(self.at, self.at)
        self.at += 1
        while not self.text.startswith("]", self._blank()):
            if self.text.startswith(",", self.at):
                self.at += 1
                continue
            found.items.append(self._value())
        self.at += 1
        found.end = self.at
        return found

    def _inline(self) -> Table:
        found = Table("inline", self.at, self.at, self.at + 1)
        self.at += 1
        while not self.text.startswith("}", self._blank()):
            if self.text.startswith(",", self.at):
                self.at += 1
                continue
            self._pair(found)
        self.at += 1
        found.end = self.at
        return found


def _inside(table: Table, key: str, start: int = -1) -> Table:
    """The table under a key: the last of several, or one that is only implied so far."""
    known = table.entries.get(key)
    if known is None:
        implied = Table("implied", start, start, start)
        table.entries[key] = Entry(-1, -1, implied)
        return implied
    node = known.node.items[-1] if isinstance(known.node, Rows) else known.node
    assert isinstance(node, Table)
    return node


def _read_key(written: str) -> str:
    if written.startswith("'"):
        return written[1:-1]
    if not written.startswith('"'):
        return written
    return ESCAPES.sub(
        lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else SHORT[m[3]], written[1:-1]
    )
