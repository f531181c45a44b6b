"""The reminders of a party: what it was told, and by which ways it was told outside its page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import OutgoingMessage
from services.messages import Message
from services.serving.reminder_words import REMINDERS

MOST = 60


@dataclass(frozen=True)
class ShownReminder:
    """``about`` is the kind and id of what it leads to; ``outside`` the ways and states beside the page."""

    at: datetime
    heading: Message
    text: Message
    about: tuple[str, str]
    outside: tuple[tuple[str, str], ...]


def reminders(session: Session, subject_id: str) -> tuple[ShownReminder, ...]:
    """Newest first. Whoever may see the party may read them; they name documents and days only."""
    query = (
        select(OutgoingMessage)
        .where(OutgoingMessage.subject_id == subject_id)
        .order_by(OutgoingMessage.put_at.desc(), OutgoingMessage.key)
        .limit(MOST)
    )
    found = groupby(session.scalars(query), key=lambda m: (m.put_at, m.key.rpartition("/")[0]))
    return tuple(_shown(list(same)) for _, same in found)


def _shown(same: list[OutgoingMessage]) -> ShownReminder:
    """One reminder, of which there is a message a way."""
    words, params = REMINDERS[same[0].template], json.loads(same[0].params)
    kind, _, about = same[0].about.partition("/")
    return ShownReminder(
        at=same[0].put_at,
        heading=words.heading,
        text=Message(words.text.text, params),
        about=(kind, about),
        outside=tuple((m.kind, m.state) for m in same if m.kind != "portal"),
    )
