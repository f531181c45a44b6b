"""Entering a record: one short form, nothing typed lost, nothing recorded twice."""

from __future__ import annotations

import re
import threading

import pytest

from models import new_id
from services.events.correct_event import ask_correction
from tests.events.conftest import (
    CHENGDU,
    OTHER,
    OWN,
    SCHEME,
    YESTERDAY,
    errors_on,
    photograph,
    tickets_on,
    value_of,
)
from tests.support.world import NOW, client_of, credit_code


def chosen(page, name: str) -> str:
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page.text, re.DOTALL)
    assert select
    option = re.search(r'value="([^"]*)" selected', select[0])
    return option[1] if option else ""


def test_the_form_opens_with_today_the_own_place_and_what_the_address_names(scene, client_as):
    page = client_as("prefecture_clerk").get(
        f"/events/new?contractor={scene.world.own}&behaviour={SCHEME}/Q11"
    )
    assert value_of(page, "occurred_on") == "2026-11-21"
    assert chosen(page, "region") == CHENGDU
    assert value_of(page, "contractor") == OWN
    assert value_of(page, "behaviour_id") == f"{SCHEME}/Q11"


def test_only_places_inside_the_own_region_are_offered_in_the_order_of_their_codes(
    scene, client_as
):
    page = client_as("prefecture_clerk").get("/events/new")
    select = re.search(r'<select[^>]*name="region".*?</select>', page.text, re.DOTALL)
    assert select
    codes = re.findall(r'value="(\d{6})"', select[0])
    assert codes == sorted(codes)
    assert {code[:4] for code in codes} == {"5101"}


@pytest.mark.db
def test_a_measured_result_counts_at_once_and_leads_to_the_contractor(scene, enter):
    answer = enter(
        behaviour="Q02",
        numerator="9",
        denominator="10",
        work=f"{scene.programme}/{scene.stage}",
        evidence=None,
        evidence_party=None,
    )
    assert (answer.status_code, answer.location) == (303, f"/contractors/{scene.world.own}")
    event = scene.events()[0]
    assert (event.state, event.stage_id) == ("counted", scene.stage)


def test_a_fault_waits_for_another_person(scene, enter):
    assert enter().status_code == 303
    event = scene.events()[0]
    assert (event.state, event.confirmation) == ("pending", None)


def test_the_next_record_keeps_programme_place_behaviour_and_second_officer(
    scene, enter, client_as
):
    answer = enter(work=scene.programme, second_officer="另一人", then="again")
    page = client_as("prefecture_clerk").get(answer.location)
    assert value_of(page, "behaviour_id") == f"{SCHEME}/S02"
    assert value_of(page, "second_officer") == "另一人"
    assert chosen(page, "region") == CHENGDU
    assert chosen(page, "work") == scene.programme
    assert value_of(page, "contractor") == ""


def test_a_record_of_another_office_is_no_model_for_the_next(scene, client_as):
    event_id = scene.record(who="prefecture_clerk", behaviour="S02")
    assert client_as("mianyang_clerk").get(f"/events/new?again={event_id}").status_code == 404


def test_what_the_behaviour_needs_is_asked_for(scene, enter):
    page = enter(behaviour="Q11", evidence=None, evidence_party=None)
    assert page.status_code == 422
    assert {"quantity", "work", "evidence"} <= errors_on(page).keys()
    assert len(scene.events()) == 0


def test_what_the_behaviour_does_not_ask_for_is_refused_rather_than_dropped(scene, enter):
    page = enter(quantity="3")
    assert "Leave it empty" in errors_on(page)["quantity"]


def test_every_word_typed_and_every_file_survives_a_refusal(scene, enter, client_as):
    client = client_as("prefecture_clerk")
    page = enter(
        client=client, narrative="", document_no="川环函〔2026〕3号", second_officer="另一人"
    )
    assert page.status_code == 422
    assert value_of(page, "document_no") == "川环函〔2026〕3号"
    assert value_of(page, "second_officer") == "另一人"
    assert "照片.jpg" in page.text
    answer = enter(
        client=client,
        evidence=None,
        evidence_party=None,
        evidence_kept=tickets_on(page),
        evidence_kept_party=["yes"],
        evidence_kept_reason=[""],
    )
    assert answer.status_code == 303
    (kept,) = scene.files_of(scene.events()[0].id)
    assert (kept.filename, scene.store.verify(kept.stored_sha256)) == ("照片.jpg", "ok")


def test_a_kept_file_serves_only_the_account_that_sent_it(scene, enter):
    page = enter(narrative="")
    again = enter(
        who="qc_expert",
        evidence=None,
        evidence_party=None,
        evidence_kept=tickets_on(page),
        evidence_kept_party=["yes"],
    )
    assert again.status_code == 422
    assert "evidence" in errors_on(again)


def test_a_kept_file_can_be_left_out(scene, enter):
    page = enter(
        narrative="", evidence=[photograph(), photograph("另一张.jpg")], evidence_party=["yes"] * 2
    )
    answer = enter(
        evidence=None,
        evidence_party=None,
        evidence_kept=tickets_on(page),
        evidence_kept_party=["drop", "yes"],
        evidence_kept_reason=["", ""],
    )
    assert answer.status_code == 303
    assert [row.filename for row in scene.files_of(scene.events()[0].id)] == ["另一张.jpg"]


