"""What the rules rest on, in words: documents, where each number comes from, and grounds of effects."""

from __future__ import annotations

from collections import defaultdict

import scoring
from services.messages import Message, say
from web.language import _, is_chinese, pick, tell

GROUNDS: dict[str, Message] = {
    "national": say("national list of sanctions"),
    "provincial": say("provincial list of sanctions"),
    "internal": say("internal measure"),
    "contract": say("term of the contract"),
}
"""What lets an effect happen."""

STATES: dict[str, tuple[Message, str]] = {
    "in_force": (say("in force now"), "done"),
    "ending": (say("ends within a month"), "mend"),
    "ended": (say("no longer in force"), "mend"),
}
"""How a document stands, with the tone of its mark."""


def name(document: scoring.Basis) -> str:
    return pick(document.name.zh, document.name.en)


def names(documents: tuple[scoring.Basis, ...]) -> str:
    return ("；" if is_chinese() else "; ").join(map(name, documents))


def state(document: scoring.Document) -> tuple[str, str]:
    word, tone = STATES[document.state]
    return tell(word), tone


def ground(effect: scoring.Effect) -> str:
    """On what an effect rests; empty where it does not say."""
    if effect.ground is None:
        return ""
    said = tell(GROUNDS[effect.ground])
    if effect.item is None:
        return said
    return _("%(ground)s: %(item)s", ground=said, item=effect.item)


class Origins:
    """Where the numbers of each row of a ruleset come from."""

    def __init__(self, ruleset: scoring.Ruleset) -> None:
        self._names = {document.code: name(document) for document in ruleset.basis}
        self._told: dict[str, list[scoring.Origin]] = defaultdict(list)
        self._missing = {_row(path) for path in ruleset.unsourced}
        for path, origin in ruleset.sources.items():
            self._told[_row(path)].append(origin)

    def of(self, row: str, clause: str | None, source: str | None = None) -> str:
        """The clause or the document of a row such as ``indicators[delay]``; a default is said to be one."""
        if clause:
            return clause
        found = [self._said(origin) for origin in self._told[row]] or [self._document(source)]
        return ("；" if is_chinese() else "; ").join(filter(None, dict.fromkeys(found)))

    def missing(self, row: str) -> bool:
        """Whether a number of the row says neither clause nor source."""
        return row in self._missing

    def _said(self, origin: scoring.Origin) -> str:
        return origin.clause or self._document(origin.source)

    def _document(self, source: str | None) -> str:
        if source == "default":
            return _("editable default of the department")
        return self._names.get(source or "", source or "")


def _row(path: str) -> str:
    """The row in which a number stands: ``indicators[delay].bands[2].points`` → ``indicators[delay]``."""
    return path.partition("]")[0] + "]" if "[" in path else path.partition(".")[0]
