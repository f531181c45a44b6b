"""One record, from a form to a score and a provable history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

import scoring
from evidence.store import Store
from ledger.check import Outcome
from models import Event, Score
from services.events.confirm_event import confirm_events, effect_of
from services.events.correct_event import agree_correction, ask_correction
from services.events.record_event import EventDraft, record_event
from services.events.withdraw_event import withdraw_event
from services.files.new_file import NewFile
from services.messages import AlreadyDone, Conflict, Forbidden, Invalid
from services.record.verify_record import verify_record
from services.standing.scores import explain, renew
from services.writing import Once
from tests.support.world import NOW, TODAY, World

pytestmark = [pytest.mark.db, pytest.mark.usefixtures("scheme")]

START = 10_000


@pytest.fixture
def fault(world: World, photograph: NewFile) -> EventDraft:
    """A fault that counts when a second person has confirmed it."""
    return EventDraft(
        subject_id=world.own,
        scheme="land-survey",
        behaviour="S02",
        occurred_on=TODAY - timedelta(days=3),
        region="510100",
        narrative="11月18日书面询问，至今未回复。",
        files=(photograph,),
    )


def points(session: Session, world: World) -> int:
    return explain(session, world.own, "land-survey", scoring.View(TODAY)).points


def record(session: Session, world: World, draft: EventDraft, **options: Any) -> str:
    return record_event(session, world["provincial_clerk"], draft, NOW, **options)


def confirm(session: Session, world: World, event_id: str) -> None:
    confirm_events(session, world["provincial_reviewer"], [event_id], NOW)


def test_a_fault_weighs_nothing_until_a_second_person_confirms_it(
    session: Session, world: World, fault: EventDraft
) -> None:
    event_id = record(session, world, fault)
    assert points(session, world) == START
    confirm(session, world, event_id)
    assert points(session, world) < START


def test_the_reviewer_sees_exactly_what_confirming_then_does(
    session: Session, world: World, fault: EventDraft
) -> None:
    event = session.get_one(Event, record(session, world, fault))
    effect = effect_of(session, event, TODAY)
    confirm(session, world, event.id)
    assert effect is not None
    assert effect.before.points == START
    assert effect.after.points == points(session, world)


def test_nobody_confirms_what_he_entered_himself(
    session: Session, world: World, fault: EventDraft
) -> None:
    reviewer = world["provincial_reviewer"]
    event_id = record_event(session, reviewer, fault, NOW)
    with pytest.raises(Forbidden):
        confirm_events(session, reviewer, [event_id], NOW)
    assert points(session, world) == START


def test_the_second_of_two_reviewers_is_told_that_somebody_was_first(
    session: Session, world: World, fault: EventDraft
) -> None:
    event_id = record(session, world, fault)
    confirm(session, world, event_id)
    with pytest.raises(Conflict):
        confirm(session, world, event_id)


def test_the_same_form_sent_twice_records_once(
    session: Session, world: World, fault: EventDraft
) -> None:
    first = record(session, world, fault, once=Once("k", b"form"))
    with pytest.raises(AlreadyDone) as done:
        record(session, world, fault, once=Once("k", b"form"))
    assert done.value.result == first
    assert session.query(Event).count() == 1


def test_one_key_for_two_different_forms_is_refused(
    session: Session, world: World, fault: EventDraft
) -> None:
    record(session, world, fault, once=Once("k", b"form"))
    with pytest.raises(Conflict):
        record(session, world, fault, once=Once("k", b"another"))


def test_a_day_to_come_is_refused_and_nothing_is_written(
    session: Session, world: World, fault: EventDraft
) -> None:
    with pytest.raises(Invalid) as problem:
        record(session, world, replace(fault, occurred_on=TODAY + timedelta(days=1)))
    assert "occurred_on" in problem.value.fields
    assert session.query(Event).count() == 0


def test_a_prefecture_records_only_work_done_in_its_own_region(
    session: Session, world: World, fault: EventDraft
) -> None:
    with pytest.raises(Invalid) as problem:
        record_event(session, world["prefecture_clerk"], replace(fault, region="510700"), NOW)
    assert "region" in problem.value.fields


def test_a_correction_gives_the_points_back_when_another_person_agrees(
    session: Session, world: World, fault: EventDraft
) -> None:
    event_id = record(session, world, fault)
    confirm(session, world, event_id)
    clerk, reviewer = world["provincial_clerk"], world["provincial_reviewer"]
    ask_correction(session, clerk, event_id, "机构另有其人。", None, NOW)
    assert points(session, world) < START
    agree_correction(session, reviewer, event_id, NOW)
    assert points(session, world) == START


def test_a_withdrawn_record_can_no_longer_be_confirmed(
    session: Session, world: World, fault: EventDraft
) -> None:
    event_id = record(session, world, fault)
    withdraw_event(session, world["provincial_clerk"], event_id, "重复录入。", NOW)
    with pytest.raises(Conflict):
        confirm(session, world, event_id)


def test_the_record_of_all_this_proves_whole(
    session: Session, world: World, fault: EventDraft, store: Store
) -> None:
    event_id = record(session, world, fault)
    confirm(session, world, event_id)
    report = verify_record(session, store)
    assert report.findings == ()
    assert report.outcome == Outcome.UNWITNESSED
    assert report.files == 1


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("update score set points = 9999", "score_differs"),
        ("delete from score", "row_missing"),
        ("update score set settled_on = '1990-01-01'", "derived_differs"),
        (
            "insert into proposal select id, 'land-survey', 'x', '2026-01-01', null from subject",
            None,
        ),
        ("update subject set home_region = '510700'", "row_altered"),
        ("update subject_name set name = '改名'", "text_altered"),
        ("update subject_name set folded = 'x'", "derived_differs"),
        ("delete from evidence", "row_missing"),
        ("update ruleset_version set text = replace(text, 'points = -2', 'points = -1')", None),
    ],
)
def test_a_change_behind_the_products_back_is_named(
    session: Session,
    world: World,
    fault: EventDraft,
    store: Store,
    statement: str,
    code: str | None,
) -> None:
    confirm(session, world, record(session, world, fault))
    session.execute(text(statement))
    session.commit()
    report = verify_record(session, store)
    assert report.outcome == Outcome.ALTERED
    assert code is None or code in {finding.code for finding in report.findings}


def test_a_score_of_a_day_to_come_is_named(
    session: Session, world: World, fault: EventDraft, store: Store
) -> None:
    """When what weighs today will have run out, the same record gives a better score."""
    confirm(session, world, record(session, world, fault))
    renew(session, world.own, fault.scheme, date(2035, 1, 1))
    session.commit()
    assert verify_record(session, store, today=TODAY).outcome == Outcome.ALTERED


def test_a_file_changed_on_disk_is_named(
    session: Session, world: World, fault: EventDraft, store: Store
) -> None:
    record(session, world, fault)
    path = store.path_of(fault.files[0].stored_sha256)
    path.chmod(0o600)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    report = verify_record(session, store)
    assert [finding.code for finding in report.findings] == ["file_altered"]


def test_the_stored_score_is_the_one_that_the_engine_gives(
    session: Session, world: World, fault: EventDraft
) -> None:
    confirm(session, world, record(session, world, fault))
    stored = session.get_one(Score, (world.own, "land-survey"))
    assert stored.points == points(session, world)
