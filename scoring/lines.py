"""The lines of a score on one day, from what stands in the journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scoring.book import RuleBook
from scoring.fact_lines import FactTeller, value_note
from scoring.journal import Living, Standing
from scoring.numbers import points_text
from scoring.overrides import Overruler
from scoring.records import T_CLAMP, T_ROUNDING, T_START
from scoring.ruleset import Dimension, Indicator, Ruleset
from scoring.score import Line, Note


@dataclass(frozen=True, slots=True)
class Liner:
    """Draws the lines of one subject on one day, under the version in force on it."""

    book: RuleBook
    teller: FactTeller
    ruleset: Ruleset
    standing: Standing
    walked: Sequence[Living]
    """What lives, in the order of the walk."""
    overrules: Overruler

    @classmethod
    def on(cls, teller: FactTeller, standing: Standing, day: int) -> Liner:
        """Under the version that settled the day."""
        book, settled = teller.book, standing.settled
        if settled is None:
            raise ValueError(f"nothing was settled by day {day}")
        ruleset = book.versions[settled.rule]
        order = teller.bound.facts.facts["order"]
        walked = sorted(
            standing.living.values(), key=lambda living: (living.begins, order[living.row])
        )
        overrules = Overruler(book, teller, ruleset, standing, walked, settled, day)
        return cls(book, teller, ruleset, standing, walked, overrules)

    def text(self, points: int) -> str:
        return points_text(points, self.ruleset.scale.places)

    def lines(self) -> tuple[Line, ...]:
        """All lines with their running sum."""
        running, found = 0, []
        for line in self._all():
            running += line.amount
            found.append(
                replace(line, running=running, version=line.version or self.ruleset.version)
            )
        return tuple(found)

    def _all(self) -> Iterator[Line]:
        scale, totals = self.ruleset.scale, self.standing.totals
        yield Line("start", totals.get(T_START, 0), clause=scale.clause)
        for dimension in self.ruleset.dimensions:
            if self.ruleset.weighted:
                yield self._dimension(dimension)
            else:
                yield from self._within(dimension)
        clamp, rounding = totals.get(T_CLAMP, 0), totals.get(T_ROUNDING, 0)
        if clamp:
            note = Note("floor" if clamp > 0 else "ceiling")
            yield Line("clamp", clamp, clause=scale.clause, note=note)
        if rounding:
            yield Line("rounding", rounding, clause=scale.clause)
        yield from self.overrules.lines()

    def _dimension(self, dimension: Dimension) -> Line:
        number = self.book.compiled.dimensions[dimension.code]
        amount, left = self.standing.dimensions.get(number, (0, 0))
        start = Line(
            "dimension_start", dimension.start, dimension=dimension.code, clause=dimension.clause
        )
        starts = (start,) if dimension.start and not left else ()
        parts = (*starts, *self._within(dimension))
        version = self.ruleset.version
        settled = self.standing.settled
        return Line(
            "dimension",
            amount,
            dimension=dimension.code,
            clause=dimension.clause,
            note=Note("redistributed") if left else None,
            numerator=dimension.part,
            denominator=settled.d or self.ruleset.scale.whole if settled else None,
            parts=tuple(replace(part, version=part.version or version) for part in parts),
        )

    def _within(self, dimension: Dimension) -> Iterator[Line]:
        total = dimension.start
        for indicator in self.ruleset.indicators:
            if indicator.dimension == dimension.code:
                for line in self._indicator(indicator):
                    total += line.amount
                    yield line
        number = self.book.compiled.dimensions[dimension.code]
        cap = self.standing.dimension_caps.get(number, 0)
        if cap:
            params = {"sum": self.text(total), "held_at": self.text(total + cap)}
            note = Note("floor" if cap > 0 else "ceiling", params)
            yield Line(
                "dimension_cap", cap, dimension=dimension.code, clause=dimension.clause, note=note
            )

    def _indicator(self, indicator: Indicator) -> Iterator[Line]:
        opening = self.standing.opening
        facts = [self.teller.line(living, opening) for living in self._living(indicator.code)]
        if indicator.kind != "points":
            yield self._measured(indicator, facts)
            return
        yield from facts
        cap = self.standing.caps.get(self.book.compiled.indicators[indicator.code], 0)
        if cap:
            total = sum(line.amount for line in facts)
            params = {"sum": self.text(total), "held_at": self.text(total + cap)}
            yield self._of(indicator, Line("cap", cap, note=Note("cap", params)))

    def _of(self, indicator: Indicator, line: Line) -> Line:
        return replace(
            line,
            indicator=indicator.code,
            dimension=indicator.dimension,
            clause=indicator.clause,
        )

    def _measured(self, indicator: Indicator, facts: Sequence[Line]) -> Line:
        number = self.book.compiled.indicators[indicator.code]
        amount, numerator, sample = self.standing.values.get(number, (0, 0, 0))
        line = Line(
            indicator.kind,
            amount,
            note=value_note(indicator, numerator, sample),
            numerator=numerator,
            denominator=sample,
            sample=sample,
            parts=tuple(facts),
        )
        return self._of(indicator, line)

    def _living(self, indicator: str) -> list[Living]:
        """The facts that weigh under an indicator, in the order of the walk."""
        sources = self.book.compiled.sources
        return [v for v in self.walked if sources[v.rule].indicator == indicator]
