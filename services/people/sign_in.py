"""Sign in and out: password, throttle, and who stands behind an account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import AccessLog, Account, Holder, RoleGrant, SessionRecord, SubjectName
from services.actor import Actor
from services.messages import Invalid, say
from services.people import passwords, throttle
from services.writing import unrecorded


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
        office_name=holder.office.name_zh if holder.office else _contractor(session, holder),
        region=holder.office.region if holder.office else None,
        subject_id=holder.subject_id,
    )


def _contractor(session: Session, holder: Holder) -> str:
    """The present name of the contractor that a user of one belongs to."""
    named = select(SubjectName.name).where(
        SubjectName.subject_id == holder.subject_id, SubjectName.latest
    )
    return (session.scalar(named) or "") if holder.subject_id else ""


def folded_username(username: str) -> str:
    """Usernames are kept in small letters; capitals typed by a telephone's keyboard do not matter."""
    return username.strip().casefold()


def sign_in(session: Session, username: str, password: str, address: str, now: datetime) -> str:
    """The id of the account that this name and password open.

    An unknown name, a closed account, one that was never activated and a wrong password are answered
    alike and take equally long: ``Invalid``. Raises ``TooMany`` when no try is left.
    """
    username = folded_username(username)
    attempt = throttle.admit(session, username, address, now)
    found = session.execute(
        select(Account.id, Account.password_hash, Account.active).where(
            Account.username == username
        )
    ).one_or_none()
    session.rollback()  # nothing is held while the hash is worked out
    right = passwords.verify(found.password_hash if found else None, password)
    if found is None or not right or not found.active:
        _note(session, found.id if found else None, "sign_in.refused", address, now)
        raise Invalid({"": say("The username or the password is not right.")})
    if passwords.is_outdated(found.password_hash):
        _renew_hash(session, found.id, found.password_hash, password)
    with unrecorded(session):
        throttle.forgive(session, attempt)
        session.add(AccessLog(account_id=found.id, what="sign_in", target_id=address, at=now))
    return str(found.id)


def _renew_hash(session: Session, account_id: str, stored: str, password: str) -> None:
    """The same password under today's costs, unless it was changed in the meantime."""
    renewed = passwords.hashed(password)
    with unrecorded(session):
        session.execute(
            update(Account)
            .where(Account.id == account_id, Account.password_hash == stored)
            .values(password_hash=renewed)
        )


def sign_out(session: Session, actor: Actor, address: str, now: datetime) -> None:
    _note(session, actor.account_id, "sign_out", address, now)


def end_sessions(session: Session, account_id: str) -> None:
    """Whoever is signed in with this account is signed out, everywhere and at once."""
    session.execute(delete(SessionRecord).where(SessionRecord.account_id == account_id))


def _note(session: Session, account_id: str | None, what: str, address: str, now: datetime) -> None:
    with unrecorded(session):
        session.add(AccessLog(account_id=account_id, what=what, target_id=address, at=now))
