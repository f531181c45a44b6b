"""What the papers of an application for repair say of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import Repair, RepairDecision
from services.actor import Actor
from services.labels import scheme_label
from services.messages import Message, say
from services.paper_values.registry import READERS, Act, Business, Reader, chinese_day
from services.repairs.show_repairs import what_of
from services.scope import repair_or_404

NAMES: dict[str, Message] = {
    "评价办法": say("the title of the scheme"),
    "申请日期": say("the day on which the application came in"),
    "修复事项": say("what shall be repaired, one a line"),
    "修复决定名称": say("what the decision is called, going by its outcome"),
    "修复决定": say("what is decided, in a sentence"),
    "决定理由": say("the reasons of the decision"),
}
_CALLED = {
    "grant": "信用修复决定书",
    "refuse": "不予信用修复决定书",
    "revoke": "撤销信用修复决定书",
}
_RULED = {
    "grant": "我单位决定准予信用修复，停止公示和共享有关信息，解除相应措施。",
    "refuse": "我单位决定不予信用修复。",
    "revoke": "我单位决定撤销信用修复，恢复列入和公示，自本决定作出之日起一年内不得再次申请。",
}


def business(session: Session, actor: Actor, repair_id: str) -> Business:
    repair = repair_or_404(session, actor, repair_id)
    made = [d for d in repair.decisions if d.withdrawn_by is None and not d.waits]
    return Business(
        kind="repair",
        id=repair.id,
        name=scheme_label(session, repair.scheme).zh,
        subject=repair.subject,
        office=repair.office,
        acts=tuple(Act("repair", d.id, d.action, d.decided_on, d.document_no) for d in made),
    )


def values(session: Session, of: Business, act: Act | None) -> dict[str, str]:
    repair = session.get_one(Repair, of.id)
    items = [what_of(session, item).zh for item in repair.items]
    found = {
        "评价办法": of.name,
        "申请日期": chinese_day(repair.received_on),
        "修复事项": "\n".join(f"{n}. {what}" for n, what in enumerate(items, 1)),
    }
    made = session.get(RepairDecision, act.id) if act else None
    if made is not None:
        found["修复决定名称"], found["修复决定"] = _CALLED[made.action], _RULED[made.action]
        found["决定理由"] = made.reason or ""
    return found


READERS["repair"] = Reader(business, NAMES, values)
