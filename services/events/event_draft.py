"""A record as an officer typed it, before anything is checked or written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import scoring
from models import Event
from services.files.new_file import NewFile

NUMBERS = ("quantity", "amount_fen", "numerator", "denominator", "rating")
"""Whole numbers: money in fen, ratings in hundredths."""

HUNDREDTHS = ("amount_fen", "rating")
"""Those of them that are typed in units: yuan, ratings."""

READ_BY_RULES = ("severity", *NUMBERS, "incident_id", "until_on")


@dataclass(frozen=True)
class EventDraft:
    """What an officer typed. Money in fen, ratings in hundredths."""

    subject_id: str
    scheme: str
    behaviour: str
    occurred_on: date
    region: str
    narrative: str
    programme_id: str | None = None
    stage_id: str | None = None
    severity: str | None = None
    quantity: int | None = None
    amount_fen: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    rating: int | None = None
    incident_id: str | None = None
    until_on: date | None = None
    document_no: str | None = None
    second_officer: str | None = None
    files: tuple[NewFile, ...] = field(default=(), compare=False)


def as_fact(draft: EventDraft | Event, event_id: str, counts_from: date) -> scoring.Fact:
    """A draft, or a record that waits, as the engine reads it once it counts: for a preview."""
    return scoring.Fact(
        event_id=event_id,
        subject_id=draft.subject_id,
        behaviour=draft.behaviour,
        occurred_on=draft.occurred_on,
        counts_from=counts_from,
        **{name: getattr(draft, name) for name in READ_BY_RULES},
    )
