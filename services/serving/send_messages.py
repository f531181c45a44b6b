"""Hand the outbox over to its gateways: every message at least once, under a key by which it arrives once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models import OutgoingMessage, new_id
from services.writing import unrecorded

LEASE = timedelta(minutes=5)
"""Longer than any gateway takes; after it a message of a sender that died is taken up again."""

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)


@dataclass(frozen=True)
class Parcel:
    """One message as a gateway gets it. The same ``key`` again is the same message."""

    key: str
    kind: str
    to: str
    heading: str
    text: str


class Undeliverable(Exception):
    """The gateway answered that this address takes nothing, now or later."""


class Outage(Exception):
    """The gateway could not be reached or did not answer; the message may or may not have arrived."""


Gateway = Callable[[Parcel], None]
Render = Callable[[OutgoingMessage], tuple[str, str]]


def send_messages(
    session: Session,
    gateways: Mapping[str, Gateway],
    render: Render,
    clock: Callable[[], datetime],
) -> Counter[str]:
    """Hand over all that is due; returns how many were handed_over, refused and postponed.

    A gateway that fails is left alone for the rest of this run: what waits for it keeps its turn.
    """
    counts: Counter[str] = Counter()
    working = dict(gateways)
    while working and (message := _claim(session, list(working), clock())):
        heading, text = render(message)
        parcel = Parcel(message.key, message.kind, message.to or "", heading, text)
        try:
            working[message.kind](parcel)
        except Undeliverable as problem:
            _finish(session, message, "refused", clock(), str(problem))
            counts["refused"] += 1
        except Outage as problem:
            _postpone(session, message, clock(), str(problem))
            counts["postponed"] += 1
            del working[message.kind]
        else:
            _finish(session, message, "handed_over", clock())
            counts["handed_over"] += 1
    return counts


def _claim(session: Session, kinds: list[str], now: datetime) -> OutgoingMessage | None:
    """Lease the next message that is due, so that no other sender takes it meanwhile."""
    free = or_(OutgoingMessage.leased_until.is_(None), OutgoingMessage.leased_until <= now)
    query = (
        select(OutgoingMessage)
        .where(OutgoingMessage.state == "waiting", OutgoingMessage.kind.in_(kinds))
        .where(OutgoingMessage.next_at <= now, free)
        .order_by(OutgoingMessage.next_at, OutgoingMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    with unrecorded(session):
        message = session.scalars(query).first()
        if message is not None:
            message.lease, message.leased_until = new_id(), now + LEASE
            message.tries += 1
    return message


def _finish(
    session: Session,
    message: OutgoingMessage,
    state: str,
    now: datetime,
    problem: str | None = None,
) -> None:
    """What the gateway answered stands, even if the lease ran out meanwhile."""
    with unrecorded(session):
        session.execute(
            update(OutgoingMessage)
            .where(OutgoingMessage.id == message.id, OutgoingMessage.state == "waiting")
            .values(
                state=state,
                handed_at=now,
                lease=None,
                leased_until=None,
                problem=problem and problem[:300],
            )
        )


def _postpone(session: Session, message: OutgoingMessage, now: datetime, problem: str) -> None:
    """Try again later, and later still after each failure; only as long as the lease is ours."""
    wait = min(FIRST_WAIT * 2 ** min(message.tries - 1, 20), LONGEST_WAIT)
    with unrecorded(session):
        session.execute(
            update(OutgoingMessage)
            .where(OutgoingMessage.id == message.id, OutgoingMessage.lease == message.lease)
            .values(next_at=now + wait, lease=None, leased_until=None, problem=problem[:300])
        )
