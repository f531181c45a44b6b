"""Addresses in a draft: from `indicators/3/bands/1/points` to the key of the format and the place in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.keys import Key
from scoring.kinds import TABLES, VARIANTS
from scoring.wording_of_choices import CHOICES
from services.drafts.draft_parts import Both, Choice
from services.drafts.toml_places import Step
from services.messages import Invalid, say

SECTIONS = (
    "scale",
    "period",
    "behaviours",
    "dimensions",
    "indicators",
    "grades",
    "overrides",
    "lists",
)
"""Parts of the file that are chapters of their own, in their order; the rest is the head."""

TABULAR = ("table", "tables")


@dataclass(frozen=True)
class Place:
    """Where an address leads: a key, the steps to it in the text, and what follows it (a part of a field).

    ``row``: the address ends at one table and not at a key that holds some.
    """

    key: Key
    steps: tuple[Step, ...]
    rest: tuple[str, ...]
    row: bool


def keys_of(table: str, raw: object) -> tuple[Key, ...]:
    """The keys that a table of this kind has; those that all kinds share where its kind is not known."""
    if table not in VARIANTS:
        return TABLES[table]
    by, variants = VARIANTS[table]
    word = raw.get(by) if isinstance(raw, Mapping) else None
    if isinstance(word, str) and word in variants:
        return TABLES[variants[word]]
    shared = set.intersection(*({k.name for k in TABLES[name]} for name in variants.values()))
    first = next(iter(variants.values()))
    return tuple(key for key in TABLES[first] if key.name in shared)


def kinds_of(table: str) -> tuple[Choice, ...]:
    """The kinds that a table can be of; none where there is one only."""
    if table not in VARIANTS:
        return ()
    by, variants = VARIANTS[table]
    return tuple(choice(by, word) for word in variants)


def choice(name: str, word: str) -> Choice:
    zh, en = CHOICES[name][word]
    return Choice(word, Both(zh, en))


def place(raw: Mapping[str, object], path: str) -> Place:
    """Raises ``Invalid`` under the address if it leads nowhere."""
    found = _walk(raw, path.split("/"))
    if found is None:
        raise Invalid({path: say("This place is no longer in the draft. Look at it anew.")})
    return found


def _walk(raw: Mapping[str, object], parts: Sequence[str]) -> Place | None:
    table, inside, steps = "ruleset", raw, tuple[Step, ...]()
    while True:
        name, *rest = parts
        known = {key.name: key for key in keys_of(table, inside)}
        key = known.get(name) or (Key(name, "unknown", name, name) if name in inside else None)
        if key is None:
            return None
        steps = (*steps, name)
        if key.type not in TABULAR:
            return Place(key, steps, tuple(rest), row=False)
        if not rest and key.type == "tables":
            return Place(key, steps, (), row=False)
        value = inside.get(name)
        if key.type == "tables":
            index, *rest = rest
            rows = value if isinstance(value, list) else []
            if not index.isascii() or not index.isdigit() or not 1 <= int(index) <= len(rows):
                return None
            steps, value = (*steps, int(index) - 1), rows[int(index) - 1]
        if not rest:
            return Place(key, steps, (), row=True)
        table, inside, parts = key.table, value if isinstance(value, Mapping) else {}, rest
