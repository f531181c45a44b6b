"""Correcting: what counts is never changed; a later fact ends it when another person agrees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models import Correction, new_id
from services.apply import APPLIERS
from services.events.confirm_event import confirm_events
from services.events.correct_event import (
    agree_correction,
    ask_correction,
    effect_of_correction,
    refuse_correction,
)
from services.events.review_queue import Wish, review_queue
from services.events.withdraw_event import withdraw_event
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.record.history_words import SENTENCES
from tests.events.conftest import OWN, YESTERDAY, errors_on, value_of
from tests.support.world import NOW, TODAY

BAD_RATE = {"numerator": 5, "denominator": 10}


@pytest.fixture
def counted(scene):
    """A pass rate of half, which costs points, entered by the prefecture."""
    return scene.record(**BAD_RATE)


def ask(scene, event_id, replacement=None, who="prefecture_clerk", reason="数字录反"):
    ask_correction(scene.session, scene.world[who], event_id, reason, replacement, NOW)
    scene.session.expunge_all()


def agree(scene, event_id, who="prefecture_reviewer"):
    agree_correction(scene.session, scene.world[who], event_id, NOW)
    scene.session.expunge_all()


def replacement_of(scene, event_id) -> str:
    (correction,) = scene.read(select(Correction).where(Correction.event_id == event_id))
    assert correction.replacement_id
    return str(correction.replacement_id)


@pytest.mark.db
def test_when_another_person_agrees_the_old_record_weighs_nothing(scene, counted):
    assert scene.points() == 9_200
    ask(scene, counted)
    assert (scene.event(counted).state, scene.points()) == ("counted", 9_200)
    agree(scene, counted)
    assert (scene.event(counted).state, scene.points()) == ("corrected", 10_000)


@pytest.mark.db
def test_a_replacement_never_counts_together_with_what_it_replaces(scene, counted):
    ask(scene, counted, scene.draft(numerator=8))
    new = replacement_of(scene, counted)
    assert scene.event(new).state == "pending"
    assert scene.points() == 9_200
    agree(scene, counted)
    assert (scene.event(counted).state, scene.event(new).state) == ("corrected", "counted")
    assert scene.points() == 9_500


def test_nobody_is_weighed_longer_because_of_a_slip(scene):
    old = scene.record(behaviour="P02", quantity=9)
    confirm_events(scene.session, scene.world["prefecture_reviewer"], [old], NOW)
    began = scene.event(old).confirmation.counts_from
    ask(scene, old, scene.draft("P02", quantity=1))
    agree(scene, old)
    assert scene.event(replacement_of(scene, old)).confirmation.counts_from == began


def test_the_effect_of_a_correction_is_shown_before_it_is_agreed_to(scene, counted):
    ask(scene, counted, scene.draft(numerator=8))
    effect = effect_of_correction(scene.session, scene.event(counted), TODAY)
    assert effect
    assert (effect.before.points, effect.after.points) == (9_200, 9_500)


def test_nobody_agrees_to_what_he_asked_for(scene, counted):
    ask(scene, counted, who="prefecture_clerk")
    with pytest.raises(Forbidden):
        agree(scene, counted, who="prefecture_clerk")
    assert scene.event(counted).state == "counted"


def test_a_correction_needs_a_reason_and_a_record_that_counts(scene, counted):
    with pytest.raises(Invalid):
        ask(scene, counted, reason=" ")
    waiting = scene.record(behaviour="S02")
    with pytest.raises(Conflict):
        ask(scene, waiting)
    ask(scene, counted)
    with pytest.raises(Conflict):
        ask(scene, counted)


def test_a_replacement_is_checked_like_any_record(scene, counted):
    with pytest.raises(Invalid):
        ask(scene, counted, scene.draft(numerator=11))
    with pytest.raises(Invalid):
        ask(scene, counted, scene.draft(subject_id=scene.world.other))
    assert scene.read(select(Correction)) == []


@pytest.mark.db
def test_a_refused_correction_leaves_the_record_and_withdraws_the_replacement(scene, counted):
    ask(scene, counted, scene.draft(numerator=8))
    new = replacement_of(scene, counted)
    reviewer = scene.world["prefecture_reviewer"]
    refuse_correction(scene.session, reviewer, counted, "原记录无误", NOW)
    scene.session.expunge_all()
    assert (scene.event(counted).state, scene.event(new).state) == ("counted", "withdrawn")
    assert scene.points() == 9_200
    ask(scene, counted)
    agree(scene, counted)
    assert scene.points() == 10_000


def test_the_one_who_asked_may_take_it_back_and_nobody_else_of_his_rank(scene, counted):
    ask(scene, counted, who="prefecture_clerk")
    with pytest.raises(Forbidden):
        refuse_correction(scene.session, scene.world["provincial_clerk"], counted, "理由", NOW)
    refuse_correction(scene.session, scene.world["prefecture_clerk"], counted, "看错了", NOW)
    scene.session.expunge_all()
    assert scene.event(counted).correction is None


def test_the_record_tells_who_refused_a_correction_and_why(scene, counted, client_as):
    ask(scene, counted)
    refuse_correction(scene.session, scene.world["prefecture_reviewer"], counted, "原记录无误", NOW)
    page = client_as("auditor").get("/record/?lang=en")
    assert page.status_code == 200
    assert "Ended the request to correct" in page.text
    assert "Reason: 原记录无误" in page.text


def test_the_record_has_a_sentence_for_every_kind_of_entry():
    assert SENTENCES.keys() == APPLIERS.keys()


def test_a_replacement_is_decided_only_with_its_correction(scene):
    old = scene.record(behaviour="P02", quantity=9)
    reviewer = scene.world["prefecture_reviewer"]
    confirm_events(scene.session, reviewer, [old], NOW)
    ask(scene, old, scene.draft("P02", quantity=1))
    new = replacement_of(scene, old)
    with pytest.raises(Conflict):
        confirm_events(scene.session, reviewer, [new], NOW)
    with pytest.raises(Conflict):
        withdraw_event(scene.session, reviewer, new, "理由", NOW)
    queue = review_queue(scene.session, reviewer, Wish(), TODAY)
    assert queue.waiting == ()
    assert [row.event.id for row in queue.corrections] == [old]


def test_a_replacement_that_needs_notice_goes_through_it(scene, counted):
    ask(scene, counted, scene.draft("M04"))
    new = replacement_of(scene, counted)
    agree(scene, counted)
    assert (scene.event(counted).state, scene.event(new).state) == ("corrected", "pending")


def test_what_nobody_asked_for_or_what_was_agreed_is_not_agreed_again(scene, counted):
    with pytest.raises(NotFound):
        agree(scene, counted)
    ask(scene, counted)
    agree(scene, counted)
    with pytest.raises(Conflict):
        agree(scene, counted, who="provincial_reviewer")


def test_the_party_hears_of_a_correction_when_it_acts(scene, counted, client_as):
    ask(scene, counted, reason="数字录反了")
    assert "数字录反了" not in client_as("contractor_user").get(f"/events/{counted}").text
    agree(scene, counted)
    assert "数字录反了" in client_as("contractor_user").get(f"/events/{counted}").text


def test_the_form_holds_the_record_as_it_was_typed(scene, counted, client_as):
    page = client_as("prefecture_clerk").get(f"/events/{counted}/correct")
    assert value_of(page, "contractor") == OWN
    assert value_of(page, "occurred_on") == YESTERDAY
    assert (value_of(page, "numerator"), value_of(page, "denominator")) == ("5", "10")


def test_asking_and_agreeing_from_the_pages(scene, counted, client_as):
    clerk, reviewer = client_as("prefecture_clerk"), client_as("prefecture_reviewer")
    form = {
        "reason": "数字录反",
        "replace": "yes",
        "contractor": OWN,
        "behaviour": "Q02",
        "occurred_on": YESTERDAY,
        "region": "510100",
        "work": f"{scene.programme}/{scene.stage}",
        "numerator": "11",
        "denominator": "10",
        "narrative": "复核后更正。",
        "form_key": new_id(),
    }
    page = clerk.post(f"/events/{counted}/correct", data=form)
    assert page.status_code == 422
    assert "numerator" in errors_on(page)
    right = form | {"numerator": "8"}
    assert clerk.post(f"/events/{counted}/correct", data=right).status_code == 303
    agreed = reviewer.post(f"/events/{counted}/correct/agree", data={"form_key": new_id()})
    assert agreed.status_code == 303
    assert scene.points() == 9_500


def test_a_record_is_ended_without_a_replacement_whatever_its_fields_say(scene, counted, client_as):
    form = {"reason": "没有这次检查", "replace": "no", "numerator": "x", "form_key": new_id()}
    answer = client_as("prefecture_clerk").post(f"/events/{counted}/correct", data=form)
    assert answer.status_code == 303
    (correction,) = scene.read(select(Correction))
    assert correction.replacement_id is None


def test_only_a_record_that_counts_has_a_form_to_correct_it(scene, client_as):
    waiting = scene.record(behaviour="S02")
    assert client_as("prefecture_clerk").get(f"/events/{waiting}/correct").status_code == 404


def test_a_replacement_weighs_nothing_before_it_happened(scene):
    old = scene.record(behaviour="P02", quantity=9, occurred_on=TODAY - timedelta(days=60))
    confirm_events(
        scene.session, scene.world["prefecture_reviewer"], [old], NOW - timedelta(days=50)
    )
    ask(scene, old, scene.draft("P02", quantity=1))
    agree(scene, old)
    new = scene.event(replacement_of(scene, old))
    assert new.confirmation.counts_from == new.occurred_on


@pytest.mark.db
def test_an_agreed_replacement_is_not_dropped_by_those_who_asked_for_it(scene, counted, client_as):
    """Who agreed to a replacement did not agree to an end."""
    ask(scene, counted, scene.draft("M04"))
    new = replacement_of(scene, counted)
    agree(scene, counted)
    for who in ("prefecture_clerk", "qc_expert"):
        with pytest.raises(Forbidden):
            withdraw_event(scene.session, scene.world[who], new, "理由", NOW)
    assert f"/events/{new}/withdraw" not in client_as("prefecture_clerk").get(f"/events/{new}").text
    withdraw_event(scene.session, scene.world["prefecture_reviewer"], new, "理由", NOW)
    assert scene.event(new).state == "withdrawn"
