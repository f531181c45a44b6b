"""不启动: answer a proposal of the rules by opening no case, with signed grounds; on a serious list by two persons."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import KnownProposal, ProposalRefusal, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.locking import lock_subjects
from services.messages import Conflict, Forbidden, Invalid, NotFound, say
from services.people.two_persons import took_part
from services.rules.list_rules import list_rule
from services.writing import Once, Writer, writing


def decline_proposal(
    session: Session,
    actor: Actor,
    proposal_id: str,
    grounds: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Sign that no case is opened; returns the proposal's id.

    It answers this proposal alone: when the condition turns false and true again, the next one is unanswered.
    """
    actor.require("list.propose")
    with writing(session, actor, now, once) as writer:
        proposal = _standing(session, proposal_id)
        if proposal.origin == "annul":
            raise Conflict(say("What the rules no longer make is annulled; it cannot be declined."))
        if proposal.answered or proposal.refusal is not None:
            raise Conflict(say("This proposal was already answered."))
        if not grounds.strip():
            raise Invalid({"grounds": say("Please give the grounds for which no case is opened.")})
        refusal_id, private = new_id(), Private()
        private.keep("proposal_refusal", refusal_id, grounds=grounds.strip())
        rule = list_rule(session, proposal.scheme, proposal.list_code)
        data = {
            "id": refusal_id,
            "proposal_id": proposal.id,
            "declined_by": actor.holder_id,
            "declined_on": day_of(now).isoformat(),
            "needs_second": rule is None or rule.severity_class == "serious",
        }
        writer.add("proposal.decline", {"refusal": data}, proposal.subject_id, private)
        session.expire(proposal)
        writer.result = proposal.id
    return writer.result


def confirm_refusal(
    session: Session, actor: Actor, proposal_id: str, now: datetime, once: Once | None = None
) -> str:
    """The second person signs too; returns the proposal's id."""
    actor.require("list.decide")
    with writing(session, actor, now, once) as writer:
        refusal = _waiting(session, proposal_id)
        if took_part(session, actor, refusal.declined_by, refusal.entry_id):
            raise Forbidden(say("You signed this yourself, so another person must sign too."))
        writer.result = _answer(writer, proposal_id, refusal, "confirmed_by")
    return writer.result


def take_back_refusal(
    session: Session, actor: Actor, proposal_id: str, now: datetime, once: Once | None = None
) -> str:
    """Send back what one person alone has signed: the proposal waits for its answer again."""
    if not actor.may("list.decide"):
        actor.require("list.propose")
    with writing(session, actor, now, once) as writer:
        refusal = _waiting(session, proposal_id)
        own = took_part(session, actor, refusal.declined_by, refusal.entry_id)
        if not own and not actor.may("list.decide"):
            raise Forbidden(say("Whoever signed it or whoever decides may send it back."))
        writer.result = _answer(writer, proposal_id, refusal, "withdrawn_by")
    return writer.result


def _answer(writer: Writer, proposal_id: str, refusal: ProposalRefusal, name: str) -> str:
    proposal = writer.session.get_one(KnownProposal, proposal_id)
    data = {"refusal": refusal.id, "changes": {name: writer.actor.holder_id}}
    writer.add("proposal.decline.answer", data, proposal.subject_id)
    writer.session.expire(proposal)
    return proposal.id


def _standing(session: Session, proposal_id: str) -> KnownProposal:
    """A proposal that still stands, with its subject locked."""
    proposal = session.get(KnownProposal, proposal_id)
    if proposal is None:
        raise NotFound(say("There is no such proposal."))
    lock_subjects(session, [proposal.subject_id])
    session.refresh(proposal, ["gone_on", "case_id", "refusals"])
    if proposal.gone_on is not None:
        raise Conflict(say("This proposal no longer stands; there is nothing to answer."))
    return proposal


def _waiting(session: Session, proposal_id: str) -> ProposalRefusal:
    refusal = _standing(session, proposal_id).refusal
    if refusal is None or refusal.stands:
        raise Conflict(say("Nothing waits for a second signature here."))
    return refusal
