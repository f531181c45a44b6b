"""What of a subject can be repaired: records, stays on lists and their publicity, each under its norm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import scoring
from models import (
    Case,
    Event,
    ListDecision,
    Listing,
    ListingConfirmation,
    Publication,
    Repair,
    RepairDecision,
    RepairItem,
)
from procedure.repair import Item, Kind, barred_until
from services.labels import Both, behaviour_named, list_label
from services.repairs.repair_norms import norm_of, norms
from services.rules.list_rules import list_rule, not_over
from services.rules.rulebook import published, rule_book, schemes
from services.standing.facts import facts
from services.statements.path_back import Asked, permitted_steps


@dataclass(frozen=True)
class Repairable:
    """One thing with its norm and days; ``on`` is the day by which pages name it, ``asked`` the open
    application about it."""

    id: str
    scheme: str
    what: Both
    on: date
    office_id: str
    item: Item
    asked: str | None = None

    @property
    def kind(self) -> Kind:
        return self.item.kind


def repairables(session: Session, subject_id: str, today: date) -> tuple[Repairable, ...]:
    """Lists first, then records, newest first."""
    return (
        *_listings(session, subject_id, today),
        *(
            one
            for scheme in schemes(session)
            for one in _records(session, subject_id, scheme, today)
        ),
    )


def open_application(session: Session, kind: Kind, target_id: str) -> str | None:
    """The id of an application about a thing that is neither decided nor given up."""
    names = {
        "event": RepairItem.event_id,
        "listing": RepairItem.listing_id,
        "publication": RepairItem.publication_id,
    }
    query = select(Repair).join(RepairItem, RepairItem.repair_id == Repair.id)
    found = session.scalars(query.where(names[kind] == target_id, Repair.given_up_on.is_(None)))
    return next((repair.id for repair in found.unique() if repair.is_open), None)


def barred(session: Session, subject_id: str, norm_code: str) -> date | None:
    """The first day after the bar for the latest repair of this norm that was revoked; None: never barred."""
    query = (
        select(func.max(RepairDecision.from_on))
        .join(RepairItem, RepairItem.repair_id == RepairDecision.repair_id)
        .where(
            RepairDecision.subject_id == subject_id,
            RepairDecision.action == "revoke",
            RepairDecision.effective_entry_id.is_not(None),
            RepairItem.norm == norm_code,
        )
    )
    revoked = session.scalar(query)
    return barred_until(norms()[norm_code], revoked) if revoked else None


def _listings(session: Session, subject_id: str, today: date) -> Iterator[Repairable]:
    query = (
        select(Listing)
        .where(Listing.subject_id == subject_id, not_over(today), Listing.from_on <= today)
        .order_by(Listing.from_on.desc(), Listing.id)
    )
    for listing in session.scalars(query).unique():
        yield _listing(session, listing)
        for publication in listing.publications:
            if publication.runs_on(today):
                yield _publication(session, listing, publication)


def _listing(session: Session, listing: Listing) -> Repairable:
    item = item_of_listing(session, listing)
    what = list_label(session, listing.scheme, listing.list_code)
    return _shown(session, listing.id, listing, item, what, listing.from_on)


def _publication(session: Session, listing: Listing, publication: Publication) -> Repairable:
    item = item_of_publication(session, publication)
    what = list_label(session, listing.scheme, listing.list_code)
    return _shown(session, publication.id, listing, item, what, publication.from_on)


def _records(session: Session, subject_id: str, scheme: str, today: date) -> Iterator[Repairable]:
    """The records that count and whose repair the rules know."""
    book = rule_book(session, scheme)
    if today < book.first_day:
        return
    columns = facts(session, scheme, [subject_id])
    score = scoring.explain(book, columns, subject_id, scoring.View(today))
    wanted = [
        s.event_id
        for s in permitted_steps(Asked(book, columns, score, today))
        if s.kind == "repair"
    ]
    found = session.scalars(
        select(Event).where(Event.id.in_(wanted)).order_by(Event.occurred_on.desc(), Event.id)
    )
    for event in found.unique():
        if item := item_of_event(session, event):
            what = behaviour_named(published(session, scheme), event.behaviour)
            yield Repairable(
                id=event.id,
                scheme=scheme,
                what=what,
                on=event.occurred_on,
                office_id=event.office_id,
                item=item,
                asked=open_application(session, "event", event.id),
            )


def _shown(
    session: Session, target_id: str, listing: Listing, item: Item, what: Both, on: date
) -> Repairable:
    return Repairable(
        id=target_id,
        scheme=listing.scheme,
        what=what,
        on=on,
        office_id=office_of(session, listing),
        item=item,
        asked=open_application(session, item.kind, target_id),
    )


def office_of(session: Session, listing: Listing) -> str:
    """Who determined it repairs it: the office of its case, or that confirmed it in the register."""
    if listing.case_id is not None:
        return session.get_one(Case, listing.case_id).office_id
    return session.get_one(ListingConfirmation, listing.confirmation_id).office_id


def item_of_event(session: Session, event: Event) -> Item | None:
    """A record that counts and is not repaired, of a behaviour with a class; else None."""
    if event.state != "counted" or event.confirmation is None:
        return None
    severity = class_of(session, event)
    if severity is None:
        return None
    norm = norm_of(event.scheme, severity=severity)
    return Item(norm, severity, event.confirmation.counts_from)


def class_of(session: Session, event: Event) -> str | None:
    """The class of its behaviour by the newest version that knows it."""
    for ruleset in reversed(published(session, event.scheme)):
        if event.behaviour in ruleset.behaviours:
            return ruleset.behaviours[event.behaviour].severity_class
    return None


def item_of_listing(session: Session, listing: Listing) -> Item:
    """Its class is the list's, its determining document the decision that entered it.

    What stands by rule alone was determined on its first day: confirming it late makes nothing longer.
    """
    severity = severity_of(session, listing)
    decision = session.get(ListDecision, listing.decision_id) if listing.decision_id else None
    return Item(
        norm=norm_of(listing.scheme, listing.list_code, severity),
        severity=severity,
        determined_on=decision.decided_on if decision else listing.from_on,
        kind="listing",
        until=listing.until_on,
        for_life=listing.for_life,
    )


def item_of_publication(session: Session, publication: Publication) -> Item:
    """The terms of its listing; it ends anyway with its own last day."""
    listing = session.get_one(Listing, publication.listing_id)
    return replace(
        item_of_listing(session, listing),
        kind="publication",
        until=publication.ended_on or publication.until_on,
        for_life=False,
    )


def severity_of(session: Session, listing: Listing) -> str:
    """The class of a list; one that no rule knows is treated as the least."""
    rule = list_rule(session, listing.scheme, listing.list_code)
    return rule.severity_class if rule else "minor"
