"""The notice procedure of a record, by hand: the notice, the party's reply, the answer to it."""

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
from services.events.reply_time import days_problem, reply_windows
from services.files.new_file import NewFile, evidence_rows
from services.locking import lock_events
from services.messages import Conflict, Forbidden, Invalid, Message, say
from services.papers.standing_papers import loose_paper_numbered
from services.scope import event_or_404
from services.serving.outbox import Reminder, put
from services.writing import Once, writing

Step = Literal["notice", "reply", "answer"]


@dataclass(frozen=True)
class StepDraft:
    """``days`` belongs to a notice: how many working days it grants, from its service, for the reply."""

    kind: Step
    on: date
    text: str
    document_no: str | None = None
    days: int | None = None
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


def unheard_on(session: Session, steps: Sequence[EventStep], day: date) -> Message | None:
    """What is missing on a day before a decision: notice, its service, time to reply, every answer.

    What came later than that day was not there yet.
    """
    steps = [step for step in steps if step.on <= day]
    notice = next((step for step in steps if step.kind == "notice"), None)
    if notice is None:
        return say("The contractor has not been given notice yet.")
    window = reply_windows(session, [notice]).get(notice.id)
    if window is None:
        return say("The notice has not been served yet: the time to reply has not begun.")
    if unanswered(steps):
        return say("The contractor's reply has not been answered yet.")
    if any(step.kind == "reply" for step in steps) or window.over(day):
        return None
    if window.provisional and day > window.on:
        return say(
            "The time to reply ends provisionally on %(day)s, for the holidays of that year are not"
            " arranged yet; nothing closes on a provisional day.",
            day=window.on.isoformat(),
        )
    return say("The contractor may reply until %(day)s.", day=window.on.isoformat())


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
                    for name in ("kind", "on", "days", "document_no")
                },
            }
        }
        if draft.files:
            data["evidence"] = evidence_rows("event_step", step_id, draft.files, private)
        if official := loose_paper_numbered(session, "event", event.id, draft.document_no):
            data["official"] = official.id
        writer.add("event.step", data, event.subject_id, private)
        if draft.kind == "notice":
            put(session, _reminder(event, step_id, draft), now)
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
    if not draft.document_no:
        return {"document_no": say("A notice has a document number.")}
    problem = days_problem(draft.days)
    return {"days": problem} if problem else {}


def _reminder(event: Event, step_id: str, draft: StepDraft) -> Reminder:
    about = f"event/{event.id}"
    return Reminder("notice", event.subject_id, step_id, about, draft.document_no or "")
