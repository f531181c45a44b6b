"""Open a case: a proposal of the rules taken up, or a person's own with grounds; signed or refused later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import Case, ListDecision, Proposal, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.locking import lock_subjects
from services.messages import Conflict, Invalid, say
from services.rulebook import newest_ruleset
from services.scope import subject_or_404
from services.writing import Once, writing


@dataclass(frozen=True)
class CaseDraft:
    """``origin`` is ``rule`` when the case answers a proposal of the rules."""

    subject_id: str
    scheme: str
    list_code: str
    origin: Literal["rule", "person"]
    grounds: str


def open_case(
    session: Session, actor: Actor, draft: CaseDraft, now: datetime, once: Once | None = None
) -> str:
    """Returns the case's id; one open case a subject and list at a time."""
    actor.require("list.propose")
    with writing(session, actor, now, once) as writer:
        subject = subject_or_404(session, actor, draft.subject_id)
        lock_subjects(session, [subject.id])
        _check(session, draft)
        case_id, private = new_id(), Private()
        private.keep("list_case", case_id, grounds=draft.grounds)
        data = {
            "id": case_id,
            "subject_id": subject.id,
            "scheme": draft.scheme,
            "list_code": draft.list_code,
            "origin": draft.origin,
            "opened_on": day_of(now).isoformat(),
            "opened_by": actor.holder_id,
            "office_id": actor.office_id,
        }
        writer.add("case.open", {"case": data}, subject.id, private)
        writer.result = case_id
    return writer.result


def _check(session: Session, draft: CaseDraft) -> None:
    if draft.list_code not in {entry.code for entry in newest_ruleset(session, draft.scheme).lists}:
        raise Invalid({"list_code": say("The scheme has no such list.")})
    if not draft.grounds.strip():
        raise Invalid({"grounds": say("Please give the facts and the grounds.")})
    key = (draft.subject_id, draft.scheme, draft.list_code)
    if draft.origin == "rule" and session.get(Proposal, key) is None:
        raise Conflict(say("The rules no longer propose this. Open the case on your own grounds."))
    if open_cases(session, draft.subject_id, draft.scheme, draft.list_code):
        raise Conflict(say("A case on this contractor and list is already open."))


def open_cases(session: Session, subject_id: str, scheme: str, list_code: str) -> list[Case]:
    """Cases in which nothing has been decided yet."""
    decided = select(ListDecision.case_id).where(
        ListDecision.action.in_(("enter", "refuse")), ListDecision.effective_entry_id.is_not(None)
    )
    query = select(Case).where(
        Case.subject_id == subject_id,
        Case.scheme == scheme,
        Case.list_code == list_code,
        Case.id.not_in(decided),
    )
    return list(session.scalars(query))


def list_rule(session: Session, case: Case) -> scoring.ListRule:
    """The list's rule in the newest published version."""
    return newest_ruleset(session, case.scheme).list_rule(case.list_code)
