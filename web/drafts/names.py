"""Codes and names: what a person types is a name, what the rules hold is a code."""

from __future__ import annotations

import re
from collections.abc import Collection

from identity.names import initials
from services.drafts.draft_cover import NAMES
from services.drafts.draft_parts import Field
from web.language import pick, tell

_NOT_CODE = re.compile("[^a-z0-9]+")


def code_named(field: Field, typed: str) -> str:
    """The code of what was named; what nobody bears stays as it was typed, and the check says so."""
    for choice in field.choices:
        if typed in (choice.code, choice.name.zh, choice.name.en, listed(choice.name, choice.code)):
            return choice.code
    return typed


def name_of(field: Field, code: str) -> str:
    """How a code that a field holds is shown where names are typed."""
    for choice in field.choices:
        if choice.code == code:
            return listed(choice.name, code)
    return code


def listed(name: object, code: str) -> str:
    """A name as it stands in a list to choose from."""
    zh, en = getattr(name, "zh", ""), getattr(name, "en", "")
    return pick(zh, en) or code


def new_code(name: str, taken: Collection[str], stem: str) -> str:
    """A code for something new: the initials of its Chinese name, or ``stem``; numbered if it is taken."""
    letters = (initials(name).split() or [""])[0]
    code = _NOT_CODE.sub("", letters.lower())[:24] or stem
    if code not in taken:
        return code
    return next(f"{code}-{n}" for n in range(2, len(taken) + 3) if f"{code}-{n}" not in taken)


def cover_labels() -> dict[str, str]:
    """What the fields of a cover sheet are called."""
    return {name: titled(tell(word)) for name, word in NAMES.items()}


def titled(words: str) -> str:
    """With a capital at its beginning, as labels are written."""
    return words[:1].upper() + words[1:]
