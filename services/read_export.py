"""What an export holds: scores of a day for everybody, or listings, as rows without their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

import scoring
from models import Event, EventConfirmation, ListDecision, Listing, Subject
from services.actor import Actor
from services.facts import facts
from services.labels import Both, behaviour_label, list_label
from services.rulebook import rule_book
from services.scope import region_prefix


@dataclass(frozen=True)
class ExportFilter:
    """Which rows: one scheme; ``region`` and ``list_code`` narrow, None is all.

    ``from_on``..``until_on`` (both included): listings in force on any of these days.
    """

    scheme: str
    region: str | None = None
    list_code: str | None = None
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True)
class ExportedScore:
    """One contractor's score on the day of the export; points in hundredths."""

    code: str
    name: str
    region: str
    points: int | None
    grade: Both | None
    unrated: str | None
    events: int


@dataclass(frozen=True)
class ExportedListing:
    """One listing; ``until_on`` is exclusive, None while open."""

    code: str
    name: str
    region: str
    list_name: Both
    reason: str
    document_no: str
    from_on: date
    until_on: date | None
    for_life: bool
    end: str | None
    public: bool
