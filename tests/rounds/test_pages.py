"""The pages of a round, from both sides: every form of the walk, the papers, the public pages."""

from __future__ import annotations

import io
import re

import pytest

from tests.evidence.made_files import pdf
from tests.rounds.rounds import Rounds, today_after
from tests.support.world import TODAY

pytestmark = pytest.mark.db


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def code_of(answer) -> str:
    """The code at the foot of a paper."""
    return "".join(re.findall(r'code__g">([0-9a-f-]+)<', answer.text))


def check(client, code: str) -> str:
    return text_of(client.get("/results/verify", query_string={"code": code}))


def test_a_review_that_changes_a_result_walks_over_the_forms(
    rounds: Rounds, world, client_as, clock
) -> None:
    wrong = rounds.record("late")
    clerk, party = client_as("provincial_clerk"), client_as("contractor_manager")
    form = {"scheme": "small", "title": "2026年第二批评价", "on": TODAY.isoformat()}
    opened = clerk.post("/rounds/new", data=form)
    assert opened.status_code == 303, text_of(opened)
    row = rounds.row_of(opened.location.rsplit("/", 1)[1], world.own).id
    rounds.session.rollback()
    result = f"/rounds/results/{row}"
    assert party.get(result).status_code == 404
    assert clerk.post(f"{opened.location}/feedback", data={"days": "10"}).status_code == 422
    assert clerk.post(f"{opened.location}/feedback", data={"days": "15"}).status_code == 303
    assert "88.00" in text_of(party.get(result))
    assert party.post(f"{result}/ask", data={"point_1": "  "}).status_code == 422
    asked = party.post(f"{result}/ask", data={"point_1": "对象有误。", "point_3": "请更正。"})
    assert asked.status_code == 303
    rounds.undo(wrong, day=2)
    waiting = rounds.row(row).requests[0].id
    rounds.session.rollback()
    clock.advance(days=2)
    reviewer, party = client_as("second_reviewer"), client_as("contractor_manager")
    assert "甲岭检测技术有限公司" in text_of(reviewer.get(opened.location))
    answers = {"taken_1": "yes", "answer_1": "属实。", "taken_2": "yes", "answer_2": "已更正。"}
    address = f"{result}/answer/{waiting}"
    assert reviewer.post(address, data=answers | {"answer_2": ""}).status_code == 422
    answered = reviewer.post(address, data=answers | {"recompute": "yes"})
    assert answered.status_code == 303, text_of(answered)
    page = text_of(party.get(result))
    assert [word for word in ("88.00", "100.00", "属实。", "已更正。") if word not in page] == []


def test_what_everybody_sees_of_a_round(rounds: Rounds, world, client_as, clock) -> None:
    round_id = rounds.feedback(rounds.open())
    row = rounds.row_of(round_id, world.own).id
    rounds.session.rollback()
    clock.advance(days=20)
    clerk, nobody = client_as("provincial_clerk"), client_as(None)
    display = {
        "text": "现将结果予以公示。",
        "telephone": "028-0000 0000",
        "address": "某街1号",
        "from_on": today_after(20).isoformat(),
        "until_on": today_after(30).isoformat(),
    }
    assert clerk.post(f"/rounds/{round_id}/display", data=display).status_code == 422
    display["until_on"] = today_after(35).isoformat()
    assert clerk.post(f"/rounds/{round_id}/display", data=display).status_code == 303
    shown = text_of(nobody.get(f"/results/{round_id}"))
    assert [word for word in ("100.00", "028-0000 0000", "某街1号") if word not in shown] == []
    clock.advance(days=16)
    clerk = client_as("provincial_clerk")
    assert nobody.get(f"/results/{round_id}").status_code == 404
    adopt_on_paper(f"/rounds/{round_id}", world, clerk, client_as("second_clerk"))
    number = {"document_no": "示环评〔2026〕9号", "published_on": today_after(36).isoformat()}
    assert clerk.get(f"/rounds/results/{row}/slip").status_code == 404
    assert clerk.post(f"/rounds/{round_id}/publish", data=number).status_code == 303
    slip = client_as("contractor_manager").get(f"/rounds/results/{row}/slip")
    code = code_of(slip)
    assert len(code) == 20
    genuine = check(nobody, f" {code[:4]} {code[4:].upper()}")
    assert [word for word in ("100.00", "示环评〔2026〕9号", "甲岭") if word not in genuine] == []
    assert "甲岭" not in check(nobody, "0" * 20)


