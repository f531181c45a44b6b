"""Every kind of work that one person has open: whose it is, when it is finished, and what a sheet says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select
from sqlalchemy.orm import Session

from models import (
    CalendarYear,
    Case,
    CaseAnswer,
    CasePoint,
    CaseStep,
    Correction,
    Event,
    EventStep,
    Extension,
    KnownProposal,
    Listing,
    Objection,
    OfficialPaper,
    PaperTemplate,
    ProposalRefusal,
    Publication,
    Rectification,
    Repair,
    ReviewRequest,
    Round,
    RoundSubject,
    RulesetDraft,
    RulesetVersion,
    Service,
    ServiceCorrection,
    Subject,
)
from services.calendar.deadlines import deadline
from services.calendar.extensions import ASKS
from services.clock import day_of
from services.drafts.draft_head import head_of
from services.events.uncounted import open_correction, waits
from services.labels import Both, behaviour_label, list_label, scheme_label
from services.messages import Message, say
from services.objections.objection_work import upheld_and_not_corrected
from services.paper_values import PERMISSION
from services.people.whose_work import (
    examined_by,
    holder_of,
    taken_up_by,
    unanswered_reply,
    unserved_decision,
)
from services.repairs.repair_work import unfinished_repair
from services.rules.list_rules import awaits_second, under_way
from services.serving.service_records import recorded_at

Told = tuple[str, Both, date, str]
"""Whom it is about, what, since when, and what whoever goes on with it must be allowed to do."""


SERVES = {
    "case_step": "list.step",
    "list_decision": "list.step",
    "event_step": "event.step",
    "event_confirmation": "event.step",
    "objection": "objection.handle",
    "repair": "repair.handle",
    "round_result": "round.manage",
}
"""By kind of document, what allows to record its service, and to ask that it is taken back."""


@dataclass(frozen=True)
class Kind:
    """``begun_by``: whose it is as long as it was not handed over, null for a thing of nobody."""

    label: Message
    table: type[Any]
    begun_by: Any
    is_open: ColumnElement[bool]
    tell: Callable[[Session, Any], Told]


def _open_event() -> ColumnElement[bool]:
    return or_(and_(Event.confirm.in_(("review", "notice")), *waits()), unserved_decision())


def _event(session: Session, event: Event, since: date, needs: str) -> Told:
    return event.subject.name, behaviour_label(session, event.scheme, event.behaviour), since, needs


def _list(session: Session, thing: Any, since: date, needs: str) -> Told:
    """Of a case, a listing or a proposal: each has a subject and a list."""
    return thing.subject.name, list_label(session, thing.scheme, thing.list_code), since, needs


def _of_event(session: Session, row: EventStep | Correction | Rectification) -> Told:
    event = session.get_one(Event, row.event_id)
    if isinstance(row, EventStep):
        return _event(session, event, row.on, "event.step")
    if isinstance(row, Rectification):
        return _event(session, event, row.handed_in_on, "repair.handle")
    return _event(session, event, _entered_on(session, row.entry_id), "event.correct")


def _entered_on(session: Session, entry_id: str) -> date:
    return day_of(recorded_at(session, [entry_id])[entry_id])


def _objection(session: Session, row: Objection) -> Told:
    needs = "objection.handle"
    if row.event_id is None:
        what = list_label(session, row.scheme, row.list_code or "")
        return row.subject.name, what, row.received_on, needs
    return _event(session, session.get_one(Event, row.event_id), row.received_on, needs)


def _repair(session: Session, row: Repair) -> Told:
    return row.subject.name, scheme_label(session, row.scheme), row.received_on, "repair.handle"


def _service(session: Session, row: ServiceCorrection) -> Told:
    served = session.get_one(Service, row.service_id)
    name, day = session.get_one(Subject, served.subject_id).name, served.sent_on.isoformat()
    on = _entered_on(session, row.entry_id)
    return name, Both(day, day), on, SERVES[served.document_kind]


def _extension(session: Session, row: Extension) -> Told:
    label = deadline(row.code).label
    name = session.get_one(Subject, row.subject_id).name
    return name, Both(label["zh"], label["en"]), row.asked_on, ASKS[row.code]


def _review(session: Session, row: ReviewRequest) -> Told:
    asked = session.get_one(RoundSubject, row.row_id)
    title = asked.round.title
    return asked.subject.name, Both(title, title), row.on, "round.request"


def _round(session: Session, row: Round) -> Told:
    return row.title, scheme_label(session, row.scheme), row.opened_on, "round.manage"


def _paper(session: Session, row: OfficialPaper) -> Told:
    title = row.title or ""
    subject = session.get(Subject, row.subject_id) if row.subject_id else None
    needs = PERMISSION[row.business]
    return subject.name if subject else "", Both(title, title), row.drafted_on, needs


def _publication(session: Session, row: Publication) -> Told:
    listing = session.get_one(Listing, row.listing_id)
    return _list(session, listing, _entered_on(session, row.entry_id), "list.publish")


def _refusal(session: Session, row: ProposalRefusal) -> Told:
    proposal = session.get_one(KnownProposal, row.proposal_id)
    return _list(session, proposal, row.declined_on, "list.propose")


def _ruleset(session: Session, row: RulesetVersion) -> Told:
    return row.version, scheme_label(session, row.scheme), row.effective_from, "rules.propose"


def _draft(_session: Session, row: RulesetDraft) -> Told:
    head = head_of(row.text)
    return head.version, Both(head.title_zh, head.title_en), day_of(row.changed_at), "rules.propose"


def _year(_session: Session, row: CalendarYear) -> Told:
    return str(row.year), Both(row.document_no, row.document_no), row.proposed_on, "calendar.load"


def _template(_session: Session, row: PaperTemplate) -> Told:
    return str(row.version), Both(row.title, row.title), row.edited_on, "template.edit"


_ANSWERED = exists().where(CaseAnswer.point_id == CasePoint.id)
_STATED = exists().where(CasePoint.step_id == CaseStep.id, ~_ANSWERED)
_IN_CASE = holder_of("case", CaseStep.case_id, Case.opened_by, Case)
_IN_EVENT = holder_of("event", EventStep.event_id, Event.entered_by, Event)
_WAITING_EVENT = EventStep.event_id.in_(select(Event.id).where(*waits()))
_OPEN_CASE = or_(under_way(), awaits_second())
_GONE_ON = or_(RulesetDraft.ruleset_id.is_(None), RulesetVersion.state == "withdrawn")
_OPEN_DRAFT = RulesetDraft.id.in_(
    select(RulesetDraft.id)
    .outerjoin(RulesetVersion, RulesetVersion.id == RulesetDraft.ruleset_id)
    .where(_GONE_ON)
)

KINDS: dict[str, Kind] = {
    "event": Kind(
        say("Record that waits"),
        Event,
        Event.entered_by,
        _open_event(),
        lambda session, row: _event(session, row, row.occurred_on, "event.enter"),
    ),
    "event_reply": Kind(
        say("Statement to be answered"),
        EventStep,
        _IN_EVENT,
        and_(unanswered_reply(), _WAITING_EVENT),
        _of_event,
    ),
    "correction": Kind(
        say("Correction that waits"),
        Correction,
        Correction.asked_by,
        and_(*open_correction()),
        _of_event,
    ),
    "rectification": Kind(
        say("Rectification that waits"),
        Rectification,
        case((Rectification.on_behalf, Rectification.typed_by)),
        and_(Rectification.accepted_by.is_(None), Rectification.refused_by.is_(None)),
        _of_event,
    ),
    "case": Kind(
        say("Case"),
        Case,
        Case.opened_by,
        _OPEN_CASE,
        lambda session, row: _list(session, row, row.opened_on, "list.propose"),
    ),
    "case_reply": Kind(
        say("Statement to be answered"),
        CaseStep,
        _IN_CASE,
        and_(_STATED, CaseStep.case_id.in_(select(Case.id).where(_OPEN_CASE))),
        lambda session, row: _list(
            session, session.get_one(Case, row.case_id), row.on, "list.step"
        ),
    ),
    "refusal": Kind(
        say("Refusal of a proposal that waits"),
        ProposalRefusal,
        ProposalRefusal.declined_by,
        and_(
            ProposalRefusal.needs_second.is_(True),
            ProposalRefusal.confirmed_by.is_(None),
            ProposalRefusal.withdrawn_by.is_(None),
        ),
        _refusal,
    ),
    "publication": Kind(
        say("Publicity that waits"),
        Publication,
        Publication.asked_by,
        and_(
            Publication.agreed_by.is_(None),
            Publication.refused_by.is_(None),
            Publication.ended_on.is_(None),
        ),
        _publication,
    ),
    "objection": Kind(
        say("Objection"),
        Objection,
        taken_up_by(),
        or_(Objection.end.is_(None), upheld_and_not_corrected()),
        _objection,
    ),
    "repair": Kind(say("Repair"), Repair, examined_by(), unfinished_repair(), _repair),
    "service": Kind(
        say("Record of service to be taken back"),
        ServiceCorrection,
        ServiceCorrection.asked_by,
        and_(ServiceCorrection.confirmed_by.is_(None), ServiceCorrection.refused_by.is_(None)),
        _service,
    ),
    "extension": Kind(
        say("Request for more time"),
        Extension,
        Extension.asked_by,
        Extension.state == "asked",
        _extension,
    ),
    "round": Kind(
        say("Round"),
        Round,
        Round.opened_by,
        Round.state.not_in(("published", "cancelled")),
        _round,
    ),
    "review": Kind(
        say("Request for review"),
        ReviewRequest,
        case((ReviewRequest.on_behalf, ReviewRequest.typed_by)),
        and_(
            ReviewRequest.result.is_(None),
            ReviewRequest.row_id.in_(
                select(RoundSubject.id).join(Round).where(Round.state == "feedback")
            ),
        ),
        _review,
    ),
    "paper": Kind(
        say("Official paper"),
        OfficialPaper,
        OfficialPaper.drafted_by,
        and_(OfficialPaper.number.is_(None), OfficialPaper.given_up_by.is_(None)),
        _paper,
    ),
    "ruleset": Kind(
        say("Version of rules"),
        RulesetVersion,
        RulesetVersion.proposed_by,
        RulesetVersion.state == "proposed",
        _ruleset,
    ),
    "draft": Kind(say("Draft of rules"), RulesetDraft, RulesetDraft.begun_by, _OPEN_DRAFT, _draft),
    "template": Kind(
        say("Version of a template"),
        PaperTemplate,
        PaperTemplate.edited_by,
        PaperTemplate.state == "proposed",
        _template,
    ),
    "year": Kind(
        say("Arrangement of a year's holidays"),
        CalendarYear,
        CalendarYear.proposed_by,
        CalendarYear.state == "proposed",
        _year,
    ),
}
"""Every kind by its code, as a handed-over thing names it."""
