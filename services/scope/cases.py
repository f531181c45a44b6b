"""Cases and listings: for those who work on them, and for their own party once it was given notice."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import Case, Listing
from services.actor import Actor
from services.messages import NotFound, say


def sees_case(session: Session, actor: Actor, case_id: str) -> bool:
    """A case is seen by those who work on cases, and by its own party once it was given notice."""
    case = session.get(Case, case_id)
    if case is None:
        return False
    if actor.subject_id is None:
        return actor.may("case.read")
    own = case.subject_id == actor.subject_id and actor.may("own.read")
    return own and any(step.kind == "notice" for step in case.steps)


def case_or_404(session: Session, actor: Actor, case_id: str) -> Case:
    """A case that this person sees, or no such thing."""
    if not sees_case(session, actor, case_id):
        raise NotFound(say("There is no such case."))
    return session.get_one(Case, case_id)


def listing_or_404(session: Session, actor: Actor, listing_id: str) -> Listing:
    """A listing of the party's own, or of anybody for those who work on cases; or no such thing."""
    listing = session.get(Listing, listing_id)
    if listing is not None:
        own = actor.subject_id == listing.subject_id and actor.may("own.read")
        if own or (actor.subject_id is None and actor.may("case.read")):
            return listing
    raise NotFound(say("There is no such listing."))
