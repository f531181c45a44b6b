"""Review: a second person confirms or refuses, seeing what each record would do."""

from __future__ import annotations

import re
import threading

import pytest

from models import new_id
from services.clock import day_of
from services.events.confirm_event import confirm_events, effect_of
from services.events.review_queue import Wish, review_queue
from services.events.withdraw_event import withdraw_event
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.office_work import office_work
from tests.events.conftest import CHENGDU, JINJIANG, MIANYANG, OWN, SCHEME
from tests.support.world import NOW, TODAY


def queue(scene, who="prefecture_reviewer", **wish):
    found = review_queue(scene.session, scene.world[who], Wish(**wish), TODAY)
    scene.session.expunge_all()
    scene.session.rollback()
    return found


def decide(client, events, action="confirm", **more):
    sent = {"event": events, "action": action, "form_key": new_id()} | more
    return client.post("/review/", data=sent, headers={"Accept-Language": "en"})


def test_the_queue_holds_what_waits_in_the_reviewers_region(scene):
    here = scene.record(behaviour="S02")
    county = scene.record(who="county_clerk", behaviour="S02", region=JINJIANG)
    there = scene.record(who="mianyang_clerk", behaviour="S02", region=MIANYANG)
    assert {row.event.id for row in queue(scene).waiting} == {here, county}
    assert {row.event.id for row in queue(scene, "provincial_reviewer").waiting} == {
        *(here, county, there)
    }


def test_what_the_province_drafts_about_work_here_stays_with_the_province(scene):
    scene.record(who="provincial_clerk", behaviour="S02")
    assert queue(scene).waiting == ()


def test_measured_results_and_decided_records_are_not_in_the_queue(scene):
    scene.record(behaviour="Q02")
    event_id = scene.record(behaviour="S02")
    confirm_events(scene.session, scene.world["prefecture_reviewer"], [event_id], NOW)
    scene.session.expunge_all()
    assert queue(scene).total == 0


def test_the_queue_is_narrowed_by_region_and_behaviour(scene):
    first = scene.record(behaviour="S02")
    second = scene.record(behaviour="P02", quantity=1, region=JINJIANG)
    assert [r.event.id for r in queue(scene, region=JINJIANG).waiting] == [second]
    assert [r.event.id for r in queue(scene, scheme=SCHEME, behaviour="S02").waiting] == [first]


def test_the_effect_of_each_record_is_the_score_before_and_after(scene):
    scene.record(behaviour="P02", quantity=4)
    (row,) = queue(scene).waiting
    assert row.effect
    assert (row.effect.before.points, row.effect.after.points) == (10_000, 9_900)
    assert row.effect.lists == ()


def test_the_effect_names_the_lists_that_would_be_reached(scene):
    event_id = scene.record(
        who="provincial_clerk", behaviour="H01", document_no="川环函〔2026〕1号"
    )
    effect = effect_of(scene.session, scene.event(event_id), TODAY)
    assert effect
    assert effect.new_lists == ["disqualified"]


def test_what_the_reviewer_sees_is_what_confirming_does(scene):
    event_id = scene.record(
        behaviour="Q11", quantity=3, programme_id=scene.programme, stage_id=scene.stage
    )
    (row,) = queue(scene).waiting
    confirm_events(scene.session, scene.world["prefecture_reviewer"], [event_id], NOW)
    assert row.effect
    assert scene.points() == row.effect.after.points


@pytest.mark.db
def test_a_checked_selection_is_confirmed_in_one_go_and_counts_from_today(scene, client_as):
    ids = [
        scene.record(behaviour="S02", subject_id=s) for s in (scene.world.own, scene.world.other)
    ]
    answer = decide(client_as("prefecture_reviewer"), ids)
    assert answer.status_code == 303
    for event_id in ids:
        event = scene.event(event_id)
        assert event.confirmation
        assert (event.state, event.confirmation.counts_from) == ("counted", day_of(NOW))
    assert scene.points() == 9_900


def test_the_own_entry_is_shown_but_cannot_be_checked_and_says_why(scene, client_as):
    event_id = scene.record(who="prefecture_reviewer", behaviour="S02")
    page = client_as("prefecture_reviewer").get("/review/", headers={"Accept-Language": "en"})
    box = re.search(rf'<input type="checkbox"[^>]*value="{event_id}"[^>]*>', page.text)
    assert box
    assert "disabled" in box[0]
    assert "another person must confirm it" in page.text


def test_nobody_confirms_what_he_entered_himself(scene, client_as):
    event_id = scene.record(who="prefecture_reviewer", behaviour="S02")
    assert decide(client_as("prefecture_reviewer"), [event_id]).status_code == 403
    with pytest.raises(Forbidden):
        confirm_events(scene.session, scene.world["prefecture_reviewer"], [event_id], NOW)
    assert scene.event(event_id).state == "pending"


@pytest.mark.db
def test_the_second_of_two_reviewers_is_told_and_keeps_his_selection(scene, client_as):
    first, second = (
        scene.record(behaviour="S02", subject_id=s) for s in (scene.world.own, scene.world.other)
    )
    decide(client_as("prefecture_reviewer"), [first])
    page = decide(client_as("provincial_reviewer"), [first, second])
    assert page.status_code == 409
    assert "Somebody else has decided 1 of 2" in page.text
    box = re.search(rf'<input type="checkbox"[^>]*value="{second}"[^>]*>', page.text)
    assert box
    assert "checked" in box[0]
    assert scene.event(second).state == "pending"


