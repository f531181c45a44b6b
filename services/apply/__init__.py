"""One function a kind turns a ledger body into rows: writing and rebuilding are the same code."""

from services.apply import (
    calendars,
    cases,
    disclosures,
    events,
    exports,
    extensions,
    objections,
    people,
    programmes,
    proposals,
    repairs,
    rounds,
    rulesets,
    service,
    subjects,
)
from services.apply.rows import APPLIERS, Body, Private, applies, apply_body, commitment

__all__ = [
    "APPLIERS",
    "Body",
    "Private",
    "applies",
    "apply_body",
    "calendars",
    "cases",
    "commitment",
    "disclosures",
    "events",
    "exports",
    "extensions",
    "objections",
    "people",
    "programmes",
    "proposals",
    "repairs",
    "rounds",
    "rulesets",
    "service",
    "subjects",
]
