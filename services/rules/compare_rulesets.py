"""What differs between two versions, article by article, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

import scoring
from services.drafts.draft_outline import outline
from services.drafts.draft_parts import Both, Field, Group, Row, Section
from services.drafts.field_words import NOTHING, field_words, same_value

Trail = tuple[Both, ...]
Matched = tuple[Row | None, Row | None]


@dataclass(frozen=True, slots=True)
class Changed:
    """One key. ``before`` and ``after`` as they are read (``−3.00``), empty where it did not stand."""

    label: Both
    before: Both
    after: Both


@dataclass(frozen=True, slots=True)
class RowDiff:
    """One row. ``sign``: ``added``, ``removed``, ``changed`` or ``moved``.

    ``path`` is its address in the text where it stands (the newer unless removed); ``trail`` the rows around
    it, outermost first (指标 逾期 › 分档 2). A removed row tells nothing of the rows within it.
    """

    sign: str
    path: str
    trail: Trail
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class SectionDiff:
    code: str
    title: Both
    rows: tuple[RowDiff, ...]


def compare_rulesets(before: str, after: str) -> tuple[SectionDiff, ...]:
    """Sections with a difference, in file order; empty if the rules say the same (comments do not count).

    Raises ``scoring.RulesetError`` if either text is no TOML.
    """
    pairs = zip(_sections(before), _sections(after), strict=True)
    found = [(new, tuple(_groups(old.group, new.group, ()))) for old, new in pairs]
    return tuple(SectionDiff(section.code, section.title, rows) for section, rows in found if rows)


def _sections(text: str) -> tuple[Section, ...]:
    found = outline(text)
    if found.problem is not None:
        raise scoring.RulesetError([found.problem])
    return found.sections


def _groups(old: Group | None, new: Group | None, trail: Trail) -> Iterator[RowDiff]:
    before, after = (group.rows if group else () for group in (old, new))
    pairs = _matched(before, after)
    moved = _moved(pairs)
    for one, other in pairs:
        yield from _rows(one, other, trail, moved=other is not None and other.code in moved)


def _matched(before: Sequence[Row], after: Sequence[Row]) -> list[Matched]:
    """Rows of one code belong together; of those without, equal ones, and the rest as they stand."""
    if any(row.code for row in (*before, *after)):
        old = {row.code: row for row in before}
        new = {row.code for row in after}
        found: list[Matched] = [(old.get(row.code), row) for row in after]
        return [*found, *((row, None) for row in before if row.code not in new)]
    matcher = SequenceMatcher(None, [_said(r) for r in before], [_said(r) for r in after], False)
    pairs: list[Matched] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            pairs += zip_longest(before[i1:i2], after[j1:j2])
    return pairs


def _said(row: Row) -> str:
    """Everything that a row and the rows within it say."""
    own = [
        (f.name, f.value, sorted(f.parts.items()), f.items, f.clause, f.source) for f in row.fields
    ]
    return repr((own, [[_said(inner) for inner in group.rows] for group in row.groups]))


def _moved(pairs: Sequence[Matched]) -> set[str]:
    """The codes of rows that stand in another order among those that both have."""
    common = [(old, new) for old, new in pairs if old and new and new.code]
    now = [new.code for _, new in common]
    then = [old.code for old, _ in sorted(common, key=lambda pair: _place(pair[0]))]
    stayed = SequenceMatcher(None, then, now, False).get_matching_blocks()
    return set(now) - {code for block in stayed for code in then[block.a : block.a + block.size]}


def _place(row: Row) -> int:
    last = row.path.rsplit("/", 1)[-1]
    return int(last) if last.isdigit() else 0


def _rows(old: Row | None, new: Row | None, trail: Trail, moved: bool) -> Iterator[RowDiff]:
    row = new or old
    assert row is not None
    inside = (*trail, row.heading)
    changes = tuple(_changes(old, new))
    if old is None or new is None:
        yield RowDiff("removed" if new is None else "added", row.path, inside, changes)
    elif changes or moved:
        yield RowDiff("changed" if changes else "moved", row.path, inside, changes)
    if new is not None:
        known = {group.name: group for group in old.groups} if old else {}
        for group in new.groups:
            yield from _groups(known.pop(group.name, None), group, inside)
        for gone in known.values():
            yield from _groups(gone, None, inside)


def _changes(old: Row | None, new: Row | None) -> Iterator[Changed]:
    before = {field.name: field for field in old.fields} if old else {}
    after = {field.name: field for field in new.fields} if new else {}
    for name in dict.fromkeys((*after, *before)):
        yield from _field(before.get(name), after.get(name))


def _field(old: Field | None, new: Field | None) -> Iterator[Changed]:
    one = new or old
    assert one is not None
    if not (old and new and same_value(old, new)):
        said = [field_words(field) if field else NOTHING for field in (old, new)]
        if said[0] != said[1]:
            yield Changed(one.label, *said)
    for name, zh, en in (("clause", "条款", "clause"), ("source", "出处", "source")):
        told = [getattr(field, name) if field else "" for field in (old, new)]
        if told[0] != told[1]:
            label = Both(f"{one.label.zh}（{zh}）", f"{one.label.en} ({en})")
            yield Changed(label, *(Both(text, text) for text in told))