def test_without_scripts_each_file_is_asked_about_once_it_is_stored(scene, enter):
    page = enter(evidence_party=None)
    assert "照片.jpg" in errors_on(page)["evidence"]
    assert len(tickets_on(page)) == 1


def test_a_file_that_the_party_may_not_see_needs_a_reason(scene, enter):
    page = enter(evidence_party="no", evidence_reason="")
    assert page.status_code == 422
    enter(evidence_party="no", evidence_reason="含举报人信息")
    (kept,) = scene.files_of(scene.events()[0].id)
    assert (kept.party_may_see, kept.hidden_reason) == (False, "含举报人信息")


def test_likely_duplicates_are_listed_once_and_then_recorded_on_request(scene, enter):
    enter()
    page = enter()
    assert page.status_code == 422
    assert f"/events/{scene.events()[0].id}" in page.text
    assert 'name="anyway"' in page.text
    assert len(scene.events()) == 1
    assert enter(anyway="yes").status_code == 303
    assert len(scene.events()) == 2


def test_the_same_document_number_on_another_day_looks_like_a_duplicate(scene, enter):
    enter(document_no="川环函〔2026〕3号")
    page = enter(document_no="川环函〔2026〕3号", occurred_on="2026-10-01")
    assert page.status_code == 422
    assert enter(document_no="川环函〔2026〕4号", occurred_on="2026-10-02").status_code == 303


def test_a_withdrawn_or_corrected_record_is_no_duplicate(scene, enter, client_as):
    enter()
    event = scene.events()[0]
    client_as("prefecture_clerk").post(
        f"/events/{event.id}/withdraw", data={"reason": "录错机构", "form_key": new_id()}
    )
    assert enter().status_code == 303


@pytest.mark.db
def test_the_same_form_sent_twice_records_once(scene, enter):
    key = new_id()
    first, second = enter(form_key=key), enter(form_key=key)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(scene.events()) == 1


def test_the_same_form_with_other_content_is_refused(scene, enter):
    key = new_id()
    enter(form_key=key)
    assert enter(form_key=key, narrative="另一件事。").status_code == 409
    assert len(scene.events()) == 1


@pytest.mark.db
def test_the_same_form_sent_twice_at_the_same_moment_records_once(scene, enter, app):
    key, answers = new_id(), []
    clients = [client_of(app, scene.world["prefecture_clerk"].account_id) for _ in range(2)]
    gate = threading.Barrier(2)

    def send(client) -> None:
        gate.wait()
        answers.append(enter(client=client, form_key=key).status_code)

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303, 303]
    assert len(scene.events()) == 1


@pytest.mark.parametrize("typed", ["甲岭检测技术 有限公司", credit_code("MA6A0001").lower()])
def test_a_contractor_typed_blind_is_found_by_name_or_code(scene, enter, typed):
    assert enter(contractor=typed).status_code == 303
    assert scene.events()[0].subject_id == scene.world.own


def test_the_text_wins_over_an_id_that_belongs_to_another_name(scene, enter):
    enter(contractor=OTHER, contractor_id=scene.world.own)
    assert scene.events()[0].subject_id == scene.world.other


def test_an_unknown_contractor_is_said_to_be_unknown(scene, enter):
    page = enter(contractor="查无此机构")
    assert "register it first" in errors_on(page)["contractor"]


def test_a_behaviour_is_found_by_code_name_and_clause(scene, client_as):
    client = client_as("prefecture_clerk")

    def found(query: str) -> list[str]:
        items = client.get("/events/behaviours.json", query_string={"q": query}).json["items"]
        return [item["id"].rpartition("/")[2] for item in items]

    assert found("h01")[0] == "H01"
    assert found("一般质量缺陷")[0] == "Q11"
    assert "H01" in found("第九十条")
    assert len(found("")) == 27
    assert found("没有这一行为") == []


def test_nobody_is_shown_while_entering_how_far_a_contractor_is_from_a_list(scene, client_as):
    page = client_as("prefecture_clerk").get(f"/events/new?contractor={scene.world.own}")
    assert "取消承担任务资格名单" not in page.text
    assert "Disqualified" not in page.text


def test_a_prefecture_records_only_work_done_in_its_region(scene, enter):
    page = enter(region="510700")
    assert "own region" in errors_on(page)["region"]
    assert enter(who="mianyang_clerk", region="510700").status_code == 303


def test_the_product_never_records_for_those_who_may_not(scene, enter):
    for who in ("auditor", "contractor_user", "system_administrator", "nobody"):
        assert enter(who=who).status_code == 403
    assert len(scene.events()) == 0


def test_a_replacement_of_the_same_day_is_no_duplicate_of_what_it_replaces(scene):
    event_id = scene.record()
    clerk = scene.world["prefecture_clerk"]
    asked = ask_correction(
        scene.session, clerk, event_id, "数字有误", scene.draft(numerator=8), NOW
    )
    assert asked == event_id


def test_yesterday_is_a_day_that_may_be_given_with_slashes(scene, enter):
    assert enter(occurred_on=YESTERDAY.replace("-", "/")).status_code == 303
