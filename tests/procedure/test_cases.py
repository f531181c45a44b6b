"""The machine of cases: what each act requires, who is barred, and every state with every act for every role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from procedure import cases as machine
from procedure.case_file import CLOSING, Paper
from procedure.cases import ACTIONS, OPEN_STATES, STATES, barred, missing
from procedure.checklist import checklist
from procedure.guards import Missing
from services.actor import Role, roles
from tests.procedure.case_office import Office, clock, listed

ARCHITECTURE = Path(__file__).parents[2] / "docs" / "architecture.md"


def hearing_asked() -> Office:
    office = Office().to("running")
    office.paper("hearing_request", "party")
    return office


def suspended() -> Office:
    office = Office().to("to_review")
    office.decide("suspend")
    return office


def recusal_asked() -> Office:
    office = Office().to("to_review")
    office.paper("recusal_request", "party", "one")
    return office


def ended_by(action: str) -> Office:
    office = Office().to("to_fix" if action == "not_filed" else "ripe")
    office.decide(action)
    return office


def afterwards(action: str) -> Office:
    office = listed()
    office.decide(action)
    office.confirm()
    return office


def coming() -> Office:
    office = listed()
    assert office.file.listing is not None
    office.file = replace(
        office.file, listing=replace(office.file.listing, from_on=date(2027, 1, 1))
    )
    return office


AT: dict[str, Office] = {
    **{state: Office().to(state) for state in ("opened", "to_fix", "to_notify", "to_serve_notice")},
    **{state: Office().to(state) for state in ("running", "to_answer", "to_review", "to_discuss")},
    **{state: Office().to(state) for state in ("ripe", "typed", "to_serve", "listed")},
    "to_hear": hearing_asked(),
    "to_recuse": recusal_asked(),
    "suspended": suspended(),
    "to_approve": Office(above=True).to("to_approve"),
    "coming": coming(),
    "stayed": afterwards("stay"),
    "ended": afterwards("leave"),
    "annulled": afterwards("annul"),
    "refused": ended_by("refuse"),
    "not_filed": ended_by("not_filed"),
    "dismissed": ended_by("dismiss"),
    "transferred": ended_by("transfer"),
    "terminated": ended_by("terminate"),
}
"""A case in each state."""

ENDS = ("refuse", "dismiss", "transfer", "suspend", "terminate")
BEFORE = (*ENDS, "investigators", "recusal_request", "facts")
HEARD = (*BEFORE, "reply", "waiver", "hearing_request")
LAWFUL: dict[str, tuple[str, ...]] = {
    "opened": ("investigators", "recusal_request", "not_filed", "transfer", "suspend", "terminate"),
    "to_fix": (
        *("investigators", "recusal_request", "facts", "not_filed"),
        *("dismiss", "transfer", "suspend", "terminate"),
    ),
    "to_notify": (*BEFORE, "notice", "not_filed"),
    "to_serve_notice": HEARD,
    "running": HEARD,
    "to_hear": (*BEFORE, "reply", "waiver", "hearing_notice"),
    "to_answer": tuple(
        one for one in (*HEARD, "answer") if one not in ("refuse", "hearing_request")
    ),
    "to_review": (*BEFORE, "reply", "waiver", "review"),
    "to_recuse": (
        *("investigators", "recusal_request", "recusal_decision", "facts"),
        *("reply", "waiver", "suspend", "terminate"),
    ),
    "to_discuss": (*BEFORE, "discussion"),
    "ripe": (*BEFORE, "enter"),
    "suspended": ("recusal_request", "reply", "waiver", "resume", "terminate"),
    "typed": ("confirm", "take_back"),
    "to_approve": ("approval",),
    "to_serve": ("repair_notice",),
    "coming": ("leave", "annul", "correct", "stay", "publish"),
    "listed": ("leave", "annul", "correct", "stay", "publish"),
    "stayed": ("leave", "annul", "correct", "lift"),
    "ended": ("annul", "correct"),
    "annulled": (),
    **dict.fromkeys(("refused", "not_filed", "dismissed", "transferred", "terminated"), ()),
}
"""By hand, from the law: which acts a case in each state admits. Everything else is refused."""


def test_every_state_has_its_case():
    assert {state: office.state for state, office in AT.items()} == {
        state: state for state in STATES
    }
    assert set(LAWFUL) == set(STATES)


def may(role: Role, action: str) -> bool:
    asked = ACTIONS[action]
    return bool({asked.permission, asked.own, asked.typed} & role.permissions)


def test_every_state_act_and_role_is_walked_and_only_the_listed_pairs_pass():
    """The whole matrix: an act is done where the state admits it and the role allows it, nowhere else."""
    walked, passed, told = 0, 0, 0
    for state, office in AT.items():
        for action in ACTIONS:
            why = office.missing(action)
            assert (not why) == (action in LAWFUL[state]), (state, action, why)
            for role in roles().values():
                walked += 1
                if not why and may(role, action):
                    passed += 1
                else:
                    told += bool(why) or not may(role, action)
    assert walked == len(STATES) * len(ACTIONS) * len(roles())
    assert walked == passed + told
    told_in_docs = ARCHITECTURE.read_text(encoding="utf-8")
    assert (
        f"{len(STATES)} states × {len(ACTIONS)} acts × {len(roles())} roles = {walked:,}"
        in told_in_docs
    )


def test_no_role_decides_and_types_and_confirms_at_once():
    """Nobody's single role carries a case through alone."""
    for role in roles().values():
        assert not {"list.decide", "list.review"} <= role.permissions
        assert not {"list.decide", "list.confirm"} <= role.permissions
        assert "list.step" not in role.permissions or "list.decide" not in role.permissions


