"""Change who may do what: one security administrator proposes, another decides, nobody for himself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, Holder, RoleGrant, new_id
from services.actor import Actor, roles
from services.clock import day_of
from services.messages import Conflict, Forbidden, Invalid, Message, NotFound, say
from services.writing import Once, Writer, writing

# 三员分立: who runs the system, who gives powers and who audits are three persons, and none does business.
APART = frozenset({"system_administrator", "security_administrator", "auditor"})
_LEVELS = {"provincial": "province", "prefecture": "prefecture", "county": "county"}


def propose_role(
    session: Session,
    actor: Actor,
    account_id: str,
    role: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Ask that an account gets a role; returns the grant's id."""
    actor.require("role.propose")
    with writing(session, actor, now, once) as writer:
        account = session.get(Account, account_id)
        if account is None or not account.active or account.holder.subject_id is not None:
            raise Invalid({"account_id": say("Please choose an open account of staff.")})
        if account.holder_id == actor.holder_id:
            raise Forbidden(say("Nobody proposes a role for himself."))
        session.execute(select(Holder.id).where(Holder.id == account.holder_id).with_for_update())
        if problem := _unfit(session, account, role):
            raise Invalid({"role": problem})
        grant = {
            "id": new_id(),
            "account_id": account_id,
            "holder_id": account.holder_id,
            "role": role,
            "proposed_by": actor.holder_id,
            "proposed_on": day_of(now).isoformat(),
        }
        writer.add("role.propose", {"grant": grant})
        writer.result = str(grant["id"])
    return writer.result


def grant_role(
    session: Session, actor: Actor, grant_id: str, now: datetime, once: Once | None = None
) -> str:
    """Agree to what another proposed: from here on the person has the role."""
    with writing(session, actor, now, once) as writer:
        grant = _pending(session, actor, grant_id)
        _another_than(actor, grant.proposed_by, grant.holder_id)
        account = session.get_one(Account, grant.account_id)
        if problem := _unfit(session, account, grant.role, but=grant_id):
            raise Conflict(problem)
        _decide(writer, grant, granted_by=actor.holder_id, decided_on=day_of(now).isoformat())
    return writer.result


def refuse_role(
    session: Session, actor: Actor, grant_id: str, now: datetime, once: Once | None = None
) -> str:
    """Decline a proposal; its proposer may so withdraw it."""
    with writing(session, actor, now, once) as writer:
        grant = _pending(session, actor, grant_id)
        _decide(writer, grant, refused_by=actor.holder_id, decided_on=day_of(now).isoformat())
    return writer.result


def propose_revocation(
    session: Session, actor: Actor, grant_id: str, now: datetime, once: Once | None = None
) -> str:
    """Ask that a role ends."""
    actor.require("role.propose")
    with writing(session, actor, now, once) as writer:
        grant = _held(session, actor, grant_id)
        if grant.revocation_proposed_by is not None:
            raise Conflict(say("This is proposed already."))
        _decide(writer, grant, revocation_proposed_by=actor.holder_id)
    return writer.result


def revoke_role(
    session: Session, actor: Actor, grant_id: str, now: datetime, once: Once | None = None
) -> str:
    """Agree that a role ends: from here on the person does not have it."""
    with writing(session, actor, now, once) as writer:
        grant = _held(session, actor, grant_id)
        if grant.revocation_proposed_by is None:
            raise Conflict(say("Nobody has proposed to end this role."))
        _another_than(actor, grant.revocation_proposed_by, grant.holder_id)
        _decide(writer, grant, revoked_by=actor.holder_id, revoked_on=day_of(now).isoformat())
    return writer.result


def keep_role(
    session: Session, actor: Actor, grant_id: str, now: datetime, once: Once | None = None
) -> str:
    """Decline to end a role."""
    with writing(session, actor, now, once) as writer:
        grant = _held(session, actor, grant_id)
        if grant.revocation_proposed_by is None:
            raise Conflict(say("Nobody has proposed to end this role."))
        if actor.holder_id == grant.holder_id:
            raise Forbidden(say("Nobody decides about a role of their own."))
        _decide(writer, grant, revocation_proposed_by=None)
    return writer.result


def _locked(session: Session, actor: Actor, grant_id: str) -> RoleGrant:
    actor.require("role.grant")
    grant = session.scalar(select(RoleGrant).where(RoleGrant.id == grant_id).with_for_update())
    if grant is None:
        raise NotFound(say("There is no such proposal."))
    return grant


def _pending(session: Session, actor: Actor, grant_id: str) -> RoleGrant:
    grant = _locked(session, actor, grant_id)
    if grant.granted_by or grant.refused_by:
        raise Conflict(say("This proposal is decided already."))
    return grant


def _held(session: Session, actor: Actor, grant_id: str) -> RoleGrant:
    grant = _locked(session, actor, grant_id)
    if grant.granted_by is None or grant.revoked_by is not None:
        raise Conflict(say("This role is not held."))
    return grant


def _another_than(actor: Actor, proposed_by: str | None, holder_id: str) -> None:
    if actor.holder_id == proposed_by:
        raise Forbidden(say("You proposed this yourself: another security administrator decides."))
    if actor.holder_id == holder_id:
        raise Forbidden(say("Nobody decides about a role of their own."))


def _decide(writer: Writer, grant: RoleGrant, **changes: Any) -> None:
    writer.add("role.decide", {"grant": grant.id, "changes": changes})
    writer.result = grant.id


def _unfit(
    session: Session, account: Account, role: str, *, but: str | None = None
) -> Message | None:
    """Why this account cannot have this role: its office, or its person's roles ``but`` this grant."""
    if roles()[role].scope == "own":
        return say("This role belongs to contractors' users.")
    if not fits_office(account.holder, role):
        return say("This role does not fit the person's office.")
    others = [g for g in _live_grants(session, account.holder_id) if g.id != but]
    if any(g.role == role and g.account_id == account.id for g in others):
        return say("The account has this role, or it is proposed already.")
    if any(g.role != role and {g.role, role} & APART for g in others):
        return say(
            "One person cannot run the system, give powers, audit and do business: choose one of them."
        )
    return None


def fits_office(holder: Holder, role: str) -> bool:
    """Whether a person's office is of the level that the role belongs to."""
    level = _LEVELS.get(role.split("_")[0])
    return level is None or (holder.office is not None and holder.office.level == level)


def _live_grants(session: Session, holder_id: str) -> list[RoleGrant]:
    """Roles this person has, or would have if what is proposed were granted, in all accounts."""
    return list(
        session.scalars(
            select(RoleGrant).where(
                RoleGrant.holder_id == holder_id,
                RoleGrant.refused_by.is_(None),
                RoleGrant.revoked_by.is_(None),
            )
        )
    )
