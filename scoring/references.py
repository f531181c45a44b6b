"""One part of a ruleset naming another: the code must be declared."""

from __future__ import annotations

from scoring.draft import Draft

WHAT = {
    "basis": ("依据", "legal basis"),
    "behaviours": ("信用行为", "behaviour"),
    "dimensions": ("维度", "dimension"),
    "indicators": ("指标", "indicator"),
    "grades": ("信用等级", "grade"),
}


def check_known(draft: Draft, group: str, code: str, path: str) -> bool:
    known = draft.codes[group]
    if code in known:
        return True
    zh, en = WHAT[group]
    allowed = ", ".join(known[:30])
    draft.reader.wrong(path, "not_found", found=code, what_zh=zh, what_en=en, allowed=allowed)
    return False


def check_weighed(draft: Draft, code: str, path: str) -> None:
    for row in draft.head["indicators"] or ():
        if row and row["kind"] == "points" and code in (row["behaviours"] or ()):
            return
    draft.reader.wrong(path, "not_weighed", behaviour=code)
