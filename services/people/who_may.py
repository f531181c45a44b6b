"""Who holds a permission: the persons that a form offers as signers of a paper."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, Holder, RoleGrant
from services.actor import roles


def who_may(session: Session, permission: str) -> list[Holder]:
    """Persons with an active account and a granted role that allows it."""
    able = [code for code, role in roles().items() if permission in role.permissions]
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
