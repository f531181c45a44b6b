"""The path back to each better grade: by waiting alone, and by the fewest steps that the rules permit.

The engine itself answers: a step is a fact with its repair or rectification on the first permitted day, and
the walk over such facts says from which day the grade is reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import scoring
from procedure.repair import times
from scoring.days import months_later
from services.repairs.repair_norms import norm_of
from services.statements.shown_effect import every_line

MONTHS = 60
"""So far ahead it is looked, as the forecast does."""

Kind = Literal["repair", "rectify"]
Stands = Callable[[Sequence["Step"]], bool]
Rule = Callable[[scoring.Ruleset, str], object]


@dataclass(frozen=True)
class Step:
    """What the party may do about one record: permitted since ``first``, and done ``on`` the first such day
    from today on.

    ``effect`` is what hangs on it, in hundredths: the weight that ends, or the half of it.
    """

    kind: Kind
    event_id: str
    first: date
    on: date
    effect: int


@dataclass(frozen=True)
class Way:
    """From ``on`` the grade is this one or better: with these steps, and without any of them not so early.

    ``waiting`` is the day on which waiting alone brings it; None: not within the years looked at. Without
    ``steps``, the greatest effect first, waiting is enough. ``points`` are those of that day, in hundredths.
    """

    grade: str
    on: date
    points: int
    steps: tuple[Step, ...]
    waiting: date | None


@dataclass(frozen=True)
class PathBack:
    """A way to each better grade that can be reached until ``until``, the nearest grade first."""

    ways: tuple[Way, ...]
    until: date


@dataclass(frozen=True)
class Asked:
    """One subject's facts under a rule book; ``today`` is the first day on which a step can be taken."""

    book: scoring.RuleBook
    facts: scoring.Facts
    score: scoring.Score
    today: date
    _found: dict[frozenset[Step], Mapping[str, tuple[date, int]]] = field(default_factory=dict)

    @property
    def until(self) -> date:
        return months_later(self.score.view.on, MONTHS)

    def with_steps(self, steps: Sequence[Step]) -> scoring.Facts:
        """The facts as they were if these steps were taken."""
        return with_steps(self.facts, steps)

    def first_days(self, steps: Sequence[Step] = ()) -> Mapping[str, tuple[date, int]]:
        """By grade the first later day on which it, or a better one, is reached, with the points of that day."""
        key = frozenset(steps)
        if key not in self._found:
            self._found[key] = dict(self._first_days(steps))
        return self._found[key]

    def _first_days(self, steps: Sequence[Step]) -> Iterator[tuple[str, tuple[date, int]]]:
        view, codes = self.score.view, self._grades()
        known = self.with_steps(steps) if steps else self.facts
        course = scoring.history(
            self.book, known, self.score.subject_id, view.on, self.until, view.known
        )
        best = _place(codes, self.score.grade)
        for on, points, grade, _unrated in course:
            reached = _place(codes, grade)
            for code in reversed(codes[reached:best]):
                yield code, (on, points)
            best = min(best, reached)

    def _grades(self) -> list[str]:
        ruleset = next(r for r in self.book.versions if r.version == self.score.version)
        return [grade.code for grade in ruleset.grades]

    def better_grades(self) -> list[str]:
        """Those above today's, the nearest first."""
        codes = self._grades()
        return codes[: _place(codes, self.score.grade)][::-1]


def _place(codes: Sequence[str], grade: str | None) -> int:
    """Where a grade stands, the best first; unrated, or of other rules, behind the last."""
    return codes.index(grade) if grade in codes else len(codes)


def path_back(asked: Asked) -> PathBack:
    """The earliest day of each better grade, and the fewest steps that bring it."""
    every = permitted_steps(asked)
    found = [way for code in asked.better_grades() if (way := _way(asked, code, every))]
    followed = zip(found, [*found[1:], None], strict=False)
    kept = [way for way, better in followed if not _same(way, better)]
    return PathBack(tuple(kept), asked.until)


def _same(way: Way, better: Way | None) -> bool:
    """Whether the same steps bring a better grade on the same day."""
    return better is not None and (way.on, way.steps) == (better.on, better.steps)


def _way(asked: Asked, code: str, every: Sequence[Step]) -> Way | None:
    idle, full = asked.first_days().get(code), asked.first_days(every).get(code)
    waiting = idle[0] if idle else None
    if full is None or (idle is not None and idle[0] <= full[0]):
        return Way(code, *idle, (), waiting) if idle else None
    steps = _needed(asked, code, list(every))
    on, points = asked.first_days(steps)[code]
    return Way(code, on, points, tuple(reversed(steps)), waiting)


def _needed(asked: Asked, code: str, steps: list[Step]) -> list[Step]:
    """These steps without those that can be dropped while the day stands, the smallest effect first.

    It is looked through again until nothing more can be dropped: a step may have been needed only for the
    sake of one that went after it.
    """

    def stands(left: Sequence[Step]) -> bool:
        reached = asked.first_days(left).get(code)
        return reached is not None and reached[0] <= asked.first_days(steps)[code][0]

    dropped = True
    while dropped:
        dropped, place = False, 0
        while place < len(steps):
            run = _longest_run(steps, place, stands)
            dropped = dropped or run > 0
            del steps[place : place + run]
            place += 1
    return steps


