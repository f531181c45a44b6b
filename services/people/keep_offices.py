"""Keep the offices of the department: the province, its prefectures and counties, and how to reach them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from identity import regions
from models import Office, new_id
from services.actor import Actor
from services.messages import Conflict, Invalid, NotFound, say
from services.writing import Once, Writer, writing


@dataclass(frozen=True)
class OfficeDraft:
    name_zh: str
    name_en: str
    telephone: str
    address: str


def open_office(
    session: Session,
    actor: Actor,
    region: str,
    draft: OfficeDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The office of a region (GB/T 2260 code), one each; returns its id."""
    actor.require("office.manage")
    with writing(session, actor, now, once) as writer:
        writer.result = add_office(writer, region, draft)
    return writer.result


def add_office(writer: Writer, region: str, draft: OfficeDraft) -> str:
    """An office inside a running write."""
    known = regions.lookup(region)
    if known is None or known.succeeded_by:
        raise Invalid({"region": say("Please choose a division from the list.")})
    if writer.session.scalar(select(Office.id).where(Office.region == region)):
        raise Invalid({"region": say("This division has its office already.")})
    office = {"id": new_id(), "region": region, "level": known.level, **asdict(draft)}
    writer.add("office.open", {"office": office})
    return str(office["id"])


def amend_office(
    session: Session,
    actor: Actor,
    office_id: str,
    draft: OfficeDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Change name, telephone or address; what the ledger holds of the earlier ones stays."""
    actor.require("office.manage")
    with writing(session, actor, now, once) as writer:
        office = office_or_404(session, office_id)
        changes = {k: v for k, v in asdict(draft).items() if getattr(office, k) != v}
        if not changes:
            raise Conflict(say("Nothing was changed."))
        writer.add("office.amend", {"office": office_id, "changes": changes})
        writer.result = office_id
    return writer.result


def office_or_404(session: Session, office_id: str) -> Office:
    office = session.get(Office, office_id)
    if office is None:
        raise NotFound(say("There is no such office."))
    return office


def list_offices(session: Session) -> Sequence[Office]:
    """The province, then each prefecture in the order of GB/T 2260 with its counties."""
    return session.scalars(select(Office).order_by(Office.region)).all()


def regions_without_office(session: Session) -> list[regions.Region]:
    """Divisions that have no office yet: the province, its prefectures, then their counties."""
    taken = set(session.scalars(select(Office.region)))
    province = regions.lookup(regions.SICHUAN)
    prefectures = regions.children(regions.SICHUAN)
    counties = [c for prefecture in prefectures for c in regions.children(prefecture.code)]
    all_of_them = [r for r in (province, *prefectures, *counties) if r is not None]
    return [region for region in all_of_them if region.code not in taken]
