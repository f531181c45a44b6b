"""The notice procedure by hand: notice, reply, answer, decision; the party is heard before it counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models import EventStep, Evidence, new_id
from services.events.confirm_event import NoticeDecision, confirm_by_notice
from services.events.notice_event import StepDraft, take_step
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.office_work import office_work
from services.serving.serve_document import serve_document
from tests.events.conftest import errors_on, photograph
from tests.support.serving import delivered
from tests.support.world import NOW, TODAY

LAST = date(2026, 11, 27)
"""Five working days after Saturday, 21 November."""
LATER = NOW + timedelta(days=7)


@pytest.fixture
def noticed(scene):
    """A record of a breach of contract, whose notice was served today."""
    event_id = scene.record(who="prefecture_clerk", behaviour="M04")
    step(scene, event_id, "notice")
    serve(scene, event_id)
    return event_id


def serve(scene, event_id, who="prefecture_clerk", now=NOW, on=TODAY):
    """The notice is delivered in person."""
    (notice,) = scene.read(
        select(EventStep).where(EventStep.event_id == event_id, EventStep.kind == "notice")
    )
    draft = delivered("event_step", notice.id, on, files=(scene.file(),))
    serve_document(scene.session, scene.world[who], draft, now)
    scene.session.expunge_all()


def step(scene, event_id, kind, who="prefecture_clerk", now=NOW, **changes):
    fields = {"kind": kind, "on": TODAY, "text": "已送达。"}
    if kind == "notice":
        fields |= {"document_no": "成环告〔2026〕1号", "days": 5}
    take_step(scene.session, scene.world[who], event_id, StepDraft(**(fields | changes)), now)
    scene.session.expunge_all()


def decide(scene, event_id, who="prefecture_reviewer", now=LATER, **changes):
    fields = {"decided_on": (now + timedelta(hours=8)).date(), "document_no": "成环决〔2026〕1号"}
    decision = NoticeDecision(**(fields | changes))
    confirm_by_notice(scene.session, scene.world[who], event_id, decision, now)
    scene.session.expunge_all()


@pytest.mark.db
def test_when_the_term_has_run_out_without_reply_a_decision_confirms(scene, noticed):
    decide(scene, noticed)
    event = scene.event(noticed)
    assert event.confirmation
    assert event.confirmation.way == "notice"
    assert event.confirmation.decision_no == "成环决〔2026〕1号"
    assert event.confirmation.counts_from == TODAY + timedelta(days=7)


def test_nothing_is_decided_before_the_contractor_was_told(scene):
    event_id = scene.record(behaviour="M04")
    with pytest.raises(Invalid, match="not been given notice"):
        decide(scene, event_id)


def test_nothing_is_decided_while_the_contractor_may_still_reply(scene, noticed):
    with pytest.raises(Invalid, match=f"may reply until {LAST}"):
        decide(scene, noticed, now=NOW + timedelta(days=6))


def test_a_notice_that_was_not_served_starts_no_clock(scene):
    event_id = scene.record(behaviour="M04")
    step(scene, event_id, "notice")
    with pytest.raises(Invalid, match="not been served"):
        decide(scene, event_id, now=NOW + timedelta(days=60))


def test_a_reply_is_answered_before_a_decision(scene, noticed):
    step(scene, noticed, "reply", who="contractor_user")
    with pytest.raises(Invalid, match="not been answered"):
        decide(scene, noticed)
    step(scene, noticed, "answer")
    decide(scene, noticed, now=NOW)
    assert scene.event(noticed).state == "counted"


def test_a_decision_lies_between_service_and_today_and_has_a_number(scene, noticed):
    for wrong in ({"decided_on": TODAY - timedelta(days=1)}, {"document_no": " "}):
        with pytest.raises(Invalid):
            decide(scene, noticed, **wrong)


def test_a_decision_dated_back_is_held_against_what_was_there_on_its_day(scene, noticed):
    with pytest.raises(Invalid) as early:
        decide(scene, noticed, decided_on=LAST)
    assert str(LAST) in str(early.value.fields["decided_on"].params)
    step(scene, noticed, "reply", who="contractor_user")
    step(scene, noticed, "answer", now=LATER, on=TODAY + timedelta(days=2))
    with pytest.raises(Invalid) as unanswered:
        decide(scene, noticed, decided_on=TODAY + timedelta(days=1))
    assert set(unanswered.value.fields) == {"decided_on"}
    decide(scene, noticed, decided_on=TODAY + timedelta(days=2))


def test_who_entered_the_record_does_not_decide_it(scene):
    event_id = scene.record(who="prefecture_reviewer", behaviour="M04")
    step(scene, event_id, "notice")
    serve(scene, event_id)
    with pytest.raises(Forbidden):
        decide(scene, event_id)


@pytest.mark.parametrize(
    "wrong",
    [
        {"document_no": None},
        {"days": None},
        {"days": 4},
        {"days": 61},
        {"on": TODAY + timedelta(days=1)},
        {"text": " "},
    ],
)
def test_an_incomplete_notice_is_refused(scene, wrong):
    event_id = scene.record(behaviour="M04")
    with pytest.raises(Invalid):
        step(scene, event_id, "notice", **wrong)
    assert scene.read(select(EventStep)) == []


def test_there_is_one_notice_and_no_answer_without_reply(scene, noticed):
    with pytest.raises(Invalid):
        step(scene, noticed, "notice")
    with pytest.raises(Invalid):
        step(scene, noticed, "answer")


def test_a_decided_record_takes_no_more_papers(scene, noticed):
    decide(scene, noticed)
    with pytest.raises(Conflict):
        step(scene, noticed, "reply", now=LATER)


def test_a_record_by_review_takes_no_papers(scene):
    event_id = scene.record(behaviour="S02")
    with pytest.raises(Forbidden):
        step(scene, event_id, "notice")


def test_before_the_notice_the_party_knows_nothing_of_the_record(scene, client_as):
    event_id = scene.record(behaviour="M04")
    assert client_as("contractor_user").get(f"/events/{event_id}").status_code == 404


def test_after_the_notice_the_party_sees_it_and_replies_with_a_file(scene, noticed, client_as):
    client = client_as("contractor_user")
    page = client.get(f"/events/{noticed}", headers={"Accept-Language": "en"})
    assert "Hand in the reply" in page.text
    answer = client.post(
        f"/events/{noticed}/reply",
        data={"text": "人员变更已报备。", "evidence": photograph(), "form_key": new_id()},
    )
    assert answer.status_code == 303
    (reply,) = [s for s in scene.read(select(EventStep)) if s.kind == "reply"]
    assert (reply.on, reply.on_behalf, reply.text) == (TODAY, False, "人员变更已报备。")
    (paper,) = scene.files_of(reply.id)
    assert paper.party_may_see
    assert "照片.jpg" in client.get(f"/events/{noticed}").text


def test_a_refused_reply_keeps_its_text_and_its_file(scene, noticed, client_as):
    client = client_as("contractor_user")
    page = client.post(f"/events/{noticed}/reply", data={"text": " ", "evidence": photograph()})
    assert page.status_code == 422
    assert "照片.jpg" in page.text
    assert scene.read(select(Evidence).where(Evidence.owner_kind == "event_step")) == []


def test_another_contractor_neither_sees_nor_replies(scene, noticed, client_as):
    client = client_as("other_user")
    assert client.get(f"/events/{noticed}").status_code == 404
    sent = {"text": "不是我们。", "form_key": new_id()}
    assert client.post(f"/events/{noticed}/reply", data=sent).status_code == 404
    with pytest.raises(NotFound):
        step(scene, noticed, "reply", who="other_user")


def test_a_reply_on_paper_is_entered_on_behalf(scene, noticed, client_as):
    answer = client_as("prefecture_clerk").post(
        f"/events/{noticed}/steps/reply",
        data={"on": "2026-11-21", "text": "书面陈述。", "form_key": new_id()},
    )
    assert answer.status_code == 303
    (reply,) = [s for s in scene.read(select(EventStep)) if s.kind == "reply"]
    assert reply.on_behalf


def test_the_forms_of_the_record_page_lead_through_the_whole_procedure(scene, client_as, clock):
    event_id = scene.record(behaviour="M04")
    clerk, reviewer = client_as("prefecture_clerk"), client_as("prefecture_reviewer")
    page = clerk.post(
        f"/events/{event_id}/steps/notice",
        data={"on": "2026-11-21", "text": "告知。", "form_key": new_id()},
        headers={"Accept-Language": "en"},
    )
    assert page.status_code == 422
    assert "document_no" in errors_on(page)
    notice = {"on": "2026-11-21", "text": "告知。", "document_no": "成环告〔2026〕2号"}
    sent = notice | {"days": "5", "form_key": new_id()}
    assert clerk.post(f"/events/{event_id}/steps/notice", data=sent).status_code == 303
    (made,) = scene.read(select(EventStep))
    served = {
        "way": "direct",
        "received_on": "2026-11-21",
        "recipient": "李某",
        "place": "某街2号",
        "server_1": "张某",
        "server_2": "王某",
        "evidence": photograph(),
        "form_key": new_id(),
    }
    assert clerk.post(f"/service/event_step/{made.id}", data=served).status_code == 303
    clock.advance(days=7)
    reviewer, clerk = client_as("prefecture_reviewer"), client_as("prefecture_clerk")
    wrong = {"decided_on": "2026-11-01", "document_no": "成环决〔2026〕2号", "form_key": new_id()}
    assert reviewer.post(f"/events/{event_id}/decide", data=wrong).status_code == 422
    right = wrong | {"decided_on": "2026-11-28", "form_key": new_id()}
    assert reviewer.post(f"/events/{event_id}/decide", data=right).status_code == 303
    assert scene.event(event_id).state == "counted"


def test_a_step_that_there_is_not_is_not_found(scene, noticed, client_as):
    sent = {"on": "2026-11-21", "text": "x"}
    assert (
        client_as("prefecture_clerk").post(f"/events/{noticed}/steps/x", data=sent).status_code
        == 404
    )


def desk(scene) -> set[str]:
    """What waits for the office's reviewer."""
    work = office_work(scene.session, scene.world["prefecture_reviewer"], TODAY)
    scene.session.rollback()
    return {task.kind for task in work}


@pytest.mark.db
def test_a_second_reply_is_answered_too(scene, noticed):
    step(scene, noticed, "reply", who="contractor_user")
    step(scene, noticed, "answer")
    step(scene, noticed, "reply", who="contractor_user")
    with pytest.raises(Invalid, match="not been answered"):
        decide(scene, noticed)
    assert ("answer" in desk(scene), "decide" in desk(scene)) == (True, False)
    step(scene, noticed, "answer")
    assert ("answer" in desk(scene), "decide" in desk(scene)) == (False, True)
    decide(scene, noticed)
    assert scene.event(noticed).state == "counted"


def test_no_notice_comes_before_what_it_is_about(scene):
    event_id = scene.record(behaviour="M04")
    before = {"on": TODAY - timedelta(days=30)}
    with pytest.raises(Invalid, match="before the day on which it happened"):
        step(scene, event_id, "notice", **before)
