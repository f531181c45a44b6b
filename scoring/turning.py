"""Step 2 of a day in the walk: a version takes effect, or a period opens; conditions are read anew."""

from __future__ import annotations

from scoring.beginning import await_day, begin, prepare
from scoring.conditions import read_conditions
from scoring.days import NEVER
from scoring.grading import grade_day
from scoring.kernel import Record, part, rare
from scoring.listing import (
    decide_older,
    end_listings,
    propose_by_change,
)
from scoring.lives import end_life, enqueue, jot, soil, unsettle
from scoring.periods import begin_periods, turn_period
from scoring.records import (
    ANYTHING,
    CARRY,
    EFFORT,
    FAULT,
    NEW_VERSION,
    POINTS,
    RECAST,
    SEEN,
    T_CAP,
    T_DIMENSION,
    T_DIMENSION_CAP,
    T_VALUE,
    T_VERSION,
    VETO,
    Columns,
    Journal,
    Memory,
    Rules,
)
from scoring.settle import sum_up
from scoring.streaks import end_runs, keep_runs


@part
def end_all(run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory) -> None:
    """A fresh or recast version: of what weighed before only overrides with a time of their own go on,
    and facts go on being seen."""
    for k in range(run.lives):
        kind = book.rules[memory.lives[k].rule].kind
        if memory.lives[k].alive > 0 and kind != VETO and kind != SEEN:
            end_life(k, NEW_VERSION, run, trace, book, columns, memory)
    run.end = NEVER
    for queue in memory.queues:
        k = queue.head
        queue.head = -1
        while k >= 0:
            following = memory.lives[k].next
            if memory.lives[k].alive > 0:
                enqueue(k, queue, memory.lives)
                run.end = min(run.end, memory.lives[k].end)
            k = following
    for window in memory.windows:
        window.head = -1
        window.n = 0
    for tally in memory.tallies:
        tally.numerator = tally.denominator = tally.streak = 0
        tally.chain = -1
    run.pending = run.pending_end = run.incidents = 0
    run.period_lives = run.lives
    for n in range(run.marks_end - run.marks_first):
        memory.repairable[n] = -1


@part
def begins_anew(kind: int, recast: bool, first: bool) -> bool:
    """Whether a rule meets facts of before its version: a recast one, and on the first day what is seen."""
    if kind == SEEN:
        return first
    return recast and kind not in (FAULT, EFFORT)


@part
def weigh_anew(recast: bool, run: Record, book: Rules, columns: Columns, memory: Memory) -> None:
    """Facts before today are passed by; under a recast version every known one waits to begin."""
    row = run.row_first
    first = run.version == 0
    while row < run.row_end and columns.facts[row].day < run.day:
        fact, seen = columns.facts[row], columns.known[row]
        if (recast or first) and seen.recorded <= run.known and run.known < seen.voided:
            links = book.links[run.version, fact.behaviour]
            for which in range(links[0], links[1]):
                if begins_anew(book.rules[which].kind, recast, first):
                    k = prepare(row, which, run, book, columns, memory)
                    await_day(k, run, memory.lives, memory.pending)
        row += 1
    run.row = max(run.row, row)


@part
def take_version(carried: bool, run: Record, trace: Journal, book: Rules, memory: Memory) -> None:
    """From today values follow the version in force: all that are not 0 anyhow are reckoned anew."""
    if not carried:
        for i in range(memory.tallies.size):
            tally = memory.tallies[i]
            if run.version > 0 and tally.shown != 0:
                before = book.slots[(run.version - 1) * memory.tallies.size + i]
                kind = T_CAP if before.kind == POINTS else T_VALUE
                jot(trace, run, kind, -1, i, -tally.shown, 0, 0)
            tally.shown = 0
    version = book.versions[run.version]
    run.parts, run.whole = 0, version.whole
    for d in range(memory.shares.size):
        share, space = memory.shares[d], book.spaces[run.version * memory.shares.size + d]
        share.sum = 0
        share.value = max(space.floor, min(space.ceiling, space.start))
        share.held = space.part * share.value
        share.left = 0
        run.parts += share.held
        if not carried:
            if run.version > 0 and book.versions[run.version - 1].weighted and share.shown != 0:
                jot(trace, run, T_DIMENSION, -1, d, -share.shown, 0, 0)
            share.shown = 0
            if share.cap != 0:
                jot(trace, run, T_DIMENSION_CAP, -1, d, -share.cap, 0, 0)
                share.cap = 0
    run.scale = run.dirty = 0
    for i in range(memory.tallies.size):
        tally, slot = memory.tallies[i], book.slots[run.version * memory.tallies.size + i]
        tally.value = tally.dirty = 0
        if slot.kind != POINTS or tally.sum != 0 or tally.shown != 0 or tally.unrated:
            soil(i, ANYTHING, run, memory)
    jot(trace, run, T_VERSION, -1, run.version, 0, run.opened, run.opening)


@rare
def change_version(
    run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """A version takes effect: what lives goes on or is weighed anew; lists are proposed for."""
    run.version += 1
    version = book.versions[run.version]
    carried = version.change == CARRY and run.version > 0
    if run.version == 0:
        decide_older(run, trace, columns, memory)
        end_listings(run, trace, memory.standings)
    if not carried:
        run.anew = run.day
        end_all(run, trace, book, columns, memory)
    begin_periods(carried, run, book, memory)
    if not carried:
        weigh_anew(version.change == RECAST, run, book, columns, memory)
    take_version(carried, run, trace, book, memory)
    begin(run.day - 1, run, trace, book, columns, memory)
    if carried:
        keep_runs(run, book, memory)
    else:
        end_runs(run, book, memory)
    read_anew(run, trace, book, memory)
    propose_by_change(run, trace, columns, memory)


@part
def read_anew(run: Record, trace: Journal, book: Rules, memory: Memory) -> None:
    """Each condition's standing as it is now, without entering anybody."""
    sum_up(run, trace, book, memory)
    if book.versions[run.version].looks:
        grade_day(run, book, memory)
    read_conditions(run, book, memory)


@part
def turn(run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory) -> None:
    """Step 2 of a day: a version takes effect, or a period opens; conditions are read anew."""
    changes = run.version + 1 < book.versions.size and book.versions[run.version + 1].day == run.day
    if changes:
        change_version(run, trace, book, columns, memory)
    if not changes and run.day < run.opening and run.day < run.wake:
        return
    opens = turn_period(changes, run, trace, book, columns, memory)
    if opens and book.versions[run.version].anew:
        read_anew(run, trace, book, memory)
    unsettle(run)
