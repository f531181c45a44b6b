"""Decide an application for repair: checked by one person, decided by another, here or on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from models import Event, Listing, Publication, Repair, RepairDecision, new_id
from procedure.repair import Item, Papers, missing
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows, kept_inside
from services.messages import Conflict, Forbidden, Invalid, Message, NotFound, say
from services.people.two_persons import doers, entered_or_signed
from services.people.who_may import who_may
from services.repairs.ask_repair import locked_repair, told
from services.repairs.heard_before_revoking import unheard
from services.repairs.repair_effect import list_left
from services.repairs.repair_norms import norms
from services.repairs.repair_papers import last_paper
from services.serving.outbox import Reminder, put
from services.standing.scores import renew
from services.writing import Once, Writer, writing

Action = Literal["grant", "refuse", "revoke"]


@dataclass(frozen=True)
class RepairRuling:
    """``decided_by`` (a holder) is given for a decision on paper; in the system it is the actor, today."""

    action: Action
    reason: str
    decided_on: date
    document_no: str | None = None
    decided_by: str | None = None
    files: tuple[NewFile, ...] = ()

    @property
    def on_paper(self) -> bool:
        return self.decided_by is not None


def decide_repair(
    session: Session,
    actor: Actor,
    repair_id: str,
    ruling: RepairRuling,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Grant or refuse an application, or revoke a repair that was got by false pleading; returns its id.

    A decision taken here binds at once: whoever checked the application, or gave the notice, is its other
    person. One typed from paper binds when a second clerk has confirmed it. A revocation takes effect when
    it is served.
    """
    actor.require("repair.handle" if ruling.on_paper else "repair.decide")
    with writing(session, actor, now, once) as writer:
        repair = locked_repair(session, actor, repair_id)
        today = day_of(now)
        _check_state(repair, ruling)
        if problems := _problems(session, repair, ruling, today):
            raise Invalid(problems)
        decider = ruling.decided_by or actor.holder_id
        persons = {decider} if ruling.on_paper else actor.persons
        proposer = last_paper(repair, "notice" if ruling.action == "revoke" else "examination")
        if proposer is None or persons & doers(session, proposer.typed_by, proposer.entry_id):
            raise Forbidden(
                say("Whoever checked the application or gave the notice cannot decide on it.")
            )
        made = _write(writer, repair, ruling, decider, proposer.typed_by)
        _remind(session, repair, made, now)
        if not ruling.on_paper:
            renew(session, repair.subject_id, repair.scheme, today)
        session.expire(repair)
        writer.result = repair.id
    return writer.result


