"""What a party is reminded of in its case: papers drawn up for it, and decisions that bind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Case, ListDecision
from services.documents.cases import SERVED_PAPERS
from services.serving.outbox import Reminder, put


def remind_of_paper(session: Session, case: Case, step: Mapping[str, Any], now: datetime) -> None:
    """Of a paper that goes to the party, as its body carries it; of nothing else."""
    if step["kind"] in SERVED_PAPERS:
        template = "notice" if step["kind"] == "notice" else "document"
        _put(session, case, template, step["id"], step["document_no"], now)


def remind_of_decision(
    session: Session, case: Case, decision_id: str, number: str | None, now: datetime
) -> None:
    """Of a decision that acts from now on: of an entry its service tells the party, and nothing before."""
    if session.get_one(ListDecision, decision_id).effective_entry_id is not None:
        _put(session, case, "decision", decision_id, number, now)


def _put(
    session: Session, case: Case, template: str, once: str, number: str | None, now: datetime
) -> None:
    put(session, Reminder(template, case.subject_id, once, f"case/{case.id}", number or ""), now)
