"""Nobody is listed without notice, without having been heard, or by the one who opened the case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import ledger
import scoring
from models import OutgoingMessage
from procedure.cases import state
from services.cases.case_file import case_clock, case_file
from services.cases.decide_case import DecisionDraft, decide_case
from services.cases.show_case import show_case
from services.cases.take_case_step import Investigator, PointAnswer
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.record.verify_record import verify_record
from services.rules.list_rules import listing_of_case
from services.scope import case_or_404
from services.standing.scores import explain
from services.statements.own_requests import own_in_cases
from tests.lists.cases import INVESTIGATORS, LIST, SCAN, SCHEME, Cases, by_hand, later
from tests.support.world import TODAY
from verify.due_process import faults


def refused(raised) -> dict[str, str]:
    return {name: str(message) for name, message in raised.value.fields.items()}


@pytest.mark.db
def test_a_case_goes_the_whole_way_to_a_listing(cases: Cases, session, world):
    """Notice on Saturday 21 November; five working days later the party's time is over."""
    case_id = cases.notice(cases.open())
    cases.reply(case_id, day=2)
    cases.answer(case_id, day=3)
    cases.review(case_id, day=7)
    cases.decide(case_id, day=7)
    assert cases.listing_if_any(case_id) is None
    cases.deliver(case_id, day=9)
    listing = cases.listing(case_id)
    assert (listing.from_on, listing.until_on) == (date(2026, 11, 30), date(2028, 11, 30))
    decision = cases.case(case_id).decisions[0]
    assert decision.decided_by == decision.typed_by != cases.case(case_id).opened_by
    assert (decision.investigator_1, decision.investigator_2) == tuple(
        world[name].holder_id for name, _certificate in INVESTIGATORS
    )
    session.rollback()
    assert list(faults(body for _seq, body in ledger.bodies(session))) == []
    session.rollback()
    assert verify_record(session, None).findings == ()


@pytest.mark.db
def test_the_score_knows_the_listing_as_soon_as_its_decision_is_served(
    cases: Cases, session, world
):
    case_id = cases.decide(cases.ready())
    session.rollback()
    assert explain(session, world.own, SCHEME, scoring.View(TODAY)).lists == ()
    cases.deliver(case_id)
    session.rollback()
    score = explain(session, world.own, SCHEME, scoring.View(TODAY))
    assert [(line.list, line.state, line.by) for line in score.lists] == [
        (LIST, "in_force", "decision")
    ]
    assert score.lists[0].last_day == date(2028, 11, 20)


def test_an_entry_is_not_served_without_its_repair_notice(cases: Cases):
    case_id = cases.decide(cases.ready())
    with pytest.raises(Invalid, match="repair notice"):
        cases.serve(case_id, "enter")
    assert cases.listing_if_any(case_id) is None


def test_a_later_first_day_is_kept_and_service_never_moves_it_forward(cases: Cases):
    case_id = cases.listed(from_on=TODAY + timedelta(days=10))
    assert cases.listing(case_id).from_on == TODAY + timedelta(days=10)


def test_nobody_is_listed_without_notice(cases: Cases):
    with pytest.raises(Invalid, match="investigators"):
        cases.decide(cases.open())


def test_nobody_is_listed_while_the_time_to_reply_runs(cases: Cases):
    case_id = cases.notice(cases.open())
    with pytest.raises(Invalid, match="may reply until 2026-11-27"):
        cases.review(case_id, day=6)
    cases.review(case_id, day=7)
    cases.decide(case_id, day=7)


def test_the_time_to_reply_runs_from_service_and_not_from_the_paper(cases: Cases):
    case_id = cases.notice(cases.open(), served=False)
    with pytest.raises(Invalid, match="not been served"):
        cases.review(case_id, day=30)
    cases.serve(case_id, "notice", 30)
    with pytest.raises(Invalid, match="may reply until 2026-12-28"):
        cases.review(case_id, day=31)


