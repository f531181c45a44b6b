"""The papers and decisions of a case as documents to be served."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import CaseStep, ListDecision
from services.actor import Actor
from services.documents.registry import Document, reads
from services.messages import Message, say
from services.scope import case_or_404

_STEPS: dict[str, Message] = {
    "notice": say("Prior notice"),
    "answer": say("Answer to the statement and defence"),
}
_DECISIONS: dict[str, Message] = {
    "enter": say("Decision to enter on the list"),
    "refuse": say("Decision not to enter on the list"),
    "leave": say("Decision to remove from the list"),
    "annul": say("Decision to annul the listing"),
}
_OTHER_PAPER = say("Paper of the case")
_OTHER_DECISION = say("Decision in the case")


@reads("case_step")
def step(session: Session, actor: Actor, document_id: str) -> Document | None:
    paper = session.get(CaseStep, document_id)
    if paper is None or paper.kind in ("reply", "waiver"):
        return None
    case = case_or_404(session, actor, paper.case_id)
    return Document(
        "case_step",
        paper.id,
        case.subject_id,
        _STEPS.get(paper.kind, _OTHER_PAPER),
        paper.on,
        paper.document_no,
        "list.step",
        ("case", case.id),
    )


@reads("list_decision")
def decision(session: Session, actor: Actor, document_id: str) -> Document | None:
    """A decision can be served as soon as it binds the office itself: no second person is waited for."""
    made = session.get(ListDecision, document_id)
    if made is None or made.withdrawn_by is not None or made.waits:
        return None
    case = case_or_404(session, actor, made.case_id)
    return Document(
        "list_decision",
        made.id,
        case.subject_id,
        _DECISIONS.get(made.action, _OTHER_DECISION),
        made.decided_on,
        made.document_no,
        "list.step",
        ("case", case.id),
    )
