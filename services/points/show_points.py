"""Points to look at, for the auditor alone: found anew each time, with what he noted on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Event, Holder, Office, PointNote
from services.actor import Actor
from services.labels import Both, behaviour_label, row_label, subject_names
from services.messages import Invalid, Message, NotFound, say
from services.points import KINDS, ORDER, Peer, Point, Ref, Span
from services.points.point_thresholds import PERMISSION, values_now
from services.points.registry import MOST

PAGE = 30
DAYS_BACK = 90
LONGEST = timedelta(days=366)
STATES = ("open", "noted", "all")


@dataclass(frozen=True)
class PointFilter:
    """``state``: open (not noted on), noted, all. Without days, the last ninety up to today."""

    from_on: date | None = None
    until_on: date | None = None
    office_id: str | None = None
    kind: str | None = None
    state: str = "open"
    page: int = 1


@dataclass(frozen=True)
class Note:
    """What the auditor noted: by whom, when, in which words (None: erased)."""

    who: str
    at: datetime
    text: str | None


@dataclass(frozen=True)
class Named:
    """What a point speaks of, by its name today, to be linked to."""

    ref: Ref
    name: Both


@dataclass(frozen=True)
class ShownPoint:
    """A point in words; ``note`` answers it."""

    point: Point
    sentence: Message
    expected: Message
    found: Message
    links: tuple[Named, ...]
    peers: tuple[tuple[Both, int], ...]
    note: Note | None


@dataclass(frozen=True)
class Points:
    """A page of them, newest first; ``counts`` by kind of the state asked for, ``cut`` kinds with more than MOST."""

    span: Span
    rows: tuple[ShownPoint, ...]
    counts: Mapping[str, int]
    cut: frozenset[str]
    page: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class _Found:
    """Each kind's points, and the newest note on each, by kind and name."""

    points: Mapping[str, Sequence[Point]]
    notes: Mapping[tuple[str, str], Note]

    def note_on(self, point: Point) -> Note | None:
        note = self.notes.get((point.kind, point.about))
        return note if note is not None and note.at >= point.since else None


def show_points(session: Session, actor: Actor, wanted: PointFilter, today: date) -> Points:
    """Every kind is counted; the page is of the kind asked for, or of all. ``Forbidden`` but to the auditor."""
    actor.require(PERMISSION)
    span = span_of(session, wanted, today)
    found = _found(session, span, ORDER)
    asked = {
        code: [point for point in points if _fits(found.note_on(point), wanted.state)]
        for code, points in found.points.items()
    }
    chosen = [point for code in asked if wanted.kind in (None, code) for point in asked[code]]
    chosen.sort(key=lambda point: point.at, reverse=True)
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(1, wanted.page), pages)
    shown = chosen[(page - 1) * PAGE : page * PAGE]
    return Points(
        span=span,
        rows=tuple(_shown(session, found, shown)),
        counts={code: len(points) for code, points in asked.items()},
        cut=frozenset(code for code, points in found.points.items() if len(points) >= MOST),
        page=page,
    )


def show_point(
    session: Session, actor: Actor, wanted: PointFilter, about: str, today: date
) -> ShownPoint:
    """One point of the span, or ``NotFound`` where there is none of that name any more."""
    actor.require(PERMISSION)
    span = span_of(session, wanted, today)
    found = _found(session, span, (wanted.kind,) if wanted.kind in KINDS else ())
    named = [p for points in found.points.values() for p in points if p.about == about]
    if not named:
        raise NotFound(say("There is no such point in the time and with the thresholds chosen."))
    return next(_shown(session, found, named[:1]))


def span_of(session: Session, wanted: PointFilter, today: date) -> Span:
    """The days asked for, at most a year. Raises ``Invalid`` where they lie the wrong way round."""
    last = wanted.until_on or today
    first = wanted.from_on or last - timedelta(days=DAYS_BACK)
    if last < first:
        raise Invalid({"until_on": say("The last day lies before the first one.")})
    if last - first > LONGEST:
        raise Invalid({"from_on": say("At most a year is looked at in one go.")})
    return Span(first, last, today, values_now(session), wanted.office_id)


