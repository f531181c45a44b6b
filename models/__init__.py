"""Tables: shape, constraints and protection of each column; no business rules."""

from models.acting import ActedFor, Deputy, Handover, HandoverItem
from models.base import Base, new_id
from models.calendar import CalendarYear
from models.case import Case, CaseAnswer, CasePerson, CasePoint, CaseStep
from models.disclosure import Disclosure
from models.draft import RulesetDraft, RulesetDraftText
from models.event import (
    Correction,
    Event,
    EventConfirmation,
    EventStep,
    EventWithdrawal,
)
from models.evidence import Evidence
from models.export import Export
from models.extension import Extension
from models.listing import ListDecision, Listing, Publication
from models.message import OutgoingMessage
from models.objection import (
    Objection,
    ObjectionAnswer,
    ObjectionDecision,
    ObjectionPoint,
    ObjectionStep,
)
from models.office import Office
from models.people import (
    AccessLog,
    Account,
    Holder,
    Idempotency,
    LoginAttempt,
    OneTimeCode,
    RoleGrant,
    SessionRecord,
)
from models.programme import Assignment, Programme, Stage
from models.proposals import KnownProposal, ListingConfirmation, ProposalRefusal, SuccessorDismissal
from models.repair import Rectification, Repair, RepairDecision, RepairItem, RepairPaper
from models.round import ReviewPoint, ReviewRequest, Round, RoundChange, RoundSubject
from models.ruleset import RulesetCover, RulesetEffect, RulesetVersion
from models.score import MonthStanding, Proposal, RuleStay, Score
from models.service import AddressConfirmation, Service
from models.subject import (
    PersonIdentity,
    Relation,
    Subject,
    SubjectContact,
    SubjectName,
    Succession,
)

__all__ = [
    "AccessLog",
    "Account",
    "ActedFor",
    "AddressConfirmation",
    "Assignment",
    "Base",
    "CalendarYear",
    "Case",
    "CaseAnswer",
    "CasePerson",
    "CasePoint",
    "CaseStep",
    "Correction",
    "Deputy",
    "Disclosure",
    "Event",
    "EventConfirmation",
    "EventStep",
    "EventWithdrawal",
    "Evidence",
    "Export",
    "Extension",
    "Handover",
    "HandoverItem",
    "Holder",
    "Idempotency",
    "KnownProposal",
    "ListDecision",
    "Listing",
    "ListingConfirmation",
    "LoginAttempt",
    "MonthStanding",
    "Objection",
    "ObjectionAnswer",
    "ObjectionDecision",
    "ObjectionPoint",
    "ObjectionStep",
    "Office",
    "OneTimeCode",
    "OutgoingMessage",
    "PersonIdentity",
    "Programme",
    "Proposal",
    "ProposalRefusal",
    "Publication",
    "Rectification",
    "Relation",
    "Repair",
    "RepairDecision",
    "RepairItem",
    "RepairPaper",
    "ReviewPoint",
    "ReviewRequest",
    "RoleGrant",
    "Round",
    "RoundChange",
    "RoundSubject",
    "RuleStay",
    "RulesetCover",
    "RulesetDraft",
    "RulesetDraftText",
    "RulesetEffect",
    "RulesetVersion",
    "Score",
    "Service",
    "SessionRecord",
    "Stage",
    "Subject",
    "SubjectContact",
    "SubjectName",
    "Succession",
    "SuccessorDismissal",
    "new_id",
]
