"""Tables: shape, constraints and protection of each column; no business rules."""

from models.acting import ActedFor, Deputy, Handover, HandoverItem
from models.base import Base, new_id
from models.calendar import CalendarYear
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
from models.round import ReviewPoint, ReviewRequest, Round, RoundChange, RoundSubject
from models.ruleset import RulesetCover, RulesetEffect, RulesetVersion
from models.score import MonthStanding, Proposal, Score
from models.subject import PersonIdentity, Relation, Subject, SubjectName, Succession

__all__ = [
    "AccessLog",
    "Account",
    "ActedFor",
    "Assignment",
    "Base",
    "CalendarYear",
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
    "Objection",
    "ObjectionAnswer",
    "ObjectionDecision",
    "ObjectionPoint",
    "ObjectionStep",
    "Office",
    "OneTimeCode",
    "PersonIdentity",
    "Programme",
    "Proposal",
    "Publication",
    "Relation",
    "ReviewPoint",
    "ReviewRequest",
    "RoleGrant",
    "Round",
    "RoundChange",
    "RoundSubject",
    "RulesetCover",
    "RulesetDraft",
    "RulesetDraftText",
    "RulesetEffect",
    "RulesetVersion",
    "Score",
    "SessionRecord",
    "Stage",
    "Subject",
    "SubjectName",
    "Succession",
    "new_id",
]
