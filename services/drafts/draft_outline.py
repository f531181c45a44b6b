"""A draft as sections, rows and fields, generated from the keys that the parser itself goes by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import scoring
from scoring.keys import NUMERIC, Key
from scoring.kinds import TABLES, VARIANTS
from scoring.reading import row_path
from scoring.toml import read_toml
from scoring.wording_of_choices import TIMES
from services.drafts.draft_parts import Both, Choice, Field, Group, Outline, Row, Section
from services.drafts.draft_paths import SECTIONS, TABULAR, choice, keys_of, kinds_of
from services.drafts.draft_values import LASTING, SEVERAL, items_of, parts_of, units, value_of
from services.drafts.toml_places import Array, Node, Rows, Table, places

NAMED = ("label", "name", "title")
HEAD = Both("总则", "General")
PARTS = frozenset({"label", "severities", *LASTING})
Origin = tuple[str, str]


def outline(text: str, only: str = "") -> Outline:
    """The whole draft as sections, rows and fields; of one section alone if ``only`` names it."""
    try:
        raw = read_toml(text, "draft.toml")
    except scoring.RulesetError as error:
        return Outline(text, (), error.problems[0])
    teller = _Teller(text, raw)
    wanted = [code for code in ("head", *SECTIONS) if only in ("", code)]
    return Outline(text, tuple(teller.section(code) for code in wanted))


class _Teller:
    def __init__(self, text: str, raw: Mapping[str, Any]) -> None:
        self.text, self.raw, self.root = text, raw, places(text)
        self.declared: dict[str, tuple[Choice, ...]] = {}

    def section(self, code: str) -> Section:
        around = _origin(self.raw, ("", ""))
        if code == "head":
            row = self._row("ruleset", self.raw, self.root, "", "", ("", ""), HEAD)
            group = Group("", "", "", HEAD, "ruleset", False, True, (), (row,))
            return Section(code, HEAD, group)
        key = next(key for key in TABLES["ruleset"] if key.name == code)
        return Section(code, _label(key), self._group(key, self.raw, self.root, "", "", around))

    def _group(
        self,
        key: Key,
        raw: Mapping[str, Any],
        table: Node | None,
        path: str,
        told: str,
        around: Origin,
    ) -> Group:
        path, told = _join(path, "/", key.name), _join(told, ".", key.name)
        value, node = raw.get(key.name), _entry(table, key.name)
        rows: list[Row] = []
        if key.type == "table" and isinstance(value, Mapping):
            rows = [self._row(key.table, value, node, path, told, around, _label(key))]
        elif isinstance(value, list):
            nodes = node.items if isinstance(node, Array | Rows) else []
            for n, (one, where) in enumerate(zip(value, nodes, strict=False), 1):
                heading = Both(f"{key.zh} {n}", f"{key.en} {n}")
                inside = one if isinstance(one, Mapping) else {}
                here = f"{path}/{n}", row_path(told, one, n)
                rows.append(self._row(key.table, inside, where, *here, around, heading))
        return Group(
            path=path,
            told=told,
            name=key.name,
            label=_label(key),
            table=key.table,
            many=key.type == "tables",
            required=key.needed,
            kinds=kinds_of(key.table),
            rows=tuple(rows),
        )

    def _row(
        self,
        table: str,
        raw: Mapping[str, Any],
        node: Node | None,
        path: str,
        told: str,
        around: Origin,
        heading: Both,
    ) -> Row:
        keys, inner = keys_of(table, raw), _origin(raw, around)
        by, _ = VARIANTS.get(table, ("", {}))
        own = [key for key in keys if path or key.name not in SECTIONS]
        known = {key.name for key in keys}
        strange = [Key(name, "unknown", name, name) for name in raw if name not in known]
        code, word = raw.get("code"), raw.get(by) if by else None
        return Row(
            path=path,
            told=told,
            code=code if isinstance(code, str) else "",
            heading=_named(raw) or heading,
            kind=word if isinstance(word, str) else "",
            kinds=kinds_of(table),
            fields=tuple(
                self._field(key, raw, node, path, told, inner)
                for key in (*own, *strange)
                if key.type not in TABULAR
            ),
            groups=tuple(
                self._group(key, raw, node, path, told, inner) for key in own if key.type in TABULAR
            ),
        )

    def _field(
        self,
        key: Key,
        raw: Mapping[str, Any],
        table: Node | None,
        path: str,
        told: str,
        around: Origin,
    ) -> Field:
        value, node = raw.get(key.name), _entry(table, key.name)
        clause, source = "", ""
        if key.type in NUMERIC and isinstance(value, Mapping) and "value" in value:
            clause, source = (value_of(value.get(name, "")) for name in ("clause", "source"))
            value, node = value["value"], _entry(node, "value")
        parts = parts_of(key, value) if key.type in PARTS else {}
        items = items_of(value) if key.type in SEVERAL else ()
        written = self._slice(node)
        return Field(
            path=_join(path, "/", key.name),
            told=_join(told, ".", key.name),
            name=key.name,
            label=_label(key),
            type=key.type,
            value="" if parts or items or value is None else value_of(value, written),
            parts=parts,
            items=items,
            choices=self._choices(key),
            names=key.of,
            required=key.needed,
            written=key.name in raw,
            default=_default(key),
            sourced=key.type in NUMERIC and key.sourced,
            clause=clause,
            source=source,
            inherits=around,
        )

    def _slice(self, node: Node | None) -> str:
        if node is None or isinstance(node, Rows):
            return ""
        if isinstance(node, Table) and node.form != "inline":
            return "{ … }"
        return self.text[node.start : node.end]

    def _choices(self, key: Key) -> tuple[Choice, ...]:
        if key.choices:
            return tuple(choice(key.name, word) for word in key.choices)
        if key.type in LASTING:
            return tuple(Choice(unit, Both(*TIMES[unit])) for unit in units(key))
        if key.of and key.of not in self.declared:
            self.declared[key.of] = tuple(self._declared(key.of))
        return self.declared.get(key.of, ())

    def _declared(self, part: str) -> list[Choice]:
        rows = self.raw.get(part)
        found = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
        codes = [(row.get("code"), row) for row in found]
        return [
            Choice(code, _named(row) or Both(code, code))
            for code, row in codes
            if isinstance(code, str)
        ]


def _entry(table: Node | None, name: str) -> Node | None:
    return table.entries[name].node if isinstance(table, Table) and name in table.entries else None


def _label(key: Key) -> Both:
    return Both(key.zh, key.en)


def _named(raw: Mapping[str, Any]) -> Both | None:
    """What a row is called by its own words."""
    found = next((raw[name] for name in NAMED if isinstance(raw.get(name), Mapping)), raw)
    zh, en = found.get("zh"), found.get("en")
    if isinstance(zh, str) and isinstance(en, str) and (zh or en):
        return Both(zh or en, en or zh)
    code = raw.get("code")
    return Both(code, code) if isinstance(code, str) and code else None


def _origin(raw: Mapping[str, Any], around: Origin) -> Origin:
    """Clause and source that numbers in a table take from it or from those around it."""
    clause, source = (raw.get(name) for name in ("clause", "source"))
    return (
        clause if isinstance(clause, str) else around[0],
        source if isinstance(source, str) else around[1],
    )


def _default(key: Key) -> str:
    if isinstance(key.default, bool):
        return "true" if key.default else "false"
    return key.default if isinstance(key.default, str) else ""


def _join(path: str, by: str, name: str) -> str:
    return f"{path}{by}{name}" if path else name
