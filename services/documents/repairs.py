"""The notice and the answer before a repair is revoked, and every decision on a repair, as documents to be served."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import RepairDecision, RepairPaper
from services.actor import Actor
from services.documents.registry import Document, reads
from services.messages import Message, say
from services.scope import repair_or_404

_PAPERS: dict[str, Message] = {
    "notice": say("Notice that the repair shall be revoked"),
    "hearing_notice": say("Notice of the hearing"),
    "answer": say("Answer to the statement and defence"),
}


@reads("repair")
def repair(session: Session, actor: Actor, document_id: str) -> Document | None:
    """A decision is served once it binds."""
    paper = session.get(RepairPaper, document_id)
    if paper is not None:
        title = _PAPERS.get(paper.kind)
        return _document(session, actor, paper, title) if title else None
    decision = session.get(RepairDecision, document_id)
    if decision is None or decision.waits or decision.withdrawn_by is not None:
        return None
    return _document(session, actor, decision, say("Decision on the repair"))


def _document(
    session: Session, actor: Actor, row: RepairPaper | RepairDecision, title: Message
) -> Document:
    of = repair_or_404(session, actor, row.repair_id)
    return Document(
        kind="repair",
        id=row.id,
        subject_id=of.subject_id,
        title=title,
        on=row.decided_on if isinstance(row, RepairDecision) else row.on,
        number=row.document_no,
        permission="repair.handle",
        about=("repair", of.id),
        within="decision_service" if isinstance(row, RepairDecision) else None,
        office_id=of.office_id,
    )
