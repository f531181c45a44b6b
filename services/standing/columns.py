"""Everybody's facts read straight into columns: a million rows make no objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Row

import scoring
from scoring.columns import NO_DAY, FactColumns, Ints, facts_from_columns
from scoring.days import day_number

Chunk = Sequence[Row[Any]]
ABSENT = -1
# A void of this very transaction has no number yet; it is known before everything.
KNOWN_AT_ONCE = 0
NUMBERS = ("quantity", "amount_fen", "numerator", "denominator", "rating")


def facts_from_rows(
    chunks: Iterable[Chunk],
    subjects: Iterable[scoring.Subject],
    decisions: Iterable[scoring.Decision],
) -> scoring.Facts:
    """The same facts as `scoring.facts_of` makes of row objects; `subjects` names everyone."""
    parts = _transposed(chunks)
    if not parts:
        return scoring.facts_of((), decisions, subjects)
    named = sorted(subjects, key=lambda subject: subject.subject_id)
    ids = [subject.subject_id for subject in named]
    place = {subject_id: n for n, subject_id in enumerate(ids)}
    behaviours, behaviour = _numbered(_all(parts["behaviour"]))
    severities, severity = _numbered(_all(parts["severity"]))
    _, incident = _numbered(_all(parts["incident_id"]))
    event_ids, event = _numbered(_all(parts["id"]))
    columns = FactColumns(
        subject=np.fromiter((place[s] for s in _all(parts["subject_id"])), np.int32),
        behaviour=behaviour,
        counts_from=_days(parts["counts_from"]),
        occurred_on=_days(parts["occurred_on"]),
        event_id=event,
        severity=severity,
        incident=incident,
        recorded_at=_integers(parts["recorded"]),
        voided_at=_voided(parts["void_entry"], parts["voided"]),
        until_on=_days(parts["until_on"]),
        rectified_on=_days(parts["rectified_on"]),
        rectified_recorded_at=_integers(parts["rectified_recorded"]),
        repaired_on=_days(parts["repaired_on"]),
        repaired_recorded_at=_integers(parts["repaired_recorded"]),
        **{name: _integers(parts[name]) for name in NUMBERS},
    )
    opened = np.array([_day(subject) for subject in named], dtype=np.int64)
    facts = facts_from_columns(ids, behaviours, severities, columns, tuple(decisions), opened)
    return replace(facts, event_ids=[event_ids[int(n)] for n in facts.event_ids])


def _transposed(chunks: Iterable[Chunk]) -> dict[str, list[tuple[Any, ...]]]:
    """For each column its values, chunk by chunk."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for chunk in chunks:
        for name, values in zip(chunk[0]._fields, zip(*chunk, strict=True), strict=True):
            found.setdefault(name, []).append(values)
    return found


def _all(parts: list[tuple[Any, ...]]) -> Iterator[Any]:
    return chain.from_iterable(parts)


def _numbered(words: Iterator[str | None]) -> tuple[list[str], npt.NDArray[np.int32]]:
    """The words in order, and of each given one its place among them."""
    met: dict[str | None, int] = {None: ABSENT}
    numbers = np.fromiter((met.setdefault(word, len(met) - 1) for word in words), np.int64)
    ordered = sorted(word for word in met if word is not None)
    places = np.full(len(met), ABSENT, dtype=np.int32)  # the last is that of no word
    for n, word in enumerate(ordered):
        places[met[word]] = n
    return ordered, places[numbers]


def _integers(parts: list[tuple[int | None, ...]]) -> Ints:
    """Whole numbers; a column is often empty throughout."""
    return np.concatenate([_present(part) for part in parts])


def _present(part: tuple[int | None, ...]) -> Ints:
    if part.count(None) == len(part):
        return np.full(len(part), ABSENT, dtype=np.int64)
    return np.array([ABSENT if value is None else value for value in part], dtype=np.int64)


def _days(parts: list[tuple[Any, ...]]) -> Ints:
    days = np.concatenate([np.array(part, dtype="datetime64[D]") for part in parts])
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64))


def _voided(entries: list[tuple[str | None, ...]], numbers: list[tuple[int | None, ...]]) -> Ints:
    is_void = np.fromiter((entry is not None for entry in _all(entries)), np.bool_)
    at = _integers(numbers)
    return np.where(is_void & (at == ABSENT), KNOWN_AT_ONCE, np.where(is_void, at, ABSENT))


def _day(subject: scoring.Subject) -> int:
    return NO_DAY if subject.file_opened_on is None else day_number(subject.file_opened_on)
