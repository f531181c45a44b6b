"""Sign in: password, throttle, and who stands behind an account."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, RoleGrant
from services.actor import Actor


def actor_of(session: Session, account_id: str) -> Actor | None:
    """The person behind an account with the roles granted today; None when it is closed."""
    account = session.get(Account, account_id)
    if account is None or not account.active:
        return None
    grants = session.scalars(
        select(RoleGrant.role).where(
            RoleGrant.account_id == account_id,
            RoleGrant.granted_by.is_not(None),
            RoleGrant.revoked_by.is_(None),
        )
    )
    holder = account.holder
    return Actor(
        account_id=account.id,
        holder_id=holder.id,
        name=holder.name or account.username,
        roles=frozenset(grants),
        office_id=holder.office_id,
        office_name=holder.office.name_zh if holder.office else "",
        region=holder.office.region if holder.office else None,
        subject_id=holder.subject_id,
    )
