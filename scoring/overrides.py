"""The lines of overrides: what takes the grade away, moves it, holds it down, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.book import RuleBook
from scoring.days import OPEN, day_of
from scoring.fact_lines import FactTeller
from scoring.journal import Entry, Living, Standing
from scoring.records import MARKED, WORK
from scoring.ruleset import Indicator, Override, Ruleset
from scoring.score import Line, Note, Value


@dataclass(slots=True)
class Overruler:
    """Draws the lines of overrides on one day, each with the grade before and after it."""

    book: RuleBook
    teller: FactTeller
    ruleset: Ruleset
    standing: Standing
    living: Sequence[Living]
    settled: Entry
    day: int

    def lines(self) -> Iterator[Line]:
        """First what takes the grade away, then what moves it, holds it down, and overrules all."""
        yield from self._unrated()
        last = len(self.ruleset.grades) - 1
        by_total, shift = self.settled.c, 0
        grade = by_total
        for override in self._of("shift"):
            before, shift = grade, shift + override.by
            grade = max(0, min(last, by_total + shift))
            yield self._line(override, before, grade)
        marked = [living for living in self.living if living.ways & MARKED]
        if marked:
            before, grade = grade, max(0, min(last, by_total + shift - 1))
            parts = tuple(self.teller.bare(one, self.standing.opening) for one in marked)
            yield Line("repair_step", 0, note=self._note("repair_step", before, grade), parts=parts)
        for override in self._of("ceiling", "lock"):
            before, grade = grade, max(grade, self._place(override))
            yield self._line(override, before, grade)
        for override in self._of("veto"):
            yield self._veto(override)

    def _of(self, *kinds: str) -> list[Override]:
        """The overrides of these kinds that act on the day."""
        return [o for o in self.ruleset.overrides if o.kind in kinds and self._acts(o)]

    def _acts(self, override: Override) -> bool:
        return self._locked(override) if override.kind == "lock" else bool(self._facts(override))

    def _locked(self, override: Override) -> bool:
        return self._lock(override)[1] > self.day

    def _lock(self, override: Override) -> tuple[int, int]:
        own = self.book.compiled.override_codes[override.code]
        return self.standing.locks.get(own, (0, 0))

    def _place(self, override: Override) -> int:
        codes = [grade.code for grade in self.ruleset.grades]
        return codes.index(override.grade) if override.grade else len(codes) - 1

    def _note(self, kind: str, before: int, after: int, override: Override | None = None) -> Note:
        """Grade before and after; none where the day has none."""
        codes = [grade.code for grade in self.ruleset.grades]
        rated = self.settled.row >= 0
        named: dict[str, Value] = {} if override is None else {"override": override.code}
        grades: dict[str, Value] = {
            "before": codes[before] if rated else None,
            "after": codes[after] if rated else None,
        }
        return Note(kind, {**named, **grades})

    def _line(self, override: Override, before: int, after: int) -> Line:
        since, until = self._time(override)
        return Line(
            override.kind,
            0,
            clause=override.clause,
            note=self._note(override.kind, before, after, override),
            parts=self._parts(override),
            weighs_from=None if since is None else day_of(since),
            weighs_until=None if until is None or until >= OPEN else day_of(until),
        )

    def _time(self, override: Override) -> tuple[int | None, int | None]:
        """Since when it acts and until when, where that is known."""
        if override.kind == "lock":
            return self._lock(override)
        facts = self._facts(override)
        until = max(living.ends for living in facts) if override.lasts is not None else None
        return min(living.begins for living in facts), until

    def _parts(self, override: Override) -> tuple[Line, ...]:
        facts = self._facts(override)
        return tuple(self.teller.bare(living, self.standing.opening) for living in facts)

    def _veto(self, override: Override) -> Line:
        codes = [grade.code for grade in self.ruleset.grades]
        before, after = self.settled.row, self.settled.a
        params: dict[str, Value] = {
            "override": override.code,
            "before": codes[before] if before >= 0 else None,
            "after": codes[after],
        }
        since, until = self._time(override)
        return Line(
            "veto",
            0,
            clause=override.clause,
            note=Note("veto", params),
            parts=self._parts(override),
            weighs_from=None if since is None else day_of(since),
            weighs_until=None if until is None or until >= OPEN else day_of(until),
        )

    def _facts(self, override: Override) -> list[Living]:
        """The lives that bring an override, in the order of the walk."""
        return [living for living in self.living if self._brings(living, override)]

    def _brings(self, living: Living, override: Override) -> bool:
        """Whether a life stands for an override of this code in the version that weighed it."""
        source = self.book.compiled.sources[living.rule]
        ruleset = self.book.versions[source.version]
        alike = [o for o in ruleset.overrides if (o.code, o.kind) == (override.code, override.kind)]
        if source.indicator is None:
            return source.override == override.code and bool(alike)
        return ruleset.indicator(source.indicator).kind == "points" and any(
            o.lasts is None and source.behaviour in o.behaviours for o in alike
        )

    def _unrated(self) -> Iterator[Line]:
        for override in self.ruleset.overrides:
            if override.kind == "unrated":
                counted = self._work(override)
                if counted < override.at_least:
                    yield _too_little(override, counted)
        nothing_left = self.settled.d <= 0
        for indicator in self.ruleset.indicators:
            takes_away = indicator.when_unassessed == "unrated" or (
                nothing_left and indicator.when_unassessed == "redistribute"
            )
            if takes_away and not self._assessed(indicator):
                note = Note("not_assessed", {"indicator": indicator.code})
                yield Line(
                    "unrated",
                    0,
                    indicator=indicator.code,
                    dimension=indicator.dimension,
                    clause=indicator.clause,
                    note=note,
                )

    def _assessed(self, indicator: Indicator) -> bool:
        number = self.book.compiled.indicators[indicator.code]
        sample = self.standing.values.get(number, (0, 0, 0))[2]
        return sample >= (1 if indicator.kind == "achieved" else indicator.min_sample)

    def _work(self, override: Override) -> int:
        compiled, facts = self.book.compiled, self.teller.bound.facts
        counted = 0
        for living in self.living:
            source, rule = compiled.sources[living.rule], compiled.rules[living.rule]
            if (
                rule["kind"] == WORK
                and source.behaviour in override.behaviours
                and source.within == override.within
            ):
                measure = facts.measures[living.row]
                counted += int(measure["denominator"]) if override.measure == "denominator" else 1
        return counted


def _too_little(override: Override, counted: int) -> Line:
    params: dict[str, Value] = {
        "override": override.code,
        "counted": counted,
        "at_least": override.at_least,
    }
    return Line("unrated", 0, clause=override.clause, note=Note("too_little_work", params))
