"""Two scores of one subject held side by side: every line that comes, goes or changes, with its reason.

The lines of a score add up to its points, so the differences add up to the difference of the points, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

import scoring
from services.events.subject_records import silent_words
from services.labels import behaviour_named
from services.messages import Message, say
from services.statements.indicator_words import MEASURED, measured
from services.statements.limit_words import Words
from services.statements.statement_lines import Teller
from services.statements.verdict_words import VERDICTS, verdict
from services.statements.weight_words import last_day, noted

Key = tuple[str | None, ...]
Causes = Mapping[str, Message]
"""What is known to lie behind the difference of a record, by its id."""

FOLLOWS = say("It follows from the other lines.")


@dataclass(frozen=True)
class Difference:
    """One line that differs: its points in either score, in hundredths (None: it is not there).

    ``event_id`` is given where this person sees the record in full. ``within`` are the lines that differ
    beneath a dimension of a weighted scheme, in points before its weight. ``disputed``: since when.
    """

    what: Words
    event_id: str | None
    before: int | None
    after: int | None
    because: Message
    within: tuple[Difference, ...] = ()
    disputed: date | None = None

    @property
    def moved(self) -> int:
        """By how much this line alone moves the figure."""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True)
class Pair:
    """Two scores, each with what its lines are told with."""

    before: Teller
    after: Teller
    causes: Causes

    def differences(self) -> tuple[Difference, ...]:
        """Every line that differs, in the order in which the lines stand; then what moves the grade alone."""
        lines = self._differing(self.before.score.lines, self.after.score.lines)
        return (*lines, *self._moving())

    def _moving(self) -> Iterator[Difference]:
        """Records that have no line in either score and act on the grade in one of the two."""
        before, after = _acting(self.before.score), _acting(self.after.score)
        weighing = _weighing(self.before.score) | _weighing(self.after.score)
        for code in dict.fromkeys([*after, *before]):
            if code not in weighing and (code in before) != (code in after):
                above, part = after[code] if code in after else before[code]
                told = self.after if code in after else self.before
                yield Difference(
                    what=behaviour_named(told.knowledge.book.versions, part.behaviour or ""),
                    event_id=code if code in told.knowledge.seen else None,
                    before=0 if code in before else None,
                    after=0 if code in after else None,
                    because=self.causes.get(code) or self._acts(above, code in after),
                    disputed=told.knowledge.disputed.get(code),
                )

    def _acts(self, above: scoring.Line, comes: bool) -> Message:
        """Since when, or until when, what stands above the points acts on the grade."""
        since, until = above.weighs_from, above.weighs_until
        if comes and since is not None and since > self.before.score.view.on:
            return say("It acts since %(day)s.", day=since.isoformat())
        if not comes and until is not None and until <= self.after.score.view.on:
            day = last_day(until).isoformat()
            return say("The last day on which it acts is %(day)s.", day=day)
        return FOLLOWS

    def _differing(
        self, before: Iterable[scoring.Line], after: Iterable[scoring.Line]
    ) -> Iterator[Difference]:
        for old, new in paired(before, after):
            if _differ(old, new):
                yield self._difference(old, new)

    def _difference(self, old: scoring.Line | None, new: scoring.Line | None) -> Difference:
        told = self.after.standing(new) if new else self.before.standing(old) if old else None
        assert told is not None
        dimensions = [line for line in (old, new) if line is not None and line.kind == "dimension"]
        within = (
            self._differing(*(line.parts if line else () for line in (old, new)))
            if dimensions
            else ()
        )
        return Difference(
            what=told.what,
            event_id=told.event_id,
            before=old.amount if old else None,
            after=new.amount if new else None,
            because=self._because(old, new),
            within=tuple(within),
            disputed=told.disputed,
        )

    def _because(self, old: scoring.Line | None, new: scoring.Line | None) -> Message:
        """Why a line differs: what was recorded, the rules, the days, or what stands beside it."""
        line = new or old
        assert line is not None
        if line.event_id in self.causes:
            return self.causes[str(line.event_id)]
        if old and new and old.version != new.version:
            return say("The rules of another version weigh it.")
        if line.kind == "event":
            return self._of_record(line, old, new)
        if line.kind in MEASURED:
            return self._of_measured(line, self.after if new else self.before)
        return FOLLOWS

    def _of_record(
        self, line: scoring.Line, old: scoring.Line | None, new: scoring.Line | None
    ) -> Message:
        code = line.event_id or ""
        if old and new:
            return self._changed(code, new)
        silent = _silent((self.after if old else self.before).score, code)
        if silent is not None and old:
            return silent_words(self.after.knowledge.ruleset_of(line), silent) or FOLLOWS
        weighs = line.weighs_from
        if weighs is not None and weighs > self.before.score.view.on:
            if self.after.knowledge.ruleset_of(line).category:
                return say("It acts since %(day)s.", day=weighs.isoformat())
            return say("It weighs since %(day)s.", day=weighs.isoformat())
        if silent is not None:
            why = silent_words(self.before.knowledge.ruleset_of(line), silent)
            return say("Before: %(why)s.", why=why) if why else FOLLOWS
        return say("It was not known in the first view.") if new else FOLLOWS

    def _changed(self, code: str, new: scoring.Line) -> Message:
        """A record that weighs otherwise: by its own repetition, limit or repair, where that may be seen."""
        told = (
            next(noted(self.after.knowledge.ruleset_of(new), new), None)
            if code in self.after.knowledge.seen
            else None
        )
        return told or FOLLOWS

    def _of_measured(self, line: scoring.Line, teller: Teller) -> Message:
        ruleset = teller.knowledge.ruleset_of(line)
        indicator = ruleset.indicator(line.indicator or "")
        if not teller.knowledge.all_seen(indicator):
            return FOLLOWS
        return next(measured(ruleset, line, line.amount), FOLLOWS)

    def verdicts(self) -> tuple[Message, ...]:
        """What acts on the grade in one of the two and not, or otherwise, in the other."""
        before, after = _verdicts(self.before), _verdicts(self.after)
        gone = (
            say("No longer: %(what)s", what=words)
            for key, words in before.items()
            if key not in after
        )
        new = (words for key, words in after.items() if before.get(key) != words)
        return tuple(chain(gone, new))


def paired(
    before: Iterable[scoring.Line], after: Iterable[scoring.Line]
) -> Iterator[tuple[scoring.Line | None, scoring.Line | None]]:
    """The lines with points of two scores, each with the one that answers to it; those above points left out."""
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys([*new, *old]):
        yield old.get(key), new.get(key)


def _by_key(lines: Iterable[scoring.Line]) -> dict[Key, scoring.Line]:
    return {
        (line.kind, line.event_id, line.indicator, line.dimension): line
        for line in lines
        if line.kind not in VERDICTS
    }


def _differ(old: scoring.Line | None, new: scoring.Line | None) -> bool:
    """A record differs also where it comes or goes without points; other lines only by what they move."""
    if (old.amount if old else 0) != (new.amount if new else 0):
        return True
    line = new or old
    if line is not None and line.kind == "dimension":
        parts = (one.parts if one else () for one in (old, new))
        return any(_differ(*pair) for pair in paired(*parts))
    return line is not None and line.kind == "event" and (old is None or new is None)


def _acting(score: scoring.Score) -> dict[str, tuple[scoring.Line, scoring.Line]]:
    """By record, the line above the points through which it acts on the grade, and its place beneath it."""
    return {
        part.event_id: (line, part)
        for line in score.lines
        if line.kind in VERDICTS
        for part in line.parts
        if part.event_id is not None
    }


def _weighing(score: scoring.Score) -> set[str | None]:
    """The records with a line of their own."""
    return {
        part.event_id
        for line in score.lines
        for part in (line.parts if line.kind == "dimension" else (line,))
        if part.kind == "event"
    }


def _silent(score: scoring.Score, event_id: str) -> scoring.Silent | None:
    return next((silent for silent in score.silent if silent.event_id == event_id), None)


def _verdicts(teller: Teller) -> dict[object, Message]:
    found: dict[object, Message] = {}
    for line in teller.score.lines:
        if line.kind in VERDICTS and line.note is not None:
            code = line.note.params.get("override") or line.note.params.get("indicator")
            found[line.kind, code] = verdict(
                teller.knowledge.ruleset_of(line), line, line.note
            ).words
    return found
