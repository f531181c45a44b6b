"""The lines of a statement of account: what the engine's journal says, in words, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import scoring
from models import Event
from services.catalogue import clause_of
from services.labels import Both
from services.limit_words import Words, limit_words, override_words
from services.messages import Message, say
from services.weight_words import both, change, ended, measured, weight_of_record


@dataclass(frozen=True)
class Contact:
    """The office in charge of a record, and how it is reached."""

    name: Both
    telephone: str


@dataclass(frozen=True)
class Beneath:
    """A record beneath a rate or mean: it has no points of its own. ``event_id`` where it may be opened."""

    on: date
    what: Both
    result: str
    event_id: str | None
    ended: Message | None = None


@dataclass(frozen=True)
class StatementLine:
    """One line: ``points`` and ``balance`` (after it) in hundredths.

    ``kind`` is event, return (what weighed no longer does), measured (a rate or mean), limit (a cap, clamp
    or rounding), part (a dimension of a weighted scheme) or start. ``event_id`` names a record that this
    person sees in full; of others there is the heading alone: no ``how``, ``beneath``, ``contact``.
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
    beneath: tuple[Beneath, ...] = ()
    contact: Contact | None = None
    confirmed: Message | None = None
    dimension: str | None = None


@dataclass(frozen=True)
class Knowledge:
    """What lines are told with: the records by id, those seen in full, their offices and confirmations.

    ``versions`` are the ids of the published rulesets by version.
    """

    book: scoring.RuleBook
    events: Mapping[str, Event]
    seen: frozenset[str]
    versions: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    confirmed: Mapping[str, Message] = field(default_factory=dict)

    def ruleset_of(self, line: scoring.Line) -> scoring.Ruleset:
        """The version a line was drawn by, or the last one that still has its indicator."""
        own = [r for r in self.book.versions if r.version == line.version]
        having = [r for r in self.book.versions if line.indicator in {i.code for i in r.indicators}]
        return own[0] if line.indicator is None or own[0] in having else having[-1]

    def all_seen(self, indicator: scoring.Indicator) -> bool:
        """Whether every record beneath a rate or mean is seen in full."""
        beneath = (e.id for e in self.events.values() if e.behaviour in indicator.behaviours)
        return all(event_id in self.seen for event_id in beneath)

    def label(self, event: Event) -> Both:
        """What a record's behaviour is called, by the newest version that knows it."""
        for ruleset in reversed(self.book.versions):
            if event.behaviour in ruleset.behaviours:
                return both(ruleset.behaviours[event.behaviour].label)
        return Both(event.behaviour, event.behaviour)


