"""Show the roles: what waits for a decision, who has what, and how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, Holder, Office, RoleGrant
from services.actor import Actor, roles


@dataclass(frozen=True)
class GrantRow:
    """One role of one account. ``state``: proposed, granted, refused, ending or ended."""

    id: str
    account_id: str
    username: str
    name: str
    office: Office | None
    role: str
    state: str
    proposed_by: str
    proposed_on: date
    decided_by: str
    decided_on: date | None
    ending_proposed_by: str
    ended_by: str
    ended_on: date | None
    may_decide: bool


@dataclass(frozen=True)
class RoleBoard:
    """Staff's roles: to be decided, held, and past; ``accounts`` may be proposed for a role."""

    waiting: list[GrantRow]
    held: list[GrantRow]
    past: list[GrantRow]
    accounts: list[tuple[str, str, str]]
    """(id, name and username, office)"""


def show_roles(session: Session, actor: Actor) -> RoleBoard:
    """The whole board, for security administrators and the auditor."""
    rows = _grant_rows(session, actor)
    return RoleBoard(
        waiting=[row for row in rows if row.state in ("proposed", "ending")],
        held=[row for row in rows if row.state in ("granted", "ending")],
        past=[row for row in rows if row.state in ("refused", "ended")],
        accounts=_candidates(session, actor),
    )


def grants_of(session: Session, actor: Actor, account_id: str) -> list[GrantRow]:
    """Every role this account has, had or was proposed for."""
    return [row for row in _grant_rows(session, actor) if row.account_id == account_id]


def _grant_rows(session: Session, actor: Actor) -> list[GrantRow]:
    names = {holder.id: holder.name for holder in session.scalars(select(Holder))}
    found = session.execute(
        select(RoleGrant, Account)
        .join(Account, Account.id == RoleGrant.account_id)
        .join(Holder, Holder.id == Account.holder_id)
        .where(Holder.subject_id.is_(None))
        .order_by(RoleGrant.proposed_on.desc(), Account.username)
    )
    order = list(roles())
    rows = [_row(actor, grant, account, names) for grant, account in found]
    return sorted(rows, key=lambda row: order.index(row.role))


def _row(
    actor: Actor, grant: RoleGrant, account: Account, names: dict[str, str | None]
) -> GrantRow:
    def name(holder_id: str | None) -> str:
        return (names.get(holder_id) or "") if holder_id else ""

    asked_by = grant.revocation_proposed_by if grant.granted_by else grant.proposed_by
    return GrantRow(
        id=grant.id,
        account_id=account.id,
        username=account.username,
        name=account.holder.name or account.username,
        office=account.holder.office,
        role=grant.role,
        state=_state(grant),
        proposed_by=name(grant.proposed_by),
        proposed_on=grant.proposed_on,
        decided_by=name(grant.granted_by or grant.refused_by),
        decided_on=grant.decided_on,
        ending_proposed_by=name(grant.revocation_proposed_by),
        ended_by=name(grant.revoked_by),
        ended_on=grant.revoked_on,
        may_decide=actor.may("role.grant") and actor.holder_id not in (asked_by, grant.holder_id),
    )


def _state(grant: RoleGrant) -> str:
    if grant.refused_by:
        return "refused"
    if grant.granted_by is None:
        return "proposed"
    if grant.revoked_by:
        return "ended"
    return "ending" if grant.revocation_proposed_by else "granted"


def _candidates(session: Session, actor: Actor) -> list[tuple[str, str, str]]:
    """Open accounts of staff, but not one's own."""
    accounts = session.scalars(
        select(Account)
        .join(Holder, Holder.id == Account.holder_id)
        .outerjoin(Office, Office.id == Holder.office_id)
        .where(Account.active, Holder.subject_id.is_(None), Holder.id != actor.holder_id)
        .order_by(Office.region, Holder.name)
    )
    return [
        (
            account.id,
            f"{account.holder.name or ''} ({account.username})",
            account.holder.office.name_zh if account.holder.office else "",
        )
        for account in accounts
    ]
