"""How often a password, a code or a question may be tried, counted in the database for all workers together.

Five wrong tries a minute for one username from one address, thirty a minute from one address for all
usernames. Nothing is counted for a username alone, so nobody can lock its owner out: from another address
the owner signs in at once. Questions of people who are not signed in for a numbered slip, sixty a minute from
one address: each leaves a row. Looking into the open register leaves none; its limit stands in ``web/looks.py``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models import LoginAttempt
from services.messages import Message, Refusal, say
from services.writing import unrecorded

WINDOW = timedelta(minutes=1)
TRIES_PER_ACCOUNT_AND_ADDRESS = 5
TRIES_PER_ADDRESS = 30
QUESTIONS_PER_ADDRESS = 60
_LOCK = int.from_bytes(b"signin")


class TooMany(Refusal):
    """Too many tries; ``seconds`` until one more is possible."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        self.seconds = max(1, int(wait.total_seconds()) + 1)
        super().__init__(self.sentence())

    def sentence(self) -> Message:
        return say("Too many wrong tries. Please wait %(seconds)s seconds.", seconds=self.seconds)


class TooManyQuestions(TooMany):
    """Too many questions of somebody who is not signed in."""

    def sentence(self) -> Message:
        return say(
            "Too many questions came from this address. Please wait %(seconds)s seconds.",
            seconds=self.seconds,
        )


@dataclass(frozen=True)
class Try:
    """One admitted try: it counts as wrong until it is forgiven."""

    pair: str
    rows: tuple[int, ...]


def admit(session: Session, username: str, address: str, now: datetime) -> Try:
    """Count one try before the password is looked at; raises ``TooMany`` when none is left.

    Keys are hashes, for people now and then type their password where the username belongs.
    """
    network = network_of(address)
    pair, alone = _key(username, network), _key(network)
    with unrecorded(session):
        _take_turn(session, now)
        _require_room(session, pair, TRIES_PER_ACCOUNT_AND_ADDRESS, now)
        _require_room(session, alone, TRIES_PER_ADDRESS, now)
        rows = [LoginAttempt(key=pair, at=now), LoginAttempt(key=alone, at=now)]
        session.add_all(rows)
        session.flush()
        return Try(pair, tuple(row.id for row in rows))


def forgive(session: Session, attempt: Try) -> None:
    """The try was right: neither it nor the typing slips before it count any longer."""
    session.execute(delete(LoginAttempt).where(LoginAttempt.key == attempt.pair))
    session.execute(delete(LoginAttempt).where(LoginAttempt.id.in_(attempt.rows)))


def admit_question(session: Session, address: str, now: datetime) -> None:
    """Count one question of somebody who is not signed in; raises ``TooManyQuestions``."""
    key = _key("question", network_of(address))
    with unrecorded(session):
        _take_turn(session, now)
        _require_room(session, key, QUESTIONS_PER_ADDRESS, now, TooManyQuestions)
        session.add(LoginAttempt(key=key, at=now))


def _take_turn(session: Session, now: datetime) -> None:
    """One counts at a time; what is older than the window is forgotten."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    session.execute(delete(LoginAttempt).where(LoginAttempt.at <= now - WINDOW))


def _require_room(
    session: Session, key: str, limit: int, now: datetime, refusal: type[TooMany] = TooMany
) -> None:
    query = select(LoginAttempt.at).where(LoginAttempt.key == key).order_by(LoginAttempt.at)
    times = session.scalars(query).all()
    if len(times) >= limit:
        raise refusal(times[-limit] + WINDOW - now)


def network_of(address: str) -> str:
    """The address itself; for IPv6 the /64 that one subscriber has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
