"""A document as its service sees it, and the readers of every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from services.actor import Actor
from services.messages import Message, NotFound, say
from services.papers.papers_of import paper_of


@dataclass(frozen=True)
class Document:
    """``on`` is its own day, before which nothing is served. ``permission`` allows to record its service.

    ``about`` is the case or record that it belongs to, by kind and id: ``("case", id)``, ``("event", id)``.
    ``within`` is the deadline in which it must be served, counted from its own day; ``office_id`` the office
    whose document it is. ``paper_state``, ``signed_on`` and ``sealed`` are those of its official paper, once
    there is one: a sealed file (evidence id) is the document that is served.
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
    paper_state: str = ""
    signed_on: date | None = None
    sealed: str | None = None


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
    paper = paper_of(session, kind, document_id)
    if paper is None:
        return found
    return replace(
        found,
        number=found.number or paper.number,
        paper_state=paper.state,
        signed_on=paper.signed_on,
        sealed=paper.sealed,
    )
