"""What a checker says: each sentence in Chinese and in English, and the ways in which a file can fail."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """One sentence in both languages."""

    zh: str
    en: str

    def lines(self, language: str) -> list[str]:
        """The sentence in ``zh``, in ``en``, or in ``both``, each on one line whatever a forger put into a value."""
        wanted = {"zh": [self.zh], "en": [self.en]}.get(language, [self.zh, self.en])
        return [_on_one_line(one) for one in wanted]


def _on_one_line(text: str) -> str:
    """Without line ends, terminal commands, and marks that turn or hide what follows: their codes instead."""
    return "".join(
        one if one.isprintable() or unicodedata.category(one) == "Zs" else f"\\u{ord(one):04x}"
        for one in text
    )


class Unreadable(Exception):
    """A file that is no whole receipt, or a wish that cannot be read."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = Said(zh, en)


class Altered(Exception):
    """A receipt that is not as it was made; nothing further in it can be looked at."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = Said(zh, en)


def shown(value: object) -> str:
    """A value of a receipt inside a sentence, shortened."""
    text = str(value) if isinstance(value, str | int) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
