"""The lines of a statement of account: what the engine's journal says, in words, each with its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import scoring
from services.events.catalogue import clause_of
from services.messages import Message, say
from services.statements.indicator_words import MEASURED, measured
from services.statements.limit_words import limit_words
from services.statements.statement_parts import Beneath, Knowledge, StatementLine, first_mark
from services.statements.verdict_words import VERDICTS, Verdict, verdict
from services.statements.weight_words import change, ended, noted, points, weight_of_record

Values = dict[tuple[date, str, str | None], int]
"""What each indicator that reads several records, and each dimension of a weighted scheme, stood at
after a day: by day, kind of line and code."""

STANDS = ("capped_per_event", "escalated", "halved")
"""Notes of a record that weighs; any other says why it no longer does."""


@dataclass(frozen=True)
class Teller:
    """Tells one score's lines."""

    knowledge: Knowledge
    score: scoring.Score

    @property
    def ruleset(self) -> scoring.Ruleset:
        """The version of the score's day."""
        return next(r for r in self.knowledge.book.versions if r.version == self.score.version)

    def opening(self) -> int:
        """The balance with which the period opened; the scheme's own start belongs to it."""
        return self.score.statement.opening + sum(line.amount for line in self._starts())

    def _starts(self) -> tuple[scoring.Line, ...]:
        """What the first day opens with before anything happens: the scheme's start, and its dimensions'."""
        statement = self.score.statement
        first = statement.blocks[0] if statement.blocks else None
        if first is None or first.on != statement.opened_on or statement.opening:
            return ()
        moved = {detail.dimension for detail in first.details}
        return tuple(
            line
            for line in first.lines
            if line.kind == "start" or (line.kind == "dimension" and line.dimension not in moved)
        )

    def journal(self) -> tuple[StatementLine, ...]:
        """Every line since the period opened, with the balance after it."""
        balance, told, starts = self.opening(), [], self._starts()
        values = self._values_after()
        for block in self.score.statement.blocks:
            for line in block.lines:
                if line in starts:
                    continue
                balance += line.amount
                told.append(replace(self._line(line, block, values), balance=balance))
        return tuple(told)

    def _values_after(self) -> Values:
        """What indicators and dimensions stood at after each block: today's value less what came later."""
        now: dict[tuple[str, str | None], int] = defaultdict(int)
        for line in self._flat():
            if line.kind in MEASURED:
                now[line.kind, line.indicator] = line.amount
            now["dimension", line.dimension] += line.amount
        after: Values = {}
        for block in reversed(self.score.statement.blocks):
            for line in block.lines:
                after[block.on, line.kind, line.dimension] = now[line.kind, line.dimension]
            for line in (*block.lines, *block.details):
                for kind, code in _moving(line):
                    after.setdefault((block.on, kind, code), now[kind, code])
                    now[kind, code] -= line.amount
        return after

    def _flat(self) -> Iterator[scoring.Line]:
        """The lines of the day; in a weighted scheme those beneath the dimensions."""
        for line in self.score.lines:
            yield from line.parts if line.kind == "dimension" else (line,)

    def _line(self, line: scoring.Line, block: scoring.Block, values: Values) -> StatementLine:
        if line.kind == "event":
            return self._record(line, block.on)
        if line.kind in MEASURED:
            value = values.get((block.on, line.kind, line.indicator), line.amount)
            return self._measured(line, block.on, value, self._moved(line, block.on))
        if line.kind == "dimension":
            own = (d for d in block.details if d.dimension == line.dimension)
            value = values.get((block.on, "dimension", line.dimension), 0)
            within = tuple(self._line(detail, block, values) for detail in own)
            return self._part(line, block.on, within, value)
        return self._limit(line, block.on)

    def _record(self, line: scoring.Line, on: date) -> StatementLine:
        ruleset, code = self._of(line), line.event_id or ""
        event, behaviour = self.knowledge.events.get(code), ruleset.behaviours[line.behaviour or ""]
        back = _given_back(ruleset, line)
        drawn = StatementLine(
            on=on,
            kind="return" if back else "event",
            what=behaviour.label,
            points=line.amount,
            clause=line.clause or clause_of(ruleset, behaviour),
            version=line.version,
            happened_on=event.occurred_on if event else None,
            dimension=line.dimension,
            indicator=line.indicator,
            disputed=self.knowledge.disputed.get(code),
        )
        if code not in self.knowledge.seen:
            return drawn
        beside = (_back(ruleset, line),) if back else tuple(noted(ruleset, line))
        how = () if back else tuple(weight_of_record(ruleset, line, event))
        return replace(
            drawn,
            event_id=code,
            how=(*beside, *how),
            noted=len(beside),
            contacts=self.knowledge.offices([code]),
            confirmed=self.knowledge.confirmed.get(code),
        )

    def _measured(
        self, line: scoring.Line, on: date, value: int, beneath: tuple[Beneath, ...]
    ) -> StatementLine:
        ruleset = self._of(line)
        indicator = ruleset.indicator(line.indicator or "")
        how = list(measured(ruleset, line, value))
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
            what=indicator.label,
            points=line.amount,
            clause=line.clause or ruleset.dimension(indicator.dimension).clause,
            version=line.version,
            how=tuple(how) if full else (),
            noted=1 if full else 0,
            beneath=beneath if full else (),
            contacts=self.knowledge.offices(held.event_id for held in beneath) if full else (),
            dimension=indicator.dimension,
            indicator=indicator.code,
            disputed=first_mark(beneath),
        )

    def _of(self, line: scoring.Line) -> scoring.Ruleset:
        return self.knowledge.ruleset_of(line)

    def _moved(self, line: scoring.Line, on: date) -> tuple[Beneath, ...]:
        """The records that began or ended to count for such an indicator on a day."""
        begun = [
            held
            for standing in self._flat()
            if standing.indicator == line.indicator and standing.kind == line.kind
            for part in standing.parts
            if part.weighs_from == on
            for held in self.knowledge.beneath(part.event_id)
        ]
        indicator = self._of(line).indicator(line.indicator or "")
        over = [
            held
            for silent in self.score.silent
            if silent.on == on
            and silent.behaviour in indicator.behaviours
            and silent.reason != "not_yet"
            for held in self.knowledge.beneath(silent.event_id, ended(silent.reason))
        ]
        refuting = [held for day, held in self._refuting(indicator) if day == on]
        return (*begun, *over, *refuting)

    def _refuting(self, indicator: scoring.Indicator) -> Iterator[tuple[date, Beneath]]:
        """The known records that say that a state does not hold, with the day from which they count."""
        says = say("says that it does not hold")
        for silent in self.score.silent:
            event = self.knowledge.events.get(silent.event_id)
            if silent.behaviour in indicator.refuted_by and event and event.confirmation:
                for held in self.knowledge.beneath(silent.event_id, says):
                    yield event.confirmation.counts_from, held

    def _standing_beneath(self, line: scoring.Line) -> tuple[Beneath, ...]:
        """The records that such an indicator reads on the day; those that refute a state stand with them."""
        read = [h for part in line.parts for h in self.knowledge.beneath(part.event_id)]
        indicator = self._of(line).indicator(line.indicator or "")
        return (*read, *(held for _day, held in self._refuting(indicator)))

    def _part(
        self, line: scoring.Line, on: date, within: tuple[StatementLine, ...], value: int
    ) -> StatementLine:
        """A dimension of a weighted scheme: what happened in it, and what of that reaches the score.

        ``value`` is what it stands at then, before its weight.
        """
        dimension = self._of(line).dimension(line.dimension or "")
        offices = dict.fromkeys(office for held in within for office in held.contacts)
        return replace(
            self._limit(line, on),
            kind="part",
            what=dimension.label,
            how=(self._weight(line, sum(held.points for held in within), value),),
            noted=1,
            beneath=tuple(record for held in within for record in held.beneath),
            within=within,
            contacts=tuple(offices),
            disputed=first_mark(within),
        )

    def _weight(self, line: scoring.Line, moved: int, value: int) -> Message:
        """What share of a dimension reaches the score; fewer dimensions share it while some are left out."""
        ruleset = self._of(line)
        dimension, places = ruleset.dimension(line.dimension or ""), ruleset.scale.places
        if line.note is not None and line.note.code == "redistributed":
            return say(
                "%(dimension)s: not assessed, its weight goes to the other dimensions.",
                dimension=dimension.label,
            )
        whole, part = line.denominator or ruleset.scale.whole, dimension.part
        told = {"dimension": dimension.label, "part": part, "whole": whole}
        for reaching in (moved, moved + dimension.start):
            if abs(line.amount * whole - reaching * part) <= ruleset.scale.unit * whole:
                return say(
                    "%(dimension)s: %(sum)s, weighted %(part)s of %(whole)s.",
                    sum=change(reaching, places),
                    **told,
                )
        return say(
            "%(dimension)s stands at %(value)s; from this day it is weighted %(part)s of %(whole)s.",
            value=points(value, places),
            **told,
        )

    def _limit(self, line: scoring.Line, on: date) -> StatementLine:
        ruleset = self._of(line)
        what, how = limit_words(ruleset, line)
        above = ruleset.dimension(line.dimension).clause if line.dimension else ruleset.scale.clause
        return StatementLine(
            on=on,
            kind="start" if line.kind in ("start", "dimension_start") else "limit",
            what=what,
            points=line.amount,
            clause=line.clause or above,
            version=line.version,
            how=how,
            dimension=line.dimension,
            indicator=line.indicator,
        )

    def today(self) -> tuple[StatementLine, ...]:
        """What the score is made of on its day, line by line, with the running sum as balance."""
        return tuple(
            replace(self.standing(line), balance=line.running)
            for line in self.score.lines
            if line.kind not in VERDICTS
        )

    def standing(self, line: scoring.Line) -> StatementLine:
        """One line of the score as it stands on its day."""
        on = self.score.view.on
        if line.kind == "event":
            return self._record(line, line.weighs_from or on)
        if line.kind in MEASURED:
            return self._measured(line, on, line.amount, self._standing_beneath(line))
        if line.kind == "dimension":
            within = tuple(map(self.standing, line.parts))
            return self._part(line, on, within, sum(held.points for held in within))
        return self._limit(line, on)

    def verdicts(self) -> tuple[tuple[Verdict, tuple[Beneath, ...]], ...]:
        """Why there is no grade, or another one than the points say, with the records behind it."""
        return tuple(
            (
                verdict(self._of(line), line, line.note),
                tuple(h for part in line.parts for h in self.knowledge.beneath(part.event_id)),
            )
            for line in self.score.lines
            if line.kind in VERDICTS and line.note is not None
        )


def _moving(line: scoring.Line) -> Iterator[tuple[str, str | None]]:
    """The indicator and the dimension whose value a line of the journal moves, before any weight."""
    if line.kind in MEASURED:
        yield line.kind, line.indicator
    if line.kind != "dimension" and line.dimension is not None:
        yield "dimension", line.dimension


def _given_back(ruleset: scoring.Ruleset, line: scoring.Line) -> bool:
    """Whether a record's line takes away what weighed: it ended, or a repair leaves the half of it."""
    if line.note is None:
        return False
    if line.note.code == "halved":
        return any(
            value * line.amount < 0 for value in ruleset.indicator(line.indicator or "").values
        )
    return line.note.code not in STANDS


def _back(ruleset: scoring.Ruleset, line: scoring.Line) -> Message:
    code = line.note.code if line.note else ""
    if ruleset.category:
        return say("It no longer counts: %(reason)s.", reason=ended(code))
    if code == "halved":
        return say("It was repaired: half of it goes on weighing.")
    return say("It no longer weighs: %(reason)s.", reason=ended(code))
