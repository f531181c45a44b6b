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
from scoring.toml import read_toml
from services.drafts.draft_addresses import Addresses
from services.drafts.draft_parts import Both
from services.rules.propose_ruleset import read_draft
from services.rules.rulebook import published
from services.rules.show_rules import documents_on

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
        draft = read_draft(session, text)
    except scoring.RulesetError as error:
        addresses = Addresses(_raw(text))
        return Check(tuple(_wrong(addresses, problem) for problem in error.problems), None)
    flaws = [*_flaws(draft, today, bool(published(session, draft.scheme)))]
    addresses = Addresses(_raw(text) if flaws else {})
    findings = (replace(flaw, path=addresses.of(flaw.told)) for flaw in flaws)
    return Check(tuple(findings), draft)


def _raw(text: str) -> Mapping[str, Any]:
    try:
        return read_toml(text, "draft.toml")
    except scoring.RulesetError:
        return {}


def _wrong(addresses: Addresses, problem: scoring.Problem) -> Finding:
    words = Both(_plain(addresses, problem, "zh").zh, _plain(addresses, problem, "en").en)
    return Finding(addresses.of(problem.path), problem.path, "wrong", words)


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


def _plain(addresses: Addresses, problem: scoring.Problem, language: str) -> scoring.Problem:
    """The problem with its keys called as the fields of the form are."""
    if problem.code not in NAMES_KEYS:
        return problem
    names = {key.name: _called(key, language) for key in addresses.keys(problem.path)}
    params = {
        name: WORD.sub(lambda word: names.get(word[0], word[0]), value)
        if name in OF_KEYS
        else value
        for name, value in problem.params.items()
    }
    return replace(problem, params=params)


def _called(key: Key, language: str) -> str:
    return f"“{key.zh}”" if language == "zh" else f"“{key.en}”"
