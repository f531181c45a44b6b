"""Columns of facts straight from arrays, for those who hold millions and no row objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scoring.days import LIFE, NEVER, OPEN
from scoring.facts import ALWAYS, NOT_YET, Decision, Facts, Subject, facts_of
from scoring.records import FACT, KNOWN, MEASURE, REPAIR, TERM, Records

Ints = npt.NDArray[np.integer[Any]]
NO_DAY = -(2**31)
FOR_LIFE = 2**31 - 1
"""An `until_on` that never comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactColumns:
    """One array a column, one element a fact, in any order.

    `subject`, `behaviour`, `severity` number the tuples of codes given beside them; days are days since
    1970-01-01; absent is -1, for days NO_DAY; `until_on` may be FOR_LIFE. Columns left out are absent throughout.
    `event_id` is anything that sorts as the ids do; `incident` is any number per subject.
    """

    subject: Ints
    behaviour: Ints
    counts_from: Ints
    occurred_on: Ints
    event_id: npt.NDArray[Any]
    severity: Ints | None = None
    quantity: Ints | None = None
    amount_fen: Ints | None = None
    numerator: Ints | None = None
    denominator: Ints | None = None
    rating: Ints | None = None
    incident: Ints | None = None
    recorded_at: Ints | None = None
    voided_at: Ints | None = None
    repaired_on: Ints | None = None
    repaired_recorded_at: Ints | None = None
    rectified_on: Ints | None = None
    rectified_recorded_at: Ints | None = None
    until_on: Ints | None = None


def facts_from_columns(
    subjects: Sequence[str],
    behaviours: Sequence[str],
    severities: Sequence[str],
    columns: FactColumns,
    decisions: Sequence[Decision] = (),
    opened: Ints | None = None,
) -> Facts:
    """Facts from columns. `subjects` must be sorted; `opened` are their files' days (NO_DAY: none)."""
    rest = facts_of((), decisions, [Subject(s) for s in subjects])
    if rest.subjects != tuple(subjects):
        raise ValueError(
            "subjects must be sorted, each once, and name everyone who is decided upon"
        )
    key = (columns.event_id, columns.occurred_on, columns.counts_from, columns.subject)
    sorted_rows = np.lexsort(key)
    place = columns.subject[sorted_rows]
    offsets = np.searchsorted(place, np.arange(len(subjects) + 1)).astype(np.int64)
    repairs, repair_of, repair_offsets = _repairs(columns, sorted_rows, len(subjects))
    return Facts(
        subjects=tuple(subjects),
        offsets=offsets,
        facts=_facts(columns, sorted_rows, repair_of),
        known=_known(columns, sorted_rows),
        measures=_measures(columns, sorted_rows),
        terms=_terms(columns, sorted_rows),
        opened=_opened(opened, len(subjects)),
        repairs=repairs,
        repair_offsets=repair_offsets,
        decisions=rest.decisions,
        decision_offsets=rest.decision_offsets,
        behaviours=tuple(behaviours),
        severities=tuple(severities),
        lists=rest.lists,
        event_ids=columns.event_id[sorted_rows],
        decision_rows=tuple(decisions),
    )


def _fill(records: Records, name: str, column: Ints | None, rows: Ints, absent: int) -> None:
    records[name] = absent if column is None else column[rows]


def _facts(columns: FactColumns, rows: Ints, repair_of: Ints | None) -> Records:
    records = np.empty(len(rows), dtype=FACT)
    records["day"] = columns.counts_from[rows]
    records["behaviour"] = columns.behaviour[rows]
    by_order = np.lexsort((columns.event_id, columns.occurred_on, columns.subject))
    order = np.empty(len(rows), dtype=np.int32)
    order[by_order] = np.arange(len(rows), dtype=np.int32)
    records["order"] = order[rows]
    records["incident"] = -1 if columns.incident is None else _incidents(columns, rows)
    _fill(records, "quantity", columns.quantity, rows, -1)
    _fill(records, "severity", columns.severity, rows, -1)
    records["repair"] = -1 if repair_of is None else repair_of
    return records


