"""What an objection is about: a record, a listing or its publicity, and whether it can be disputed now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from models import Case, Event, Listing, ListingConfirmation, Objection
from services.actor import Actor
from services.locking import lock_subjects
from services.messages import Conflict, say
from services.scope import event_or_404, listing_or_404

Kind = Literal["event", "listing", "publicity"]

GROUNDS_OF: dict[Kind, tuple[str, ...]] = {
    "event": ("wrong", "missing", "not_mine"),
    "listing": ("wrongly_listed", "wrong", "not_mine"),
    "publicity": ("too_long", "wrong"),
}
"""What may be said against each kind of thing, the likeliest first."""


@dataclass(frozen=True)
class Thing:
    """A record or a listing of one subject; ``office_id`` is in charge of it."""

    kind: Kind
    id: str
    subject_id: str
    scheme: str
    office_id: str
    event: Event | None = None
    listing: Listing | None = None


def kind_of(objection: Objection) -> Kind:
    if objection.event_id is not None:
        return "event"
    return "publicity" if objection.publicity else "listing"


def thing_or_404(session: Session, actor: Actor, kind: Kind, thing_id: str) -> Thing:
    """A record or a listing that this person sees, or no such thing."""
    if kind == "event":
        event = event_or_404(session, actor, thing_id)
        return Thing(kind, event.id, event.subject_id, event.scheme, event.office_id, event=event)
    listing = listing_or_404(session, actor, thing_id)
    office_id = _office_of(session, listing)
    return Thing(kind, listing.id, listing.subject_id, listing.scheme, office_id, listing=listing)


def locked_thing(session: Session, actor: Actor, kind: Kind, thing_id: str) -> Thing:
    """The same, read again once other writes about its subject wait."""
    lock_subjects(session, [thing_or_404(session, actor, kind, thing_id).subject_id])
    session.expire_all()
    return thing_or_404(session, actor, kind, thing_id)


def thing_of(session: Session, objection: Objection) -> Thing:
    """What an objection is about, for whoever sees the objection."""
    event = session.get(Event, objection.event_id or "")
    listing = session.get(Listing, objection.listing_id or "")
    return Thing(
        kind_of(objection),
        objection.event_id or objection.listing_id or "",
        objection.subject_id,
        objection.scheme,
        objection.office_id,
        event=event,
        listing=listing,
    )


def _office_of(session: Session, listing: Listing) -> str:
    """The case's; of a listing by rule alone the office that confirmed it."""
    if listing.case_id is not None:
        return session.get_one(Case, listing.case_id).office_id
    return session.get_one(ListingConfirmation, listing.confirmation_id).office_id


def check_disputable(thing: Thing, today: date) -> None:
    """Refuse what does not stand: it has another remedy, or is put right already."""
    if thing.event is not None:
        if thing.event.state == "pending":
            raise Conflict(
                say("This record does not count yet. Reply to its notice instead of objecting.")
            )
        if thing.event.state != "counted":
            raise Conflict(say("This record weighs nothing any more."))
    if thing.listing is not None and thing.listing.end == "annul":
        raise Conflict(say("This listing was annulled."))
    if thing.listing is not None and thing.listing.end == "unserved":
        raise Conflict(
            say("The service of this listing's decision was taken back: nobody is listed.")
        )
    if thing.kind == "publicity" and not is_public(thing.listing, today):
        raise Conflict(say("This listing is not public."))


def is_public(listing: Listing | None, today: date) -> bool:
    return listing is not None and any(p.runs_on(today) for p in listing.publications)
