"""Facts and decisions as columns, sorted so that one subject's facts stand together in walking order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from scoring.days import LIFE, NEVER, OPEN, day_number
from scoring.records import DECISION, FACT, KNOWN, MEASURE, REPAIR, TERM, Records

ALWAYS = -1
"""`recorded` of what was always known."""
NOT_YET = 2**62
"""`voided` of what was never voided; also the K that knows everything."""
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
LARGEST: Mapping[str, int] = {
    "quantity": 10**8,
    "amount_fen": 10**15,
    "numerator": 10**8,
    "denominator": 10**8,
    "rating": 10**5,
}
"""The greatest numbers of a fact: what is reckoned from them stays within 64 bits."""

Until = date | Literal["life"] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One event of one subject. `*_at` are ledger sizes (None: always known, never voided).

    `rating` is hundredths, `amount_fen` is fen. A fact without `recorded_at` counts as known at any K.
    """

    event_id: str
    subject_id: str
    behaviour: str
    counts_from: date
    occurred_on: date
    recorded_at: int | None = None
    severity: str | None = None
    quantity: int | None = None
    amount_fen: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    rating: int | None = None
    incident_id: str | None = None
    until_on: Until = None
    voided_at: int | None = None
    rectified_on: date | None = None
    rectified_recorded_at: int | None = None
    repaired_on: date | None = None
    repaired_recorded_at: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about a list; `action` is enter, leave, annul, stay or extend."""

    subject_id: str
    list: str
    action: str
    start: date
    until: Until = None
    recorded_at: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    subject_id: str
    file_opened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The columns. Rows of subject s are offsets[s]:offsets[s + 1], and likewise its repairs and
    decisions; `opened` is the day each one's file was opened (NEVER: not known). `behaviours`,
    `severities` and `lists` name the codes that the records number.
    """

    subjects: tuple[str, ...]
    offsets: npt.NDArray[np.int64]
    facts: Records
    known: Records
    measures: Records
    terms: Records
    opened: npt.NDArray[np.int32]
    repairs: Records
    repair_offsets: npt.NDArray[np.int64]
    decisions: Records
    decision_offsets: npt.NDArray[np.int64]
    behaviours: tuple[str, ...]
    severities: tuple[str, ...]
    lists: tuple[str, ...]
    event_ids: Sequence[str] | npt.NDArray[Any]
    rows: tuple[Fact, ...] = field(repr=False, default=())
    decision_rows: tuple[Decision, ...] = field(repr=False, default=())
    subject_rows: tuple[Subject, ...] = field(repr=False, default=())

    def index(self, subject_id: str) -> int:
        """The subject's place; KeyError if there is none."""
        place = bisect_left(self.subjects, subject_id)
        if place == len(self.subjects) or self.subjects[place] != subject_id:
            raise KeyError(subject_id)
        return place

    def counted(self, on: date, known: int | None = None) -> npt.NDArray[np.int64]:
        """How many facts of each subject count on a day, as known by a ledger size (None: by now)."""
        size = NOT_YET - 1 if known is None else known
        seen = (self.known["recorded"] <= size) & (self.known["voided"] > size)
        before = np.concatenate([[0], np.cumsum(seen & (self.facts["day"] <= day_number(on)))])
        return np.asarray(np.diff(before[self.offsets]), dtype=np.int64)

    def with_rows(self, facts: Iterable[Fact] = (), decisions: Iterable[Decision] = ()) -> Facts:
        """These facts and some more, for a look at what a record would do before it is confirmed.

        Raises ValueError for facts that were read as columns: they have no rows to add to.
        """
        if len(self.rows) != len(self.facts):
            raise ValueError("facts in columns have no rows to which others could be added")
        return facts_of((*self.rows, *facts), (*self.decision_rows, *decisions), self.subject_rows)


ACTIONS: Mapping[str, int] = {"enter": 0, "leave": 1, "annul": 2, "stay": 3, "extend": 4}


def facts_of(
    rows: Iterable[Fact],
    decisions: Iterable[Decision] = (),
    subjects: Iterable[Subject] = (),
) -> Facts:
    """The columns of these rows. Subjects are those named anywhere.

    Raises ValueError for a day outside 1990–2099, an unknown action, or an event given twice for one
    subject.
    """
    given, decided, named = tuple(rows), tuple(decisions), tuple(subjects)
    ids = {r.subject_id for r in given} | {d.subject_id for d in decided}
    every = tuple(sorted(ids | {s.subject_id for s in named}))
    place = {subject: n for n, subject in enumerate(every)}
    ordered = sorted(
        given, key=lambda r: (place[r.subject_id], r.counts_from, r.occurred_on, r.event_id)
    )
    _check(ordered)
    offsets = _offsets([place[r.subject_id] for r in ordered], len(every))
    repairs, repair_of, repair_offsets = _repairs(ordered, place, len(every))
    behaviours = _vocabulary(r.behaviour for r in ordered)
    severities = _vocabulary(r.severity for r in ordered if r.severity is not None)
    decisions_sorted, decision_offsets, lists = _decisions(decided, place, len(every))
    return Facts(
        subjects=every,
        offsets=offsets,
        facts=_fact_records(ordered, behaviours, severities, repair_of),
        known=_known_records(ordered),
        measures=_measure_records(ordered),
        terms=_term_records(ordered),
        opened=opened_days(every, named),
        repairs=repairs,
        repair_offsets=repair_offsets,
        decisions=decisions_sorted,
        decision_offsets=decision_offsets,
        behaviours=tuple(behaviours),
        severities=tuple(severities),
        lists=lists,
        event_ids=[r.event_id for r in ordered],
        rows=given,
        decision_rows=decided,
        subject_rows=named,
    )


