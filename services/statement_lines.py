"""The lines of a statement of account: what the engine's journal says, in words, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import scoring
from services.catalogue import clause_of
from services.limit_words import limit_words, override_words
from services.messages import Message, say
from services.statement_parts import Beneath, Knowledge, StatementLine
from services.weight_words import change, ended, measured, weight_of_record

Values = dict[tuple[date, str | None], int]
"""What each rate or mean stood at after a day."""


@dataclass(frozen=True)
class Teller:
    """Tells one score's lines."""

    knowledge: Knowledge
    score: scoring.Score

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
        """What a rate or mean stood at after each of its lines: today's value less what came later."""
        now = {
            line.indicator: line.amount for line in self._flat() if line.kind in ("rate", "mean")
        }
        after: Values = {}
        for block in reversed(self.score.statement.blocks):
            for line in (*block.lines, *block.details):
                if line.kind in ("rate", "mean"):
                    after[block.on, line.indicator] = now.get(line.indicator, 0)
                    now[line.indicator] = now.get(line.indicator, 0) - line.amount
        return after

    def _flat(self) -> Iterator[scoring.Line]:
        """The lines of the day; in a weighted scheme those beneath the dimensions."""
        for line in self.score.lines:
            yield from line.parts if line.kind == "dimension" else (line,)

    def _line(self, line: scoring.Line, block: scoring.Block, values: Values) -> StatementLine:
        if line.kind == "event":
            return self._record(line, block.on)
        if line.kind in ("rate", "mean"):
            value = values.get((block.on, line.indicator), line.amount)
            return self._measured(line, block.on, value, self._moved(line, block.on))
        if line.kind == "dimension":
            own = (d for d in block.details if d.dimension == line.dimension)
            return self._part(line, block.on, tuple(self._line(d, block, values) for d in own))
        return self._limit(line, block.on)

    def _record(self, line: scoring.Line, on: date) -> StatementLine:
        ruleset, code = self._of(line), line.event_id or ""
        event = self.knowledge.events.get(code)
        back = line.note is not None and line.note.code not in ("capped_per_event", "halved")
        drawn = StatementLine(
            on=on,
            kind="return" if back else "event",
            what=ruleset.behaviours[line.behaviour or ""].label,
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
            contacts=self.knowledge.offices([code]),
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
            what=indicator.label,
            points=line.amount,
            clause=line.clause or ruleset.dimension(indicator.dimension).clause,
            version=line.version,
            how=tuple(how) if full else (),
            beneath=beneath if full else (),
            contacts=self.knowledge.offices(held.event_id for held in beneath) if full else (),
            dimension=indicator.dimension,
        )

    def _of(self, line: scoring.Line) -> scoring.Ruleset:
        return self.knowledge.ruleset_of(line)

    def _moved(self, line: scoring.Line, on: date) -> tuple[Beneath, ...]:
        """The records that began or ended to count for a rate or mean on a day."""
        begun = [
            held
            for standing in self._flat()
            if standing.indicator == line.indicator and standing.kind == line.kind
            for part in standing.parts
            if part.weighs_from == on
            for held in self.knowledge.beneath(part.event_id)
        ]
        measures = self._of(line).indicator(line.indicator or "").behaviours
        over = [
            held
            for silent in self.score.silent
            if silent.on == on and silent.behaviour in measures and silent.reason != "not_yet"
            for held in self.knowledge.beneath(silent.event_id, ended(silent.reason))
        ]
        return (*begun, *over)

    def _part(
        self, line: scoring.Line, on: date, within: tuple[StatementLine, ...]
    ) -> StatementLine:
        """A dimension of a weighted scheme: what happened in it, and what of that reaches the score."""
        ruleset = self._of(line)
        dimension = ruleset.dimension(line.dimension or "")
        weight = say(
            "%(dimension)s: %(sum)s, weighted %(part)s of %(whole)s.",
            dimension=dimension.label,
            sum=change(sum(held.points for held in within), ruleset.scale.places),
            part=dimension.part,
            whole=ruleset.scale.whole,
        )
        offices = dict.fromkeys(office for held in within for office in held.contacts)
        return replace(
            self._limit(line, on),
            kind="part",
            what=dimension.label,
            how=(weight,),
            within=within,
            contacts=tuple(offices),
        )

    def _limit(self, line: scoring.Line, on: date) -> StatementLine:
        what, how = limit_words(self._of(line), line)
        return StatementLine(
            on=on,
            kind="start" if line.kind in ("start", "dimension_start") else "limit",
            what=what,
            points=line.amount,
            clause=line.clause,
            version=line.version,
            how=how,
            dimension=line.dimension,
        )

    def today(self) -> tuple[StatementLine, ...]:
        """What the score is made of on its day, line by line, with the running sum as balance."""
        return tuple(
            replace(self.standing(line), balance=line.running)
            for line in self.score.lines
            if line.kind not in ("unrated", "veto")
        )

    def standing(self, line: scoring.Line) -> StatementLine:
        """One line of the score as it stands on its day."""
        on = self.score.view.on
        if line.kind == "event":
            return self._record(line, line.weighs_from or on)
        if line.kind in ("rate", "mean"):
            held = (h for part in line.parts for h in self.knowledge.beneath(part.event_id))
            return self._measured(line, on, line.amount, tuple(held))
        if line.kind == "dimension":
            return self._part(line, on, tuple(map(self.standing, line.parts)))
        return self._limit(line, on)

    def verdicts(self) -> tuple[tuple[Message, str | None], ...]:
        """Why there is no grade, or another one than the points say; each with its clause."""
        return tuple(self._verdicts())

    def _verdicts(self) -> Iterator[tuple[Message, str | None]]:
        for line in self.score.lines:
            note, ruleset = line.note, self._of(line)
            if note is None or line.kind not in ("unrated", "veto"):
                continue
            if note.code == "not_assessed":
                label = ruleset.indicator(str(note.params["indicator"])).label
                yield (
                    say("Not graded: %(indicator)s could not be assessed.", indicator=label),
                    line.clause,
                )
                continue
            override = next(o for o in ruleset.overrides if o.code == note.params["override"])
            yield override_words(ruleset, override, note), line.clause
