"""What a new day changes without anybody's doing: scores that have run their time, uploads that nobody kept."""

from __future__ import annotations

import os
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from evidence.store import Store
from models import Score
from services.events.confirm_event import confirm_events
from services.events.record_event import EventDraft, record_event
from services.files.clear_uploads import FORM_IS_OPEN, clear_uploads
from services.files.new_file import NewFile
from tests.support.world import NOW, TODAY, Clock, World, client_of


@pytest.fixture
def fault(session: Session, world: World, scheme: str, photograph: NewFile) -> str:
    draft = EventDraft(
        subject_id=world.own,
        scheme=scheme,
        behaviour="S02",
        occurred_on=TODAY - timedelta(days=3),
        region="510100",
        narrative="11月18日书面询问，至今未回复。",
        files=(photograph,),
    )
    event = record_event(session, world["provincial_clerk"], draft, NOW)
    confirm_events(session, world["provincial_reviewer"], [event], NOW)
    return event


@pytest.mark.usefixtures("fault")
def test_the_first_visitor_of_the_day_finds_a_score_whose_time_has_run_out_renewed(
    app: Flask, session: Session, world: World, scheme: str, clock: Clock
) -> None:
    before = session.get_one(Score, (world.own, scheme))
    assert before.points < 10_000
    assert before.until_on is not None
    days = (before.until_on - TODAY).days
    session.rollback()
    clock.advance(days=days)
    reader = client_of(app, world["provincial_clerk"].account_id)
    assert reader.get("/help/").status_code in (200, 308)
    session.expire_all()
    assert session.get_one(Score, (world.own, scheme)).points == 10_000


def test_a_file_without_a_record_goes_when_no_open_form_can_name_it_any_more(
    session: Session, store: Store, fault: str, photograph: NewFile
) -> None:
    with store.receive(BytesIO(b"forgotten"), 100) as draft:
        draft.keep()
    path = store.path_of(draft.sha256)
    os.utime(path, times=(NOW.timestamp(), NOW.timestamp()))
    os.utime(store.path_of(photograph.stored_sha256), times=(NOW.timestamp(), NOW.timestamp()))
    assert clear_uploads(session, store, NOW + FORM_IS_OPEN) == 0
    assert clear_uploads(session, store, NOW + FORM_IS_OPEN + timedelta(hours=2)) == 1
    assert store.verify(draft.sha256) == "missing"
    assert store.verify(photograph.stored_sha256) == "ok"
