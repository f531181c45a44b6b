"""A paper in a case: the prior notice, the party's statement and defence or waiver, the answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from models import Case, CaseStep, new_id
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.clock import day_of
from services.locking import lock_case, lock_subjects
from services.messages import Conflict, Invalid, Message, say
from services.new_file import NewFile, evidence_rows
from services.notice_event import WAYS
from services.reply_time import reply_time_problem
from services.scope import case_or_404
from services.writing import Once, writing

Kind = Literal["notice", "reply", "waiver", "answer"]


@dataclass(frozen=True)
class CaseStepDraft:
    """``due_on`` (last day to reply) belongs to the notice; a party's own paper is entered 代录 by staff."""

    kind: Kind
    on: date
    text: str
    document_no: str | None = None
    way: str | None = None
    due_on: date | None = None
    files: tuple[NewFile, ...] = ()


def take_case_step(
    session: Session,
    actor: Actor,
    case_id: str,
    draft: CaseStepDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Record one paper; the party itself may reply or waive. Returns the case's id."""
    own = actor.subject_id is not None and draft.kind in ("reply", "waiver")
    actor.require("own.reply" if own else "list.step")
    with writing(session, actor, now, once) as writer:
        case = case_or_404(session, actor, case_id)
        lock_subjects(session, [case.subject_id])
        lock_case(session, case.id)
        session.refresh(case)
        on_behalf = draft.kind in ("reply", "waiver") and not own
        _check(case, draft, day_of(now), on_behalf=on_behalf)
        step_id, private = new_id(), Private()
        private.keep("case_step", step_id, text=draft.text)
        names = ("kind", "on", "way", "due_on", "document_no")
        data: dict[str, Any] = {
            "step": {
                "id": step_id,
                "case_id": case.id,
                "position": len(case.steps) + 1,
                "typed_by": actor.holder_id,
                "on_behalf": on_behalf,
                **{name: body_value(getattr(draft, name)) for name in names},
            }
        }
        if draft.files:
            data["evidence"] = evidence_rows("case_step", step_id, draft.files, private)
        writer.add("case.step", data, case.subject_id, private)
        session.expire(case)
        writer.result = case.id
    return writer.result


def _check(case: Case, draft: CaseStepDraft, today: date, *, on_behalf: bool) -> None:
    if any(d.effective_entry_id and d.action in ("enter", "refuse") for d in case.decisions):
        raise Conflict(say("This case was already decided."))
    if any(decision.waits for decision in case.decisions):
        raise Conflict(say("A decision waits for its second person."))
    if problems := _problems(case, draft, today, on_behalf=on_behalf):
        raise Invalid(problems)


def _problems(
    case: Case, draft: CaseStepDraft, today: date, *, on_behalf: bool
) -> dict[str, Message]:
    notice = notice_of(case.steps)
    if not case.opened_on <= draft.on <= today:
        return {"on": say("This day must lie between the opening of the case and today.")}
    if not draft.text.strip():
        return {"text": say("Please say what the paper says.")}
    if draft.kind == "notice":
        return _notice_problems(notice, draft)
    if notice is None:
        return {"": say("The contractor has not been given notice yet.")}
    if draft.on < notice.on:
        return {"on": say("This day lies before the notice.")}
    if draft.kind == "answer" and not unanswered(case.steps):
        return {"": say("There is no reply to answer.")}
    if on_behalf and not draft.files:
        return {"evidence": say("What is entered for the contractor needs the scan of its paper.")}
    return {}


def _notice_problems(notice: CaseStep | None, draft: CaseStepDraft) -> dict[str, Message]:
    if notice is not None:
        return {"": say("The notice was already recorded.")}
    if draft.way not in WAYS:
        return {"way": say("Say how the notice reached the contractor.")}
    if not draft.document_no:
        return {"document_no": say("A notice has a document number.")}
    problem = reply_time_problem(draft.on, draft.due_on)
    return {"due_on": problem} if problem else {}


def notice_of(steps: Sequence[CaseStep]) -> CaseStep | None:
    return next((step for step in steps if step.kind == "notice"), None)


def unanswered(steps: Sequence[CaseStep]) -> bool:
    """Whether a reply came after which no answer was given."""
    replies = [step.position for step in steps if step.kind == "reply"]
    answers = [step.position for step in steps if step.kind == "answer"]
    return bool(replies) and max(replies) > max(answers, default=0)


def unheard(steps: Sequence[CaseStep], day: date) -> Message | None:
    """What is missing on a day before anybody may be listed: notice, and the party heard."""
    notice = notice_of(steps)
    if notice is None:
        return say("Nobody is listed without prior notice. Record the notice first.")
    if unanswered(steps):
        return say("The contractor's reply has not been answered yet.")
    heard = any(step.kind in ("reply", "waiver") for step in steps)
    if not heard and notice.due_on is not None and day <= notice.due_on:
        return say("The contractor may reply until %(day)s.", day=notice.due_on.isoformat())
    return None
