"""Deadlines that run stand before whoever must act; late ones before the chief; and more time is asked for in time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models import Event, Extension
from services.calendar.ask_extension import (
    ExtensionDraft,
    ask_extension,
    decide_extension,
    waiting_extensions,
)
from services.calendar.load_calendar import agree_to_year, propose_year
from services.cases.case_file import case_clock, case_file
from services.clock import day_of
from services.events.correct_event import agree_correction, ask_correction
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.record.verify_record import verify_record
from services.running_clocks import escalated, running_clocks
from tests.calendars.test_loading import draft as notice_of_2027
from tests.lists.cases import Cases, later, publish_rules
from tests.support.world import NOW, TODAY

DECIDE_BY = date(2027, 2, 19)
"""Ninety days after 21 November 2026."""


@pytest.fixture
def cases(session, world):
    publish_rules(session, world)
    return Cases(session, world)


def clocks(session, actor, day=TODAY):
    return {one.clock.code: one for one in running_clocks(session, actor, day)}


def test_the_ninety_days_of_a_case_stand_before_the_decider_alone(session, world, cases):
    cases.open()
    found = clocks(session, world["provincial_decider"])
    assert (found["case_length"].clock.on, found["case_length"].mine) == (DECIDE_BY, True)
    assert found["case_length"].clock.provisional
    assert not clocks(session, world["provincial_clerk"])["case_length"].mine
    assert clocks(session, world["contractor_user"]) == {}
    assert clocks(session, world["prefecture_clerk"]) == {}


def test_a_party_sees_its_own_time_from_the_day_of_service_on(session, world, cases):
    case_id = cases.open()
    cases.notice(case_id, served=False)
    assert clocks(session, world["contractor_user"]) == {}
    cases.serve(case_id, "notice")
    own = clocks(session, world["contractor_user"])
    assert {code: one.clock.on for code, one in own.items()} == {
        "defence": date(2026, 11, 27),
        "hearing_request": date(2026, 11, 27),
    }
    assert all(one.mine for one in own.values())
    assert clocks(session, world["contractor_user"], date(2026, 11, 28)) == {}


@pytest.mark.db
def test_what_the_department_is_late_with_rises_to_the_chief_and_the_auditor(session, world, cases):
    cases.decide(cases.ready())
    last = date(2026, 12, 1)
    on_time = running_clocks(session, world["provincial_decider"], last)
    assert "decision_service" in {one.clock.code for one in on_time}
    for day, risen in ((last, []), (last + timedelta(days=1), ["decision_service"])):
        for chief in ("provincial_decider", "auditor"):
            found = running_clocks(session, world[chief], day)
            late = [one.clock.code for one in escalated(world[chief], found)]
            assert late == risen
    clerk = world["provincial_clerk"]
    assert escalated(clerk, running_clocks(session, clerk, last + timedelta(days=9))) == ()


def test_an_annulment_that_has_not_reached_its_party_is_to_be_served_too(session, world, cases):
    case_id = cases.listed()
    clerk = world["provincial_clerk"]
    assert "decision_service" not in clocks(session, clerk)
    session.rollback()
    cases.decide(case_id, action="annul")
    assert clocks(session, clerk)["decision_service"].mine
    assert "decision_service" not in clocks(session, world["contractor_user"])


@pytest.mark.db
@pytest.mark.parametrize("answer", ["annul", "correct"])
def test_a_listing_whose_record_was_put_right_is_looked_at_within_three_working_days(
    session, world, cases, client_as, answer
):
    cases.proposal()
    case_id = cases.notice(cases.open(origin="rule"))
    cases.waive(case_id)
    cases.deliver(cases.decide(cases.review(case_id)))
    decider, event_id = world["provincial_decider"], session.scalars(select(Event.id)).one()
    session.rollback()
    ask_correction(session, world["provincial_clerk"], event_id, "处罚决定被法院撤销。", None, NOW)
    agree_correction(session, world["second_reviewer"], event_id, NOW)
    running = clocks(session, decider)["annulment_recompute"]
    assert (running.clock.on, running.clock.about, running.mine) == (
        date(2026, 11, 25),
        ("case", case_id),
        True,
    )
    session.rollback()
    page = client_as("provincial_decider")
    assert "notice--mend" in page.get(f"/lists/cases/{case_id}").text
    cases.decide(case_id, action=answer)
    assert "notice--mend" not in page.get(f"/lists/cases/{case_id}").text
    assert "annulment_recompute" not in clocks(session, decider)


def test_nothing_is_late_on_a_provisional_date(session, world, cases):
    cases.open()
    decider, day = world["provincial_decider"], DECIDE_BY + timedelta(days=10)
    assert not clocks(session, decider, day)["case_length"].clock.late
    row_id = propose_year(session, world["business_administrator"], notice_of_2027(), NOW)
    agree_to_year(session, decider, row_id, NOW)
    assert clocks(session, decider, day)["case_length"].clock.late


def ask(session, actor, case_id, n=30, at=NOW):
    draft = ExtensionDraft("case", case_id, "case_length", n, "案情复杂，需补充鉴定。")
    return ask_extension(session, actor, draft, at)


@pytest.mark.db
def test_more_time_is_asked_for_by_one_and_granted_by_another_once(session, world, cases):
    clerk, decider = world["provincial_clerk"], world["provincial_decider"]
    case_id = cases.open()
    with pytest.raises(Invalid):
        ask(session, clerk, case_id, n=31)
    asked = ask(session, clerk, case_id)
    both = replace(clerk, roles=clerk.roles | decider.roles)
    with pytest.raises(Forbidden):
        decide_extension(session, both, asked, True, NOW)
    assert [one.own for one in waiting_extensions(session, clerk)] == [True]
    assert clocks(session, decider)["case_length"].clock.on == DECIDE_BY
    decide_extension(session, decider, asked, True, NOW)
    longer = date(2027, 3, 22)  # the hundred and twentieth day is a Sunday
    assert clocks(session, decider)["case_length"].clock.on == longer
    file = case_file(session, cases.case(case_id))
    assert case_clock(session)("case_length", file.opened_on, file.days_to_decide).on == longer
    for again in (ask, lambda *given: decide_extension(session, decider, asked, False, NOW)):
        with pytest.raises(Conflict):
            again(session, clerk, case_id)
    assert waiting_extensions(session, decider) == ()
    assert verify_record(session, None, today=TODAY).findings == ()


def test_when_the_time_is_over_it_is_too_late_to_ask(session, world, cases):
    clerk, case_id = world["provincial_clerk"], cases.open()
    too_late = NOW + (DECIDE_BY - day_of(NOW)) + timedelta(days=1)
    with pytest.raises(Conflict):
        ask(session, clerk, case_id, at=too_late)
    refused = ask(session, clerk, case_id)
    decide_extension(session, world["provincial_decider"], refused, False, later(1))
    assert (
        ask(session, clerk, case_id, at=later(2)) != refused
    )  # what was refused may be asked anew


def test_nobody_lengthens_what_protects_the_party(session, world, cases):
    case_id = cases.notice(cases.open())
    draft = ExtensionDraft("case", case_id, "defence", 5, "理由")
    with pytest.raises((Forbidden, NotFound)):
        ask_extension(session, world["provincial_clerk"], draft, NOW)
    assert session.scalars(select(Extension)).all() == []