def test_nobody_is_listed_while_a_point_is_unanswered(cases: Cases):
    case_id = cases.notice(cases.open())
    cases.reply(case_id)
    first = cases.paper(case_id, "reply").points[0].id
    one = (PointAnswer(first, True, "属实，予以采纳。"),)
    cases.step(case_id, "answer", "provincial_clerk", answers=one)
    with pytest.raises(Invalid, match="not answered yet: 1"):
        cases.review(case_id, day=9)
    cases.answer(case_id, day=9)
    cases.review(case_id, day=9)
    answers = [point.answer for point in cases.paper(case_id, "reply").points]
    assert [answer is not None and answer.taken_up for answer in answers] == [True, False]


def test_a_notice_grants_five_working_days_at_least(cases: Cases):
    with pytest.raises(Invalid) as raised:
        cases.notice(cases.open(), days=4)
    assert refused(raised) == {"days": "The time granted is at least 5."}


def test_what_the_party_hands_in_itself_is_of_today(cases: Cases):
    case_id = cases.notice(cases.open())
    with pytest.raises(Invalid, match="is of today"):
        cases.reply(case_id, day=9, on=TODAY)
    cases.reply(case_id, day=9)


@pytest.mark.parametrize("kind", ["reply", "waiver"])
def test_what_a_clerk_enters_for_the_party_needs_its_scan_and_says_so(cases: Cases, kind):
    case_id = cases.notice(cases.open())
    with pytest.raises(Invalid, match="needs the scan"):
        cases.step(case_id, kind, points=("无。",))
    cases.step(case_id, kind, points=("无。",), files=(SCAN,))
    assert cases.case(case_id).steps[-1].on_behalf


@pytest.mark.db
def test_a_hearing_is_announced_held_and_recorded(cases: Cases, world):
    case_id = cases.notice(cases.open())
    cases.step(case_id, "hearing_request", "contractor_manager", 1)
    chair = world["second_reviewer"].holder_id
    held_on = TODAY + timedelta(days=13)
    told: dict[str, Any] = {"held_on": held_on, "person": chair, "place": "厅机关101室"}
    told["document_no"] = "示环听〔2026〕1号"
    wrong = told | {"person": world[INVESTIGATORS[0][0]].holder_id}
    with pytest.raises(Forbidden, match="investigator"):
        cases.step(case_id, "hearing_notice", day=2, **wrong)
    cases.step(case_id, "hearing_notice", day=2, **told)
    cases.serve(case_id, "hearing_notice", 2)
    with pytest.raises(Invalid, match="must be held first"):
        cases.review(case_id, day=12)
    held = {"person": chair, "passed": True, "files": (SCAN,)}
    cases.step(case_id, "hearing_record", day=13, **held)
    asked = list(own_in_cases(cases.session, world["contractor_manager"]))
    assert [(one.kind, one.answer, one.on_day) for one in asked] == [
        ("hearing_request", "held", held_on)
    ]
    cases.session.rollback()
    cases.review(case_id, day=13)
    cases.deliver(cases.decide(case_id, day=13), day=13)
    assert cases.listing(case_id).from_on == held_on


def test_an_investigator_who_must_withdraw_is_replaced_first(cases: Cases, world):
    case_id = cases.notice(cases.open())
    asked = world[INVESTIGATORS[0][0]].holder_id
    cases.step(case_id, "recusal_request", "contractor_manager", person=asked)
    request = cases.case(case_id).steps[-1].id
    cases.waive(case_id)
    with pytest.raises(Invalid, match="has to withdraw"):
        cases.review(case_id)
    cases.step(case_id, "recusal_decision", "provincial_decider", regards=request, passed=True)
    with pytest.raises(Invalid, match="name two others"):
        cases.review(case_id)
    with pytest.raises(Forbidden, match="takes no part"):
        cases.fix(case_id)
    others = ("prefecture_reviewer", "mianyang_reviewer")
    named = tuple(Investigator(world[name].holder_id, "川B01") for name in others)
    cases.step(case_id, "investigators", investigators=named)
    cases.review(case_id)


