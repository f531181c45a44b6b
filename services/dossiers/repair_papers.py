"""Applications for repair of a case's listing in its dossier, from the application to a revocation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

import ledger
from models import Publication, Repair, RepairDecision, RepairItem
from services.actor import Actor
from services.dossiers.annexes import Annex, wanting
from services.repairs.show_repair import RepairPart, ShownRepair, show_repair
from services.scope import repairs_seen

_ORDER = (
    "application",
    "examination",
    "grant",
    "refuse",
    "decision",
    "notice",
    "reply",
    "waiver",
    "hearing_request",
    "hearing_notice",
    "hearing_record",
    "answer",
    "revoke",
    "given_up",
)
"""The order in which they are bound; the service of each follows it at once."""

_SERVED = frozenset({"notice", "hearing_notice", "answer", "grant", "refuse", "revoke"})


def repair_papers(
    session: Session, actor: Actor, listing_ids: Sequence[str], today: date
) -> list[tuple[Annex, ...]]:
    """One group an application for the listing or its publicity, in the order in which they were entered."""
    public = select(Publication.id).where(Publication.listing_id.in_(listing_ids))
    about = select(RepairItem.repair_id).where(
        or_(RepairItem.listing_id.in_(listing_ids), RepairItem.publication_id.in_(public))
    )
    query = (
        select(Repair.id)
        .join(ledger.Entry, ledger.Entry.entry_id == Repair.entry_id)
        .where(Repair.id.in_(about), repairs_seen(actor))
        .order_by(ledger.Entry.seq)
    )
    shown = [show_repair(session, actor, one, today) for one in session.scalars(query)]
    whole = actor.subject_id is None
    return [_in_order(_papers(one), _wanting(one, today) if whole else ()) for one in shown]


def _in_order(*found: Iterable[Annex]) -> tuple[Annex, ...]:
    return tuple(sorted(chain(*found), key=lambda paper: _ORDER.index(paper.code)))


def _papers(shown: ShownRepair) -> Iterator[Annex]:
    files = (*shown.proof, *shown.pledge)
    yield Annex("application", shown, on=shown.repair.received_on, files=files)
    for part in (*shown.papers, *shown.decisions):
        yield _paper(shown, part)
    if shown.repair.given_up_on is not None:
        yield Annex("given_up", shown, on=shown.repair.given_up_on)


def _paper(shown: ShownRepair, part: RepairPart) -> Annex:
    row = part.row
    paper = Annex(
        row.action if isinstance(row, RepairDecision) else row.kind,
        shown,
        part,
        id=row.id,
        on=row.decided_on if isinstance(row, RepairDecision) else row.on,
        document_no=row.document_no,
        files=part.files,
    )
    binds = not isinstance(row, RepairDecision) or _binds(row)
    return replace(paper, owed=binds and paper.code in _SERVED)


def _binds(decision: RepairDecision) -> bool:
    return not decision.waits and decision.withdrawn_by is None


def _wanting(shown: ShownRepair, today: date) -> Iterator[Annex]:
    """What comes before the decision, and since a notice what comes before the revocation."""
    kinds = [paper.kind for paper in shown.repair.papers]
    late = shown.due is not None and shown.due.over(today)
    if shown.repair.is_open:
        if "examination" not in kinds:
            yield wanting("examination", shown, late=late)
        if shown.repair.waiting is None:
            yield wanting("decision", shown, late=late)
    if "notice" in kinds:
        yield from _before_revoking(shown, kinds)


def _before_revoking(shown: ShownRepair, kinds: Sequence[str]) -> Iterator[Annex]:
    """A hearing that was asked for, an answer to what was said, and the revocation itself."""
    revoked = any(d.action == "revoke" and d.withdrawn_by is None for d in shown.repair.decisions)
    if "hearing_request" in kinds and "hearing_record" not in kinds:
        yield wanting("hearing_record", shown, late=revoked)
    if [kind for kind in kinds if kind in ("reply", "answer")][-1:] == ["reply"]:
        yield wanting("answer", shown, late=revoked)
    if not revoked:
        yield wanting("revoke", shown, late=False)
