"""Compiles how a behaviour is weighed: a RULE record for everything that a version makes of a fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scoring.compiler import WORDS, Numbering, RuleSource, every_condition, window_of
from scoring.records import (
    ANY,
    CALENDAR_BOUND,
    EFFORT,
    FAULT,
    ITSELF,
    LIKE,
    OWN_BOUND,
    REFUTES,
    SEEN,
    VETO,
    WORK,
)
from scoring.ruleset import (
    Duration,
    Indicator,
    Override,
    Ruleset,
)

Row = dict[str, int]
FROM_A_FACT = ("veto", "ceiling", "shift")
"""Overrides that a fact brings."""
PERIODIC = ("points", "rate", "mean", "count")
"""Kinds whose lives a period bounds."""
HEAVIEST = 10**8
"""What one fact weighs at most, in hundredths, where no cap is given: fifty times the longest scale."""


@dataclass(frozen=True, slots=True)
class Of:
    """What a RULE record stands for, beside its behaviour."""

    indicator: str | None = None
    override: str | None = None
    within: Duration | None = None


@dataclass(slots=True)
class Weighing:
    """Collects the RULE records of all versions."""

    numbering: Numbering
    rules: list[Row] = field(default_factory=list)
    sources: list[RuleSource] = field(default_factory=list)
    raises: list[Row] = field(default_factory=list)
    rises: list[tuple[int, int, str]] = field(default_factory=list)
    """Which RAISE of which version weighs a fact as which other behaviour."""
    severities: list[Mapping[str, int]] = field(default_factory=list)
    work: set[tuple[str, Duration | None]] = field(default_factory=set)
    seen: set[tuple[str, Duration | None]] = field(default_factory=set)
    looked_at: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for ruleset in self.numbering.rulesets:
            for override in ruleset.overrides:
                if override.kind == "unrated":
                    self.work |= {(code, override.within) for code in override.behaviours}
            for condition in every_condition(ruleset):
                if condition.on == "behaviour":
                    self.looked_at.update(condition.behaviours)
                elif condition.on == "count":
                    self.seen |= {(code, condition.within) for code in condition.behaviours}

    def add(self, version: int, behaviour: str) -> tuple[int, int]:
        """The rules by which a version weighs a behaviour, in file order."""
        ruleset, first = self.numbering.rulesets[version], len(self.rules)
        period = self.numbering.period(ruleset.period)
        for row, of in self._rows(version, behaviour):
            self.rules.append({**_BLANK, **row, "version": version})
            self.sources.append(
                RuleSource(version, behaviour, of.indicator, of.override, period, of.within)
            )
        return first, len(self.rules)

    def _rows(self, version: int, behaviour: str) -> Iterator[tuple[Row, Of]]:
        ruleset = self.numbering.rulesets[version]
        for indicator in ruleset.indicators:
            for row in self._of_indicator(version, indicator, behaviour):
                yield row, Of(indicator=indicator.code)
        weighed_by = points_indicator(ruleset, behaviour)
        for override in ruleset.overrides:
            if override.kind in FROM_A_FACT and override.lasts is not None:
                for row in self._timed(version, override, behaviour, weighed_by):
                    yield row, Of(override=override.code)
        for within in self._withins(self.work, behaviour):
            yield self._work(version, behaviour, within), Of(within=within)
        for within in self._withins(self.seen, behaviour):
            yield self._seen(behaviour, within), Of()
        if weighed_by is not None:
            yield from ((row, Of()) for row in self._like(behaviour, weighed_by))

    def _withins(
        self, found: set[tuple[str, Duration | None]], behaviour: str
    ) -> list[Duration | None]:
        """For how long facts of a behaviour are counted somewhere."""
        return sorted((within for code, within in found if code == behaviour), key=str)

    def _like(self, behaviour: str, weighed_by: Indicator) -> Iterator[Row]:
        """In which windows of escalations the facts of a behaviour are counted."""
        delay = self.numbering.delay(weighed_by.delay)
        for (behaviours, within), number in self.numbering.windows.items():
            if behaviour in behaviours:
                life = self.numbering.lasting("like", within)
                yield {"kind": LIKE, "window": number, "life": life, "delay": delay}

    def _of_indicator(self, version: int, indicator: Indicator, behaviour: str) -> Iterator[Row]:
        number = self.numbering.indicators[indicator.code]
        if indicator.kind == "clean":
            if behaviour in indicator.behaviours:
                yield {"kind": FAULT, "indicator": number}
            if behaviour in indicator.work:
                yield {"kind": EFFORT, "indicator": number}
            return
        if behaviour in indicator.behaviours:
            yield self._life(version, indicator, behaviour)
        if behaviour in indicator.refuted_by:
            delay = self.numbering.delay(indicator.delay)
            yield {"kind": REFUTES, "indicator": number, "delay": delay}

    def _life(self, version: int, indicator: Indicator, behaviour: str) -> Row:
        numbering, ruleset = self.numbering, self.numbering.rulesets[version]
        points = indicator.kind == "points"
        periodic = indicator.kind in PERIODIC
        steps = numbering.rows(indicator.bands) if indicator.ladder_of else (0, 0)
        touch = self._life_counters(version, behaviour) if points else (0, 0)
        bound = _bound(ruleset) if periodic else 0
        nature = ruleset.behaviours[behaviour].nature
        cap, valid_for = indicator.cap_per_event, indicator.valid_for
        until = indicator.kind == "achieved" or valid_for == Duration("until_on")
        return {
            "base": (indicator.points or 0) if points else 0,
            "cap_per_event": HEAVIEST if cap is None else cap,
            "kind": WORDS[indicator.kind],
            "indicator": numbering.indicators[indicator.code],
            "life": numbering.life(version, valid_for, not periodic or bound > 0, until),
            "delay": numbering.delay(indicator.delay),
            "severities": self._severities(indicator),
            "steps": steps[0],
            "steps_end": steps[1],
            "ladder": {None: 0, "amount": 1, "quantity": 2}[indicator.ladder_of],
            "times": int(indicator.times_quantity),
            "repair": WORDS[indicator.repair],
            "rating_low": indicator.lowest,
            "rating_high": indicator.highest,
            "touch": touch[0],
            "touch_end": touch[1],
            "until": int(until),
            "bounded": bound,
            "carries": int(points and ruleset.period.carry_over and nature == "adverse"),
            "counted": numbering.counts.get(indicator.code, 0),
            **self._escalation(version, indicator, behaviour),
        }

    def _severities(self, indicator: Indicator) -> int:
        if indicator.by_severity is None:
            return -1
        self.severities.append(indicator.by_severity)
        return len(self.severities) - 1

    def _escalation(self, version: int, indicator: Indicator, behaviour: str) -> Row:
        """The steps of an escalation, and what it counts."""
        window = window_of(indicator, behaviour)
        if window is None or indicator.escalate is None:
            return {}
        number, first = self.numbering.windows[window], len(self.raises)
        for step in indicator.escalate.steps:
            if step.behaviour is not None:
                self.rises.append((len(self.raises), version, step.behaviour))
            self.raises.append(
                {
                    "times": -1 if step.times is None else step.times,
                    "add": step.add or 0,
                    "nth": step.nth,
                    "rule": -1,
                    "window": number,
                }
            )
        return {"window": number, "raises": first, "raises_end": len(self.raises)}

    def _timed(
        self, version: int, override: Override, behaviour: str, weighed_by: Indicator | None
    ) -> Iterator[Row]:
        """An override with `for`: a life of its own, from the weighing day of its fact.

        A fact that an escalation weighs as another behaviour brings what that one brings.
        """
        escalate = weighed_by.escalate if weighed_by is not None else None
        rises = {s.behaviour for s in escalate.steps if s.behaviour} if escalate else set()
        meant = [(code, code) for code in sorted(rises) if code in override.behaviours]
        if behaviour in override.behaviours:
            meant.append((behaviour, ""))
        for _, other in meant:
            yield {
                **self._timed_life(version, override),
                "delay": self.numbering.delay(weighed_by.delay if weighed_by else None),
                **self._meant_as(weighed_by, behaviour, other if rises else None),
            }

    def _timed_life(self, version: int, override: Override) -> Row:
        lasts = override.lasts or Duration("days", 1)
        touch = self.numbering.touch([self.numbering.override_counter(override)])
        life = self.numbering.lasting(("override", version), lasts)
        return {"kind": VETO, "life": life, "touch": touch[0], "touch_end": touch[1]}

    def _meant_as(self, indicator: Indicator | None, behaviour: str, other: str | None) -> Row:
        """For a fact that may be weighed as another behaviour: as which one this rule is for it."""
        window = window_of(indicator, behaviour) if indicator else None
        if other is None or indicator is None or window is None:
            return {}
        row = {"only_as": self.numbering.behaviours[other] if other else ITSELF}
        number = self.numbering.windows[window]
        first = len(self.raises)
        for step in indicator.escalate.steps if indicator.escalate else ():
            rule = -1 if step.behaviour is None else self.numbering.behaviours[step.behaviour]
            self.raises.append({"nth": step.nth, "rule": rule, "window": number})
        return {**row, "window": number, "raises": first, "raises_end": len(self.raises)}

    def _work(self, version: int, behaviour: str, within: Duration | None) -> Row:
        """What counts as work lives from `counts_from` to the end of its period, or for its time."""
        numbering = self.numbering
        touch = numbering.touch([numbering.work_counter(behaviour, within)])
        bound = _bound(numbering.rulesets[version]) if within is None else 0
        life = numbering.life(version, None, bound > 0)
        if within is not None:
            life = numbering.lasting("work", within)
        return {
            "kind": WORK,
            "life": life,
            "touch": touch[0],
            "touch_end": touch[1],
            "bounded": bound,
        }

    def _seen(self, behaviour: str, within: Duration | None) -> Row:
        """What a condition counts, whether or not it weighs."""
        touch = self.numbering.touch([self.numbering.seen_counter(behaviour, within)])
        life = -1 if within is None else self.numbering.lasting("seen", within)
        return {"kind": SEEN, "life": life, "touch": touch[0], "touch_end": touch[1]}

    def _life_counters(self, version: int, behaviour: str) -> tuple[int, int]:
        """What a life under an indicator of kind points touches: its behaviour, and its overrides."""
        numbering = self.numbering
        brought = [
            numbering.override_counter(o)
            for o in numbering.rulesets[version].overrides
            if o.kind in FROM_A_FACT and o.lasts is None and behaviour in o.behaviours
        ]
        looked_at = behaviour in self.looked_at
        return numbering.touch([numbering.counter("life", behaviour)] * looked_at + brought)

    def tie(self, links: Mapping[tuple[int, str], int]) -> None:
        """Once all rules stand: by which one a fact is weighed that rises to another behaviour."""
        for row, version, behaviour in self.rises:
            self.raises[row]["rule"] = links[version, behaviour]

    def points_rules(self) -> dict[tuple[int, str], int]:
        """For each version and behaviour the RULE record of its indicator of kind points."""
        return {
            (source.version, source.behaviour): n
            for n, source in enumerate(self.sources)
            if self.rules[n]["kind"] == WORDS["points"]
        }


_BLANK: Row = {
    "indicator": -1,
    "life": -1,
    "delay": -1,
    "severities": -1,
    "window": -1,
    "cap_per_event": -1,
    "only_as": ANY,
}
"""What a RULE record holds where its kind says nothing."""


def points_indicator(ruleset: Ruleset, behaviour: str) -> Indicator | None:
    """By which indicator of kind points a version weighs a behaviour."""
    found = (i for i in ruleset.indicators if i.kind == "points" and behaviour in i.behaviours)
    return next(found, None)


def _bound(ruleset: Ruleset) -> int:
    """Whether lives end by the close of a period rather than by a table."""
    if ruleset.period.kind == "anniversary":
        return OWN_BOUND
    return CALENDAR_BOUND if ruleset.period.carry_over else 0