def _fits(note: Note | None, state: str) -> bool:
    return state == "all" or (note is not None) == (state == "noted")


def _found(session: Session, span: Span, codes: Iterable[str]) -> _Found:
    points = {code: tuple(KINDS[code].find(session, span)) for code in codes}
    query = (
        select(PointNote, Holder.name, ledger.Entry.recorded_at)
        .select_from(ledger.Entry)
        .join(PointNote, PointNote.entry_id == ledger.Entry.entry_id)
        .join(Holder, Holder.id == PointNote.by)
        .where(ledger.Entry.kind == "point.note", ledger.Entry.recorded_at >= span.begins)
        .order_by(ledger.Entry.seq)
    )
    notes = {
        (note.kind, note.about): Note(who or "", at, note.text)
        for note, who, at in session.execute(query)
    }
    return _Found(points, notes)


def _shown(session: Session, found: _Found, points: Sequence[Point]) -> Iterator[ShownPoint]:
    names = _Names(session, _refs(points))
    for point in points:
        yield ShownPoint(
            point=point,
            sentence=names.told(point.sentence),
            expected=names.told(point.expected),
            found=names.told(point.found),
            links=tuple(Named(ref, names[ref]) for ref in dict.fromkeys(point.links)),
            peers=tuple((names[_of(peer)], peer.value) for peer in point.peers),
            note=found.note_on(point),
        )


def _of(peer: Peer) -> Ref:
    return Ref("office", peer.office_id)


def _refs(points: Iterable[Point]) -> set[Ref]:
    found = set[Ref]()
    for point in points:
        said = (point.sentence, point.expected, point.found)
        found |= {v for message in said for v in message.params.values() if isinstance(v, Ref)}
        found |= {*point.links, *map(_of, point.peers)}
    return found


class _Names:
    """What everything that a page of points speaks of is called, each table read once."""

    def __init__(self, session: Session, refs: set[Ref]) -> None:
        ids = {kind: {ref.id for ref in refs if ref.kind == kind} for kind in _TABLES}
        self._names: dict[Ref, Both] = {}
        for kind, read in _TABLES.items():
            for found, name in read(session, ids[kind]) if ids[kind] else ():
                self._names[Ref(kind, found)] = name

    def __getitem__(self, ref: Ref) -> Both:
        return self._names.get(ref, Both("", ""))

    def told(self, message: Message) -> Message:
        """The sentence with names in the place of what it refers to."""
        params = {k: self[v] if isinstance(v, Ref) else v for k, v in message.params.items()}
        return replace(message, params=params)


def _holders(session: Session, ids: set[str]) -> Iterator[tuple[str, Both]]:
    for found, name in session.execute(select(Holder.id, Holder.name).where(Holder.id.in_(ids))):
        yield found, Both(name or "", name or "")


def _offices(session: Session, ids: set[str]) -> Iterator[tuple[str, Both]]:
    for office in session.scalars(select(Office).where(Office.id.in_(ids))):
        yield office.id, row_label(office)


def _subjects(session: Session, ids: set[str]) -> Iterator[tuple[str, Both]]:
    for found, name in subject_names(session, ids).items():
        yield found, Both(name, name)


def _events(session: Session, ids: set[str]) -> Iterator[tuple[str, Both]]:
    query = select(Event.id, Event.scheme, Event.behaviour).where(Event.id.in_(ids))
    for found, scheme, behaviour in session.execute(query):
        yield found, behaviour_label(session, scheme, behaviour)


_TABLES: Mapping[str, Any] = {
    "holder": _holders,
    "office": _offices,
    "subject": _subjects,
    "event": _events,
}
