"""What the papers of an objection say of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models import Event, Objection, ObjectionDecision, Office
from services.actor import Actor
from services.labels import behaviour_label, list_label
from services.messages import Message, say
from services.paper_values.registry import READERS, Act, Business, Reader, chinese_day
from services.scope import objection_or_404

NAMES: dict[str, Message] = {
    "申请日期": say("the day on which the objection came in"),
    "异议事项": say("the record or listing that is disputed"),
    "异议处理结果": say("whether the objection is upheld, in a sentence"),
    "决定理由": say("the reasons of the decision"),
    "逐项答复": say("each point of the party with its answer"),
}
_RULED = {
    "upheld": "异议成立，我单位将依法更正有关信息。",
    "part": "异议部分成立，我单位将依法更正有关信息。",
    "rejected": "异议不成立，有关信息维持不变。",
}


def business(session: Session, actor: Actor, objection_id: str) -> Business:
    objection = objection_or_404(session, actor, objection_id)
    made = [d for d in objection.decisions if d.effective_entry_id is not None]
    return Business(
        kind="objection",
        id=objection.id,
        name=_disputed(session, objection),
        subject=objection.subject,
        office=session.get_one(Office, objection.office_id),
        acts=tuple(Act("objection", d.id, "decision", d.decided_on, d.document_no) for d in made),
    )


def values(session: Session, of: Business, act: Act | None, _today: date) -> dict[str, str]:
    objection = session.get_one(Objection, of.id)
    found = {"申请日期": chinese_day(objection.received_on), "异议事项": of.name}
    made = session.get(ObjectionDecision, act.id) if act else None
    if made is not None:
        found |= {
            "异议处理结果": _RULED[made.outcome],
            "决定理由": made.reason or "",
            "逐项答复": _answers(objection, made),
        }
    return found


def _disputed(session: Session, objection: Objection) -> str:
    if objection.event_id is not None:
        event = session.get_one(Event, objection.event_id)
        return f"“{behaviour_label(session, event.scheme, event.behaviour).zh}”信用记录"
    name = list_label(session, objection.scheme, objection.list_code or "").zh
    return f"{name}的公示" if objection.publicity else f"列入{name}"


def _answers(objection: Objection, made: ObjectionDecision) -> str:
    said = {point.id: point.text or "" for point in objection.points}
    rows = []
    for n, answer in enumerate(made.answers, 1):
        word = "予以采纳" if answer.taken_up else "不予采纳"
        rows += [
            f"{n}. 意见：{said.get(answer.point_id, '')}",
            f"答复：{word}。{answer.text or ''}",
        ]
    return "\n".join(rows)


READERS["objection"] = Reader(business, NAMES, values)
