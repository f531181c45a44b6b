"""The pages of objections, as both sides meet them."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import select

from models import Objection
from tests.evidence.made_files import pdf
from tests.lists.cases import Cases
from tests.support.world import TODAY

TEXT = "数量有误。\n并非本单位所为。"


def scan() -> tuple[io.BytesIO, str]:
    return io.BytesIO(pdf()), "异议申诉书.pdf"


def filed(client, event_id: str, **changes):
    form = {"ground": "wrong", "points": TEXT, "evidence": scan()}
    return client.post(f"/objections/new/record/{event_id}", data=form | changes)


def answers(outcome: str, **changes) -> dict[str, str]:
    up = "no" if outcome == "rejected" else "yes"
    said = {f"taken_up_{n}": up for n in (1, 2)} | {f"answer_{n}": "经核查。" for n in (1, 2)}
    return {"outcome": outcome, "reason": "经核查，理由成立。"} | said | changes


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.mark.db
def test_an_objection_is_filed_decided_and_put_right_from_both_sides(record, client_as):
    party, decider = client_as("contractor_manager"), client_as("provincial_decider")
    clerk, reviewer = client_as("provincial_clerk"), client_as("provincial_reviewer")
    sent = filed(party, record)
    assert sent.status_code == 303
    here = sent.location
    assert "异议申诉书.pdf" in party.get(here).text
    assert here in party.get("/requests/").text
    assert here in clerk.get("/objections/").text
    assert clerk.post(f"{here}/steps/accept").status_code == 303
    assert decider.post(f"{here}/decide", data=answers("upheld")).status_code == 303
    leads = re.search(
        r'href="(/events/[0-9a-f]+/correct\?objection=[0-9a-f]+)"', clerk.get(here).text
    )
    assert leads
    form = clerk.get(leads[1])
    assert re.search(r'name="replace" value="no"[^>]* checked', form.text)
    ended = {"reason": "异议成立", "replace": "no"}
    assert clerk.post(f"/events/{record}/correct", data=ended).status_code == 303
    assert reviewer.post(f"/events/{record}/correct/agree").status_code == 303
    assert "two-figures" in party.get(here).text
    assert party.get(f"{here}/paper").status_code == 200


def test_what_is_refused_keeps_every_word_that_was_typed(record, client_as):
    party = client_as("contractor_manager")
    answer = filed(party, record, ground="too_long")
    assert answer.status_code == 422
    assert "并非本单位所为。" in answer.text
    assert "异议申诉书.pdf" in answer.text
    filed(party, record)
    again = filed(party, record)
    assert again.status_code == 409
    assert "并非本单位所为。" in again.text
    found = re.search(r"/objections/[0-9a-f]{32}", party.get("/requests/").text)
    assert found
    here = found[0]
    half = answers("upheld") | {"answer_2": ""}
    answer = client_as("provincial_decider").post(f"{here}/decide", data=half)
    assert answer.status_code == 422
    assert "经核查，理由成立。" in answer.text


def test_the_same_form_sent_twice_files_once(record, client_as, session):
    party = client_as("contractor_manager")
    one = filed(party, record, form_key="1" * 32)
    other = filed(party, record, form_key="1" * 32)
    assert one.location == other.location
    assert len(session.scalars(select(Objection)).all()) == 1


def test_a_paper_is_typed_for_the_contractor_and_its_clock_is_shown(record, client_as):
    clerk = client_as("second_clerk")
    page = clerk.get(f"/objections/new/record/{record}", headers={"Accept-Language": "en"})
    assert "entered by 2026-11-23 at the latest" in page.text
    sent = filed(clerk, record, received_on=TODAY.isoformat())
    assert sent.status_code == 303
    assert sent.location in client_as("contractor_manager").get("/requests/").text


def test_a_listing_and_its_publicity_are_disputed_and_marked_in_public(
    cases: Cases, client_as, session
):
    listing_id = cases.listing(cases.public()).id
    session.rollback()
    party = client_as("contractor_manager")
    form = {"ground": "wrongly_listed", "points": "处罚已撤销。"}
    sent = party.post(f"/objections/new/listing/{listing_id}", data=form)
    assert sent.status_code == 303
    too_long = {"ground": "too_long", "points": "已超过公示期。"}
    assert party.post(f"/objections/new/publicity/{listing_id}", data=too_long).status_code == 409
    assert party.post(f"{sent.location}/withdraw").status_code == 303
    assert party.post(f"/objections/new/publicity/{listing_id}", data=too_long).status_code == 303
