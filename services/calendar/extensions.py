"""What was granted beyond a deadline: read wherever the last day of the department's own time is reckoned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import Extension
from procedure.deadlines import Due
from services.calendar.deadlines import deadline, due_of

ASKS = {
    "case_length": "list.step",
    "proposal_answer": "list.propose",
    "review_answer": "round.answer",
}
"""By deadline, the permission to ask for more time; objections have a step of their own for it."""

GRANTS = {
    "case_length": "list.decide",
    "proposal_answer": "list.decide",
    "review_answer": "round.decide",
}
"""By deadline, the permission to grant it."""


def granted(session: Session, code: str, business_ids: Iterable[str]) -> Mapping[str, int]:
    """By business, how many units the deadline was lengthened by; those that were not are not there."""
    query = _granted(code).where(Extension.business_id.in_(list(business_ids)))
    return dict(session.execute(query).all())


def all_granted(session: Session, code: str) -> Mapping[str, int]:
    """The same of every business: where there may be more of them than a statement takes."""
    return dict(session.execute(_granted(code)).all())


def _granted(code: str) -> Select[str, int]:
    return select(Extension.business_id, Extension.n).where(
        Extension.code == code, Extension.state == "granted"
    )


def extended_due(session: Session, code: str, cause: date, business_id: str) -> Due:
    """The last day of a deadline in one business, with what was granted."""
    more = granted(session, code, [business_id]).get(business_id, 0)
    return due_of(session, code, cause, deadline(code).n + more)
