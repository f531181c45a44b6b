"""A record of service that was typed wrongly is taken back by two persons and never erased."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models import Service, new_id
from services.messages import Conflict, Forbidden, Invalid
from services.office_work import office_work
from services.record.verify_record import verify_record
from services.serving.correct_service import (
    agree_to_take_back,
    ask_to_take_back,
    refuse_to_take_back,
)
from services.serving.service_records import served_on
from services.serving.show_service_desk import owed_services
from tests.support.world import NOW, TODAY

WRONG = "回证上的签收日期是11月10日，登记时误写为9日。"


@pytest.mark.db
def test_a_service_typed_wrongly_is_taken_back_and_the_right_one_counts(
    session, world, serve, notice, client_as
):
    wrong = serve().id
    ask_to_take_back(session, world["provincial_clerk"], wrong, WRONG, NOW)
    assert served_on(session, notice) is not None
    session.rollback()
    for who in ("second_reviewer", "provincial_decider"):
        tasks = [task.kind for task in office_work(session, world[who], TODAY)]
        assert "service_correction" in tasks
        session.rollback()
        assert f"/service/event_step/{notice}#s-{wrong}" in client_as(who).get("/service/").text
    agree_to_take_back(session, world["provincial_reviewer"], wrong, NOW)
    assert served_on(session, notice) is None
    owed = owed_services(session, world["provincial_clerk"])
    assert notice in [one.document.id for one in owed]
    session.rollback()
    right = serve(on=TODAY.replace(day=10))
    assert right.counts
    kept = session.get_one(Service, wrong)
    assert (kept.taken_back, kept.sent_on) == (True, TODAY.replace(day=9))
    session.rollback()
    assert verify_record(session, None).findings == ()


def test_the_page_strikes_it_through_and_asks_two_persons(session, serve, notice, client_as):
    wrong = serve().id
    session.rollback()
    clerk, reviewer, party = map(
        client_as, ("provincial_clerk", "provincial_reviewer", "contractor_user")
    )
    address, english = f"/service/event_step/{notice}", {"Accept-Language": "en"}
    form = clerk.get(f"{address}?correct={wrong}", headers=english).text
    assert "it acts when another person agrees" in form
    sent = {"service": wrong, "reason": WRONG, "form_key": new_id()}
    empty = clerk.post(f"{address}/correct", data=sent | {"reason": ""}, headers=english)
    assert (empty.status_code, "Ask to take it back" in empty.text) == (422, True)
    assert clerk.post(f"{address}/correct", data=sent).status_code == 303
    again = clerk.post(f"{address}/correct", data=sent | {"form_key": new_id()}, headers=english)
    assert (again.status_code, f"{WRONG}</textarea>" in again.text) == (409, True)
    assert WRONG not in party.get(address).text
    assert address in reviewer.get("/service/", headers=english).text
    assert "Agree to take it back" not in clerk.get(address, headers=english).text
    agree = {"service": wrong, "form_key": new_id()}
    assert reviewer.post(f"{address}/correct/agree", data=agree).status_code == 303
    shown = party.get(address, headers=english).text
    assert "<s>Delivered in person" in shown
    assert WRONG in shown
    assert "Not served yet: none of its clocks runs." in shown


def test_one_person_alone_or_another_office_takes_nothing_back(session, world, serve, notice):
    wrong = serve().id
    with pytest.raises(Invalid, match="what is wrong"):
        ask_to_take_back(session, world["provincial_clerk"], wrong, " ", NOW)
    with pytest.raises(Forbidden):
        ask_to_take_back(session, world["auditor"], wrong, WRONG, NOW)
    ask_to_take_back(session, world["provincial_reviewer"], wrong, WRONG, NOW)
    with pytest.raises(Conflict):
        ask_to_take_back(session, world["provincial_clerk"], wrong, WRONG, NOW)
    with pytest.raises(Forbidden, match="another person"):
        agree_to_take_back(session, world["provincial_reviewer"], wrong, NOW)
    refuse_to_take_back(session, world["second_reviewer"], wrong, "回证无误。", NOW)
    assert served_on(session, notice) is not None


def test_whoever_was_acted_for_may_end_what_the_deputy_asked(session, world, serve, notice):
    wrong, absent = serve().id, world["provincial_clerk"]
    deputy = replace(world["second_clerk"], acting_for=absent.holder_id)
    ask_to_take_back(session, deputy, wrong, WRONG, NOW)
    refuse_to_take_back(session, absent, wrong, "回证无误。", NOW)
    assert session.get_one(Service, wrong).correction is None