def test_all_or_none_of_a_selection_is_confirmed(scene):
    good = scene.record(behaviour="S02")
    notice = scene.record(behaviour="M04")
    with pytest.raises(Invalid):
        confirm_events(scene.session, scene.world["prefecture_reviewer"], [good, notice], NOW)
    assert scene.event(good).state == "pending"


def test_a_record_that_needs_notice_is_not_confirmed_by_review(scene, client_as):
    event_id = scene.record(behaviour="M04")
    page = decide(client_as("prefecture_reviewer"), [event_id])
    assert page.status_code == 422
    assert "notice procedure" in page.text


def test_refusing_needs_a_reason_and_keeps_the_selection(scene, client_as):
    event_id = scene.record(behaviour="S02")
    client = client_as("prefecture_reviewer")
    page = decide(client, [event_id], "refuse")
    assert page.status_code == 422
    assert re.search(rf'value="{event_id}" checked', page.text)
    assert decide(client, [event_id], "refuse", reason="证据不足").status_code == 303
    event = scene.event(event_id)
    assert event.withdrawal
    assert (event.state, event.withdrawal.refused, event.withdrawal.reason) == (
        *("withdrawn", True, "证据不足"),
    )


def test_nothing_checked_is_said(scene, client_as):
    assert decide(client_as("prefecture_reviewer"), []).status_code == 422


def test_an_unconfirmed_record_weighs_nothing_and_a_withdrawn_one_never_will(scene):
    scene.record(behaviour="Q02")
    event_id = scene.record(behaviour="S02")
    assert scene.points() == 10_000
    withdraw_event(scene.session, scene.world["prefecture_clerk"], event_id, "录错机构", NOW)
    assert scene.points() == 10_000
    with pytest.raises(Conflict):
        confirm_events(scene.session, scene.world["prefecture_reviewer"], [event_id], NOW)


def test_only_the_office_that_made_a_draft_withdraws_it(scene):
    event_id = scene.record(who="county_clerk", behaviour="S02", region=JINJIANG)
    with pytest.raises(Forbidden):
        withdraw_event(scene.session, scene.world["prefecture_clerk"], event_id, "理由", NOW)


def test_what_counts_is_not_withdrawn(scene):
    event_id = scene.record(behaviour="Q02")
    with pytest.raises(Conflict):
        withdraw_event(scene.session, scene.world["prefecture_clerk"], event_id, "理由", NOW)


def test_a_reviewer_of_another_region_cannot_even_name_the_record(scene):
    event_id = scene.record(behaviour="S02")
    with pytest.raises(NotFound):
        confirm_events(scene.session, scene.world["mianyang_reviewer"], [event_id], NOW)


@pytest.mark.parametrize(
    ("reviewer", "count"),
    [("prefecture_reviewer", 1), ("provincial_reviewer", 2), ("mianyang_reviewer", 0)],
)
def test_the_desk_counts_what_this_reviewer_can_decide(scene, reviewer, count):
    scene.record(behaviour="S02")
    scene.record(who="prefecture_reviewer", behaviour="S02", subject_id=scene.world.other)
    work = office_work(scene.session, scene.world[reviewer], TODAY)
    assert sum(task.count for task in work if task.kind == "review") == count


def test_the_record_page_offers_what_this_person_may_do(scene, client_as):
    event_id = scene.record(behaviour="S02")
    pages = {
        who: client_as(who).get(f"/events/{event_id}", headers={"Accept-Language": "en"}).text
        for who in ("prefecture_clerk", "prefecture_reviewer", "auditor")
    }
    assert "Withdraw the record" in pages["prefecture_clerk"]
    assert "Refuse the record" in pages["prefecture_reviewer"]
    assert f"/events/{event_id}/confirm" in pages["prefecture_reviewer"]
    assert f"/events/{event_id}/" not in pages["auditor"]
    assert OWN in pages["auditor"]


def test_staff_see_who_entered_and_who_confirmed(scene, client_as):
    event_id = scene.record(behaviour="S02", second_officer="周同行")
    client_as("prefecture_reviewer").post(
        f"/events/{event_id}/confirm", data={"form_key": new_id()}
    )
    staff = client_as("auditor").get(f"/events/{event_id}").text
    assert "prefecture_clerk 某" in staff
    assert "prefecture_reviewer 某" in staff
    assert "周同行" in staff
    party = client_as("contractor_user").get(f"/events/{event_id}").text
    assert "成都市生态环境局" in party or "Chengdu office" in party
    for name in ("prefecture_clerk", "prefecture_reviewer", "周同行"):
        assert name not in party


def test_the_region_of_the_scene_is_in_the_reviewers_region(scene):
    assert scene.world["prefecture_reviewer"].region == CHENGDU


@pytest.mark.db
def test_of_a_confirmation_and_a_refusal_at_the_same_moment_only_one_happens(scene, app):
    event_id = scene.record(behaviour="S02")
    first, second = scene.world["prefecture_reviewer"], scene.world["provincial_reviewer"]
    gate, done = threading.Barrier(2), []

    def act(write) -> None:
        with app.extensions["xinheng.sessions"]() as session:
            gate.wait()
            try:
                write(session)
                done.append("done")
            except Conflict:
                done.append("conflict")

    writes = [
        lambda session: confirm_events(session, first, [event_id], NOW),
        lambda session: withdraw_event(session, second, event_id, "证据不足", NOW),
    ]
    threads = [threading.Thread(target=act, args=[write]) for write in writes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["conflict", "done"]
    event = scene.event(event_id)
    assert (event.confirmation is None) != (event.withdrawal is None)
