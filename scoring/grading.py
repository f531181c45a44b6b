"""The grade of a day: by the total, then shifts, ceilings and locks, then what is unrated, then vetoes."""

from __future__ import annotations

from scoring.days import FIRST, NEVER
from scoring.kernel import Record, part, rare
from scoring.lives import jot, unsettle
from scoring.records import (
    CEILING,
    LOCK,
    NOT_ASSESSED,
    RATED,
    SHIFT,
    T_LOCK,
    TOO_LITTLE_WORK,
    VETO,
    WORK,
    Journal,
    Memory,
    Records,
    Rules,
)
from scoring.weights import round_to, step


@part
def acts(override: Record, run: Record, book: Rules, memory: Memory) -> bool:
    """Whether an override applies: a fact that brings it, a lock that lasts, or too little work."""
    if override.kind == LOCK:
        return bool(memory.locks[override.own] > run.day)
    n = 0
    for w in range(override.watched, override.watched_end):
        counter = memory.counters[book.watched[w]]
        n += counter.sum if override.denominators else counter.n
    return bool(n < override.at_least if override.kind == WORK else n > 0)


@rare
def grade_day(run: Record, book: Rules, memory: Memory) -> None:
    """Points and grade of the day."""
    version = book.versions[run.version]
    run.points = round_to(run.total, run.scale, version.unit, version.rounding)
    row = step(book.bands, version.grades, version.grades_end, run.total, run.scale)
    run.by_total = book.bands[row].points
    run.unrated = NOT_ASSESSED if run.unassessed > 0 or run.whole <= 0 else RATED
    veto, ceiling, shift = -1, -1, -1 if run.lifted > 0 else 0
    for n in range(version.overrides, version.overrides_end):
        override = book.overrides[n]
        if acts(override, run, book, memory):
            if override.kind == VETO:
                veto = max(veto, override.grade)
            elif override.kind == CEILING or override.kind == LOCK:
                ceiling = max(ceiling, override.grade)
            elif override.kind == SHIFT:
                shift += override.by
            else:
                run.unrated = TOO_LITTLE_WORK
    run.grade = max(max(0, min(version.last, run.by_total + shift)), ceiling)
    run.plain = run.grade if run.unrated == RATED else -1
    if veto >= 0:
        run.grade, run.unrated = max(run.grade, veto), RATED
    elif run.unrated != RATED:
        run.grade = -1


@part
def grade_code(run: Record, book: Rules) -> int:
    """The grade of the day in the numbering of all versions, -1 if there is none."""
    if run.grade < 0:
        return -1
    return int(book.watched[book.versions[run.version].codes + run.grade])


@part
def among(code: int, first: int, end: int, watched: Records) -> bool:
    """Whether a grade is one of those that watched[first:end] names."""
    found = False
    for w in range(first, end):
        found = found or watched[w] == code
    return found


@part
def lock(override: Record, run: Record, trace: Journal, book: Rules, memory: Memory) -> None:
    """A lock begins today, or begins again."""
    until = book.tables[override.lasts, run.day - FIRST]
    if until > memory.locks[override.own]:
        memory.locks[override.own] = until
        run.lock_end = min(run.lock_end, until)
        jot(trace, run, T_LOCK, -1, override.own, 0, until, 0)


@part
def end_locks(run: Record, memory: Memory) -> None:
    """Locks whose last day was yesterday no longer act."""
    if run.lock_end > run.day:
        return
    run.lock_end = NEVER
    unsettle(run)
    for until in memory.locks:
        if until > run.day:
            run.lock_end = min(run.lock_end, until)


@part
def settle_grade(run: Record, trace: Journal, book: Rules, memory: Memory) -> None:
    """The settled grade, after the locks that the day's own grade begins."""
    grade_day(run, book, memory)
    version, code, begun = book.versions[run.version], grade_code(run, book), False
    for n in range(version.overrides, version.overrides_end):
        override = book.overrides[n]
        if override.kind != LOCK or override.periods > 0:
            continue
        became = among(code, override.when, override.when_end, book.watched)
        was = among(run.settled, override.when, override.when_end, book.watched)
        if became and not was:
            lock(override, run, trace, book, memory)
            begun = True
    if begun:
        grade_day(run, book, memory)
    run.settled = grade_code(run, book)
