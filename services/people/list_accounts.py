"""Find accounts, and show one: whose it is, whether it is in use, which roles it has and had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from models import AccessLog, Account, Holder, Office, OneTimeCode, RoleGrant
from services.actor import Actor
from services.labels import subject_names
from services.people.account_scope import account_or_404, accounts_of

PAGE = 50
Kind = Literal["staff", "contractor"]


@dataclass(frozen=True)
class AccountRow:
    """One account for a page. ``state``: active, waiting (no password yet) or closed."""

    id: str
    username: str
    name: str
    office: Office | None
    contractor: str
    subject_id: str | None
    roles: tuple[str, ...]
    state: str
    letter_until: datetime | None
    last_seen: datetime | None
    mandate_no: str | None
    mandate_on: date | None
    mine: bool


@dataclass(frozen=True)
class AccountPage:
    rows: list[AccountRow]
    total: int
    page: int
    pages: int


def list_accounts(
    session: Session, actor: Actor, kind: Kind, text: str = "", page: int = 1
) -> AccountPage:
    """Accounts this person may see, by office and name; ``text`` is part of a name or username."""
    query = _query(actor).where(
        Holder.subject_id.is_(None) if kind == "staff" else Holder.subject_id.is_not(None)
    )
    if text:
        query = query.where(
            or_(
                Account.username.contains(text.casefold(), autoescape=True),
                Holder.name.contains(text, autoescape=True),
            )
        )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    accounts = session.scalars(query.offset((page - 1) * PAGE).limit(PAGE)).all()
    return AccountPage(_rows(session, actor, accounts), total, page, pages)


def accounts_of_contractor(session: Session, actor: Actor, subject_id: str) -> list[AccountRow]:
    """The accounts of one contractor's users."""
    accounts = session.scalars(_query(actor).where(Holder.subject_id == subject_id))
    return _rows(session, actor, accounts.all())


def show_account(session: Session, actor: Actor, account_id: str) -> AccountRow:
    """One account, or no such thing."""
    account = account_or_404(session, actor, account_id, to_change=False)
    return _rows(session, actor, [account])[0]


def _query(actor: Actor) -> Select[Account]:
    return (
        select(Account)
        .join(Holder, Holder.id == Account.holder_id)
        .outerjoin(Office, Office.id == Holder.office_id)
        .where(accounts_of(actor, to_change=False))
        .order_by(Account.active.desc(), Office.region, Holder.name, Account.username)
    )


def _rows(session: Session, actor: Actor, accounts: Iterable[Account]) -> list[AccountRow]:
    accounts = list(accounts)
    ids = [account.id for account in accounts]
    roles = _roles(session, ids)
    letters = {
        code.account_id: code.expires_at
        for code in session.scalars(select(OneTimeCode).where(OneTimeCode.account_id.in_(ids)))
    }
    seen = {
        row.account_id: row.at
        for row in session.execute(
            select(AccessLog.account_id, func.max(AccessLog.at).label("at"))
            .where(AccessLog.account_id.in_(ids), AccessLog.what == "sign_in")
            .group_by(AccessLog.account_id)
        )
    }
    names = subject_names(session, [a.holder.subject_id for a in accounts])
    return [
        AccountRow(
            id=account.id,
            username=account.username,
            name=account.holder.name or account.username,
            office=account.holder.office,
            contractor=names.get(account.holder.subject_id or "", ""),
            subject_id=account.holder.subject_id,
            roles=tuple(roles.get(account.id, ())),
            state=_state(account),
            letter_until=letters.get(account.id),
            last_seen=seen.get(account.id),
            mandate_no=account.mandate_no,
            mandate_on=account.mandate_on,
            mine=account.holder_id == actor.holder_id,
        )
        for account in accounts
    ]


def _state(account: Account) -> str:
    if not account.active:
        return "closed"
    return "active" if account.password_hash else "waiting"


def _roles(session: Session, account_ids: list[str]) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    granted = select(RoleGrant.account_id, RoleGrant.role).where(
        RoleGrant.account_id.in_(account_ids),
        RoleGrant.granted_by.is_not(None),
        RoleGrant.revoked_by.is_(None),
    )
    for account_id, role in session.execute(granted.order_by(RoleGrant.role)):
        held.setdefault(account_id, []).append(role)
    return held