@dataclass(frozen=True)
class Teller:
    """Tells one score's lines."""

    knowledge: Knowledge
    score: scoring.Score

    def opening(self) -> int:
        """The balance with which the period opened; the scheme's own start belongs to it."""
        return self.score.statement.opening + sum(line.amount for line in self._starts())

    def _starts(self) -> tuple[scoring.Line, ...]:
        statement = self.score.statement
        first = statement.blocks[0] if statement.blocks else None
        if first is None or first.on != statement.opened_on or statement.opening:
            return ()
        return tuple(line for line in first.lines if line.kind == "start")

    def journal(self) -> tuple[StatementLine, ...]:
        """Every line since the period opened, with the balance after it."""
        balance, told, opening = self.opening(), [], self._starts()
        values = self._values_after()
        for block in self.score.statement.blocks:
            for place, line in enumerate(block.lines):
                if line in opening and block is self.score.statement.blocks[0]:
                    continue
                balance += line.amount
                drawn = self._line(line, block, values.get((block.on, place)))
                told.append(replace(drawn, balance=balance))
        return tuple(told)

    def _values_after(self) -> dict[tuple[date, int], int]:
        """What a rate or mean stood at after each of its lines: today's value less what came later."""
        now = {
            line.indicator: line.amount for line in self._flat() if line.kind in ("rate", "mean")
        }
        after: dict[tuple[date, int], int] = {}
        for block in reversed(self.score.statement.blocks):
            for place, line in reversed(list(enumerate(block.lines))):
                if line.kind in ("rate", "mean"):
                    after[block.on, place] = now.get(line.indicator, 0)
                    now[line.indicator] = now.get(line.indicator, 0) - line.amount
        return after

    def _flat(self) -> Iterator[scoring.Line]:
        """The lines of the day; in a weighted scheme those beneath the dimensions."""
        for line in self.score.lines:
            yield from line.parts if line.kind == "dimension" else (line,)

    def _line(self, line: scoring.Line, block: scoring.Block, value: int | None) -> StatementLine:
        if line.kind == "event":
            return self._record(line, block.on)
        if line.kind in ("rate", "mean"):
            return self._measured(line, block.on, value or 0, self._moved(line, block.on))
        return self._limit(line, block)

    def _record(self, line: scoring.Line, on: date) -> StatementLine:
        ruleset, code = self._of(line), line.event_id or ""
        event = self.knowledge.events.get(code)
        back = line.note is not None and line.note.code not in ("capped_per_event", "halved")
        drawn = StatementLine(
            on=on,
            kind="return" if back else "event",
            what=both(ruleset.behaviours[line.behaviour or ""].label),
            points=line.amount,
            clause=clause_of(ruleset, ruleset.behaviours[line.behaviour or ""]),
            version=line.version,
            happened_on=event.occurred_on if event else None,
            dimension=line.dimension,
        )
        if code not in self.knowledge.seen:
            return drawn
        how = self._back(line) if back else tuple(weight_of_record(ruleset, line, event))
        return replace(
            drawn,
            event_id=code,
            how=how,
            contact=self.knowledge.contacts.get(code),
            confirmed=self.knowledge.confirmed.get(code),
        )

    def _back(self, line: scoring.Line) -> tuple[Message, ...]:
        reason = ended(line.note.code if line.note else "")
        return (say("It no longer weighs: %(reason)s.", reason=reason),)

    def _measured(
        self, line: scoring.Line, on: date, value: int, beneath: tuple[Beneath, ...]
    ) -> StatementLine:
        ruleset = self._of(line)
        indicator = ruleset.indicator(line.indicator or "")
        how = list(
            measured(indicator, line.numerator or 0, line.sample or 0, value, ruleset.scale.places)
        )
        full = self.knowledge.all_seen(indicator)
        if value != line.amount:
            before = value - line.amount
            how.append(
                say(
                    "Before it stood at %(before)s, now at %(now)s.",
                    before=change(before, ruleset.scale.places),
                    now=change(value, ruleset.scale.places),
                )
            )
        return StatementLine(
            on=on,
            kind="measured",
            what=both(indicator.label),
            points=line.amount,
            clause=line.clause or ruleset.dimension(indicator.dimension).clause,
            version=line.version,
            how=tuple(how) if full else (),
            beneath=beneath if full else (),
            dimension=indicator.dimension,
        )

    def _of(self, line: scoring.Line) -> scoring.Ruleset:
        return self.knowledge.ruleset_of(line)

    def _moved(self, line: scoring.Line, on: date) -> tuple[Beneath, ...]:
        """The records that began or ended to count for a rate or mean on a day."""
        begun = [
            self._beneath(part.event_id or "")
            for held in self._flat()
            if held.indicator == line.indicator and held.kind == line.kind
            for part in held.parts
            if part.weighs_from == on
        ]
        measures = self._of(line).indicator(line.indicator or "").behaviours
        over = [
            self._beneath(silent.event_id, ended(silent.reason))
            for silent in self.score.silent
            if silent.on == on and silent.behaviour in measures and silent.reason != "not_yet"
        ]
        return tuple(filter(None, [*begun, *over]))

    def _beneath(self, event_id: str, over: Message | None = None) -> Beneath | None:
        event = self.knowledge.events.get(event_id)
        if event is None:
            return None
        opened = event.id if event.id in self.knowledge.seen else None
        label = self.knowledge.label(event)
        return Beneath(event.occurred_on, label, result_of(event), opened, over)

    def _limit(self, line: scoring.Line, block: scoring.Block) -> StatementLine:
        ruleset = self._of(line)
        what, how = limit_words(ruleset, line)
        if line.kind == "dimension":
            how = tuple(
                say(
                    "%(what)s %(points)s",
                    what=self._detail(d),
                    points=change(d.amount, ruleset.scale.places),
                )
                for d in block.details
                if d.dimension == line.dimension
            )
        kind = {"dimension": "part", "start": "start"}.get(line.kind, "limit")
        return StatementLine(
            on=block.on,
            kind=kind,
            what=what,
            points=line.amount,
            clause=line.clause,
            version=line.version,
            how=how,
            dimension=line.dimension,
        )

    def _detail(self, line: scoring.Line) -> Words:
        ruleset = self._of(line)
        if line.behaviour:
            return both(ruleset.behaviours[line.behaviour].label)
        if line.indicator and line.kind != "cap":
            return both(ruleset.indicator(line.indicator).label)
        return limit_words(ruleset, line)[0]

    def today(self) -> tuple[StatementLine, ...]:
        """What the score is made of on its day, line by line, with the running sum as balance."""
        told = []
        for line in self.score.lines:
            if line.kind in ("unrated", "veto"):
                continue
            told.append(replace(self._standing(line), balance=line.running))
        return tuple(told)

    def _standing(self, line: scoring.Line) -> StatementLine:
        on = self.score.view.on
        if line.kind == "event":
            return self._record(line, line.weighs_from or on)
        if line.kind in ("rate", "mean"):
            held = tuple(filter(None, (self._beneath(p.event_id or "") for p in line.parts)))
            return self._measured(line, on, line.amount, held)
        return self._limit(line, scoring.Block(on, (), 0, line.parts))

    def verdicts(self) -> tuple[tuple[Message, str | None], ...]:
        """Why there is no grade, or another one than the points say; each with its clause."""
        return tuple(self._verdicts())

    def _verdicts(self) -> Iterator[tuple[Message, str | None]]:
        for line in self.score.lines:
            note, ruleset = line.note, self._of(line)
            if note is None or line.kind not in ("unrated", "veto"):
                continue
            if note.code == "not_assessed":
                label = both(ruleset.indicator(str(note.params["indicator"])).label)
                yield (
                    say("Not graded: %(indicator)s could not be assessed.", indicator=label),
                    line.clause,
                )
                continue
            override = next(o for o in ruleset.overrides if o.code == note.params["override"])
            yield override_words(ruleset, override, note), line.clause


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
