"""Begin a draft, change it, and put it away: what stands in it is nobody's rule until it is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from services.actor import Actor
from services.draft_parts import Change
from services.messages import Conflict, Message
from services.new_file import NewFile


@dataclass(frozen=True)
class LineOfDifference:
    """One line of two texts side by side. ``sign``: ``same``, ``theirs`` (now in the draft), ``yours``."""

    sign: str
    text: str


class Overtaken(Conflict):
    """Somebody else changed the draft meanwhile; nothing was written and nothing is lost.

    ``text`` and ``revision`` are what stands now, ``yours`` the text as this change would have made it of what
    its author saw, ``by`` who was first, ``difference`` theirs against yours. To go on, send the changes again
    with the new revision, or ``replace_source`` with a text of one's own.
    """

    def __init__(
        self,
        message: Message,
        text: str,
        revision: int,
        yours: str,
        by: str,
        difference: tuple[LineOfDifference, ...],
    ) -> None:
        super().__init__(message)
        self.text, self.revision, self.yours = text, revision, yours
        self.by, self.difference = by, difference


@dataclass(frozen=True)
class Saved:
    """A draft after a change: its new revision and text."""

    draft_id: str
    revision: int
    text: str


def begin_draft(
    session: Session, actor: Actor, now: datetime, base_id: str = "", text: str = ""
) -> str:
    """A draft from a version (``base_id``), from a text of one's own, or an empty one; returns its id.

    An empty one has a skeleton: head, scale, period, one dimension, two grades. Requires ``rules.propose``.
    """
    raise NotImplementedError


def change_draft(
    session: Session,
    actor: Actor,
    draft_id: str,
    revision: int,
    changes: Iterable[Change],
    now: datetime,
    seen: str = "",
) -> Saved:
    """Make changes to revision ``revision``; raises ``Overtaken`` if the draft has moved on.

    ``seen``: the text its author looked at, if the page has it (else it is taken from the kept revision).
    """
    raise NotImplementedError


def replace_source(
    session: Session, actor: Actor, draft_id: str, revision: int, text: str, now: datetime
) -> Saved:
    """Write the whole source file anew; it may be anything up to a megabyte. Raises ``Overtaken``."""
    raise NotImplementedError


def keep_cases(
    session: Session, actor: Actor, draft_id: str, revision: int, text: str, now: datetime
) -> Saved:
    """Write the scenario cases that are kept with the draft (TOML, ``[[scenarios]]``). Raises ``Overtaken``."""
    raise NotImplementedError


COVER_TEXTS = ("title", "document_no", "office")
COVER_DAYS = (
    "drafted_on",
    "commented_on",
    "reviewed_on",
    "adopted_on",
    "issued_on",
    "effective_on",
    "expires_on",
)
OPINIONS = ("legality", "fair_competition")


def keep_cover(
    session: Session,
    actor: Actor,
    draft_id: str,
    revision: int,
    values: Mapping[str, str | date | None],
    now: datetime,
    opinions: Mapping[str, NewFile | None] | None = None,
) -> Saved:
    """Write the cover sheet: COVER_TEXTS and COVER_DAYS by name, files by OPINIONS (None takes one away).

    Whatever is not named stays. Raises ``Overtaken``, and ``Invalid`` by field for days out of order.
    """
    raise NotImplementedError


def discard_draft(session: Session, actor: Actor, draft_id: str, revision: int) -> None:
    """Put a draft away for good. Raises ``Overtaken``."""
    raise NotImplementedError
