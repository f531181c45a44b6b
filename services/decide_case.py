"""Decide: enter, refuse, leave, annul or extend; who decided and who typed are two fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, Case, Holder, Listing, RoleGrant, new_id
from services.actor import Actor, roles
from services.apply import Private
from services.apply.rows import body_value
from services.clock import day_of
from services.list_rules import LAST_DAY, default_end, list_rule
from services.locking import lock_case, lock_subjects
from services.messages import Conflict, Forbidden, Invalid, Message, say
from services.new_file import NewFile, evidence_rows
from services.scope import case_or_404
from services.scores import renew
from services.take_case_step import notice_of, unheard
from services.writing import Once, Writer, writing

Action = Literal["enter", "refuse", "leave", "annul", "extend"]
FIRST: tuple[Action, ...] = ("enter", "refuse")
LATER: tuple[Action, ...] = ("leave", "extend", "annul")

_LATEST_BEGINNING = timedelta(days=366)
"""After the decision: who shall be listed later than that is decided on later."""


@dataclass(frozen=True)
class DecisionDraft:
    """``decided_by`` (a holder) is given for a paper decision; in the system it is the actor, today.

    ``from_on``: the first day on the list (enter) or the first day off it (leave). ``last_day`` on the
    list (enter, extend) is inclusive; without it an entry lasts as long as the list's rule says.
    """

    action: Action
    reason: str
    decided_on: date
    from_on: date | None = None
    last_day: date | None = None
    for_life: bool = False
    document_no: str | None = None
    decided_by: str | None = None
    files: tuple[NewFile, ...] = ()

    @property
    def on_paper(self) -> bool:
        return self.decided_by is not None

    @property
    def acts_at_once(self) -> bool:
        return not self.on_paper and self.action in FIRST


@dataclass(frozen=True)
class _Span:
    """What a decision does to the listing: its first day and its exclusive end."""

    from_on: date | None = None
    until_on: date | None = None
    for_life: bool = False


def decide_case(
    session: Session,
    actor: Actor,
    case_id: str,
    draft: DecisionDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Take a decision here, or type one signed on paper.

    A typed one, and every change of a listing, waits for a second person. Returns the case's id. The
    decider never is the one who opened the case.
    """
    actor.require("list.type" if draft.on_paper else "list.decide")
    with writing(session, actor, now, once) as writer:
        case = case_or_404(session, actor, case_id)
        lock_subjects(session, [case.subject_id])
        lock_case(session, case.id)
        session.refresh(case)
        _check_state(case, draft)
        decider = draft.decided_by or actor.holder_id
        if decider == case.opened_by:
            raise Forbidden(say("Whoever opened the case cannot decide it."))
        span = _span(session, case, draft, day_of(now))
        if draft.on_paper:
            _check_paper(session, draft, decider)
        _write(writer, case, draft, span, decider)
        if draft.acts_at_once:
            renew(session, case.subject_id, case.scheme, day_of(now))
        session.expire(case)
        writer.result = case.id
    return writer.result


def _check_state(case: Case, draft: DecisionDraft) -> None:
    """Refuse what somebody else has decided meanwhile."""
    if any(decision.waits for decision in case.decisions):
        raise Conflict(say("A decision waits for its second person."))
    decided = any(d.effective_entry_id and d.action in FIRST for d in case.decisions)
    if draft.action in FIRST and decided:
        raise Conflict(say("Somebody else has decided this case meanwhile."))


def _span(session: Session, case: Case, draft: DecisionDraft, today: date) -> _Span:
    """The days of the listing by this decision; raises ``Invalid``."""
    if problems := _common_problems(case, draft, today):
        raise Invalid(problems)
    if draft.action == "refuse":
        return _Span()
    if draft.action == "enter":
        return _entry(session, case, draft)
    return _change(session, case, draft)


def _common_problems(case: Case, draft: DecisionDraft, today: date) -> dict[str, Message]:
    if not draft.reason.strip():
        return {"reason": say("Please give the reasons.")}
    if draft.decided_on > today:
        return {"decided_on": say("This day is still to come. Give the day on which it happened.")}
    if draft.decided_on < case.opened_on:
        return {"decided_on": say("The decision cannot lie before the opening of the case.")}
    if not draft.on_paper and draft.decided_on != today:
        return {"decided_on": say("What is decided here is decided today.")}
    return {}


def _check_paper(session: Session, draft: DecisionDraft, decider: str) -> None:
    problems: dict[str, Message] = {}
    if not draft.document_no:
        problems["document_no"] = say("A decision has a document number.")
    if not draft.files:
        problems["evidence"] = say("A decision on paper needs the scan of the signed form.")
    if not any(holder.id == decider for holder in deciders(session)):
        problems["decided_by"] = say("This person may not decide on lists.")
    if problems:
        raise Invalid(problems)


