"""Tables: shape, constraints and protection of each column; no business rules."""

from models.acting import ActedFor, Deputy, Handover, HandoverItem
from models.base import Base, new_id
from models.calendar import CalendarYear
from models.case import Case, CaseAnswer, CasePerson, CasePoint, CaseStep
from models.disclosure import Disclosure
from models.dossier import Dossier, DossierGrant, DossierOpening, FilePages
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
from models.official_paper import OfficialPaper, PaperTemplate
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
from models.point_note import PointNote, PointSetting
from models.programme import Assignment, Programme, Stage
from models.proposals import KnownProposal, ListingConfirmation, ProposalRefusal, SuccessorDismissal
from models.query_slip import QuerySlip, SlipFirm, SlipLine
from models.repair import Rectification, Repair, RepairDecision, RepairItem, RepairPaper
from models.round import (
    ReviewPoint,
    ReviewRequest,
    Round,
    RoundAdoption,
    RoundChange,
    RoundSubject,
)
from models.ruleset import RulesetCover, RulesetEffect, RulesetVersion
from models.score import MonthStanding, Proposal, RuleStay, Score
from models.service import AddressConfirmation, Service, ServiceCorrection, StandingService
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
    "Dossier",
    "DossierGrant",
    "DossierOpening",
    "Event",
    "EventConfirmation",
    "EventStep",
    "EventWithdrawal",
    "Evidence",
    "Export",
    "Extension",
    "FilePages",
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
    "OfficialPaper",
    "OneTimeCode",
    "OutgoingMessage",
    "PaperTemplate",
    "PersonIdentity",
    "PointNote",
    "PointSetting",
    "Programme",
    "Proposal",
    "ProposalRefusal",
    "Publication",
    "QuerySlip",
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
    "RoundAdoption",
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
    "ServiceCorrection",
    "SessionRecord",
    "SlipFirm",
    "SlipLine",
    "Stage",
    "StandingService",
    "Subject",
    "SubjectContact",
    "SubjectName",
    "Succession",
    "SuccessorDismissal",
    "new_id",
]
