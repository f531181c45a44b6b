"""Show publicity: what runs and ends soon, and of one listing everything that made or can make it public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import Listing, Office, Publication
from procedure.repair import Item
from services.actor import Actor
from services.cases.shown_papers import People, Someone
from services.labels import Both, list_label, row_label
from services.lists.public_register import basis_text
from services.lists.publish_listing import latest_day, publicity_repaired, stands_open, terms
from services.people.two_persons import took_part
from services.repairs.repairable import item_of_listing, office_of
from services.rules.list_rules import last_day, list_rule, not_over, stayed_on
from services.scope import listing_or_404

SOON_DAYS = 60
"""What ends within so many days stands under “ends soon”."""


@dataclass(frozen=True)
class ShownPublication:
    """``state``: asked, refused, coming, running, ended. ``by_me``: asked for by this person."""

    id: str
    basis: str
    level: str
    from_on: date
    last_day: date | None
    asked_by: Someone
    answered_by: Someone | None
    ended_on: date | None
    state: str
    by_me: bool


@dataclass(frozen=True)
class ShownPublicity:
    """``first``: from when an early end may be asked for; ``latest``: the last day that the norm allows.

    ``actions`` are among publish, agree, refuse, end, and asked_myself.
    """

    listing: Listing
    name: Both
    office: Both
    rule: scoring.ListRule | None
    item: Item
    first: date | None
    latest: date | None
    stayed: bool
    publications: tuple[ShownPublication, ...]
    actions: frozenset[str]

    @property
    def standing(self) -> ShownPublication | None:
        """Asked for or agreed, and not run out."""
        open_states = ("asked", "coming", "running")
        return next((p for p in self.publications if p.state in open_states), None)


@dataclass(frozen=True)
class PublicityRow:
    """A listing whose publicity is asked for, coming or running; ``left`` is in days."""

    listing_id: str
    name: str
    list_name: Both
    state: str
    stayed: bool
    from_on: date
    last_day: date | None
    left: int


@dataclass(frozen=True)
class PublicityBoard:
    """``soon`` ends within SOON_DAYS, the nearest first."""

    asked: tuple[PublicityRow, ...]
    soon: tuple[PublicityRow, ...]
    later: tuple[PublicityRow, ...]


def show_publicity(session: Session, actor: Actor, listing_id: str, today: date) -> ShownPublicity:
    """The publicity of one listing, for staff who work on cases; or ``NotFound``."""
    listing = listing_or_404(session, actor, listing_id)
    found = terms(session, listing)
    return ShownPublicity(
        listing=listing,
        name=list_label(session, listing.scheme, listing.list_code),
        office=row_label(session.get_one(Office, office_of(session, listing))),
        rule=list_rule(session, listing.scheme, listing.list_code),
        item=item_of_listing(session, listing),
        first=found.first,
        latest=latest_day(session, listing),
        stayed=_is_stayed(session, listing, today),
        publications=shown_publications(session, actor, listing, today),
        actions=_actions(session, actor, listing, today),
    )


def shown_publications(
    session: Session, actor: Actor, listing: Listing, today: date
) -> tuple[ShownPublication, ...]:
    """In the order of their first days."""
    rows = listing.publications
    ids = [i for p in rows for i in (p.asked_by, p.agreed_by, p.refused_by)]
    people = People(session, actor, ids)
    return tuple(_publication(p, actor, people, today) for p in rows)


def _publication(
    publication: Publication, actor: Actor, people: People, today: date
) -> ShownPublication:
    return ShownPublication(
        id=publication.id,
        basis=basis_text(publication),
        level=publication.basis_level,
        from_on=publication.from_on,
        last_day=last_day(publication.until_on),
        asked_by=people[publication.asked_by],
        answered_by=people.get(publication.agreed_by or publication.refused_by),
        ended_on=publication.ended_on,
        state=_state(publication, today),
        by_me=publication.asked_by in actor.persons,
    )


def _state(publication: Publication, today: date) -> str:
    if publication.refused_by is not None:
        return "refused"
    if not stands_open(publication, today):
        return "ended"
    if publication.agreed_by is None:
        return "asked"
    return "running" if publication.from_on <= today else "coming"


def _is_stayed(session: Session, listing: Listing, today: date) -> bool:
    query = select(Listing.id).where(Listing.id == listing.id, stayed_on(today))
    return session.scalar(query) is not None


def _actions(session: Session, actor: Actor, listing: Listing, today: date) -> frozenset[str]:
    over = listing.until_on is not None and listing.until_on <= today
    if over or not actor.may("list.publish"):
        return frozenset()
    standing = next((p for p in listing.publications if stands_open(p, today)), None)
    if standing is None:
        return frozenset() if publicity_repaired(session, listing) else frozenset({"publish"})
    if standing.agreed_by is not None:
        return frozenset({"end"})
    mine = took_part(session, actor, standing.asked_by, standing.entry_id)
    return frozenset({"asked_myself", "refuse"} if mine else {"agree", "refuse"})


def publicity_board(session: Session, actor: Actor, today: date) -> PublicityBoard:
    """Every publication that is asked for or runs, of listings that stand."""
    actor.require("list.read")
    stayed = set(session.scalars(select(Listing.id).where(stayed_on(today))))
    query = (
        select(Listing, Publication)
        .join(Publication, Publication.listing_id == Listing.id)
        .where(not_over(today), Publication.refused_by.is_(None), Publication.ended_on.is_(None))
        .where(Publication.until_on > today)
    )
    rows = [
        _row(session, listing, publication, today, stayed=listing.id in stayed)
        for listing, publication in session.execute(query).unique()
    ]
    rows.sort(key=lambda row: (row.left, row.listing_id))
    agreed = [row for row in rows if row.state != "asked"]
    return PublicityBoard(
        asked=tuple(row for row in rows if row.state == "asked"),
        soon=tuple(row for row in agreed if row.left <= SOON_DAYS),
        later=tuple(row for row in agreed if row.left > SOON_DAYS),
    )


def _row(
    session: Session, listing: Listing, publication: Publication, today: date, *, stayed: bool
) -> PublicityRow:
    ends = min(day for day in (publication.until_on, listing.until_on) if day is not None)
    return PublicityRow(
        listing_id=listing.id,
        name=listing.subject.name_on(today),
        list_name=list_label(session, listing.scheme, listing.list_code),
        state=_state(publication, today),
        stayed=stayed,
        from_on=publication.from_on,
        last_day=last_day(ends),
        left=(ends - today).days,
    )