@pytest.mark.parametrize("state", OPEN_STATES)
def test_from_no_open_state_but_one_a_party_can_be_entered(state: str):
    assert ("enter" in LAWFUL[state]) == (state == "ripe")


def test_the_party_may_reply_until_the_last_day_and_nothing_closes_before():
    office = Office().to("running")
    notice = office.file.notice
    assert notice is not None
    assert notice.served_on is not None
    last = clock("defence", notice.served_on, 5).on
    on_it, after = replace_day(office, last), replace_day(office, last.replace(day=last.day + 1))
    assert on_it.missing("review") == ("defence_running",)
    assert after.missing("review") == ()


def replace_day(office: Office, day: date) -> Office:
    other = Office()
    other.file, other.day = office.file, day
    return other


def test_a_window_that_ends_in_a_year_not_arranged_never_closes():
    office = Office(day=date(2031, 3, 3)).to("running")
    office.wait(60)
    assert office.missing("review") == ("defence_running_provisional",)
    office.paper("waiver", "party")
    assert office.missing("review") == ()


def test_a_reply_does_not_take_away_the_days_to_ask_for_a_hearing():
    office = Office().to("running")
    office.paper("reply", "party", points=1)
    office.paper("answer")
    assert office.missing("review") == ("hearing_window",)


def test_who_waived_may_still_change_his_mind_while_his_time_runs():
    office = Office().to("running")
    office.paper("waiver", "party")
    office.paper("review", "reviewer", passed=True)
    assert office.missing("discussion") == ()
    office.paper("reply", "party", points=1)
    assert office.missing("discussion") == ("points", "review")


def test_what_comes_late_is_taken_up_until_the_review_has_passed():
    office = Office().to("running").wait(30)
    assert office.missing("reply") == ()
    assert office.missing("hearing_request") == ("hearing_late",)
    office.paper("review", "reviewer", passed=True)
    assert office.missing("reply") == ("statement_closed",)


def announced(days: int) -> Office:
    office = hearing_asked()
    held_on = office.day.fromordinal(office.day.toordinal() + days)
    told = office.paper("hearing_notice", "clerk", "chair", held_on=held_on)
    office.serve(told.id)
    return office.wait(days)


def test_a_hearing_is_announced_seven_working_days_ahead():
    assert announced(8).missing("hearing_record") == ("hearing_too_soon",)
    assert announced(14).missing("hearing_record") == ()


def test_the_record_of_a_hearing_bears_the_announced_day_also_when_it_is_entered_later():
    office = announced(14)
    held_on = office.day
    assert office.wait(3).missing("hearing_record") == ("hearing_day",)
    assert machine.next_action(office.file, office.day, clock) == "hearing_record"
    assert missing(office.file, "hearing_record", held_on, clock) == ()


def test_without_the_hearing_that_was_asked_for_nothing_is_reviewed():
    office = hearing_asked().wait(60)
    assert office.missing("review") == ("hearing_record",)
    office.paper("waiver", "party")
    assert office.missing("review") == ()


def test_facts_fixed_anew_begin_the_hearing_of_the_party_anew():
    office = Office().to("ripe")
    office.paper("facts")
    assert office.state == "to_notify"
    assert office.missing("enter") == ("notice", "review", "discussion")


def test_a_review_that_sends_the_case_back_opens_no_door():
    office = Office().to("to_review")
    office.paper("review", "reviewer", passed=False)
    assert office.missing("discussion") == ("review_sent_back",)
    assert office.missing("review") == ()


def test_a_case_that_is_not_serious_needs_no_discussion():
    office = Office(serious=False).to("to_review")
    office.paper("review", "reviewer", passed=True)
    assert (office.state, office.missing("discussion")) == ("ripe", ("discussion_not_needed",))


def test_a_recused_investigator_is_replaced_before_anything_goes_on():
    office = recusal_asked()
    asked = office.file.open_recusals[0]
    office.paper("recusal_decision", "decider", regards=asked.id, passed=True)
    assert office.state == "opened"
    assert office.missing("facts") == office.missing("answer")[:1] == ("investigator_recused",)
    office.paper("investigators", "clerk", "two", "three")
    assert office.missing("facts") == ()


