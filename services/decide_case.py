"""Decide: enter, refuse, leave, annul or extend; who decided and who typed are two fields."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, Case, Holder, ListDecision, Listing, RoleGrant, new_id
from services.actor import Actor, roles
from services.apply import Private
from services.clock import day_of
from services.locking import lock_case, lock_subjects
from services.messages import Conflict, Forbidden, Invalid, Message, NotFound, say
from services.new_file import NewFile, evidence_rows
from services.open_case import list_rule
from services.scores import renew
from services.take_case_step import case_or_404
from services.writing import Once, Writer, writing

Action = Literal["enter", "refuse", "leave", "annul", "extend"]


@dataclass(frozen=True)
class DecisionDraft:
    """``decided_by`` (a holder) is given for a paper decision; in the system it is the actor."""

    action: Action
    reason: str
    decided_on: date
    from_on: date | None = None
    until_on: date | None = None
    for_life: bool = False
    document_no: str | None = None
    decided_by: str | None = None
    files: tuple[NewFile, ...] = ()

    @property
    def on_paper(self) -> bool:
        return self.decided_by is not None


def decide_case(
    session: Session,
    actor: Actor,
    case_id: str,
    draft: DecisionDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Take a decision here, or type one signed on paper (it then waits for a second clerk).

    Returns the case's id. The decider never is the one who opened the case.
    """
    actor.require("list.type" if draft.on_paper else "list.decide")
    with writing(session, actor, now, once) as writer:
        case = case_or_404(session, actor, case_id)
        lock_subjects(session, [case.subject_id])
        lock_case(session, case.id)
        session.refresh(case)
        decider = draft.decided_by or actor.holder_id
        if decider == case.opened_by:
            raise Forbidden(say("Whoever opened the case cannot decide it."))
        if problems := _problems(session, case, draft, decider, day_of(now)):
            raise Invalid(problems)
        _write(writer, case, _dated(session, case, draft), decider)
        if not draft.on_paper:
            renew(session, case.subject_id, case.scheme, day_of(now))
        session.expire(case)
        writer.result = case.id
    return writer.result


def _dated(session: Session, case: Case, draft: DecisionDraft) -> DecisionDraft:
    """An annulment names the beginning it takes away; an extension acts from its own day."""
    listing = current_listing(session, case.id)
    if draft.action == "annul" and listing is not None:
        return replace(draft, from_on=listing.from_on)
    return replace(draft, from_on=draft.decided_on) if draft.action == "extend" else draft


def _write(writer: Writer, case: Case, draft: DecisionDraft, decider: str) -> None:
    decision_id, private = new_id(), Private()
    private.keep("list_decision", decision_id, reason=draft.reason)
    data: dict[str, Any] = {
        "decision": {
            "id": decision_id,
            "case_id": case.id,
            "subject_id": case.subject_id,
            "scheme": case.scheme,
            "list_code": case.list_code,
            "action": draft.action,
            "from_on": draft.from_on and draft.from_on.isoformat(),
            "until_on": draft.until_on and draft.until_on.isoformat(),
            "for_life": draft.for_life,
            "proposed_by": case.opened_by,
            "decided_by": decider,
            "decided_on": draft.decided_on.isoformat(),
            "way": "paper" if draft.on_paper else "system",
            "typed_by": writer.actor.holder_id,
            "document_no": draft.document_no,
        },
        "listing": new_id(),
    }
    if draft.files:
        data["evidence"] = evidence_rows("list_decision", decision_id, draft.files, private)
    writer.add("decision.make", data, case.subject_id, private)


def confirm_decision(
    session: Session, actor: Actor, decision_id: str, now: datetime, once: Once | None = None
) -> str:
    """The second clerk has held the typed decision against the signed scan: it takes effect."""
    actor.require("list.confirm")
    with writing(session, actor, now, once) as writer:
        decision = session.get(ListDecision, decision_id)
        if decision is None:
            raise NotFound(say("There is no such decision."))
        lock_subjects(session, [decision.subject_id])
        lock_case(session, decision.case_id)
        session.refresh(decision)
        if decision.effective_entry_id is not None:
            raise Conflict(say("This decision was already confirmed."))
        if decision.typed_by == actor.holder_id:
            raise Forbidden(say("You typed this decision, so another person must confirm it."))
        data = {
            "decision": decision.id,
            "confirmed_by": actor.holder_id,
            "listing": new_id(),
        }
        writer.add("decision.confirm", data, decision.subject_id)
        renew(session, decision.subject_id, decision.scheme, day_of(now))
        writer.result = decision.case_id
    return writer.result


