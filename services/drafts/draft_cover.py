"""The cover sheet of a draft: what a regulation is called, who issues it and when, and the two opinions on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from services.files.new_file import NewFile
from services.messages import Message, say

TEXTS: Mapping[str, int] = {"title": 200, "document_no": 80, "office": 120}
"""Texts of the cover sheet with their most characters."""
DAYS = (
    "drafted_on",
    "commented_on",
    "reviewed_on",
    "adopted_on",
    "issued_on",
    "effective_on",
    "expires_on",
)
"""Its days, in the order in which they come."""
OPTIONAL = ("expires_on",)
OPINIONS = ("legality", "fair_competition")

NAMES: Mapping[str, Message] = {
    "title": say("title of the document"),
    "document_no": say("document number"),
    "office": say("issuing office"),
    "drafted_on": say("day of the draft"),
    "commented_on": say("day on which comments were asked for"),
    "reviewed_on": say("day of the review"),
    "adopted_on": say("day of adoption"),
    "issued_on": say("day of issue"),
    "effective_on": say("first day in force"),
    "expires_on": say("first day no longer in force"),
    "legality": say("opinion of the legality review"),
    "fair_competition": say("opinion of the fair-competition review"),
}


@dataclass(frozen=True)
class Opinion:
    """A file on the cover sheet."""

    filename: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Cover:
    """The cover sheet. ``missing`` says what it still lacks; empty: the draft can be proposed."""

    title: str
    document_no: str
    office: str
    days: dict[str, date | None]
    opinions: dict[str, Opinion | None]
    missing: tuple[Message, ...]


def read_cover(cover: str, opinions: str, effective_from: date | None) -> Cover:
    """The sheet as a draft keeps it, held against the first day that its text names."""
    kept, files = json.loads(cover), json.loads(opinions)
    days = {name: _day(kept.get(name)) for name in DAYS}
    found = {name: files.get(name) for name in OPINIONS}
    texts = {name: kept.get(name, "") for name in TEXTS}
    needed = {**texts, **days, **found}
    missing = [_lacks(name) for name, value in needed.items() if not value and name not in OPTIONAL]
    said = days["effective_on"]
    if said and effective_from and said != effective_from:
        missing.append(
            say(
                "The cover sheet says that it is in force from %(said)s, the draft from %(day)s.",
                said=said.isoformat(),
                day=effective_from.isoformat(),
            )
        )
    return Cover(
        **texts,
        days=days,
        opinions={name: _opinion(file) for name, file in found.items()},
        missing=tuple(missing),
    )


def _lacks(name: str) -> Message:
    return say("The cover sheet lacks: %(what)s.", what=NAMES[name])


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _opinion(file: Mapping[str, Any] | None) -> Opinion | None:
    return Opinion(file["filename"], file["size"], file["media_type"]) if file else None


def written_cover(
    cover: str, values: Mapping[str, str | date | None]
) -> tuple[str, dict[str, Message]]:
    """The sheet with these values, and what is wrong with them by field; what is not named stays."""
    kept: dict[str, Any] = json.loads(cover)
    wrong: dict[str, Message] = {}
    for name, value in values.items():
        text = value.isoformat() if isinstance(value, date) else (value or "").strip()
        if name in TEXTS and len(text) > TEXTS[name]:
            wrong[name] = say("This holds at most %(most)s characters.", most=TEXTS[name])
        elif name in DAYS and text and not _is_day(text):
            wrong[name] = say("Write the day as 2026-01-01.")
        kept[name] = text
    if not wrong:
        wrong = dict(_out_of_order(kept))
    return json.dumps(kept, ensure_ascii=False), wrong


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _out_of_order(kept: Mapping[str, Any]) -> Iterator[tuple[str, Message]]:
    given = [(name, kept[name]) for name in DAYS if kept.get(name)]
    for (before, earlier), (name, later) in pairwise(given):
        if later < earlier or (name == "expires_on" and later == earlier):
            words = say(
                "This day cannot be before that of “%(before)s” (%(day)s).",
                before=NAMES[before],
                day=earlier,
            )
            yield name, words


def written_opinions(opinions: str, files: Mapping[str, NewFile | None]) -> str:
    """The opinions with these files; None takes one away."""
    kept: dict[str, Any] = json.loads(opinions)
    for name, file in files.items():
        kept[name] = _kept(file) if file else None
    return json.dumps(kept, ensure_ascii=False)


def _kept(file: NewFile) -> dict[str, Any]:
    return {
        "stored_sha256": file.stored_sha256,
        "size": file.size,
        "media_type": file.media_type,
        "sealed_key": file.sealed_key.hex(),
        "filename": file.filename,
    }


def opinion_files(opinions: str) -> list[NewFile]:
    """The files as a proposal hands them in, in the order of OPINIONS."""
    kept = json.loads(opinions)
    return [
        NewFile(**{**kept[name], "sealed_key": bytes.fromhex(kept[name]["sealed_key"])})
        for name in OPINIONS
        if kept.get(name)
    ]


def cover_row(cover: str) -> dict[str, Any]:
    """The sheet as the ledger's body carries it."""
    kept = json.loads(cover)
    return {name: kept.get(name) or None for name in (*TEXTS, *DAYS)}
