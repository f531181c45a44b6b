"""Close an account, or open it again: whoever is signed in with it is out at once, and its roles end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RoleGrant
from services.actor import Actor
from services.clock import day_of
from services.messages import Conflict, Forbidden, say
from services.people import one_time_code
from services.people.account_scope import account_or_404
from services.people.open_account import given_role
from services.people.sign_in import end_sessions
from services.writing import Once, Writer, writing


def close_account(
    session: Session, actor: Actor, account_id: str, now: datetime, once: Once | None = None
) -> str:
    """One person may take powers away; to give them again takes two. Returns the account's id."""
    with writing(session, actor, now, once) as writer:
        account = account_or_404(session, actor, account_id)
        if account.holder_id == actor.holder_id:
            raise Forbidden(say("Nobody closes an account of their own."))
        if not account.active:
            raise Conflict(say("This account is closed already."))
        data = {"account": account_id, "active": False, "revoked": _ended(writer, account_id)}
        writer.add("account.switch", data, subject=account.holder.subject_id)
        end_sessions(session, account_id)
        one_time_code.void(session, account_id)
        account.password_hash = None
        writer.result = account_id
    return writer.result


def reopen_account(
    session: Session, actor: Actor, account_id: str, now: datetime, once: Once | None = None
) -> str:
    """Open a closed account; a contractor's user has the user's role again, staff none until granted."""
    with writing(session, actor, now, once) as writer:
        account = account_or_404(session, actor, account_id)
        if account.active:
            raise Conflict(say("This account is open already."))
        subject_id, grants = account.holder.subject_id, []
        if subject_id is not None:
            grants.append(given_role(writer, account_id, account.holder_id, "contractor_user"))
        data = {"account": account_id, "active": True, "grants": grants}
        writer.add("account.switch", data, subject=subject_id)
        writer.result = account_id
    return writer.result


def _ended(writer: Writer, account_id: str) -> list[dict[str, Any]]:
    """Roles held end, roles asked for are refused, both by whoever closes the account."""
    today, who = day_of(writer.now).isoformat(), writer.actor.holder_id
    open_grants = writer.session.scalars(
        select(RoleGrant).where(
            RoleGrant.account_id == account_id,
            RoleGrant.refused_by.is_(None),
            RoleGrant.revoked_by.is_(None),
        )
    )
    ended = {"revocation_proposed_by": None, "revoked_by": who, "revoked_on": today}
    refused = {"refused_by": who, "decided_on": today}
    return [
        {"grant": grant.id, "changes": ended if grant.granted_by else refused}
        for grant in open_grants
    ]
