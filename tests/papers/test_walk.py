"""A paper walks: drafted, checked by another, out, and back with its number and its sealed file."""

from __future__ import annotations

import re
from typing import Any

import pytest

from models import Evidence
from services.cases.show_case import show_case
from services.events.confirm_event import NoticeDecision, confirm_by_notice
from services.events.event_draft import EventDraft
from services.events.notice_event import StepDraft, steps_of, take_step
from services.events.record_event import record_event
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.office_work import office_work
from services.papers.check_paper import send_paper_back
from services.papers.draft_paper import PaperText, Wanted, revise_paper, text_of
from services.papers.give_up_paper import give_up_paper
from services.papers.papers_of import papers_of
from services.papers.show_official_paper import paper_rows, papers_under_way
from services.record.verify_record import verify_record
from services.scope import evidence_or_404
from services.serving.serve_document import serve_document
from services.serving.show_services import show_services
from tests.lists.cases import NOTICE_TEXTS, SCAN
from tests.repairs.conftest import Repairs
from tests.statements.story import Story
from tests.support.serving import delivered
from tests.support.world import NOW, TODAY


@pytest.mark.db
def test_a_decision_takes_the_number_of_its_sealed_paper_which_is_what_is_served(
    cases, papers, session, world
):
    case_id = cases.decide(cases.ready())
    clerk, decision = world["provincial_clerk"], cases.case(case_id).decisions[0]
    wanted = Wanted("case", case_id, "entry_decision", decision.id)

    paper_id = papers.draft(wanted)
    assert "当事人：甲岭检测技术有限公司" in (papers.paper(paper_id).body or "")
    with pytest.raises(Conflict, match="such a paper already"):
        papers.draft(wanted)
    with pytest.raises(Forbidden, match="another person must check"):
        papers.check(paper_id, by="provincial_clerk")
    send_paper_back(session, world["second_clerk"], paper_id, "写明检查日期。", NOW)
    text = text_of(papers.paper(paper_id))
    changed = PaperText(**{**vars(text), "body": text.body + "\n特此决定。"})
    revise_paper(session, world["second_reviewer"], paper_id, changed, NOW)
    with pytest.raises(Forbidden):
        papers.check(paper_id, by="second_reviewer")
    with pytest.raises(Conflict, match="not been checked"):
        papers.send(paper_id)
    papers.check(paper_id)
    with pytest.raises(Conflict, match="already checked"):
        revise_paper(session, clerk, paper_id, text, NOW)
    papers.send(paper_id)
    with pytest.raises(Invalid, match="still under way"):
        serve_document(session, clerk, delivered("list_decision", decision.id, TODAY), NOW)

    papers.back(paper_id)

    assert cases.case(case_id).decisions[0].document_no == "示环决〔2026〕8号"
    (file,) = papers_of(session, case_id)
    sealed = file.sealed or ""
    assert (file.document_id, file.state) == (decision.id, "returned")
    shown = show_services(session, clerk, "list_decision", decision.id, TODAY).document
    assert (shown.number, shown.sealed) == ("示环决〔2026〕8号", sealed)
    draft = session.query(Evidence).where(Evidence.owner_kind == "paper_draft").one()
    with pytest.raises(NotFound):
        evidence_or_404(session, world["contractor_manager"], sealed)
    cases.deliver(case_id)
    assert evidence_or_404(session, world["contractor_manager"], sealed).id == sealed
    with pytest.raises(NotFound):
        evidence_or_404(session, world["contractor_manager"], draft.id)
    session.rollback()
    assert verify_record(session, None, today=TODAY).findings == ()


@pytest.mark.db
def test_a_notice_is_drafted_first_and_recorded_under_its_number(cases, papers, session, world):
    case_id = cases.open()
    cases.fix(case_id)
    wanted = Wanted("case", case_id, "prior_notice")
    paper_id = papers.out(wanted)
    papers.back(paper_id, "示环告〔2026〕9号")
    cases.step(case_id, "notice", document_no="示环告〔2026〕9号", days=5, **NOTICE_TEXTS)
    notice = cases.paper(case_id, "notice")
    assert papers.paper(paper_id).document_id == notice.id
    shown = show_case(session, world["contractor_manager"], case_id, TODAY)
    assert [file.name for paper in shown.papers for file in paper.files] == ["盖章件.ofd"]
    session.rollback()
    assert verify_record(session, None, today=TODAY).findings == ()


def test_what_comes_back_is_refused_in_words(cases, papers, session, world):
    case_id = cases.open()
    cases.fix(case_id)
    paper_id = papers.out(Wanted("case", case_id, "prior_notice"))
    word = SCAN.__class__(**{**vars(SCAN), "media_type": "application/msword"})
    wrong: dict[str, dict[str, Any]] = {
        "number": {"number": "示环告[2026]9号"},
        "signed_on": {"signed_on": TODAY.replace(year=2027)},
        "signed_by": {"signed_by": " "},
        "evidence": {"files": (word,)},
    }
    for field, change in wrong.items():
        with pytest.raises(Invalid) as refused:
            papers.back(paper_id, **change)
        assert [*refused.value.fields] == [field]
    assert papers.paper(paper_id).state == "sent"


