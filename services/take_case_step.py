"""A paper in a case: the prior notice, the party's statement and defence or waiver, the answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Case, CaseStep, new_id
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.clock import day_of
from services.locking import lock_case, lock_subjects
from services.messages import Conflict, Invalid, Message, NotFound, say
from services.new_file import NewFile, evidence_rows
from services.notice_event import WAYS
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


def case_or_404(session: Session, actor: Actor, case_id: str) -> Case:
    """A case for those who work on lists, and for its own party once it was given notice."""
    case = session.get(Case, case_id)
    if case is not None and actor.may("list.read"):
        return case
    own = case is not None and case.subject_id == actor.subject_id
    if case is not None and own and any(step.kind == "notice" for step in case.steps):
        return case
    raise NotFound(say("There is no such case."))


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
        done = list(session.scalars(_steps(case.id)))
        _check(case, done, draft, day_of(now))
        step_id, private = new_id(), Private()
        private.keep("case_step", step_id, text=draft.text)
        names = ("kind", "on", "way", "due_on", "document_no")
        data: dict[str, Any] = {
            "step": {
                "id": step_id,
                "case_id": case.id,
                "position": len(done) + 1,
                "typed_by": actor.holder_id,
                "on_behalf": draft.kind in ("reply", "waiver") and not own,
                **{name: body_value(getattr(draft, name)) for name in names},
            }
        }
        if draft.files:
            data["evidence"] = evidence_rows("case_step", step_id, draft.files, private)
        writer.add("case.step", data, case.subject_id, private)
        session.expire(case)
        writer.result = case.id
    return writer.result


def _steps(case_id: str) -> Any:
    return select(CaseStep).where(CaseStep.case_id == case_id).order_by(CaseStep.position)


def _check(case: Case, done: list[CaseStep], draft: CaseStepDraft, today: date) -> None:
    if any(d.effective_entry_id and d.action in ("enter", "refuse") for d in case.decisions):
        raise Conflict(say("This case was already decided."))
    if problems := _problems(case, done, draft, today):
        raise Invalid(problems)


def _problems(
    case: Case, done: list[CaseStep], draft: CaseStepDraft, today: date
) -> dict[str, Message]:
    kinds = [step.kind for step in done]
    if not case.opened_on <= draft.on <= today:
        return {"on": say("This day must lie between the opening of the case and today.")}
    if not draft.text.strip():
        return {"text": say("Please say what the paper says.")}
    if draft.kind == "notice":
        return _notice_problems(kinds, draft)
    if "notice" not in kinds:
        return {"": say("The contractor has not been given notice yet.")}
    if draft.kind == "answer" and "reply" not in kinds:
        return {"": say("There is no reply to answer.")}
    return {}


def _notice_problems(kinds: list[str], draft: CaseStepDraft) -> dict[str, Message]:
    if "notice" in kinds:
        return {"": say("The notice was already recorded.")}
    if draft.way not in WAYS:
        return {"way": say("Say how the notice reached the contractor.")}
    if not draft.document_no:
        return {"document_no": say("A notice has a document number.")}
    if draft.due_on is None or draft.due_on <= draft.on:
        return {"due_on": say("The last day to reply lies after the notice.")}
    return {}
