"""The text of a draft as forms, and forms back into the text: what was not touched stays as it is, to the byte."""

from __future__ import annotations

from collections.abc import Iterable

from services.draft_parts import Change, Outline


def outline(text: str) -> Outline:
    """The whole draft as sections, rows and fields, generated from the parser's own tables of keys."""
    raise NotImplementedError


def change(text: str, changes: Iterable[Change]) -> str:
    """The text with the changes made one after the other; comments and everything else stay.

    What cannot be read as its field's type is kept as it was typed (the check says what is wrong with it).
    Raises ``services.messages.Invalid`` under the change's path for an address that is not there, and
    ``scoring.RulesetError`` if the text is no TOML.
    """
    raise NotImplementedError
