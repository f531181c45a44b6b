"""Activate an account, or set a forgotten password anew, with the code from a letter."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AccessLog, Account
from services.messages import Invalid, say
from services.people import one_time_code, passwords, throttle
from services.people.change_password import set_password
from services.people.sign_in import folded_username
from services.writing import unrecorded

_NOT_RIGHT = say(
    "The username or the code is not right, or the code was used already or has run out."
    " A new letter can be had from whoever gave you this one."
)


def activate(
    session: Session,
    username: str,
    code: str,
    password: str,
    address: str,
    least: int,
    now: datetime,
) -> str:
    """Set the password; returns the account's id. Raises ``Invalid`` and ``TooMany``.

    An unknown name, a closed account, a wrong, used or old code are answered alike.
    """
    username = folded_username(username)
    if problem := passwords.problem(password, username, least):
        raise Invalid({"password": problem})
    attempt = throttle.admit(session, username, address, now)
    account = session.execute(
        select(Account.id).where(Account.username == username, Account.active)
    ).one_or_none()
    if account is None or not one_time_code.is_right(session, account.id, code, now):
        raise Invalid({"": _NOT_RIGHT})
    hashed = passwords.hashed(password)
    with unrecorded(session):
        if not one_time_code.use(session, account.id, code):
            raise Invalid({"": _NOT_RIGHT})
        throttle.forgive(session, attempt)
        set_password(session, account.id, hashed, now)
        session.add(AccessLog(account_id=account.id, what="activate", target_id=address, at=now))
    return str(account.id)
