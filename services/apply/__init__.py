"""One function a kind turns a ledger body into rows: writing and rebuilding are the same code."""

from services.apply import (
    cases,
    events,
    exports,
    people,
    programmes,
    proposals,
    repairs,
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
    "cases",
    "commitment",
    "events",
    "exports",
    "people",
    "programmes",
    "proposals",
    "repairs",
    "rulesets",
    "service",
    "subjects",
]
