"""Whether a company stands among the rows of a bundle, by its credit code or its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from verify.said import Said, shown

Row = dict[str, Any]
WHAT = ("list_name", "from", "last_day", "grade", "disputed")


def folded(text: str) -> str:
    """One form of a code or name: width, case, blanks and what cannot be seen do not matter."""
    seen = (one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    return "".join("".join(seen).casefold().split())


def answers(rows: Sequence[Row], asked: str, *, whole: bool) -> Iterator[Said]:
    """One sentence a row; or that there is none, and what that means."""
    wanted = folded(asked)
    found = [
        (n, row)
        for n, row in enumerate(rows, 1)
        if wanted in (folded(row.get("code", "")), folded(row.get("name", "")))
    ]
    for n, row in found:
        what = ", ".join(str(row[key]) for key in WHAT if row.get(key))
        who = f"{row.get('name', '')} {row.get('code', '')}".strip()
        yield Said(
            f"“{shown(asked)}”在其中：第 {n} 行，{who}（{what}）。",
            f"“{shown(asked)}” is on it: row {n}, {who} ({what}).",
        )
    if found:
        return
    yield _absent(asked, len(rows)) if whole else _not_in_part(asked)


def _absent(asked: str, count: int) -> Said:
    return Said(
        f"“{shown(asked)}”不在其中：生态环境部门承诺为整册的 {count} 行里，没有这一信用代码或这一名称。"
        "名称须与登记的一字不差，最好以统一社会信用代码再查一次。",
        f"“{shown(asked)}” is not on it: none of the {count} rows that the department committed to as the whole has"
        " this code or exactly this name. Better ask by credit code as well.",
    )


def _not_in_part(asked: str) -> Said:
    return Said(
        f"“{shown(asked)}”不在这张表中。表不是名单整册，由此不能得出不在名单上的结论。",
        f"“{shown(asked)}” is not in this table. It is not the whole register, so nothing follows about the rest.",
    )
