"""What somebody pasted as a list of firms: one bidder a line, the members of a consortium on one line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from identity.codes import WIDTH, normalise
from identity.names import fold

NUMBERING = re.compile(
    r"^\s*(?:[(（]?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s*[)）.．、]\s*|\d{1,4}\s+(?=\D))"
)
"""1. or 1、 or （一） before a line, as lists are numbered; a bare number before a blank, too."""

MEMBERS = re.compile(r"[;；、+＋]+")
"""What stands between the members of a consortium and nowhere else."""

COLUMNS = re.compile(r"[\t，,|]+")
"""What stands between members, too, or between the columns of a sheet: a name, then its code."""

LABEL = re.compile(r"^[^:：()（）]{1,12}[:：]\s*")
"""投标人： or 联合体牵头人： before a name; no registered name holds a colon."""

PART = re.compile(
    r"\s*[(（](?:联合体)?(?:牵头人|牵头方|牵头单位|成员|成员单位|成员方|联合体)[)）]\s*$"
)
"""（联合体牵头人） behind a name."""

CODE = re.compile(r"(?<![0-9A-Za-z])(?=(?:[A-Za-z]*[0-9]){8})[0-9A-Za-z]{18}(?![0-9A-Za-z])")
"""Eighteen letters and digits, at least eight of them digits: written as a code, right or not."""

ALONE = re.compile(r"(?=(?:[A-Z]*[0-9]){6})[0-9A-Z]{8,20}")
"""A text that, without its blanks and hyphens, is nothing but a code or number."""

CODE_WORDS = re.compile(r"[(\[]?\s*(?:统一社会信用代码|信用代码|代码)?\s*[:：]?\s*$")

HEADINGS = frozenset(
    {
        "序号",
        "名称",
        "投标人名称",
        "投标人",
        "单位名称",
        "企业名称",
        "供应商名称",
        "供应商",
        "机构名称",
    }
    | {"统一社会信用代码", "信用代码"}
)
"""Headings of sheets, which come along when columns are copied."""


@dataclass(frozen=True)
class Wanted:
    """One firm that was asked about. ``text`` as it was typed; ``name`` and ``code`` (normalised) as read
    from it, empty where it holds none."""

    text: str
    name: str
    code: str

    @property
    def folded(self) -> str:
        return fold(self.name)


def read_pasted(text: str) -> tuple[tuple[Wanted, ...], ...]:
    """The bidders in the order of their lines, each with its members; what names nobody is passed over."""
    bidders = (tuple(_members(line)) for line in text.splitlines())
    return tuple(bidder for bidder in bidders if bidder)


def _members(line: str) -> Iterator[Wanted]:
    for member in MEMBERS.split(NUMBERING.sub("", line, count=1)):
        yield from _of_columns(COLUMNS.split(member))


def _of_columns(parts: list[str]) -> Iterator[Wanted]:
    """A code that follows a name is that name's."""
    waiting: Wanted | None = None
    for part in parts:
        read = read_firm(part)
        if read is None:
            continue
        if waiting and not waiting.code and not read.name:
            yield Wanted(f"{waiting.text} {read.text}", waiting.name, read.code)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = read
    if waiting:
        yield waiting


def read_firm(text: str) -> Wanted | None:
    """The name and the code in a text; None where it names nobody: a number, a heading, marks alone."""
    shown = " ".join(text.split())
    plain = PART.sub("", LABEL.sub("", shown, count=1))
    if ALONE.fullmatch(normalise(plain)):
        return Wanted(shown, "", normalise(plain))
    wide = plain.translate(WIDTH)
    found = CODE.search(wide)
    name, code = plain, ""
    if found:
        code = normalise(found[0])
        name = CODE_WORDS.sub("", wide[: found.start()]) + wide[found.end() :].lstrip(" )]")
    folded = fold(name)
    if not code and (not folded or folded.isdecimal() or folded in HEADINGS):
        return None
    return Wanted(shown, name.strip() if folded else "", code)
