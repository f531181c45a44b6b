"""A proposal of the rules has its birthday, its days, and an answer: a case, or a signed refusal with grounds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from services.cases.open_case import CaseDraft, open_case
from services.lists.decline_proposal import confirm_refusal, decline_proposal, take_back_refusal
from services.lists.show_lists import ListFilter
from services.lists.show_proposals import show_proposals
from services.messages import Conflict, Forbidden, Invalid
from services.new_day import begin_day
from services.record.verify_record import verify_record
from services.running_clocks import escalated, running_clocks
from tests.lists.cases import by_hand
from tests.proposals.acts import SCHEME, Acts, at

MADE = date(2026, 3, 2)
DUE = date(2026, 3, 23)
"""Fifteen working days after it."""
GROUNDS = "处罚决定已提起行政复议并被责令停止执行，暂不启动。"


def banned(acts: Acts, on: date = MADE) -> str:
    """The ban proposes the blacklist; returns the record."""
    return acts.record("banned", on, until_on="2029-03-02")[0]


def decline(acts: Acts, by: str = "provincial_clerk", on: date = MADE) -> str:
    acts.session.rollback()
    (proposal,) = [k for k in acts.known() if k.gone_on is None]
    acts.session.rollback()
    return decline_proposal(acts.session, acts.world[by], proposal.id, GROUNDS, at(on))


def waiting(acts: Acts, on: date, by: str = "provincial_decider") -> list[str]:
    acts.session.rollback()
    return [
        one.state for one in show_proposals(acts.session, acts.world[by], ListFilter(), on).waiting
    ]


@pytest.mark.db
def test_the_write_that_brings_a_proposal_about_records_its_birthday(acts: Acts):
    record = banned(acts)
    (known,) = acts.known()
    assert (known.list_code, known.from_on, known.known_on, known.gone_on) == (
        "blacklist",
        MADE,
        MADE,
        None,
    )
    acts.refute(record, date(2026, 4, 1))
    (known,) = acts.known()
    assert known.gone_on == date(2026, 4, 1)
    acts.session.rollback()
    assert verify_record(acts.session, None).findings == ()


def test_one_on_which_no_case_was_opened_in_its_days_stands_with_the_chief_and_the_auditor(
    acts: Acts, client_as, clock
):
    banned(acts)
    decider = acts.world["provincial_decider"]
    assert escalated(decider, running_clocks(acts.session, decider, DUE)) == ()
    acts.session.rollback()
    clock.now = at(DUE + timedelta(days=3))
    for reader in ("provincial_decider", "auditor"):
        page = client_as(reader).get("/?lang=en").get_data(as_text=True)
        assert 'id="clocks-late"' in page
        assert "overdue" in page
    others = client_as("business_administrator").get("/?lang=en").get_data(as_text=True)
    assert 'id="clocks-late"' not in others


@pytest.mark.db
def test_on_a_serious_list_two_persons_sign_that_no_case_is_opened(acts: Acts):
    banned(acts)
    proposal = decline(acts)
    assert waiting(acts, MADE) == ["signed"]
    acts.session.rollback()
    with pytest.raises(Forbidden):
        confirm_refusal(acts.session, acts.world["second_clerk"], proposal, at(MADE))
    confirm_refusal(acts.session, acts.world["provincial_decider"], proposal, at(MADE))
    assert waiting(acts, MADE) == []
    acts.session.rollback()
    assert verify_record(acts.session, None).findings == ()
    with pytest.raises(IntegrityError):
        by_hand(acts.session, "update proposal_refusal set confirmed_by = declined_by")


def test_it_answers_this_proposal_and_not_the_next(acts: Acts):
    record = banned(acts)
    confirm_refusal(acts.session, acts.world["provincial_decider"], decline(acts), at(MADE))
    later = date(2026, 5, 6)
    acts.refute(record, later)
    assert waiting(acts, later) == []
    banned(acts, later)
    assert waiting(acts, later) == ["open"]
    assert [k.gone_on for k in acts.known()] == [later, None]


def test_what_one_person_signed_may_be_sent_back_and_waits_again(acts: Acts):
    banned(acts)
    proposal = decline(acts)
    with pytest.raises(Forbidden):
        take_back_refusal(acts.session, acts.world["second_clerk"], proposal, at(MADE))
    take_back_refusal(acts.session, acts.world["provincial_decider"], proposal, at(MADE))
    assert waiting(acts, MADE) == ["open"]
    decline(acts, by="second_clerk")
    assert waiting(acts, MADE) == ["signed"]


def test_it_needs_grounds_and_is_answered_once(acts: Acts):
    banned(acts)
    (known,) = acts.known()
    acts.session.rollback()
    clerk = acts.world["provincial_clerk"]
    with pytest.raises(Invalid, match="grounds"):
        decline_proposal(acts.session, clerk, known.id, " ", at(MADE))
    decline(acts)
    with pytest.raises(Conflict, match="already answered"):
        decline(acts, by="second_clerk")


def test_a_case_takes_it_up(acts: Acts):
    banned(acts)
    draft = CaseDraft(acts.world.own, SCHEME, "blacklist", "rule", "禁止从业。")
    acts.session.rollback()
    case_id = open_case(acts.session, acts.world["provincial_clerk"], draft, at(MADE))
    (known,) = acts.known()
    assert known.case_id == case_id
    assert waiting(acts, MADE) == []


def test_a_night_without_a_command_moves_no_birthday(acts: Acts):
    banned(acts)
    for days in (1, 1, 9):
        acts.session.rollback()
        begin_day(acts.session, at(MADE + timedelta(days=days)))
    assert [k.known_on for k in acts.known()] == [MADE]
