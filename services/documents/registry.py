"""A document as its service sees it, and the readers of every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.actor import Actor
from services.messages import Message, NotFound, say


@dataclass(frozen=True)
class Document:
    """``on`` is its own day, before which nothing is served. ``permission`` allows to record its service.

    ``about`` is the case or record that it belongs to, by kind and id: ``("case", id)``, ``("event", id)``.
    ``within`` is the deadline in which it must be served, counted from its own day; ``office_id`` the office
    whose document it is.
    """

    kind: str
    id: str
    subject_id: str
    title: Message
    on: date
    number: str | None
    permission: str
    about: tuple[str, str]
    within: str | None = None
    office_id: str | None = None


Reader = Callable[[Session, Actor, str], Document | None]

_READERS: dict[str, Reader] = {}


def reads(*kinds: str) -> Callable[[Reader], Reader]:
    """Register the reader of these kinds: the document as this person may see it, or None."""

    def register(reader: Reader) -> Reader:
        _READERS.update(dict.fromkeys(kinds, reader))
        return reader

    return register


def document_or_404(session: Session, actor: Actor, kind: str, document_id: str) -> Document:
    """A document that this person sees, or no such thing."""
    reader = _READERS.get(kind)
    found = reader(session, actor, document_id) if reader else None
    if found is None:
        raise NotFound(say("There is no such document."))
    return found
