"""The pages of lists and cases, as each of the persons meets them."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import ListDecision
from services.cases.take_case_step import Investigator
from tests.evidence.made_files import pdf
from tests.lists.cases import INVESTIGATORS, SCAN, Cases
from tests.support.world import TODAY

TODAY_TEXT = TODAY.isoformat()
OPENING = {"list": "land-survey/disqualified", "origin": "person", "grounds": "抽查发现弄虚作假。"}
NOTICE = {
    "on": TODAY_TEXT,
    "document_no": "示环告〔2026〕3号",
    "days": "5",
    "text": "拟取消承担任务资格的事实。",
    "reasons": "理由。",
    "basis": "依据。",
    "rights": "权利。",
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


def named(world) -> dict[str, list[str]]:
    """The two investigators, as their form sends them."""
    return {
        "investigators": [world[who].holder_id for who, _number in INVESTIGATORS],
        "certificate": [number for _who, number in INVESTIGATORS],
    }


@pytest.mark.db
def test_a_listing_is_made_on_the_pages_by_the_persons_it_needs(
    cases: Cases, client_as, world, session
):
    clerk, reviewer = client_as("provincial_clerk"), client_as("provincial_reviewer")
    decider, party = client_as("provincial_decider"), client_as("contractor_manager")
    contractor = {"contractor": "甲岭检测技术有限公司", "contractor_id": world.own}
    case = clerk.post("/lists/new", data=OPENING | contractor).location

    def done(client, act: str, **typed) -> None:
        answer = client.post(f"{case}/{act}", data={"on": TODAY_TEXT} | typed)
        assert answer.status_code == 303, text_of(answer)

    case_id = case.rsplit("/", 1)[1]
    done(clerk, "investigators", **named(world))
    done(clerk, "facts", text="采样记录系伪造。", evidence=scan())
    assert "采样记录系伪造。" in clerk.get(f"{case}?do=notice").text
    done(clerk, "notice", **NOTICE)
    cases.serve(case_id, "notice")
    sent = party.post(f"{case}/own/reply", data={"points": ["已全部复测。", "请求从轻。"]})
    assert sent.status_code == 303
    sent = party.post(f"{case}/own/waiver", data={"text": "不要求听证。"})
    assert sent.status_code == 303
    points = [point.id for step in cases.case(case_id).steps for point in step.points]
    session.rollback()
    answers = {"taken_up": ["no", "yes"], "answers": ["不改变事实。", "予以考虑。"]}
    done(clerk, "answer", point=points, **answers)
    done(reviewer, "review", passed="yes", text="程序合法。")
    done(clerk, "discussion", present="四人", text="同意。", evidence=scan())
    decided = decider.post(f"{case}/decide/enter", data={"reason": "事实清楚。"})
    assert decided.status_code == 303
    assert cases.listing_if_any(case_id) is None
    session.rollback()
    done(clerk, "repair_notice", text="可以申请信用修复。")
    cases.serve(case_id, "enter")
    assert "2028-11-20" in text_of(decider.get("/lists/"))
    own = text_of(party.get(case))
    assert "不改变事实。" in own
    assert "同意。" not in own


def test_the_page_names_the_next_act_and_shows_its_button_to_whom_it_belongs(
    cases: Cases, client_as
):
    case_id = cases.ready()
    decider, clerk = client_as("provincial_decider"), client_as("provincial_clerk")
    assert {"enter", "refuse"} <= buttons(decider.get(address(case_id)))
    assert not {"enter", "refuse"} & buttons(clerk.get(address(case_id)))
    assert "type_enter" in buttons(clerk.get(address(case_id)))
    assert buttons(client_as("auditor").get(address(case_id))) == set()


def test_whoever_investigated_reads_that_he_may_not_review_before_any_button(
    cases: Cases, client_as, world
):
    case_id = cases.open()
    named_ = (
        Investigator(world["provincial_reviewer"].holder_id, "川1"),
        Investigator(world["prefecture_clerk"].holder_id, "川2"),
    )
    cases.step(case_id, "investigators", investigators=named_)
    cases.step(case_id, "facts", files=(SCAN,))
    cases.notice(case_id)
    cases.waive(case_id)
    page = client_as("provincial_reviewer").get(address(case_id) + "?lang=en")
    assert "review" not in buttons(page)
    assert "An investigator neither reviews" in page.text
    assert "review" in buttons(client_as("second_reviewer").get(address(case_id)))


def test_what_the_procedure_misses_is_numbered_and_red_and_each_paper_is_linked(
    cases: Cases, client_as
):
    case_id = cases.open()
    cases.notice(case_id, served=False)
    page = client_as("provincial_clerk").get(address(case_id)).text
    steps = re.findall(r'proc__step--(\w+)"', page)
    assert steps[:5] == ["done", "done", "done", "done", "missing"]
    assert set(steps[5:]) <= {"open", "not_required"}
    assert f'href="#paper-{cases.paper(case_id, "facts").id}"' in page
    assert f"/service/case_step/{cases.paper(case_id, 'notice').id}" in page


def test_a_decision_signed_on_paper_goes_through_two_clerks(
    cases: Cases, client_as, world, session
):
    case_id = cases.ready()
    typed = {
        "reason": "事实清楚。",
        "decided_by": world["provincial_decider"].holder_id,
        "decided_on": TODAY_TEXT,
        "document_no": "示环决〔2026〕5号",
    }
    one, other = client_as("second_clerk"), client_as("second_reviewer")
    sent = one.post(address(case_id, "type/enter"), data=typed | {"evidence": scan()})
    assert sent.status_code == 303
    decision = session.scalar(select(ListDecision)).id
    session.rollback()
    assert buttons(one.get(address(case_id))) == {"take-back"}
    assert {"confirm", "take-back"} <= buttons(other.get(address(case_id)))
    assert one.post(address(case_id, "confirm"), data={"id": decision}).status_code == 403
    assert other.post(address(case_id, "confirm"), data={"id": decision}).status_code == 303
    assert cases.case(case_id).decisions[0].confirmed


def test_a_paper_decision_without_its_scan_keeps_all_that_was_typed(cases, client_as, world):
    case_id = cases.ready()
    typed = {
        "reason": "事实清楚一二三。",
        "document_no": "示环决〔2026〕5号",
        "decided_on": TODAY_TEXT,
        "decided_by": world["provincial_decider"].holder_id,
    }
    answer = client_as("second_clerk").post(address(case_id, "type/enter"), data=typed)
    assert answer.status_code == 422
    assert "事实清楚一二三。" in answer.text
    assert "示环决〔2026〕5号" in answer.text


def test_one_more_point_keeps_what_was_typed_and_records_nothing(cases: Cases, client_as):
    case_id = cases.open()
    cases.notice(case_id)
    sent = {"points": ["第一点。", "第二点。"], "then": "more"}
    answer = client_as("contractor_manager").post(address(case_id, "own/reply"), data=sent)
    assert answer.status_code == 200
    assert "第二点。" in answer.text
    assert answer.text.count('name="points"') == 3
    assert [step.kind for step in cases.case(case_id).steps][-1] == "notice"


def test_a_point_that_is_half_answered_is_refused_and_kept(cases: Cases, client_as):
    case_id = cases.open()
    cases.notice(case_id)
    cases.reply(case_id)
    points = [point.id for point in cases.paper(case_id, "reply").points]
    cases.session.rollback()
    sent = {"on": TODAY_TEXT, "point": points, "taken_up": ["no", ""], "answers": ["理由甲", "乙"]}
    answer = client_as("provincial_clerk").post(address(case_id, "answer"), data=sent)
    assert answer.status_code == 422
    assert "理由甲" in answer.text
    assert len(cases.case(case_id).steps) == 4


def test_of_two_who_decide_at_once_one_wins_and_the_other_loses_nothing_typed(
    cases: Cases, client_as, session
):
    case_id = cases.ready()
    enter = {"reason": "应当列入,理由甲。", "from_on": TODAY_TEXT}
    refuse = {"reason": "不应列入,理由乙。", "cause": "other"}
    first = client_as("provincial_decider").post(address(case_id, "decide/enter"), data=enter)
    second = client_as("second_decider").post(address(case_id, "decide/refuse"), data=refuse)
    assert (first.status_code, second.status_code) == (303, 409)
    assert "不应列入,理由乙。" in second.text
    assert len(session.scalars(select(ListDecision)).all()) == 1


def test_the_same_form_sent_twice_decides_once(cases: Cases, client_as, session):
    case_id = cases.ready()
    decided = {"reason": "事实清楚。", "form_key": "1" * 32}
    decider = client_as("provincial_decider")
    answers = [decider.post(address(case_id, "decide/enter"), data=decided) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(session.scalars(select(ListDecision)).all()) == 1


@pytest.mark.parametrize("username", ["other_user", "other_manager"])
def test_for_another_contractor_the_case_does_not_exist(cases: Cases, client_as, username):
    case_id = cases.ready()
    client = client_as(username)
    assert client.get(address(case_id)).status_code == 404
    assert client.post(address(case_id, "own/reply"), data={"points": "x"}).status_code == 404


def test_before_the_notice_the_case_does_not_exist_for_its_party(cases: Cases, client_as):
    case_id = cases.open()
    assert client_as("contractor_manager").get(address(case_id)).status_code == 404
    cases.notice(case_id)
    page = client_as("contractor_manager").get(address(case_id))
    assert page.status_code == 200
    assert "可以陈述申辩、要求听证、申请回避。" in page.text
    assert {"reply", "hearing_request", "waiver", "recusal_request"} <= buttons(page)


def test_the_party_is_told_the_office_and_of_persons_only_the_investigators(
    cases: Cases, client_as
):
    case_id = cases.listed()
    page = text_of(client_as("contractor_user").get(address(case_id)))
    assert "Provincial department" in page or "省生态环境厅" in page
    assert "prefecture_clerk 某" in page
    assert "川00010023" in page
    for inner in ("provincial_decider 某", "provincial_clerk 某", "provincial_reviewer 某"):
        assert inner not in page


def test_the_party_may_ask_that_whoever_presides_withdraws(cases: Cases, client_as, world):
    case_id = cases.notice(cases.open())
    party, chair = client_as("contractor_manager"), world["second_reviewer"].holder_id
    offered = f'value="{chair}"'
    assert offered not in party.get(address(case_id) + "?do=recusal_request").text
    cases.step(case_id, "hearing_request", "contractor_manager")
    told = {"document_no": "示环听〔2026〕1号", "place": "厅机关101室", "person": chair}
    cases.step(case_id, "hearing_notice", held_on=TODAY + timedelta(days=13), **told)
    assert offered in party.get(address(case_id) + "?do=recusal_request").text


def test_the_party_sees_no_inner_paper_nor_its_file(cases: Cases, client_as):
    case_id = cases.ready()
    party, clerk = client_as("contractor_user"), client_as("provincial_clerk")
    inner = [cases.paper(case_id, kind).id for kind in ("facts", "review", "discussion")]
    cases.session.rollback()
    page = party.get(address(case_id)).text
    assert [paper for paper in inner if paper in page] == []
    files = set(re.findall(r'href="(/evidence/[0-9a-f]{32})"', clerk.get(address(case_id)).text))
    hidden = {file for file in files if file not in page}
    assert hidden
    assert {party.get(file).status_code for file in hidden} == {404}


def test_the_party_does_not_see_a_decision_before_it_is_served(cases: Cases, client_as):
    case_id = cases.on_paper(cases.ready())
    assert "示环决〔2026〕5号" not in client_as("contractor_user").get(address(case_id)).text
    assert "示环决〔2026〕5号" in client_as("auditor").get(address(case_id)).text
    cases.agree(case_id)
    assert "示环决〔2026〕5号" not in client_as("contractor_user").get(address(case_id)).text
    cases.deliver(case_id)
    assert "示环决〔2026〕5号" in client_as("contractor_user").get(address(case_id)).text


BAD = [
    ("notice", {"on": "2026-02-30"}),
    ("notice", {"on": "0001-01-01"}),
    ("notice", {"days": "0"}),
    ("notice", {"days": "4"}),
    ("notice", {"text": "\x00"}),
    ("notice", {"more": "x"}),
    ("decide/enter", {"from_on": "2199-01-01"}),
    ("decide/enter", {"last_day": "1900-01-01"}),
    ("decide/refuse", {"cause": "shoot"}),
    ("decide/annul", {}),
    ("type/enter", {"decided_by": "x", "decided_on": TODAY_TEXT}),
    ("investigators", {"on": TODAY_TEXT, "investigators": "x", "certificate": "1"}),
    ("hearing_notice", {"on": TODAY_TEXT, "held_on": "2200-12-31"}),
    ("answer", {"on": TODAY_TEXT, "point": "0" * 32, "taken_up": "yes", "answers": "x"}),
    ("confirm", {"id": "0" * 32}),
    ("take-back", {}),
]


@pytest.mark.parametrize(("act", "sent"), BAD)
def test_absurd_input_is_refused_and_changes_nothing(cases: Cases, client_as, session, act, sent):
    case_id = cases.open()
    who = {
        "decide": "provincial_decider",
        "type": "second_clerk",
        "confirm": "provincial_reviewer",
        "take-back": "provincial_reviewer",
    }.get(act.split("/")[0], "provincial_clerk")
    typed = NOTICE if act == "notice" else {}
    typed = typed | ({"reason": "理由"} if "/" in act else {}) | sent
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


def test_a_case_of_a_proposal_that_lapsed_says_so_and_keeps_the_grounds(
    cases: Cases, client_as, world
):
    contractor = {"contractor": "甲岭检测技术有限公司", "contractor_id": world.own}
    sent = OPENING | contractor | {"origin": "rule"}
    answer = client_as("provincial_clerk").post("/lists/new", data=sent)
    assert answer.status_code == 409
    assert "抽查发现弄虚作假。" in answer.text


@pytest.mark.parametrize("address_of", ["/lists/", "/lists/new", "/exports/"])
def test_lists_are_not_for_contractors(cases: Cases, client_as, address_of):
    assert client_as("contractor_manager").get(address_of).status_code == 403


def test_the_file_of_a_notice_is_seen_with_the_case(cases: Cases, client_as):
    case_id = cases.open()
    cases.fix(case_id)
    clerk = client_as("provincial_clerk")
    before = set(re.findall(r'href="(/evidence/[0-9a-f]{32})"', clerk.get(address(case_id)).text))
    clerk.post(address(case_id, "notice"), data=NOTICE | {"evidence": scan()})
    found = set(re.findall(r'href="(/evidence/[0-9a-f]{32})"', clerk.get(address(case_id)).text))
    (file,) = found - before
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
