"""What follows when the service of a paper of a case is taken back, and what forbids it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import ledger
import scoring
from services.cases.case_file import case_file
from services.messages import Invalid
from services.record.verify_record import verify_record
from services.serving.correct_service import agree_to_take_back, ask_to_take_back
from services.serving.service_records import attempts
from services.standing.scores import explain
from tests.lists.cases import LIST, SCHEME, Cases, later
from tests.support.world import TODAY, World
from verify.due_process import faults

WRONG = "误登记为已送达，邮件已退回。"


@pytest.fixture
def take_back(session, world: World):
    """Asked for by a clerk, agreed to by a second person."""

    def write(service_id: str, second: str = "provincial_reviewer", days: int = 0) -> None:
        ask_to_take_back(session, world["provincial_clerk"], service_id, WRONG, later(days))
        agree_to_take_back(session, world[second], service_id, later(days))
        session.expire_all()

    return write


def service_of(session, document_id: str) -> str:
    found = attempts(session, document_id)[-1].id
    session.rollback()
    return found


def test_what_rests_on_a_service_keeps_it_and_is_named(cases: Cases, session, world):
    case_id = cases.notice(cases.open())
    notice = service_of(session, cases.paper(case_id, "notice").id)
    cases.review(case_id, day=7)
    with pytest.raises(Invalid, match="The legal review of 2026-11-28 rests on this service"):
        ask_to_take_back(session, world["provincial_clerk"], notice, WRONG, later(7))


@pytest.mark.db
def test_a_listing_never_began_whose_decision_was_not_served(
    cases: Cases, session, world, take_back
):
    """Both readings of the ledger, the score on both axes of time, and the lists know it."""
    case_id = cases.listed()
    before = ledger.size(session)
    wrong = service_of(session, cases.case(case_id).decisions[0].id)
    take_back(wrong)
    case = cases.case(case_id)
    file = case_file(session, case)
    assert file.entry is not None
    assert (file.listing, file.entry.served_on) == (None, None)
    assert scoring_of(session, world) == []
    known = scoring.View(TODAY, known=before)
    assert [one.list for one in explain(session, world.own, SCHEME, known).lists] == [LIST]
    session.rollback()
    cases.serve(case_id, "enter", day=2)
    assert scoring_of(session, world, TODAY + timedelta(days=2)) == [LIST]
    listing = case_file(session, cases.case(case_id)).listing
    assert listing is not None
    assert listing.from_on == TODAY + timedelta(days=2)
    session.rollback()
    assert list(faults(body for _seq, body in ledger.bodies(session))) == []
    session.rollback()
    assert verify_record(session, None).findings == ()


def scoring_of(session, world: World, on: date = TODAY) -> list[str]:
    found = [line.list for line in explain(session, world.own, SCHEME, scoring.View(on)).lists]
    session.rollback()
    return found
