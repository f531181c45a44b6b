"""The papers and decisions of a case as documents to be served."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import CaseStep, ListDecision
from services.actor import Actor
from services.documents.registry import Document, reads
from services.messages import Message, say
from services.scope import case_or_404

_STEPS: dict[str, Message] = {
    "notice": say("Written prior notice"),
    "answer": say("Answer to the statement and defence"),
    "hearing_notice": say("Notice of the hearing"),
    "recusal_decision": say("Decision on recusal"),
    "repair_notice": say("Repair notice"),
}
"""The papers of the office that go to the party."""
SERVED_PAPERS = frozenset(_STEPS)
_DECISIONS: dict[str, Message] = {
    "enter": say("Decision to enter on the list"),
    "refuse": say("Decision not to enter on the list"),
    "leave": say("Decision to remove from the list"),
    "annul": say("Decision to annul the listing"),
    "correct": say("Decision to correct the listing"),
    "not_filed": say("Decision not to open a case"),
    "dismiss": say("Decision to dismiss the case"),
    "transfer": say("Decision to transfer the case"),
    "terminate": say("Decision to terminate the case"),
    "suspend": say("Decision to suspend the case"),
    "resume": say("Decision to resume the case"),
    "stay": say("Decision on a stay of the listing"),
    "lift": say("Decision to lift the stay"),
}


@reads("case_step")
def step(session: Session, actor: Actor, document_id: str) -> Document | None:
    paper = session.get(CaseStep, document_id)
    if paper is None or paper.kind not in _STEPS:
        return None
    case = case_or_404(session, actor, paper.case_id)
    return Document(
        "case_step",
        paper.id,
        case.subject_id,
        _STEPS[paper.kind],
        paper.on,
        paper.document_no,
        "list.step",
        ("case", case.id),
        office_id=case.office_id,
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
        _DECISIONS[made.action],
        made.decided_on,
        made.document_no,
        "list.step",
        ("case", case.id),
        "decision_service",
        case.office_id,
    )
