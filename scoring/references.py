"""One part of a ruleset naming another: the code must be declared, and give what is read of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scoring.draft import Draft

WHAT = {
    "basis": ("依据", "legal basis"),
    "behaviours": ("信用行为", "behaviour"),
    "dimensions": ("维度", "dimension"),
    "indicators": ("指标", "indicator"),
    "grades": ("信用等级", "grade"),
    "lists": ("名单", "list"),
}
SHOWN = 30
"""Codes that a message lists."""


def check_known(draft: Draft, group: str, code: str, path: str) -> bool:
    """Whether a code is declared; it may be in a table that could not be read."""
    known = draft.codes[group]
    if code in known:
        return True
    if not draft.readable(group):
        return False
    zh, en = WHAT[group]
    hint = draft.reader.hint(code, known)
    allowed = ", ".join(list(known)[:SHOWN])
    params = {"found": code, "what_zh": zh, "what_en": en, "allowed": allowed}
    draft.reader.wrong(path, "not_found", **params, **hint)
    return False


def check_weighed(draft: Draft, code: str, path: str) -> None:
    if not draft.weighers(code):
        draft.reader.wrong(path, "not_weighed", behaviour=code)


def check_requires(draft: Draft, code: str, fields: Iterable[str]) -> None:
    """Each entry of a behaviour must give what the rules read of it."""
    behaviour = draft.behaviour(code)
    if behaviour is None:
        return
    for field in fields:
        if field not in behaviour.fields:
            where = f"behaviours[{code}].fields"
            draft.reader.wrong(where, "field_needed", behaviour=code, field=field)


def circle_from(leads_to: Mapping[str, Sequence[str]], start: str) -> list[str]:
    """The way from a path back to itself; nothing if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for step in leads_to[way[-1]]:
            if step == start:
                return [*way, start]
            if step not in seen:
                seen.add(step)
                ways.append([*way, step])
    return []
