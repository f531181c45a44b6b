"""One-time codes: printed on a letter, kept as a hash, good for one use within seven days."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import OneTimeCode

LIFE = timedelta(days=7)
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read as something else
_GROUPS, _GROUP = 4, 4  # 80 random bits


def new_code(session: Session, account_id: str, now: datetime) -> str:
    """Inside a transaction: a new code for the account; an earlier one is void."""
    code = fresh_code()
    session.merge(
        OneTimeCode(
            account_id=account_id, code_hash=code_hash(account_id, code), expires_at=now + LIFE
        )
    )
    return code


def fresh_code() -> str:
    """80 random bits in groups that can be read from paper."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def is_right(session: Session, account_id: str, code: str, now: datetime) -> bool:
    row = session.scalar(select(OneTimeCode).where(OneTimeCode.account_id == account_id))
    if row is None or row.expires_at <= now:
        return False
    return hmac.compare_digest(row.code_hash, code_hash(account_id, code))


def use(session: Session, account_id: str, code: str) -> bool:
    """Inside a transaction: void the code; False when somebody else used it first."""
    used = session.execute(
        delete(OneTimeCode)
        .where(
            OneTimeCode.account_id == account_id,
            OneTimeCode.code_hash == code_hash(account_id, code),
        )
        .returning(OneTimeCode.account_id)
    )
    return used.one_or_none() is not None


def void(session: Session, account_id: str) -> None:
    session.execute(delete(OneTimeCode).where(OneTimeCode.account_id == account_id))


def code_hash(opens: str, code: str) -> str:
    """Of a code and what it opens, however the code was typed."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", code).upper() if c.isalnum())
    return hashlib.sha256(f"{opens}\0{plain}".encode()).hexdigest()
