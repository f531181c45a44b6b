"""The text of a template: {…} stands for what the business says; a wrong name is refused in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches

from services.messages import Message, say

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
GAP = "【待填：{name}】"
_GAP = re.compile("【待填：([^】]*)】")


def text_problem(text: str, known: Collection[str]) -> Message | None:
    """The first thing that is wrong with the placeholders of a text."""
    for name in PLACEHOLDER.findall(text):
        if name not in known:
            return _unknown(name, known)
    rest = PLACEHOLDER.sub("", text)
    alone = re.search("[{}｛｝]", rest)
    if alone is None:
        return None
    line = rest[: alone.start()].count("\n") + 1
    return say(
        "A %(brace)s stands alone in line %(line)s. A placeholder is written like {当事人}.",
        brace=alone[0],
        line=line,
    )


def _unknown(name: str, known: Collection[str]) -> Message:
    close = get_close_matches(name, known, n=1, cutoff=0.4)
    if close:
        return say(
            "There is no placeholder {%(name)s}. Did you mean {%(close)s}?",
            name=name,
            close=close[0],
        )
    return say(
        "There is no placeholder {%(name)s}. Those that can be used stand beside the form.",
        name=name,
    )


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with what is known; what is not leaves a gap that must be closed by hand."""

    def value(found: re.Match[str]) -> str:
        known = values.get(found[1])
        return GAP.format(name=found[1]) if known is None else known

    return PLACEHOLDER.sub(value, text)


def gaps(text: str) -> list[str]:
    """What is still to be filled in, by name."""
    return _GAP.findall(text)