def _entry(session: Session, case: Case, draft: DecisionDraft) -> _Span:
    """The days of an entry, once the party was heard."""
    if missing := unheard(case.steps, draft.decided_on):
        raise Invalid({"": missing})
    notice = notice_of(case.steps)
    if notice is not None and draft.decided_on < notice.on:
        raise Invalid({"decided_on": say("The decision cannot lie before the notice.")})
    from_on = draft.from_on or draft.decided_on
    if not draft.decided_on <= from_on <= draft.decided_on + _LATEST_BEGINNING:
        raise Invalid(
            {"from_on": say("The listing begins on the day of the decision or within a year.")}
        )
    if draft.for_life:
        return _Span(from_on, None, for_life=True)
    if draft.last_day is None:
        end = default_end(list_rule(session, case.scheme, case.list_code), from_on)
        return _Span(from_on, None if end == "life" else end, for_life=end == "life")
    return _Span(from_on, _end_after(draft.last_day, from_on))


def _end_after(last_day: date, from_on: date) -> date:
    """The exclusive end of a stay, checked."""
    if last_day < from_on:
        raise Invalid({"last_day": say("The last day lies before the first one.")})
    if last_day >= LAST_DAY:
        raise Invalid({"last_day": say("This day lies too far ahead.")})
    return last_day + timedelta(days=1)


def _change(session: Session, case: Case, draft: DecisionDraft) -> _Span:
    """What a later decision does to the listing of the case."""
    listing = listing_of_case(session, case.id)
    if listing is None or listing.end == "annul":
        raise Conflict(say("By this case nobody is on the list."))
    if draft.action == "annul":
        return _Span(listing.from_on)
    if listing.until_on is not None and listing.until_on <= draft.decided_on:
        raise Conflict(say("By this case nobody is on the list any more."))
    return _Span(_leaving(listing, draft)) if draft.action == "leave" else _longer(listing, draft)


def _longer(listing: Listing, draft: DecisionDraft) -> _Span:
    """An extension acts from its own day, or from the listing's first."""
    if draft.last_day is None:
        raise Invalid({"last_day": say("Please give the new last day.")})
    if listing.end is not None:
        raise Invalid({"last_day": say("The end of this listing was decided already.")})
    if listing.until_on is None:
        raise Invalid({"last_day": say("This listing has no end that could be extended.")})
    acts_from = max(draft.decided_on, listing.from_on)
    until_on = _end_after(draft.last_day, acts_from)
    if until_on <= listing.until_on:
        raise Invalid({"last_day": say("The new last day lies after the present one.")})
    return _Span(acts_from, until_on)


def _leaving(listing: Listing, draft: DecisionDraft) -> date:
    """The first day off the list."""
    from_on = draft.from_on or draft.decided_on
    if from_on < draft.decided_on:
        raise Invalid({"from_on": say("The listing ends on the day of the decision or later.")})
    if from_on <= listing.from_on:
        raise Invalid(
            {"from_on": say("The listing has not begun by then; annul it if it is wrong.")}
        )
    if listing.until_on is not None and from_on >= listing.until_on:
        raise Invalid({"from_on": say("By then the listing has ended by itself.")})
    if from_on > draft.decided_on + _LATEST_BEGINNING:
        raise Invalid({"from_on": say("This day lies too far ahead.")})
    return from_on


def _write(writer: Writer, case: Case, draft: DecisionDraft, span: _Span, decider: str) -> None:
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
            "from_on": body_value(span.from_on),
            "until_on": body_value(span.until_on),
            "for_life": span.for_life,
            "proposed_by": case.opened_by,
            "decided_by": decider,
            "decided_on": draft.decided_on.isoformat(),
            "way": "paper" if draft.on_paper else "system",
            "typed_by": writer.actor.holder_id,
            "document_no": draft.document_no,
        },
    }
    if draft.action == "enter" and not draft.on_paper:
        data["listing"] = new_id()
    if draft.files:
        data["evidence"] = evidence_rows("list_decision", decision_id, draft.files, private)
    writer.add("decision.make", data, case.subject_id, private)


def listing_of_case(session: Session, case_id: str) -> Listing | None:
    """The one listing that this case made."""
    query = select(Listing).where(Listing.case_id == case_id)
    return session.scalar(query.execution_options(populate_existing=True))


def deciders(session: Session) -> list[Holder]:
    """Those who may decide on lists, for the form in which a paper decision is typed."""
    able = [code for code, role in roles().items() if "list.decide" in role.permissions]
    query = (
        select(Holder)
        .join(Account, Account.holder_id == Holder.id)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(
            Account.active,
            RoleGrant.role.in_(able),
            RoleGrant.granted_by.is_not(None),
            RoleGrant.revoked_by.is_(None),
        )
        .distinct()
        .order_by(Holder.id)
    )
    return list(session.scalars(query))
