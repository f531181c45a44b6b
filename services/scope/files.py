"""Files follow what they belong to: a record, a paper of a case, an objection, an application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from sqlalchemy.orm import Session

from models import (
    AddressConfirmation,
    CaseStep,
    Dossier,
    EventStep,
    Evidence,
    ListDecision,
    ObjectionDecision,
    OfficialPaper,
    Rectification,
    Repair,
    RepairDecision,
    RepairPaper,
    ReviewRequest,
    RoundSubject,
    Service,
    Succession,
)
from procedure.cases import PARTY_SEES
from services.actor import Actor
from services.messages import NotFound, say
from services.scope.cases import sees_case
from services.scope.events import sees_in_full
from services.scope.objections import sees_objection
from services.scope.repairs import sees_repair
from services.scope.rounds import sees_round_row

Seen: TypeAlias = Callable[[Session, Actor, str], bool]


def _event(session: Session, actor: Actor, owner_id: str) -> bool:
    return bool(sees_in_full(session, actor, [owner_id]))


def _event_step(session: Session, actor: Actor, owner_id: str) -> bool:
    step = session.get(EventStep, owner_id)
    return step is not None and _event(session, actor, step.event_id)


def _case_step(session: Session, actor: Actor, owner_id: str) -> bool:
    """Of the papers of a case the party sees those that are addressed to it or its own."""
    paper = session.get(CaseStep, owner_id)
    if paper is None or not (actor.subject_id is None or paper.kind in PARTY_SEES):
        return False
    return sees_case(session, actor, paper.case_id)


def _list_decision(session: Session, actor: Actor, owner_id: str) -> bool:
    decision = session.get(ListDecision, owner_id)
    if decision is None or not _acts(actor, decision.effective_entry_id):
        return False
    return sees_case(session, actor, decision.case_id)


def _acts(actor: Actor, effective_entry_id: str | None) -> bool:
    """The party hears of a decision when it acts."""
    return actor.subject_id is None or effective_entry_id is not None


def _objection_decision(session: Session, actor: Actor, owner_id: str) -> bool:
    answer = session.get(ObjectionDecision, owner_id)
    if answer is None or not _acts(actor, answer.effective_entry_id):
        return False
    return sees_objection(session, actor, answer.objection_id)


def _of_subject(subject_id: str, actor: Actor) -> bool:
    return actor.may("contractor.read") or actor.subject_id == subject_id


def _succession(session: Session, actor: Actor, owner_id: str) -> bool:
    ended = session.get(Succession, owner_id)
    return ended is not None and _of_subject(ended.subject_id, actor)


def _address(session: Session, actor: Actor, owner_id: str) -> bool:
    confirmation = session.get(AddressConfirmation, owner_id)
    return confirmation is not None and _of_subject(confirmation.subject_id, actor)


def _ruleset(_session: Session, actor: Actor, _owner_id: str) -> bool:
    return actor.subject_id is None and actor.may("rules.read")


def _paper_draft(session: Session, actor: Actor, owner_id: str) -> bool:
    """Our draft is the staff's own, as far as they see what it is about."""
    paper = session.get(OfficialPaper, owner_id)
    if paper is None or actor.subject_id is not None:
        return False
    return _BUSINESS[paper.business](session, actor, paper.business_id)


def _official_paper(session: Session, actor: Actor, owner_id: str) -> bool:
    """The sealed file is the document: its party sees it with the act whose paper it is."""
    paper = session.get(OfficialPaper, owner_id)
    if paper is None or paper.document_id is None or actor.subject_id is None:
        return _paper_draft(session, actor, owner_id)
    kinds = _SERVED.get(paper.document_kind or "", (paper.document_kind or "",))
    return any(OWNERS[kind](session, actor, paper.document_id) for kind in kinds)


def _export(_session: Session, actor: Actor, _owner_id: str) -> bool:
    return actor.may("export.make")


def _nowhere(_session: Session, _actor: Actor, _owner_id: str) -> bool:
    """What leaves in another way only: a parcel, as a bundle."""
    return False


def _round(_session: Session, actor: Actor, _owner_id: str) -> bool:
    return actor.may("round.read")


def _review_request(session: Session, actor: Actor, owner_id: str) -> bool:
    request = session.get(ReviewRequest, owner_id)
    row = session.get(RoundSubject, request.row_id) if request else None
    return row is not None and sees_round_row(actor, row)


def _repair(session: Session, actor: Actor, owner_id: str) -> bool:
    return sees_repair(actor, session.get(Repair, owner_id))


def _repair_paper(session: Session, actor: Actor, owner_id: str) -> bool:
    paper = session.get(RepairPaper, owner_id)
    return paper is not None and _repair(session, actor, paper.repair_id)


def _repair_decision(session: Session, actor: Actor, owner_id: str) -> bool:
    decision = session.get(RepairDecision, owner_id)
    if decision is None or not _acts(actor, decision.effective_entry_id):
        return False
    return _repair(session, actor, decision.repair_id)


def _rectification(session: Session, actor: Actor, owner_id: str) -> bool:
    done = session.get(Rectification, owner_id)
    return done is not None and _event(session, actor, done.event_id)


def _service(session: Session, actor: Actor, owner_id: str) -> bool:
    """A record of service is seen by whoever sees the document that was served."""
    service = session.get(Service, owner_id)
    if service is None:
        return False
    seen = (OWNERS[kind] for kind in _SERVED.get(service.document_kind, (service.document_kind,)))
    return any(sees(session, actor, service.document_id) for sees in seen)


def _dossier(session: Session, actor: Actor, owner_id: str) -> bool:
    dossier = session.get(Dossier, owner_id)
    if dossier is None or actor.subject_id is not None:
        return False
    return sees_case(session, actor, dossier.case_id)


_BUSINESS: Mapping[str, Seen] = {
    "case": sees_case,
    "event": _event,
    "objection": sees_objection,
    "repair": _repair,
    "round": _round,
}
"""By the kind of business, whether this person sees it."""

OWNERS: Mapping[str, Seen] = {
    "dossier": _dossier,
    "event": _event,
    "event_step": _event_step,
    "case_step": _case_step,
    "list_decision": _list_decision,
    "objection": sees_objection,
    "objection_decision": _objection_decision,
    "repair": _repair,
    "repair_pledge": _repair,
    "repair_paper": _repair_paper,
    "repair_decision": _repair_decision,
    "rectification": _rectification,
    "round": _round,
    "review_request": _review_request,
    "review_answer": _review_request,
    "service": _service,
    "address_confirmation": _address,
    "succession": _succession,
    "ruleset": _ruleset,
    "export": _export,
    "official_paper": _official_paper,
    "paper_draft": _paper_draft,
    "export_parcel": _nowhere,
}
"""By the kind of what a file belongs to: whether this person sees it."""

_SERVED = {
    "event_confirmation": ("event",),
    "objection": ("objection_decision",),
    "repair": ("repair_paper", "repair_decision"),
}
"""Kinds of served documents that are called otherwise among the owners of files."""


def party_may_see(evidence: Evidence) -> bool:
    """Whether a file is open to the party of the record that it belongs to."""
    return evidence.party_may_see


def evidence_or_404(session: Session, actor: Actor, evidence_id: str) -> Evidence:
    """A file of something that this person sees in full, open to him; or no such thing."""
    evidence = session.get(Evidence, evidence_id)
    if evidence is not None and OWNERS[evidence.owner_kind](session, actor, evidence.owner_id):
        staff = actor.subject_id is None and actor.may("evidence.read")
        if staff or (actor.subject_id is not None and party_may_see(evidence)):
            return evidence
    raise NotFound(say("There is no such file."))
