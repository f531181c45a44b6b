"""The rows of a receipt, in the columns of docs/ruleset.md section 11, as known at a ledger size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

import ledger
import scoring
from models import Objection, RulesetVersion
from procedure.calendar import joined
from services.calendar.calendars import HolidayYear

Row = dict[str, str]


def fact_rows(session: Session, columns: scoring.Facts, scheme: str, known: int) -> list[Row]:
    """A row that names the one subject, then its facts in the order in which they came to count."""
    counted = [one for one in columns.rows if one.recorded_at and one.recorded_at <= known]
    at = _instants(session, (n for f in counted for n in _numbers(f) if n))
    ordered = sorted(counted, key=lambda fact: (fact.recorded_at, fact.event_id))
    named = [
        _given({"subject_id": one.subject_id, "file_opened_on": one.file_opened_on})
        for one in columns.subject_rows
    ]
    return [*named, *(_fact(fact, scheme, known, at) for fact in ordered)]


def _numbers(fact: scoring.Fact) -> tuple[int | None, ...]:
    """Of the entries by which it came to count, was voided, rectified and repaired."""
    since = fact.rectified_recorded_at, fact.repaired_recorded_at
    return fact.recorded_at, fact.voided_at, *since


def _fact(fact: scoring.Fact, scheme: str, known: int, at: Mapping[int, str]) -> Row:
    voided = fact.voided_at is not None and fact.voided_at <= known
    rectified = fact.rectified_recorded_at or known + 1
    repaired = fact.repaired_recorded_at or known + 1
    return _given(
        {
            "event_id": fact.event_id,
            "subject_id": fact.subject_id,
            "scheme": scheme,
            "behaviour": fact.behaviour,
            "occurred_on": fact.occurred_on,
            "counts_from": fact.counts_from,
            "recorded_at": at[fact.recorded_at or 0],
            "voided_at": at[fact.voided_at or 0] if voided else None,
            "severity": fact.severity,
            "quantity": fact.quantity,
            "amount_fen": fact.amount_fen,
            "numerator": fact.numerator,
            "denominator": fact.denominator,
            "rating": None if fact.rating is None else scoring.points_text(fact.rating, 2),
            "incident_id": fact.incident_id,
            "until_on": fact.until_on,
            "rectified_on": fact.rectified_on if rectified <= known else None,
            "rectified_recorded_at": at[rectified] if rectified <= known else None,
            "repaired_on": fact.repaired_on if repaired <= known else None,
            "repaired_recorded_at": at[repaired] if repaired <= known else None,
        }
    )


def decision_rows(session: Session, columns: scoring.Facts, known: int) -> list[Row]:
    """The decisions that bind, in the order in which they came to."""
    made = columns.decision_rows
    known_ones = [one for one in made if one.recorded_at and one.recorded_at <= known]
    at = _instants(session, (one.recorded_at or 0 for one in known_ones))
    return [
        _given(
            {
                "subject_id": one.subject_id,
                "list": one.list,
                "action": one.action,
                "from": one.start,
                "until": one.until,
                "recorded_at": at[one.recorded_at or 0],
            }
        )
        for one in known_ones
    ]


def dispute_rows(objections: Iterable[Objection]) -> list[Row]:
    """What is disputed since when: a record, or a listing (``publicity``: its being public)."""
    return [
        _given(
            {
                "event_id": one.event_id,
                "list": one.list_code,
                "publicity": "yes" if one.publicity else None,
                "since": one.marked_on,
            }
        )
        for one in objections
    ]


def calendar_rows(years: Iterable[HolidayYear]) -> list[Row]:
    """Every day off and every weekend day worked, in order."""
    known = joined(year.calendar for year in years)
    return [
        {"day": day.isoformat(), "works": "yes" if day in known.worked else "no"}
        for day in sorted(known.rest | known.worked)
    ]


def ruleset_rows(session: Session, scheme: str, known: int) -> list[dict[str, Any]]:
    """The versions known, oldest first; ``entry`` is the number of the one that carries the text."""
    proposed, published = aliased(ledger.Entry), aliased(ledger.Entry)
    query = (
        select(RulesetVersion, proposed.seq)
        .join(proposed, proposed.entry_id == RulesetVersion.entry_id)
        .join(published, published.entry_id == RulesetVersion.published_entry_id)
        .where(
            RulesetVersion.scheme == scheme,
            RulesetVersion.state == "published",
            published.seq <= known,
        )
        .order_by(RulesetVersion.effective_from, RulesetVersion.version)
    )
    return [
        {
            "version": version.version,
            "effective_from": version.effective_from.isoformat(),
            "sha256": version.sha256,
            "entry": seq,
        }
        for version, seq in session.execute(query)
    ]


def _instants(session: Session, numbers: Iterable[int]) -> dict[int, str]:
    """When the entries of these numbers were written, as bodies say it."""
    query = select(ledger.Entry.seq, ledger.Entry.recorded_at)
    found = session.execute(query.where(ledger.Entry.seq.in_(set(numbers))))
    return {seq: ledger.instant(moment) for seq, moment in found}


def _given(row: Mapping[str, object]) -> Row:
    """The columns that hold something, as texts."""
    return {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in row.items()
        if value is not None
    }
