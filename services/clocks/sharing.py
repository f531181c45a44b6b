"""Clocks of sharing: what was made public is uploaded to the credit platform in its days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from services.actor import Actor
from services.calendar.deadlines import due_of
from services.clocks.registry import Business, Clock, clock, running
from services.labels import list_label
from services.lists.shared_listings import not_uploaded


@running
def of_publications(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """The department's own matter, which no party waits for."""
    if actor.subject_id is not None or not actor.may("case.read"):
        return
    for listing, publication in not_uploaded(session, today):
        due = due_of(session, "upload", publication.from_on)
        what = list_label(session, listing.scheme, listing.list_code)
        business = Business("listing", listing.id, listing.subject_id, what)
        yield clock(session, "upload", due, today, business, "disclosure.record")
