"""The statement: the journal since the period opened, one block a settled day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.book import RuleBook
from scoring.days import day_number, day_of, period_opened
from scoring.engine import Bound
from scoring.journal import Entry
from scoring.lines import fact_line, weighing_day
from scoring.records import (
    EXPIRED,
    REPAIRED,
    SUPERSEDED,
    T_BEGIN,
    T_CAP,
    T_CLAMP,
    T_DIMENSION,
    T_DIMENSION_CAP,
    T_END,
    T_HALVE,
    T_ROUNDING,
    T_SETTLED,
    T_START,
    T_VALUE,
    T_VERSION,
)
from scoring.ruleset import Ruleset
from scoring.score import Block, Line, Note, Statement

ENDS = {REPAIRED: "repaired", SUPERSEDED: "superseded"}
ADDED = ("start", "dimension", "clamp", "rounding")
"""Lines that add up to the balance in a weighted scheme."""
TOP = {T_START: "start", T_CLAMP: "clamp", T_ROUNDING: "rounding"}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the journal of one subject as blocks."""

    book: RuleBook
    bound: Bound

    def statement(self, journal: Sequence[Entry], day: int) -> Statement:
        """From the opening of the running period to the end of `day`."""
        opened, version = self._opened(day), self.book.versions[0]
        opening = closing = 0
        blocks: list[Block] = []
        lines: list[tuple[bool, Line]] = []
        for entry in journal:
            if entry.day > day:
                break
            if entry.kind == T_VERSION:
                version = self.book.versions[entry.rule]
            if entry.kind != T_SETTLED:
                lines += [(version.weighted, line) for line in self._line(entry, version)]
                continue
            closing = entry.amount
            if entry.day < opened:
                opening = closing
            elif lines:
                blocks.append(_block(entry, version, lines))
            lines = []
        return Statement(day_of(opened), opening, tuple(blocks), closing)

    def _opened(self, day: int) -> int:
        ruleset = self.book.in_force(day_of(day)) or self.book.versions[0]
        opened = day_number(period_opened(ruleset.period, day_of(day)))
        return max(opened, day_number(self.book.first_day))

    def _line(self, entry: Entry, version: Ruleset) -> list[Line]:
        if entry.kind == T_BEGIN:
            return self._begins(entry, entry.amount, None)
        if entry.kind == T_END:
            return self._begins(entry, entry.amount, Note(self._why(entry)))
        if entry.kind == T_HALVE:
            before = self._begins(entry, entry.amount - entry.a, Note("halved"))
            return before + self._begins(entry, entry.a, Note("halved"))
        if entry.amount == 0:
            return []
        if entry.kind in TOP:
            return [Line(TOP[entry.kind], entry.amount)]
        if entry.kind in (T_VALUE, T_CAP):
            return [self._indicator(entry, version)]
        if entry.kind in (T_DIMENSION, T_DIMENSION_CAP):
            code = list(self.book.compiled.dimensions)[entry.rule]
            kind = "dimension" if entry.kind == T_DIMENSION else "dimension_cap"
            return [Line(kind, entry.amount, dimension=code)]
        return []

    def _begins(self, entry: Entry, amount: int, note: Note | None) -> list[Line]:
        """Facts under rates and means have no amount of their own: their indicator's line says it."""
        source = self.book.compiled.sources[entry.rule]
        if source.indicator is None:
            return []
        kind = self.book.versions[source.version].indicator(source.indicator).kind
        if kind != "points":
            return []
        line = fact_line(self.book, self.bound, entry.row, entry.rule)
        return [replace(line, amount=amount, note=note)]

    def _why(self, entry: Entry) -> str:
        return end_reason(self.book, self.bound, entry)

    def _indicator(self, entry: Entry, version: Ruleset) -> Line:
        code = list(self.book.compiled.indicators)[entry.rule]
        indicator = version.indicator(code)
        kind = "cap" if entry.kind == T_CAP else indicator.kind
        numbers = (None, None) if kind in ("cap", "points") else (entry.a, entry.b)
        return Line(
            kind,
            entry.amount,
            indicator=code,
            dimension=indicator.dimension,
            clause=indicator.clause,
            numerator=numbers[0],
            denominator=numbers[1],
            sample=numbers[1],
        )


def _block(settled: Entry, version: Ruleset, lines: Sequence[tuple[bool, Line]]) -> Block:
    """Under a weighted version facts and indicators are details of their dimension's line."""
    stamped = [
        (weighted, replace(line, version=line.version or version.version))
        for weighted, line in lines
    ]
    top = [line for weighted, line in stamped if not weighted or line.kind in ADDED]
    details = tuple(line for weighted, line in stamped if weighted and line.kind not in ADDED)
    top.sort(key=lambda line: line.kind != "start")
    return Block(day_of(settled.day), tuple(top), settled.amount, details)


def end_reason(book: RuleBook, bound: Bound, entry: Entry) -> str:
    """Why a life ended: period_end, validity_end, repaired, superseded or version."""
    if entry.a != EXPIRED:
        return ENDS.get(entry.a, "version")
    source = book.compiled.sources[entry.rule]
    begins = weighing_day(bound, entry.row, entry.rule)
    by_period = bound.book.on(source.period, begins)
    return "period_end" if by_period == entry.b else "validity_end"
