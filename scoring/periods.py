"""Periods in the walk: they close and open, restart, and stand still while a list suspends them."""

from __future__ import annotations

from scoring.beginning import rectified_by
from scoring.days import NEVER
from scoring.kernel import Record, part, rare
from scoring.lives import end_life, jot
from scoring.openings import boundary, boundary_before, unit_day
from scoring.records import (
    CLOSED,
    RESTARTED,
    T_OPEN,
    Columns,
    Journal,
    Memory,
    Records,
    Rules,
)
from scoring.streaks import end_runs, look_back


@part
def suspends(run: Record, book: Rules, standings: Records) -> bool:
    """Whether the subject is on a list that suspends its periods, in the version in force."""
    held = False
    for listed in range(standings.size):
        rule = book.lists[run.version * standings.size + listed]
        held = held or (rule.suspends == 1 and standings[listed].start >= 0)
    return held


@part
def restarts(run: Record, book: Rules, standings: Records) -> bool:
    """Whether yesterday's entry on a list, or the end of a listing, restarts the period today."""
    entered, freed = False, False
    for listed in range(standings.size):
        rule, standing = book.lists[run.version * standings.size + listed], standings[listed]
        on = 1 if standing.start >= 0 else 0
        if rule.restarts and standing.entered == run.day - 1:
            entered = True
        if rule.restarts_after and standing.was_on > 0 and not on:
            freed = True
        standing.was_on = on
    if freed and suspends(run, book, standings):
        freed = False
    return bool((entered or freed) and run.day >= run.file_opened)


@part
def suspend(run: Record, book: Rules, standings: Records) -> None:
    """Since when a list suspends the subject's periods."""
    if not suspends(run, book, standings):
        run.suspended = NEVER
    elif run.suspended == NEVER:
        run.suspended = run.day


@part
def begin_periods(carried: bool, run: Record, book: Rules, memory: Memory) -> None:
    """Under a version that takes effect today: which period runs, and when the next one opens."""
    version = book.versions[run.version]
    months, firsts = book.months, book.firsts
    run.opening = run.due = NEVER
    if version.own:
        suspend(run, book, memory.standings)
        if run.suspended == NEVER:
            run.opening = boundary(run.anchor, version.span, run.day, months, firsts)
        if not carried:
            last = run.day if run.suspended == NEVER else run.suspended - 1
            run.opened = boundary_before(run.anchor, version.span, last, months, firsts)
    else:
        run.suspended = NEVER
        if version.span > 0:
            run.opening = unit_day(version.span, run.day - 1, 1, months, firsts)
            day = run.day - 1 if carried else run.day
            run.opened = unit_day(version.span, day, 0, months, firsts)
    if version.due:
        run.due = run.opening


@part
def close(
    restarted: bool, run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """What the period bounds ends with it, but for what is carried over unless it restarts."""
    first = run.lives
    for k in range(run.period_lives, run.lives):
        life = memory.lives[k]
        rule = book.rules[life.rule]
        if rule.bounded == 0 or life.alive < 0 or (life.alive == 0 and life.begin < run.day):
            continue
        carried = rule.carries == 1 and not restarted
        if life.alive == 0 or (carried and not rectified_by(run.day, life, run, columns)):
            first = min(first, k)
        else:
            why = RESTARTED if restarted else CLOSED
            end_life(k, why, run, trace, book, columns, memory)
    run.period_lives = first


@part
def open_period(run: Record, trace: Journal, book: Rules) -> None:
    """A period opens today; the next one follows, unless a list suspends it."""
    version = book.versions[run.version]
    run.opened = run.day
    if version.own == 0:
        run.opening = unit_day(version.span, run.day, 1, book.months, book.firsts)
    elif run.suspended == NEVER:
        run.opening = boundary(run.anchor, version.span, run.day + 1, book.months, book.firsts)
    if version.due:
        run.due = run.opening
    jot(trace, run, T_OPEN, -1, run.version, 0, run.opened, run.opening)


@part
def heed_lists(run: Record, book: Rules, memory: Memory) -> bool:
    """What lists do to the subject's own periods today; whether they restart."""
    run.wake = NEVER
    version = book.versions[run.version]
    if version.own == 0:
        for standing in memory.standings:
            standing.was_on = 1 if standing.start >= 0 else 0
        return False
    again = restarts(run, book, memory.standings)
    suspend(run, book, memory.standings)
    run.opening = NEVER
    if run.suspended == NEVER:
        run.opening = boundary(run.anchor, version.span, run.day, book.months, book.firsts)
    run.due = run.opening
    return bool(again and run.day > book.versions[0].day)


@rare
def turn_period(
    changes: bool, run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> bool:
    """Section 10.11: closes, opens or restarts a period today; whether one opens."""
    again = False
    if run.own_periods and (changes or run.wake <= run.day):
        again = heed_lists(run, book, memory)
    if again:
        close(True, run, trace, book, columns, memory)
        end_runs(run, book, memory)
        run.anchor = run.day
        run.opening = NEVER
        open_period(run, trace, book)
        return True
    if run.opening > run.day:
        return False
    opens = bool(run.opening == run.day)
    if book.versions[run.version].due:
        close(False, run, trace, book, columns, memory)
        look_back(run, trace, book, memory)
    if opens:
        open_period(run, trace, book)
    else:
        span = book.versions[run.version].span
        run.opening = unit_day(span, run.day, 1, book.months, book.firsts)
    return opens
