"""Credit repair: one record repaired through an office's window, one application and one rectification waiting."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from sqlalchemy import select

from demo.calendar import working_after, working_before
from demo.data import contractors
from demo.entries import moment
from demo.province import Province, prefecture_key
from demo.serving import serve
from models import Event, Repair
from services.clock import day_of
from services.events.rectify_event import RectificationDraft, rectify_event
from services.repairs.ask_repair import RepairDraft, ask_repair
from services.repairs.decide_repair import RepairRuling, decide_repair
from services.repairs.repair_papers import RepairPaperDraft, take_repair_paper

_REPAIRED = ("tanzhu", "M04", 190)
_WAITING = ("lvyuan", "M02", 4)
_RECTIFIED = ("lvyuan", "Q14", 3)
_DUTIES = {
    "tanzhu": "按合同补足采样人员6人，劳动合同和社保记录已交乐山市生态环境局核对，约定的违约金已缴清。",
    "lvyuan": "质量控制责任已逐级签订责任书，3个地块内审重做并补签，培训记录32人次，限期整改通知书所列事项全部完成。",
}
_CHECKED = "认定之日起已满三个月；整改材料与现场核对一致；信用承诺书签字盖章齐全。"


def plan_repairs(province: Province) -> None:
    province.diary.enter(
        moment(province, province.day(_REPAIRED[2])), partial(_at_the_window, province)
    )
    waiting = working_before(province.today, _WAITING[2])
    province.diary.enter(moment(province, waiting), partial(_by_the_party, province))
    handed_in = working_before(province.today, _RECTIFIED[2])
    province.diary.enter(moment(province, handed_in), partial(_rectify, province))


def _record(province: Province, key: str, behaviour: str) -> Event:
    query = select(Event).where(
        Event.subject_id == province.subjects[key], Event.behaviour == behaviour
    )
    return province.session.scalars(query.order_by(Event.occurred_on)).unique().first()  # type: ignore[return-value]


def _draft(province: Province, key: str, event: Event) -> RepairDraft:
    name = contractors()[key].name
    return RepairDraft(
        targets=(event.id,),
        duties=_DUTIES[key],
        proof=(province.papers.scan(f"{name}整改完成证明材料", _DUTIES[key]),),
        pledge=(
            province.papers.scan(f"{name}信用修复承诺书", "承诺内容真实有效，自愿接受社会监督。"),
        ),
    )


def _at_the_window(province: Province, now: datetime) -> None:
    """Entered from paper by the prefecture's clerk, who checks it a few days later."""
    key, behaviour, _ = _REPAIRED
    event = _record(province, key, behaviour)
    clerk = province.staff[prefecture_key(event.region)]
    draft = _draft(province, key, event)
    received: date = day_of(now)
    asked = RepairDraft(
        draft.targets, draft.duties, "window", received, None, draft.proof, draft.pledge
    )
    province.session.rollback()
    repair_id = ask_repair(province.session, clerk, province.subjects[key], asked, now)
    check = partial(_check, province, repair_id, prefecture_key(event.region))
    province.diary.enter(moment(province, working_after(received, 3)), check)


def _check(province: Province, repair_id: str, place: str, now: datetime) -> None:
    paper = RepairPaperDraft("examination", day_of(now), _CHECKED)
    take_repair_paper(province.session, province.staff[place], repair_id, paper, now)
    decide = partial(_decide, province, repair_id, place)
    province.diary.enter(moment(province, working_after(day_of(now), 2)), decide)


def _decide(province: Province, repair_id: str, place: str, now: datetime) -> None:
    on = day_of(now)
    number = province.number("乐环信修", on)
    ruling = RepairRuling("grant", "符合信用修复条件，准予信用修复。", on, number)
    decide_repair(province.session, province.staff[f"{place}2"], repair_id, ruling, now)
    served = partial(_serve, province, repair_id, place)
    province.diary.enter(moment(province, working_after(on, 2)), served)


def _serve(province: Province, repair_id: str, place: str, now: datetime) -> None:
    repair = province.session.get_one(Repair, repair_id)
    document = ("repair", repair.decisions[0].id)
    serve(province, province.staff[place], document, "信用修复决定书", now)


def _by_the_party(province: Province, now: datetime) -> None:
    key, behaviour, _ = _WAITING
    draft = _draft(province, key, _record(province, key, behaviour))
    province.session.rollback()
    ask_repair(province.session, province.staff[key], province.subjects[key], draft, now)


def _rectify(province: Province, now: datetime) -> None:
    key, behaviour, _ = _RECTIFIED
    event = _record(province, key, behaviour)
    text = "3个样品流转记录已补记并双人签字，流转箱加装温度记录仪，附照片和记录表。"
    files = (province.papers.scan(f"{contractors()[key].name}整改报告", text),)
    draft = RectificationDraft(working_before(day_of(now), 5), text, files)
    province.session.rollback()
    rectify_event(province.session, province.staff[key], event.id, draft, now)
