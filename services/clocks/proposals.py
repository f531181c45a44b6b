"""Clocks of proposals: every one is answered in its days, by a case or by a signed refusal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from services.actor import Actor
from services.calendar.extensions import extended_due
from services.clocks.registry import Business, Clock, clock, running
from services.labels import list_label
from services.lists.known_proposals import open_proposals
from services.lists.show_proposals import within

ORIGINS = ("rule", "affiliate", "annul")


@running
def of_proposals(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """Nothing has been decided yet, so no party sees them."""
    if actor.subject_id is not None or not actor.may("case.read"):
        return
    for proposal in session.scalars(open_proposals(*ORIGINS)).unique():
        if not proposal.answered:
            code = within(proposal)
            due = extended_due(session, code, proposal.known_on, proposal.id)
            what = list_label(session, proposal.scheme, proposal.list_code)
            business = Business("proposal", proposal.id, proposal.subject_id, what)
            permission = "list.confirm" if proposal.origin == "annul" else "list.propose"
            yield clock(session, code, due, today, business, permission)
