"""The one place where bad text is refused, before it reaches a form's rules or the database."""

import re
import unicodedata
from collections.abc import Iterator

from identity.problems import Problem

BIDIRECTIONAL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that make text read in another order than it is stored (Unicode bidirectional controls)."""

HIDDEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e00ff]"
)
"""Characters that show nothing and can only hide something."""

DROPPED = re.compile("[\u200b\u2060\ufeff]")
"""Zero-width spaces and byte-order marks: they come along with a copied text and mean nothing."""

LINE_END = re.compile("\r\n|[\r\u0085\u2028\u2029]")
CONTROL = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f]")
SURROGATE = re.compile("[\ud800-\udfff]")
PLANES_END = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
NONCHARACTER = re.compile(f"[\ufdd0-\ufdef{PLANES_END}]")
SPACES = re.compile(r"[^\S\n]+")


class BadText(ValueError):
    """The text is refused; `problems` say why, all at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


REFUSED = {
    "nul": re.compile("\x00"),
    "surrogate": SURROGATE,
    "bidirectional": BIDIRECTIONAL,
    "hidden": HIDDEN,
    "noncharacter": NONCHARACTER,
    "damaged": re.compile("\ufffd"),
    "control": CONTROL,
}
"""What is refused, by the code of the problem; `damaged` is the mark a failed decoding leaves."""


def clean_text(text: str, max_length: int, *, lines: bool = False) -> str:
    """`text` in NFC, trimmed, its line ends as newlines; a single line has single spaces.

    `max_length` counts characters of the result. Raises BadText with problems `nul`, `surrogate`,
    `bidirectional`, `hidden`, `noncharacter`, `damaged`, `control` (place: counted from 1, in what
    was typed; character: as U+hex), `line_break` if `lines` is not asked for, and `too_long`
    (length, max).
    """
    typed = LINE_END.sub("\n", text)
    problems = tuple(_refusals(typed))
    if problems:
        raise BadText(problems)
    clean = unicodedata.normalize("NFC", DROPPED.sub("", typed)).strip()
    if not lines:
        clean = SPACES.sub(" ", clean)
    problems = tuple(_shape_problems(clean, max_length, lines=lines))
    if problems:
        raise BadText(problems)
    return clean


def _refusals(text: str) -> Iterator[Problem]:
    for code, pattern in REFUSED.items():
        found = pattern.search(text)
        if found:
            character = f"U+{ord(found[0]):04X}"
            yield Problem(code, {"place": found.start() + 1, "character": character})


def _shape_problems(text: str, max_length: int, *, lines: bool) -> Iterator[Problem]:
    if "\n" in text and not lines:
        yield Problem("line_break")
    if len(text) > max_length:
        yield Problem("too_long", {"length": len(text), "max": max_length})
