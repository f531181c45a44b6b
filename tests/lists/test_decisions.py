"""Decisions on paper and decisions on a listing that stands: who may, what they must say, what they do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

import scoring
from models import Evidence, Listing
from services.cases.case_file import case_file
from services.cases.confirm_decision import confirm_decision, withdraw_decision
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.rules.list_rules import stayed_on
from services.scope import evidence_or_404
from services.standing.scores import explain
from tests.lists.cases import SCHEME, Cases, later
from tests.support.world import NOW, TODAY

pytestmark = pytest.mark.db

OTHER_DECIDER = "second_decider"


@pytest.mark.db
def test_a_paper_decision_waits_for_a_second_clerk(cases: Cases, world, session):
    case_id = cases.on_paper(cases.ready())
    decision = cases.case(case_id).decisions[0]
    assert cases.listing_if_any(case_id) is None
    session.rollback()
    assert explain(session, world.own, SCHEME, scoring.View(TODAY)).lists == ()
    session.rollback()
    with pytest.raises(Forbidden):
        confirm_decision(session, world["second_clerk"], case_id, decision.id, NOW)
    confirm_decision(session, world["second_reviewer"], case_id, decision.id, NOW)
    assert cases.listing_if_any(case_id) is None
    cases.deliver(case_id)
    scan = session.scalars(select(Evidence).where(Evidence.owner_id == decision.id)).one()
    assert evidence_or_404(session, world["provincial_clerk"], scan.id) is scan
    with pytest.raises(NotFound):
        evidence_or_404(session, world["contractor_manager"], scan.id)
    assert cases.listing(case_id).from_on == TODAY
    decision = cases.case(case_id).decisions[0]
    assert decision.decided_by == world["provincial_decider"].holder_id
    assert decision.typed_by == world["second_clerk"].holder_id


def test_whoever_typed_a_decision_does_not_confirm_it(cases: Cases, world, session):
    case_id = cases.on_paper(cases.ready(), by="second_reviewer")
    decision = cases.case(case_id).decisions[0].id
    session.rollback()
    with pytest.raises(Forbidden, match="You entered or signed"):
        confirm_decision(session, world["second_reviewer"], case_id, decision, NOW)


def test_an_entry_that_was_not_served_before_its_last_day_is_taken_back_and_decided_anew(
    cases: Cases, world, session, client_as, clock
):
    case_id = cases.decide(cases.ready(), last_day=TODAY + timedelta(days=3))
    decision = cases.case(case_id).decisions[0].id
    second = world["second_reviewer"]
    session.rollback()
    with pytest.raises(Conflict):
        withdraw_decision(session, second, case_id, decision, later(3))
    cases.step(case_id, "repair_notice", day=4)
    with pytest.raises(Invalid, match="take the decision back"):
        cases.serve(case_id, "enter", 4)
    session.rollback()
    clock.advance(days=4)
    page = client_as("second_reviewer").get(f"/lists/cases/{case_id}").text
    assert f'value="{decision}"' in page
    withdraw_decision(session, second, case_id, decision, later(4))
    cases.decide(case_id, day=4)
    cases.serve(case_id, "enter", 4)
    assert cases.listing(case_id).from_on == TODAY + timedelta(days=4)


@pytest.mark.db
def test_a_decision_typed_wrongly_is_taken_back_and_typed_again(cases: Cases, world, session):
    case_id = cases.on_paper(cases.ready(), last_day=date(2029, 1, 1))
    wrong = cases.case(case_id).decisions[0].id
    session.rollback()
    with pytest.raises(Conflict, match="waits for its second person"):
        cases.on_paper(case_id)
    withdraw_decision(session, world["second_reviewer"], case_id, wrong, NOW)
    cases.on_paper(case_id, last_day=date(2027, 1, 1))
    right = next(d for d in cases.case(case_id).decisions if d.waits).id
    session.rollback()
    with pytest.raises(Conflict):
        confirm_decision(session, world["provincial_reviewer"], case_id, wrong, NOW)
    confirm_decision(session, world["provincial_reviewer"], case_id, right, NOW)
    cases.deliver(case_id)
    assert cases.listing(case_id).until_on == date(2027, 1, 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"files": ()}, "evidence"),
        ({"document_no": None}, "document_no"),
        ({"decided_by": "0" * 32}, "decided_by"),
    ],
)
def test_a_paper_decision_names_its_number_its_scan_and_one_who_may_decide(
    cases: Cases, changes, field
):
    with pytest.raises(Invalid) as raised:
        cases.on_paper(cases.ready(), **changes)
    assert list(raised.value.fields) == [field]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"from_on": TODAY - timedelta(days=1)}, "from_on"),
        ({"from_on": date(2199, 1, 1)}, "from_on"),
        ({"last_day": TODAY - timedelta(days=1)}, "last_day"),
        ({"last_day": date(2199, 12, 31)}, "last_day"),
    ],
)
def test_absurd_days_of_a_listing_are_refused(cases: Cases, changes, field):
    with pytest.raises(Invalid) as raised:
        cases.decide(cases.ready(), **changes)
    assert list(raised.value.fields) == [field]


def test_a_listing_of_one_day_has_that_day_as_its_last(cases: Cases):
    case_id = cases.listed(last_day=TODAY)
    assert cases.listing(case_id).until_on == TODAY + timedelta(days=1)


def test_a_listing_ends_by_a_dated_decision_and_is_never_deleted(cases: Cases):
    case_id = cases.listed()
    cases.decide(case_id, "leave", OTHER_DECIDER, day=30, from_on=date(2026, 12, 31))
    listing = cases.listing(case_id)
    assert (listing.from_on, listing.until_on, listing.end) == (
        TODAY,
        date(2026, 12, 31),
        "leave",
    )


def test_a_correction_names_what_is_corrected_and_changes_no_day(cases: Cases):
    case_id = cases.listed()
    with pytest.raises(Invalid) as raised:
        cases.decide(case_id, "correct", corrects=None)
    assert list(raised.value.fields) == ["corrects"]
    before = cases.listing(case_id).until_on
    cases.decide(case_id, "correct", day=1)
    assert cases.listing(case_id).until_on == before
    assert cases.case(case_id).decisions[-1].corrects


@pytest.mark.db
def test_a_stay_holds_from_its_day_until_it_is_lifted(cases: Cases, session):
    """The listing itself stands and its time runs on; only its effects rest."""
    case_id = cases.listed()
    listing = cases.listing(case_id)
    span = (listing.from_on, listing.until_on)
    with pytest.raises(Conflict, match="No stay"):
        cases.decide(case_id, "lift")
    cases.decide(case_id, "stay", day=1)
    assert cases.case(case_id).decisions[-1].order_no
    with pytest.raises(Conflict, match="already ordered"):
        cases.decide(case_id, "stay", day=2)
    cases.decide(case_id, "lift", day=10)
    days = (TODAY, *(TODAY + timedelta(days=n) for n in (1, 9, 10)))
    stayed = [stayed_case(cases, session, case_id, day) for day in days]
    assert stayed == [False, True, True, False]
    listing = cases.listing(case_id)
    assert (listing.from_on, listing.until_on) == span


def stayed_case(cases: Cases, session, case_id: str, day: date) -> bool:
    session.rollback()
    found = session.scalars(select(Listing.case_id).where(stayed_on(day))).all()
    assert (case_id in found) == case_file(session, cases.case(case_id)).stayed_on(day)
    return case_id in found


@pytest.mark.db
def test_an_annulled_listing_never_stood(cases: Cases, session, world):
    case_id = cases.listed()
    cases.decide(case_id, "annul", day=3)
    listing = cases.listing(case_id)
    assert (listing.end, listing.until_on) == ("annul", TODAY)
    session.rollback()
    score = explain(session, world.own, SCHEME, scoring.View(TODAY + timedelta(days=1)))
    assert score.lists == ()


def test_a_listing_may_be_annulled_after_it_ran_out(cases: Cases):
    case_id = cases.listed(last_day=TODAY)
    with pytest.raises(Conflict, match="any more"):
        cases.decide(case_id, "leave", day=9)
    cases.decide(case_id, "annul", day=9)
    assert cases.listing(case_id).end == "annul"


@pytest.mark.parametrize("action", ["leave", "annul", "correct", "stay"])
def test_who_is_on_no_list_cannot_leave_it(cases: Cases, action):
    with pytest.raises(Conflict, match="nobody is on the list"):
        cases.decide(cases.ready(), action)


def test_the_opener_does_not_end_the_listing_either(cases: Cases, world):
    case_id = cases.listed()
    with pytest.raises(Invalid, match="may not decide"):
        cases.on_paper(case_id, action="annul", decided_by=world["provincial_clerk"].holder_id)


@pytest.mark.parametrize(
    ("action", "changes"),
    [("leave", {}), ("annul", {})],
)
def test_nobody_leaves_a_list_by_one_person_alone(
    cases: Cases, action: str, changes: dict[str, Any]
):
    case_id = cases.listed()
    before = cases.listing(case_id).until_on
    cases.decide(case_id, action, day=3, agreed=False, **changes)
    stands = cases.listing(case_id)
    assert (stands.end, stands.until_on) == (None, before)
    with pytest.raises(Forbidden):
        cases.agree(case_id, day=3, by="provincial_decider")
    cases.agree(case_id, day=4)
    stands = cases.listing(case_id)
    assert (stands.end, stands.until_on) != (None, before)
