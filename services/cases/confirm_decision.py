"""A decision that waits: a second person confirms it (a typed one against the scan), or it is taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Case, ListDecision
from procedure.case_file import CaseFile
from procedure.cases import barred, missing
from services.actor import Actor
from services.cases.case_file import case_clock, case_file
from services.cases.case_reminders import remind_of_decision
from services.cases.case_words import refuse
from services.cases.take_case_step import locked_case
from services.clock import day_of
from services.messages import Conflict, Forbidden, NotFound, say
from services.standing.scores import renew
from services.writing import Once, writing


def confirm_decision(
    session: Session,
    actor: Actor,
    case_id: str,
    decision_id: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The second person confirms: the decision binds. Returns the case's id."""
    actor.require("list.confirm")
    with writing(session, actor, now, once) as writer:
        case = locked_case(session, actor, case_id)
        file, decision = case_file(session, case), _decision(case, decision_id)
        person = barred(file, "confirm", actor.persons)
        refuse(missing(file, "confirm", day_of(now), case_clock(session)), person)
        _check_waits(decision)
        data = {"decision": decision.id, "confirmed_by": actor.holder_id}
        writer.add("decision.confirm", data, decision.subject_id)
        renew(session, decision.subject_id, decision.scheme, day_of(now))
        remind_of_decision(session, case, decision.id, decision.document_no, now)
        writer.result = case.id
    return writer.result


def withdraw_decision(
    session: Session,
    actor: Actor,
    case_id: str,
    decision_id: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Take a decision back before it binds, by whoever entered it or by the second person; or an entry that
    can be served no more, so that the case is decided anew."""
    if not (actor.may("list.confirm") or actor.may("list.decide")):
        actor.require("list.type")
    with writing(session, actor, now, once) as writer:
        case = locked_case(session, actor, case_id)
        file, decision = case_file(session, case), _decision(case, decision_id)
        today = day_of(now)
        refuse(missing(file, "take_back", today, case_clock(session)))
        if not (file.entry and file.entry.id == decision.id and file.lapsed(today)):
            _check_waits(decision)
        if not (actor.may("list.confirm") or _typed(file, actor)):
            raise Forbidden(
                say("Only whoever entered this decision, or a second person, may do this.")
            )
        data = {"decision": decision.id, "withdrawn_by": actor.holder_id}
        writer.add("decision.withdraw", data, decision.subject_id)
        writer.result = case.id
    return writer.result


def _decision(case: Case, decision_id: str) -> ListDecision:
    decision = next((d for d in case.decisions if d.id == decision_id), None)
    if decision is None:
        raise NotFound(say("There is no such decision."))
    return decision


def _check_waits(decision: ListDecision) -> None:
    if not decision.waits:
        raise Conflict(say("This decision was already confirmed or taken back."))


def _typed(file: CaseFile, actor: Actor) -> bool:
    return file.waiting is not None and bool(actor.persons & file.waiting.typed_by)
