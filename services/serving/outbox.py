"""Put a reminder into the outbox, in the transaction of the act that causes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import OutgoingMessage, new_id
from services.clock import day_of
from services.serving.confirm_address import confirmation_on

_MOBILE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True)
class Reminder:
    """``about`` is the page it leads to, as ``case/<id>`` or ``event/<id>``; ``once`` tells it from others.

    The same ``template`` about the same ``once`` (a document's id, say) is put once, however often it is
    asked for.
    """

    template: str
    subject_id: str
    once: str
    about: str
    number: str
    day: str = ""


def put(session: Session, reminder: Reminder, now: datetime) -> None:
    """One message for the party's page, and one for each address on its signed confirmation.

    Called with the subject locked, so that twins see each other.
    """
    for kind, address in (("portal", None), *_addresses(session, reminder.subject_id, now)):
        key = f"{reminder.template}/{reminder.once}/{kind}"
        if session.scalar(select(OutgoingMessage.id).where(OutgoingMessage.key == key)):
            continue
        session.add(
            OutgoingMessage(
                id=new_id(),
                key=key,
                kind=kind,
                subject_id=reminder.subject_id,
                to=address,
                template=reminder.template,
                params=json.dumps({"number": reminder.number, "day": reminder.day}),
                about=reminder.about,
                put_at=now,
                next_at=now,
                state="handed_over" if kind == "portal" else "waiting",
                handed_at=now if kind == "portal" else None,
            )
        )


def _addresses(session: Session, subject_id: str, now: datetime) -> Iterator[tuple[str, str]]:
    """Where the party may be reminded outside: e-mail and mobile number of its confirmation."""
    confirmation = confirmation_on(session, subject_id, day_of(now))
    if confirmation is None:
        return
    if confirmation.electronic_kind == "email" and confirmation.electronic:
        yield "email", confirmation.electronic
    mobile = confirmation.electronic if confirmation.electronic_kind == "mobile" else None
    number = _digits(mobile or confirmation.telephone or "")
    if _MOBILE.fullmatch(number):
        yield "sms", number


def _digits(telephone: str) -> str:
    return telephone.replace(" ", "").replace("-", "").removeprefix("+86")