def test_a_gap_is_closed_before_the_draft_is_kept_and_a_paper_given_up_leaves_room(
    cases, papers, session, world
):
    case_id = cases.open()
    with pytest.raises(Invalid, match="听证日期"):
        papers.draft(Wanted("case", case_id, "hearing_notice"))
    wanted = Wanted("case", case_id, "prior_notice")
    gap_closed = {"body": "经查，你单位存在下列行为：采样记录系伪造。"}
    paper_id = papers.draft(wanted, **gap_closed)
    assert [row.mine for row in papers_under_way(session, world["second_clerk"])] == [True]
    assert [row.mine for row in papers_under_way(session, world["provincial_clerk"])] == [False]
    waits = {
        who: next(
            (t.count for t in office_work(session, world[who], TODAY) if t.kind == "paper"), 0
        )
        for who in ("second_clerk", "provincial_clerk", "prefecture_clerk")
    }
    assert waits == {"second_clerk": 1, "provincial_clerk": 0, "prefecture_clerk": 0}
    give_up_paper(session, world["provincial_clerk"], paper_id, NOW)
    assert papers.draft(wanted, **gap_closed) != paper_id
    with pytest.raises(NotFound):
        paper_rows(session, world["contractor_manager"], "case", case_id)
    with pytest.raises(NotFound):
        papers.draft(Wanted("case", case_id, "entry_decision"))


@pytest.mark.db
def test_a_record_that_takes_the_notice_procedure_has_its_notice_and_its_decision(
    cases, papers, session, world
):
    """The paper says the points by the engine; both are drafted first and recorded under their numbers."""
    draft = EventDraft(
        subject_id=world.own,
        scheme="land-survey",
        behaviour="H01",
        occurred_on=TODAY,
        region="510100",
        narrative="抽查发现采样记录系伪造。",
        document_no="示环罚〔2026〕1号",
        files=(SCAN,),
    )
    clerk = world["provincial_clerk"]
    event_id = record_event(session, clerk, draft, NOW)
    wanted = Wanted("event", event_id, "record_notice")
    paper_id = papers.out(wanted)
    said = papers.paper(paper_id).body or ""
    assert "抽查发现采样记录系伪造。" in said
    assert re.search(r"，记入信用记录，扣\d+分。", said), said
    papers.back(paper_id, "示环告〔2026〕9号")
    notice = StepDraft("notice", TODAY, "事实", "示环告〔2026〕9号", 5)
    take_step(session, clerk, event_id, notice, NOW)
    told = steps_of(session, event_id)[0].id
    assert papers.paper(paper_id).document_id == told
    serve_document(session, clerk, delivered("event_step", told, TODAY), NOW)
    early = Wanted("event", event_id, "record_decision")
    with pytest.raises(
        Invalid, match="陈述申辩情况"
    ):  # the time to reply runs: nothing is said of it yet
        papers.draft(early)
    for step in (StepDraft("reply", TODAY, "无异议"), StepDraft("answer", TODAY, "收悉")):
        take_step(session, clerk, event_id, step, NOW)

    decided = papers.out(early)
    assert "当事人提出了陈述申辩意见" in (papers.paper(decided).body or "")
    papers.back(decided, "示环认〔2026〕1号")
    decision = NoticeDecision(TODAY, "示环认〔2026〕1号")
    confirm_by_notice(session, world["provincial_reviewer"], event_id, decision, NOW)
    assert papers.paper(decided).document_id == event_id
    shown = show_services(session, clerk, "event_confirmation", event_id, TODAY).document
    assert (shown.number, bool(shown.sealed)) == ("示环认〔2026〕1号", True)
    session.rollback()
    assert verify_record(session, None, today=TODAY).findings == ()


def test_the_revocation_of_a_repair_has_its_notice_and_its_decision(cases, papers, session, world):
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    repairs = Repairs(session, world, story)
    repair_id = repairs.check(repairs.ask(repairs.record()))
    repairs.decide(repair_id, document_no="示环修〔2026〕1号")
    gap_closed = {"body": "经查，你单位在申请时提供虚假材料。"}
    wanted = Wanted("repair", repair_id, "revocation_notice")
    with pytest.raises(Invalid, match="撤销事由"):
        papers.draft(wanted)
    paper_id = papers.back(papers.send(papers.check(papers.draft(wanted, **gap_closed))))
    repairs.paper(repair_id, "notice", "provincial_clerk", document_no="示环决〔2026〕8号")
    noticed = repairs.of(repair_id).papers[-1].id
    assert papers.paper(paper_id).document_id == noticed
    clerk = world["provincial_clerk"]
    serve_document(session, clerk, delivered("repair", noticed, TODAY), NOW)
    repairs.paper(repair_id, "waiver", "contractor_user")
    repairs.decide(repair_id, "revoke", by="second_decider")
    revoked = repairs.of(repair_id).unserved_revocation
    assert revoked is not None
    decided = papers.draft(Wanted("repair", repair_id, "revocation_decision", revoked.id))
    body = papers.paper(decided).body or ""
    assert "（示环决〔2026〕8号）" in body
    assert "准予信用修复的决定（示环修〔2026〕1号）" in body
    assert "恢复有关失信行为的计分；自本决定生效之日起12个月内" in body
