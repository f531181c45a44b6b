"""Cases: two contractors on a list, one that left it, and one whose time to reply is running."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Literal

from sqlalchemy import select

from demo.calendar import working_after, working_before
from demo.data import contractors
from demo.entries import moment
from demo.programme import end_work
from demo.province import SCHEME, Province
from models import Case, ListDecision, Publication
from scoring.days import months_later
from services.clock import day_of
from services.confirm_decision import confirm_decision
from services.decide_case import DecisionDraft, decide_case
from services.open_case import CaseDraft, open_case
from services.publish_listing import PublicationDraft, answer_publication, ask_publication
from services.take_case_step import CaseStepDraft, take_case_step

_LIST = "disqualified"
_DAYS_TO_REPLY = 10


@dataclass(frozen=True)
class Story:
    """``reply`` None: the case is still open and the time to reply runs."""

    key: str
    origin: Literal["rule", "person"]
    grounds: str
    reply: str | None = None
    answer: str = ""
    reason: str = ""


_BY_RULE = Story(
    key="yanlan",
    origin="rule",
    grounds="评价得分降至50分以下。近12个月内布点方案、采样点位、质量管理体系被认定失信行为6次，约谈后仍未恢复内审。",
    reply="项目负责人更换期间管理缺位，已重新任命，请求保留达州市任务。",
    answer="约谈后两次复查内审均未恢复，请求不予采纳。",
    reason="评价得分符合列入条件，经告知和听取陈述申辩，列入取消承担任务资格名单。",
)
_FALSIFIED = Story(
    key="xiuhe",
    origin="rule",
    grounds="经调查认定对11件土壤样品未检测即出具数据，弄虚作假行为已认定并计分。",
    reply="机构已更换检验室负责人并全部复测，请求缩短期限。",
    answer="复测不改变弄虚作假的事实，期限按评价办法执行。",
    reason="弄虚作假事实清楚、证据在案，列入取消承担任务资格名单。",
)
_LEFT = Story(
    key="liyuan",
    origin="person",
    grounds="泸州市项目部内审人员未在岗，14个地块内审记录无签名，3个地块布点方案退回，经评估不适合继续承担任务。",
    reply="已补充内审人员并重做布点方案，请求给予整改期。",
    answer="整改期间可以申请提前移出，本次评估结论不变。",
    reason="经评估不适合承担任务，取消承担任务资格。",
)
_RUNNING = Story(
    key="moqing",
    origin="rule",
    grounds="评价得分降至50分以下。近10个月体系、采样、检测共5项行为被认定，整改逾期15个工作日。",
)


def plan_lists(province: Province) -> None:
    _plan(province, _LEFT, province.day(486))
    _plan(province, _FALSIFIED, province.day(158), then=_ask_publication)
    _plan(province, _BY_RULE, province.day(142))
    _plan(province, _RUNNING, working_before(province.today, 6))
    leave = moment(province, province.day(95))
    province.diary.enter(leave, partial(_leave, province))


Then = Callable[[Province, str, datetime], None]


def _plan(province: Province, story: Story, day: date, then: Then | None = None) -> None:
    province.diary.enter(moment(province, day), partial(_open, province, story, then))


def _open(province: Province, story: Story, then: Then | None, now: datetime) -> None:
    subject_id = province.subjects[story.key]
    typed = CaseDraft(subject_id, SCHEME, _LIST, story.origin, story.grounds)
    case_id = open_case(province.session, province.staff["clerk"], typed, now)
    act = partial(_notice, province, story, then, case_id)
    province.diary.enter(moment(province, working_after(day_of(now), 3)), act)


def _notice(
    province: Province, story: Story, then: Then | None, case_id: str, now: datetime
) -> None:
    on = day_of(now)
    due = on + timedelta(days=_DAYS_TO_REPLY)
    if story.reply is None:
        due = max(due, province.today + timedelta(days=4))
    text = f"告知拟列入的事实、理由、依据和期限。可在{due.month}月{due.day}日前陈述申辩。"
    number = province.number("川环信告", on)
    step = CaseStepDraft("notice", on, text, document_no=number, way="direct", due_on=due)
    take_case_step(province.session, province.staff["clerk2"], case_id, step, now)
    if story.reply is not None:
        act = partial(_reply, province, story, then, case_id)
        province.diary.enter(moment(province, working_after(on, 4)), act)


def _reply(
    province: Province, story: Story, then: Then | None, case_id: str, now: datetime
) -> None:
    """By the contractor itself where it has an account, else its paper is typed for it."""
    assert story.reply is not None
    title = f"{contractors()[story.key].name}陈述申辩书"
    files = (province.papers.scan(title, story.reply),)
    party = province.staff.get(story.key, province.staff["clerk2"])
    step = CaseStepDraft("reply", day_of(now), story.reply, files=files)
    take_case_step(province.session, party, case_id, step, now)
    act = partial(_answer, province, story, then, case_id)
    province.diary.enter(moment(province, working_after(day_of(now), 4)), act)


def _answer(
    province: Province, story: Story, then: Then | None, case_id: str, now: datetime
) -> None:
    number = province.number("川环信复", day_of(now))
    step = CaseStepDraft("answer", day_of(now), story.answer, document_no=number)
    take_case_step(province.session, province.staff["clerk2"], case_id, step, now)
    act = partial(_enter, province, story, then, case_id)
    province.diary.enter(moment(province, working_after(day_of(now), 4)), act)


def _enter(
    province: Province, story: Story, then: Then | None, case_id: str, now: datetime
) -> None:
    number = province.number("川环信定", day_of(now))
    typed = DecisionDraft("enter", story.reason, day_of(now), document_no=number)
    decide_case(province.session, province.staff["decider"], case_id, typed, now)
    end_work(province, story.key, now)
    if then is not None:
        act = partial(then, province, case_id)
        province.diary.enter(moment(province, working_after(day_of(now), 4)), act)


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
    ask_publication(province.session, province.staff["admin"], case_id, typed, now)
    act = partial(_agree_publication, province, case_id)
    province.diary.enter(moment(province, working_after(on, 2)), act)


def _agree_publication(province: Province, case_id: str, now: datetime) -> None:
    query = select(Publication.id).where(Publication.agreed_by.is_(None))
    publication_id = province.session.scalars(query).one()
    decider = province.staff["decider2"]
    answer_publication(province.session, decider, case_id, publication_id, True, now)


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
