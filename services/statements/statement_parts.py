"""What a statement is told with and made of: the records that this person knows, and the lines they become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import scoring
from models import Event
from services.labels import Both, behaviour_named
from services.messages import Message
from services.statements.indicator_words import records_of
from services.statements.limit_words import Words


@dataclass(frozen=True)
class Contact:
    """The office in charge of a record, and how it is reached."""

    name: Both
    telephone: str


@dataclass(frozen=True)
class Beneath:
    """A record that a line was read from, without points of its own there. ``event_id`` where it may be opened.

    ``disputed``: since when its dispute mark stands, whoever reads it.
    """

    on: date
    what: Both
    result: str
    event_id: str | None
    ended: Message | None = None
    disputed: date | None = None


@dataclass(frozen=True)
class StatementLine:
    """One line: ``points`` and ``balance`` (after it) in hundredths.

    ``kind`` is event, return (what weighed no longer does), measured (read from several records together:
    a rate, mean, number, state or run), limit (a cap, clamp or rounding), part (a dimension of a weighted
    scheme) or start. ``event_id`` names a record that this person sees in full; of others there is the
    heading alone: no ``how``, ``beneath``, ``contacts``. The first ``noted`` sentences of ``how`` belong
    beside the line, the others into its fold. ``within`` are the lines of a part, in points before its
    weight. ``disputed``: since when the record, or one that the line is read from, is disputed.
    """

    on: date
    kind: str
    what: Words
    points: int
    balance: int = 0
    clause: str | None = None
    version: str = ""
    event_id: str | None = None
    happened_on: date | None = None
    how: tuple[Message, ...] = ()
    noted: int = 0
    beneath: tuple[Beneath, ...] = ()
    contacts: tuple[Contact, ...] = ()
    confirmed: Message | None = None
    dimension: str | None = None
    indicator: str | None = None
    within: tuple[StatementLine, ...] = ()
    disputed: date | None = None


@dataclass(frozen=True)
class Knowledge:
    """What lines are told with: the records by id, those seen in full, their offices and confirmations.

    ``versions`` are the ids of the published rulesets by version, ``disputed`` the days since which records
    bear the dispute mark.
    """

    book: scoring.RuleBook
    events: Mapping[str, Event]
    seen: frozenset[str]
    versions: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    confirmed: Mapping[str, Message] = field(default_factory=dict)
    disputed: Mapping[str, date] = field(default_factory=dict)

    def ruleset_of(self, line: scoring.Line) -> scoring.Ruleset:
        """The version a line was drawn by, or the last one that still has its indicator."""
        own = [r for r in self.book.versions if r.version == line.version]
        having = [r for r in self.book.versions if line.indicator in {i.code for i in r.indicators}]
        return own[0] if line.indicator is None or own[0] in having else having[-1]

    def all_seen(self, indicator: scoring.Indicator) -> bool:
        """Whether every record of which an indicator reads anything is seen in full."""
        read = records_of(indicator)
        beneath = (e.id for e in self.events.values() if e.behaviour in read)
        return all(event_id in self.seen for event_id in beneath)

    def offices(self, event_ids: Iterable[str | None]) -> tuple[Contact, ...]:
        """The offices in charge of those of these records that are seen in full, each once."""
        seen = (self.contacts.get(i) for i in event_ids if i is not None and i in self.seen)
        return tuple(dict.fromkeys(filter(None, seen)))

    def beneath(self, event_id: str | None, over: Message | None = None) -> Iterator[Beneath]:
        """A record as it stands beneath a line; ``over`` says why it no longer does."""
        event = self.events.get(event_id or "")
        if event is not None:
            opened = event.id if event.id in self.seen else None
            yield Beneath(
                event.occurred_on,
                self.label(event),
                result_of(event),
                opened,
                over,
                self.disputed.get(event.id),
            )

    def label(self, event: Event) -> Both:
        """What a record's behaviour is called, by the newest version that knows it."""
        return behaviour_named(self.book.versions, event.behaviour)


def first_mark(marked: Iterable[Beneath | StatementLine]) -> date | None:
    """Since when any of these is disputed."""
    return min((one.disputed for one in marked if one.disputed), default=None)


def result_of(event: Event) -> str:
    """The measured result as pages print it; empty for a record that measures nothing."""
    if event.denominator is not None:
        return f"{event.numerator} / {event.denominator}"
    if event.rating is not None:
        return f"{event.rating // 100}.{event.rating % 100:02d}"
    return ""


def by_dimension(
    ruleset: scoring.Ruleset, lines: Iterable[StatementLine]
) -> list[tuple[scoring.Dimension, list[StatementLine]]]:
    """The lines of the day under their dimensions, in the order of the ruleset."""
    listed = list(lines)
    return [(d, [line for line in listed if line.dimension == d.code]) for d in ruleset.dimensions]
