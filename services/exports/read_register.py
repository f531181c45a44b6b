"""The register as a whole, today: what stands on a list, or that part of it which is public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import ledger
from models import Listing
from services.actor import Actor
from services.exports.read_export import (
    ExportedListing,
    ExportedScore,
    ExportFilter,
    Span,
)
from services.exports.read_listings import read_listings
from services.exports.seal_rows import Record
from services.lists.public_register import PublicEntry, public_count, public_register
from services.rules.list_rules import standing_on

SCOPES = ("public", "all")
LIFE = "life"


@dataclass(frozen=True)
class Register:
    """``public`` or ``listings`` holds the rows, by ``scope``; ``known`` is the ledger size they rest on."""

    scope: str
    known: int
    public: tuple[PublicEntry, ...] = ()
    listings: tuple[ExportedListing, ...] = ()

    def records(self) -> list[Record]:
        """The rows as they are sealed."""
        if self.scope == "public":
            return list(map(public_record, self.public))
        return list(map(listing_record, self.listings))

    def ends(self) -> Iterator[date]:
        """The last days on which rows may be public, if they are."""
        return (row.public_until for row in self.public)


def read_register(session: Session, actor: Actor, scope: str, today: date) -> Register:
    """The whole register of today, public or all."""
    actor.require("export.make")
    if scope == "public":
        rows = tuple(public_register(session, today))
        return Register(scope, ledger.size(session), public=rows)
    found = read_listings(session, actor, ExportFilter(), Span(today, today), today)
    return Register(scope, found.known, listings=found.standing)


def rows_today(session: Session, actor: Actor, today: date) -> dict[str, int]:
    """How many rows the register of today has, by scope: told before a file of it is chosen."""
    actor.require("export.make")
    standing = select(func.count()).select_from(Listing).where(standing_on(today))
    return {"public": public_count(session, today), "all": session.scalar(standing) or 0}


def public_record(row: PublicEntry) -> Record:
    """A row of the public register, in its own words; the id is that of its publication."""
    return {
        "id": row.publication_id,
        "code": row.code,
        "name": row.name,
        "list_name": row.list_name.zh,
        "from": row.from_on.isoformat(),
        "last_day": _last(row.last_day, for_life=row.for_life),
        "basis": row.basis,
        "public_until": row.public_until.isoformat(),
        "office": row.office.zh,
        "disputed": _day(row.disputed),
    }


def listing_record(row: ExportedListing) -> Record:
    """A stay on a list, public or not; the id is its own."""
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "region": row.region,
        "list": f"{row.scheme}/{row.list_code}",
        "list_name": row.list_name.zh,
        "reason": row.reason,
        "basis": row.basis.zh,
        "document": row.document_no,
        "from": row.from_on.isoformat(),
        "last_day": _last(row.last_day, for_life=row.for_life),
        "state": row.state,
        "public": "yes" if row.is_public else "no",
        "office": row.office.zh,
        "disputed": _day(row.disputed),
    }


def score_record(row: ExportedScore) -> Record:
    """A score of a day; points in hundredths, grades by their codes."""
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "region": row.region,
        "points": "" if row.points is None else str(row.points),
        "grade": row.grade.code if row.grade else "",
        "unrated": row.unrated or "",
        "events": str(row.events),
        "published": (row.published.grade or "") if row.published else "",
        "disputed": _day(row.disputed),
    }


def _last(day: date | None, *, for_life: bool) -> str:
    return LIFE if for_life else _day(day)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
