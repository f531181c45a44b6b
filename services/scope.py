"""Who sees which records: the one place where scope is applied.

A contractor's user sees its own subject, what counts and what was notified to it. A prefecture or county
office sees in full what was done in its region (place of work, not of registration); of the rest the
published grade, the score and the heading of each line. A record that waits is seen by the office that made
it, and by those above, where it is confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session

from identity.regions import is_within
from models import (
    AddressConfirmation,
    Case,
    CaseStep,
    Event,
    EventConfirmation,
    EventStep,
    Evidence,
    ListDecision,
    Listing,
    Objection,
    ObjectionDecision,
    ObjectionStep,
    Office,
    Rectification,
    Repair,
    RepairDecision,
    RepairPaper,
    ReviewRequest,
    Round,
    RoundSubject,
    Service,
    Subject,
    Succession,
)
from procedure.cases import PARTY_SEES
from services.actor import Actor
from services.messages import NotFound, say


def region_prefix(region: str) -> str:
    """The leading digit pairs that every place inside a region shares (GB/T 2260)."""
    return region.removesuffix("00").removesuffix("00")


def inside(actor: Actor, region: str) -> bool:
    """Whether work done in a region is this person's office's to see."""
    if actor.sees_all:
        return True
    return actor.region is not None and is_within(region, actor.region)


def may_enter(actor: Actor, region: str) -> bool:
    """Whether work done in a region is this person's office's to record."""
    return actor.region is not None and is_within(region, actor.region)


def full_events(actor: Actor) -> ColumnElement[bool]:
    """The condition on ``Event`` under which this person sees a record in full."""
    if actor.subject_id is not None:
        return and_(Event.subject_id == actor.subject_id, or_(_counted(), _noticed()))
    if actor.sees_all and actor.may("contractor.read"):
        return true()
    if actor.region is not None and actor.may("contractor.read"):
        prefix = region_prefix(actor.region)
        below = select(Office.id).where(Office.region.startswith(prefix))
        known = or_(_counted(), Event.office_id.in_(below))
        return and_(Event.region.startswith(prefix), known)
    return false()


def _counted() -> ColumnElement[bool]:
    return exists().where(EventConfirmation.event_id == Event.id)


def _noticed() -> ColumnElement[bool]:
    return exists().where(EventStep.event_id == Event.id, EventStep.kind == "notice")


def sees_in_full(session: Session, actor: Actor, event_ids: Iterable[str]) -> set[str]:
    """Those of these records that this person sees in full."""
    query = select(Event.id).where(Event.id.in_(list(event_ids)), full_events(actor))
    return set(session.scalars(query))


def event_or_404(session: Session, actor: Actor, event_id: str) -> Event:
    """A record that this person sees in full, or no such thing."""
    return events_or_404(session, actor, [event_id])[0]


def events_or_404(session: Session, actor: Actor, event_ids: Iterable[str]) -> list[Event]:
    """Records by id, all of which this person sees in full, or no such thing."""
    wanted = sorted(set(event_ids))
    query = select(Event).where(Event.id.in_(wanted), full_events(actor)).order_by(Event.id)
    found = list(session.scalars(query.execution_options(populate_existing=True)))
    if not found or len(found) < len(wanted):
        raise NotFound(say("There is no such record."))
    return found


def party_may_see(evidence: Evidence) -> bool:
    """Whether a file is open to the party of the record that it belongs to."""
    return evidence.party_may_see


def evidence_or_404(session: Session, actor: Actor, evidence_id: str) -> Evidence:
    """A file of something that this person sees in full, open to him; or no such thing."""
    evidence = session.get(Evidence, evidence_id)
    if evidence is not None and _owner_is_seen(
        session, actor, evidence.owner_kind, evidence.owner_id
    ):
        staff = actor.subject_id is None and actor.may("evidence.read")
        if staff or (actor.subject_id is not None and party_may_see(evidence)):
            return evidence
    raise NotFound(say("There is no such file."))


def _owner_is_seen(session: Session, actor: Actor, kind: str, owner_id: str) -> bool:
    """Files of records follow the record, those of cases the case."""
    if kind == "event":
        return bool(sees_in_full(session, actor, [owner_id]))
    if kind == "event_step":
        step = session.get(EventStep, owner_id)
        return step is not None and bool(sees_in_full(session, actor, [step.event_id]))
    if kind == "case_step":
        paper = session.get(CaseStep, owner_id)
        its = paper is not None and (actor.subject_id is None or paper.kind in PARTY_SEES)
        return its and paper is not None and _sees_case(session, actor, paper.case_id)
    if kind == "objection":
        return _sees_objection(session, actor, owner_id)
    if kind == "objection_decision":
        answer = session.get(ObjectionDecision, owner_id)
        return answer is not None and (
            _sees_objection(session, actor, answer.objection_id)
            and (answer.effective_entry_id is not None or actor.subject_id is None)
        )
    if kind == "succession":
        ended = session.get(Succession, owner_id)
        return ended is not None and (
            actor.may("contractor.read") or actor.subject_id == ended.subject_id
        )
    if kind == "ruleset":
        return actor.subject_id is None and actor.may("rules.read")
    if kind == "export":
        return actor.may("export.make")
    if kind == "list_decision":
        decision = session.get(ListDecision, owner_id)
        acts = decision is not None and decision.effective_entry_id is not None
        return decision is not None and (
            _sees_case(session, actor, decision.case_id) and (acts or actor.subject_id is None)
        )
    if kind == "address_confirmation":
        confirmation = session.get(AddressConfirmation, owner_id)
        return confirmation is not None and (
            actor.may("contractor.read") or actor.subject_id == confirmation.subject_id
        )
    if kind == "service":
        service = session.get(Service, owner_id)
        return service is not None and _sees_service(session, actor, service)
    if kind in ("round", "review_request", "review_answer"):
        return _sees_round_file(session, actor, kind, owner_id)
    return _owning_repair_is_seen(session, actor, kind, owner_id)


def _sees_service(session: Session, actor: Actor, service: Service) -> bool:
    """A record of service is seen by whoever sees the document that was served."""
    if service.document_kind == "event_confirmation":
        return bool(sees_in_full(session, actor, [service.document_id]))
    if service.document_kind == "repair":
        kinds = ("repair_paper", "repair_decision")
        return any(
            _owning_repair_is_seen(session, actor, kind, service.document_id) for kind in kinds
        )
    return _owner_is_seen(session, actor, service.document_kind, service.document_id)


def _sees_round_file(session: Session, actor: Actor, kind: str, owner_id: str) -> bool:
    """Papers of the round are the office's; those of a request its party's, too."""
    if kind == "round":
        return actor.may("round.read")
    if kind not in ("review_request", "review_answer"):
        return False
    request = session.get(ReviewRequest, owner_id)
    row = session.get(RoundSubject, request.row_id) if request else None
    return row is not None and sees_round_row(actor, row)


def sees_round_row(actor: Actor, row: RoundSubject) -> bool:
    """A row is seen by those who work on rounds, and by its own party once it was fed back."""
    if actor.subject_id is None:
        return actor.may("round.read")
    told = row.round.feedback_on is not None
    return told and row.subject_id == actor.subject_id and actor.may("own.read")


def round_or_404(session: Session, actor: Actor, round_id: str) -> Round:
    """A round that this person works on, or in which its own subject was told its result."""
    found = session.get(Round, round_id)
    if found is not None and _sees_round(session, actor, found):
        return found
    raise NotFound(say("There is no such round."))


def _sees_round(session: Session, actor: Actor, found: Round) -> bool:
    if actor.subject_id is None:
        return actor.may("round.read")
    own = select(RoundSubject).where(
        RoundSubject.round_id == found.id, RoundSubject.subject_id == actor.subject_id
    )
    row = session.scalars(own).first()
    return row is not None and sees_round_row(actor, row)


def round_row_or_404(session: Session, actor: Actor, row_id: str) -> RoundSubject:
    """A row of a round that this person sees, or no such thing."""
    row = session.get(RoundSubject, row_id)
    if row is None or not sees_round_row(actor, row):
        raise NotFound(say("There is no such result."))
    return row


def _sees_case(session: Session, actor: Actor, case_id: str) -> bool:
    """A case is seen by those who work on cases, and by its own party once it was given notice."""
    case = session.get(Case, case_id)
    if case is None:
        return False
    if actor.subject_id is None:
        return actor.may("case.read")
    own = case.subject_id == actor.subject_id and actor.may("own.read")
    return own and any(step.kind == "notice" for step in case.steps)


def case_or_404(session: Session, actor: Actor, case_id: str) -> Case:
    """A case that this person sees, or no such thing."""
    if not _sees_case(session, actor, case_id):
        raise NotFound(say("There is no such case."))
    return session.get_one(Case, case_id)


def _owning_repair_is_seen(session: Session, actor: Actor, kind: str, owner_id: str) -> bool:
    """Files of an application follow it, those of its decision when it acts; of a rectification the record."""
    if kind in ("repair", "repair_pledge"):
        return _sees_repair(actor, session.get(Repair, owner_id))
    if kind == "repair_paper":
        paper = session.get(RepairPaper, owner_id)
        return paper is not None and _sees_repair(actor, session.get(Repair, paper.repair_id))
    if kind == "repair_decision":
        decision = session.get(RepairDecision, owner_id)
        if decision is None or not (decision.effective_entry_id or actor.subject_id is None):
            return False
        return _sees_repair(actor, session.get(Repair, decision.repair_id))
    done = session.get(Rectification, owner_id) if kind == "rectification" else None
    return done is not None and bool(sees_in_full(session, actor, [done.event_id]))


def _sees_repair(actor: Actor, repair: Repair | None) -> bool:
    """An application is seen by its party, by the office that decides on it, and by those above."""
    if repair is None:
        return False
    if actor.subject_id is not None:
        return actor.may("own.read") and repair.subject_id == actor.subject_id
    return actor.may("repair.read") and inside(actor, repair.office.region)


def repairs_seen(actor: Actor) -> ColumnElement[bool]:
    """The condition on ``Repair`` under which this person sees an application."""
    if actor.subject_id is not None:
        return Repair.subject_id == actor.subject_id if actor.may("own.read") else false()
    if not actor.may("repair.read"):
        return false()
    if actor.sees_all:
        return true()
    if actor.region is None:
        return false()
    below = select(Office.id).where(Office.region.startswith(region_prefix(actor.region)))
    return Repair.office_id.in_(below)


def repair_or_404(session: Session, actor: Actor, repair_id: str) -> Repair:
    """An application for repair that this person sees, or no such thing."""
    repair = session.get(Repair, repair_id, populate_existing=True)
    if repair is None or not _sees_repair(actor, repair):
        raise NotFound(say("There is no such application."))
    return repair


def subject_or_404(session: Session, actor: Actor, subject_id: str) -> Subject:
    """A subject that this person may look at, or no such thing."""
    allowed = actor.may("contractor.read") or actor.subject_id == subject_id
    subject = session.get(Subject, subject_id) if allowed else None
    if subject is None:
        raise NotFound(say("There is no such contractor."))
    return subject


def subjects_or_404(
    session: Session, actor: Actor, subject_ids: Iterable[str]
) -> dict[str, Subject]:
    """Subjects by id, read at once, all of which this person may look at."""
    wanted = set(subject_ids)
    allowed = actor.may("contractor.read") or wanted <= {actor.subject_id}
    query = select(Subject).where(Subject.id.in_(wanted))
    found = {s.id: s for s in session.scalars(query)} if allowed else {}
    if found.keys() != wanted:
        raise NotFound(say("There is no such contractor."))
    return found


def listing_or_404(session: Session, actor: Actor, listing_id: str) -> Listing:
    """A listing of the party's own, or of anybody for those who work on cases; or no such thing."""
    listing = session.get(Listing, listing_id)
    if listing is not None:
        own = actor.subject_id == listing.subject_id and actor.may("own.read")
        if own or (actor.subject_id is None and actor.may("case.read")):
            return listing
    raise NotFound(say("There is no such listing."))


