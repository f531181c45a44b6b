"""Records as they were entered within a span: what the kinds about their time share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

import ledger
from models import Event, Stage
from services.points.instants import days_since
from services.points.registry import MOST, Ref, Span

PASSED: ColumnElement[int] = days_since(ledger.Entry.recorded_at, Event.occurred_on)
"""Days from the act to its entry."""


class Entered(NamedTuple):
    """One record; ``late`` are the days from the act to its entry, ``over`` those past its stage's last."""

    event_id: str
    subject_id: str
    office_id: str
    by: str
    occurred_on: Any
    at: Any
    late: int
    due_on: Any
    over: int | None

    @property
    def links(self) -> tuple[Ref, ...]:
        return (
            Ref("event", self.event_id),
            Ref("subject", self.subject_id),
            Ref("holder", self.by),
            Ref("office", self.office_id),
        )


def entered(session: Session, span: Span, *conditions: ColumnElement[bool]) -> Iterator[Entered]:
    """The newest MOST records of the span under these conditions."""
    query = (
        select(
            Event.id,
            Event.subject_id,
            Event.office_id,
            Event.entered_by,
            Event.occurred_on,
            ledger.Entry.recorded_at,
            PASSED,
            Stage.due_on,
            OVER,
        )
        .select_from(ledger.Entry)
        .join(Event, Event.entry_id == ledger.Entry.entry_id)
        .outerjoin(Stage, Stage.id == Event.stage_id)
        .where(*span.written("event.record"), *span.of_office(Event.office_id), *conditions)
        .order_by(ledger.Entry.recorded_at.desc(), Event.id)
        .limit(MOST)
    )
    return (Entered(*row) for row in session.execute(query))


OVER: ColumnElement[int] = days_since(ledger.Entry.recorded_at, Stage.due_on)
"""Days from the last day of the record's stage to its entry."""
