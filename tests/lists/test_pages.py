"""The pages of lists and cases, as each of the persons meets them."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import select

from models import Case, ListDecision, Publication
from tests.evidence.made_files import pdf
from tests.lists.cases import BASIS, Cases
from tests.support.world import TODAY

TODAY_TEXT = TODAY.isoformat()
OPENING = {"list": "land-survey/disqualified", "origin": "person", "grounds": "抽查发现弄虚作假。"}
NOTICE = {
    "on": TODAY_TEXT,
    "document_no": "示环告〔2026〕3号",
    "way": "direct",
    "due_on": "2026-11-26",
    "text": "拟取消承担任务资格。",
}


def scan() -> tuple[io.BytesIO, str]:
    return io.BytesIO(pdf()), "审批表.pdf"


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def buttons(answer) -> set[str]:
    """What the page offers to do."""
    return set(re.findall(r"\?do=(\w+)", answer.text)) | set(
        re.findall(r'action="/lists/cases/[0-9a-f]+/([\w/-]+)"', answer.text)
    )


def address(case_id: str, act: str = "") -> str:
    return f"/lists/cases/{case_id}" + (f"/{act}" if act else "")


@pytest.mark.db
def test_a_listing_is_made_by_two_persons_on_the_pages(cases: Cases, client_as, world, session):
    clerk, decider = client_as("provincial_clerk"), client_as("provincial_decider")
    contractor = {"contractor": "甲岭检测技术有限公司", "contractor_id": world.own}
    opened = clerk.post("/lists/new", data=OPENING | contractor)
    assert opened.status_code == 303
    assert buttons(clerk.get(opened.location)) == {"notice", "type_first"}
    assert clerk.post(f"{opened.location}/notice", data=NOTICE).status_code == 303
    party = client_as("contractor_manager")
    assert party.post(f"{opened.location}/own/waiver", data={"text": "放弃。"}).status_code == 303
    decided = {"action": "enter", "reason": "事实清楚。", "from_on": TODAY_TEXT}
    assert decider.post(f"{opened.location}/decide", data=decided).status_code == 303
    page = text_of(decider.get(opened.location))
    assert "2028-11-20" in page
    assert "甲岭检测技术有限公司" in text_of(decider.get("/lists/"))


@pytest.mark.db
def test_a_decision_signed_on_paper_goes_through_two_clerks(
    cases: Cases, client_as, world, session
):
    case_id = cases.ready()
    typed = {
        "action": "enter",
        "reason": "事实清楚。",
        "decided_by": world["provincial_decider"].holder_id,
        "decided_on": TODAY_TEXT,
        "document_no": "示环决〔2026〕5号",
    }
    one, other = client_as("second_clerk"), client_as("provincial_reviewer")
    sent = one.post(address(case_id, "type"), data=typed | {"evidence": scan()})
    assert sent.status_code == 303
    decision = session.scalar(select(ListDecision)).id
    session.rollback()
    assert buttons(one.get(address(case_id))) == {"take-back"}
    assert buttons(other.get(address(case_id))) == {"confirm", "take-back"}
    assert one.post(address(case_id, "confirm"), data={"id": decision}).status_code == 403
    assert other.post(address(case_id, "confirm"), data={"id": decision}).status_code == 303
    assert cases.listing_if_any(case_id)


def test_a_paper_decision_without_its_scan_keeps_all_that_was_typed(cases, client_as, world):
    case_id = cases.ready()
    typed = {"action": "enter", "reason": "事实清楚一二三。", "document_no": "示环决〔2026〕5号"}
    answer = client_as("second_clerk").post(address(case_id, "type"), data=typed)
    assert answer.status_code == 422
    assert "事实清楚一二三。" in answer.text
    assert "示环决〔2026〕5号" in answer.text


def test_whoever_opened_the_case_sees_no_button_to_decide_and_reads_why(
    cases: Cases, client_as, session, world
):
    case_id = cases.ready()
    assert "decide" not in buttons(client_as("provincial_clerk").get(address(case_id)))
    assert "decide" in buttons(client_as("provincial_decider").get(address(case_id)))


def test_of_two_who_decide_at_once_one_wins_and_the_other_loses_nothing_typed(
    cases: Cases, client_as, session
):
    case_id = cases.ready()
    enter = {"action": "enter", "reason": "应当列入,理由甲。", "from_on": TODAY_TEXT}
    refuse = {"action": "refuse", "reason": "不应列入,理由乙。"}
    first = client_as("provincial_decider").post(address(case_id, "decide"), data=enter)
    second = client_as("second_decider").post(address(case_id, "decide"), data=refuse)
    assert (first.status_code, second.status_code) == (303, 409)
    assert "不应列入,理由乙。" in second.text
    assert len(session.scalars(select(ListDecision)).all()) == 1


def test_the_same_form_sent_twice_decides_once(cases: Cases, client_as, session):
    case_id = cases.ready()
    decided = {"action": "enter", "reason": "事实清楚。", "form_key": "1" * 32}
    decider = client_as("provincial_decider")
    answers = [decider.post(address(case_id, "decide"), data=decided) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(session.scalars(select(ListDecision)).all()) == 1


@pytest.mark.parametrize("username", ["other_user", "other_manager"])
def test_for_another_contractor_the_case_does_not_exist(cases: Cases, client_as, username):
    case_id = cases.ready()
    client = client_as(username)
    assert client.get(address(case_id)).status_code == 404
    assert client.post(address(case_id, "own/reply"), data={"text": "x"}).status_code == 404


def test_before_the_notice_the_case_does_not_exist_for_its_party(cases: Cases, client_as):
    case_id = cases.open()
    assert client_as("contractor_manager").get(address(case_id)).status_code == 404
    cases.notice(case_id)
    page = client_as("contractor_manager").get(address(case_id))
    assert page.status_code == 200
    assert "拟" in page.text or "详见所附" in page.text


def test_the_party_is_told_the_office_and_no_name(cases: Cases, client_as):
    case_id = cases.listed()
    page = text_of(client_as("contractor_user").get(address(case_id)))
    assert "Provincial department" in page or "省生态环境厅" in page
    assert "provincial_decider 某" not in page
    assert "provincial_clerk 某" not in page


def test_the_party_does_not_see_a_decision_that_waits(cases: Cases, client_as):
    case_id = cases.on_paper(cases.ready())
    assert "示环决〔2026〕5号" not in client_as("contractor_user").get(address(case_id)).text
    assert "示环决〔2026〕5号" in client_as("auditor").get(address(case_id)).text


def test_a_listing_becomes_public_by_two_persons_and_its_basis(cases: Cases, client_as, session):
    case_id = cases.listed()
    one, other = client_as("business_administrator"), client_as("provincial_decider")
    asked = BASIS | {"from_on": TODAY_TEXT, "last_day": "2027-11-20"}
    assert one.post(address(case_id, "publish"), data=asked).status_code == 303
    publication = session.scalar(select(Publication)).id
    session.rollback()
    assert "agree" not in buttons(one.get(address(case_id)))
    assert one.post(address(case_id, "agree"), data={"id": publication}).status_code == 403
    assert other.post(address(case_id, "agree"), data={"id": publication}).status_code == 303
    assert "甲岭检测技术有限公司" in client_as(None).get("/register/").text


@pytest.mark.parametrize("level", ["", "department_rule", "x" * 41])
def test_a_basis_below_the_law_makes_nothing_public(cases: Cases, client_as, session, level):
    case_id = cases.listed()
    asked = BASIS | {"basis_level": level, "from_on": TODAY_TEXT, "last_day": "2027-11-20"}
    answer = client_as("business_administrator").post(address(case_id, "publish"), data=asked)
    assert answer.status_code == 422
    assert BASIS["basis_title"] in answer.text
    assert session.scalars(select(Publication)).all() == []


BAD = [
    ("notice", {"on": "2026-02-30"}),
    ("notice", {"on": "0001-01-01"}),
    ("notice", {"due_on": "9999-12-31"}),
    ("notice", {"due_on": "2199-12-31"}),
    ("notice", {"text": "\x00"}),
    ("notice", {"way": "pigeon"}),
    ("notice", {"more": "x"}),
    ("decide", {"action": "shoot"}),
    ("decide", {"action": "leave"}),
    ("decide", {"action": "enter", "from_on": "2199-01-01"}),
    ("decide", {"action": "enter", "last_day": "1900-01-01"}),
    ("decide", {"action": "enter", "last_day": "2200-12-31"}),
    ("type", {"action": "enter", "decided_by": "x", "decided_on": TODAY_TEXT}),
    ("change", {"action": "annul"}),
    ("publish", BASIS | {"from_on": TODAY_TEXT, "last_day": "2200-12-31"}),
    ("confirm", {"id": "0" * 32}),
    ("agree", {"id": "0" * 32}),
    ("take-back", {}),
    ("end-publication", {"id": "../x"}),
]


@pytest.mark.parametrize(("act", "sent"), BAD)
def test_absurd_input_is_refused_and_changes_nothing(cases: Cases, client_as, session, act, sent):
    case_id = cases.open()
    who = {
        "notice": "provincial_clerk",
        "decide": "provincial_decider",
        "change": "provincial_decider",
        "type": "second_clerk",
        "confirm": "provincial_reviewer",
        "take-back": "provincial_reviewer",
    }.get(act, "business_administrator")
    typed = (NOTICE if act == "notice" else {"reason": "理由"}) | sent
    if act in ("publish", "agree", "confirm", "take-back", "end-publication"):
        typed.pop("reason")
    answer = client_as(who).post(address(case_id, act), data=typed)
    assert answer.status_code in (404, 409, 422), answer.status
    case = cases.case(case_id)
    assert (case.steps, case.decisions) == ([], [])


@pytest.mark.parametrize(
    "query",
    ["?list=x", "?list=a/b", "?region=999999", "?q=%00", "?page=0", "?page=99999999999", "?q=%F0"],
)
def test_a_filter_in_the_address_never_breaks_the_page(cases: Cases, client_as, query):
    cases.listed()
    assert client_as("auditor").get(f"/lists/{query}").status_code == 200


def test_the_filter_in_the_address_narrows_every_part(cases: Cases, client_as):
    cases.listed()
    cases.ready(cases.world.other)
    page = client_as("auditor").get("/lists/?q=甲岭").text
    assert "甲岭检测技术有限公司" in page
    assert "乙河环境咨询有限公司" not in page
    assert "甲岭" not in client_as("auditor").get("/lists/?region=510700").text.replace("q=", "")


def test_a_proposal_leads_to_a_case_that_answers_it(cases: Cases, client_as, world, session):
    cases.proposal()
    clerk = client_as("provincial_clerk")
    board = clerk.get("/lists/")
    (found,) = re.findall(r'href="(/lists/new\?contractor=[^"]+)"', board.text)
    form = clerk.get(found.replace("&amp;", "&"))
    assert 'name="origin" value="rule"' in form.text
    contractor = {"contractor": "甲岭检测技术有限公司", "contractor_id": world.own}
    sent = clerk.post("/lists/new", data=OPENING | contractor | {"origin": "rule"})
    assert sent.status_code == 303
    assert session.scalar(select(Case)).origin == "rule"
    assert "contractor=" not in clerk.get("/lists/").text


def test_a_case_of_a_proposal_that_lapsed_says_so_and_keeps_the_grounds(
    cases: Cases, client_as, world
):
    contractor = {"contractor": "甲岭检测技术有限公司", "contractor_id": world.own}
    sent = OPENING | contractor | {"origin": "rule"}
    answer = client_as("provincial_clerk").post("/lists/new", data=sent)
    assert answer.status_code == 409
    assert "抽查发现弄虚作假。" in answer.text


@pytest.mark.parametrize("address_of", ["/lists/", "/lists/new", "/exports/", "/exports/report"])
def test_lists_are_not_for_contractors(cases: Cases, client_as, address_of):
    assert client_as("contractor_manager").get(address_of).status_code == 403


def test_the_file_of_a_case_is_seen_with_the_case(cases: Cases, client_as):
    case_id = cases.open()
    clerk = client_as("provincial_clerk")
    clerk.post(address(case_id, "notice"), data=NOTICE | {"evidence": scan()})
    (file,) = set(re.findall(r'href="(/evidence/[0-9a-f]{32})"', clerk.get(address(case_id)).text))
    assert client_as("contractor_user").get(file).status_code == 200
    assert client_as("other_user").get(file).status_code == 404
    assert client_as("system_administrator").get(file).status_code in (403, 404)


def test_an_office_of_a_prefecture_sees_who_is_listed_but_no_case(cases: Cases, client_as, world):
    decided, running = cases.listed(), cases.open(world.other)
    client = client_as("prefecture_reviewer")
    page = client.get("/lists/?lang=en").text
    assert f"/contractors/{world.own}" in page
    assert f"/contractors/{world.other}" not in page
    for case_id in (decided, running):
        assert f"/cases/{case_id}" not in page
        assert client.get(f"/lists/cases/{case_id}").status_code == 403
