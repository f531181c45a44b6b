"""What the pages of a record and of a case share: who did a thing, its papers and its files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ActedFor, Evidence, Holder, OfficialPaper
from services.actor import Actor
from services.labels import Both, row_label
from services.papers.send_paper import SEALED
from services.scope import party_may_see


@dataclass(frozen=True)
class Someone:
    """Who did it: the person for staff, the office alone for the party; a deputy also says for whom."""

    name: str
    office: Both | None
    acted_for: str = ""


@dataclass(frozen=True)
class ShownFile:
    """A file in the order it was handed in; ``reason`` says, to staff, why the party may not see it."""

    id: str
    name: str
    size: int
    media_type: str
    party_may_see: bool
    reason: str
    erased: bool


class People:
    """Holders by id; the party is told the office of staff, not the name."""

    def __init__(self, session: Session, actor: Actor, ids: Iterable[str | None]) -> None:
        wanted = {holder_id for holder_id in ids if holder_id}
        found = session.scalars(select(Holder).where(Holder.id.in_(wanted)))
        self._by_id = {holder.id: holder for holder in found}
        self._session, self._actor = session, actor

    def __getitem__(self, holder_id: str) -> Someone:
        holder = self._by_id[holder_id]
        own = holder.subject_id is not None and holder.subject_id == self._actor.subject_id
        named = self._actor.subject_id is None or own
        office = row_label(holder.office) if holder.office else None
        return Someone((holder.name or "") if named else "", office)

    def named(self, holder_id: str) -> Someone:
        """With the name for the party, too: whom a paper names to it, and who may be asked to withdraw."""
        holder = self._by_id[holder_id]
        return Someone(holder.name or "", row_label(holder.office) if holder.office else None)

    def get(self, holder_id: str | None) -> Someone | None:
        return self[holder_id] if holder_id else None

    def done(self, holder_id: str, entry_id: str | None) -> Someone:
        """Who did what this entry of the ledger says, and for whom."""
        found = self[holder_id]
        principal = self._session.scalar(
            select(Holder)
            .join(ActedFor, ActedFor.for_id == Holder.id)
            .where(ActedFor.entry_id == entry_id)
        )
        if principal is None or not found.name:
            return found
        return replace(found, acted_for=principal.name or "")


def shown_files(
    session: Session, actor: Actor, owner_ids: Sequence[str]
) -> dict[str, tuple[ShownFile, ...]]:
    """By owner, the files that this person may know of; the sealed file of an act's paper comes first."""
    query = select(Evidence).where(Evidence.owner_id.in_(owner_ids)).order_by(Evidence.position)
    found: dict[str, tuple[ShownFile, ...]] = {}
    staff = actor.subject_id is None
    own = ((evidence.owner_id, evidence) for evidence in session.scalars(query))
    for owner_id, evidence in (*_sealed(session, owner_ids), *own):
        if staff or party_may_see(evidence):
            shown = _file(evidence, staff=staff)
            found[owner_id] = (*found.get(owner_id, ()), shown)
    return found


def _sealed(session: Session, document_ids: Sequence[str]) -> list[tuple[str, Evidence]]:
    """The sealed files of the papers of these acts."""
    query = (
        select(OfficialPaper.document_id, Evidence)
        .join(Evidence, Evidence.owner_id == OfficialPaper.id)
        .where(OfficialPaper.document_id.in_(document_ids), Evidence.owner_kind == SEALED)
    )
    return [(document_id or "", evidence) for document_id, evidence in session.execute(query)]


def _file(evidence: Evidence, *, staff: bool) -> ShownFile:
    return ShownFile(
        id=evidence.id,
        name=evidence.filename or "",
        size=evidence.size,
        media_type=evidence.media_type,
        party_may_see=evidence.party_may_see,
        reason=(evidence.hidden_reason or "") if staff else "",
        erased=evidence.sealed_key is None,
    )
