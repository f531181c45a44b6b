"""Scope: whoever may not see a record finds nothing at any of its addresses."""

from __future__ import annotations

import pytest

from models import new_id
from services.events.confirm_event import confirm_events
from services.events.correct_event import agree_correction, ask_correction, refuse_correction
from services.events.notice_event import StepDraft, take_step
from services.events.withdraw_event import withdraw_event
from services.record.verify_record import verify_record
from services.scope import full_events, sees_in_full
from tests.events.conftest import CHENGDU, JINJIANG, MIANYANG
from tests.support.world import NOW, TODAY


def addresses(app) -> list[tuple[str, str]]:
    """(method, path) of every address that names a record."""
    return [
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if "<event_id>" in rule.rule
        for method in (rule.methods or set()) & {"GET", "POST"}
    ]


@pytest.mark.parametrize(
    "who", ["other_user", "other_manager", "mianyang_clerk", "mianyang_reviewer"]
)
def test_no_address_of_a_record_tells_that_it_exists(scene, app, client_as, who):
    event_id = scene.record(behaviour="M04")
    client = client_as(who)
    form = {"reason": "理由", "text": "x", "on": "2026-11-21", "replace": "no"}
    form |= {"document_no": "1", "decided_on": "2026-11-21"}
    for method, rule in addresses(app):
        path = rule.replace("<event_id>", event_id).replace("<kind>", "notice")
        answer = client.open(path, method=method, data=form | {"form_key": new_id()})
        assert answer.status_code in (403, 404), (method, path)
        other = path.replace(event_id, new_id())
        twin = client.open(other, method=method, data=form | {"form_key": new_id()})
        assert twin.status_code == answer.status_code, (method, path)
    assert scene.event(event_id).state == "pending"


def seen_by(scene, *ids: str) -> dict[str, set[str]]:
    people = ("prefecture_clerk", "county_clerk", "mianyang_clerk", "provincial_clerk", "auditor")
    seen = {
        who: sees_in_full(scene.session, scene.world[who], ids)
        for who in (*people, "contractor_user", "other_user", "system_administrator", "nobody")
    }
    scene.session.rollback()
    return seen


@pytest.mark.db
def test_a_record_that_counts_is_seen_in_full_where_the_work_was_done(scene):
    event_id = scene.record(who="county_clerk", region=JINJIANG)
    seen = seen_by(scene, event_id)
    assert {who for who, ids in seen.items() if ids} == {
        *("prefecture_clerk", "county_clerk", "provincial_clerk", "auditor", "contractor_user"),
    }


@pytest.mark.db
def test_a_record_that_waits_is_seen_by_its_office_and_those_above(scene):
    event_id = scene.record(who="prefecture_clerk", behaviour="S02", region=JINJIANG)
    seen = seen_by(scene, event_id)
    assert {who for who, ids in seen.items() if ids} == {
        *("prefecture_clerk", "provincial_clerk", "auditor"),
    }


def test_the_place_of_work_decides_and_not_the_place_of_registration(scene):
    here = scene.record(region=CHENGDU)
    there = scene.record(who="mianyang_clerk", region=MIANYANG)
    assert seen_by(scene, here, there)["mianyang_clerk"] == {there}


def test_somebody_without_any_permission_sees_no_record(scene):
    assert str(full_events(scene.world["nobody"])) == "false"


@pytest.mark.db
def test_the_whole_life_of_records_can_be_rebuilt_from_the_ledger(scene):
    clerk, reviewer = scene.world["prefecture_clerk"], scene.world["prefecture_reviewer"]
    session = scene.session
    first = scene.record(numerator=5)
    ask_correction(session, clerk, first, "录反", scene.draft(numerator=8), NOW)
    refuse_correction(session, reviewer, first, "无误", NOW)
    ask_correction(session, clerk, first, "确实录反", scene.draft(numerator=8), NOW)
    agree_correction(session, reviewer, first, NOW)
    second = scene.record(behaviour="S02", second_officer="周同行")
    confirm_events(session, reviewer, [second], NOW)
    third = scene.record(behaviour="P02", quantity=3)
    withdraw_event(session, clerk, third, "录错", NOW)
    fourth = scene.record(behaviour="M04")
    notice = StepDraft(
        kind="notice",
        on=TODAY,
        text="告知。",
        document_no="成环告〔2026〕9号",
        days=5,
        files=(scene.file(),),
    )
    take_step(session, clerk, fourth, notice, NOW)
    session.expunge_all()
    found = verify_record(session, scene.store)
    assert found.findings == ()
    assert found.files == 4
