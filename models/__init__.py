"""Tables: shape, constraints and protection of each column; no business rules."""

from models.acting import ActedFor, Deputy, Handover, HandoverItem
from models.base import Base, new_id
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
from models.listing import Case, CaseStep, ListDecision, Listing, Publication
from models.message import OutgoingMessage
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
from models.ruleset import RulesetCover, RulesetEffect, RulesetVersion
from models.score import MonthStanding, Proposal, Score
from models.service import AddressConfirmation, Service
from models.subject import PersonIdentity, Relation, Subject, SubjectName, Succession

__all__ = [
    "AccessLog",
    "Account",
    "ActedFor",
    "AddressConfirmation",
    "Assignment",
    "Base",
    "Case",
    "CaseStep",
    "Correction",
    "Deputy",
    "Event",
    "EventConfirmation",
    "EventStep",
    "EventWithdrawal",
    "Evidence",
    "Export",
    "Handover",
    "HandoverItem",
    "Holder",
    "Idempotency",
    "ListDecision",
    "Listing",
    "LoginAttempt",
    "MonthStanding",
    "Office",
    "OneTimeCode",
    "OutgoingMessage",
    "PersonIdentity",
    "Programme",
    "Proposal",
    "Publication",
    "Relation",
    "RoleGrant",
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
    "SubjectName",
    "Succession",
    "new_id",
]
