"""The public register of today: entries made public on their legal basis, whose publicity runs today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from identity.codes import normalise
from identity.names import fold
from models import Case, Listing, Office, Publication, Subject, SubjectName
from services.labels import Both, list_label


@dataclass(frozen=True)
class PublicEntry:
    """What the public may know of one listing, today."""

    name: str
    code: str
    list_name: Both
    from_on: date
    until_on: date | None
    for_life: bool
    basis: str
    public_until: date
    office_zh: str
    office_en: str
    telephone: str


def public_entries(session: Session, today: date) -> list[PublicEntry]:
    """All entries that are public today, newest first."""
    return [_entry(session, *row, today) for row in session.execute(_running(today))]


def find_public(session: Session, asked: str, today: date) -> list[PublicEntry]:
    """Entries of the contractor with exactly this code or (any) name; none looks like none."""
    folded, code = fold(asked), normalise(asked)
    if not folded:
        return []
    named = select(SubjectName.subject_id).where(SubjectName.folded == folded)
    query = _running(today).where(or_(Subject.code == code, Subject.id.in_(named)))
    return [_entry(session, *row, today) for row in session.execute(query)]


def _running(today: date) -> Select[tuple[Listing, Publication, Subject, Office]]:
    return (
        select(Listing, Publication, Subject, Office)
        .join(Publication, Publication.listing_id == Listing.id)
        .join(Subject, Subject.id == Listing.subject_id)
        .join(Case, Case.id == Listing.case_id)
        .join(Office, Office.id == Case.office_id)
        .where(
            Publication.agreed_by.is_not(None),
            Publication.ended_on.is_(None),
            Publication.from_on <= today,
            Publication.until_on > today,
            Listing.from_on <= today,
            or_(Listing.until_on.is_(None), Listing.until_on > today),
            or_(Listing.end.is_(None), Listing.end == "leave"),
        )
        .order_by(Listing.from_on.desc(), Listing.id)
    )


def _entry(
    session: Session,
    listing: Listing,
    publication: Publication,
    subject: Subject,
    office: Office,
    today: date,
) -> PublicEntry:
    return PublicEntry(
        name=subject.name_on(today),
        code=subject.code or "",
        list_name=list_label(session, listing.scheme, listing.list_code),
        from_on=listing.from_on,
        until_on=listing.until_on,
        for_life=listing.for_life,
        basis=_basis(publication),
        public_until=publication.until_on,
        office_zh=office.name_zh,
        office_en=office.name_en,
        telephone=office.telephone,
    )


def _basis(publication: Publication) -> str:
    title = f"《{publication.basis_title.strip('《》')}》"
    return f"{title}({publication.basis_number}){publication.basis_article}"
