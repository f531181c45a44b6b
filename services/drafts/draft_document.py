"""The text of a draft as forms, and forms back into the text: what was not touched stays as it is, to the byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scoring.keys import NUMERIC, Key
from scoring.kinds import VARIANTS
from scoring.toml import read_toml
from services.drafts.draft_outline import outline
from services.drafts.draft_parts import Add, Change, Move, Put, Remove, Turn, Typed
from services.drafts.draft_paths import SECTIONS, Place, keys_of, place
from services.drafts.draft_values import LASTING, is_same, literal, parts_of
from services.drafts.toml_edits import append, inline, move, open_table, quoted, take, write
from services.drafts.toml_places import Scalar, Step, Table, at, places
from services.messages import Invalid, say

__all__ = ["change", "outline"]

NAME = "draft.toml"
"""What messages call the file of a draft."""


def change(text: str, changes: Iterable[Change]) -> str:
    """The text with the changes made one after the other; comments and everything else stay.

    What cannot be read as its field's type is kept as it was typed (the check says what is wrong with it).
    Raises ``services.messages.Invalid`` under the change's path for an address that is not there, and
    ``scoring.RulesetError`` if the text is no TOML.
    """
    read, raw = "", read_toml("", NAME)
    for one in changes:
        if read is not text:
            read, raw = text, read_toml(text, NAME)
        text = _changed(text, raw, one)
    return text


def _changed(text: str, raw: Mapping[str, object], one: Change) -> str:
    where = place(raw, one.path)
    if isinstance(one, Put):
        return _put(text, raw, where, one.value)
    if isinstance(one, Add):
        return _add(text, raw, where, one)
    if not where.row:
        raise Invalid({one.path: say("This is not a row of the draft.")})
    if isinstance(one, Remove):
        return take(text, where.steps)
    if isinstance(one, Move):
        return move(text, where.steps, one.to - 1)
    return _turn(text, raw, where, one)


def _found(raw: Mapping[str, object], steps: tuple[Step, ...]) -> object:
    value: object = raw
    for step in steps:
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
    return value


def _put(text: str, raw: Mapping[str, object], where: Place, typed: Typed) -> str:
    key, steps, rest = where.key, where.steps, where.rest
    if where.row or key.type == "tables":
        raise Invalid({"/".join(map(str, steps)): say("This is not a field of the draft.")})
    if rest and key.type in NUMERIC:
        return _put_origin(text, where, typed)
    if rest:
        now = parts_of(key, _found(raw, steps))
        typed = {**now, "/".join(rest): typed if isinstance(typed, str) else ""}
        typed = _without_n(key, typed)
    wanted = literal(key, typed)
    node = at(places(text), steps)
    if key.type in NUMERIC and isinstance(node, Table) and "value" in node.entries and wanted:
        steps = (*steps, "value")
        node = node.entries["value"].node
    if wanted is None:
        return text if node is None else take(text, steps)
    if node is not None and is_same(key, _slice(text, node), wanted):
        return text
    return write(_with_tables(text, steps), steps, wanted)


def _without_n(key: Key, parts: Mapping[str, str]) -> Mapping[str, str]:
    """A number typed before its unit is kept with the unit that is asked for first."""
    return {"unit": "months", **parts} if key.type in LASTING and parts.get("n") else parts


def _slice(text: str, node: object) -> str:
    """The value as it is written; nothing for tables under headers of their own."""
    start, end = getattr(node, "start", 0), getattr(node, "end", 0)
    return '""' if isinstance(node, Table) and node.form != "inline" else text[start:end]


def _put_origin(text: str, where: Place, typed: Typed) -> str:
    """The clause or source beside a number."""
    (name,) = where.rest
    said = typed if isinstance(typed, str) and typed.strip() else ""
    node = at(places(text), where.steps)
    if isinstance(node, Table):
        if said:
            return write(text, (*where.steps, name), quoted(said))
        left = [key for key in node.entries if key != name]
        if left == ["value"] and node.form == "inline":
            return write(text, where.steps, _slice(text, node.entries["value"].node))
        return take(text, (*where.steps, name))
    if not said:
        return text
    value = {"value": _slice(text, node)} if isinstance(node, Scalar) else {}
    told = inline({**value, name: quoted(said)})
    return write(_with_tables(text, where.steps), where.steps, told)


def _with_tables(text: str, steps: tuple[Step, ...]) -> str:
    """The text with every table on the way there."""
    for length in range(1, len(steps)):
        if at(places(text), steps[:length]) is None:
            text = open_table(text, steps[:length], {}, _before(steps[0]))
    return text


def _before(part: Step) -> tuple[str, ...]:
    return SECTIONS[: SECTIONS.index(str(part)) + 1] if part in SECTIONS else ()


def _add(text: str, raw: Mapping[str, object], where: Place, one: Add) -> str:
    key, steps = where.key, where.steps
    if key.type not in ("table", "tables") or where.rest or (where.row and key.type == "tables"):
        raise Invalid({one.path: say("Rows are added to a group.")})
    values = _row(key.table, one)
    text = _with_tables(text, steps)
    if key.type == "tables":
        return append(text, steps, values, _before(steps[0]))
    if _found(raw, steps) is not None:
        raise Invalid({one.path: say("This part stands in the draft already.")})
    return open_table(text, steps, values, _before(steps[0]))


def _row(table: str, one: Add) -> dict[str, str]:
    """The values of a new row as TOML, in the order of the format."""
    by, variants = VARIANTS.get(table, ("", {}))
    if by and one.kind not in variants:
        raise Invalid({one.path: say("Choose of what kind the new row is.")})
    typed = {**one.values, by: one.kind} if by else one.values
    keys = keys_of(table, {by: one.kind})
    written = {key.name: literal(key, typed[key.name]) for key in keys if key.name in typed}
    return {name: value for name, value in written.items() if value is not None}


def _turn(text: str, raw: Mapping[str, object], where: Place, one: Turn) -> str:
    by, variants = VARIANTS.get(where.key.table, ("", {}))
    if one.kind not in variants:
        raise Invalid({one.path: say("Choose one of the kinds.")})
    row = _found(raw, where.steps)
    known = {key.name for key in keys_of(where.key.table, {by: one.kind})}
    for name in row if isinstance(row, Mapping) else ():
        if name not in known:
            text = take(text, (*where.steps, name))
    return write(text, (*where.steps, by), quoted(one.kind))
