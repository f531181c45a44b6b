"""The lines of a score on one day, from what stands in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scoring.book import RuleBook
from scoring.days import day_of
from scoring.engine import Bound
from scoring.journal import Living, Standing
from scoring.numbers import points_text
from scoring.records import T_CLAMP, T_ROUNDING, T_START, WORK
from scoring.ruleset import Dimension, Indicator, Override, Ruleset
from scoring.score import Line, Note, Value


@dataclass(frozen=True, slots=True)
class Liner:
    """Draws the lines of one subject on one day, under the version in force on it."""

    book: RuleBook
    bound: Bound
    ruleset: Ruleset
    standing: Standing

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
        yield from self._overrides()

    def _dimension(self, dimension: Dimension) -> Line:
        number = self.book.compiled.dimensions[dimension.code]
        amount = self.standing.dimensions.get(number, (0, 0))[0]
        start = Line(
            "dimension_start", dimension.start, dimension=dimension.code, clause=dimension.clause
        )
        parts = (*((start,) if dimension.start else ()), *self._within(dimension))
        version = self.ruleset.version
        return Line(
            "dimension",
            amount,
            dimension=dimension.code,
            clause=dimension.clause,
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
        facts = [self.fact(living) for living in self._living(indicator.code)]
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
        if sample < indicator.min_sample:
            params = {"sample": sample, "min_sample": indicator.min_sample}
            note = Note("not_assessed", params)
        elif indicator.kind == "rate":
            note = Note("rate", {"numerator": numerator, "denominator": sample})
        else:
            note = Note("mean", {"rating_sum": numerator, "sample": sample})
        line = Line(
            indicator.kind,
            amount,
            note=note,
            numerator=numerator,
            denominator=sample,
            sample=sample,
            parts=tuple(facts),
        )
        return self._of(indicator, line)

    def _living(self, indicator: str) -> list[Living]:
        """The facts that weigh under an indicator, in the order of the walk."""
        sources = self.book.compiled.sources
        found = [v for v in self.standing.living.values() if sources[v.rule].indicator == indicator]
        return sorted(found, key=self._walking)

    def _walking(self, living: Living) -> tuple[int, int]:
        return self.weighing_day(living.row, living.rule), self._fact(living.row)["order"]

    def weighing_day(self, row: int, rule: int) -> int:
        """`counts_from` plus the rule's delay."""
        return weighing_day(self.bound, row, rule)

    def _fact(self, row: int) -> dict[str, int]:
        record = self.bound.facts.facts[row]
        return {name: int(record[name]) for name in ("day", "order", "behaviour")}

    def fact(self, living: Living) -> Line:
        """The line of one fact: under points with its weight, under a rate or mean without."""
        line = fact_line(self.book, self.bound, living.row, living.rule)
        note = None
        if living.halved:
            note = Note("halved")
        elif living.uncapped != living.amount:
            note = Note("capped_per_event", {"uncapped": self.text(living.uncapped)})
        return replace(line, amount=living.amount, note=note)

    def _overrides(self) -> Iterator[Line]:
        for override in self.ruleset.overrides:
            if override.kind == "unrated":
                counted = self._work(override)
                if counted < override.at_least:
                    yield _too_little(override, counted)
        yield from self._unassessed()
        for override in self.ruleset.overrides:
            if override.kind == "veto":
                yield from self._veto(override)

    def _unassessed(self) -> Iterable[Line]:
        for indicator in self.ruleset.indicators:
            if indicator.when_unassessed == "unrated":
                number = self.book.compiled.indicators[indicator.code]
                if self.standing.values.get(number, (0, 0, 0))[2] < indicator.min_sample:
                    note = Note("not_assessed", {"indicator": indicator.code})
                    yield self._of(indicator, Line("unrated", 0, note=note))

    def _work(self, override: Override) -> int:
        compiled = self.book.compiled
        counted = 0
        for living in self.standing.living.values():
            work = compiled.rules[living.rule]["kind"] == WORK
            if work and compiled.sources[living.rule].behaviour in override.behaviours:
                measure = self.bound.facts.measures[living.row]
                counted += int(measure["denominator"]) if override.measure == "denominator" else 1
        return counted

    def _veto(self, override: Override) -> Iterator[Line]:
        ordered = sorted(self.standing.living.values(), key=self._walking)
        vetoes = [living for living in ordered if self._vetoes(living, override.code)]
        settled = self.standing.settled
        if not vetoes or settled is None:
            return
        codes = [grade.code for grade in self.ruleset.grades]
        params: dict[str, Value] = {
            "override": override.code,
            "before": codes[settled.row] if settled.row >= 0 else None,
            "after": codes[settled.a],
        }
        parts = tuple(fact_line(self.book, self.bound, v.row, v.rule) for v in vetoes)
        yield Line("veto", 0, clause=override.clause, note=Note("veto", params), parts=parts)

    def _vetoes(self, living: Living, code: str) -> bool:
        """Whether a life stands for the override of this code in the version that weighed it."""
        source = self.book.compiled.sources[living.rule]
        if source.indicator is None:
            return source.override == code
        ruleset = self.book.versions[source.version]
        points = ruleset.indicator(source.indicator).kind == "points"
        return points and any(
            o.code == code and o.lasts is None and source.behaviour in o.behaviours
            for o in ruleset.overrides
            if o.kind == "veto"
        )


def _too_little(override: Override, counted: int) -> Line:
    params: dict[str, Value] = {
        "override": override.code,
        "counted": counted,
        "at_least": override.at_least,
    }
    return Line("unrated", 0, clause=override.clause, note=Note("too_little_work", params))


def weighing_day(bound: Bound, row: int, rule: int) -> int:
    """`counts_from` plus the rule's delay."""
    from_day = int(bound.facts.facts[row]["day"])
    delay = int(bound.book.rules[rule]["delay"])
    return from_day if delay < 0 else bound.book.on(delay, from_day)


def fact_line(book: RuleBook, bound: Bound, row: int, rule: int) -> Line:
    """Who and when of one fact under a rule, without an amount."""
    source = book.compiled.sources[rule]
    ruleset = book.versions[source.version]
    behaviour = ruleset.behaviours[source.behaviour]
    indicator = ruleset.indicator(source.indicator) if source.indicator else None
    begins = weighing_day(bound, row, rule)
    ends = bound.book.on(int(bound.book.rules[rule]["life"]), begins)
    return Line(
        "event",
        0,
        event_id=bound.facts.event_ids[row],
        behaviour=behaviour.code,
        indicator=indicator.code if indicator else None,
        dimension=indicator.dimension if indicator else None,
        clause=behaviour.clause or (indicator.clause if indicator else None),
        version=ruleset.version,
        counts_from=day_of(bound.facts.facts[row]["day"]),
        weighs_from=day_of(begins),
        weighs_until=day_of(ends),
    )
