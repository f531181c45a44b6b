"""What a round tells a contractor, as documents to be served: its result at the feedback, the answer to its request."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import ReviewRequest, RoundSubject
from services.actor import Actor
from services.documents.registry import Document, reads
from services.messages import say
from services.scope import round_row_or_404


@reads("round_result")
def round_result(session: Session, actor: Actor, document_id: str) -> Document | None:
    """A result is served once it is fed back, an answer once it is given."""
    request = session.get(ReviewRequest, document_id)
    row = session.get(RoundSubject, request.row_id if request else document_id)
    if row is None:
        return None
    row = round_row_or_404(session, actor, row.id)
    if request is not None and request.answered_on is None:
        return None
    on = request.answered_on if request else row.round.feedback_on
    if on is None:
        return None
    return Document(
        kind="round_result",
        id=document_id,
        subject_id=row.subject_id,
        title=say("Answer to the request for review")
        if request
        else say("Result of a round, fed back"),
        on=on,
        number=request.document_no if request else None,
        permission="round.manage",
        about=("round", row.id),
        office_id=row.round.office_id,
    )
