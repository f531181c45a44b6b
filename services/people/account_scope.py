"""Whose accounts a person may look after: all of staff's, a contractor's, or the colleagues' of one's own."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from models import Account, Holder
from services.actor import SYSTEM, Actor
from services.messages import NotFound, say


def accounts_of(actor: Actor, *, to_change: bool = True) -> ColumnElement[bool]:
    """The condition on ``Account`` joined with ``Holder`` under which this person sees or changes one.

    A contractor's user never sees an account of another subject; staff who invite contractors see theirs.
    """
    seen: list[ColumnElement[bool]] = []
    if actor.subject_id is not None:
        if actor.may("own.colleagues"):
            seen.append(Holder.subject_id == actor.subject_id)
    elif actor.may("account.manage") or (actor.may("account.read") and not to_change):
        seen.append(Account.id != SYSTEM.account_id)
    elif actor.may("account.invite"):
        seen.append(Holder.subject_id.is_not(None))
    return or_(false(), *seen)


def account_or_404(
    session: Session, actor: Actor, account_id: str, *, to_change: bool = True
) -> Account:
    """The account, or no such thing. To change one it is locked until the transaction ends."""
    query = (
        select(Account)
        .join(Holder, Holder.id == Account.holder_id)
        .where(Account.id == account_id, accounts_of(actor, to_change=to_change))
    )
    if to_change:
        query = query.with_for_update(of=Account)
    account = session.scalar(query)
    if account is None:
        raise NotFound(say("There is no such account."))
    return account


def account_of_or_404(session: Session, actor: Actor, subject_id: str, account_id: str) -> None:
    """Refuse an address in which the account is not one of the contractor's users."""
    account = account_or_404(session, actor, account_id, to_change=False)
    if account.holder.subject_id != subject_id:
        raise NotFound(say("There is no such account."))
