"""Decide an objection: upheld, upheld in part or rejected, with an answer to each point, by an uninvolved person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Case, ListDecision, ListingConfirmation, Objection, ObjectionDecision, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows, kept_inside
from services.messages import Conflict, Forbidden, Invalid, Message, say
from services.objections.disputed_thing import Thing, thing_of
from services.objections.objection_file import check_turn, waiting_decision
from services.objections.take_objection_step import in_charge, locked_objection
from services.people.two_persons import doers, entered_or_signed
from services.people.who_may import who_may
from services.serving.outbox import Reminder, put
from services.writing import Once, Writer, writing

Outcome = Literal["upheld", "part", "rejected"]


@dataclass(frozen=True)
class Answer:
    """What is said to one point."""

    point_id: str
    taken_up: bool
    text: str


@dataclass(frozen=True)
class ObjectionDecisionDraft:
    """``decided_by`` (a holder) is given for a paper decision; in the system it is the actor, today."""

    outcome: Outcome
    reason: str
    answers: tuple[Answer, ...]
    decided_on: date
    document_no: str | None = None
    decided_by: str | None = None
    files: tuple[NewFile, ...] = ()

    @property
    def on_paper(self) -> bool:
        return self.decided_by is not None


def decide_objection(
    session: Session,
    actor: Actor,
    objection_id: str,
    draft: ObjectionDecisionDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Decide here, or type a decision signed on paper, which then waits for a second clerk.

    Returns the objection's id. What is upheld is put right by the services that correct, annul or end.
    """
    actor.require("objection.handle" if draft.on_paper else "objection.decide")
    with writing(session, actor, now, once) as writer:
        objection = locked_objection(session, actor, objection_id)
        check_turn(objection, "decide")
        if not in_charge(session, actor, objection):
            raise Forbidden(say("Another office is in charge of this objection."))
        deciders = {draft.decided_by} if draft.decided_by else actor.persons
        if deciders & involved(session, objection):
            raise Forbidden(
                say(
                    "Whoever entered, confirmed or decided what is disputed, or typed the objection,"
                    " does not decide on it."
                )
            )
        if problems := _problems(session, objection, draft, day_of(now)):
            raise Invalid(problems)
        _remind(session, objection, _write(writer, objection, draft), now)
        session.expire(objection)
        writer.result = objection.id
    return writer.result


def involved(session: Session, objection: Objection) -> frozenset[str]:
    """Persons who had a hand in what is disputed, or in the objection's paper; a deputy counts as two."""
    hands = [
        *_hands(session, thing_of(session, objection)),
        (objection.filed_by, objection.entry_id),
    ]
    return frozenset().union(*(doers(session, holder, entry) for holder, entry in hands))


Hand = tuple[str | None, str | None]
"""A holder, and the ledger entry by which he acted."""


def _hands(session: Session, thing: Thing) -> Iterator[Hand]:
    if thing.event is not None:
        yield thing.event.entered_by, thing.event.entry_id
        if thing.event.confirmation is not None:
            yield thing.event.confirmation.confirmed_by, thing.event.confirmation.entry_id
    if thing.listing is not None:
        case = session.get(Case, thing.listing.case_id or "")
        if case is not None:
            yield case.opened_by, case.entry_id
        confirmed = session.get(ListingConfirmation, thing.listing.confirmation_id or "")
        if confirmed is not None:
            yield confirmed.confirmed_by, confirmed.entry_id
        query = select(ListDecision).where(ListDecision.case_id == thing.listing.case_id)
        for decision in session.scalars(query):
            yield decision.decided_by, decision.entry_id
            yield decision.typed_by, decision.entry_id
            yield decision.confirmed_by, decision.effective_entry_id
        for publication in thing.listing.publications:
            yield publication.asked_by, publication.entry_id
            yield publication.agreed_by, None


def _problems(
    session: Session, objection: Objection, draft: ObjectionDecisionDraft, today: date
) -> dict[str, Message]:
    if not draft.reason.strip():
        return {"reason": say("Please give the reasons.")}
    if not objection.received_on <= draft.decided_on <= today:
        return {"decided_on": say("The decision lies between the objection and today.")}
    if problems := _unanswered(objection, draft.answers):
        return problems
    taken_up = [answer.taken_up for answer in draft.answers]
    if draft.outcome == "rejected" and any(taken_up):
        return {"outcome": say("A point was taken up, so the objection is upheld, or in part.")}
    if draft.outcome == "upheld" and not all(taken_up):
        return {"outcome": say("Not every point was taken up, so it is upheld in part at most.")}
    if draft.outcome == "part" and not any(taken_up):
        return {"outcome": say("No point was taken up, so the objection is rejected.")}
    return _paper_problems(session, draft) if draft.on_paper else {}


