"""Objections: one decided long ago, one that waits for an appraisal, and one filed on the last working day."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import exists, select

from demo.calendar import working_after, working_before
from demo.entries import moment
from demo.province import Province
from demo.serving import hand_over
from models import Correction, Event, EventConfirmation, ObjectionDecision
from services.clock import day_of
from services.objections.decide_objection import Answer, ObjectionDecisionDraft, decide_objection
from services.objections.file_objection import ObjectionDraft, file_objection
from services.objections.take_objection_step import ObjectionStepDraft, take_objection_step
from services.scope import objection_or_404

_OLD = ("巡检通知未送达项目部，不应认定逾期。", "已于次日补交情况说明。")
_NEW = ("问题数量与现场检查记录不一致，应为2个。", "其中1个地块由联合体另一成员承担。")
_PAPER = ("该点位经采购人书面同意调整，不属于擅自移位。",)


def plan_objections(province: Province) -> None:
    for back, act in ((45, _filed_and_rejected), (4, _from_paper), (1, _filed)):
        day = working_before(province.today, back)
        province.diary.enter(moment(province, day), partial(act, province))


def _disputable(province: Province, key: str) -> str:
    """The newest record of a contractor that needed a second person, counts, and is not being corrected."""
    query = (
        select(Event.id)
        .join(EventConfirmation, EventConfirmation.event_id == Event.id)
        .where(
            Event.subject_id == province.subjects[key],
            EventConfirmation.way != "none",
            ~exists().where(Correction.event_id == Event.id),
        )
        .order_by(Event.occurred_on.desc(), Event.id)
    )
    found = province.session.scalars(query).first()
    assert found is not None
    return found


def _file(province: Province, key: str, points: tuple[str, ...], now: datetime) -> str:
    files = (province.papers.scan("异议申诉书", " ".join(points)),)
    draft = ObjectionDraft("event", _disputable(province, key), "wrong", points, files=files)
    return file_objection(province.session, province.staff[key], draft, now)


def _filed(province: Province, now: datetime) -> None:
    _file(province, "yanlan", _NEW, now)


def _filed_and_rejected(province: Province, now: datetime) -> None:
    objection_id = _file(province, "huaiting", _OLD, now)
    accepted = now + timedelta(minutes=20)
    step = ObjectionStepDraft("accept")
    province.diary.enter(accepted, partial(_step, province, objection_id, step))
    decided = moment(province, working_after(day_of(now), 2))
    province.diary.enter(decided, partial(_reject, province, objection_id))


def _step(province: Province, objection_id: str, step: ObjectionStepDraft, now: datetime) -> None:
    take_objection_step(province.session, province.staff["clerk"], objection_id, step, now)


def _reject(province: Province, objection_id: str, now: datetime) -> None:
    decider = province.staff["decider"]
    points = objection_or_404(province.session, decider, objection_id).points
    answer = "通知经系统送达并有签收记录，逾期事实成立。"
    draft = ObjectionDecisionDraft(
        "rejected",
        "经核查，原认定事实清楚、依据充分。",
        tuple(Answer(point.id, False, answer) for point in points),
        day_of(now),
        province.number("川环信异", day_of(now)),
    )
    decide_objection(province.session, decider, objection_id, draft, now)
    made = province.session.scalars(
        select(ObjectionDecision.id).where(ObjectionDecision.objection_id == objection_id)
    ).one()
    act = partial(hand_over, province, province.staff["clerk"], ("objection", made), "一环路12号")
    province.diary.enter(now + (working_after(day_of(now), 2) - day_of(now)), act)


def _from_paper(province: Province, now: datetime) -> None:
    """It came by post; the clerk types it, and what is disputed is being appraised."""
    clerk, day = province.staff["clerk2"], day_of(now)
    draft = ObjectionDraft(
        "event",
        _disputable(province, "liyuan"),
        "wrong",
        _PAPER,
        received_on=day,
        posted_on=working_before(day, 2),
        files=(province.papers.scan("异议申诉书", _PAPER[0]),),
    )
    objection_id = file_objection(province.session, clerk, draft, now)
    appraisal = ObjectionStepDraft("pause", "争议点位的定位记录送第三方鉴定。")
    for minutes, step in ((5, ObjectionStepDraft("accept")), (25, appraisal)):
        then = partial(_step, province, objection_id, step)
        province.diary.enter(now + timedelta(minutes=minutes), then)