ENDINGS = {
    "not_filed": "not_filed",
    "dismiss": "dismissed",
    "transfer": "transferred",
    "terminate": "terminated",
    "refuse": "refused",
}


@pytest.mark.parametrize("action", ENDINGS)
def test_every_other_ending_is_a_decision_too_and_lists_nobody(cases: Cases, session, action):
    case_id = cases.open()
    if action != "not_filed":
        cases.fix(case_id)
    cases.decide(case_id, action)
    assert cases.listing_if_any(case_id) is None
    case = cases.case(case_id)
    assert state(case_file(session, case), TODAY, case_clock(session)) == ENDINGS[action]
    session.rollback()
    with pytest.raises(Conflict, match="already decided"):
        cases.fix(case_id)
    assert cases.open()


@pytest.mark.parametrize(
    ("action", "changes", "field"),
    [
        ("refuse", {"cause": None}, "cause"),
        ("transfer", {"addressee": " "}, "addressee"),
    ],
)
def test_an_ending_says_what_its_kind_must_say(cases: Cases, action, changes, field):
    with pytest.raises(Invalid) as raised:
        cases.decide(cases.ready(), action, **changes)
    assert list(raised.value.fields) == [field]


def test_a_suspended_case_stands_still_until_it_is_resumed(cases: Cases):
    case_id = cases.ready()
    cases.decide(case_id, "suspend")
    with pytest.raises(Conflict, match="suspended"):
        cases.decide(case_id, day=5)
    cases.decide(case_id, "resume", day=20)
    cases.decide(case_id, day=20)


def test_whoever_opened_the_case_cannot_decide_it(cases: Cases, world, session):
    """Neither here nor on paper, nor with another account: persons are compared."""
    case_id = cases.ready()
    with pytest.raises(Invalid, match="may not decide"):
        cases.on_paper(case_id, decided_by=cases.case(case_id).opened_by)
    other = cases.on_paper(
        cases.open(cases.world.other, by="provincial_reviewer"), action="terminate"
    )
    assert other


NO_DECISION = (
    "decided_by = proposed_by",
    "decided_by = investigator_1, typed_by = investigator_1",
    "investigator_2 = investigator_1",
    "investigator_1 = null",
    "reviewed_by = null",
    "reviewed_by = decided_by",
    "reviewed_by = investigator_2",
    "confirmed_by = investigator_2",
    "confirmed_by = typed_by",
    "way = 'paper'",
    "typed_by = proposed_by",
    "from_on = null",
    "until_on = from_on",
    "withdrawn_by = typed_by",
)


@pytest.mark.db
def test_the_database_itself_refuses_what_no_decision_can_be(cases: Cases, session):
    case_id = cases.listed()
    by_hand(session, "update list_decision set document_no = '1' where case_id = :c", c=case_id)
    for change in NO_DECISION:
        with pytest.raises(IntegrityError):
            by_hand(session, f"update list_decision set {change} where case_id = :c", c=case_id)


@pytest.mark.db
def test_the_database_itself_refuses_a_second_decision_of_a_case(cases: Cases, session):
    case_id = cases.listed()
    same = (
        "case_id, subject_id, scheme, list_code, from_on, for_life, proposed_by, decided_by, "
        "decided_on, way, typed_by, effective_entry_id, entry_id, cause, addressee, orderer, "
        "investigator_1, investigator_2, reviewed_by"
    )
    again = (
        f"insert into list_decision (id, position, action, {same}) "
        f"select :new, :at, :action, {same} from list_decision where case_id = :c"
    )
    with pytest.raises(IntegrityError, match="second_person"):
        by_hand(session, again, new="1" * 32, at=90, action="leave", c=case_id)
    with pytest.raises(IntegrityError):
        by_hand(session, again, new="2" * 32, at=91, action="dismiss", c=case_id)


