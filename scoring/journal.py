"""Reads the journal of a walk: what lives on a day, which lists, what each day was settled at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from scoring.book import RuleBook
from scoring.compiler import RuleSource
from scoring.days import LIFE, NEVER, OPEN, day_of
from scoring.numbers import points_text
from scoring.records import (
    BY_RULE,
    HALVED,
    MARKED,
    NOT_ASSESSED,
    T_BEGIN,
    T_CAP,
    T_CLAMP,
    T_DIMENSION,
    T_DIMENSION_CAP,
    T_END,
    T_ENTER,
    T_ESCALATE,
    T_HALVE,
    T_IDLE,
    T_LAPSE,
    T_LEAVE,
    T_LOCK,
    T_MARK,
    T_OPEN,
    T_PROPOSE,
    T_ROUNDING,
    T_SETTLED,
    T_START,
    T_STAY,
    T_UNTIL,
    T_VALUE,
    T_VERSION,
    TOO_LITTLE_WORK,
)
from scoring.score import Change, ListLine

UNRATED = {TOO_LITTLE_WORK: "too_little_work", NOT_ASSESSED: "not_assessed"}
FIVE_YEARS, MOST_CHANGES = 60, 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the journal; what `amount`, `a` and `b` are depends on `kind`."""

    day: int
    kind: int
    row: int
    rule: int
    amount: int
    a: int
    b: int
    c: int
    d: int


def entries(trace: Any) -> list[Entry]:
    names = ("day", "kind", "row", "rule", "amount", "a", "b", "c", "d")
    return [Entry(*row) for row in zip(*(trace[name].tolist() for name in names), strict=True)]


@dataclass(slots=True)
class Living:
    """A fact that weighs from its weighing day `begins` to the day `ends`, and how it came by its amount.

    `ways` holds HALVED, CAPPED and MARKED; `raised` is the T_ESCALATE record, if it was escalated.
    """

    row: int
    rule: int
    amount: int
    uncapped: int
    ways: int
    begins: int
    ends: int
    raised: Entry | None

    @classmethod
    def of(cls, begun: Entry, raised: Entry | None) -> Living:
        return cls(begun.row, begun.rule, begun.amount, begun.a, begun.b, begun.c, begun.d, raised)


@dataclass(slots=True)
class Standing:
    """What stands at a moment of the journal; `take` carries it on by one entry.

    `opening` is the next opening of a period as foreseen; `locks` are (since, until) by override.
    """

    sources: Sequence[RuleSource]
    living: dict[tuple[int, int], Living] = field(default_factory=dict)
    values: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    caps: dict[int, int] = field(default_factory=dict)
    dimension_caps: dict[int, int] = field(default_factory=dict)
    dimensions: dict[int, tuple[int, int]] = field(default_factory=dict)
    totals: dict[int, int] = field(default_factory=dict)
    silenced: dict[int, Entry] = field(default_factory=dict)
    settled: Entry | None = None
    raised: Entry | None = None
    opening: int = NEVER
    locks: dict[int, tuple[int, int]] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        if entry.kind in (T_BEGIN, T_END, T_HALVE, T_IDLE, T_MARK, T_ESCALATE):
            self._fact(entry)
        elif entry.kind in (T_VERSION, T_OPEN):
            self.opening = entry.b
        elif entry.kind == T_LOCK:
            before = self.locks.get(entry.rule, (0, 0))
            since = before[0] if before[1] >= entry.day else entry.day
            self.locks[entry.rule] = (since, entry.a)
        elif entry.kind == T_VALUE:
            value = self.values.get(entry.rule, (0, 0, 0))[0]
            self.values[entry.rule] = (value + entry.amount, entry.a, entry.b)
        elif entry.kind in (T_CAP, T_DIMENSION_CAP):
            caps = self.caps if entry.kind == T_CAP else self.dimension_caps
            caps[entry.rule] = caps.get(entry.rule, 0) + entry.amount
        elif entry.kind == T_DIMENSION:
            amount = self.dimensions.get(entry.rule, (0, 0))[0]
            self.dimensions[entry.rule] = (amount + entry.amount, entry.a)
        elif entry.kind in (T_START, T_CLAMP, T_ROUNDING):
            self.totals[entry.kind] = self.totals.get(entry.kind, 0) + entry.amount
        elif entry.kind == T_SETTLED:
            self.settled = entry

    def _fact(self, entry: Entry) -> None:
        key = (entry.row, entry.rule)
        if entry.kind == T_ESCALATE:
            self.raised = entry
        elif entry.kind == T_BEGIN:
            self.living[key] = Living.of(entry, self.raised)
            self.raised = None
        elif entry.kind == T_HALVE:
            self.living[key].amount = entry.a
            self.living[key].ways |= HALVED
        elif entry.kind == T_MARK:
            self.living[key].ways |= MARKED
        else:
            self.living.pop(key, None)
            if self.sources[entry.rule].indicator is not None:
                self.silenced[entry.row] = entry


