"""Decide: close a case, suspend it, or change the listing that it made; who decided and who typed are two fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import Case, Listing, new_id
from procedure.case_file import CLOSING, LATER, PAUSING, CaseFile
from procedure.cases import RULINGS, barred, missing
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.cases.case_file import case_clock, case_file
from services.cases.case_reminders import remind_of_decision
from services.cases.case_words import refuse
from services.cases.take_case_step import locked_case, next_position
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows, kept_inside
from services.messages import Conflict, Invalid, Message, say
from services.people.who_may import who_may
from services.rules.list_rules import LAST_DAY, listing_of_case
from services.standing.scores import renew
from services.writing import Once, writing

FIRST = (*CLOSING, *PAUSING)
CAUSES = ("minor", "not_established", "out_of_time", "other")
"""Why nobody is listed: minor or first and put right (Administrative Penalty Law, article 33), not
established (article 57), two or five years have passed (article 36), or what the reasons say."""
ORDERERS = ("court", "reconsideration", "office")
"""Who may order a stay: article 73."""

_LATEST_BEGINNING = timedelta(days=366)
"""After the decision: who shall be listed later than that is decided on later."""


@dataclass(frozen=True)
class DecisionDraft:
    """``decided_by`` (a holder) is given for a paper decision; in the system it is the actor, today.

    ``from_on``: the first day on the list (enter), off it (leave), of the stay or of its lifting.
    ``last_day`` on the list (enter) or of the stay is inclusive; without it an entry lasts as long as the
    list's rule says, from the day on which it takes effect. ``cause`` belongs to a refusal (CAUSES),
    ``addressee`` to a transfer, ``orderer`` (ORDERERS) and ``order_no`` to a stay, ``corrects`` to a
    correction: what was wrong and what is right.
    """

    action: str
    reason: str
    decided_on: date
    from_on: date | None = None
    last_day: date | None = None
    for_life: bool = False
    document_no: str | None = None
    decided_by: str | None = None
    cause: str | None = None
    addressee: str | None = None
    orderer: str | None = None
    order_no: str | None = None
    corrects: str | None = None
    files: tuple[NewFile, ...] = ()

    @property
    def on_paper(self) -> bool:
        return self.decided_by is not None

    @property
    def binds_at_once(self) -> bool:
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

    A typed one, and every change of a listing, waits for a second person. Returns the case's id.
    """
    if draft.action not in RULINGS:
        raise Invalid({"action": say("There is no such decision.")})
    actor.require("list.type" if draft.on_paper else "list.decide")
    with writing(session, actor, now, once) as writer:
        case = locked_case(session, actor, case_id)
        file = case_file(session, case)
        if problems := _problems(session, case, draft, day_of(now)):
            raise Invalid(problems)
        person = barred(file, draft.action, _deciders(actor, draft))
        refuse(missing(file, draft.action, draft.decided_on, case_clock(session)), person)
        span = _span(listing_of_case(session, case.id), draft)
        private = Private()
        data = _body(actor, case, file, draft, span, private)
        writer.add("decision.make", data, case.subject_id, private)
        if draft.binds_at_once:
            renew(session, case.subject_id, case.scheme, day_of(now))
            remind_of_decision(session, case, data["decision"]["id"], draft.document_no, now)
        session.expire(case)
        writer.result = case.id
    return writer.result


def _deciders(actor: Actor, draft: DecisionDraft) -> frozenset[str]:
    return frozenset({draft.decided_by}) if draft.decided_by else actor.persons


def _problems(
    session: Session, case: Case, draft: DecisionDraft, today: date
) -> dict[str, Message]:
    if not draft.reason.strip():
        return {"reason": say("Please give the reasons.")}
    if draft.decided_on > today:
        return {"decided_on": say("This day is still to come. Give the day on which it happened.")}
    if draft.decided_on < case.opened_on:
        return {"decided_on": say("The decision cannot lie before the opening of the case.")}
    if not draft.on_paper and draft.decided_on != today:
        return {"decided_on": say("What is decided here is decided today.")}
    paper = _paper_problems(session, draft) if draft.on_paper else {}
    return paper | _own_problems(draft)


def _paper_problems(session: Session, draft: DecisionDraft) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not draft.document_no:
        problems["document_no"] = say("A decision has a document number.")
    if not draft.files:
        problems["evidence"] = say("A decision on paper needs the scan of the signed form.")
    able = who_may(session, "list.decide")
    if not any(holder.id == draft.decided_by for holder in able):
        problems["decided_by"] = say("This person may not decide on lists.")
    return problems


