"""Rectification of a record: handed in with proof by its party, or entered from paper; a second person accepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Event, Rectification, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.events.confirm_event import renew_of
from services.files.new_file import NewFile, evidence_rows
from services.locking import lock_events
from services.messages import Conflict, Forbidden, Invalid, Message, NotFound, say
from services.people.two_persons import took_part
from services.scope import event_or_404
from services.writing import Once, Writer, writing


@dataclass(frozen=True)
class RectificationDraft:
    """``on``: when it was done; ``handed_in_on``: when the paper came (None: today)."""

    on: date
    text: str
    files: tuple[NewFile, ...] = ()
    handed_in_on: date | None = None


def rectifications_of(session: Session, event_id: str) -> Sequence[Rectification]:
    """What was handed in about a record, in that order."""
    query = select(Rectification).join(
        ledger.Entry, ledger.Entry.entry_id == Rectification.entry_id
    )
    return session.scalars(
        query.where(Rectification.event_id == event_id).order_by(ledger.Entry.seq)
    ).all()


def standing_rectification(session: Session, event_id: str) -> Rectification | None:
    """The one that waits or was accepted."""
    query = select(Rectification).where(
        Rectification.event_id == event_id, Rectification.refused_by.is_(None)
    )
    return session.scalar(query.execution_options(populate_existing=True))


def may_be_rectified(event: Event) -> bool:
    """Only what counts can be put right by deeds; what is wrong on paper is corrected."""
    return event.state == "counted" and event.confirm != "none"


def rectify_event(
    session: Session,
    actor: Actor,
    event_id: str,
    draft: RectificationDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Hand in a rectification; staff enter the party's paper (代录). Returns the event's id."""
    own = actor.subject_id is not None
    actor.require("own.repair" if own else "repair.handle")
    with writing(session, actor, now, once) as writer:
        lock_events(session, [event_id])
        event = event_or_404(session, actor, event_id)
        if not may_be_rectified(event):
            raise Conflict(say("Only a record that counts can be rectified."))
        if standing_rectification(session, event.id) is not None:
            raise Conflict(say("A rectification of this record was already handed in."))
        if problems := _problems(event, draft, day_of(now)):
            raise Invalid(problems)
        _write(writer, event, draft, on_behalf=not own)
        writer.result = event.id
    return writer.result


def _write(writer: Writer, event: Event, draft: RectificationDraft, *, on_behalf: bool) -> None:
    row_id, private = new_id(), Private()
    private.keep("rectification", row_id, text=draft.text.strip())
    data = {
        "rectification": {
            "id": row_id,
            "event_id": event.id,
            "on": draft.on.isoformat(),
            "handed_in_on": (draft.handed_in_on or day_of(writer.now)).isoformat(),
            "typed_by": writer.actor.holder_id,
            "on_behalf": on_behalf,
        },
        "evidence": evidence_rows("rectification", row_id, draft.files, private),
    }
    writer.add("event.rectify", data, event.subject_id, private)


def _problems(event: Event, draft: RectificationDraft, today: date) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    handed_in = draft.handed_in_on or today
    if not event.occurred_on <= draft.on <= handed_in:
        problems["on"] = say(
            "The rectification was done after the act and before it was handed in."
        )
    if handed_in > today:
        problems["handed_in_on"] = say(
            "This day is still to come. Give the day on which it happened."
        )
    if not draft.text.strip():
        problems["text"] = say("Please say what was done.")
    if not draft.files:
        problems["evidence"] = say("A rectification needs its proof.")
    return problems


def answer_rectification(
    session: Session,
    actor: Actor,
    event_id: str,
    accept: bool,
    reason: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """A second person accepts it: it counts from the day on which it was done; or refuses it with reasons.

    Returns the event's id.
    """
    actor.require("event.review")
    if not accept and not reason.strip():
        raise Invalid({"reason": say("Please give the reasons.")})
    with writing(session, actor, now, once) as writer:
        lock_events(session, [event_id])
        event = event_or_404(session, actor, event_id)
        rectification = _waiting(session, event)
        if accept and took_part(session, actor, rectification.typed_by, rectification.entry_id):
            raise Forbidden(
                say("You entered this rectification, so another person must accept it.")
            )
        _answer(writer, event, rectification, reason.strip(), accept=accept)
        if accept:
            renew_of(session, [event], day_of(now))
        writer.result = event.id
    return writer.result


def _waiting(session: Session, event: Event) -> Rectification:
    found = standing_rectification(session, event.id)
    if found is None:
        raise NotFound(say("No rectification of this record waits."))
    if found.state != "waiting":
        raise Conflict(say("This rectification was already answered."))
    return found


def _answer(
    writer: Writer, event: Event, rectification: Rectification, reason: str, *, accept: bool
) -> None:
    # One salt a row: the text's commitment was made with it.
    known = {("rectification", rectification.id): rectification.salt} if rectification.salt else {}
    private = Private(salts=known)
    private.keep("rectification", rectification.id, answer=reason or None)
    who = {"accepted_by" if accept else "refused_by": writer.actor.holder_id}
    data = {"rectification": rectification.id, **who}
    kind = "event.rectify_accept" if accept else "event.rectify_refuse"
    writer.add(kind, data, event.subject_id, private)