@pytest.mark.db
def test_the_database_itself_refuses_what_no_listing_can_be(cases: Cases, session):
    case_id = cases.listed()
    for change in ("until_on = '2026-11-01'", "\"end\" = 'annul'", "\"end\" = 'x'"):
        with pytest.raises(IntegrityError):
            by_hand(session, f"update listing set {change} where case_id = :c", c=case_id)


def test_what_is_decided_here_is_decided_today(cases: Cases, world, session):
    case_id = cases.ready()
    session.rollback()
    draft = DecisionDraft("refuse", "不予列入。", TODAY, cause="minor")
    with pytest.raises(Invalid, match="decided today"):
        decide_case(session, world["provincial_decider"], case_id, draft, later(1))


@pytest.mark.db
def test_one_open_case_a_contractor_and_list(cases: Cases):
    cases.open()
    with pytest.raises(Conflict, match="already open"):
        cases.open()


def test_who_is_on_the_list_is_not_proposed_again(cases: Cases):
    cases.listed()
    with pytest.raises(Conflict, match="already on this list until 2028-11-20"):
        cases.open()


def test_a_proposal_that_lapsed_is_not_taken_up(cases: Cases):
    with pytest.raises(Conflict, match="no longer propose"):
        cases.open(origin="rule")


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"list_code": "other"}, "list"), ({"scheme": "x"}, "list"), ({"grounds": " "}, "grounds")],
)
def test_a_case_names_a_list_and_grounds(cases: Cases, changes, field):
    with pytest.raises(Invalid) as raised:
        cases.open(**changes)
    assert list(raised.value.fields) == [field]


def test_a_case_is_seen_by_its_party_only_once_it_was_given_notice(cases: Cases, session, world):
    case_id = cases.open()
    for username in ("contractor_user", "other_user", "system_administrator"):
        with pytest.raises(NotFound):
            case_or_404(session, world[username], case_id)
    session.rollback()
    cases.notice(case_id)
    assert case_or_404(session, world["contractor_user"], case_id).id == case_id
    with pytest.raises(NotFound):
        case_or_404(session, world["other_user"], case_id)


def test_another_contractor_neither_replies_nor_waives(cases: Cases):
    case_id = cases.open()
    cases.notice(case_id)
    with pytest.raises(NotFound):
        cases.step(case_id, "waiver", "other_manager")


@pytest.mark.parametrize(
    "by", ["provincial_clerk", "provincial_reviewer", "business_administrator", "prefecture_clerk"]
)
def test_only_those_who_may_decide_decide(cases: Cases, by):
    with pytest.raises(Forbidden, match="roles"):
        cases.decide(cases.ready(), by=by)


@pytest.mark.db
def test_the_record_rebuilds_every_case_and_listing(cases: Cases, session):
    cases.listed(last_day=date(2026, 12, 31))
    other = cases.on_paper(cases.ready(cases.world.other))
    session.rollback()
    assert verify_record(session, None).findings == ()
    by_hand(session, "update listing set until_on = '2026-11-30'")
    findings = verify_record(session, None).findings
    assert {finding.params.get("table") for finding in findings} >= {"listing"}
    assert listing_of_case(session, other) is None


def test_the_party_hears_of_a_decision_when_it_has_taken_effect(cases: Cases, session):
    case_id = cases.on_paper(cases.ready())
    states = {
        who: show_case(session, cases.world[who], case_id, TODAY).state
        for who in ("provincial_clerk", "contractor_manager")
    }
    assert states == {"provincial_clerk": "typed", "contractor_manager": "examined"}
    session.rollback()
    cases.agree(case_id)
    assert "decision" not in reminders(session), (
        "the office above, or its service, is still wanting"
    )
    session.rollback()
    cases.deliver(case_id)
    cases.decide(case_id, "leave", from_on=TODAY + timedelta(days=30))
    assert "decision" in reminders(session)


def reminders(session: Session) -> set[str]:
    """The templates of what the party was reminded of."""
    return {key.partition("/")[0] for key in session.scalars(select(OutgoingMessage.key))}
