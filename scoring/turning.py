"""Step 2 of a day in the walk: a version takes effect, or a calendar period opens."""

from __future__ import annotations

from scoring.beginning import await_day, begin, prepare
from scoring.days import FIRST
from scoring.kernel import Record, part
from scoring.listing import (
    decide_older,
    end_listings,
    propose_by_change,
    read_conditions,
)
from scoring.lives import end_life, enqueue, jot
from scoring.records import (
    CARRY,
    NEW_VERSION,
    POINTS,
    RECAST,
    T_CAP,
    T_DIMENSION,
    T_DIMENSION_CAP,
    T_VALUE,
    T_VERSION,
    VETO,
    Columns,
    Memory,
    Records,
    Rules,
)
from scoring.settle import sum_up


@part
def end_all(run: Record, trace: Records, book: Rules, columns: Columns, memory: Memory) -> None:
    """A fresh or recast version: of what weighed before only vetoes with a time of their own go on."""
    for k in range(run.lives):
        if memory.lives[k].alive and book.rules[memory.lives[k].rule].kind != VETO:
            end_life(k, NEW_VERSION, run, trace, book, columns, memory)
    for queue in memory.queues:
        k = queue.head
        queue.head = -1
        while k >= 0:
            following = memory.lives[k].next
            if memory.lives[k].alive:
                enqueue(k, memory.lives[k], queue, memory.lives)
            k = following
    run.pending = run.pending_end = run.incidents = 0
    for n in range(run.marks_end - run.marks_first):
        memory.repairable[n] = -1


@part
def weigh_anew(recast: bool, run: Record, book: Rules, columns: Columns, memory: Memory) -> None:
    """Facts before today are passed by; under a recast version every known one waits to begin."""
    row = run.row_first
    while row < run.row_end and columns.facts[row].day < run.day:
        fact, seen = columns.facts[row], columns.known[row]
        if recast and seen.recorded <= run.known and run.known < seen.voided:
            links = book.links[run.version, fact.behaviour]
            for which in range(links[0], links[1]):
                k = prepare(row, which, run, book, columns, memory)
                await_day(k, run, memory.lives, memory.pending)
        row += 1
    run.row = max(run.row, row)


@part
def take_version(carried: bool, run: Record, trace: Records, book: Rules, memory: Memory) -> None:
    """From today values follow the version in force: every indicator is to be valued anew."""
    if not carried:
        for i in range(memory.tallies.size):
            tally = memory.tallies[i]
            if run.version > 0 and tally.shown != 0:
                before = book.slots[(run.version - 1) * memory.tallies.size + i]
                kind = T_CAP if before.kind == POINTS else T_VALUE
                jot(trace, run, kind, -1, i, -tally.shown, 0, 0)
            tally.shown = 0
    version = book.versions[run.version]
    run.total_raw = version.start * version.whole
    for d in range(memory.shares.size):
        share, space = memory.shares[d], book.spaces[run.version * memory.shares.size + d]
        share.sum = 0
        share.value = max(space.floor, min(space.ceiling, space.start))
        run.total_raw += space.part * share.value
        if not carried:
            if run.version > 0 and book.versions[run.version - 1].weighted and share.shown != 0:
                jot(trace, run, T_DIMENSION, -1, d, -share.shown, 0, 0)
            share.shown = 0
            if share.cap != 0:
                jot(trace, run, T_DIMENSION_CAP, -1, d, -share.cap, 0, 0)
                share.cap = 0
    run.dirty = memory.tallies.size
    for i in range(memory.tallies.size):
        memory.tallies[i].value = 0
        memory.tallies[i].dirty = 1
        memory.dirty[i] = i
    jot(trace, run, T_VERSION, -1, run.version, 0, version.change, 0)


@part
def turn(run: Record, trace: Records, book: Rules, columns: Columns, memory: Memory) -> None:
    """Step 2 of a day: a version takes effect, or a calendar period opens; conditions are read anew."""
    changes = run.version + 1 < book.versions.size and book.versions[run.version + 1].day == run.day
    if changes:
        run.version += 1
    version = book.versions[run.version]
    opens = version.calendar and book.tables[version.period, run.day - 1 - FIRST] == run.day
    if not changes and not opens:
        return
    if changes:
        carried = version.change == CARRY and run.version > 0
        if run.version == 0:
            decide_older(run, trace, columns, memory)
            end_listings(run, trace, memory.standings)
        if not carried:
            end_all(run, trace, book, columns, memory)
            weigh_anew(version.change == RECAST, run, book, columns, memory)
        take_version(carried, run, trace, book, memory)
        begin(run.day - 1, run, trace, book, columns, memory)
    sum_up(run, trace, book, memory)
    read_conditions(run, book, memory)
    if changes:
        propose_by_change(run, trace, columns, memory)
