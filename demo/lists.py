"""Cases: two contractors on a list, one that left it, one that waits for its decision, two whose time runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Literal

from sqlalchemy import select

from demo.calendar import working_after, working_before
from demo.data import contractors
from demo.entries import moment
from demo.official import draft_answer, draft_decision
from demo.programme import end_work
from demo.province import SCHEME, Province
from demo.serving import hand_over, serve
from models import Case, ListDecision, Listing, Publication
from scoring.days import months_later
from services.cases.confirm_decision import confirm_decision
from services.cases.decide_case import DecisionDraft, decide_case
from services.cases.open_case import CaseDraft, open_case
from services.cases.take_case_step import CaseStepDraft, Investigator, PointAnswer, take_case_step
from services.clock import day_of
from services.lists.publish_listing import PublicationDraft, answer_publication, ask_publication
from services.rules.list_rules import listing_of_case
from services.subjects.disclose import DisclosureDraft, disclose

_LIST = "disqualified"
_CERTIFICATES = ("川00010023", "川00010047")
_DAYS_TO_REPLY = 5


@dataclass(frozen=True)
class Story:
    """``points`` are what the party states, each with its answer; ``until``: the last step that was taken.

    ``official``: of which of its acts an official paper is made: answer or decision.
    """

    key: str
    origin: Literal["rule", "person"]
    grounds: str
    points: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    until: str = "effect"
    then: str = ""
    official: str = ""


_BY_RULE = Story(
    key="yanlan",
    origin="rule",
    grounds="评价得分降至50分以下。近12个月内布点方案、采样点位、质量管理体系被认定失信行为6次，约谈后仍未恢复内审。",
    points=(
        (
            "项目负责人更换期间管理缺位，现已重新任命。",
            "更换负责人不影响质量管理体系运行的责任，不予采纳。",
        ),
        ("请求保留达州市任务。", "约谈后两次复查内审均未恢复，不予采纳。"),
    ),
    reason="评价得分符合列入条件，经告知和听取陈述申辩，列入取消承担任务资格名单。",
    official="decision",
)
_FALSIFIED = Story(
    key="xiuhe",
    origin="rule",
    grounds="经调查认定对11件土壤样品未检测即出具数据，弄虚作假行为已认定并计分。",
    points=(
        ("机构已更换检验室负责人并全部复测。", "复测不改变弄虚作假的事实，不予采纳。"),
        ("请求缩短期限。", "期限按评价办法执行，不予采纳。"),
    ),
    reason="弄虚作假事实清楚、证据在案，列入取消承担任务资格名单。",
    then="publish",
)
_LEFT = Story(
    key="liyuan",
    origin="person",
    grounds="泸州市项目部内审人员未在岗，14个地块内审记录无签名，3个地块布点方案退回，经评估不适合继续承担任务。",
    points=(
        (
            "已补充内审人员并重做布点方案，请求给予整改期。",
            "整改期间可以申请提前移出，本次评估结论不变，不予采纳。",
        ),
    ),
    reason="经评估不适合承担任务，取消承担任务资格。",
)
_RIPE = Story(
    key="daicheng",
    origin="person",
    grounds="攀枝花市4个地块采样记录与影像时间不符，2次书面催办未按期整改，经评估不适合继续承担任务。",
    points=(
        (
            "影像时间系设备时钟未校准所致，附设备校准记录。",
            "校准记录显示相差8分钟，与记录相差3日不符，不予采纳。",
        ),
        ("逾期整改因人员隔离，请求从轻。", "已核实其中1次催办期间停工，该次不计入，予以采纳。"),
    ),
    until="discussion",
    official="answer",
)
_RUNNING = Story(
    key="moqing",
    origin="rule",
    grounds="评价得分降至50分以下。近10个月体系、采样、检测共5项行为被认定，整改逾期15个工作日。",
    until="notice_served",
)
_TOLD = Story(
    key="lvyuan",
    origin="person",
    grounds="内江市3个地块钻孔深度不足，补测两次仍未达到布点方案要求，经评估拟取消承担任务资格。",
    until="notice_served",
)


def plan_lists(province: Province) -> None:
    _plan(province, _LEFT, province.day(496))
    _plan(province, _FALSIFIED, province.day(168))
    _plan(province, _BY_RULE, province.day(152))
    _plan(province, _RIPE, working_before(province.today, 18))
    _plan(province, _RUNNING, working_before(province.today, 7))
    _plan(province, _TOLD, working_before(province.today, 8))
    leave = moment(province, province.day(95))
    province.diary.enter(leave, partial(_leave, province))


def _plan(province: Province, story: Story, day: date) -> None:
    province.diary.enter(moment(province, day), partial(_open, province, story))


def _open(province: Province, story: Story, now: datetime) -> None:
    subject_id = province.subjects[story.key]
    typed = CaseDraft(subject_id, SCHEME, _LIST, story.origin, story.grounds)
    case_id = open_case(province.session, province.staff["clerk"], typed, now)
    _next(province, story, case_id, 0, now)


def _next(province: Province, story: Story, case_id: str, place: int, now: datetime) -> None:
    """Plan the step at a place, unless the story ended before it."""
    taken = [name for name, _days, _act in STEPS[:place]]
    if place < len(STEPS) and story.until not in taken:
        _name, days, _act = STEPS[place]
        at = moment(province, working_after(day_of(now), days))
        province.diary.enter(at, partial(_take, province, story, case_id, place))


def _take(province: Province, story: Story, case_id: str, place: int, now: datetime) -> None:
    _name, _days, act = STEPS[place]
    act(province, story, case_id, now)
    _next(province, story, case_id, place + 1, now)


def _paper(province: Province, by: str, case_id: str, draft: CaseStepDraft, now: datetime) -> None:
    take_case_step(province.session, province.staff[by], case_id, draft, now)


def _case(province: Province, case_id: str) -> Case:
    return province.session.get_one(Case, case_id, populate_existing=True)


def _investigators(province: Province, story: Story, case_id: str, now: datetime) -> None:
    named = tuple(
        Investigator(province.staff[username].holder_id, certificate)
        for username, certificate in zip(("clerk", "clerk2"), _CERTIFICATES, strict=True)
    )
    draft = CaseStepDraft("investigators", day_of(now), investigators=named)
    _paper(province, "clerk", case_id, draft, now)


def _facts(province: Province, story: Story, case_id: str, now: datetime) -> None:
    scan = province.papers.scan("现场检查和询问笔录", story.grounds)
    draft = CaseStepDraft("facts", day_of(now), story.grounds, files=(scan,))
    _paper(province, "clerk2", case_id, draft, now)


def _notice(province: Province, story: Story, case_id: str, now: datetime) -> None:
    draft = CaseStepDraft(
        "notice",
        day_of(now),
        story.grounds,
        document_no=province.number("川环信告", day_of(now)),
        reasons="上述行为符合评价办法规定的列入情形，拟将你单位列入取消承担任务资格名单，期限24个月。",
        basis="承担任务合同约定的资格条件；省生态环境厅2018年12月21日工作推进会要求。",
        rights="自收到本告知书之日起5个工作日内，可以书面陈述申辩；要求听证的，应当在同一期限内提出；有权申请办案人员回避。",
        days=_DAYS_TO_REPLY,
    )
    _paper(province, "clerk2", case_id, draft, now)


def _serve_notice(province: Province, story: Story, case_id: str, now: datetime) -> None:
    notice = next(step for step in _case(province, case_id).steps if step.kind == "notice")
    serve(province, province.staff["clerk2"], ("case_step", notice.id), "事先告知书", now)


def _reply(province: Province, story: Story, case_id: str, now: datetime) -> None:
    """By the contractor itself where it has an account, else its paper is typed for it."""
    said = tuple(point for point, _answer in story.points)
    title = f"{contractors()[story.key].name}陈述申辩书"
    draft = CaseStepDraft(
        "reply", day_of(now), points=said, files=(province.papers.scan(title, "；".join(said)),)
    )
    party = story.key if story.key in province.staff else "clerk2"
    _paper(province, party, case_id, draft, now)


def _answer(province: Province, story: Story, case_id: str, now: datetime) -> None:
    reply = next(step for step in _case(province, case_id).steps if step.kind == "reply")
    answers = tuple(
        PointAnswer(point.id, "不予" not in answer, answer)
        for point, (_said, answer) in zip(reply.points, story.points, strict=True)
    )
    official = story.official == "answer"
    number = None if official else province.number("川环信复", day_of(now))
    draft = CaseStepDraft("answer", day_of(now), document_no=number, answers=answers)
    _paper(province, "clerk2", case_id, draft, now)
    if official:
        answer = next(step for step in _case(province, case_id).steps if step.kind == "answer")
        act = partial(draft_answer, province, case_id, answer.id)
        province.diary.enter(now + timedelta(minutes=30), act)


def _review(province: Province, story: Story, case_id: str, now: datetime) -> None:
    text = "主体和权限适当，事实清楚，证据充分，依据正确，程序合法，各项陈述申辩均已答复。"
    draft = CaseStepDraft("review", day_of(now), text, passed=True)
    _paper(province, "reviewer", case_id, draft, now)


def _discussion(province: Province, story: Story, case_id: str, now: datetime) -> None:
    text = "与会人员一致同意按评价办法列入取消承担任务资格名单。"
    draft = CaseStepDraft(
        "discussion",
        day_of(now),
        text,
        present="厅领导2人、相关处室负责人4人",
        files=(province.papers.scan("集体讨论记录", text),),
    )
    _paper(province, "clerk", case_id, draft, now)


def _decide(province: Province, story: Story, case_id: str, now: datetime) -> None:
    """What goes through the office-automation system comes back with its number."""
    official = story.official == "decision"
    number = None if official else province.number("川环信定", day_of(now))
    typed = DecisionDraft("enter", story.reason, day_of(now), document_no=number)
    decide_case(province.session, province.staff["decider"], case_id, typed, now)
    if official:
        decision = next(d for d in _case(province, case_id).decisions if d.action == "enter")
        act = partial(draft_decision, province, case_id, decision.id)
        province.diary.enter(now + timedelta(minutes=20), act)


def _repair_notice(province: Province, story: Story, case_id: str, now: datetime) -> None:
    text = "整改到位、履行义务并公开作出信用承诺的，可以通过“信用中国”网站、本系统或者我厅窗口申请信用修复。"
    draft = CaseStepDraft("repair_notice", day_of(now), text)
    _paper(province, "clerk2", case_id, draft, now)


def _serve_decision(province: Province, story: Story, case_id: str, now: datetime) -> None:
    """Both papers reach the party together, and the listing takes effect."""
    case, officer = _case(province, case_id), province.staff["clerk2"]
    notice = next(step for step in case.steps if step.kind == "repair_notice")
    decision = next(d for d in case.decisions if d.action == "enter")
    serve(province, officer, ("list_decision", decision.id), "列入决定书", now)
    serve(province, officer, ("case_step", notice.id), "信用修复告知书", now)
    end_work(province, story.key, now)
    if story.then == "publish":
        act = partial(_ask_publication, province, case_id)
        province.diary.enter(moment(province, working_after(day_of(now), 4)), act)


Act = Callable[[Province, Story, str, datetime], Any]

STEPS: tuple[tuple[str, int, Act], ...] = (
    ("investigators", 1, _investigators),
    ("facts", 2, _facts),
    ("notice", 1, _notice),
    ("notice_served", 1, _serve_notice),
    ("heard", 3, _reply),
    ("answered", 3, _answer),
    ("review", 3, _review),
    ("discussion", 1, _discussion),
    ("decision", 1, _decide),
    ("repair_notice", 1, _repair_notice),
    ("effect", 1, _serve_decision),
)
"""Each step of a case, and how many working days it comes after the one before it."""


def _ask_publication(province: Province, case_id: str, now: datetime) -> None:
    """The Soil Act is a law, so this listing may be made public."""
    on = day_of(now)
    typed = PublicationDraft(
        basis_title="中华人民共和国土壤污染防治法",
        basis_number="主席令第八号",
        basis_article="第九十条",
        basis_level="law",
        from_on=working_after(on, 3),
        last_day=months_later(on, 18),
    )
    listing = listing_of_case(province.session, case_id)
    assert listing is not None
    ask_publication(province.session, province.staff["admin"], listing.id, typed, now)
    act = partial(_agree_publication, province, listing.id)
    province.diary.enter(moment(province, working_after(on, 2)), act)


def _agree_publication(province: Province, listing_id: str, now: datetime) -> None:
    query = select(Publication.id).where(Publication.agreed_by.is_(None))
    publication_id = province.session.scalars(query).one()
    decider = province.staff["decider2"]
    answer_publication(province.session, decider, listing_id, publication_id, True, now)
    later = now + (working_after(day_of(now), 4) - day_of(now))
    province.diary.enter(later, partial(_upload, province, listing_id))


def _upload(province: Province, listing_id: str, now: datetime) -> None:
    listing = province.session.get_one(Listing, listing_id)
    given = DisclosureDraft(
        recipient="某省公共信用信息中心",
        what="列入决定及名单信息（上传信用平台）",
        basis="《中华人民共和国土壤污染防治法》第八十条",
        given_on=day_of(now),
        listing_id=listing.id,
    )
    disclose(province.session, province.staff["clerk2"], listing.subject_id, given, now)


def _leave(province: Province, now: datetime) -> None:
    """Signed on paper by a decider, typed by a clerk, held against the scan by another."""
    query = select(Case.id).where(Case.subject_id == province.subjects[_LEFT.key])
    case_id = province.session.scalars(query).one()
    reason = "整改经复核到位，内审人员和制度运行满6个月，提前移出。"
    typed = DecisionDraft(
        "leave",
        reason,
        day_of(now),
        document_no=province.number("川环信定", day_of(now)),
        decided_by=province.staff["decider2"].holder_id,
        files=(province.papers.scan("审批表", reason),),
    )
    decide_case(province.session, province.staff["clerk2"], case_id, typed, now)
    act = partial(_confirm_leave, province, case_id)
    province.diary.enter(now + timedelta(minutes=40), act)


def _confirm_leave(province: Province, case_id: str, now: datetime) -> None:
    query = select(ListDecision.id).where(
        ListDecision.case_id == case_id, ListDecision.action == "leave"
    )
    decision_id = province.session.scalars(query).one()
    confirm_decision(province.session, province.staff["reviewer"], case_id, decision_id, now)
    document, place = ("list_decision", decision_id), "关山大道46号办公室"
    act = partial(hand_over, province, province.staff["clerk2"], document, place)
    province.diary.enter(now + (working_after(day_of(now), 2) - day_of(now)), act)
