"""The statement: the journal since the period opened, one block a settled day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.book import RuleBook
from scoring.days import day_number, day_of, period_opened
from scoring.engine import Bound
from scoring.fact_lines import FactTeller, value_note
from scoring.journal import Entry, Living, Standing
from scoring.records import (
    CLOSED,
    EXPIRED,
    REFUTED,
    REPAIRED,
    RESTARTED,
    SUPERSEDED,
    T_BEGIN,
    T_CAP,
    T_CLAMP,
    T_DIMENSION,
    T_DIMENSION_CAP,
    T_END,
    T_HALVE,
    T_OPEN,
    T_ROUNDING,
    T_SETTLED,
    T_START,
    T_VALUE,
    T_VERSION,
)
from scoring.ruleset import Ruleset
from scoring.score import Block, Line, Note, Statement

ENDS = {
    REPAIRED: "repaired",
    SUPERSEDED: "superseded",
    CLOSED: "period_end",
    RESTARTED: "restarted",
    REFUTED: "refuted",
}
ADDED = ("start", "dimension", "clamp", "rounding")
"""Lines that add up to the balance in a weighted scheme."""
TOP = {T_START: "start", T_CLAMP: "clamp", T_ROUNDING: "rounding"}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the journal of one subject as blocks."""

    book: RuleBook
    bound: Bound
    known: int | None

    def statement(self, journal: Sequence[Entry], day: int) -> Statement:
        """From the opening of the running period to the end of `day`."""
        opened, version = self._opened(journal, day), self.book.versions[0]
        opening = closing = 0
        blocks: list[Block] = []
        lines: list[tuple[bool, Line]] = []
        standing = Standing(self.book.compiled.sources)
        for entry in journal:
            if entry.day > day:
                break
            if entry.kind == T_VERSION:
                version = self.book.versions[entry.rule]
            told = self._line(entry, version, standing) if entry.day >= opened else []
            standing.take(entry)
            if entry.kind != T_SETTLED:
                lines += [(version.weighted, line) for line in told]
                continue
            closing = entry.amount
            if entry.day < opened:
                opening = closing
            elif lines:
                blocks.append(_block(entry, version, lines))
            lines = []
        return Statement(day_of(opened), opening, tuple(blocks), closing)

    def _opened(self, journal: Sequence[Entry], day: int) -> int:
        """When the running period opened; where there are none, the first version took effect."""
        ruleset, first = self.book.in_force(day_of(day)), day_number(self.book.first_day)
        if ruleset is None or ruleset.period.kind == "validity":
            return first
        if ruleset.period.kind != "anniversary":
            return max(first, day_number(period_opened(ruleset.period, day_of(day))))
        kinds = (T_VERSION, T_OPEN)
        opened = [entry.a for entry in journal if entry.kind in kinds and entry.day <= day]
        return min(max(first, opened[-1]), day) if opened else first

    def _line(self, entry: Entry, version: Ruleset, standing: Standing) -> list[Line]:
        """What one record of the journal says; `standing` is what stood before it."""
        if entry.kind == T_BEGIN:
            begun = Living.of(entry, standing.raised)
            return self._fact(begun, entry.amount, self._teller(version).note(begun), standing)
        if entry.kind in (T_END, T_HALVE):
            living = standing.living.get((entry.row, entry.rule))
            if living is None:
                return []
            if entry.kind == T_END:
                note = Note(end_reason(self.book, entry))
                return self._fact(living, entry.amount, note, standing)
            before = self._fact(living, -living.amount, Note("halved"), standing)
            return before + self._fact(living, entry.a, Note("halved"), standing)
        if entry.kind == T_DIMENSION and version.weighted:
            return [self._dimension(entry, version, standing)]
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

    def _teller(self, version: Ruleset) -> FactTeller:
        return FactTeller(self.book, self.bound, version.scale.places, self.known)

    def _fact(
        self, living: Living, amount: int, note: Note | None, standing: Standing
    ) -> list[Line]:
        """Facts under other kinds have no amount of their own: their indicator's line says it."""
        source = self.book.compiled.sources[living.rule]
        if source.indicator is None:
            return []
        version = self.book.versions[source.version]
        if version.indicator(source.indicator).kind != "points":
            return []
        line = self._teller(version).bare(living, standing.opening)
        return [replace(line, amount=amount, note=note)]

    def _dimension(self, entry: Entry, version: Ruleset, standing: Standing) -> Line:
        code = list(self.book.compiled.dimensions)[entry.rule]
        return Line(
            "dimension",
            entry.amount,
            dimension=code,
            note=Note("redistributed") if entry.a else None,
            numerator=next((d.part for d in version.dimensions if d.code == code), None),
            denominator=entry.b or version.scale.whole,
        )

    def _indicator(self, entry: Entry, version: Ruleset) -> Line:
        code = list(self.book.compiled.indicators)[entry.rule]
        indicator = version.indicator(code)
        line = Line(
            "cap" if entry.kind == T_CAP else indicator.kind,
            entry.amount,
            indicator=code,
            dimension=indicator.dimension,
            clause=indicator.clause,
        )
        if line.kind in ("cap", "points"):
            return line
        note = value_note(indicator, entry.a, entry.b)
        return replace(line, note=note, numerator=entry.a, denominator=entry.b, sample=entry.b)


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


def end_reason(book: RuleBook, entry: Entry) -> str:
    """Why a life ended: period_end, validity_end, repaired, superseded, restarted, refuted, version."""
    if entry.a != EXPIRED:
        return ENDS.get(entry.a, "version")
    period = book.compiled.sources[entry.rule].period
    by_period = period >= 0 and book.compiled.on(period, entry.c) == entry.b
    return "period_end" if by_period else "validity_end"