def _longest_run(steps: Sequence[Step], place: int, stands: Stands) -> int:
    """How many steps from a place on can be dropped together: looked for by halves, not one by one."""
    low, high = 0, len(steps) - place
    while low < high:
        tried = (low + high + 1) // 2
        if stands([*steps[:place], *steps[place + tried :]]):
            low = tried
        else:
            high = tried - 1
    return low


def permitted_steps(asked: Asked) -> tuple[Step, ...]:
    """Every repair and rectification that the rules let the party ask for, the smallest effect first.

    None on another day than today, or as known on another: nobody can act in the past.
    """
    view = asked.score.view
    if view.on != asked.today or view.known is not None:
        return ()
    weighs = _weights(asked.score)
    steps = [
        step
        for row in sorted(asked.facts.rows, key=lambda row: row.counts_from)
        if row.subject_id == asked.score.subject_id and row.event_id in weighs
        for step in steps_of(asked, row, weighs[row.event_id])
    ]
    return tuple(sorted(steps, key=_order))


def _order(step: Step) -> tuple[int, bool]:
    """Of one effect the oldest record goes first, and a repair before a rectification, which asks less."""
    return step.effect, step.kind == "rectify"


def _weights(score: scoring.Score) -> dict[str, int]:
    """What each known record weighs on the day, in hundredths; 0 where it weighs nothing, or nothing yet."""
    found = {silent.event_id: 0 for silent in score.silent}
    for line in every_line(score.lines):
        if line.event_id is not None:
            found[line.event_id] = abs(line.amount) if line.kind == "event" else 0
    return found


def steps_of(asked: Asked, row: scoring.Fact, weight: int = 0) -> Iterator[Step]:
    """What the rules let the party ask for about one record that weighs this much."""
    rules: tuple[tuple[Kind, Rule], ...] = (("repair", repairs), ("rectify", carries_over))
    for kind, rule in rules:
        done = row.repaired_on if kind == "repair" else row.rectified_on
        found = next(
            ((v, first) for v, first in _weighing(asked, row) if rule(v, row.behaviour)), None
        )
        if done is None and found is not None:
            version, first = found
            halved = kind == "repair" and "halves" in repairs(version, row.behaviour)
            lawful = first if kind == "rectify" else lawful_from(version, row)
            if lawful is None:
                continue
            first = max(first, lawful)
            on = max(asked.today, first)
            yield Step(kind, row.event_id, first, on, weight // 2 if halved else weight)


def _weighing(asked: Asked, row: scoring.Fact) -> Iterator[tuple[scoring.Ruleset, date]]:
    """The versions that weigh a record from today on, each with the first day on which it does.

    It is the one in force when the record began to count, until a version weighs everything anew.
    """
    own = asked.book.in_force(row.counts_from)
    found = [] if own is None else [(own, row.counts_from)]
    found += [
        (version, version.effective_from)
        for version in asked.book.versions
        if version.effective_from > row.counts_from and version.change == "recast"
    ]
    past = [place for place, (_, first) in enumerate(found) if first <= asked.today]
    yield from found[past[-1] :] if past else found


def lawful_from(ruleset: scoring.Ruleset, row: scoring.Fact) -> date | None:
    """The first day on which the norm lets the party ask for the repair of a record; None: never early."""
    known = ruleset.behaviours.get(row.behaviour)
    if known is None or known.severity_class is None:
        return None
    norm = norm_of(ruleset.scheme, severity=known.severity_class)
    return times(norm, known.severity_class, row.counts_from).first


def repairs(ruleset: scoring.Ruleset, behaviour: str) -> frozenset[str]:
    """What a repair does to records of a behaviour, by every rule that may weigh them; empty: nothing."""
    return frozenset(i.repair for i in _weighers(ruleset, behaviour) if i.repair is not None)


def carries_over(ruleset: scoring.Ruleset, behaviour: str) -> bool:
    """Whether records of a behaviour weigh on until they are rectified."""
    known = ruleset.behaviours.get(behaviour)
    weighed = any(i.kind == "points" for i in _weighers(ruleset, behaviour))
    return ruleset.period.carry_over and weighed and known is not None and known.nature == "adverse"


def _weighers(ruleset: scoring.Ruleset, behaviour: str) -> list[scoring.Indicator]:
    """The indicators that weigh a behaviour, or one as which a repeated record of it is weighed."""
    named = [i for i in ruleset.indicators if behaviour in i.behaviours]
    steps = (step for i in named if i.escalate is not None for step in i.escalate.steps)
    others = {step.behaviour for step in steps if step.behaviour is not None}
    return named + [i for i in ruleset.indicators if others & {*i.behaviours}]


def with_steps(facts: scoring.Facts, steps: Sequence[Step]) -> scoring.Facts:
    """The facts as they were if these steps were taken, each on its day."""
    on = {(step.event_id, step.kind): step.on for step in steps}
    rows = [
        replace(
            row,
            repaired_on=on.get((row.event_id, "repair"), row.repaired_on),
            rectified_on=on.get((row.event_id, "rectify"), row.rectified_on),
        )
        for row in facts.rows
    ]
    return scoring.facts_of(rows, facts.decision_rows, facts.subject_rows)
