"""The first page: what needs me, a contractor's own account, or the public register."""

from __future__ import annotations

from datetime import date

import pytest

from models import KnownProposal, new_id
from services.office_work import office_work
from services.rules.propose_ruleset import propose_ruleset
from services.writing import unrecorded
from tests.statements.pages import add_up, closing_of, rows_of
from tests.statements.rulesets import WEIGHTED
from tests.statements.story import Story, at
from tests.support.world import TODAY


def desk(session, actor) -> dict[str, int]:
    found = {task.kind: task.count for task in office_work(session, actor, TODAY)}
    session.rollback()
    return found


def test_nobody_is_led_to_the_public_register(client_as):
    answer = client_as(None).get("/")
    assert (answer.status_code, answer.location) == (302, "/register/")


@pytest.mark.db
def test_a_contractor_lands_on_its_own_statement(client_as, world):
    html = client_as("contractor_user").get("/?lang=en").get_data(as_text=True)
    rows = rows_of(html)
    assert add_up(rows) == closing_of(rows)
    assert "The way back" in html
    assert "20 February 2027: 1.0 come back, balance 84.2." in html


@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("system_administrator", "What needs me"),
        ("security_administrator", "What needs me"),
        ("auditor", "Is the record whole?"),
        ("nobody", "Overview"),
    ],
)
def test_administrators_and_auditors_have_a_short_list_of_their_own(client_as, username, words):
    answer = client_as(username).get("/?lang=en")
    assert answer.status_code == 200
    assert words in answer.get_data(as_text=True)


def test_an_auditor_is_one_click_from_the_check(client_as):
    assert "/record/verify" in client_as("auditor").get("/").get_data(as_text=True)


@pytest.mark.db
def test_a_record_waits_for_its_reviewer_and_not_for_its_clerk(session, world, story):
    story.record(world.own, "S02", date(2026, 11, 18))
    reviewer = office_work(session, world["provincial_reviewer"], TODAY)
    task = next(task for task in reviewer if task.kind == "review")
    assert (task.count, task.oldest) == (1, date(2026, 11, 18))
    assert [item.name for item in task.first] == ["甲岭检测技术有限公司"]
    session.rollback()
    waiting = desk(session, world["provincial_clerk"])
    assert (waiting["mine"], "review" in waiting) == (1, False)


def test_a_reviewer_of_another_prefecture_is_not_asked(session, world, story):
    story.record(world.own, "S02", date(2026, 11, 18), region="510100")
    assert "review" not in desk(session, world["mianyang_reviewer"])


@pytest.mark.db
def test_a_notice_goes_from_hand_to_hand(session, world, story: Story):
    story.record(world.own, "S03", date(2026, 11, 1))
    assert desk(session, world["second_clerk"])["notify"] == 1
    story.noticed(world.other, "S03", date(2026, 11, 2))
    assert desk(session, world["second_reviewer"])["decide"] == 1
    assert desk(session, world["second_clerk"])["notify"] == 1


def test_the_first_page_opens_the_record_that_waits(client_as, world, story):
    event = story.record(world.own, "S02", date(2026, 11, 18))
    html = client_as("provincial_reviewer").get("/?lang=en").get_data(as_text=True)
    assert f"/events/{event}" in html
    assert "the oldest since 18 November 2026" in html


def test_a_draft_of_rules_waits_for_another_person(session, world):
    propose_ruleset(session, world["business_administrator"], WEIGHTED, at(TODAY))
    assert "ruleset" not in desk(session, world["business_administrator"])
    assert desk(session, world["second_business_administrator"])["ruleset"] == 1


def test_what_the_rules_propose_waits_for_those_who_open_cases(session, world):
    with unrecorded(session):
        session.add(
            KnownProposal(
                id=new_id(),
                entry_id=new_id(),
                subject_id=world.own,
                scheme="land-survey",
                list_code="disqualified",
                origin="rule",
                from_on=date(2026, 11, 3),
                known_on=date(2026, 11, 4),
            )
        )
    assert desk(session, world["provincial_clerk"])["proposal"] == 1
    assert "proposal" not in desk(session, world["prefecture_clerk"])


@pytest.mark.db
def test_everybody_in_the_grades_is_counted_once(client_as):
    answer = client_as("provincial_clerk").get(
        "/overview/numbers?of=grades&scheme=land-survey&lang=en"
    )
    assert answer.mimetype == "text/csv"
    rows = answer.get_data(as_text=True).lstrip("\ufeff").split("\r\n")
    assert rows[0] == "Grade,Number of contractors,Share"
    assert "Good,1,100.0%" in rows


def test_prefectures_stand_in_their_official_order(client_as):
    answer = client_as("provincial_clerk").get(
        "/overview/numbers?of=bars&scheme=land-survey&lang=en"
    )
    names = [row.split(",")[1] for row in answer.get_data(as_text=True).split("\r\n")[1:-1]]
    assert (names[0], names[1], names[-1], len(names)) == ("Chengdu", "Zigong", "Liangshan", 21)


def test_a_contractor_is_not_shown_how_everybody_stands(client_as):
    assert client_as("contractor_user").get("/overview/numbers?of=grades").status_code == 403
