"""Open a file: its safe copy is shown and the reading logged; its original is handed out and the ledger says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from evidence.file_types import ACCEPTED, JPEG, PDF, PNG, FileType
from evidence.refusal import Refused
from evidence.safe_copy import COPIED_AS, SafeCopy, safe_copy
from evidence.sealing import Unreadable
from evidence.store import Store
from models import (
    AccessLog,
    AddressConfirmation,
    Base,
    Case,
    CaseStep,
    Dossier,
    Event,
    EventStep,
    Evidence,
    Export,
    ListDecision,
    Objection,
    ObjectionDecision,
    OfficialPaper,
    Rectification,
    Repair,
    RepairDecision,
    RepairPaper,
    ReviewRequest,
    Round,
    RoundSubject,
    RulesetVersion,
    Service,
    Succession,
)
from services.actor import Actor
from services.messages import Conflict, Forbidden, NotFound, say
from services.scope import evidence_or_404
from services.writing import unrecorded, writing

SHOWN_INLINE = frozenset({JPEG, PNG, PDF})
_OWNERS: dict[str, type[Base]] = {
    "dossier": Dossier,
    "event": Event,
    "event_step": EventStep,
    "case_step": CaseStep,
    "list_decision": ListDecision,
    "objection": Objection,
    "objection_decision": ObjectionDecision,
    "rectification": Rectification,
    "repair": Repair,
    "repair_pledge": Repair,
    "repair_paper": RepairPaper,
    "repair_decision": RepairDecision,
    "round": Round,
    "review_request": ReviewRequest,
    "review_answer": ReviewRequest,
    "succession": Succession,
    "service": Service,
    "address_confirmation": AddressConfirmation,
    "export": Export,
    "official_paper": OfficialPaper,
    "paper_draft": OfficialPaper,
    "ruleset": RulesetVersion,
}
_KINDS: dict[str, FileType] = {kind.media_type: kind for kind in ACCEPTED}


@dataclass(frozen=True)
class SafeView:
    """A safe copy as it goes to the browser; ``inline`` if the browser can show it by itself."""

    content: bytes
    media_type: str
    filename: str
    inline: bool


@dataclass(frozen=True)
class Original:
    """The file as it was handed in, in pieces."""

    pieces: Iterator[bytes]
    media_type: str
    filename: str
    size: int


@dataclass(frozen=True)
class WholeOnly:
    """A file of which there is no safe copy: it can only be taken as a whole."""

    evidence_id: str
    filename: str
    size: int


def show_evidence(
    session: Session, store: Store, actor: Actor, evidence_id: str, now: datetime
) -> SafeView | WholeOnly:
    """The safe copy of a file that is open to this person; who read it goes to the access log."""
    evidence = evidence_or_404(session, actor, evidence_id)
    name, size = evidence.filename or "", evidence.size
    copy = _copy(store, evidence)
    if copy is None:
        return WholeOnly(evidence_id, name, size)
    with unrecorded(session):
        read = AccessLog(
            account_id=actor.account_id, what="evidence.view", target_id=evidence_id, at=now
        )
        session.add(read)
    inline = copy.kind in SHOWN_INLINE
    stem = name.rpartition(".")[0] or name
    return SafeView(copy.content, copy.kind.media_type, f"{stem}.{copy.kind.extension}", inline)


def _copy(store: Store, evidence: Evidence) -> SafeCopy | None:
    kind = _KINDS[evidence.media_type]
    if kind not in COPIED_AS:
        return None
    try:
        with store.reader(evidence.stored_sha256, evidence.sealed_key or b"") as file:
            return safe_copy(file, kind)
    except Unreadable as unreadable:
        raise _told(unreadable) from None
    except Refused:
        return None


def _told(unreadable: Unreadable) -> NotFound | Conflict:
    if unreadable.code == "key":
        return NotFound(say("This file was erased; its hash stands in the record."))
    return Conflict(
        say("The stored file is not the one that was handed in. It is not shown; tell the auditor.")
    )


def may_take_original(actor: Actor, evidence: Evidence) -> bool:
    """Staff; the party only where there is no safe copy to be had."""
    return actor.subject_id is None or _KINDS[evidence.media_type] not in COPIED_AS


def take_original(
    session: Session, store: Store, actor: Actor, evidence_id: str, now: datetime
) -> Original:
    """The original of a file; the ledger says who took it, before the first byte is handed out."""
    evidence = evidence_or_404(session, actor, evidence_id)
    if not may_take_original(actor, evidence):
        raise Forbidden(say("Only the safe copy of this file is handed out."))
    try:
        pieces = store.open(evidence.stored_sha256, evidence.sealed_key or b"")
    except Unreadable as unreadable:
        raise _told(unreadable) from None
    subject_id = _subject_of(session, evidence)
    original = Original(pieces, evidence.media_type, evidence.filename or "", evidence.size)
    data = {"evidence": evidence.id, "stored_sha256": evidence.stored_sha256}
    with writing(session, actor, now) as writer:
        writer.add("evidence.download", data, subject=subject_id)
    return original


def _subject_of(session: Session, evidence: Evidence) -> str | None:
    """Whom the file is about, for the ledger's entry."""
    owner = session.get(_OWNERS[evidence.owner_kind], evidence.owner_id)
    if isinstance(owner, RepairPaper):
        owner = session.get(Repair, owner.repair_id)
    if isinstance(owner, EventStep | Rectification):
        owner = session.get(Event, owner.event_id)
    if isinstance(owner, CaseStep):
        owner = session.get(Case, owner.case_id)
    if isinstance(owner, ObjectionDecision):
        owner = session.get(Objection, owner.objection_id)
    if isinstance(owner, ReviewRequest):
        owner = session.get(RoundSubject, owner.row_id)
    return getattr(owner, "subject_id", None)
