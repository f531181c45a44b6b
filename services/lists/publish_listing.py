"""Make a listing public: only on a legal basis, asked by one person and agreed by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Listing, Publication, Repair, RepairItem, new_id
from models.listing import LEVELS
from procedure.deadlines import months_later
from procedure.repair import Times
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.locking import lock_case, lock_subjects
from services.messages import Conflict, Forbidden, Invalid, Message, NotFound, say
from services.people.two_persons import took_part
from services.repairs.repairable import item_of_listing
from services.rules.list_rules import last_day, list_rule
from services.scope import listing_or_404
from services.writing import Once, Writer, writing

GROUNDS = ("wrong", "basis_gone", "other")
"""Why publicity ends early, other than by repair: it was wrong from the start, its basis fell away, or else."""


@dataclass(frozen=True)
class PublicationDraft:
    """The basis by title, document number, article and level; first and last day of publicity."""

    basis_title: str
    basis_number: str
    basis_article: str
    basis_level: str
    from_on: date
    last_day: date


def ask_publication(
    session: Session,
    actor: Actor,
    listing_id: str,
    draft: PublicationDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Ask to make a listing public; returns its id."""
    actor.require("list.publish")
    with writing(session, actor, now, once) as writer:
        listing = _locked_listing(session, actor, listing_id)
        _check_state(listing, day_of(now))
        if publicity_repaired(session, listing):
            raise Conflict(say("Its publicity was repaired, so it is not made public again."))
        if problems := _problems(session, listing, draft, day_of(now)):
            raise Invalid(problems)
        data = {
            "id": new_id(),
            "listing_id": listing.id,
            "basis_title": draft.basis_title.strip().strip("《》"),
            "basis_number": draft.basis_number.strip(),
            "basis_article": draft.basis_article.strip(),
            "basis_level": draft.basis_level,
            "from_on": draft.from_on.isoformat(),
            "until_on": (draft.last_day + timedelta(days=1)).isoformat(),
            "asked_by": actor.holder_id,
        }
        writer.add("publication.ask", {"publication": data}, listing.subject_id)
        writer.result = listing.id
    return writer.result


