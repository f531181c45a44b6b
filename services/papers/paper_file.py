"""A paper and its business as one person sees them, locked while it is written to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import OfficialPaper
from services.actor import Actor
from services.locking import lock_case, lock_round, lock_subjects
from services.messages import Conflict, Message, NotFound, say
from services.paper_values import Business, business_or_404

_STATES: dict[str, Message] = {
    "drafted": say("This paper has not been checked yet."),
    "sent_back": say("This paper was sent back and has to be revised first."),
    "checked": say("This paper was already checked."),
    "sent": say("This paper is already out, in the office-automation system."),
    "returned": say("This paper is already back, sealed: the sealed file is the document."),
    "given_up": say("This paper was given up."),
}


def paper_or_404(session: Session, actor: Actor, paper_id: str) -> tuple[OfficialPaper, Business]:
    """A paper of a piece of business that this person of the staff sees, or no such thing."""
    paper = session.get(OfficialPaper, paper_id)
    if paper is None:
        raise NotFound(say("There is no such paper."))
    return paper, business_or_404(session, actor, paper.business, paper.business_id)


def locked_paper(
    session: Session, actor: Actor, paper_id: str, *states: str
) -> tuple[OfficialPaper, Business]:
    """The paper as it is now, in one of these states, for who may work on it; nobody else writes meanwhile."""
    _paper, business = paper_or_404(session, actor, paper_id)
    actor.require(business.permission)
    lock_business(session, business)
    row = select(OfficialPaper).where(OfficialPaper.id == paper_id)
    paper = session.scalars(row.execution_options(populate_existing=True)).one()
    if paper.state not in states:
        raise Conflict(_STATES[paper.state])
    return paper, business


def lock_business(session: Session, business: Business) -> None:
    if business.subject is not None:
        lock_subjects(session, [business.subject.id])
    if business.kind == "case":
        lock_case(session, business.id)
    elif business.kind == "round":
        lock_round(session, business.id)
