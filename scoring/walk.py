"""The walk: one subject's facts, day by day, under the versions of one rule book.

The same function serves one subject, with a journal, and everyone, without. docs/ruleset.md section 10
says in words what it does.
"""

from __future__ import annotations

from scoring.beginning import begin
from scoring.days import NEVER
from scoring.kernel import Record, kernel, part
from scoring.listing import (
    end_listings,
    read_conditions,
    settle_lists,
)
from scoring.lives import end_lives, repair_lives
from scoring.records import (
    NO_SCORE,
    Columns,
    Memory,
    Records,
    Rules,
)
from scoring.settle import grade_day, show_day, sum_up
from scoring.turning import turn


@part
def reset(subject: int, run: Record, columns: Columns, memory: Memory) -> None:
    """Clears the working memory for a subject that has not been walked yet."""
    run.row = run.row_first = columns.offsets[subject]
    run.row_end = columns.offsets[subject + 1]
    run.marks = run.marks_first = columns.repair_offsets[subject]
    run.marks_end = columns.repair_offsets[subject + 1]
    run.decisions = run.decisions_first = columns.decision_offsets[subject]
    run.decisions_end = columns.decision_offsets[subject + 1]
    run.version = -1
    run.lives = run.dirty = run.pending = run.pending_end = run.incidents = run.unassessed = 0
    run.start = run.clamp = run.rounding = run.total = run.total_raw = run.points = 0
    run.list_end = NEVER
    for tally in memory.tallies:
        tally.sum = tally.numerator = tally.denominator = tally.value = tally.shown = 0
        tally.dirty = tally.unrated = 0
    for share in memory.shares:
        share.sum = share.value = share.cap = share.shown = 0
    for counter in memory.counters:
        counter.n = counter.sum = counter.begun = 0
        counter.day = NEVER
    for queue in memory.queues:
        queue.head = -1
    for standing in memory.standings:
        standing.start = standing.proposal = -1
        standing.was = standing.holds = standing.fires = 0
    for n in range(run.marks_end - run.marks_first):
        memory.repairable[n] = -1


@part
def next_day(ends: bool, run: Record, book: Rules, columns: Columns, memory: Memory) -> int:
    """The next day on which something happens; the walk begins with the first version.

    Without `ends` the days on which lives end are passed over.
    """
    if run.version < 0:
        return int(book.versions[0].day)
    day = run.list_end
    if run.row < run.row_end:
        day = min(day, columns.facts[run.row].day)
    if ends:
        for queue in memory.queues:
            if queue.head >= 0:
                day = min(day, memory.lives[queue.head].end)
    if run.pending < run.pending_end:
        day = min(day, memory.lives[memory.pending[run.pending]].begin)
    if run.marks < run.marks_end:
        day = min(day, max(columns.repairs[run.marks].day, run.day + 1))
    if run.decisions < run.decisions_end:
        day = min(day, columns.decisions[run.decisions].start)
    if run.version + 1 < book.versions.size:
        day = min(day, book.versions[run.version + 1].day)
    return int(day)


@part
def take(
    subject: int,
    day: int,
    run: Record,
    book: Rules,
    memory: Memory,
    results: Records,
    stands: Records,
) -> None:
    """Writes down what stands on the day asked for; `day` is the next on which something happens."""
    result = results[subject]
    result.until = day
    result.version = run.version
    if run.version < 0:
        return
    grade_day(run, book, memory)
    result.points = run.points
    result.grade = run.grade
    result.unrated = run.unrated
    for listed in range(memory.standings.size):
        standing = memory.standings[listed]
        proposed = 1 if standing.proposal >= 0 else 0
        stands[subject, listed] = 2 if standing.start >= 0 else proposed


@part
def holding(standings: Records) -> bool:
    """Whether a condition of some list holds."""
    held = 0
    for standing in standings:
        held += standing.holds
    return bool(held > 0)


@part
def settle(run: Record, trace: Records, book: Rules, columns: Columns, memory: Memory) -> None:
    """Step 5 of a day: totals, then every list."""
    sum_up(run, trace, book, memory)
    read_conditions(run, book, memory)
    settle_lists(run, trace, book, columns, memory)
    show_day(run, trace, book, memory)


@part
def catch_up(
    as_of: int, run: Record, trace: Records, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Where days on which lives end were passed over: what has ended by `as_of`."""
    if run.version >= 0:
        run.day = as_of
        end_lives(run, trace, book, columns, memory)
        sum_up(run, trace, book, memory)


@kernel
def walk(
    first: int,
    end: int,
    as_of: int,
    horizon: int,
    settles_on_ends: bool,
    runs: Records,
    book: Rules,
    columns: Columns,
    memory: Memory,
    trace: Records,
    results: Records,
    stands: Records,
) -> None:
    """Walks subjects first..end - 1 to `horizon`; what stands on `as_of` goes to results and stands."""
    run = runs[0]
    for subject in range(first, end):
        reset(subject, run, columns, memory)
        results[subject].unrated = NO_SCORE
        taken = False
        while True:
            stops = settles_on_ends or holding(memory.standings)
            day = next_day(stops, run, book, columns, memory)
            if day > as_of and not taken:
                taken = True
                if not stops:
                    catch_up(as_of, run, trace, book, columns, memory)
                    day = next_day(True, run, book, columns, memory)
                take(subject, day, run, book, memory, results, stands)
            if day > horizon or day >= NEVER:
                break
            run.day = day
            end_lives(run, trace, book, columns, memory)
            end_listings(run, trace, memory.standings)
            turn(run, trace, book, columns, memory)
            begin(day, run, trace, book, columns, memory)
            repair_lives(run, trace, book, columns, memory)
            settle(run, trace, book, columns, memory)
