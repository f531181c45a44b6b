"""Ask why a line of a score is what it is, and why not more: its records, its rule row by row, and what holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

import scoring
from models import Event
from services.actor import Actor
from services.events.show_papers import Paper, show_papers
from services.events.subject_records import silent_words
from services.messages import Message, NotFound, say
from services.rules.rule_rows import RuleRow, rows_of_grades, rows_of_indicator, rows_of_record
from services.statements.indicator_words import MEASURED
from services.statements.limit_words import Words
from services.statements.show_statement import Account
from services.statements.statement_lines import Teller
from services.statements.statement_parts import StatementLine
from services.statements.verdict_words import VERDICTS

LIMITS = ("cap", "dimension_cap", "clamp", "rounding")


@dataclass(frozen=True)
class Beside:
    """A record that weighs nothing there on the day, and why; ``event_id`` where it may be opened.

    ``disputed``: since when.
    """

    on: date
    what: Words
    why: Message
    event_id: str | None
    disputed: date | None


@dataclass(frozen=True)
class Why:
    """``lines`` as they stand on the day, ``rows`` of the rule behind them, ``limits`` that hold them, and what
    weighs nothing ``beside`` them.

    ``silent`` says why a record weighs nothing; ``event`` and ``papers`` are the record's;
    ``whole`` says that the score as a whole is asked about.
    """

    what: Words
    lines: tuple[StatementLine, ...]
    rows: tuple[RuleRow, ...]
    limits: tuple[StatementLine, ...]
    beside: tuple[Beside, ...]
    silent: Message | None = None
    event: Event | None = None
    papers: tuple[Paper, ...] = ()
    whole: bool = False


def ask_why(session: Session, actor: Actor, account: Account, of: str) -> Why:
    """``of`` is record.ID, indicator.CODE, dimension.CODE or total.

    Raises ``NotFound`` for what is none of the account's, or not for this person to see.
    """
    kind, _, code = of.partition(".")
    asked = _Asked(session, actor, account)
    found = {
        "record": asked.record,
        "indicator": asked.indicator,
        "dimension": asked.dimension,
    }.get(kind)
    if found is not None and code:
        return found(code)
    if of == "total":
        return asked.total()
    raise _nothing()


def _nothing() -> NotFound:
    return NotFound(say("There is no such line."))


@dataclass(frozen=True)
class _Asked:
    session: Session
    actor: Actor
    account: Account

    def record(self, event_id: str) -> Why:
        """A record: its own lines, those that are read from it, or why there is none."""
        knowledge, score = self.account.knowledge, self.account.score
        silent = next((s for s in score.silent if s.event_id == event_id), None)
        own = [line for line in self._flat() if event_id in _records(line)]
        if event_id not in knowledge.seen or not (own or silent):
            raise _nothing()
        event = knowledge.events[event_id]
        papers = show_papers(self.session, self.actor, event.subject_id)
        rules = self._rules(event, own)
        return Why(
            what=knowledge.label(event),
            lines=self._told(own),
            rows=tuple(row for rule in rules for row in self._rows(*rule, event)),
            limits=self._limits([line for _, _, line in rules if line is not None]),
            beside=self._beside({i.code for _, i, _ in rules}, event_id),
            silent=silent_words(self.account.ruleset, silent) if silent else None,
            event=event,
            papers=tuple(paper for paper in papers if paper.event_id == event_id),
        )

    def _rules(
        self, event: Event, own: list[scoring.Line]
    ) -> list[tuple[scoring.Ruleset, scoring.Indicator, scoring.Line | None]]:
        """The rules that weigh a record, each with its line; of one that weighs nothing those of its own day."""
        knowledge = self.account.knowledge
        if own:
            told = [(knowledge.ruleset_of(line), line) for line in own]
            return [(r, r.indicator(line.indicator or ""), line) for r, line in told]
        counts = event.confirmation.counts_from if event.confirmation else event.occurred_on
        ruleset = knowledge.book.in_force(counts) or self.account.ruleset
        named = (i for i in ruleset.indicators if event.behaviour in i.behaviours)
        return [(ruleset, indicator, None) for indicator in named]

    def _rows(
        self,
        ruleset: scoring.Ruleset,
        indicator: scoring.Indicator,
        line: scoring.Line | None,
        event: Event,
    ) -> tuple[RuleRow, ...]:
        if indicator.kind in MEASURED:
            full = self.account.knowledge.all_seen(indicator)
            return rows_of_indicator(ruleset, indicator, line if full else None)
        return rows_of_record(ruleset, indicator, event, line)

    def indicator(self, code: str) -> Why:
        """An indicator: its line, or the lines of its records."""
        versions = (self.account.ruleset, *reversed(self.account.knowledge.book.versions))
        named = ((r, i) for r in versions for i in r.indicators if i.code == code)
        ruleset, indicator = next(named, (None, None))
        if ruleset is None or indicator is None:
            raise _nothing()
        own = [line for line in self._counting() if line.indicator == code]
        full = self.account.knowledge.all_seen(indicator)
        line = own[0] if own and full else None
        return Why(
            what=indicator.label,
            lines=self._told(own),
            rows=rows_of_indicator(ruleset, indicator, line),
            limits=self._limits(own),
            beside=self._beside({code}),
        )

    def dimension(self, code: str) -> Why:
        """A dimension: every line in it, and what holds their sum."""
        ruleset = self.account.ruleset
        if code not in {dimension.code for dimension in ruleset.dimensions}:
            raise _nothing()
        own = [line for line in self._counting() if line.dimension == code]
        within = {i.code for i in ruleset.indicators if i.dimension == code}
        return Why(
            what=ruleset.dimension(code).label,
            lines=self._told(own),
            rows=(),
            limits=self._limits(own),
            beside=self._beside(within),
        )

    def total(self) -> Why:
        """The whole: the grades with their bands, the limits of the scale, and all that weighs nothing."""
        ruleset, score = self.account.ruleset, self.account.score
        starts = [line for line in score.lines if line.kind == "start"]
        return Why(
            what=ruleset.title,
            lines=self._told(starts),
            rows=rows_of_grades(ruleset, score.grade),
            limits=self._limits(self._flat()),
            beside=self._beside({i.code for i in ruleset.indicators}),
            whole=True,
        )

    def _flat(self) -> list[scoring.Line]:
        """The lines of the day; in a weighted scheme those beneath the dimensions too."""
        found: list[scoring.Line] = []
        for line in self.account.score.lines:
            found += [*line.parts, line] if line.kind == "dimension" else [line]
        return found

    def _counting(self) -> list[scoring.Line]:
        """Those that are neither a limit nor above the points."""
        beside = (*LIMITS, *VERDICTS, "dimension", "dimension_start")
        return [line for line in self._flat() if line.kind not in beside]

    def _told(self, lines: Iterable[scoring.Line]) -> tuple[StatementLine, ...]:
        teller = Teller(self.account.knowledge, self.account.score)
        return tuple(teller.standing(line) for line in lines)

    def _limits(self, lines: Iterable[scoring.Line]) -> tuple[StatementLine, ...]:
        """What takes or gives back where these lines stand: their indicator, their dimension, the whole."""
        listed = list(lines)
        indicators = {line.indicator for line in listed}
        dimensions = {line.dimension for line in listed}
        holding = [
            line
            for line in self._flat()
            if (line.kind == "cap" and line.indicator in indicators)
            or (line.kind in ("dimension_cap", "dimension") and line.dimension in dimensions)
            or line.kind in ("clamp", "rounding")
        ]
        return self._told(line for line in holding if line not in listed or line.kind in LIMITS)

    def _beside(self, indicators: set[str], but: str = "") -> tuple[Beside, ...]:
        return tuple(self._silent(indicators, but))

    def _silent(self, indicators: set[str], but: str) -> Iterator[Beside]:
        """The records under these indicators that weigh nothing on the day."""
        account = self.account
        named = (i for r in account.knowledge.book.versions for i in r.indicators)
        read = {code for i in named if i.code in indicators for code in i.behaviours}
        for event, silent in account.silent:
            why = silent_words(account.ruleset, silent)
            if why is not None and silent.behaviour in read and event.id != but:
                seen = event.id if event.id in account.knowledge.seen else None
                label, mark = account.knowledge.label(event), account.knowledge.disputed
                yield Beside(event.occurred_on, label, why, seen, mark.get(event.id))


def _records(line: scoring.Line) -> set[str | None]:
    """The records that a line is of or is read from."""
    if line.kind == "event":
        return {line.event_id}
    return {part.event_id for part in line.parts} if line.kind in MEASURED else set()
