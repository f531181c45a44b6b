"""The pages of lists by rule: a proposal answered, a batch confirmed, a warning seen and dismissed."""

from __future__ import annotations

from datetime import date

from services.lists.rule_stays import fingerprint, unconfirmed
from services.subjects.subject_contact import keep_contact
from services.writing import writing
from tests.proposals.acts import SCHEME, Acts, at
from tests.support.world import TODAY


def page(client, path: str) -> str:
    answer = client.get(path, query_string={"lang": "en"})
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def test_a_clerk_signs_that_no_case_is_opened_and_the_decider_signs_too(acts: Acts, client_as):
    acts.record("banned", TODAY, until_on="2029-03-02")
    (known,) = acts.known()
    address = f"/lists/proposals/{known.id}"
    acts.session.rollback()
    clerk, decider = client_as("provincial_clerk"), client_as("provincial_decider")
    assert address in page(clerk, "/lists/")
    assert "A condition of the list holds since 2026-11-21." in page(clerk, address)
    empty = clerk.post(f"{address}/decline", data={"grounds": " "})
    assert empty.status_code == 422
    assert clerk.post(f"{address}/decline", data={"grounds": "已停止执行。"}).status_code == 303
    assert "Waiting for the second signature" in page(decider, address)
    assert clerk.post(f"{address}/sign").status_code == 403
    assert decider.post(f"{address}/sign").status_code == 303
    assert "No case opened" in page(decider, address)
    assert "Proposals on which no case was opened" in page(clerk, "/lists/")


def test_the_reviewer_confirms_the_rows_that_the_page_showed(acts: Acts, client_as):
    acts.record("criticised", TODAY, times=4)
    shown = fingerprint(unconfirmed(acts.session, TODAY, SCHEME))
    acts.session.rollback()
    reviewer = client_as("provincial_reviewer")
    board = page(reviewer, "/lists/")
    assert shown in board
    assert "on that day: 20" in board
    assert client_as("auditor").post(f"/lists/by-rule/{SCHEME}/confirm").status_code == 403
    reviewer.post(f"/lists/by-rule/{SCHEME}/confirm", data={"shown": shown})
    assert shown not in page(reviewer, "/lists/")
    assert [row[0] for row in acts.listings("rectification")] == [TODAY]


def test_staff_see_a_possible_successor_on_its_page_and_the_auditor_sees_why_it_was_dismissed(
    acts: Acts, client_as
):
    own, other = acts.world.own, acts.world.other
    acts.blacklisted(own, date(2026, 6, 1), date(2029, 6, 1))
    with writing(acts.session, acts.world["provincial_clerk"], at(TODAY)) as writer:
        for subject in (own, other):
            keep_contact(writer, subject, "成都市某街1号", None)
    acts.session.rollback()
    clerk, auditor = client_as("provincial_clerk"), client_as("auditor")
    told = "A possible successor of a listed one"
    assert told in page(clerk, f"/contractors/{other}/edit")
    assert told in page(auditor, f"/contractors/{other}")
    assert told not in page(client_as("other_manager"), f"/contractors/{other}")
    clerk.post(f"/successors/{other}/{own}/dismiss", data={"reason": "同一写字楼。"})
    assert told not in page(clerk, f"/contractors/{other}")
    assert "同一写字楼。" in page(auditor, "/successors/")