def _check(rows: Sequence[Fact]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row.subject_id, row.event_id) in seen:
            raise ValueError(f"event {row.event_id} stands twice for subject {row.subject_id}")
        seen.add((row.subject_id, row.event_id))
        for day in (row.counts_from, row.occurred_on):
            if not FIRST_DAY <= day <= LAST_DAY:
                raise ValueError(f"event {row.event_id}: {day} is not from 1990 to 2099")


def _vocabulary(words: Iterable[str]) -> dict[str, int]:
    return {word: n for n, word in enumerate(sorted(set(words)))}


def _offsets(places: Sequence[int], subjects: int) -> npt.NDArray[np.int64]:
    """Where each subject's rows begin; the rows are sorted by place."""
    return np.searchsorted(np.asarray(places, dtype=np.int64), np.arange(subjects + 1)).astype(
        np.int64
    )


def _or(value: int | None, absent: int) -> int:
    return absent if value is None else value


def _end(until: Until) -> int:
    if until is None:
        return OPEN
    return LIFE if until == "life" else day_number(until)


def _fact_records(
    rows: Sequence[Fact],
    behaviours: Mapping[str, int],
    severities: Mapping[str, int],
    repair_of: Mapping[int, int],
) -> Records:
    by_order = sorted(
        range(len(rows)),
        key=lambda n: (rows[n].subject_id, rows[n].occurred_on, rows[n].event_id),
    )
    order = np.empty(len(rows), dtype=np.int32)
    order[by_order] = np.arange(len(rows))
    incidents = _incidents(rows)
    return np.array(
        [
            (
                day_number(row.counts_from),
                behaviours[row.behaviour],
                order[n],
                incidents[n],
                _or(row.quantity, -1),
                -1 if row.severity is None else severities[row.severity],
                repair_of.get(n, -1),
            )
            for n, row in enumerate(rows)
        ],
        dtype=FACT,
    )


def _incidents(rows: Sequence[Fact]) -> list[int]:
    """Incidents numbered from 0 within each subject, in order of appearance."""
    numbers: dict[str, dict[str, int]] = {}
    found = []
    for row in rows:
        if row.incident_id is None:
            found.append(-1)
        else:
            own = numbers.setdefault(row.subject_id, {})
            found.append(own.setdefault(row.incident_id, len(own)))
    return found


def _known_records(rows: Sequence[Fact]) -> Records:
    pairs = [(_or(r.recorded_at, ALWAYS), _or(r.voided_at, NOT_YET)) for r in rows]
    return np.array(pairs, dtype=KNOWN)


def _measure_records(rows: Sequence[Fact]) -> Records:
    return np.array(
        [
            (
                _or(r.amount_fen, 0),
                _or(r.numerator, 0),
                _or(r.denominator, 0),
                _or(r.rating, -1),
            )
            for r in rows
        ],
        dtype=MEASURE,
    )


def _term_records(rows: Sequence[Fact]) -> Records:
    return np.array(
        [
            (
                _or(r.rectified_recorded_at, ALWAYS),
                NEVER if r.rectified_on is None else day_number(r.rectified_on),
                _end(r.until_on),
            )
            for r in rows
        ],
        dtype=TERM,
    )


def opened_days(subjects: Sequence[str], named: Iterable[Subject]) -> npt.NDArray[np.int32]:
    """For each subject the day its file was opened; NEVER where nobody says it."""
    days = {s.subject_id: s.file_opened_on for s in named if s.file_opened_on is not None}
    found = [day_number(days[s]) if s in days else NEVER for s in subjects]
    return np.array(found, dtype=np.int32)


def _repairs(
    rows: Sequence[Fact], place: Mapping[str, int], subjects: int
) -> tuple[Records, dict[int, int], npt.NDArray[np.int64]]:
    found = sorted(
        (place[row.subject_id], day_number(row.repaired_on), n)
        for n, row in enumerate(rows)
        if row.repaired_on is not None
    )
    records = np.array(
        [(n, _or(rows[n].repaired_recorded_at, ALWAYS), day) for _, day, n in found],
        dtype=REPAIR,
    )
    repair_of = {n: at for at, (_, _, n) in enumerate(found)}
    return records, repair_of, _offsets([at for at, _, _ in found], subjects)


def _decisions(
    decided: Sequence[Decision], place: Mapping[str, int], subjects: int
) -> tuple[Records, npt.NDArray[np.int64], tuple[str, ...]]:
    ordered = sorted(
        decided, key=lambda d: (place[d.subject_id], d.start, _or(d.recorded_at, ALWAYS))
    )
    for decision in ordered:
        if decision.action not in ACTIONS:
            raise ValueError(f"{decision.action} is no action; use one of {', '.join(ACTIONS)}")
    lists = _vocabulary(d.list for d in ordered)
    records = np.array(
        [
            (
                _or(d.recorded_at, ALWAYS),
                lists[d.list],
                ACTIONS[d.action],
                day_number(d.start),
                _end(d.until),
            )
            for d in ordered
        ],
        dtype=DECISION,
    )
    return records, _offsets([place[d.subject_id] for d in ordered], subjects), tuple(lists)