def confirm_repair(
    session: Session,
    actor: Actor,
    repair_id: str,
    decision_id: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The second clerk has held the typed decision against its scan: it binds. Returns the id."""
    actor.require("repair.confirm")
    with writing(session, actor, now, once) as writer:
        repair = locked_repair(session, actor, repair_id)
        decision = _waiting(repair, decision_id)
        if entered_or_signed(session, actor, decision):
            raise Forbidden(
                say("You entered or signed this decision, so another person must confirm it.")
            )
        data: dict[str, Any] = {"decision": decision.id, "confirmed_by": actor.holder_id}
        if decision.action == "grant" and (gone := _gone(session, repair, decision.decided_on)):
            raise Conflict(gone)
        writer.add("repair.confirm", data, repair.subject_id)
        _remind(session, repair, decision.id, now)
        renew(session, repair.subject_id, repair.scheme, day_of(now))
        session.expire(repair)
        writer.result = repair.id
    return writer.result


def withdraw_repair_decision(
    session: Session,
    actor: Actor,
    repair_id: str,
    decision_id: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Take a typed decision back before it acts. Returns the application's id."""
    if not actor.may("repair.confirm"):
        actor.require("repair.handle")
    with writing(session, actor, now, once) as writer:
        repair = locked_repair(session, actor, repair_id)
        decision = _waiting(repair, decision_id)
        if not (actor.may("repair.confirm") or entered_or_signed(session, actor, decision)):
            raise Forbidden(
                say("Only whoever entered this decision, or a second person, may do this.")
            )
        data = {"decision": decision.id, "withdrawn_by": actor.holder_id}
        writer.add("repair.withdraw", data, repair.subject_id)
        session.expire(repair)
        writer.result = repair.id
    return writer.result


def _waiting(repair: Repair, decision_id: str) -> RepairDecision:
    decision = next((d for d in repair.decisions if d.id == decision_id), None)
    if decision is None:
        raise NotFound(say("There is no such decision."))
    if not decision.waits:
        raise Conflict(say("This decision was already confirmed or taken back."))
    return decision


def _check_state(repair: Repair, ruling: RepairRuling) -> None:
    """Refuse what somebody else has decided meanwhile."""
    if repair.waiting is not None:
        raise Conflict(say("A decision waits for its second person."))
    if ruling.action == "revoke":
        if not repair.stands or repair.unserved_revocation is not None:
            raise Conflict(say("Only a repair that stands can be revoked."))
    elif not repair.is_open:
        raise Conflict(say("This application was already decided."))


def _problems(
    session: Session, repair: Repair, ruling: RepairRuling, today: date
) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not ruling.reason.strip():
        problems["reason"] = say("Please give the reasons.")
    if ruling.decided_on > today:
        problems["decided_on"] = say(
            "This day is still to come. Give the day on which it happened."
        )
    elif ruling.decided_on < repair.received_on:
        problems["decided_on"] = say("The decision cannot lie before the application.")
    elif not ruling.on_paper and ruling.decided_on != today:
        problems["decided_on"] = say("What is decided here is decided today.")
    if ruling.on_paper:
        problems |= _paper_problems(session, ruling)
    if lack := _lack(session, repair, ruling):
        problems[""] = lack
    return problems


def _paper_problems(session: Session, ruling: RepairRuling) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not ruling.document_no:
        problems["document_no"] = say("A decision has a document number.")
    if not ruling.files:
        problems["evidence"] = say("A decision on paper needs the scan of the signed form.")
    if not any(h.id == ruling.decided_by for h in who_may(session, "repair.decide")):
        problems["decided_by"] = say("This person may not decide on repair.")
    return problems


def _lack(session: Session, repair: Repair, ruling: RepairRuling) -> Message | None:
    """What is missing before this may be decided."""
    if ruling.action == "revoke":
        return unheard(session, repair, ruling.decided_on)
    checked = last_paper(repair, "examination")
    if checked is None:
        return say("The application has not been checked yet.")
    if ruling.decided_on < checked.on:
        return say("The decision cannot lie before the application was checked.")
    return _gone(session, repair, ruling.decided_on) if ruling.action == "grant" else None


def _gone(session: Session, repair: Repair, day: date) -> Message | None:
    """Whether what shall be repaired has meanwhile ended or been put right, or its time has not come."""
    for item in repair.items:
        event = session.get(Event, item.event_id or "", populate_existing=True)
        if event is not None and event.state != "counted":
            return say("This record weighs nothing any more.")
        until = _until(session, item.listing_id, item.publication_id)
        asked = Item(norms()[item.norm], item.severity, item.determined_on, until=until)
        if lacks := missing([asked], Papers(True, True, True), day):
            return told(lacks[0])
    return None


def _until(session: Session, listing_id: str | None, publication_id: str | None) -> date | None:
    if listing_id is not None:
        listing = session.get_one(Listing, listing_id, populate_existing=True)
        return listing.from_on if listing.end == "annul" else listing.until_on
    if publication_id is not None:
        found = session.get_one(Publication, publication_id, populate_existing=True)
        return found.ended_on or found.until_on
    return None


def _write(
    writer: Writer, repair: Repair, ruling: RepairRuling, decider: str, proposer: str
) -> str:
    """Returns the decision's id."""
    session, decision_id, private = writer.session, new_id(), Private()
    private.keep("repair_decision", decision_id, reason=ruling.reason.strip())
    grants = ruling.action == "grant"
    data: dict[str, Any] = {
        "decision": {
            "id": decision_id,
            "repair_id": repair.id,
            "position": len(repair.decisions) + 1,
            "subject_id": repair.subject_id,
            "scheme": repair.scheme,
            "action": ruling.action,
            "proposed_by": proposer,
            "decided_by": decider,
            "decided_on": ruling.decided_on.isoformat(),
            "way": "paper" if ruling.on_paper else "system",
            "typed_by": writer.actor.holder_id,
            "document_no": ruling.document_no or None,
            "list_code": list_left(session, repair) if grants else None,
            "from_on": ruling.decided_on.isoformat() if grants else None,
        }
    }
    if ruling.files:
        files = kept_inside(ruling.files) if ruling.on_paper else ruling.files
        data["evidence"] = evidence_rows("repair_decision", decision_id, files, private)
    writer.add("repair.decide", data, repair.subject_id, private)
    return decision_id


def _remind(session: Session, repair: Repair, decision_id: str, now: datetime) -> None:
    """The party of a decision that acts; a revocation is told by its service."""
    made = session.get_one(RepairDecision, decision_id)
    if made.effective_entry_id is not None:
        about, number = f"repair/{repair.id}", made.document_no or ""
        put(session, Reminder("decision", repair.subject_id, made.id, about, number), now)