def adopt_on_paper(address: str, world, clerk, second) -> None:
    """Typed with its scan by one clerk, confirmed by another, who alone is offered it."""
    signed = {
        "decided_by": world["provincial_decider"].holder_id,
        "decided_on": today_after(36).isoformat(),
        "opinion": "公示无异议，同意。",
    }
    assert "公示无异议" in text_of(clerk.post(f"{address}/adopt_paper", data=signed))
    file = {"evidence": (io.BytesIO(pdf()), "审批表.pdf")}
    typed = clerk.post(f"{address}/adopt_paper", data=signed | file)
    assert typed.status_code == 303, text_of(typed)
    assert [
        f"{address}/adopt_paper/confirm" in one.get(address).text for one in (clerk, second)
    ] == [
        False,
        True,
    ]
    assert second.post(f"{address}/adopt_paper/confirm").status_code == 303


def test_an_old_code_is_still_genuine_and_says_that_it_was_replaced(
    rounds: Rounds, world, client_as, clock
) -> None:
    wrong = rounds.record("late")
    round_id = rounds.published()
    row = rounds.row_of(round_id, world.own).id
    rounds.session.rollback()
    clock.advance(days=37)
    party = client_as("contractor_manager")
    result = f"/rounds/results/{row}"
    old = code_of(party.get(f"{result}/slip"))
    rounds.undo(wrong, day=38)
    rounds.session.rollback()
    clock.advance(days=2)
    party, decider = client_as("contractor_manager"), client_as("provincial_decider")
    decision = {"stands": "no", "reason": "登记对象有误。", "document_no": "示环评更〔2027〕1号"}
    assert decider.post(f"{result}/reopen", data=decision).status_code == 303
    new = code_of(party.get(f"{result}/slip"))
    assert old != new
    of_old, of_new = (check(client_as(None), code) for code in (old, new))
    told = {"88.00", "100.00", "示环评更〔2027〕1号"}
    assert {word for word in told if word in of_old} == {"88.00", "示环评更〔2027〕1号"}
    assert {word for word in told if word in of_new} == {"100.00"}


def test_the_code_of_a_printed_statement_is_answered_too(rounds: Rounds, world, client_as) -> None:
    party, nobody = client_as("contractor_manager"), client_as(None)
    code = code_of(party.get(f"/contractors/{world.own}/paper"))
    size, dash, root = code.partition("-")
    assert size in check(nobody, code).replace(",", "")
    changed = root[:-1] + ("0" if root[-1] != "0" else "1")
    assert check(nobody, f"{size}{dash}{changed}") != check(nobody, code)


def test_a_request_from_paper_needs_its_scan_and_counts_by_its_postmark(
    rounds: Rounds, world, client_as, clock
) -> None:
    round_id = rounds.feedback(rounds.open())
    row = rounds.row_of(round_id, world.own).id
    rounds.session.rollback()
    clock.advance(days=20)
    reviewer = client_as("provincial_reviewer")
    sent = {"on": today_after(10).isoformat(), "point_1": "扣分依据有误。"}
    assert reviewer.post(f"/rounds/results/{row}/ask", data=sent).status_code == 422
    file = {"evidence": (io.BytesIO(pdf()), "复核申请书.pdf")}
    done = reviewer.post(f"/rounds/results/{row}/ask", data=sent | file)
    assert done.status_code == 303, text_of(done)
    late = reviewer.post(f"/rounds/results/{row}/ask", data=sent)
    assert late.status_code in (409, 422)
