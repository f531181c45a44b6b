"""Runs of periods: how many in a row were clean, or ended with one of some grades."""

from __future__ import annotations

from scoring.grading import among, lock
from scoring.kernel import Record, part
from scoring.lives import soil
from scoring.records import (
    ANYTHING,
    LOCK,
    ON_PERIODS,
    Journal,
    Memory,
    Rules,
)


@part
def look_back(run: Record, trace: Journal, book: Rules, memory: Memory) -> None:
    """What the period that closes adds to the runs; one that was not whole ends them."""
    whole = run.file_opened <= run.opened and run.anew <= run.opened < run.day
    count_clean(whole, run, book, memory)
    version = book.versions[run.version]
    for c in range(version.conditions, version.conditions_end):
        condition = book.conditions[c]
        if condition.on == ON_PERIODS:
            among_them = among(run.settled, condition.watched, condition.watched_end, book.watched)
            streak = memory.streaks[condition.streak]
            streak.n = streak.n + 1 if whole and among_them else 0
    for n in range(version.overrides, version.overrides_end):
        override = book.overrides[n]
        if override.kind == LOCK and override.periods > 0:
            among_them = among(run.settled, override.when, override.when_end, book.watched)
            streak = memory.streaks[override.streak]
            streak.n = streak.n + 1 if whole and among_them else 0
            if streak.n >= override.periods:
                lock(override, run, trace, book, memory)


@part
def count_clean(whole: bool, run: Record, book: Rules, memory: Memory) -> None:
    """The runs of clean periods; each period is counted afresh."""
    version = book.versions[run.version]
    for w in range(version.cleans, version.cleans_end):
        i = book.watched[w]
        tally, slot = memory.tallies[i], book.slots[run.version * memory.tallies.size + i]
        clean = whole and tally.numerator == 0 and tally.denominator >= slot.at_least
        before = tally.streak
        tally.streak = tally.streak + 1 if clean and not slot.retired else 0
        tally.numerator = tally.denominator = 0
        if tally.streak != before:
            soil(i, ANYTHING, run, memory)


@part
def end_runs(run: Record, book: Rules, memory: Memory) -> None:
    """A restart, or a version that begins afresh, ends every run."""
    for streak in memory.streaks:
        streak.n = 0
    count_clean(False, run, book, memory)


@part
def keep_runs(run: Record, book: Rules, memory: Memory) -> None:
    """Under a version that carries on, runs go on that it has too; a retired indicator has none."""
    version = book.versions[run.version]
    for streak in memory.streaks:
        streak.kept = 0
    for c in range(version.conditions, version.conditions_end):
        if book.conditions[c].on == ON_PERIODS:
            memory.streaks[book.conditions[c].streak].kept = 1
    for n in range(version.overrides, version.overrides_end):
        if book.overrides[n].kind == LOCK and book.overrides[n].periods > 0:
            memory.streaks[book.overrides[n].streak].kept = 1
    for streak in memory.streaks:
        if not streak.kept:
            streak.n = 0
    for w in range(version.cleans, version.cleans_end):
        if book.slots[run.version * memory.tallies.size + book.watched[w]].retired:
            memory.tallies[book.watched[w]].streak = 0
