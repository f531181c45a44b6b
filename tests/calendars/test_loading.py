"""The holidays of a year are loaded by two persons, and from that entry on deadlines reckon with them."""

from datetime import date, timedelta
from typing import Any

import pytest

import ledger
from models import CalendarYear
from procedure.calendar import joined
from procedure.deadlines import Due
from services.calendar.calendars import calendar, ending_year, loaded_years, shipped_years
from services.calendar.deadlines import due_of
from services.calendar.load_calendar import (
    NoticeDraft,
    agree_to_year,
    load_shipped,
    not_in_the_record,
    propose_year,
    refuse_year,
)
from services.messages import Conflict, Forbidden, Invalid
from services.record.verify_record import verify_record
from services.writing import writing
from tests.calendars.notice import MADE_UP_2027
from tests.support.world import NOW, TODAY

pytestmark = pytest.mark.db

LATER = NOW + timedelta(hours=1)
CAUSE = date(2026, 12, 30)


def draft(**changes) -> NoticeDraft:
    given: dict[str, Any] = {
        "year": 2027,
        "document_no": "国办发明电〔2026〕0号",
        "issued_on": date(2026, 11, 10),
        "text": MADE_UP_2027,
    }
    return NoticeDraft(**given | changes)


def test_two_persons_load_a_year_and_what_was_provisional_is_certain(session, world):
    first, second = world["business_administrator"], world["second_business_administrator"]
    assert ending_year(session, TODAY) == 2027
    assert due_of(session, "defence", CAUSE) == Due(date(2027, 1, 6), provisional=True)
    row_id = propose_year(session, first, draft(), NOW)
    assert ending_year(session, TODAY) == 2027  # one person alone changes nothing
    with pytest.raises(Forbidden):
        agree_to_year(session, first, row_id, LATER)
    before = ledger.size(session)
    agree_to_year(session, second, row_id, LATER)
    assert ending_year(session, TODAY) is None
    assert due_of(session, "defence", CAUSE) == Due(date(2027, 1, 7), provisional=False)
    assert [year.year for year in loaded_years(session)] == [2027]
    assert loaded_years(session, before) == ()  # it is known from its own entry on
    assert calendar(session).years >= {2026, 2027}
    with pytest.raises(Conflict):
        agree_to_year(session, second, row_id, LATER)
    assert verify_record(session, None, today=TODAY).findings == ()


def test_a_later_notice_of_the_same_year_takes_the_place_of_the_first(session, world):
    first, second = world["business_administrator"], world["provincial_decider"]
    for text in (MADE_UP_2027, MADE_UP_2027.replace("2月14日（周日）", "2月13日（周六）")):
        agree_to_year(session, second, propose_year(session, first, draft(text=text), NOW), LATER)
    assert calendar(session).works(date(2027, 2, 13))
    assert not calendar(session).works(date(2027, 2, 14))


def test_the_second_person_may_send_it_back_and_the_first_take_it_back(session, world):
    first, second = world["business_administrator"], world["provincial_decider"]
    sent_back = propose_year(session, first, draft(), NOW)
    with pytest.raises(Conflict):
        propose_year(session, second, draft(), NOW)
    refuse_year(session, second, sent_back, LATER)
    taken_back = propose_year(session, first, draft(), NOW)
    refuse_year(session, first, taken_back, LATER)
    rows = [session.get_one(CalendarYear, one) for one in (sent_back, taken_back)]
    assert [row.state for row in rows] == ["refused", "refused"]
    assert [row.decided_by for row in rows] == [second.holder_id, None]
    assert loaded_years(session) == ()


def test_what_is_wrong_with_a_notice_is_said_and_nothing_is_written(session, world):
    size = ledger.size(session)
    for field, wrong in (
        ("text", {"text": MADE_UP_2027.replace("周六", "周三")}),
        ("issued_on", {"issued_on": TODAY + timedelta(days=1)}),
        ("year", {"year": 2028}),
    ):
        with pytest.raises(Invalid) as refused:
            propose_year(session, world["business_administrator"], draft(**wrong), NOW)
        assert list(refused.value.fields) == [field]
    with pytest.raises(Forbidden):
        propose_year(session, world["provincial_clerk"], draft(), NOW)
    assert ledger.size(session) == size


def test_what_comes_with_the_product_enters_the_record_once(session, world):
    with writing(session, world["system_administrator"], NOW) as writer:
        assert load_shipped(writer) == len(shipped_years())
        assert load_shipped(writer) == 0
    assert calendar(session) == joined(year.calendar for year in loaded_years(session))
    assert [one.document for one in loaded_years(session)] == [
        one.document for one in shipped_years()
    ]
    assert not_in_the_record(session) == ()