def _incidents(columns: FactColumns, rows: Ints) -> Ints:
    """Incidents numbered from 0 within each subject, in order of appearance, as the walk needs them."""
    given = np.full(0, -1) if columns.incident is None else columns.incident[rows]
    there = np.flatnonzero(given >= 0)
    subject, incident = columns.subject[rows][there], given[there]
    alike = np.lexsort((incident, subject))
    subject, incident = subject[alike], incident[alike]
    begins = np.ones(len(alike), dtype=np.bool_)
    begins[1:] = (np.diff(subject) != 0) | (np.diff(incident) != 0)
    whose, first = subject[begins], there[alike][begins]
    by_appearance = np.lexsort((first, whose))
    ranked = whose[by_appearance]
    numbers = np.empty(len(whose), dtype=np.int32)
    numbers[by_appearance] = np.arange(len(whose)) - np.searchsorted(ranked, ranked)
    found = np.full(len(rows), -1, dtype=np.int32)
    found[there[alike]] = numbers[np.cumsum(begins) - 1]
    return found


def _known(columns: FactColumns, rows: Ints) -> Records:
    records = np.empty(len(rows), dtype=KNOWN)
    _fill(records, "recorded", columns.recorded_at, rows, ALWAYS)
    _fill(records, "voided", columns.voided_at, rows, NOT_YET)
    records["voided"][records["voided"] < 0] = NOT_YET
    return records


def _measures(columns: FactColumns, rows: Ints) -> Records:
    records = np.empty(len(rows), dtype=MEASURE)
    for name, column in (
        ("amount", columns.amount_fen),
        ("numerator", columns.numerator),
        ("denominator", columns.denominator),
    ):
        _fill(records, name, column, rows, 0)
        np.maximum(records[name], 0, out=records[name])
    _fill(records, "rating", columns.rating, rows, -1)
    return records


def _terms(columns: FactColumns, rows: Ints) -> Records:
    records = np.empty(len(rows), dtype=TERM)
    _fill(records, "recorded", columns.rectified_recorded_at, rows, ALWAYS)
    _fill(records, "rectified", columns.rectified_on, rows, NO_DAY)
    _fill(records, "until", columns.until_on, rows, NO_DAY)
    records["rectified"][records["rectified"] == NO_DAY] = NEVER
    records["until"][records["until"] == NO_DAY] = OPEN
    records["until"][records["until"] == FOR_LIFE] = LIFE
    return records


def _opened(days: Ints | None, subjects: int) -> npt.NDArray[np.int32]:
    found = np.full(subjects, NEVER, dtype=np.int32)
    if days is not None:
        found[days != NO_DAY] = days[days != NO_DAY]
    return found


def _repairs(
    columns: FactColumns, rows: Ints, subjects: int
) -> tuple[Records, Ints | None, npt.NDArray[np.int64]]:
    """The repairs by subject and day, and for each row its repair (-1: none)."""
    if columns.repaired_on is None:
        return np.empty(0, dtype=REPAIR), None, np.zeros(subjects + 1, dtype=np.int64)
    days = columns.repaired_on[rows]
    repaired = np.flatnonzero(days != NO_DAY)
    place = columns.subject[rows][repaired]
    by_day = np.lexsort((repaired, days[repaired], place))
    records = np.empty(len(repaired), dtype=REPAIR)
    records["row"] = repaired[by_day]
    records["day"] = days[repaired][by_day]
    _fill(records, "recorded", columns.repaired_recorded_at, rows[repaired[by_day]], ALWAYS)
    repair_of = np.full(len(rows), -1, dtype=np.int32)
    repair_of[repaired[by_day]] = np.arange(len(repaired), dtype=np.int32)
    offsets = np.searchsorted(place[by_day], np.arange(subjects + 1)).astype(np.int64)
    return records, repair_of, offsets
