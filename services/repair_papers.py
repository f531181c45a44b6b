"""The papers of a repair: what the office found, and before a revocation the notice and the party's hearing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from models import Repair, RepairPaper, new_id
from procedure.deadlines import Due
from services.actor import Actor
from services.apply import Private
from services.ask_repair import locked_repair
from services.clock import day_of
from services.deadlines import due_of
from services.messages import Conflict, Invalid, Message, say
from services.new_file import NewFile, evidence_rows, kept_inside
from services.service_records import served_on
from services.writing import Once, writing

Kind = Literal["examination", "notice", "reply", "waiver", "answer"]
OF_PARTY: tuple[Kind, ...] = ("reply", "waiver")


@dataclass(frozen=True)
class RepairPaperDraft:
    """``on`` is the day of the paper; a party's own paper is entered by staff with its scan (代录)."""

    kind: Kind
    on: date
    text: str
    document_no: str | None = None
    files: tuple[NewFile, ...] = ()


def take_repair_paper(
    session: Session,
    actor: Actor,
    repair_id: str,
    draft: RepairPaperDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Record one paper; the party itself may reply or waive. Returns the application's id."""
    own = actor.subject_id is not None and draft.kind in OF_PARTY
    actor.require("own.reply" if own else "repair.handle")
    with writing(session, actor, now, once) as writer:
        repair = locked_repair(session, actor, repair_id)
        on_behalf = draft.kind in OF_PARTY and not own
        _check_state(repair, draft.kind)
        if problems := _problems(repair, draft, day_of(now), on_behalf=on_behalf):
            raise Invalid(problems)
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
                "typed_by": actor.holder_id,
                "on_behalf": on_behalf,
            }
        }
        if draft.files:
            inner = draft.kind == "examination"
            files = kept_inside(draft.files) if inner else draft.files
            data["evidence"] = evidence_rows("repair_paper", paper_id, files, private)
        writer.add("repair.paper", data, repair.subject_id, private)
        session.expire(repair)
        writer.result = repair.id
    return writer.result


def last_paper(repair: Repair, kind: str) -> RepairPaper | None:
    """The latest of a kind."""
    return next((paper for paper in reversed(repair.papers) if paper.kind == kind), None)


def unanswered(repair: Repair) -> bool:
    """Whether a statement came after which no answer was given."""
    heard = [paper.kind for paper in repair.papers if paper.kind in ("reply", "answer")]
    return bool(heard) and heard[-1] == "reply"


def time_to_reply(session: Session, repair: Repair) -> Due | None:
    """The party's time to state its case against a revocation; None until the notice was served."""
    notice = last_paper(repair, "notice")
    served = served_on(session, notice.id) if notice is not None else None
    return due_of(session, "defence", served) if served is not None else None


def unheard(session: Session, repair: Repair, day: date) -> Message | None:
    """What is missing on a day before a repair may be revoked: notice served, and the party heard."""
    notice = last_paper(repair, "notice")
    if notice is None:
        return say("No repair is revoked without prior notice. Record the notice first.")
    if unanswered(repair):
        return say("The contractor's reply has not been answered yet.")
    if any(paper.kind in OF_PARTY for paper in repair.papers):
        return None
    due = time_to_reply(session, repair)
    if due is None:
        return say("The notice has not been served yet, so the time to reply does not run.")
    if not due.over(day):
        return say("The contractor may reply until %(day)s.", day=due.on.isoformat())
    return None


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
    if not draft.text.strip():
        return {"text": say("Please say what the paper says.")}
    if draft.kind == "examination":
        return {}
    notice = last_paper(repair, "notice")
    if draft.kind == "notice":
        return _notice_problems(notice, draft)
    if notice is None:
        return {"": say("The contractor has not been given notice yet.")}
    if draft.on < notice.on:
        return {"on": say("This day lies before the notice.")}
    if draft.kind == "answer" and not unanswered(repair):
        return {"": say("There is no reply to answer.")}
    if on_behalf and not draft.files:
        return {"evidence": say("What is entered for the contractor needs the scan of its paper.")}
    return {}


def _notice_problems(notice: RepairPaper | None, draft: RepairPaperDraft) -> dict[str, Message]:
    if notice is not None:
        return {"": say("The notice was already recorded.")}
    if not draft.document_no:
        return {"document_no": say("A notice has a document number.")}
    return {}
