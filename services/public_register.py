"""The public register of today: entries made public on their legal basis, whose publicity runs today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from identity.codes import normalise
from identity.names import fold
from models import (
    Case,
    Listing,
    ListingConfirmation,
    Office,
    Publication,
    Subject,
    SubjectName,
)
from services.dispute_marks import marks_of_listings
from services.labels import Both, list_label, row_label
from services.list_rules import last_day, standing_on, stayed_on


@dataclass(frozen=True)
class PublicEntry:
    """What the public may know of one listing, today; the days are the last ones, inclusive.

    ``disputed``: since when the listing or its being public is.
    """

    name: str
    code: str
    list_name: Both
    from_on: date
    last_day: date | None
    for_life: bool
    basis: str
    public_until: date
    office: Both
    telephone: str
    disputed: date | None


def public_entries(session: Session, today: date) -> list[PublicEntry]:
    """All entries that are public today, newest first."""
    return _entries(session, _running(today), today)


def find_public(session: Session, asked: str, today: date) -> list[PublicEntry]:
    """Entries of the contractor with exactly this code or (any) name; none looks like none."""
    folded, code = fold(asked), normalise(asked)
    named = select(SubjectName.subject_id).where(SubjectName.folded == folded)
    query = _running(today).where(or_(Subject.code == code, Subject.id.in_(named)))
    return _entries(session, query, today)


def _entries(
    session: Session, query: Select[Listing, Publication, Subject, Office], today: date
) -> list[PublicEntry]:
    rows = session.execute(query).all()
    marks = marks_of_listings(session, [row[0].id for row in rows])
    return [_entry(session, today, *row, marks.get(row[0].id)) for row in rows]


def _running(today: date) -> Select[Listing, Publication, Subject, Office]:
    return (
        select(Listing, Publication, Subject, Office)
        .join(Publication, Publication.listing_id == Listing.id)
        .join(Subject, Subject.id == Listing.subject_id)
        .outerjoin(Case, Case.id == Listing.case_id)
        .outerjoin(ListingConfirmation, ListingConfirmation.id == Listing.confirmation_id)
        .join(Office, Office.id == func.coalesce(Case.office_id, ListingConfirmation.office_id))
        .where(
            Publication.agreed_by.is_not(None),
            Publication.ended_on.is_(None),
            Publication.from_on <= today,
            Publication.until_on > today,
            standing_on(today),
            ~stayed_on(today),
        )
        .order_by(Listing.from_on.desc(), Listing.id)
    )


def _entry(
    session: Session,
    today: date,
    listing: Listing,
    publication: Publication,
    subject: Subject,
    office: Office,
    disputed: date | None,
) -> PublicEntry:
    ends = [day for day in (publication.until_on, listing.until_on) if day is not None]
    return PublicEntry(
        name=subject.name_on(today),
        code=subject.code or "",
        list_name=list_label(session, listing.scheme, listing.list_code),
        from_on=listing.from_on,
        last_day=last_day(listing.until_on),
        for_life=listing.for_life,
        basis=basis_text(publication),
        public_until=last_day(min(ends)) or publication.until_on,
        office=row_label(office),
        telephone=office.telephone,
        disputed=disputed,
    )


def basis_text(publication: Publication) -> str:
    """The basis as documents cite it: 《title》(number), article."""
    return f"《{publication.basis_title}》（{publication.basis_number}）{publication.basis_article}"
