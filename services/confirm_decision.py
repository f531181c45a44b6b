"""A decision that waits: a second person confirms it (a typed one against the scan), or it is taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Case, ListDecision, new_id
from services.actor import Actor
from services.clock import day_of
from services.locking import lock_case, lock_subjects
from services.messages import Conflict, Forbidden, NotFound, say
from services.scope import case_or_404
from services.scores import renew
from services.writing import Once, writing


def confirm_decision(
    session: Session,
    actor: Actor,
    case_id: str,
    decision_id: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The second person confirms: the decision takes effect. Returns the case's id."""
    actor.require("list.confirm")
    with writing(session, actor, now, once) as writer:
        decision = _waiting(session, actor, case_id, decision_id)
        if decision.typed_by == actor.holder_id:
            raise Forbidden(say("You entered this decision, so another person must confirm it."))
        data = {"decision": decision.id, "confirmed_by": actor.holder_id}
        if decision.action == "enter":
            data["listing"] = new_id()
        writer.add("decision.confirm", data, decision.subject_id)
        renew(session, decision.subject_id, decision.scheme, day_of(now))
        writer.result = decision.case_id
    return writer.result


def withdraw_decision(
    session: Session,
    actor: Actor,
    case_id: str,
    decision_id: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Take a decision back before it acts: by whoever entered it, or by the second person."""
    if not (actor.may("list.confirm") or actor.may("list.decide")):
        actor.require("list.type")
    with writing(session, actor, now, once) as writer:
        decision = _waiting(session, actor, case_id, decision_id)
        if decision.typed_by != actor.holder_id and not actor.may("list.confirm"):
            raise Forbidden(
                say("Only whoever entered this decision, or a second person, may do this.")
            )
        data = {"decision": decision.id, "withdrawn_by": actor.holder_id}
        writer.add("decision.withdraw", data, decision.subject_id)
        writer.result = decision.case_id
    return writer.result


def _waiting(session: Session, actor: Actor, case_id: str, decision_id: str) -> ListDecision:
    """The decision of this case that waits, locked."""
    case: Case = case_or_404(session, actor, case_id)
    lock_subjects(session, [case.subject_id])
    lock_case(session, case.id)
    session.refresh(case)
    decision = next((d for d in case.decisions if d.id == decision_id), None)
    if decision is None:
        raise NotFound(say("There is no such decision."))
    if not decision.waits:
        raise Conflict(say("This decision was already confirmed or taken back."))
    return decision
