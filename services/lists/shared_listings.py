"""Public listings that were given to the credit platform or to another office, and those that still must be.

Within five working days of its publication: Order 9 of 2019 on environmental impact reports, article 34;
for the other lists the same days are a default of this product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models import Disclosure, Listing, Publication
from services.labels import Both, list_label
from services.lists.public_register import running, still_public


@dataclass(frozen=True)
class Shareable:
    """A listing that is or was public: what may be given of it was given by its publication."""

    listing_id: str
    name: Both
    from_on: date


def shareable(session: Session, subject_id: str, on: date) -> tuple[Shareable, ...]:
    """The listings of a subject whose publicity had begun by a day, the newest first."""
    query = (
        select(Listing)
        .join(Publication, Publication.listing_id == Listing.id)
        .where(Listing.subject_id == subject_id)
        .where(Publication.agreed_by.is_not(None), Publication.from_on <= on)
        .order_by(Listing.from_on.desc(), Listing.id)
    )
    return tuple(
        Shareable(one.id, list_label(session, one.scheme, one.list_code), one.from_on)
        for one in session.scalars(query).unique()
    )


def not_uploaded(session: Session, today: date) -> Sequence[tuple[Listing, Publication]]:
    """Listings that are public today and of which nothing was given to anybody since they became public."""
    given = exists().where(
        Disclosure.listing_id == Listing.id,
        Disclosure.given_on >= Publication.from_on,
        Disclosure.tells_end.is_(False),
    )
    query = running(today).with_only_columns(Listing, Publication).where(~given)
    return [(listing, publication) for listing, publication in session.execute(query).unique()]


def still_untold(session: Session, given: Sequence[Disclosure], today: date) -> set[str]:
    """Ids of those that gave an entry which has left the register, of which the office outside was not told."""
    of = [one.listing_id for one in given if one.listing_id]
    public = {entry.listing_id for entry in still_public(session, of, today)}
    told: dict[tuple[str | None, str], date] = {}
    for one in given:
        if one.tells_end:
            key = (one.listing_id, one.recipient)
            told[key] = max(one.given_on, told.get(key, date.min))
    return {
        one.id
        for one in given
        if one.listing_id not in public | {None}
        and one.given_on > told.get((one.listing_id, one.recipient), date.min)
    }
