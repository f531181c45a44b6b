"""The ledger read again: no walk ends on the list without each legal step, and what is missing is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from procedure import cases as machine
from procedure.case_file import Paper
from procedure.resting import resting_act
from tests.procedure.case_office import Office, clock, listed, shipped
from tests.procedure.random_walks import run
from verify.due_process import WORDS, faults, main

Break = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


def found(bodies: list[dict[str, Any]]) -> set[str]:
    return {fault.code for fault in faults(bodies, shipped().works)}


def test_no_random_walk_reaches_the_list_without_each_legal_step():
    outcome = run(range(1, 121))
    assert outcome.faults == []
    assert outcome.listings > 30
    assert set(outcome.heard) == {"reply", "waiver", "hearing_record", "silent"}
    assert outcome.refused > outcome.acts / 2


def test_the_walks_and_the_reader_both_notice_when_the_machine_forgets_a_guard(monkeypatch):
    enter = machine.ACTIONS["enter"]
    forgotten = {**machine.ACTIONS, "enter": replace(enter, guards=enter.guards[:2])}
    monkeypatch.setattr(machine, "ACTIONS", forgotten)
    codes = {fault.code for _seed, fault in run(range(1, 41)).faults}
    assert {"investigators", "notice", "heard", "review", "discussion"} <= codes


def test_the_reader_notices_when_the_machine_forgets_who_is_barred(monkeypatch):
    monkeypatch.setattr(machine, "barred", lambda *_: None)
    codes = {fault.code for _seed, fault in run(range(1, 61)).faults}
    assert {"review", "decider"} <= codes


def without(kind: str) -> Break:
    """The ledger with no paper of a kind."""
    return lambda bodies: [
        body for body in bodies if body["data"].get("step", {}).get("kind") != kind
    ]


def unserved(prefix: str) -> Break:
    """The ledger without the service of a paper."""
    return lambda bodies: [
        body
        for body in bodies
        if not body["data"].get("service", {}).get("document_id", "").startswith(prefix)
    ]


def changed(kind: str, **said: Any) -> Break:
    """The ledger with something else in the paper of a kind."""

    def change(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for body in bodies:
            if body["data"].get("step", {}).get("kind") == kind:
                body["data"]["step"] |= said
        return bodies

    return change


def by(kind: str, person: str) -> Break:
    """The ledger with another person behind a paper, or behind the confirmation."""

    def change(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for body in bodies:
            if kind in (body["kind"], body["data"].get("step", {}).get("kind")):
                body["actor"] = person
        return bodies

    return change


def decided(**said: Any) -> Break:
    def change(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for body in bodies:
            if body["kind"] == "decision.make":
                body["data"]["decision"] |= said
        return bodies

    return change


def one_certificate(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for body in bodies:
        if body["data"].get("step", {}).get("kind") == "investigators":
            body["data"]["persons"][0]["certificate_no"] = ""
    return bodies


def early(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for body in bodies:
        if "effect" in body["data"]:
            body["data"]["effect"]["from_on"] = "2026-01-01"
    return bodies


BROKEN: list[tuple[Break, str]] = [
    (without("investigators"), "investigators"),
    (one_certificate, "investigators"),
    (without("facts"), "facts"),
    (without("notice"), "notice"),
    (unserved("notice"), "notice_served"),
    (without("answer"), "answered"),
    (without("review"), "review"),
    (changed("review", passed=False), "review"),
    (by("review", "one"), "review"),
    (without("discussion"), "discussion"),
    (decided(decided_by="opener"), "decider"),
    (decided(decided_by="two"), "decider"),
    (decided(decided_by="reviewer"), "decider"),
    (decided(action="refuse"), "decided"),
    (by("decision.confirm", "clerk"), "confirmed"),
    (by("decision.confirm", "one"), "confirmed"),
    (without("approval"), "approval"),
    (by("approval", "clerk"), "approval"),
    (without("repair_notice"), "repair_notice"),
    (early, "served"),
]


@pytest.mark.parametrize(("breaks", "code"), BROKEN)
def test_each_missing_step_is_named(breaks: Break, code: str):
    office = listed(above=True)
    assert found(office.bodies) == set()
    assert code in found(breaks(office.bodies))


def silent(days: int, granted: int = 5) -> Office:
    """A party that says nothing, and a decision so many days after the service of its notice."""
    office = Office(serious=False).to("to_fix")
    office.paper("facts")
    notice = office.paper("notice", "clerk", days=granted)
    office.serve(notice.id)
    office.wait(days)
    office.paper("review", "reviewer", passed=True)
    entry = office.decide("enter")
    office.paper("repair_notice")
    office.serve(entry.id)
    return office


def notice_of(office: Office) -> str:
    assert office.file.notice is not None
    return office.file.notice.id


def entry_of(office: Office) -> str:
    assert office.file.entry is not None
    return office.file.entry.id


def resting(office: Office, document_id: str) -> str | None:
    """The paper or the decision that rests on this service, by its kind."""
    act = resting_act(office.file, document_id, clock)
    if act is None:
        return None
    return act.kind if isinstance(act, Paper) else act.action


def test_a_service_that_was_taken_back_served_nothing():
    """Neither before the listing nor after it; served again, the days are counted anew."""
    office = listed(serious=False)
    notice = office.services[notice_of(office)]
    office.bodies.append(
        {"kind": "service.correct.confirm", "actor": "second", "data": {"service_id": notice}}
    )
    assert found(office.bodies) == {"notice_served", "heard"}
    again = Office(serious=False).to("running")
    again.take_service_back(notice_of(again))
    again.wait(10)
    assert again.state == "to_serve_notice"
    again.serve(notice_of(again))
    assert again.to("listed").state == "listed"
    assert found(again.bodies) == set()


def test_nobody_is_listed_by_a_service_that_was_taken_back():
    """The case waits for the service of its decision again; who had been listed lawfully till then, had been."""
    office = listed(serious=False)
    entry = entry_of(office)
    assert resting(office, entry) is None
    office.take_service_back(entry)
    assert (office.state, found(office.bodies)) == ("to_serve", set())
    office.wait(3).serve(entry)
    assert (office.state, found(office.bodies)) == ("listed", set())


def test_what_would_not_be_lawful_without_a_service_rests_on_it():
    office = Office(serious=False).to("to_answer")
    notice = notice_of(office)
    assert resting(office, notice) is None  # the reply itself needs no service
    office.to("listed")
    assert resting(office, notice) == "review"
    office.decide("stay")
    assert resting(office, entry_of(office)) == "stay"
    office.take_back()
    assert resting(office, entry_of(office)) is None


def test_the_reader_counts_the_working_days_by_itself():
    """From Monday 2 March five working days end on Monday 9 March."""
    assert found(silent(7).bodies) == {"heard"}
    assert found(silent(8).bodies) == set()
    assert found(silent(8, granted=6).bodies) == {"heard"}


def test_a_hearing_that_was_asked_for_must_have_been_held():
    office = Office(serious=False).to("running")
    office.paper("hearing_request", "party")
    office.wait(30)
    office.paper("review", "reviewer", passed=True)
    entry = office.decide("enter")
    office.paper("repair_notice")
    office.serve(entry.id)
    assert found(office.bodies) == {"hearing"}


def test_a_recusal_that_nobody_decided_is_a_fault():
    office = Office(serious=False).to("to_review")
    office.paper("recusal_request", "party", "one")
    office.paper("review", "reviewer", passed=True)
    entry = office.decide("enter")
    office.paper("repair_notice")
    office.serve(entry.id)
    assert found(office.bodies) == {"recusal"}


def test_a_case_decided_twice_or_while_suspended_is_a_fault():
    office = Office().to("to_discuss")
    office.paper("discussion")
    office.decide("suspend")
    office.decide("dismiss")
    entry = office.decide("enter")
    office.paper("repair_notice")
    office.bodies.append(
        {
            "kind": "service.record",
            "actor": "clerk",
            "data": {
                "service": {"document_id": entry.id, "served_on": str(office.day), "counts": True},
                "effect": {"decision": entry.id, "from_on": str(office.day)},
            },
        }
    )
    assert found(office.bodies) == {"once", "suspended"}


def test_every_fault_has_its_words_and_the_command_says_them(tmp_path, capsys):
    office = listed()
    file = tmp_path / "entries.jsonl"
    file.write_text("\n".join(json.dumps(body) for body in without("review")(office.bodies)))
    assert main([str(file)]) == 1
    assert WORDS["review"][1] in capsys.readouterr().out
