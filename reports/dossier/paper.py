"""What a dossier says, in the reader's words; it is bound from this alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Pair = tuple[str, str]


@dataclass(frozen=True)
class Sheet:
    """A page or more of words: a paper that exists only as data, or the name of a file that has no pages.

    ``facts``, ``texts``: (label, value). ``points``: the heads of two columns, then what was said and the
    answer. ``alarm``: in red, above all else. ``note``: small, at the end.
    """

    title: str
    facts: Sequence[Pair] = ()
    texts: Sequence[Pair] = ()
    points: Sequence[Pair] = ()
    alarm: str = ""
    note: str = ""


@dataclass(frozen=True)
class Leaf:
    """A file behind its paper. ``instead``: the sheet that stands for it where it has no pages or cannot be opened."""

    kind: Literal["pdf", "picture", "named"]
    instead: Sheet
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Line:
    """One line of the index. ``missing``: said in red in place of the page; ``to_come``: said in grey."""

    number: int
    document_no: str
    author: str
    title: str
    date: str
    remark: str = ""
    missing: str = ""
    to_come: str = ""
    sheet: Sheet | None = None
    leaves: Sequence[Leaf] = ()


@dataclass(frozen=True)
class DossierPaper:
    """``stamp``: "page {page}" of every page of the papers; ``broken``: the remark on a file that cannot be opened.

    ``counted``: "{pages} pages" on the cover. ``codes``: number, name, size, hash of every file.
    """

    language: str
    demo: str
    office: str
    title: str
    cover: Sequence[Pair]
    counted: Pair
    index_title: str
    index_heads: Sequence[str]
    lines: Sequence[Line]
    closing_title: str
    closing: Sequence[Pair]
    closing_says: Sequence[str]
    signs: Sequence[str]
    codes_title: str
    codes_says: str
    codes_heads: Sequence[str]
    codes: Sequence[Sequence[str]]
    stamp: str
    broken: str