def _unanswered(objection: Objection, answers: Sequence[Answer]) -> dict[str, Message]:
    given = {answer.point_id: answer for answer in answers}
    return {
        f"answer_{point.position}": say("Every point needs its answer, with reasons.")
        for point in objection.points
        if point.id not in given or not given[point.id].text.strip()
    }


def _paper_problems(session: Session, draft: ObjectionDecisionDraft) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not draft.document_no:
        problems["document_no"] = say("A decision has a document number.")
    if not draft.files:
        problems["evidence"] = say("A decision on paper needs the scan of the signed form.")
    if draft.decided_by not in {holder.id for holder in who_may(session, "objection.decide")}:
        problems["decided_by"] = say("This person may not decide on objections.")
    return problems


def _remind(session: Session, objection: Objection, decision_id: str, now: datetime) -> None:
    """The party of a decision that acts; its service is another matter."""
    made = session.get_one(ObjectionDecision, decision_id)
    if made.effective_entry_id is not None:
        about, number = f"objection/{objection.id}", made.document_no or ""
        put(session, Reminder("decision", objection.subject_id, made.id, about, number), now)


def _write(writer: Writer, objection: Objection, draft: ObjectionDecisionDraft) -> str:
    """Returns the decision's id."""
    decision_id, private = new_id(), Private()
    private.keep("objection_decision", decision_id, reason=draft.reason)
    data: dict[str, Any] = {
        "decision": {
            "id": decision_id,
            "objection_id": objection.id,
            "outcome": draft.outcome,
            "decided_by": draft.decided_by or writer.actor.holder_id,
            "decided_on": draft.decided_on.isoformat(),
            "way": "paper" if draft.on_paper else "system",
            "typed_by": writer.actor.holder_id,
            "document_no": draft.document_no,
        },
        "answers": _answers(decision_id, objection, draft, private),
    }
    if draft.files:
        files = kept_inside(draft.files) if draft.on_paper else draft.files
        data["evidence"] = evidence_rows("objection_decision", decision_id, files, private)
    writer.add("objection.decide", data, objection.subject_id, private)
    return decision_id


def _answers(
    decision_id: str, objection: Objection, draft: ObjectionDecisionDraft, private: Private
) -> list[dict[str, Any]]:
    given = {answer.point_id: answer for answer in draft.answers}
    rows: list[dict[str, Any]] = []
    for point in objection.points:
        row = {
            "id": new_id(),
            "decision_id": decision_id,
            "point_id": point.id,
            "position": point.position,
            "taken_up": given[point.id].taken_up,
        }
        private.keep("objection_answer", str(row["id"]), text=given[point.id].text)
        rows.append(row)
    return rows


def confirm_objection_decision(
    session: Session,
    actor: Actor,
    objection_id: str,
    decision_id: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """A second clerk has held the typed decision against its scan: from here on it acts."""
    actor.require("objection.handle")
    with writing(session, actor, now, once) as writer:
        objection = _typed_one(session, actor, objection_id, decision_id)
        typed = waiting_decision(objection)
        if typed is not None and entered_or_signed(session, actor, typed):
            raise Forbidden(
                say("You entered or signed this decision, so another person must confirm it.")
            )
        data = {"decision": decision_id, "confirmed_by": actor.holder_id}
        writer.add("objection.decide.confirm", data, objection.subject_id)
        _remind(session, objection, decision_id, now)
        session.expire(objection)
        writer.result = objection.id
    return writer.result


def take_back_objection_decision(
    session: Session,
    actor: Actor,
    objection_id: str,
    decision_id: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """A decision that was typed wrongly from paper goes; the objection is open as before."""
    actor.require("objection.handle")
    with writing(session, actor, now, once) as writer:
        objection = _typed_one(session, actor, objection_id, decision_id)
        data = {"decision": decision_id, "withdrawn_by": actor.holder_id}
        writer.add("objection.decide.withdraw", data, objection.subject_id)
        session.expire(objection)
        writer.result = objection.id
    return writer.result


def _typed_one(session: Session, actor: Actor, objection_id: str, decision_id: str) -> Objection:
    """The objection whose typed decision is still the one that the page showed."""
    objection = locked_objection(session, actor, objection_id)
    check_turn(objection, "answer")
    typed = waiting_decision(objection)
    if typed is None or typed.id != decision_id:
        raise Conflict(say("Somebody else has answered this decision meanwhile."))
    if not in_charge(session, actor, objection):
        raise Forbidden(say("Another office is in charge of this objection."))
    return objection
