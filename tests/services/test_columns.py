"""Everybody's facts are the same whether they are read into columns or as one object each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

import ledger
from models import Correction, Event, EventConfirmation, Subject, new_id
from services.standing.facts import facts
from services.writing import unrecorded
from tests.support.world import NOW, TODAY, World

SCHEME = "land-survey"
COUNT = 60


def _event(n: int, subject_id: str, office_id: str, holder_id: str) -> dict[str, Any]:
    """A record of which every third field or so is empty."""
    return {
        "id": new_id(),
        "subject_id": subject_id,
        "scheme": SCHEME,
        "behaviour": f"S0{n % 7}",
        "occurred_on": TODAY - timedelta(days=n * 13 % 50),
        "region": "510100",
        "office_id": office_id,
        "entered_by": holder_id,
        "confirm": "none",
        "severity": None if n % 3 else ("minor", "serious")[n % 2],
        "quantity": None if n % 4 else n,
        "amount_fen": None if n % 5 else n * 10**11,
        "numerator": None if n % 6 else 1,
        "denominator": None if n % 6 else 2,
        "incident_id": None if n % 2 else f"i{n * 7 % 9}",
        "until_on": None if n % 7 else TODAY + timedelta(days=n),
    }


def _record(session: Session, subjects: list[str], world: World) -> None:
    """Records of several subjects; some are known to the ledger, and some of those ended as wrong."""
    clerk = world["provincial_clerk"]
    events = [
        _event(n, subjects[n * 3 % len(subjects)], clerk.office_id or "", clerk.holder_id)
        for n in range(COUNT)
    ]
    known = [new_id() for _ in events]
    counted = [
        {
            "event_id": event["id"],
            "entry_id": known[n],
            "counts_from": event["occurred_on"] + timedelta(days=n % 4),
            "way": "none",
            "entered_by": clerk.holder_id,
            "confirmed_by": clerk.holder_id,
        }
        for n, event in enumerate(events[: COUNT - 5])
    ]
    ended = [
        {
            "id": new_id(),
            "entry_id": new_id(),
            "event_id": event["id"],
            "asked_by": clerk.holder_id,
            "confirmed_by": world["provincial_reviewer"].holder_id if n % 3 else None,
            "confirmed_entry_id": known[n + 1] if n % 3 else None,
        }
        for n, event in enumerate(events[:12])
    ]
    session.execute(insert(Event), [{"entry_id": new_id()} | event for event in events])
    session.execute(insert(EventConfirmation), counted)
    session.execute(insert(Correction), ended)
    bodies = [{"kind": "event.record", "id": one, "actor": clerk.holder_id} for one in known]
    ledger.append(session, bodies[:-20], NOW)


@pytest.fixture
def both(session: Session, world: World) -> Callable[[], tuple[Any, Any]]:
    """Everybody's facts read either way."""
    subjects = list(session.scalars(select(Subject.id)))
    with unrecorded(session):
        _record(session, subjects, world)
    return lambda: (facts(session, SCHEME), facts(session, SCHEME, subjects))


@pytest.mark.db
def test_both_ways_of_reading_give_equal_columns(both):
    in_columns, by_objects = both()
    assert len(in_columns.facts) == COUNT - 5
    for name in ("subjects", "behaviours", "severities", "lists", "event_ids"):
        assert list(getattr(in_columns, name)) == list(getattr(by_objects, name)), name
    for name in ("facts", "known", "measures", "terms", "repairs", "decisions"):
        assert np.array_equal(getattr(in_columns, name), getattr(by_objects, name)), name
    for name in ("offsets", "repair_offsets", "decision_offsets", "opened"):
        assert np.array_equal(getattr(in_columns, name), getattr(by_objects, name)), name


def test_a_scheme_without_records_has_everybody_and_no_facts(session: Session, world: World):
    found = facts(session, SCHEME)
    assert len(found.facts) == 0
    assert world.own in found.subjects