def _own_problems(draft: DecisionDraft) -> dict[str, Message]:
    """What a decision of its kind must say."""
    if draft.action == "refuse" and draft.cause not in CAUSES:
        return {"cause": say("Say why the contractor is not listed.")}
    if draft.action == "transfer" and not (draft.addressee or "").strip():
        return {"addressee": say("Say to which authority the case is transferred.")}
    if draft.action == "stay" and draft.orderer not in ORDERERS:
        return {"orderer": say("Say who ordered the stay.")}
    if draft.action == "stay" and not draft.order_no:
        return {"order_no": say("An order has a document number.")}
    if draft.action == "correct" and not (draft.corrects or "").strip():
        return {"corrects": say("Say what was wrong and what is right.")}
    return {}


def _span(listing: Listing | None, draft: DecisionDraft) -> _Span:
    """The days of the listing, or of its stay, by this decision; raises ``Invalid``."""
    if draft.action == "enter":
        return _entry(draft)
    if draft.action not in LATER:
        return _Span()
    if listing is None:
        raise Conflict(say("By this case nobody is on the list."))
    if draft.action == "annul":
        return _Span(listing.from_on)
    if draft.action == "leave":
        return _Span(_leaving(listing, draft))
    return _Span() if draft.action == "correct" else _stay(draft)


def _entry(draft: DecisionDraft) -> _Span:
    """The days of an entry as it was decided; it acts from its service on."""
    from_on = _begins(draft)
    if draft.for_life:
        return _Span(from_on, None, for_life=True)
    return _Span(from_on, _end_after(draft.last_day, from_on) if draft.last_day else None)


def _begins(draft: DecisionDraft) -> date:
    from_on = draft.from_on or draft.decided_on
    if not draft.decided_on <= from_on <= draft.decided_on + _LATEST_BEGINNING:
        raise Invalid(
            {"from_on": say("The listing begins on the day of the decision or within a year.")}
        )
    return from_on


def _end_after(last_day: date, from_on: date) -> date:
    """The exclusive end of a stay on a list, checked."""
    if last_day < from_on:
        raise Invalid({"last_day": say("The last day lies before the first one.")})
    if last_day >= LAST_DAY:
        raise Invalid({"last_day": say("This day lies too far ahead.")})
    return last_day + timedelta(days=1)


def _stay(draft: DecisionDraft) -> _Span:
    """A stay runs from the day that its order names, its lifting ends it."""
    from_on = draft.from_on or draft.decided_on
    if from_on < draft.decided_on:
        raise Invalid({"from_on": say("This acts on the day of the decision or later.")})
    if draft.action == "lift" or draft.last_day is None:
        return _Span(from_on)
    return _Span(from_on, _end_after(draft.last_day, from_on))


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


def _body(
    actor: Actor, case: Case, file: CaseFile, draft: DecisionDraft, span: _Span, private: Private
) -> dict[str, Any]:
    decision_id = new_id()
    private.keep("list_decision", decision_id, reason=draft.reason, corrects=draft.corrects or None)
    first, second = (*file.investigators, None, None)[:2]
    data: dict[str, Any] = {
        "decision": {
            "id": decision_id,
            "case_id": case.id,
            "position": next_position(case),
            "subject_id": case.subject_id,
            "scheme": case.scheme,
            "list_code": case.list_code,
            "action": draft.action,
            "cause": draft.cause,
            "addressee": draft.addressee,
            "orderer": draft.orderer,
            "order_no": draft.order_no,
            "from_on": body_value(span.from_on),
            "until_on": body_value(span.until_on),
            "for_life": span.for_life,
            "proposed_by": case.opened_by,
            "investigator_1": first,
            "investigator_2": second,
            "reviewed_by": _reviewer(case) if draft.action == "enter" else None,
            "decided_by": draft.decided_by or actor.holder_id,
            "decided_on": draft.decided_on.isoformat(),
            "way": "paper" if draft.on_paper else "system",
            "typed_by": actor.holder_id,
            "document_no": draft.document_no,
        },
    }
    if draft.files:
        files = kept_inside(draft.files) if draft.on_paper else draft.files
        data["evidence"] = evidence_rows("list_decision", decision_id, files, private)
    return data


def _reviewer(case: Case) -> str | None:
    """Who made the legal review that passed."""
    passed = (
        step.persons for step in reversed(case.steps) if step.kind == "review" and step.passed
    )
    return next((persons[0].holder_id for persons in passed), None)
