"""Deciding on an objection: each point answered, by an uninvolved person, in its time."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

import ledger
from models import Evidence, OutgoingMessage
from services.events.correct_event import agree_correction, ask_correction
from services.lists.publish_listing import EarlyEnd, end_publication
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.objections.dispute_marks import marks_known, marks_of_events, marks_of_listings
from services.objections.objection_file import clock_of
from services.objections.show_objections import show_objection
from services.running_clocks import running_clocks
from services.scope import evidence_or_404
from services.serving.serve_document import serve_document
from services.serving.show_service_desk import owed_services
from tests.lists.cases import SCHEME
from tests.support.serving import delivered
from tests.support.world import NOW, TODAY


def test_whoever_confirmed_the_record_does_not_decide(record, objections):
    with pytest.raises(Forbidden, match="does not decide"):
        objections.decide(objections.file(record), by="provincial_reviewer")


def test_every_point_is_answered_and_the_answers_fit_the_decision(record, objections):
    objection = objections.file(record)
    with pytest.raises(Invalid, match="Every point"):
        objections.decide(objection, answers=())
    with pytest.raises(Invalid, match="was taken up"):
        objections.decide(objection, "rejected", taken_up=True)
    with pytest.raises(Invalid, match="No point was taken up"):
        objections.decide(objection, "part", taken_up=False)
    assert objections.get(objection).end is None


@pytest.mark.db
def test_what_is_upheld_keeps_its_mark_until_the_record_is_corrected(
    session, world, record, objections
):
    objections.decide(objections.file(record), "upheld")
    assert marks_of_events(session, [record]) == {record: TODAY}
    ask_correction(session, world["provincial_clerk"], record, "异议成立", None, NOW)
    agree_correction(session, world["provincial_reviewer"], record, NOW)
    assert marks_of_events(session, [record]) == {}


@pytest.mark.db
@pytest.mark.db
@pytest.mark.parametrize("kind", ["listing", "publicity"])
def test_the_mark_and_its_clock_end_when_the_listing_is_put_right(
    session, world, cases, objections, kind
):
    case_id = cases.public()
    listing_id = cases.listing(case_id).id
    ground = {"listing": "wrong", "publicity": "too_long"}[kind]
    objection = objections.file(listing_id, kind=kind, ground=ground)
    assert marks_of_listings(session, [listing_id]) == {listing_id: TODAY}
    session.rollback()
    objections.decide(objection, "upheld", by="second_decider")
    assert marks_of_listings(session, [listing_id]), "upheld, and as wrong as before"
    assert owed(session, world)
    assert known(session, world) == [objection]
    session.rollback()
    if kind == "listing":
        cases.decide(case_id, "correct", by="second_decider")
    else:
        business, publication = world["business_administrator"], cases.publication(case_id)
        end = EarlyEnd("wrong", "公示期计算有误。")
        end_publication(session, business, listing_id, publication.id, end, NOW)
    assert marks_of_listings(session, [listing_id]) == {}
    assert not owed(session, world)
    assert known(session, world) == []


def owed(session, world) -> bool:
    """Whether the days run in which something is to be put right."""
    running = running_clocks(session, world["provincial_clerk"], TODAY)
    return "annulment_recompute" in {one.clock.code for one in running}


def known(session, world) -> list[str]:
    """The objections that a receipt of now would carry."""
    size = ledger.size(session)
    return [one.id for one in marks_known(session, world.own, SCHEME, size)]


def test_the_party_is_reminded_of_a_decision_that_acts(session, record, objections, cases):
    typed = objections.signed(objections.file(record))
    told = select(OutgoingMessage.about).where(OutgoingMessage.template == "decision")
    assert f"objection/{typed}" not in session.scalars(told).all()
    session.rollback()
    objections.confirm(typed)
    assert f"objection/{typed}" in session.scalars(told).all()


def test_a_decision_on_paper_acts_when_a_second_clerk_has_held_it_against_its_scan(
    session, world, record, objections
):
    objection = objections.file(record)
    with pytest.raises(Invalid, match="needs the scan"):
        objections.signed(objection, files=())
    objections.signed(objection)
    assert objections.get(objection).end is None
    with pytest.raises(Conflict, match="second clerk"):
        objections.decide(objection)
    with pytest.raises(Forbidden, match="another person"):
        objections.confirm(objection, by="second_clerk")
    objections.confirm(objection)
    decision = objections.get(objection).decisions[0].id
    scan = session.scalars(select(Evidence).where(Evidence.owner_id == decision)).one()
    with pytest.raises(NotFound):
        evidence_or_404(session, world["contractor_manager"], scan.id)
    assert objections.get(objection).end == "rejected"


def test_three_working_days_seven_when_another_unit_checks_and_none_while_a_test_runs(
    session, world, record, objections
):
    objection = objections.file(record)

    def due() -> date | None:
        clock = clock_of(session, objections.get(objection), TODAY)
        return clock.due.on if clock and clock.due else None

    assert due() == date(2026, 11, 25)
    chengdu = world.offices["chengdu"]
    objections.step(objection, "forward", "provincial_clerk", office_id=chengdu)
    assert due() == date(2026, 12, 1)
    objections.step(objection, "pause", "provincial_clerk", day=2, text="送检")
    assert due() is None
    objections.step(objection, "resume", "provincial_clerk", day=6)
    assert due() == date(2026, 12, 7)
    with pytest.raises(Invalid, match="by 3 working days at most"):
        objections.step(objection, "extend", "provincial_decider", day=6, days=4, text="复杂")
    objections.step(objection, "extend", "provincial_decider", day=6, days=3, text="复杂")
    assert due() == date(2026, 12, 10)
    with pytest.raises(Conflict, match="already extended"):
        objections.step(objection, "extend", "provincial_decider", day=6, days=1, text="再延")


def test_an_extension_is_granted_before_the_end(session, record, objections):
    objection = objections.file(record)
    with pytest.raises(Invalid, match="The time is over"):
        objections.step(objection, "extend", "provincial_decider", day=9, days=1, text="复杂")


def test_what_is_late_is_not_made_timely_by_a_test_or_another_unit(world, record, objections):
    objection = objections.file(record)
    for kind, given in (
        ("pause", {"text": "送检"}),
        ("forward", {"office_id": world.offices["chengdu"]}),
    ):
        with pytest.raises(Invalid, match="no longer makes it longer"):
            objections.step(objection, kind, "provincial_clerk", day=9, **given)


def test_the_unit_that_was_asked_gives_its_finding_and_no_other(world, record, objections):
    objection = objections.file(record)
    mianyang = world.offices["mianyang"]
    objections.step(objection, "forward", "provincial_clerk", office_id=mianyang)
    objections.step(objection, "finding", "mianyang_clerk", text="经核，属实。")
    assert [step.kind for step in objections.get(objection).steps] == ["forward", "finding"]


def test_the_decision_is_a_document_that_the_office_still_has_to_serve(
    session, world, record, objections
):
    objection = objections.file(record)
    objections.decide(objection)
    owed = owed_services(session, world["provincial_clerk"])
    decision = objections.get(objection).decisions[0]
    assert [one.document.id for one in owed if one.document.kind == "objection"] == [decision.id]
    session.rollback()
    given = delivered("objection", decision.id, TODAY)
    serve_document(session, world["provincial_clerk"], given, NOW)
    shown = show_objection(session, world["contractor_manager"], objection, TODAY)
    assert shown.served is not None
    assert shown.served.served_on == TODAY
