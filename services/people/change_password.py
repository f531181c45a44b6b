"""Change one's own password: the old one is asked for, and every other browser is signed out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AccessLog, Account
from services.actor import Actor
from services.messages import Invalid, say
from services.people import passwords, throttle
from services.people.sign_in import end_sessions
from services.writing import unrecorded


def change_password(
    session: Session,
    actor: Actor,
    current: str,
    password: str,
    address: str,
    least: int,
    now: datetime,
) -> None:
    """Set the password and end all sessions of the account; the caller begins a new one.

    ``least``: smallest number of characters. Raises ``Invalid`` and ``TooMany``.
    """
    username, stored = session.execute(
        select(Account.username, Account.password_hash).where(Account.id == actor.account_id)
    ).one()
    session.rollback()
    if problem := passwords.problem(password, username, least):
        raise Invalid({"password": problem})
    attempt = throttle.admit(session, username, address, now)
    if not passwords.verify(stored, current):
        raise Invalid({"current": say("This is not your present password.")})
    new = passwords.hashed(password)
    with unrecorded(session):
        throttle.forgive(session, attempt)
        set_password(session, actor.account_id, new, now)
        session.add(
            AccessLog(account_id=actor.account_id, what="password", target_id=address, at=now)
        )


def set_password(session: Session, account_id: str, hashed: str, now: datetime) -> None:
    """Inside a transaction: the new password, and nobody signed in with the old one."""
    account = session.get_one(Account, account_id)
    account.password_hash = hashed
    account.password_set_at = now
    end_sessions(session, account_id)
