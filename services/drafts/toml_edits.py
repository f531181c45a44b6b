"""Single edits of a TOML text: a key written or taken away, a row added or moved; every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from services.drafts.toml_places import (
    BARE,
    Array,
    Entry,
    Node,
    Rows,
    Scalar,
    Step,
    Table,
    at,
    line_end,
    line_start,
    places,
)

Steps = tuple[Step, ...]

SEPARATOR = re.compile(r"[ \t]*,?[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")
COMMA = re.compile(r"\s*(?:#[^\n]*\n\s*)*,")
DOTTED = re.compile(r"(.*\.)[^.=]*\Z", re.DOTALL)
CONTROL = re.compile(r'[\x00-\x1f\x7f"\\]')
SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quoted(value: str) -> str:
    """A text as TOML writes it, on one line."""
    escaped = CONTROL.sub(lambda m: SHORT.get(m[0], f"\\u{ord(m[0]):04x}"), value)
    return f'"{escaped}"'


def key_of(name: str) -> str:
    return name if BARE.fullmatch(name) else quoted(name)


def inline(literals: Mapping[str, str]) -> str:
    """A table in braces, of values already written as TOML."""
    inside = ", ".join(f"{key_of(name)} = {value}" for name, value in literals.items())
    return f"{{ {inside} }}" if inside else "{}"


def write(text: str, steps: Steps, literal: str) -> str:
    """Put a value at a key, where it stands or behind the last key of its table."""
    root = places(text)
    node = at(root, steps)
    if isinstance(node, Scalar | Array) or (isinstance(node, Table) and node.form == "inline"):
        return text[: node.start] + literal + text[node.end :]
    if node is not None:
        text = take(text, steps)
        root = places(text)
    table = at(root, steps[:-1])
    if not isinstance(table, Table):
        raise KeyError(steps)
    return _insert(text, root, steps, table, literal)


def _insert(text: str, root: Table, steps: Steps, table: Table, literal: str) -> str:
    pair = f"{key_of(str(steps[-1]))} = {literal}"
    if table.form == "implied":
        return _insert_implied(text, root, steps, table, pair)
    if table.form == "inline":
        if not table.entries:
            return f"{text[: table.start]}{{ {pair} }}{text[table.end :]}"
        return f"{text[: table.last]}, {pair}{text[table.last :]}"
    indent = _indent(text, table.start)
    if table is root and not table.entries_written():
        start = len(text) - len(text.removeprefix("\ufeff"))
        return f"{text[:start]}{pair}{_newline(text)}{text[start:]}"
    return _insert_lines(text, line_end(text, table.last), [indent + pair])


def _insert_implied(text: str, root: Table, steps: Steps, table: Table, pair: str) -> str:
    """Into a table that only dots or the headers inside it imply."""
    written = next((e for e in table.entries.values() if e.start >= 0), None)
    if written is None:
        header = f"[{'.'.join(key_of(s) for s in steps[:-1] if isinstance(s, str))}]"
        first = min(start for start, _ in _blocks(text, table))
        return _insert_lines(text, first, [header, pair, ""])
    key = text[written.start : text.index("=", written.start)].rstrip()
    found = DOTTED.match(key)
    dotted = f"{found.group(1) if found else ''}{pair}"
    if _holder(root, steps[:-1]).form == "inline":
        return f"{text[: table.last]}, {dotted}{text[table.last :]}"
    return _insert_lines(text, line_end(text, table.last), [dotted])


def _holder(root: Table, steps: Steps) -> Table:
    """The nearest table around that is written as one."""
    for length in range(len(steps), 0, -1):
        node = at(root, steps[:length])
        if isinstance(node, Table) and node.form != "implied":
            return node
    return root


def take(text: str, steps: Steps) -> str:
    """Take away a key or a row with all that stands in it, and its own line or separator."""
    root = places(text)
    node, around, last = at(root, steps), at(root, steps[:-1]), steps[-1]
    if node is None:
        return text
    if isinstance(around, Array):
        return _cut_between(text, around.items, int(last))
    if isinstance(around, Table) and isinstance(last, str):
        entry = around.entries[last]
        if entry.start >= 0 and around.form == "inline":
            entries = list(around.entries.values())
            return _cut_between(text, entries, entries.index(entry))
        if entry.start >= 0:
            return text[: line_start(text, entry.start)] + text[line_end(text, entry.end) :]
    return _cut_blocks(text, node)


def _cut_between(text: str, items: Sequence[Node | Entry], n: int) -> str:
    """One of several parts of a list or an inline table, with its comma; its line if it has one of its own."""
    start, end = _span(items[n])
    own = line_start(text, start)
    behind = SEPARATOR.match(text, end)
    if behind and "\n" in text[own - 1 : end] and not text[own:start].strip() and own:
        return text[:own] + text[behind.end() :]
    if n:
        return text[: _span(items[n - 1])[1]] + text[end:]
    if len(items) > 1:
        return text[:start] + text[_span(items[1])[0] :]
    comma = COMMA.match(text, end)
    return text[:start].rstrip(" \t") + text[comma.end() if comma else end :].lstrip(" \t")


def _span(part: Node | Entry) -> tuple[int, int]:
    if isinstance(part, Rows):
        raise TypeError("rows under headers have no span of their own")
    return part.start, part.end


def _cut_blocks(text: str, node: Node) -> str:
    for start, end in sorted(_blocks(text, node), reverse=True):
        rest = text[end:]
        if not text[:start].strip() or not text[:start].endswith(("\n\n", "\n\r\n")):
            text = text[:start] + rest
        else:
            text = text[:start] + rest.lstrip("\r\n")
    return text


def _blocks(text: str, node: Node) -> list[tuple[int, int]]:
    """The lines under each header in a row or table, with the remarks right above it."""
    return [
        (_remarks_above(text, table.start), line_end(text, table.last))
        for table in _tables(node)
        if table.form in ("header", "item")
    ]


def _tables(node: Node) -> Iterator[Table]:
    if isinstance(node, Rows):
        for row in node.items:
            yield from _tables(row)
    elif isinstance(node, Table):
        yield node
        for entry in node.entries.values():
            if entry.start < 0:
                yield from _tables(entry.node)


def _remarks_above(text: str, position: int) -> int:
    """Where the remark lines begin that stand directly above a line."""
    start = line_start(text, position)
    while start:
        above = line_start(text, start - 1)
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def _region(text: str, node: Node) -> tuple[int, int]:
    """From the first line of a row to its last."""
    blocks = _blocks(text, node)
    return min(start for start, _ in blocks), max(end for _, end in blocks)


def move(text: str, steps: Steps, to: int) -> str:
    """Put a row at another place among its own (from 0): the rows change places, what is between them stays."""
    root = places(text)
    group, place = at(root, steps[:-1]), int(steps[-1])
    if not isinstance(group, Array | Rows) or not 0 <= place < len(group.items):
        raise KeyError(steps)
    spans = [
        _region(text, item) if isinstance(group, Rows) else _span(item) for item in group.items
    ]
    order = [n for n in range(len(spans)) if n != place]
    order.insert(max(0, min(to, len(order))), place)
    parts = [text[start:end] for start, end in spans]
    if isinstance(group, Rows):
        parts = [part if part.endswith("\n") else part + _newline(text) for part in parts]
    for n in reversed(range(len(spans))):
        start, end = spans[n]
        text = text[:start] + parts[order[n]] + text[end:]
    return text


def append(text: str, steps: Steps, literals: Mapping[str, str], before: Sequence[str] = ()) -> str:
    """A new row at the end of a group. ``before``: parts of the file that a new group stands behind."""
    root = places(text)
    group = at(root, steps)
    if isinstance(group, Rows):
        last = group.items[-1]
        assert isinstance(last, Table)
        header = text[last.start : last.end]
        return _insert_lines(text, _region(text, last)[1], ["", header, *_lines(literals)])
    if isinstance(group, Array):
        return _append_item(text, group, inline(literals))
    if len(steps) == 1 and before:
        return _open(text, root, f"[[{steps[0]}]]", literals, before)
    table = at(root, steps[:-1])
    item = inline(literals)
    inside = isinstance(table, Table) and _holder(root, steps[:-1]).form == "inline"
    nl = _newline(text)
    return write(text, steps, f"[{item}]" if inside else f"[{nl}  {item},{nl}]")


def open_table(
    text: str, steps: Steps, literals: Mapping[str, str], before: Sequence[str] = ()
) -> str:
    """A table that may stand once: under a header of its own, or in braces inside another."""
    if len(steps) == 1 and before:
        return _open(text, places(text), f"[{steps[0]}]", literals, before)
    return write(text, steps, inline(literals))


def _lines(literals: Mapping[str, str]) -> list[str]:
    return [f"{key_of(name)} = {value}" for name, value in literals.items()]


def _open(
    text: str, root: Table, header: str, literals: Mapping[str, str], before: Sequence[str]
) -> str:
    """A first header of its kind, behind the parts that come before it."""
    known = [root.entries[name].node for name in before if name in root.entries]
    ends = [end for node in known for _, end in _blocks(text, node)]
    written = root.entries_written()
    position = max(ends, default=line_end(text, root.last) if written else len(text))
    return _insert_lines(text, position, ["", header, *_lines(literals)])


def _append_item(text: str, group: Array, item: str) -> str:
    nl = _newline(text)
    if not group.items:
        return f"{text[: group.start]}[{nl}  {item},{nl}]{text[group.end :]}"
    start, end = _span(group.items[-1])
    own = line_start(text, start)
    if text[own:start].strip():
        return f"{text[:end]}, {item}{text[end:]}"
    indent, comma = text[own:start], COMMA.match(text, end)
    if comma is None:
        text = f"{text[:end]},{text[end:]}"
        end += 1
    else:
        end = comma.end()
    line = line_end(text, end)
    if line > group.end:
        return f"{text[:end]}{nl}{indent}{item}{text[end:]}"
    return _insert_lines(text, line, [f"{indent}{item},"])


def _insert_lines(text: str, position: int, lines: Sequence[str]) -> str:
    nl = _newline(text)
    head = text[:position]
    if head and not head.endswith("\n"):
        head += nl
    return head + "".join(line + nl for line in lines) + text[position:]


def _indent(text: str, start: int) -> str:
    indent = text[line_start(text, start) : start]
    return indent if not indent.strip() else ""


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
