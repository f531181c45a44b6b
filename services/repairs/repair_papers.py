"""The papers of a repair: what the office found, and before a revocation the notice and the party's hearing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from models import Repair, RepairPaper, new_id
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.cases.case_words import refuse
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows, kept_inside
from services.messages import Conflict, Forbidden, Invalid, Message, say
from services.papers.standing_papers import loose_paper_numbered
from services.people.two_persons import took_part
from services.repairs.ask_repair import locked_repair
from services.repairs.heard_before_revoking import lacking
from services.serving.outbox import Reminder, put
from services.writing import Once, writing

Kind = Literal[
    "examination",
    "notice",
    "reply",
    "waiver",
    "hearing_request",
    "hearing_notice",
    "hearing_record",
    "answer",
]
OF_PARTY: tuple[Kind, ...] = ("reply", "waiver", "hearing_request")
NUMBERED: tuple[Kind, ...] = ("notice", "hearing_notice")


@dataclass(frozen=True)
class RepairPaperDraft:
    """``on`` is the day of the paper; a party's own paper is entered by staff with its scan (代录).

    ``held_on``: the day for which a hearing is announced.
    """

    kind: Kind
    on: date
    text: str
    document_no: str | None = None
    held_on: date | None = None
    files: tuple[NewFile, ...] = ()


def take_repair_paper(
    session: Session,
    actor: Actor,
    repair_id: str,
    draft: RepairPaperDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Record one paper; the party itself replies, waives or asks for a hearing. Returns the application's id."""
    own = actor.subject_id is not None and draft.kind in OF_PARTY
    actor.require("own.reply" if own else "repair.handle")
    with writing(session, actor, now, once) as writer:
        repair = locked_repair(session, actor, repair_id)
        on_behalf = draft.kind in OF_PARTY and not own
        _check_state(repair, draft.kind)
        if own and draft.on != day_of(now):
            raise Invalid({"on": say("What is handed in here is of today.")})
        if problems := _problems(repair, draft, day_of(now), on_behalf=on_behalf):
            raise Invalid(problems)
        refuse(lacking(session, repair, draft.kind, draft.on))
        _check_chair(session, actor, repair, draft.kind)
        paper_id, private = new_id(), Private()
        private.keep("repair_paper", paper_id, text=draft.text.strip())
        data: dict[str, Any] = {
            "paper": {
                "id": paper_id,
                "repair_id": repair.id,
                "position": len(repair.papers) + 1,
                "kind": draft.kind,
                "on": draft.on.isoformat(),
                "document_no": draft.document_no or None,
                "held_on": body_value(draft.held_on if draft.kind == "hearing_notice" else None),
                "typed_by": actor.holder_id,
                "on_behalf": on_behalf,
            }
        }
        if draft.files:
            inner = draft.kind == "examination"
            files = kept_inside(draft.files) if inner else draft.files
            data["evidence"] = evidence_rows("repair_paper", paper_id, files, private)
        if official := loose_paper_numbered(session, "repair", repair.id, draft.document_no):
            data["official"] = official.id
        writer.add("repair.paper", data, repair.subject_id, private)
        if draft.kind in NUMBERED:
            put(session, _reminder(repair, paper_id, draft), now)
        session.expire(repair)
        writer.result = repair.id
    return writer.result


def _reminder(repair: Repair, paper_id: str, draft: RepairPaperDraft) -> Reminder:
    template = "notice" if draft.kind == "notice" else "document"
    about = f"repair/{repair.id}"
    return Reminder(template, repair.subject_id, paper_id, about, draft.document_no or "")


def last_paper(repair: Repair, kind: str) -> RepairPaper | None:
    """The latest of a kind."""
    return next((paper for paper in reversed(repair.papers) if paper.kind == kind), None)


def _check_state(repair: Repair, kind: Kind) -> None:
    if repair.waiting is not None:
        raise Conflict(say("A decision waits for its second person."))
    if kind == "examination":
        if not repair.is_open:
            raise Conflict(say("This application was already decided."))
    elif not repair.stands or repair.unserved_revocation is not None:
        raise Conflict(say("Only a repair that stands can be revoked."))


def _problems(
    repair: Repair, draft: RepairPaperDraft, today: date, *, on_behalf: bool
) -> dict[str, Message]:
    if not repair.received_on <= draft.on <= today:
        return {"on": say("This day must lie between the application and today.")}
    granted = repair.decided("grant")
    if granted is not None and draft.on < granted.decided_on:
        return {"on": say("This day lies before the day on which the repair was granted.")}
    if not draft.text.strip():
        return {"text": say("Please say what the paper says.")}
    if draft.kind in NUMBERED and not draft.document_no:
        return {"document_no": say("A notice has a document number.")}
    if draft.kind == "hearing_notice" and draft.held_on is None:
        return {"held_on": say("Say on which day the hearing is held.")}
    if draft.kind == "hearing_record" and not draft.files:
        return {"evidence": say("The record of a hearing needs the scan of the signed paper.")}
    if on_behalf and not draft.files:
        return {"evidence": say("What is entered for the contractor needs the scan of its paper.")}
    notice = last_paper(repair, "notice")
    if notice is not None and draft.kind != "examination" and draft.on < notice.on:
        return {"on": say("This day lies before the notice.")}
    return {}


def _check_chair(session: Session, actor: Actor, repair: Repair, kind: Kind) -> None:
    """Whoever gave the notice does not preside: article 64 (4)."""
    notice = last_paper(repair, "notice") if kind == "hearing_record" else None
    if notice is not None and took_part(session, actor, notice.typed_by, notice.entry_id):
        raise Forbidden(
            say("You gave the notice, so another person presides and records the hearing.")
        )
