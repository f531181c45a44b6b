"""A record is rectified and repaired: by two persons, not before its day, and what it does to the score."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

import ledger
from models import Evidence
from services.events.rectify_event import RectificationDraft, answer_rectification, rectify_event
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.record.verify_record import verify_record
from services.repairs.decide_repair import confirm_repair, withdraw_repair_decision
from services.repairs.repairable import repairables
from services.scope import evidence_or_404
from services.standing.facts import facts
from tests.repairs.conftest import SCHEME
from tests.statements.story import SCAN, at
from tests.support.world import TODAY


def whole(session):
    session.rollback()
    return verify_record(session, None).findings == ()


@pytest.mark.db
def test_a_record_is_repaired_by_two_persons_and_weighs_nothing_from_that_day(repairs):
    event = repairs.record()
    before = repairs.points()
    repair = repairs.check(repairs.ask(event))
    assert repairs.points() == before
    with pytest.raises(Forbidden):
        repairs.decide(repair, by="provincial_clerk")
    repairs.decide(repair)
    assert (before, repairs.points()) == ("97.0", "100.0")
    assert repairs.points(TODAY - timedelta(days=1)) == before
    assert repairs.of(repair).stands
    assert repairables(repairs.session, repairs.world.own, TODAY) == ()
    assert whole(repairs.session)


def test_before_its_first_day_it_is_said_when_and_what_is_missing(repairs):
    event = repairs.record(counts_from=date(2026, 9, 1))
    with pytest.raises(Invalid) as refused:
        repairs.ask(event, duties=" ", pledge=())
    told = {field: str(message) for field, message in refused.value.fields.items()}
    assert "2026-12-01" in told["targets"]
    assert set(told) == {"targets", "duties", "pledge"}
    assert repairs.ask(event, on=date(2026, 12, 1))


def test_nobody_decides_what_was_not_checked_nor_twice(repairs):
    event = repairs.record()
    repair = repairs.ask(event)
    with pytest.raises(Forbidden):
        repairs.decide(repair, by="contractor_user")
    with pytest.raises(Invalid, match="has not been checked"):
        repairs.decide(repair)
    repairs.decide(repairs.check(repair))
    with pytest.raises(Conflict, match="already decided"):
        repairs.decide(repair)
    with pytest.raises(Conflict, match="no longer be repaired"):
        repairs.ask(event)


def test_a_record_that_was_corrected_meanwhile_is_not_repaired_any_more(repairs):
    event = repairs.record()
    asked = repairs.check(repairs.ask(event))
    repairs.story.corrected(event, TODAY)
    with pytest.raises(Invalid, match="weighs nothing any more"):
        repairs.decide(asked)
    assert repairs.decide(asked, "refuse")


def test_the_notice_of_a_revocation_is_not_older_than_the_repair(repairs):
    granted_on = TODAY + timedelta(days=5)
    repair = repairs.check(repairs.ask(repairs.record()))
    repairs.decide(repair, on=granted_on)
    with pytest.raises(Invalid, match="before the day on which the repair was granted"):
        repairs.paper(
            repair, "notice", "provincial_clerk", TODAY, document_no="示环信告〔2026〕9号"
        )


def test_one_application_about_a_thing_at_a_time(repairs):
    event = repairs.record()
    repairs.ask(event)
    with pytest.raises(Invalid, match="already under way"):
        repairs.ask(event)


def test_what_came_to_the_window_or_through_credit_china_is_entered_by_staff(repairs):
    event = repairs.record()
    with pytest.raises(Invalid):
        repairs.ask(event, by="provincial_clerk")
    with pytest.raises(Invalid, match="number of the application"):
        repairs.ask(event, by="provincial_clerk", channel="credit_china")
    came = {"channel": "credit_china", "reference_no": "XF-2026-0007"}
    repair = repairs.ask(event, by="provincial_clerk", received_on=date(2026, 11, 17), **came)
    found = repairs.of(repair)
    assert (found.channel, found.received_on, found.on_behalf) == (
        "credit_china",
        date(2026, 11, 17),
        True,
    )


@pytest.mark.db
def test_a_decision_on_paper_acts_when_a_second_clerk_has_confirmed_it(repairs):
    repair = repairs.check(repairs.ask(repairs.record()))
    decider = repairs.world["provincial_decider"].holder_id
    paper = {"decided_by": decider, "document_no": "示环信修〔2026〕1号", "files": (SCAN,)}
    repairs.decide(repair, by="second_clerk", **paper)
    decision = repairs.of(repair).waiting
    assert repairs.points() == "97.0"
    typist = repairs.world["second_clerk"]
    with pytest.raises(Forbidden):
        confirm_repair(repairs.session, typist, repair, decision.id, at(TODAY))
    reviewer = repairs.world["provincial_reviewer"]
    clerk = repairs.world["provincial_clerk"]
    with pytest.raises(Forbidden, match="Only whoever entered"):
        withdraw_repair_decision(repairs.session, clerk, repair, decision.id, at(TODAY))
    confirm_repair(repairs.session, reviewer, repair, decision.id, at(TODAY))
    assert repairs.points() == "100.0"
    assert whole(repairs.session)


def test_the_papers_of_the_office_are_not_the_partys(repairs):
    repair = repairs.ask(repairs.record())
    repairs.paper(repair, "examination", "provincial_clerk", files=(SCAN,))
    signer = repairs.world["prefecture_reviewer"].holder_id
    paper = {"decided_by": signer, "document_no": "示环信修〔2026〕2号", "files": (SCAN,)}
    repairs.decide(repair, by="second_clerk", **paper)
    decision = repairs.of(repair).waiting
    reviewer = repairs.world["provincial_reviewer"]
    confirm_repair(repairs.session, reviewer, repair, decision.id, at(TODAY))
    for owner in (repairs.of(repair).papers[0].id, decision.id):
        file = repairs.session.scalars(select(Evidence).where(Evidence.owner_id == owner)).one()
        assert evidence_or_404(repairs.session, reviewer, file.id) is file
        with pytest.raises(NotFound):
            evidence_or_404(repairs.session, repairs.world["contractor_user"], file.id)


def test_a_rectification_counts_when_a_second_person_has_accepted_it(repairs):
    event = repairs.record()
    draft = RectificationDraft(date(2026, 10, 8), "已重新布点。", (SCAN,))
    with pytest.raises(Invalid, match="needs its proof"):
        rectify_event(
            repairs.session,
            repairs.world["contractor_user"],
            event,
            RectificationDraft(date(2026, 10, 8), "已重新布点。"),
            at(TODAY),
        )
    rectify_event(repairs.session, repairs.world["contractor_user"], event, draft, at(TODAY))
    own = repairs.world.own
    assert facts(repairs.session, SCHEME, [own]).rows[0].rectified_on is None
    answer_rectification(
        repairs.session, repairs.world["provincial_reviewer"], event, True, "", at(TODAY)
    )
    known = facts(repairs.session, SCHEME, [own])
    assert known.rows[0].rectified_on == date(2026, 10, 8)
    assert known.rows[0].rectified_recorded_at == ledger.size(repairs.session)
    assert facts(repairs.session, SCHEME).terms["rectified"].tolist() == (
        known.terms["rectified"].tolist()
    )
    assert whole(repairs.session)
