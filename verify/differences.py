"""Where a receipt says something else than what follows from its proved entries, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from verify.said import Said, shown

Table = dict[str, Any]

ROWS = {
    "facts": ("信用记录", "record"),
    "decisions": ("名单决定", "list decision"),
    "disputes": ("异议标注", "dispute mark"),
    "calendar": ("工作日安排", "day of the calendar"),
    "rulesets": ("评价办法版本", "version of the rules"),
}
MISSING = object()


def row_differences(table: str, said: Sequence[Table], right: Sequence[Table]) -> Iterator[Said]:
    """Rows of the receipt against the rows that the entries give, in their order."""
    zh, en = ROWS[table]
    if len(said) != len(right):
        yield Said(
            f"凭证列有{zh} {len(said)} 行，存证记录得出 {len(right)} 行。",
            f"The receipt has {len(said)} rows of {table}; its entries give {len(right)}.",
        )
    for n, (is_row, right_row) in enumerate(zip(said, right, strict=False), 1):
        name = is_row.get("event_id") or is_row.get("version") or is_row.get("list") or ""
        where = Said(f"{zh}第 {n} 行（{shown(name)}）", f"{en}, row {n} ({shown(name)})")
        for column in sorted(is_row.keys() | right_row.keys()):
            found, due = is_row.get(column, MISSING), right_row.get(column, MISSING)
            if not _same(found, due):
                yield _otherwise(where, column, found, due, "存证记录为", "the entries give")


def differences(said: Table, right: Table) -> Iterator[Said]:
    """The result of the receipt against the one recomputed, line by line."""
    for key in sorted(said.keys() | right.keys()):
        found, due = said.get(key, MISSING), right.get(key, MISSING)
        if key in ("lines", "lists", "next_changes") and isinstance(found, list):
            yield from _listed(key, found, right.get(key, []))
        elif not _same(found, due):
            where = Said("评分结果", "the result")
            yield _otherwise(where, key, found, due, "重算为", "recomputed it is")


NAMES = {
    "lines": ("计分明细", "line"),
    "lists": ("名单", "list"),
    "next_changes": ("到期变化", "next change"),
}


def _listed(key: str, said: list[Any], right: list[Table]) -> Iterator[Said]:
    zh, en = NAMES[key]
    if len(said) != len(right):
        yield Said(
            f"凭证列有{zh} {len(said)} 行，重算为 {len(right)} 行。",
            f"The receipt has {len(said)} of “{key}”; recomputed there are {len(right)}.",
        )
    for n, (found, due) in enumerate(zip(said, right, strict=False), 1):
        yield from _line(Said(f"{zh}第 {n} 行", f"{en} {n}"), found, due)


def _line(where: Said, found: Any, due: Table) -> Iterator[Said]:
    """One line; the lines beneath a dimension are looked at one by one."""
    if not isinstance(found, dict):
        yield _otherwise(where, "", found, due, "重算为", "recomputed it is")
        return
    name = due.get("event_id") or due.get("indicator") or due.get("list") or due.get("on")
    if name:
        where = Said(f"{where.zh}（{shown(name)}）", f"{where.en} ({shown(name)})")
    for key in sorted(found.keys() | due.keys()):
        is_value, due_value = found.get(key, MISSING), due.get(key, MISSING)
        if key == "lines" and isinstance(is_value, list) and isinstance(due_value, list):
            yield from _beneath(where, is_value, due_value)
        elif not _same(is_value, due_value):
            yield _otherwise(where, key, is_value, due_value, "重算为", "recomputed it is")


def _beneath(where: Said, said: list[Any], right: list[Table]) -> Iterator[Said]:
    if len(said) != len(right):
        yield Said(
            f"{where.zh}：其下列有 {len(said)} 行，重算为 {len(right)} 行。",
            f"{where.en}: {len(said)} lines beneath it; recomputed there are {len(right)}.",
        )
    for n, (found, due) in enumerate(zip(said, right, strict=False), 1):
        yield from _line(
            Said(f"{where.zh}之下第 {n} 行", f"{where.en}, beneath it {n}"), found, due
        )


def _same(found: Any, due: Any) -> bool:
    """Equal, and of one type: True is not 1."""
    if type(found) is not type(due):
        return False
    if isinstance(found, dict):
        return found.keys() == due.keys() and all(_same(found[k], due[k]) for k in found)
    if isinstance(found, list):
        return len(found) == len(due) and all(map(_same, found, due))
    return bool(found == due)


def _otherwise(where: Said, key: str, found: Any, due: Any, zh: str, en: str) -> Said:
    told = [_value(one) for one in (found, due)]
    return Said(
        f"{where.zh}“{key}”：凭证为{told[0].zh}，{zh}{told[1].zh}。",
        f"{where.en}, “{key}”: the receipt says {told[0].en}; {en} {told[1].en}.",
    )


def _value(value: Any) -> Said:
    if value is MISSING or value is None:
        return Said("空", "nothing")
    return Said(f"“{shown(value)}”", f"“{shown(value)}”")
