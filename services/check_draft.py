"""Everything that is wrong with a draft, in plain words, each beside the field it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

import scoring
from scoring.keys import Key
from scoring.kinds import TABLES
from scoring.toml import read_toml
from services.draft_parts import Both
from services.draft_paths import TABULAR, keys_of
from services.rulebook import published
from services.show_rules import documents_on

STEP = re.compile(r"([^.\[\]]+)(?:\[([^\]]*)\])?\.?")
WORD = re.compile(r"[a-z_]+")
NAMES_KEYS = frozenset(
    {
        "both_or_neither",
        "cannot_carry",
        "category_key",
        "dates",
        "exactly_one",
        "only_weighted",
        "two_edges",
        "window_needed",
    }
)
"""Messages whose parameters are names of keys: a form calls them as its fields are called."""
OF_KEYS = frozenset({"allowed", "earlier", "first", "found", "key", "later", "second"})

UNSOURCED = Both("该数值没有注明条款或者出处。", "This number says neither clause nor source.")
UNFOUNDED = Both(
    "该项措施没有写明依据，写明之前本版本不能公布。",
    "This effect names no ground; until it does, the version cannot be published.",
)
BACKWARDS = Both(
    "新版本自今日或者以后施行，不得溯及既往。",
    "A new version acts from today or later, never backwards.",
)
DOCUMENTS: Mapping[str, Both] = {
    "ended": Both("该文件已于{day}失效。", "This document is no longer in force since {day}."),
    "ending": Both("该文件将于{day}失效。", "This document ends on {day}."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """``path``: the address of the field, row or group (``""``: the whole text).

    ``told``: the parser's own path. ``weight``: ``wrong`` (it cannot be read), ``unpublishable`` (an effect
    without ground, a first day that has passed) or ``flagged`` (a number without clause and source, a document
    that has ended).
    """

    path: str
    told: str
    weight: str
    words: Both


@dataclass(frozen=True, slots=True)
class Check:
    """``ruleset`` is there when nothing is wrong."""

    findings: tuple[Finding, ...]
    ruleset: scoring.Ruleset | None

    def at(self, path: str) -> tuple[Finding, ...]:
        """What is said of exactly this address."""
        return tuple(found for found in self.findings if found.path == path)

    def within(self, path: str) -> tuple[Finding, ...]:
        """What is said of this address and all beneath it."""
        return tuple(f for f in self.findings if f.path == path or f.path.startswith(f"{path}/"))


def check_draft(session: Session, text: str, today: date) -> Check:
    """Parse the text and hold it against the published versions; never raises for what was typed."""
    try:
        draft = scoring.parse(text, "draft.toml")
        others = published(session, draft.scheme)
        scoring.rule_book([*others, draft])
    except scoring.RulesetError as error:
        raw = _raw(text)
        return Check(tuple(_wrong(raw, problem) for problem in error.problems), None)
    raw = _raw(text)
    flaws = [*_flaws(draft, today, bool(others))]
    findings = (replace(flaw, path=address(raw, flaw.told)) for flaw in flaws)
    return Check(tuple(findings), draft)


def _raw(text: str) -> Mapping[str, Any]:
    try:
        return read_toml(text, "draft.toml")
    except scoring.RulesetError:
        return {}


def _wrong(raw: Mapping[str, Any], problem: scoring.Problem) -> Finding:
    words = Both(_plain(raw, problem, "zh").zh, _plain(raw, problem, "en").en)
    return Finding(address(raw, problem.path), problem.path, "wrong", words)


def _flaws(draft: scoring.Ruleset, today: date, follows: bool) -> Iterator[Finding]:
    if follows and draft.effective_from < today:
        yield Finding("", "effective_from", "unpublishable", BACKWARDS)
    for told in draft.unfounded:
        yield Finding("", told, "unpublishable", UNFOUNDED)
    for told in draft.unsourced:
        yield Finding("", told, "flagged", UNSOURCED)
    for document in documents_on(draft, today):
        if document.state in DOCUMENTS:
            said, day = DOCUMENTS[document.state], document.basis.until
            words = Both(said.zh.format(day=day), said.en.format(day=day))
            yield Finding("", f"basis[{document.basis.code}]", "flagged", words)


def address(raw: Mapping[str, Any], told: str) -> str:
    """The address of what the parser names; of the nearest table around it where there is no such field."""
    return "/".join(str(part) for part, _ in _walk(raw, told))


def _walk(raw: Mapping[str, Any], told: str) -> Iterator[tuple[str | int, str]]:
    """Each part of the address, with the table in which it stands."""
    table, inside = "ruleset", raw
    for found in STEP.finditer(told):
        name, place = found.groups()
        key = next((key for key in keys_of(table, inside) if key.name == name), None)
        if key is None:
            return
        yield name, table
        value = inside.get(name)
        if key.type == "tables":
            n = _row(value, place)
            if n is None or not isinstance(value, list):
                return
            yield n, table
            value = value[n - 1]
        if key.type not in TABULAR or not isinstance(value, Mapping):
            return
        table, inside = key.table, value


def _row(rows: object, place: str | None) -> int | None:
    """The place of a row, from 1; of several with one code the last, where it stands again."""
    if not isinstance(rows, list) or place is None:
        return None
    named = [
        n for n, row in enumerate(rows, 1) if isinstance(row, Mapping) and row.get("code") == place
    ]
    if named:
        return named[-1]
    return int(place) if place.isdigit() and 1 <= int(place) <= len(rows) else None


def _plain(raw: Mapping[str, Any], problem: scoring.Problem, language: str) -> scoring.Problem:
    """The problem with its keys called as the fields of the form are."""
    if problem.code not in NAMES_KEYS:
        return problem
    names = {key.name: _called(key, language) for key in _keys_at(raw, problem.path)}
    params = {
        name: WORD.sub(lambda word: names.get(word[0], word[0]), value)
        if name in OF_KEYS
        else value
        for name, value in problem.params.items()
    }
    return replace(problem, params=params)


def _keys_at(raw: Mapping[str, Any], told: str) -> tuple[Key, ...]:
    """The keys of the table that a problem is about, and of the one it stands in."""
    value: Any = raw
    found = list(TABLES["ruleset"])
    for part, table in _walk(raw, told):
        if isinstance(part, str):
            found = [*found, *keys_of(table, value)]
            key = next(key for key in keys_of(table, value) if key.name == part)
            value = value.get(part)
            inner = key.table if key.type in TABULAR else ""
        else:
            value = value[part - 1]
        if inner and isinstance(value, Mapping):
            found = [*found, *keys_of(inner, value)]
    return tuple(found)


def _called(key: Key, language: str) -> str:
    return f"“{key.zh}”" if language == "zh" else f"“{key.en}”"
