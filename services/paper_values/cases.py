"""What the papers of a case say of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

import scoring
from models import Case, CaseStep, Holder, ListDecision, Office
from procedure.case_file import CLOSING
from services.actor import Actor
from services.calendar.deadlines import deadline
from services.labels import list_label, scheme_label
from services.messages import Message, say
from services.paper_values.registry import READERS, Act, Business, Reader, chinese_day, heard
from services.rules.list_rules import last_day, list_basis, list_rule, listing_of_case
from services.scope import case_or_404

NAMES: dict[str, Message] = {
    "名单": say("the list's legal name"),
    "评价办法": say("the title of the scheme"),
    "事实": say("the facts, as the notice or the fixing of facts puts them"),
    "依据": say("the legal basis of the list"),
    "措施": say("what being on the list brings with it"),
    "列入期限": say("“, for 12 months”, by the list's rule; nothing where it has none"),
    "陈述申辩期限": say("working days to state one's case"),
    "听证申请期限": say("working days to ask for a hearing"),
    "办案人员": say("the investigators with their certificates"),
    "听证日期": say("the day of the hearing"),
    "听证地点": say("the place of the hearing"),
    "听证主持人": say("who presides over the hearing"),
    "告知书文号": say("the number of the prior notice"),
    "陈述申辩情况": say("whether the party stated its case, and what was answered"),
    "逐项答复": say("each point of the party with its answer"),
    "决定理由": say("the reasons of the decision"),
    "列入日期": say("the first day on the list"),
    "移出日期": say("the first day off the list"),
    "修复告知": say("what the party can do to leave the list"),
}
_AHEAD = frozenset({"notice", "hearing_notice"})
"""Papers that are drafted before they are recorded."""


def business(session: Session, actor: Actor, case_id: str) -> Business:
    case = case_or_404(session, actor, case_id)
    made = [d for d in case.decisions if d.withdrawn_by is None and not d.waits]
    closed = any(d.action in CLOSING for d in made)
    steps = (Act("case_step", s.id, s.kind, s.on, s.document_no) for s in case.steps)
    rulings = (Act("list_decision", d.id, d.action, d.decided_on, d.document_no) for d in made)
    return Business(
        kind="case",
        id=case.id,
        name=list_label(session, case.scheme, case.list_code).zh,
        subject=case.subject,
        office=session.get_one(Office, case.office_id),
        acts=(*steps, *rulings),
        open_to=frozenset() if closed else _AHEAD,
    )


def values(session: Session, of: Business, act: Act | None, _today: date) -> dict[str, str]:
    case = session.get_one(Case, of.id)
    rule = list_rule(session, case.scheme, case.list_code)
    basis = "；".join(document.zh for document in list_basis(session, case.scheme, case.list_code))
    notice = _last(case, "notice")
    found = {
        "名单": of.name,
        "评价办法": scheme_label(session, case.scheme).zh,
        "事实": _facts(case),
        "依据": ((notice.basis if notice else None) or basis).rstrip("。；"),
        "措施": "；".join(effect.zh for effect in rule.effects) if rule else "",
        "陈述申辩期限": str((notice.days if notice else None) or deadline("defence").n),
        "听证申请期限": str(deadline("hearing_request").n),
        "办案人员": "；".join(_investigators(session, case)),
        "告知书文号": (notice.document_no or "") if notice else "",
        "陈述申辩情况": _heard(case),
        "逐项答复": _answers(case),
        "修复告知": _text(_last(case, "repair_notice")),
        "列入期限": _length(rule),
    }
    return found | _hearing(session, case) | _ruling(session, case, act)


def _last(case: Case, *kinds: str) -> CaseStep | None:
    return next((step for step in reversed(case.steps) if step.kind in kinds), None)


def _facts(case: Case) -> str:
    return _text(_last(case, "notice") or _last(case, "facts")) or case.grounds or ""


def _text(step: CaseStep | None) -> str:
    return (step.text or "") if step else ""


def _length(rule: scoring.ListRule | None) -> str:
    """By the list's rule; a length that the decision must say stands in its reasons."""
    if rule is None or rule.length.unit not in ("months", "life"):
        return ""
    return "，期限为终身" if rule.length.unit == "life" else f"，期限{rule.length.n}个月"


def _investigators(session: Session, case: Case) -> Iterator[str]:
    named = _last(case, "investigators")
    for person in named.persons if named else []:
        holder = session.get_one(Holder, person.holder_id)
        yield f"{holder.name or ''}（执法证号{person.certificate_no}）"


def _hearing(session: Session, case: Case) -> dict[str, str]:
    told = _last(case, "hearing_notice")
    if told is None:
        return {}
    chair = session.get(Holder, told.persons[0].holder_id) if told.persons else None
    return {
        "听证日期": chinese_day(told.held_on),
        "听证地点": told.place or "",
        "听证主持人": (chair.name or "") if chair else "",
    }


def _heard(case: Case) -> str:
    """What the party said before the decision, in one sentence."""
    if _last(case, "reply") is None:
        return heard(waived=_last(case, "waiver") is not None)
    points = [point for step in case.steps for point in step.points]
    taken = sum(1 for point in points if point.answer is not None and point.answer.taken_up)
    return (
        f"当事人提出陈述申辩意见{len(points)}项，我单位逐项复核并书面答复，"
        f"采纳{taken}项，不予采纳{len(points) - taken}项。"
    )


def _answers(case: Case) -> str:
    rows = []
    points = [point for step in case.steps for point in step.points]
    for n, point in enumerate((p for p in points if p.answer is not None), 1):
        answer = point.answer
        assert answer is not None
        word = "予以采纳" if answer.taken_up else "不予采纳"
        rows += [f"{n}. 意见：{point.text or ''}", f"答复：{word}。{answer.reasons or ''}"]
    return "\n".join(rows)


def _ruling(session: Session, case: Case, act: Act | None) -> dict[str, str]:
    made = session.get(ListDecision, act.id) if act and act.kind == "list_decision" else None
    listing = listing_of_case(session, case.id)
    found = {"列入日期": chinese_day(listing.from_on) if listing else ""}
    if made is not None:
        found["决定理由"] = made.reason or ""
        if made.action == "enter" and made.until_on is not None:
            found["列入期限"] = f"，期限至{chinese_day(last_day(made.until_on))}"
        found["移出日期"] = chinese_day(made.from_on) if made.action == "leave" else ""
    return found


READERS["case"] = Reader(business, NAMES, values)
