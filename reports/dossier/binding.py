"""Bind a dossier: set its words, lay its files behind their papers, number every page, and bookmark each paper."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass

import pikepdf
from pikepdf import OutlineItem, Page, Pdf

from reports.dossier.pages import picture_page, stamp
from reports.dossier.paper import DossierPaper, Leaf, Line, Sheet
from reports.dossier.typeset import beginnings, typeset


@dataclass(frozen=True)
class BoundPdf:
    """``pages``: those that bear a number; ``broken``: the numbers of the lines with a file that cannot be opened."""

    content: bytes
    pages: int
    broken: tuple[int, ...]


@dataclass
class _Opened:
    """A leaf with its pages, or without: then its sheet stands for it."""

    leaf: Leaf
    pages: list[Page]


@dataclass
class _Placed:
    """A line with the pages behind it, from the page with the number ``first`` on."""

    line: Line
    pages: list[Page]
    first: int
    broken: bool


def bind(paper: DossierPaper) -> BoundPdf:
    """The whole file."""
    # Pages live as long as the documents that they come from.
    with ExitStack() as held:
        opened = [[_open(held, leaf) for leaf in line.leaves] for line in paper.lines]
        placed = _placed(held, paper, opened)
        total = sum(len(one.pages) for one in placed)
        frame = held.enter_context(typeset("frame.typ", _frame(paper, placed, total)))
        return BoundPdf(
            _joined(frame, placed, total),
            total,
            tuple(one.line.number for one in placed if one.broken),
        )


def _open(held: ExitStack, leaf: Leaf) -> _Opened:
    """The pages of a file; none of one that cannot be opened."""
    try:
        if leaf.kind == "pdf":
            document = held.enter_context(pikepdf.open(io.BytesIO(leaf.content)))
            return _Opened(leaf, list(document.pages))
        if leaf.kind == "picture":
            return _Opened(leaf, [picture_page(held.enter_context(Pdf.new()), leaf.content)])
    except (pikepdf.PdfError, OSError, ValueError, RuntimeError):
        pass
    return _Opened(leaf, [])


def _placed(
    held: ExitStack, paper: DossierPaper, opened: Sequence[Sequence[_Opened]]
) -> list[_Placed]:
    written = _written(held, paper.language, list(_sheets(paper, opened)))
    found, next_page = [], 1
    for line, leaves in zip(paper.lines, opened, strict=True):
        pages = next(written) if line.sheet else []
        for leaf in leaves:
            pages = pages + (leaf.pages or next(written))
        broken = any(leaf.leaf.instead.alarm and not leaf.pages for leaf in leaves)
        found.append(_Placed(line, pages, next_page, broken))
        next_page += len(pages)
    return found


def _sheets(paper: DossierPaper, opened: Sequence[Sequence[_Opened]]) -> Iterator[Sheet]:
    """In the order in which they are bound."""
    for line, leaves in zip(paper.lines, opened, strict=True):
        if line.sheet:
            yield line.sheet
        yield from (leaf.leaf.instead for leaf in leaves if not leaf.pages)


def _written(held: ExitStack, language: str, sheets: Sequence[Sheet]) -> Iterator[list[Page]]:
    """The pages of each sheet."""
    if not sheets:
        return
    data = {"language": language, "sheets": [asdict(sheet) for sheet in sheets]}
    document = held.enter_context(typeset("sheets.typ", data))
    starts = [*beginnings(document), len(document.pages)]
    pages = list(document.pages)
    for number in range(len(sheets)):
        yield pages[starts[number] : starts[number + 1]]


def _frame(paper: DossierPaper, placed: Sequence[_Placed], total: int) -> dict[str, object]:
    label, counted = paper.counted
    return {
        "language": paper.language,
        "demo": paper.demo,
        "office": paper.office,
        "title": paper.title,
        "cover": [*paper.cover, (label, counted.replace("{pages}", str(total)))],
        "index_title": paper.index_title,
        "index_heads": paper.index_heads,
        "lines": [_row(paper, one) for one in placed],
        "closing_title": paper.closing_title,
        "closing": [*paper.closing, (label, counted.replace("{pages}", str(total)))],
        "closing_says": [*_says(paper, placed)],
        "signs": paper.signs,
        "codes_title": paper.codes_title,
        "codes_says": paper.codes_says,
        "codes_heads": paper.codes_heads,
        "codes": paper.codes,
        "stamp": paper.stamp,
        "stamped": total,
    }


def _row(paper: DossierPaper, one: _Placed) -> dict[str, object]:
    line, last = one.line, one.first + len(one.pages) - 1
    place = str(one.first) if last == one.first else f"{one.first}–{last}"
    remark = " · ".join(filter(None, (line.remark, paper.broken if one.broken else "")))
    cells = [str(line.number), line.document_no, line.author, line.title, line.date]
    return {
        "cells": [*cells, line.missing or line.to_come or place, remark],
        "red": bool(line.missing) or one.broken,
        "pale": bool(line.to_come),
    }


def _says(paper: DossierPaper, placed: Sequence[_Placed]) -> Iterator[dict[str, object]]:
    """What is to be said of the whole, and in red what is wrong with it."""
    for sentence in paper.closing_says:
        yield {"text": sentence, "red": False}
    for one in placed:
        wrong = one.line.missing or (paper.broken if one.broken else "")
        if wrong:
            yield {"text": f"{one.line.number}  {one.line.title}  {wrong}", "red": True}


def _joined(frame: Pdf, placed: Sequence[_Placed], total: int) -> bytes:
    """Cover and index, the papers, closing sheet and codes; the small pages at the end become the numbers."""
    ends = len(frame.pages) - total
    numbers = list(frame.pages)[ends:]
    _cover, index, closing, *_codes = beginnings(frame)
    with Pdf.new() as whole:
        whole.pages.extend(list(frame.pages)[:closing])
        for one in placed:
            whole.pages.extend(one.pages)
        for page, number in zip(list(whole.pages)[closing:], numbers, strict=True):
            stamp(page, number)
        whole.pages.extend(list(frame.pages)[closing:ends])
        with whole.open_outline() as outline:
            outline.root.append(OutlineItem(_title(frame, 1), index))
            for one in placed:
                if one.pages:
                    title = f"{one.line.number} {one.line.title}"
                    outline.root.append(OutlineItem(title, closing + one.first - 1))
            outline.root.append(OutlineItem(_title(frame, 2), closing + total))
        target = io.BytesIO()
        whole.save(target)
        return target.getvalue()


def _title(frame: Pdf, number: int) -> str:
    with frame.open_outline() as outline:
        return outline.root[number].title
