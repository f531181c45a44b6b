"""What the papers of an application for repair say of it, from the decision on it to its revocation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from models import Repair, RepairDecision, RepairPaper
from services.actor import Actor
from services.calendar.deadlines import deadline
from services.labels import scheme_label
from services.messages import Message, say
from services.paper_values.registry import READERS, Act, Business, Reader, chinese_day, heard
from services.repairs.repair_norms import norms
from services.repairs.show_repairs import what_of
from services.scope import repair_or_404

NAMES: dict[str, Message] = {
    "评价办法": say("the title of the scheme"),
    "申请日期": say("the day on which the application came in"),
    "修复事项": say("what shall be repaired, one a line"),
    "修复决定名称": say("what the decision is called, going by its outcome"),
    "修复决定": say("what is decided, in a sentence"),
    "决定理由": say("the reasons of the decision"),
    "准予日期": say("the day on which the repair was granted"),
    "准予文号": say("the number of the decision that granted the repair"),
    "撤销事由": say("what was concealed or false, as the notice of revocation puts it"),
    "修复依据": say("the norm by which the repair was granted"),
    "恢复事项": say("what is restored by a revocation"),
    "限制期限": say("how long nothing new may be asked for after a revocation"),
    "陈述申辩期限": say("working days to state one's case"),
    "听证申请期限": say("working days to ask for a hearing"),
    "听证日期": say("the day of the hearing"),
    "听证地点": say("the place of the hearing"),
    "听证主持人": say("who presides over the hearing"),
    "告知书文号": say("the number of the notice of revocation"),
    "陈述申辩情况": say("whether the party stated its case, and what was answered"),
    "答复": say("what the party's statement was answered"),
}
_CALLED = {"grant": "信用修复决定书", "refuse": "不予信用修复决定书"}
_RULED = {
    "grant": "我单位决定准予信用修复，停止公示和共享有关信息，解除相应措施。",
    "refuse": "我单位决定不予信用修复。",
}
_RESTORED = {
    "event": "恢复有关失信行为的计分",
    "listing": "恢复列入及其公示和相应措施",
    "publication": "恢复有关信息的公示",
}
_PAPERS = ("notice", "hearing_notice", "answer")
"""Papers of a revocation that go to the party."""


def business(session: Session, actor: Actor, repair_id: str) -> Business:
    repair = repair_or_404(session, actor, repair_id)
    made = [d for d in repair.decisions if d.withdrawn_by is None and not d.waits]
    papers = [p for p in repair.papers if p.kind in _PAPERS]
    acts = [
        *(Act("repair", p.id, p.kind, p.on, p.document_no) for p in papers),
        *(Act("repair", d.id, d.action, d.decided_on, d.document_no) for d in made),
    ]
    return Business(
        kind="repair",
        id=repair.id,
        name=scheme_label(session, repair.scheme).zh,
        subject=repair.subject,
        office=repair.office,
        acts=tuple(acts),
        open_to=frozenset(_ahead(repair)),
    )


def _ahead(repair: Repair) -> Iterator[str]:
    """Of a repair that stands: the notice of its revocation, and a hearing that was asked for."""
    kinds = {paper.kind for paper in repair.papers}
    if not repair.stands or repair.unserved_revocation is not None:
        return
    if "notice" not in kinds:
        yield "notice"
    if "hearing_request" in kinds and "hearing_notice" not in kinds:
        yield "hearing_notice"


def values(session: Session, of: Business, act: Act | None, _today: date) -> dict[str, str]:
    repair = session.get_one(Repair, of.id)
    items = [what_of(session, item).zh for item in repair.items]
    found = {
        "评价办法": of.name,
        "申请日期": chinese_day(repair.received_on),
        "修复事项": "\n".join(f"{n}. {what}" for n, what in enumerate(items, 1)),
    }
    made = session.get(RepairDecision, act.id) if act else None
    if made is not None:
        found["决定理由"] = made.reason or ""
        found["修复决定名称"] = _CALLED.get(made.action, "")
        found["修复决定"] = _RULED.get(made.action, "")
    return found | _revocation(repair) | _hearing(repair)


def _revocation(repair: Repair) -> dict[str, str]:
    granted, notice = repair.decided("grant"), _last(repair, "notice")
    used = [norms()[code] for code in dict.fromkeys(item.norm for item in repair.items)]
    barred = max((norm.barred_months for norm in used), default=0)
    return {
        "修复依据": "、".join(f"{norm.title['zh']}（{norm.basis['zh']}）" for norm in used),
        "准予日期": chinese_day(granted.decided_on) if granted else "",
        "准予文号": (granted.document_no or "") if granted else "",
        "撤销事由": (notice.text or "") if notice else "",
        "告知书文号": (notice.document_no or "") if notice else "",
        "恢复事项": "，".join(dict.fromkeys(_restored(repair))),
        "限制期限": f"{barred}个月",
        "陈述申辩期限": str(deadline("defence").n),
        "听证申请期限": str(deadline("hearing_request").n),
    }


def _restored(repair: Repair) -> Iterator[str]:
    for item in repair.items:
        yield _RESTORED[
            "event" if item.event_id else "listing" if item.listing_id else "publication"
        ]


def _hearing(repair: Repair) -> dict[str, str]:
    told, answer = _last(repair, "hearing_notice"), _last(repair, "answer")
    return {
        "听证日期": chinese_day(told.held_on) if told else "",
        "陈述申辩情况": _heard(repair) if _last(repair, "notice") else "",
        "答复": (answer.text or "") if answer else "",
    }


def _heard(repair: Repair) -> str:
    replied, waived = (_last(repair, kind) is not None for kind in ("reply", "waiver"))
    return heard(replied=replied, waived=waived)


def _last(repair: Repair, kind: str) -> RepairPaper | None:
    return next((paper for paper in reversed(repair.papers) if paper.kind == kind), None)


READERS["repair"] = Reader(business, NAMES, values)
