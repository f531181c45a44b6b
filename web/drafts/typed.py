"""What was typed into the form of a chapter, as changes to the draft that its author saw."""

from __future__ import annotations

from collections.abc import Iterator

from werkzeug.datastructures import MultiDict

from services.drafts.draft_parts import (
    Add,
    Change,
    Field,
    Move,
    Outline,
    Put,
    Remove,
    Row,
    Turn,
    Typed,
)
from web.drafts.chapters import every_row, field_of
from web.drafts.names import code_named, new_code

Sent = MultiDict[str, str]

EDGES = {"lower": ("from", "above"), "upper": ("up_to", "below")}
"""The two keys of each side of a band: the number included, or not."""

SEVERAL = ("codes", "choices", "texts")
LENGTHS = ("duration", "validity", "length")


def changes(seen: Outline, sent: Sent) -> list[Change]:
    """Every field that is in the form and differs from what stood on the page, then what a button asks."""
    found: list[Change] = []
    turned: list[Change] = []
    for row in every_row(seen):
        found += _of_row(seen, row, sent)
        kind = sent.get(f"{row.path}/turn", row.kind)
        if kind != row.kind and kind:
            turned.append(Turn(row.path, kind))
    return [*found, *_codes(seen, sent), *turned, *_deed(sent.get("do", ""))]


def _codes(seen: Outline, sent: Sent) -> Iterator[Change]:
    """A code for each part that got its name and has none yet."""
    for row in every_row(seen):
        field = field_of(row, "code")
        name = _name_typed(row, sent)
        if field and name and not field.written and not sent.get(field.path, "").strip():
            group = row.path.rpartition("/")[0]
            taken = {r.code for r in every_row(seen) if r.path.rpartition("/")[0] == group}
            yield Put(field.path, new_code(name, taken, group.rpartition("/")[2]))


def _name_typed(row: Row, sent: Sent) -> str:
    typed = (sent.get(f"{row.path}/{key}/zh", "") for key in ("label", "name", "title"))
    return next((text.strip() for text in typed if text.strip()), "")


def _of_row(seen: Outline, row: Row, sent: Sent) -> Iterator[Change]:
    banded = has_edges(row)
    for field in row.fields:
        if not (banded and field.name in {n for pair in EDGES.values() for n in pair}):
            yield from _of_field(seen, field, sent)
    if banded:
        for side in EDGES:
            yield from _of_edge(row, side, sent)


def has_edges(row: Row) -> bool:
    return {"from", "above", "up_to", "below"} <= {field.name for field in row.fields}


def _of_field(seen: Outline, field: Field, sent: Sent) -> Iterator[Change]:
    value = _value(seen, field, sent)
    if value is not None and value != _standing(field):
        yield Put(field.path, value)
    for part in ("clause", "source") if field.sourced else ():
        typed = sent.get(f"{field.path}/{part}")
        if typed is not None and typed.strip() != getattr(field, part):
            yield Put(f"{field.path}/{part}", typed.strip())


def _value(seen: Outline, field: Field, sent: Sent) -> Typed | None:
    """What the form says of a field; None if the field is not in it."""
    if field.type == "label":
        return _label(field, sent)
    if field.type in LENGTHS:
        return _length(field, sent)
    if field.type == "severities":
        return _severities(field, sent)
    if field.path not in sent:
        return None
    if field.type in SEVERAL:
        typed = [text.strip() for text in sent.getlist(field.path) if text.strip()]
        named = dict.fromkeys(code_named(field, text) for text in typed)
        stood = [code for code in field.items if code in named]
        return (*stood, *(code for code in named if code not in stood))
    return sent[field.path].strip()


def _label(field: Field, sent: Sent) -> Typed | None:
    """Both names; where only the Chinese one is given it stands for the English one too."""
    if f"{field.path}/zh" not in sent:
        return None
    zh, en = (sent.get(f"{field.path}/{language}", "").strip() for language in ("zh", "en"))
    return {"zh": zh, "en": en or zh} if zh or en else {}


def _length(field: Field, sent: Sent) -> Typed | None:
    unit = sent.get(f"{field.path}/unit")
    if unit is None:
        return None
    n = sent.get(f"{field.path}/n", "").strip()
    if not unit:
        return {}
    counted = unit in ("months", "days", "working_days", "periods")
    return {"unit": unit, "n": n} if counted else {"unit": unit}


def _severities(field: Field, sent: Sent) -> Typed | None:
    if f"{field.path}/code" not in sent:
        return None
    codes, points = (sent.getlist(f"{field.path}/{part}") for part in ("code", "points"))
    pairs = zip(codes, points, strict=False)
    return {code.strip(): p.strip() for code, p in pairs if code.strip() and p.strip()}


def _standing(field: Field) -> Typed:
    if field.type in SEVERAL:
        return tuple(field.items)
    if field.type in ("label", *LENGTHS, "severities"):
        return {name: text for name, text in dict(field.parts).items() if text}
    return field.value


def edge(row: Row, side: str) -> tuple[str, str]:
    """Which key of a side is written, and its number; both empty where the side is open."""
    for name in EDGES[side]:
        field = field_of(row, name)
        if field and field.written:
            return name, field.value
    return "", ""


def _of_edge(row: Row, side: str, sent: Sent) -> Iterator[Change]:
    name = sent.get(f"{row.path}/{side}")
    if name is None:
        return
    number = sent.get(f"{row.path}/{side}/at", "").strip()
    stands, at = edge(row, side)
    wanted = name if name in EDGES[side] else ""
    if not wanted and number and not stands:
        wanted = EDGES[side][0]
    if (wanted, number if wanted else "") == (stands, at):
        return
    for key in EDGES[side]:
        if key != wanted and key == stands:
            yield Put(f"{row.path}/{key}", "")
    if wanted:
        yield Put(f"{row.path}/{wanted}", number)


def _deed(asked: str) -> list[Change]:
    """``add PATH KIND``, ``remove PATH`` or ``move PATH TO``: what one of the small buttons asks for."""
    match asked.split(" "):
        case ["add", path]:
            return [Add(path)]
        case ["add", path, kind]:
            return [Add(path, kind)]
        case ["remove", path]:
            return [Remove(path)]
        case ["move", path, to] if to.isascii() and to.isdigit():
            return [Move(path, int(to))]
    return []
