"""One write: apply the bodies as they come, append them to the ledger last, commit; all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import ledger
from models import Idempotency, new_id
from services.actor import Actor
from services.apply import Private, apply_body
from services.lists.follow_rules import follow_rules
from services.messages import AlreadyDone, Conflict, say


@dataclass(frozen=True, slots=True)
class Once:
    """The one-time key of a form or API write, and what was sent under it."""

    key: str
    request: bytes

    @property
    def request_hash(self) -> str:
        return hashlib.sha256(self.request).hexdigest()


@dataclass
class Writer:
    """Collects what one transaction writes. ``result`` is what a repeated request is answered with."""

    session: Session
    actor: Actor
    now: datetime
    result: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self,
        kind: str,
        data: Mapping[str, Any],
        subject: str | None = None,
        private: Private | None = None,
    ) -> str:
        """Apply one body and hold it for the ledger; returns the entry's random id."""
        private = private or Private()
        body: dict[str, Any] = {
            "id": new_id(),
            "kind": kind,
            "actor": self.actor.holder_id,
            "account": self.actor.account_id,
            "data": data,
        }
        if self.actor.acting_for is not None:
            body["for"] = self.actor.acting_for
        if subject is not None:
            body["subject"] = subject
        if commitments := private.commitments():
            body["commit"] = commitments
        apply_body(self.session, body, private)
        self.session.flush()
        self.bodies.append(body)
        return str(body["id"])


@contextmanager
def unrecorded(session: Session) -> Iterator[None]:
    """A transaction for what is nobody's evidence: sessions, tries at signing in, passwords, codes."""
    session.rollback()
    with session.begin():
        session.connection(execution_options={"writer": True})
        yield


@contextmanager
def writing(
    session: Session, actor: Actor, now: datetime, once: Once | None = None
) -> Iterator[Writer]:
    """A transaction that ends in the ledger, with what the rules make of it.

    Raises ``AlreadyDone`` with the first result when the same key comes again, and ``Conflict`` when the
    key was used for something else.
    """
    with unrecorded(session):
        writer = Writer(session, actor, now)
        used = _claim(session, actor, once, now)
        yield writer
        if used is not None:
            used.location = writer.result
        session.flush()
        follow_rules(writer)
        ledger.append(session, writer.bodies, now)


def _claim(session: Session, actor: Actor, once: Once | None, now: datetime) -> Idempotency | None:
    """Take the key, or say what it already did; the row's lock makes a twin request wait."""
    if once is None:
        return None
    try:
        with session.begin_nested():
            row = Idempotency(
                account_id=actor.account_id,
                key=once.key,
                request_hash=once.request_hash,
                location="",
                at=now,
            )
            session.add(row)
    except IntegrityError:
        done = session.get_one(Idempotency, (actor.account_id, once.key))
        if done.request_hash != once.request_hash:
            raise Conflict(
                say("This form was already sent with other content. Open it again.")
            ) from None
        raise AlreadyDone(done.location) from None
    return row