def answer_publication(
    session: Session,
    actor: Actor,
    listing_id: str,
    publication_id: str,
    agree: bool,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The second person agrees or refuses; returns the listing's id."""
    actor.require("list.publish")
    with writing(session, actor, now, once) as writer:
        listing = _locked_listing(session, actor, listing_id)
        publication = _of(listing, publication_id)
        if publication.agreed_by or publication.refused_by or publication.ended_on:
            raise Conflict(say("This publication was already answered."))
        if agree and took_part(session, actor, publication.asked_by, publication.entry_id):
            raise Forbidden(say("You asked for this publication, so another person must agree."))
        if agree and _is_over(listing, day_of(now)):
            raise Conflict(say("This listing has ended and cannot be made public."))
        change = {"agreed_by" if agree else "refused_by": actor.holder_id}
        writer.result = _change(writer, listing, publication, change)
    return writer.result


@dataclass(frozen=True)
class EarlyEnd:
    """``ground`` is one of GROUNDS."""

    ground: str
    reason: str


def end_publication(
    session: Session,
    actor: Actor,
    listing_id: str,
    publication_id: str,
    end: EarlyEnd,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Take a listing out of the public register today; one person is enough to stop. Returns its id.

    Before the minimum of its norm only what was wrong, or lost its basis, ends early: all else is repair's.
    """
    actor.require("list.publish")
    with writing(session, actor, now, once) as writer:
        listing = _locked_listing(session, actor, listing_id)
        publication = _of(listing, publication_id)
        if publication.agreed_by is None or publication.ended_on is not None:
            raise Conflict(say("This publication does not run."))
        if problems := _early_problems(session, listing, end, day_of(now)):
            raise Invalid(problems)
        private = Private()
        private.keep("publication", publication.id, end_reason=end.reason.strip())
        change = {"ended_on": day_of(now).isoformat(), "end_ground": end.ground}
        writer.result = _change(writer, listing, publication, change, private)
    return writer.result


def _early_problems(
    session: Session, listing: Listing, end: EarlyEnd, today: date
) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    first = terms(session, listing).first
    if end.ground not in GROUNDS:
        problems["ground"] = say("Say why it ends.")
    elif end.ground == "other" and (first is None or today < first):
        problems["ground"] = (
            say("The norm that governs it knows no early end.")
            if first is None
            else say("Before %(day)s it ends only if it was wrong.", day=first.isoformat())
        )
    if not end.reason.strip():
        problems["reason"] = say("Please give the reasons.")
    return problems


def publicity_repaired(session: Session, listing: Listing) -> bool:
    """Whether a repair that stands has ended its publicity: that is its effect (Order 36)."""
    wanted = [publication.id for publication in listing.publications]
    query = select(Repair).join(RepairItem, RepairItem.repair_id == Repair.id)
    asked = session.scalars(query.where(RepairItem.publication_id.in_(wanted))).unique()
    return any(repair.stands for repair in asked)


def stands_open(publication: Publication, today: date) -> bool:
    """Whether it is asked for or agreed and has not run out."""
    closed = publication.refused_by is not None or publication.ended_on is not None
    return not closed and publication.until_on > today


def terms(session: Session, listing: Listing) -> Times:
    """By its norm: the first day on which an early end may be asked for, and the first without publicity.

    A ruleset may set a shorter maximum for its list, never a longer one.
    """
    item = item_of_listing(session, listing)
    rule = list_rule(session, listing.scheme, listing.list_code)
    own = rule.publicity[1] if rule is not None and rule.publicity else 0
    stops = [item.times.stops] if item.times.stops else []
    stops += [months_later(item.determined_on, own)] if own else []
    return Times(item.times.first, min(stops, default=None))


def latest_day(session: Session, listing: Listing) -> date | None:
    """The last day of publicity that the norm and the listing itself allow (None: no end known)."""
    ends = [day for day in (terms(session, listing).stops, listing.until_on) if day]
    return last_day(min(ends, default=None))


def _change(
    writer: Writer,
    listing: Listing,
    publication: Publication,
    change: dict[str, str],
    private: Private | None = None,
) -> str:
    data = {"publication": publication.id, "changes": change}
    writer.add("publication.decide", data, listing.subject_id, private)
    writer.session.expire(listing)
    return listing.id


def _locked_listing(session: Session, actor: Actor, listing_id: str) -> Listing:
    listing = listing_or_404(session, actor, listing_id)
    lock_subjects(session, [listing.subject_id])
    if listing.case_id is not None:
        lock_case(session, listing.case_id)
    session.refresh(listing)
    return listing


def _of(listing: Listing, publication_id: str) -> Publication:
    for publication in listing.publications:
        if publication.id == publication_id:
            return publication
    raise NotFound(say("There is no such publication."))


def _is_over(listing: Listing, today: date) -> bool:
    return listing.until_on is not None and listing.until_on <= today


def _check_state(listing: Listing, today: date) -> None:
    if _is_over(listing, today):
        raise Conflict(say("This listing has ended and cannot be made public."))
    if any(stands_open(publication, today) for publication in listing.publications):
        raise Conflict(say("A publication of this listing is already asked for or running."))


def _problems(
    session: Session, listing: Listing, draft: PublicationDraft, today: date
) -> dict[str, Message]:
    problems = {
        name: say("A public list needs its legal basis in full.")
        for name in ("basis_title", "basis_number", "basis_article")
        if not getattr(draft, name).strip(" 《》")
    }
    if draft.basis_level not in LEVELS:
        problems["basis_level"] = say(
            "A public list rests on a law, a regulation, a central policy or a local regulation."
        )
    if draft.from_on < max(today, listing.from_on):
        problems["from_on"] = say("Publication begins today or later, and not before the listing.")
    return problems | _end_problems(session, listing, draft)


def _end_problems(
    session: Session, listing: Listing, draft: PublicationDraft
) -> dict[str, Message]:
    ends = last_day(listing.until_on)
    latest = last_day(terms(session, listing).stops)
    if draft.last_day < draft.from_on:
        return {"last_day": say("The last day lies before the first one.")}
    if ends is not None and draft.last_day > ends:
        return {"last_day": say("The listing itself ends on %(day)s.", day=str(ends))}
    if latest is not None and draft.last_day > latest:
        return {
            "last_day": say(
                "A listing of this class is public until %(day)s at the latest.", day=str(latest)
            )
        }
    return {}