def seen_objections(actor: Actor) -> ColumnElement[bool]:
    """The condition on ``Objection`` under which this person sees it.

    The party its own; offices those to records that they see in full, those that they are in charge of, and
    those that they were asked to check.
    """
    if actor.subject_id is not None:
        own = Objection.subject_id == actor.subject_id
        return own if actor.may("own.read") else false()
    if not any(map(actor.may, ("objection.handle", "objection.decide", "record.read"))):
        return false()
    record = exists().where(Event.id == Objection.event_id, full_events(actor))
    asked = exists().where(
        ObjectionStep.objection_id == Objection.id, ObjectionStep.office_id == actor.office_id
    )
    found = or_(record, asked, Objection.office_id == actor.office_id)
    return or_(found, Objection.listing_id.is_not(None)) if actor.may("case.read") else found


def _sees_objection(session: Session, actor: Actor, objection_id: str) -> bool:
    query = select(Objection.id).where(Objection.id == objection_id, seen_objections(actor))
    return session.scalar(query) is not None


def objection_or_404(session: Session, actor: Actor, objection_id: str) -> Objection:
    """An objection that this person sees, or no such thing."""
    if not _sees_objection(session, actor, objection_id):
        raise NotFound(say("There is no such objection."))
    return session.get_one(Objection, objection_id)