def _problems(
    session: Session, case: Case, draft: DecisionDraft, decider: str, today: date
) -> dict[str, Message]:
    if any(d.effective_entry_id is None for d in case.decisions):
        return {"": say("A decision on paper waits for its second clerk.")}
    if not draft.reason.strip():
        return {"reason": say("Please give the reasons.")}
    if draft.decided_on > today:
        return {"decided_on": say("This day is still to come. Give the day on which it happened.")}
    if draft.on_paper:
        if not (draft.document_no and draft.files):
            return {"files": say("A decision on paper needs its number and the scan of the form.")}
        if not _may_decide(session, decider):
            return {"decided_by": say("This person may not decide on lists.")}
    if draft.action in ("enter", "refuse"):
        return _first_problems(session, case, draft)
    return _later_problems(session, case, draft)


def _first_problems(session: Session, case: Case, draft: DecisionDraft) -> dict[str, Message]:
    if any(d.action in ("enter", "refuse") for d in case.decisions):
        return {"": say("This case was already decided.")}
    if draft.action == "refuse":
        return {}
    if problems := _unheard(case, draft):
        return problems
    if draft.from_on is None or draft.from_on < draft.decided_on:
        return {"from_on": say("The listing begins on the day of the decision or later.")}
    if (
        not draft.for_life
        and draft.until_on is None
        and list_rule(session, case).length.unit != "decision"
    ):
        return {"until_on": say("Give the day on which the listing ends.")}
    if draft.until_on is not None and draft.until_on <= draft.from_on:
        return {"until_on": say("The end lies after the beginning.")}
    return {}


def _unheard(case: Case, draft: DecisionDraft) -> dict[str, Message]:
    """What is missing before anybody may be listed: notice, and the party heard."""
    steps = {step.kind: step for step in case.steps}
    notice = steps.get("notice")
    if notice is None:
        return {"": say("Nobody is listed without prior notice. Record the notice first.")}
    if draft.decided_on < notice.on:
        return {"decided_on": say("The decision cannot lie before the notice.")}
    if "reply" in steps and "answer" not in steps:
        return {"": say("The contractor's reply has not been answered yet.")}
    heard = "reply" in steps or "waiver" in steps
    if not heard and notice.due_on is not None and draft.decided_on <= notice.due_on:
        return {"": say("The contractor may reply until %(day)s.", day=notice.due_on.isoformat())}
    return {}


def _later_problems(session: Session, case: Case, draft: DecisionDraft) -> dict[str, Message]:
    listing = current_listing(session, case.id)
    if listing is None:
        return {"": say("Nobody is on the list by this case.")}
    if draft.action == "leave" and (draft.from_on is None or draft.from_on < draft.decided_on):
        return {"from_on": say("The listing ends on the day of the decision or later.")}
    if draft.action == "extend" and (
        draft.until_on is None or (listing.until_on and draft.until_on <= listing.until_on)
    ):
        return {"until_on": say("The new end lies after the present one.")}
    return {}


def current_listing(session: Session, case_id: str) -> Listing | None:
    """The listing that this case made and that no decision has ended."""
    query = select(Listing).where(Listing.case_id == case_id, Listing.end.is_(None))
    return session.scalars(query.order_by(Listing.from_on.desc())).first()


def deciders(session: Session) -> list[Holder]:
    """Those who may decide on lists, for the form in which a paper decision is typed."""
    able = [code for code, role in roles().items() if "list.decide" in role.permissions]
    query = (
        select(Holder)
        .join(Account, Account.holder_id == Holder.id)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(
            RoleGrant.role.in_(able),
            RoleGrant.granted_by.is_not(None),
            RoleGrant.revoked_by.is_(None),
        )
        .distinct()
        .order_by(Holder.id)
    )
    return list(session.scalars(query))


def _may_decide(session: Session, holder_id: str) -> bool:
    return any(holder.id == holder_id for holder in deciders(session))