def standing_on(journal: Sequence[Entry], sources: Sequence[RuleSource], day: int) -> Standing:
    """What stands at the end of a day."""
    standing = Standing(sources)
    for entry in journal:
        if entry.day > day:
            break
        standing.take(entry)
    return standing


def until_day(until: int) -> date | Literal["life"] | None:
    if until == LIFE:
        return "life"
    return None if until >= OPEN else day_of(until)


@dataclass(slots=True)
class _Listing:
    rule: int
    start: int
    until: int
    by: int
    version: int
    proposal: bool = False
    by_change: bool = False
    replaced: bool = False
    stays: list[tuple[int, int]] = field(default_factory=list)


def listings(journal: Sequence[Entry], book: RuleBook, day: int) -> tuple[ListLine, ...]:
    """Every listing that began on or before a day, and every open proposal, in file order."""
    found: list[_Listing] = []
    in_force: dict[int, _Listing] = {}
    proposals: dict[int, _Listing] = {}
    version = 0
    for entry in journal:
        if entry.day > day:
            break
        if entry.kind == T_SETTLED:
            version = entry.rule
        _take_listing(entry, version, found, in_force, proposals)
    every = [listing for listing in found if not listing.replaced]
    every += list(proposals.values())
    codes = list(book.compiled.list_codes)
    ordered = sorted(every, key=lambda listing: (listing.rule, listing.start, listing.proposal))
    return tuple(_list_line(listing, codes, book, day) for listing in ordered)


def _take_listing(
    entry: Entry,
    version: int,
    found: list[_Listing],
    in_force: dict[int, _Listing],
    proposals: dict[int, _Listing],
) -> None:
    if entry.kind == T_ENTER:
        listing = _Listing(entry.rule, entry.a, entry.amount, entry.b, version)
        found.append(listing)
        in_force[entry.rule] = listing
    elif entry.kind == T_LEAVE:
        listing = in_force.pop(entry.rule)
        listing.until, listing.replaced = entry.amount, bool(entry.b)
    elif entry.kind == T_UNTIL:
        in_force[entry.rule].until = entry.amount
    elif entry.kind == T_STAY:
        in_force[entry.rule].stays.append((entry.b, entry.amount))
    elif entry.kind == T_PROPOSE:
        proposals[entry.rule] = _Listing(
            entry.rule, entry.a, OPEN, BY_RULE, version, True, bool(entry.b)
        )
    elif entry.kind == T_LAPSE:
        proposals.pop(entry.rule)


def _list_line(listing: _Listing, codes: Sequence[str], book: RuleBook, day: int) -> ListLine:
    in_force: Literal["in_force", "ended"] = "in_force" if day < listing.until else "ended"
    return ListLine(
        list=codes[listing.rule],
        start=day_of(listing.start),
        until=until_day(listing.until),
        state="proposed" if listing.proposal else in_force,
        by="rule" if listing.by == BY_RULE else "decision",
        version=book.versions[listing.version].version,
        by_change=listing.by_change,
        stays=tuple((day_of(start), until_day(until)) for start, until in listing.stays),
    )


def settled_days(journal: Sequence[Entry]) -> Iterator[tuple[Entry, tuple[int, ...]]]:
    """Each settled day with the lists then in force."""
    in_force: set[int] = set()
    for entry in journal:
        if entry.kind == T_ENTER:
            in_force.add(entry.rule)
        elif entry.kind == T_LEAVE:
            in_force.discard(entry.rule)
        elif entry.kind == T_SETTLED:
            yield entry, tuple(sorted(in_force))


def next_changes(
    journal: Sequence[Entry], book: RuleBook, day: int, last: int
) -> tuple[Change, ...]:
    """Later days on which points, grade or lists differ from before: at most 20, none after `last`."""
    codes = list(book.compiled.list_codes)
    before: tuple[str, str | None, tuple[str, ...]] | None = None
    found: list[Change] = []
    for entry, listed in settled_days(journal):
        if entry.day > last or len(found) == MOST_CHANGES:
            break
        change = _change(entry, tuple(codes[n] for n in listed), book)
        printed = (change.points_text, change.grade, change.lists)
        if entry.day > day and printed != before:
            found.append(change)
        before = printed
    return tuple(found)


def _change(settled: Entry, lists: tuple[str, ...], book: RuleBook) -> Change:
    ruleset = book.versions[settled.rule]
    return Change(
        on=day_of(settled.day),
        points=settled.amount,
        points_text=points_text(settled.amount, ruleset.scale.places),
        grade=ruleset.grades[settled.a].code if settled.a >= 0 else None,
        unrated=UNRATED.get(settled.b),
        lists=lists,
    )
