"""The papers of a noticed record, and the decision that confirms it, as documents to be served."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import EventConfirmation, EventStep
from services.actor import Actor
from services.documents.registry import Document, reads
from services.messages import Message, say
from services.scope import event_or_404

_STEPS: dict[str, Message] = {
    "notice": say("Written prior notice"),
    "answer": say("Answer to the statement and defence"),
}


@reads("event_step")
def step(session: Session, actor: Actor, document_id: str) -> Document | None:
    paper = session.get(EventStep, document_id)
    if paper is None or paper.kind not in _STEPS:
        return None
    event = event_or_404(session, actor, paper.event_id)
    return Document(
        "event_step",
        paper.id,
        event.subject_id,
        _STEPS[paper.kind],
        paper.on,
        paper.document_no,
        "event.step",
        ("event", event.id),
        office_id=event.office_id,
    )


@reads("event_confirmation")
def confirmation(session: Session, actor: Actor, document_id: str) -> Document | None:
    """Only what the notice procedure confirmed is a decision that is served."""
    made = session.get(EventConfirmation, document_id)
    if made is None or made.decided_on is None:
        return None
    event = event_or_404(session, actor, made.event_id)
    return Document(
        "event_confirmation",
        made.event_id,
        event.subject_id,
        say("Decision on the record"),
        made.decided_on,
        made.decision_no,
        "event.step",
        ("event", event.id),
        "decision_service",
        event.office_id,
    )