def test_an_approval_that_is_refused_opens_the_case_again():
    office = Office(above=True).to("to_approve")
    entry = office.file.entry
    assert entry is not None
    office.paper("approval", "second", regards=entry.id, passed=False)
    assert office.state == "ripe"


def test_an_entry_is_served_only_with_its_repair_notice_and_the_approval():
    office = Office(above=True).to("to_approve")
    assert office.missing("serve_decision") == ("approval", "repair_notice")
    assert Office().to("to_serve").missing("serve_decision") == ("repair_notice",)


def test_a_decision_dated_back_is_held_against_the_file_of_its_day():
    """Whoever types on Friday what was signed on Monday cannot lean on what came on Wednesday."""
    office = Office().to("ripe")
    day, before = office.day, office.file.review
    assert before is not None
    office.wait(3)
    assert missing(office.file, "enter", day, clock) == ()
    codes = [one.code for one in missing(office.file, "enter", day.replace(day=day.day - 1), clock)]
    assert "review" in codes


def test_nothing_is_dated_back_into_the_time_in_which_the_case_stood_still():
    office = suspended().wait(20)
    office.decide("resume")
    for day, codes in ((office.day, []), (office.day - timedelta(days=1), ["stood_still"])):
        assert [one.code for one in missing(office.file, "transfer", day, clock)] == codes


BARRED = [
    ("review", "opener", "own_case"),
    ("review", "one", "investigator"),
    ("hearing_record", "two", "investigator"),
    ("hearing_notice", "opener", "own_case"),
    *((action, "opener", "own_case") for action in CLOSING),
    *((action, "one", "investigator") for action in CLOSING),
    *((action, "reviewer", "reviewer") for action in CLOSING),
    ("suspend", "two", "investigator"),
    ("resume", "opener", "own_case"),
    ("leave", "one", "investigator"),
    ("annul", "opener", "own_case"),
]


@pytest.mark.parametrize(("action", "person", "code"), BARRED)
def test_who_may_not(action: str, person: str, code: str):
    file = Office().to("ripe").file
    found = barred(file, action, {person})
    assert found is not None
    assert found.code == code
    assert barred(file, action, {"somebody else"}) is None


def test_a_deputy_is_barred_with_the_one_for_whom_he_acts():
    file = Office().to("ripe").file
    assert barred(file, "enter", {"deputy", "one"}) == Missing("investigator")


def test_an_investigator_who_was_replaced_stays_barred():
    office = Office().to("ripe")
    office.paper("investigators", "clerk", "three", "four")
    assert barred(office.file, "enter", {"one"}) is not None


def test_the_second_person_neither_typed_nor_signed_nor_investigated():
    file = Office().to("typed").file
    found = [barred(file, "confirm", {person}) for person in ("clerk", "decider", "one", "second")]
    assert [one and one.code for one in found] == [*2 * ["typed_myself"], "investigator", None]


def test_who_had_to_withdraw_takes_no_part():
    office = recusal_asked()
    asked = office.file.open_recusals[0]
    office.paper("recusal_decision", "decider", regards=asked.id, passed=True)
    assert barred(office.file, "investigators", {"one"}) == Missing("recused")
    assert barred(office.file, "recusal_request", {"one"}) is None


def test_a_recusal_is_decided_by_neither_who_asks_nor_whom_it_is_about():
    file = recusal_asked().file
    assert [barred(file, "recusal_decision", {p}) is None for p in ("one", "party", "decider")] == [
        False,
        False,
        True,
    ]


def test_the_department_s_clock_stands_still_while_a_case_is_suspended():
    office = suspended().wait(20)
    assert office.file.stood_still(office.day).days == 20
    office.decide("resume")
    office.wait(5)
    assert office.file.stood_still(office.day).days == 20
    decision = next(
        step for step in checklist(office.file, office.day, clock) if step.code == "decision"
    )
    begun = office.file.opened_on + timedelta(days=20)
    assert decision.until == clock("case_length", begun, None).on


def test_the_checklist_of_a_case_that_ran_the_whole_way_is_done_or_not_required():
    office = listed()
    steps = {step.code: step.state for step in checklist(office.file, office.day, clock)}
    assert set(steps.values()) == {"done", "not_required"}
    assert [code for code, state in steps.items() if state == "not_required"] == [
        "hearing",
        "approval",
    ]


def test_the_checklist_names_what_is_missing_and_what_runs():
    office = Office().to("running")
    steps = {step.code: step for step in checklist(office.file, office.day, clock)}
    assert steps["notice_served"].state == "done"
    assert steps["heard"].state == "running"
    assert steps["heard"].until == date(2026, 3, 9)
    assert steps["review"].state == "missing"


def test_papers_of_a_kind_are_never_forgotten():
    """Each paper that the tables know is an act of the machine."""
    assert {paper.kind for paper in listed().file.papers} <= set(ACTIONS)
    assert isinstance(listed().file.papers[0], Paper)
    assert machine.next_action(Office().file, Office().day, clock) == "investigators"
