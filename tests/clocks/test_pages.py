"""The pages of deadlines: more time, and the next year's holidays, as two persons press the buttons."""

import re

import pytest

from services.calendar.calendars import loaded_years
from tests.calendars.notice import MADE_UP_2027
from tests.lists.cases import Cases, publish_rules
from tests.web.forms import untouched

HIDDEN = re.compile(r'name="(csrf_token|form_key)" value="([^"]*)"')


@pytest.fixture
def case_id(session, world):
    publish_rules(session, world)
    cases = Cases(session, world)
    found = cases.notice(cases.open())
    session.rollback()
    return found


def press(client, page: str, ending: str):
    """The button whose form goes to an address with this ending."""
    found = re.search(rf'action="([^"]*{ending})"(.*?)</form>', page, re.DOTALL)
    assert found is not None
    action, rest = found.groups()
    return client.post(action, data=dict(HIDDEN.findall(rest)))


def test_more_time_is_asked_for_by_one_and_granted_by_another(case_id, client_as):
    clerk, decider = client_as("provincial_clerk"), client_as("provincial_decider")
    assert "Ask for more time" in clerk.get("/clocks/?lang=en").text
    asked = f"/extensions/new?business=case&business_id={case_id}&code=case_length"
    form = untouched(clerk.get(asked).text, "form")
    form["n"], form["reason"] = "31", "案情复杂"
    refused = clerk.post("/extensions/", data=form)
    assert refused.status_code == 422
    assert "案情复杂" in refused.text
    form["n"] = "30"
    assert clerk.post("/extensions/", data=form).status_code == 303
    assert "Ask for more time" not in clerk.get("/clocks/?lang=en").text
    page = decider.get("/clocks/").text
    assert "2027-02-19" in page
    assert press(decider, page, "/grant").status_code == 303
    assert "2027-03-22" in decider.get("/clocks/").text


def test_a_pasted_notice_is_checked_handed_in_and_loaded_by_another(session, world, client_as):
    first, second = client_as("business_administrator"), client_as("provincial_decider")
    assert "2027" in first.get("/").text
    form = untouched(first.get("/calendar/").text, "form")
    form["document_no"], form["issued_on"] = "国办发明电〔2026〕0号", "2026-11-10"
    form["text"] = MADE_UP_2027.replace("2月14日（周日）", "2月12日")
    refused = first.post("/calendar/?lang=en", data=form)
    assert refused.status_code == 422
    assert "2027-02-12 is no weekend day" in refused.text
    form["text"] = MADE_UP_2027
    assert first.post("/calendar/", data=form).status_code == 303
    assert "/load" not in first.get("/calendar/").text
    assert press(second, second.get("/calendar/").text, "/load").status_code == 303
    assert [year.year for year in loaded_years(session)] == [2027]
    assert "/calendar/#load" not in first.get("/").text


def test_a_party_finds_its_own_time_on_its_first_page(case_id, client_as):
    own = client_as("contractor_user").get("/?lang=en").text
    assert "2026-11-27" in own
    assert "working days left" in own
    assert "2026-11-27" not in client_as("other_user").get("/?lang=en").text
