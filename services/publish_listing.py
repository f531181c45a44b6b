"""Make a listing public: only on a legal basis, asked by one person and agreed by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

import scoring
from models import ListDecision, Listing, Publication, new_id
from models.listing import LEVELS
from scoring.days import months_later
from services.actor import Actor
from services.clock import day_of
from services.decide_case import listing_of_case
from services.list_rules import last_day, list_rule
from services.locking import lock_case, lock_subjects
from services.messages import Conflict, Forbidden, Invalid, Message, NotFound, say
from services.scope import case_or_404
from services.two_persons import took_part
from services.writing import Once, Writer, writing

MOST_MONTHS = {"minor": 3, "general": 12, "serious": 36}
"""Publicity by class, from the deciding document's date: Measures for Credit Repair (NDRC Order 36, 2025)."""


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
    case_id: str,
    draft: PublicationDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Ask for the listing that this case made; returns the case's id."""
    actor.require("list.publish")
    with writing(session, actor, now, once) as writer:
        listing = _locked_listing(session, actor, case_id)
        _check_state(listing, day_of(now))
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
        writer.result = case_id
    return writer.result


def answer_publication(
    session: Session,
    actor: Actor,
    case_id: str,
    publication_id: str,
    agree: bool,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The second person agrees or refuses; returns the case's id."""
    actor.require("list.publish")
    with writing(session, actor, now, once) as writer:
        listing = _locked_listing(session, actor, case_id)
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


def end_publication(
    session: Session,
    actor: Actor,
    case_id: str,
    publication_id: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Take a listing out of the public register today; one person is enough to stop. Returns the case's id."""
    actor.require("list.publish")
    with writing(session, actor, now, once) as writer:
        listing = _locked_listing(session, actor, case_id)
        publication = _of(listing, publication_id)
        if publication.agreed_by is None or publication.ended_on is not None:
            raise Conflict(say("This publication does not run."))
        change = {"ended_on": day_of(now).isoformat()}
        writer.result = _change(writer, listing, publication, change)
    return writer.result


def stands_open(publication: Publication, today: date) -> bool:
    """Whether it is asked for or agreed and has not run out."""
    closed = publication.refused_by is not None or publication.ended_on is not None
    return not closed and publication.until_on > today


def latest_day(rule: scoring.ListRule | None, decision: ListDecision) -> date:
    """The last day of publicity that the class of the list allows."""
    months = MOST_MONTHS.get(rule.severity_class, MOST_MONTHS["minor"]) if rule else 3
    if rule is not None and rule.publicity and rule.publicity[1]:
        months = min(months, rule.publicity[1])
    return months_later(decision.decided_on, months) - timedelta(days=1)


def _change(
    writer: Writer, listing: Listing, publication: Publication, change: dict[str, str]
) -> str:
    data = {"publication": publication.id, "changes": change}
    writer.add("publication.decide", data, listing.subject_id)
    writer.session.expire(listing)
    return listing.case_id


def _locked_listing(session: Session, actor: Actor, case_id: str) -> Listing:
    case = case_or_404(session, actor, case_id)
    lock_subjects(session, [case.subject_id])
    lock_case(session, case.id)
    listing = listing_of_case(session, case.id)
    if listing is None:
        raise NotFound(say("By this case nobody is on the list."))
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
    decision = session.get_one(ListDecision, listing.decision_id)
    latest = latest_day(list_rule(session, listing.scheme, listing.list_code), decision)
    if draft.last_day < draft.from_on:
        return {"last_day": say("The last day lies before the first one.")}
    if ends is not None and draft.last_day > ends:
        return {"last_day": say("The listing itself ends on %(day)s.", day=str(ends))}
    if draft.last_day > latest:
        return {
            "last_day": say(
                "A listing of this class is public until %(day)s at the latest.", day=str(latest)
            )
        }
    return {}
