"""The line of one fact, and the notes that say how its amount, or an indicator's value, came about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from scoring.book import RuleBook
from scoring.days import OPEN, day_of
from scoring.engine import Bound
from scoring.facts import NOT_YET
from scoring.journal import Living
from scoring.numbers import points_text
from scoring.records import CAPPED, HALVED
from scoring.ruleset import Indicator
from scoring.score import Line, Note, Value


@dataclass(frozen=True, slots=True)
class FactTeller:
    """Tells of the facts of one subject, as known on `known`; `places` are the decimals of a page."""

    book: RuleBook
    bound: Bound
    places: int
    known: int | None

    def text(self, points: int) -> str:
        return points_text(points, self.places)

    def line(self, living: Living, opening: int) -> Line:
        """A fact with its weight; `opening` is the next opening of a period."""
        bare = self.bare(living, opening)
        return replace(bare, amount=living.amount, note=self.note(living))

    def bare(self, living: Living, opening: int) -> Line:
        """Who and when of one fact under a rule, without an amount."""
        source = self.book.compiled.sources[living.rule]
        ruleset = self.book.versions[source.version]
        weighed_as = ruleset.behaviours[source.behaviour]
        indicator = ruleset.indicator(source.indicator) if source.indicator else None
        fact = self.bound.facts.facts[living.row]
        return Line(
            "event",
            0,
            event_id=self.bound.facts.event_ids[living.row],
            behaviour=self.bound.facts.behaviours[int(fact["behaviour"])],
            indicator=indicator.code if indicator else None,
            dimension=indicator.dimension if indicator else None,
            clause=weighed_as.clause or (indicator.clause if indicator else None),
            version=ruleset.version,
            counts_from=day_of(fact["day"]),
            weighs_from=day_of(living.begins),
            weighs_until=self._until(living, opening),
        )

    def _until(self, living: Living, opening: int) -> date | None:
        """The day on which it will end, as far as one is known: its own end, or its period's."""
        rule, ends = self.bound.book.rules[living.rule], living.ends
        if rule["bounded"] and not (rule["carries"] and not self._rectified(living.row, opening)):
            ends = min(ends, opening)
        return None if ends >= OPEN else day_of(ends)

    def _rectified(self, row: int, day: int) -> bool:
        term = self.bound.facts.terms[row]
        known = NOT_YET - 1 if self.known is None else self.known
        return bool(term["rectified"] < day and term["recorded"] <= known)

    def note(self, living: Living) -> Note | None:
        """How the weight came about; the last that applies."""
        if living.ways & HALVED:
            return Note("halved")
        if living.raised is not None:
            params: dict[str, Value] = {"nth": living.raised.a}
            if living.raised.c >= 0:
                source = self.book.compiled.sources[living.raised.c]
                return Note("escalated", {**params, "as": source.behaviour})
            return Note("escalated", {**params, "before": self.text(living.raised.b)})
        if living.ways & CAPPED:
            return Note("capped_per_event", {"uncapped": self.text(living.uncapped)})
        return None


def value_note(indicator: Indicator, numerator: int, sample: int) -> Note:
    """How the value of an indicator of another kind than points came about."""
    if indicator.kind == "count":
        return Note("count", {"n": numerator})
    if indicator.kind == "clean":
        code = "clean" if numerator >= indicator.periods and not indicator.retired else "not_clean"
        return Note(code, {"run": numerator, "periods": indicator.periods})
    least = 1 if indicator.kind == "achieved" else indicator.min_sample
    if sample < least:
        return Note("not_assessed", {"sample": sample, "min_sample": least})
    if indicator.kind == "achieved":
        return Note("achieved" if numerator > 0 else "not_achieved")
    if indicator.kind == "rate":
        return Note("rate", {"numerator": numerator, "denominator": sample})
    return Note("mean", {"rating_sum": numerator, "sample": sample})
