"""Whatever is done to a draft in forms, in any order: the text can be read and says what was done."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.drafts.draft_document import change, outline
from services.drafts.draft_parts import (
    Add,
    Change,
    Field,
    Group,
    Move,
    Put,
    Remove,
    Row,
    Turn,
    Typed,
)
from tests.scoring.samples import FOLDER
from tests.statements.story import LAND_SURVEY

TEXTS = (
    LAND_SURVEY,
    *(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.toml"))),
    LAND_SURVEY.replace("\n", "\r\n"),
)
WORDS = st.text(max_size=20) | st.sampled_from(
    ["-5", "2.5", "０.9", '"', "'''", "#", "]]", "=", "{ a"]
)


def read(text: str) -> dict[str, Any]:
    return tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)


def rows(group: Group) -> list[Row]:
    found = []
    for row in group.rows:
        found += [row, *(inner for group in row.groups for inner in rows(group))]
    return found


def all_rows(text: str) -> list[Row]:
    return [row for section in outline(text).sections for row in rows(section.group)]


def all_groups(text: str) -> list[Group]:
    sections = [section.group for section in outline(text).sections if section.group.path]
    return [*sections, *(group for row in all_rows(text) for group in row.groups)]


@st.composite
def typed(draw: st.DrawFn, one: Field) -> Typed:
    if one.type in ("codes", "texts", "choices"):
        return draw(st.lists(WORDS, max_size=3))
    if one.type == "label":
        return {"zh": draw(WORDS), "en": draw(WORDS)}
    if one.type in ("duration", "validity", "length"):
        return {"unit": draw(st.sampled_from(["months", "days", "life"])), "n": draw(WORDS)}
    if one.type == "severities":
        return draw(st.dictionaries(st.sampled_from(["slight", "a.b", "c d"]), WORDS, max_size=2))
    return draw(WORDS)


@st.composite
def edit(draw: st.DrawFn, text: str) -> Change:
    kind = draw(st.sampled_from(["put", "put", "add", "remove", "move", "turn"]))
    some = [row for row in all_rows(text) if row.path]
    many = [row for row in some if row.path[-1].isdigit()]
    turning = [row for row in some if row.kinds]
    if kind == "add":
        group = draw(st.sampled_from([g for g in all_groups(text) if g.many or not g.rows]))
        word = draw(st.sampled_from(group.kinds)).code if group.kinds else ""
        return Add(group.path, word, draw(st.sampled_from([{}, {"code": "new"}])))
    if kind == "remove" and some:
        return Remove(draw(st.sampled_from(some)).path)
    if kind == "move" and many:
        return Move(draw(st.sampled_from(many)).path, draw(st.integers(1, 9)))
    if kind == "turn" and turning:
        row = draw(st.sampled_from(turning))
        return Turn(row.path, draw(st.sampled_from(row.kinds)).code)
    fields = [field for row in all_rows(text) for field in row.fields]
    one = draw(st.sampled_from(fields))
    if one.type == "unknown":
        return Put(one.path, "")
    return Put(one.path, draw(typed(one)))


@settings(max_examples=25)
@given(st.data())
def test_after_any_edits_the_draft_can_be_read_and_says_what_was_typed(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 5))):
        one = data.draw(edit(text))
        before, text = text, change(text, [one])
        assert outline(text).problem is None
        _holds(before, text, one)


def _holds(before: str, after: str, one: Change) -> None:
    if isinstance(one, Put):
        _says(before, after, one)
    elif isinstance(one, Add):
        group = next(group for group in all_groups(after) if group.path == one.path)
        was = next(group for group in all_groups(before) if group.path == one.path)
        assert len(group.rows) == len(was.rows) + 1
    elif isinstance(one, Remove):
        assert len(all_rows(after)) < len(all_rows(before))
    elif isinstance(one, Move):
        assert sorted(map(repr, _plain(read(before)))) == sorted(map(repr, _plain(read(after))))
    else:
        assert next(row.kind for row in all_rows(after) if row.path == one.path) == one.kind


def _says(before: str, after: str, one: Put) -> None:
    """What was typed stands there; every other key holds what it held."""
    fields = {f.path: f for row in all_rows(after) for f in row.fields}
    found = fields.get(one.path)
    typed = one.value
    if isinstance(typed, str) and typed.strip() and found and found.type == "text":
        assert found.value == typed
    assert _without(read(before), one.path) == _without(read(after), one.path)


def _without(raw: dict[str, Any], path: str) -> dict[str, Any]:
    """The text's own tables but for one key."""
    *way, last = path.split("/")
    inside: Any = raw
    for part in way:
        inside = inside[int(part) - 1] if isinstance(inside, list) else inside[part]
    inside.pop(last, None)
    return raw


def _plain(value: Any) -> list[Any]:
    """Every value of a table, without its place."""
    if isinstance(value, dict):
        return [one for inner in value.values() for one in _plain(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in _plain(inner)]
    return [value]
