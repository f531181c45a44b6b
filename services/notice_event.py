"""The notice procedure of a record, by hand: notice served, the party's reply, the answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Event, EventStep, new_id
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.clock import day_of
from services.locking import lock_events
from services.messages import Conflict, Forbidden, Invalid, Message, say
from services.new_file import NewFile, evidence_rows
from services.reply_time import reply_time_problem
from services.scope import event_or_404
from services.writing import Once, writing

Step = Literal["notice", "reply", "answer"]

# How a notice may reach its party (送达): direct, left, post, entrusted, passed on, announcement, electronic.
WAYS = ("direct", "left", "post", "entrusted", "passed_on", "announcement", "electronic")


@dataclass(frozen=True)
class StepDraft:
    """``due_on`` (last day to reply) belongs to a notice; ``on_behalf``: entered from paper (代录)."""

    kind: Step
    on: date
    text: str
    document_no: str | None = None
    way: str | None = None
    due_on: date | None = None
    files: tuple[NewFile, ...] = ()


def steps_of(session: Session, event_id: str) -> Sequence[EventStep]:
    """The papers in the order in which they were entered."""
    query = select(EventStep).join(ledger.Entry, ledger.Entry.entry_id == EventStep.entry_id)
    return session.scalars(
        query.where(EventStep.event_id == event_id).order_by(ledger.Entry.seq)
    ).all()


def unanswered(steps: Sequence[EventStep]) -> bool:
    """Whether a reply came after which no answer was given."""
    heard = [step.kind for step in steps if step.kind in ("reply", "answer")]
    return bool(heard) and heard[-1] == "reply"


def take_step(
    session: Session,
    actor: Actor,
    event_id: str,
    draft: StepDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Record one step; the party itself may only reply. Returns the event's id."""
    own_reply = actor.subject_id is not None and draft.kind == "reply"
    actor.require("own.reply" if own_reply else "event.step")
    with writing(session, actor, now, once) as writer:
        lock_events(session, [event_id])
        event = event_or_404(session, actor, event_id)
        _check(session, event, draft, day_of(now))
        step_id, private = new_id(), Private()
        private.keep("event_step", step_id, text=draft.text)
        data: dict[str, Any] = {
            "step": {
                "id": step_id,
                "event_id": event.id,
                "by": actor.holder_id,
                "on_behalf": draft.kind == "reply" and not own_reply,
                **{
                    name: body_value(getattr(draft, name))
                    for name in ("kind", "on", "way", "due_on", "document_no")
                },
            }
        }
        if draft.files:
            data["evidence"] = evidence_rows("event_step", step_id, draft.files, private)
        writer.add("event.step", data, event.subject_id, private)
        writer.result = event.id
    return writer.result


def _check(session: Session, event: Event, draft: StepDraft, today: date) -> None:
    if event.confirm != "notice":
        raise Forbidden(say("This record needs no notice procedure."))
    if event.state != "pending":
        raise Conflict(say("This record was already decided by somebody else."))
    if problems := _problems(event, list(steps_of(session, event.id)), draft, today):
        raise Invalid(problems)


def _problems(
    event: Event, done: list[EventStep], draft: StepDraft, today: date
) -> dict[str, Message]:
    kinds = [step.kind for step in done]
    if draft.on > today:
        return {"on": say("This day is still to come. Give the day on which it happened.")}
    if draft.on < event.occurred_on:
        return {"on": say("This day lies before the day on which it happened.")}
    if not draft.text.strip():
        return {"text": say("Please say what the paper says.")}
    if draft.kind == "notice":
        return _notice_problems(kinds, draft)
    if "notice" not in kinds:
        return {"": say("The contractor has not been given notice yet.")}
    if draft.on < done[kinds.index("notice")].on:
        return {"on": say("This day lies before the notice.")}
    if draft.kind == "answer" and "reply" not in kinds:
        return {"": say("There is no reply to answer.")}
    return {}


def _notice_problems(kinds: list[str], draft: StepDraft) -> dict[str, Message]:
    if "notice" in kinds:
        return {"": say("The notice was already recorded.")}
    if draft.way not in WAYS:
        return {"way": say("Say how the notice reached the contractor.")}
    if not draft.document_no:
        return {"document_no": say("A notice has a document number.")}
    problem = reply_time_problem(draft.on, draft.due_on)
    return {"due_on": problem} if problem else {}
