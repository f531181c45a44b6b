"""A step of the office before it decides on an objection; the party may withdraw it meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from identity.regions import is_within
from models import Objection, Office, new_id
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.calendar.deadlines import deadline
from services.clock import day_of
from services.locking import lock_subjects
from services.messages import Forbidden, Invalid, Message, say
from services.objections.objection_file import check_turn, due_on, file_of
from services.scope import objection_or_404
from services.writing import Once, writing

Kind = Literal["accept", "forward", "finding", "extend", "pause", "resume"]

NEEDS_TEXT = ("finding", "extend", "pause")


@dataclass(frozen=True)
class ObjectionStepDraft:
    """``office_id``: the unit that must check (forward); ``days``: working days granted (extend)."""

    kind: Kind
    text: str | None = None
    office_id: str | None = None
    days: int | None = None


def take_objection_step(
    session: Session,
    actor: Actor,
    objection_id: str,
    draft: ObjectionStepDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Record one step, of today; returns the objection's id. Only a decider lengthens the time, once."""
    actor.require("objection.decide" if draft.kind == "extend" else "objection.handle")
    with writing(session, actor, now, once) as writer:
        objection = locked_objection(session, actor, objection_id)
        check_turn(objection, draft.kind)
        if not may_take(session, actor, objection, draft.kind):
            raise Forbidden(say("Another office is in charge of this objection."))
        if problems := _problems(session, objection, draft, day_of(now)):
            raise Invalid(problems)
        step_id, private = new_id(), Private()
        private.keep("objection_step", step_id, text=draft.text)
        data: dict[str, Any] = {
            "step": {
                "id": step_id,
                "objection_id": objection.id,
                "position": len(objection.steps) + 1,
                "kind": draft.kind,
                "on": body_value(day_of(now)),
                "office_id": draft.office_id if draft.kind == "forward" else None,
                "days": draft.days if draft.kind == "extend" else None,
                "by": actor.holder_id,
            }
        }
        kind = "objection.forward" if draft.kind == "forward" else "objection.step"
        writer.add(kind, data, objection.subject_id, private)
        session.expire(objection)
        writer.result = objection.id
    return writer.result


def locked_objection(session: Session, actor: Actor, objection_id: str) -> Objection:
    """The objection, read once other writes about its subject wait."""
    objection = objection_or_404(session, actor, objection_id)
    lock_subjects(session, [objection.subject_id])
    session.refresh(objection)
    return objection


def in_charge(session: Session, actor: Actor, objection: Objection) -> bool:
    """The office in charge of what is disputed, and those above it."""
    if actor.subject_id is not None or actor.region is None:
        return False
    office = session.get_one(Office, objection.office_id)
    return actor.sees_all or is_within(office.region, actor.region)


def may_take(session: Session, actor: Actor, objection: Objection, kind: str) -> bool:
    """A finding comes from the unit that was asked; everything else from the office in charge."""
    if in_charge(session, actor, objection):
        return True
    asked = [step.office_id for step in objection.steps if step.kind == "forward"]
    return kind == "finding" and actor.office_id in asked


def _problems(
    session: Session, objection: Objection, draft: ObjectionStepDraft, today: date
) -> dict[str, Message]:
    if draft.kind in NEEDS_TEXT and not (draft.text or "").strip():
        return {"text": say("Please give the reason.")}
    if draft.kind == "extend":
        return _extension_problems(session, objection, draft, today)
    if draft.kind in ("forward", "pause") and due_on(session, objection).over(today):
        return {"": say("The time is over: what is begun now no longer makes it longer. Decide.")}
    return _forward_problems(session, objection, draft) if draft.kind == "forward" else {}


def _forward_problems(
    session: Session, objection: Objection, draft: ObjectionStepDraft
) -> dict[str, Message]:
    if session.get(Office, draft.office_id or "") is None:
        return {"office_id": say("Choose the unit that must check.")}
    if draft.office_id == objection.office_id:
        return {
            "office_id": say("This office is in charge itself; another unit is asked to check.")
        }
    return {}


def _extension_problems(
    session: Session, objection: Objection, draft: ObjectionStepDraft, today: date
) -> dict[str, Message]:
    """Asked for before the end, and capped."""
    most = deadline(file_of(objection).deadline).extension
    if draft.days is None or not 1 <= draft.days <= most:
        return {"days": say("The time is extended by %(most)s working days at most.", most=most)}
    if today > due_on(session, objection).on:
        return {"": say("The time is over: an extension is granted before its end.")}
    return {}


def withdraw_objection(
    session: Session, actor: Actor, objection_id: str, now: datetime, once: Once | None = None
) -> str:
    """The party takes its objection back; the mark ends. Returns the objection's id."""
    actor.require("own.reply")
    with writing(session, actor, now, once) as writer:
        objection = locked_objection(session, actor, objection_id)
        check_turn(objection, "withdraw")
        data = {"objection": objection.id, "on": day_of(now).isoformat()}
        writer.add("objection.withdraw", data, objection.subject_id)
        session.expire(objection)
        writer.result = objection.id
    return writer.result
