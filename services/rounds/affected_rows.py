"""Rows of published rounds that a later correction touches: the row is looked at again, not the round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

import ledger
from models import Correction, Event, EventConfirmation, Round, RoundChange, RoundSubject
from services.clock import day_of


@dataclass(frozen=True)
class Corrected:
    """A record on which the row rests and that was corrected afterwards; who asked for it, by which entry."""

    event_id: str
    scheme: str
    behaviour: str
    on: date
    asked_by: str
    entry_id: str


def affected_rows(session: Session, round_id: str | None = None) -> Mapping[str, list[Corrected]]:
    """By row, the corrections that no decision about the row has looked at yet; of one round, or of all."""
    found: dict[str, list[Corrected]] = defaultdict(list)
    query = affected()
    if round_id is not None:
        query = query.where(RoundSubject.round_id == round_id)
    for row_id, event_id, scheme, behaviour, at, *asked in session.execute(query):
        found[row_id].append(Corrected(event_id, scheme, behaviour, day_of(at), *asked))
    return found


def affected() -> Select[*tuple[Any, ...]]:
    """Row, record, scheme, behaviour, instant of the correction, who asked for it and by which entry."""
    counted, corrected = aliased(ledger.Entry), aliased(ledger.Entry)
    looked_at = (
        select(func.max(RoundChange.known))
        .where(RoundChange.row_id == RoundSubject.id)
        .scalar_subquery()
    )
    return (
        select(
            RoundSubject.id,
            Event.id,
            Event.scheme,
            Event.behaviour,
            corrected.recorded_at,
            Correction.asked_by,
            Correction.entry_id,
        )
        .join(Round, Round.id == RoundSubject.round_id)
        .join(Event, (Event.subject_id == RoundSubject.subject_id) & (Event.scheme == Round.scheme))
        .join(EventConfirmation, EventConfirmation.event_id == Event.id)
        .join(counted, counted.entry_id == EventConfirmation.entry_id)
        .join(Correction, Correction.event_id == Event.id)
        .join(corrected, corrected.entry_id == Correction.confirmed_entry_id)
        .where(
            Round.state == "published",
            RoundSubject.out.is_(None),
            EventConfirmation.counts_from <= Round.on,
            counted.seq <= RoundSubject.known,
            corrected.seq > func.coalesce(looked_at, RoundSubject.known),
        )
        .order_by(RoundSubject.id, corrected.seq)
    )
