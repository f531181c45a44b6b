"""Make a listing public: only on a legal basis, asked by one person and agreed by another."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Listing, Publication, new_id
from services.actor import Actor
from services.apply.rows import body_value
from services.clock import day_of
from services.locking import lock_case, lock_subjects
from services.messages import Conflict, Forbidden, Invalid, Message, NotFound, say
from services.writing import Once, Writer, writing

# Levels of law on which a public list may rest (State Council Office [2020] 49).
LEVELS = ("law", "administrative_regulation", "central_policy", "local_regulation")


@dataclass(frozen=True)
class PublicationDraft:
    """The basis by title, document number, article and level; the days on which it is public."""

    basis_title: str
    basis_number: str
    basis_article: str
    basis_level: str
    from_on: date
    until_on: date


def ask_publication(
    session: Session,
    actor: Actor,
    listing_id: str,
    draft: PublicationDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Ask; returns the case's id."""
    actor.require("list.publish")
    with writing(session, actor, now, once) as writer:
        listing = _listing(session, listing_id)
        _lock(session, listing)
        if problems := _problems(listing, draft, day_of(now)):
            raise Invalid(problems)
        data = {name: body_value(value) for name, value in asdict(draft).items()}
        data |= {"id": new_id(), "listing_id": listing.id, "asked_by": actor.holder_id}
        writer.add("publication.ask", {"publication": data}, listing.subject_id)
        writer.result = listing.case_id
    return writer.result


def answer_publication(
    session: Session,
    actor: Actor,
    publication_id: str,
    agree: bool,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The second person agrees or refuses; returns the case's id."""
    actor.require("list.publish")
    with writing(session, actor, now, once) as writer:
        publication = _open_publication(session, publication_id, actor)
        change = {"agreed_by" if agree else "refused_by": actor.holder_id}
        writer.result = _change(writer, publication, change)
    return writer.result


def end_publication(
    session: Session, actor: Actor, publication_id: str, now: datetime, once: Once | None = None
) -> str:
    """Take a listing out of the public register today; one person is enough to stop. Returns the case's id."""
    actor.require("list.publish")
    with writing(session, actor, now, once) as writer:
        publication = session.get(Publication, publication_id)
        if publication is None or publication.agreed_by is None:
            raise NotFound(say("There is no such publication."))
        _lock(session, _listing(session, publication.listing_id))
        session.refresh(publication)
        if publication.ended_on is not None:
            raise Conflict(say("This publication was already ended."))
        writer.result = _change(writer, publication, {"ended_on": day_of(now).isoformat()})
    return writer.result


def _change(writer: Writer, publication: Publication, change: dict[str, str]) -> str:
    listing = _listing(writer.session, publication.listing_id)
    data = {"publication": publication.id, "changes": change}
    writer.add("publication.decide", data, listing.subject_id)
    return listing.case_id


def _open_publication(session: Session, publication_id: str, actor: Actor) -> Publication:
    publication = session.get(Publication, publication_id)
    if publication is None:
        raise NotFound(say("There is no such publication."))
    _lock(session, _listing(session, publication.listing_id))
    session.refresh(publication)
    if publication.agreed_by or publication.refused_by:
        raise Conflict(say("This publication was already answered."))
    if publication.asked_by == actor.holder_id:
        raise Forbidden(say("You asked for this publication, so another person must agree."))
    return publication


def _listing(session: Session, listing_id: str) -> Listing:
    listing = session.get(Listing, listing_id)
    if listing is None:
        raise NotFound(say("There is no such listing."))
    return listing


def _lock(session: Session, listing: Listing) -> None:
    lock_subjects(session, [listing.subject_id])
    lock_case(session, listing.case_id)


def _problems(listing: Listing, draft: PublicationDraft, today: date) -> dict[str, Message]:
    problems = {
        name: say("A public list needs its legal basis in full.")
        for name in ("basis_title", "basis_number", "basis_article")
        if not getattr(draft, name).strip()
    }
    if draft.basis_level not in LEVELS:
        problems["basis_level"] = say(
            "A public list rests on a law, a regulation, a central policy or a local regulation."
        )
    if listing.end is not None or (listing.until_on and listing.until_on <= today):
        problems[""] = say("This listing has ended and cannot be made public.")
    if draft.from_on < max(today, listing.from_on):
        problems["from_on"] = say("Publication begins today or later, and not before the listing.")
    if draft.until_on <= draft.from_on:
        problems["until_on"] = say("The end lies after the beginning.")
    if any(p.refused_by is None and p.ended_on is None for p in listing.publications):
        problems[""] = say("A publication of this listing is already asked for or running.")
    return problems
