"""The rule book: every version of one scheme, in the order in which they take effect."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from scoring.compiled import Compiled, compile_rules
from scoring.days import WorkingDays
from scoring.problems import Problem, RulesetError
from scoring.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class RuleBook:
    """`hash` names all versions it reads; a score carries it."""

    scheme: str
    versions: tuple[Ruleset, ...]
    working: WorkingDays
    hash: str
    compiled: Compiled = field(repr=False, compare=False)

    @property
    def first_day(self) -> date:
        """Before this day there is no score."""
        return self.versions[0].effective_from

    def in_force(self, day: date) -> Ruleset | None:
        """The version in force on a day."""
        acting = [r for r in self.versions if r.effective_from <= day]
        return acting[-1] if acting else None

    def as_known(self, known: int | None) -> RuleBook:
        """The book of the versions published by ledger size `known`.

        Raises ValueError when none was.
        """
        if known is None or all((r.recorded_at or 0) <= known for r in self.versions):
            return self
        published = [r for r in self.versions if (r.recorded_at or 0) <= known]
        if not published:
            raise ValueError(f"no version of {self.scheme} was published by ledger size {known}")
        return rule_book(published, self.working)


class NoScore(ValueError):
    """Before the first version of a scheme there is no score; `first_day` is the first that has one."""

    def __init__(self, book: RuleBook) -> None:
        self.first_day = book.first_day
        super().__init__(f"no version of {book.scheme} is in force before {book.first_day}")


def rule_book(rulesets: Iterable[Ruleset], working: WorkingDays | None = None) -> RuleBook:
    """All versions of one scheme as one book; `working` are the working days (default Mon–Fri).

    Raises RulesetError if they are not versions of one scheme or cannot follow one another.
    """
    ordered = tuple(sorted(rulesets, key=lambda r: r.effective_from))
    if not ordered:
        raise ValueError("a rule book holds at least one ruleset")
    problems = [*_mixed(ordered), *_discontinuities(ordered)]
    if problems:
        raise RulesetError(problems)
    calendar = working or WorkingDays()
    digest = hashlib.sha256("\n".join(r.sha256 for r in ordered).encode()).hexdigest()
    compiled = compile_rules(ordered, calendar)
    return RuleBook(ordered[0].scheme, ordered, calendar, digest, compiled)


def _mixed(rulesets: Sequence[Ruleset]) -> Iterable[Problem]:
    first = rulesets[0]
    for n, ruleset in enumerate(rulesets):
        before = rulesets[:n]
        if ruleset.scheme != first.scheme:
            params = {"found": ruleset.scheme, "wanted": first.scheme}
            yield Problem(ruleset.name, "scheme", "other_scheme", params)
        if any(r.version == ruleset.version for r in before):
            params = {"found": ruleset.version}
            yield Problem(ruleset.name, "version", "same_version", params)
        if any(r.effective_from == ruleset.effective_from for r in before):
            params = {"found": str(ruleset.effective_from)}
            yield Problem(ruleset.name, "effective_from", "same_day", params)


def _discontinuities(rulesets: Sequence[Ruleset]) -> Iterable[Problem]:
    for before, after in pairwise(rulesets):
        if after.change != "carry":
            continue
        for key, of_before, of_after in _must_agree(before, after):
            if of_before != of_after:
                yield Problem(after.name, key, "cannot_carry", {"key": key})


def _must_agree(before: Ruleset, after: Ruleset) -> Iterable[tuple[str, object, object]]:
    """What facts that go on weighing need to find unchanged."""
    yield "category", before.category, after.category
    for name in ("start", "direction", "places", "whole"):
        yield f"scale.{name}", getattr(before.scale, name), getattr(after.scale, name)
    yield "period.kind", before.period.kind, after.period.kind
    yield "period.unit", before.period.unit, after.period.unit
    if before.period.kind == after.period.kind == "anniversary":
        yield "period.months", before.period.months, after.period.months
    yield "indicators", _shape(before), _shape(after)
    yield "dimensions", _weights(before), _weights(after)


def _shape(ruleset: Ruleset) -> set[tuple[str, str, str]]:
    return {(i.code, i.kind, i.dimension) for i in ruleset.indicators}


def _weights(ruleset: Ruleset) -> set[tuple[str, int, int]]:
    return {(d.code, d.part, d.start) for d in ruleset.dimensions}
