"""The public register of today: entries made public on their legal basis, whose publicity runs today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
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
from services.labels import Both, list_label, names_on, row_label
from services.objections.dispute_marks import marks_of_listings
from services.rules.list_rules import last_day, standing_on, stayed_on

PAGE_SIZE = 50
PART = 1000


@dataclass(frozen=True)
class PublicEntry:
    """What the public may know of one listing, today; the days are the last ones, inclusive.

    ``disputed``: since when the listing or its being public is. The ids are for other services and the feed;
    a page never shows them.
    """

    listing_id: str
    publication_id: str
    subject_id: str
    is_person: bool
    name: str
    code: str
    list_name: Both
    from_on: date
    last_day: date | None
    for_life: bool
    basis: str
    public_from: date
    public_until: date
    office: Both
    telephone: str
    disputed: date | None


@dataclass(frozen=True)
class PublicPage:
    """One page of the register, newest first; ``total`` counts every entry that is public today."""

    entries: list[PublicEntry]
    total: int
    page: int
    pages: int


def public_page(session: Session, today: date, page: int = 1) -> PublicPage:
    """The entries that are public today; a page beyond the last one is the last."""
    query = running(today)
    total = public_count(session, today)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    ids = query.with_only_columns(Publication.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    shown = query.where(Publication.id.in_(session.scalars(ids).all()))
    return PublicPage(_entries(session, shown, today), total, page, pages)


def public_count(session: Session, today: date) -> int:
    """How many entries are public today."""
    query = running(today).with_only_columns(func.count()).order_by(None)
    return session.scalar(query) or 0


def public_register(session: Session, today: date) -> list[PublicEntry]:
    """The whole register of today, newest first: for exports, which seal it as a whole."""
    return _entries(session, running(today), today)


def public_marks(session: Session, today: date) -> dict[str, date | None]:
    """By the id of every publication that runs today, since when it or its listing is disputed."""
    query = running(today).with_only_columns(Publication.id, Listing.id).order_by(None)
    rows = session.execute(query).all()
    marks = marks_of_listings(session, [listing_id for _publication, listing_id in rows])
    return {publication_id: marks.get(listing_id) for publication_id, listing_id in rows}


def find_public(session: Session, asked: str, today: date) -> list[PublicEntry]:
    """Entries of whoever has exactly this code, number or (any) name; none looks like none."""
    return public_of(session, called(session, asked), today)


def called(session: Session, asked: str) -> set[str]:
    """Ids of the subjects with exactly this code or number, or that bear or bore exactly this name."""
    folded, code = fold(asked), normalise(asked)
    coded = select(Subject.id).where(or_(Subject.code == code, Subject.practice_no == code))
    named = select(SubjectName.subject_id).where(SubjectName.folded == folded)
    return {*session.scalars(coded), *session.scalars(named)} if folded or code else set()


def public_of(session: Session, subject_ids: Collection[str], today: date) -> list[PublicEntry]:
    """The entries of these subjects that are public today, newest first."""
    return _entries(session, running(today).where(Listing.subject_id.in_(subject_ids)), today)


def still_public(session: Session, listing_ids: Collection[str], today: date) -> list[PublicEntry]:
    """Those of these listings that are public today: what has left is not among them, whatever the reason."""
    return _entries(session, running(today).where(Listing.id.in_(listing_ids)), today)


_COLUMNS = (
    Listing.id.label("listing_id"),
    *(Listing.subject_id, Listing.scheme, Listing.list_code),
    *(Listing.from_on, Listing.until_on, Listing.for_life),
    Publication.id.label("publication_id"),
    *(Publication.basis_title, Publication.basis_number, Publication.basis_article),
    Publication.from_on.label("public_from"),
    Publication.until_on.label("public_until"),
    *(Subject.kind, Subject.code, Subject.practice_no),
    *(Office.name_zh, Office.name_en, Office.telephone),
)
"""What an entry is made of: columns, for row objects of a hundred thousand entries cost more than all the rest."""


def _entries(
    session: Session, query: Select[Listing, Publication, Subject, Office], today: date
) -> list[PublicEntry]:
    """A part after the other, so that a register of any length is never in memory twice."""
    label = cache(partial(list_label, session))
    found: list[PublicEntry] = []
    columns = query.with_only_columns(*_COLUMNS)
    for rows in session.execute(columns, execution_options={"yield_per": PART}).partitions():
        marks = marks_of_listings(session, [row.listing_id for row in rows])
        names = names_on(session, {row.subject_id for row in rows}, today)
        found += [
            _entry(
                row,
                names.get(row.subject_id, ""),
                label(row.scheme, row.list_code),
                marks.get(row.listing_id),
            )
            for row in rows
        ]
    return found


def running(today: date) -> Select[Listing, Publication, Subject, Office]:
    """The one condition for being public on a day, with what an entry is made of; newest first."""
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
    row: Row[*tuple[Any, ...]], name: str, list_name: Both, disputed: date | None
) -> PublicEntry:
    ends = [day for day in (row.public_until, row.until_on) if day is not None]
    return PublicEntry(
        listing_id=row.listing_id,
        publication_id=row.publication_id,
        subject_id=row.subject_id,
        is_person=row.kind == "person",
        name=name,
        code=row.code or row.practice_no or "",
        list_name=list_name,
        from_on=row.from_on,
        last_day=last_day(row.until_on),
        for_life=row.for_life,
        basis=basis_text(row),
        public_from=row.public_from,
        public_until=last_day(min(ends)) or row.public_until,
        office=row_label(row),
        telephone=row.telephone,
        disputed=disputed,
    )


def basis_text(publication: Publication | Row[*tuple[Any, ...]]) -> str:
    """The basis as documents cite it: 《title》(number), article."""
    return f"《{publication.basis_title}》（{publication.basis_number}）{publication.basis_article}"
