"""What a point to look at is, in which span it is sought, and the kinds that there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

import ledger
from models import Holder
from services.clock import end_of
from services.messages import Message

MOST = 500
"""Points of one kind that are told at once, the newest; more are found by choosing more narrowly."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Something that a sentence names and a page leads to: holder, office, subject, event, case or export."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Peer:
    """One office among those like it; ``value`` is a share in hundredths of a percent."""

    office_id: str
    value: int


@dataclass(frozen=True)
class Point:
    """疑点, a thing to look at and not a finding. ``about`` names it within its kind, also tomorrow.

    Parameters of the sentences may be ``Ref``. ``at`` is its newest act; a note made at ``since`` or later
    answers it. ``peers`` are what was compared, the office itself among them, and ``middle`` their median.
    """

    kind: str
    about: str
    at: datetime
    sentence: Message
    expected: Message
    found: Message
    links: tuple[Ref, ...]
    since: datetime
    peers: tuple[Peer, ...] = ()
    middle: int = 0


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, both included; of one office or (None) of all."""

    first: date
    last: date
    today: date
    thresholds: Mapping[str, int]
    office_id: str | None = None

    @property
    def begins(self) -> datetime:
        """The last instant before it."""
        return end_of(self.first - timedelta(days=1))

    @property
    def ends(self) -> datetime:
        return end_of(self.last)

    def written(self, *kinds: str) -> list[ColumnElement[bool]]:
        """The condition on ledger entries of these kinds within the span; an index serves it."""
        at = ledger.Entry.recorded_at
        return [ledger.Entry.kind.in_(kinds), at > self.begins, at <= self.ends]

    def of_office(self, office_id: Any) -> list[ColumnElement[bool]]:
        """The condition on a column with an office's id."""
        return [] if self.office_id is None else [office_id == self.office_id]

    def by_staff_of_office(self) -> list[ColumnElement[bool]]:
        """The condition on ledger entries under which a person of the office wrote them."""
        if self.office_id is None:
            return []
        staff: Select[str] = select(Holder.id).where(Holder.office_id == self.office_id)
        return [ledger.Entry.actor.in_(staff)]


Finder = Callable[[Session, Span], Iterable[Point]]


@dataclass(frozen=True)
class Kind:
    """A kind of point: what it is called, and the function that finds them, newest first, at most MOST."""

    code: str
    label: Message
    find: Finder


KINDS: dict[str, Kind] = {}


def kind(code: str, label: Message) -> Callable[[Finder], Finder]:
    """Register how points of one kind are found."""

    def register(find: Finder) -> Finder:
        KINDS[code] = Kind(code, label, find)
        return find

    return register
