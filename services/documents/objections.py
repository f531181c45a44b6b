"""The decision on an objection as a document to be served."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import ObjectionDecision
from services.actor import Actor
from services.documents.registry import Document, reads
from services.messages import say
from services.scope import objection_or_404


@reads("objection")
def objection(session: Session, actor: Actor, document_id: str) -> Document | None:
    """It is served once it acts; the clerk who handles objections records how."""
    made = session.get(ObjectionDecision, document_id)
    if made is None or made.effective_entry_id is None:
        return None
    of = objection_or_404(session, actor, made.objection_id)
    return Document(
        kind="objection",
        id=made.id,
        subject_id=of.subject_id,
        title=say("Decision on an objection"),
        on=made.decided_on,
        number=made.document_no,
        permission="objection.handle",
        about=("objection", of.id),
        within="decision_service",
        office_id=of.office_id,
    )
