"""The walk: one subject's facts, day by day, under the versions of one rule book.

The same function serves one subject, with a journal, and everyone, without. docs/ruleset.md section 10
says in words what it does.
"""

from __future__ import annotations

from scoring.beginning import begin
from scoring.conditions import read_conditions
from scoring.days import FIRST, NEVER
from scoring.grading import end_locks, grade_day, settle_grade
from scoring.held import held
from scoring.kernel import Record, kernel, part, rare
from scoring.listing import end_listings, settle_lists
from scoring.lives import end_lives, repair_lives
from scoring.records import (
    NO_SCORE,
    POINTS,
    Columns,
    Journal,
    Memory,
    Outcome,
    Records,
    Rules,
)
from scoring.settle import show_day, sum_up
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
    run.version = run.settled = run.opened = -1
    run.lives = run.dirty = run.pending = run.pending_end = run.incidents = run.unassessed = 0
    run.start = run.clamp = run.rounding = run.total = run.total_raw = run.points = 0
    run.seen = run.lifted = run.anew = run.period_lives = run.holding = 0
    run.room, run.moved, run.soiled = -1, 0, 0
    run.end = run.list_end = run.lock_end = run.opening = run.due = run.suspended = run.wake = NEVER
    known = columns.opened[subject] < NEVER
    run.file_opened = columns.opened[subject] if known else -1
    run.anchor = max(FIRST, run.file_opened)
    clear_sums(memory)
    clear_lists(memory)
    for n in range(run.marks_end - run.marks_first):
        memory.repairable[n] = -1


@part
def clear_sums(memory: Memory) -> None:
    """Nothing weighs, nothing is counted."""
    for tally in memory.tallies:
        tally.sum = tally.numerator = tally.denominator = tally.value = tally.shown = 0
        tally.dirty = tally.unrated = tally.streak = 0
        tally.chain = -1
    for share in memory.shares:
        share.sum = share.value = share.held = share.cap = share.shown = 0
        share.left = share.left_shown = 0
    for counter in memory.counters:
        counter.n = counter.sum = counter.begun = 0
        counter.day = NEVER
    for queue in memory.queues:
        queue.head = -1
    for window in memory.windows:
        window.head = -1
        window.n = 0


@part
def clear_lists(memory: Memory) -> None:
    """On no list, nothing proposed, no run of periods, no lock."""
    for standing in memory.standings:
        standing.start = standing.proposal = standing.entered = -1
        standing.was = standing.holds = standing.fires = standing.bars = standing.leaves = 0
        standing.was_on = standing.on_opening = 0
    for streak in memory.streaks:
        streak.n = 0
    for n in range(memory.locks.size):
        memory.locks[n] = 0


@part
def next_day(ends: bool, run: Record, book: Rules, columns: Columns, memory: Memory) -> int:
    """The next day on which something happens; the walk begins with the first version.

    Without `ends` the days on which lives end are passed over.
    """
    if run.version < 0:
        return int(book.versions[0].day)
    day = min(min(run.list_end, run.lock_end), min(run.due, run.wake))
    if run.row < run.row_end:
        day = min(day, columns.facts[run.row].day)
    if ends:
        day = min(day, run.end)
    if run.pending < run.pending_end:
        day = min(day, memory.lives[memory.pending[run.pending]].begin)
    if run.marks < run.marks_end:
        day = min(day, max(columns.repairs[run.marks].day, run.day + 1))
    if run.decisions < run.decisions_end:
        day = min(day, columns.decisions[run.decisions].start)
    if run.version + 1 < book.versions.size:
        day = min(day, book.versions[run.version + 1].day)
    return int(day)


@rare
def take(
    subject: int,
    t: int,
    day: int,
    run: Record,
    trace: Journal,
    book: Rules,
    memory: Memory,
    outcome: Outcome,
) -> None:
    """Writes down what stands on the t-th day; `day` is the next on which something happens."""
    result = outcome.results[subject, t]
    result.until = day
    result.version = run.version
    if run.version < 0:
        result.unrated = NO_SCORE
        return
    sum_up(run, trace, book, memory)
    grade_day(run, book, memory)
    result.points = run.points
    result.grade = run.grade
    result.unrated = run.unrated
    for listed in range(memory.standings.size):
        standing = memory.standings[listed]
        proposed = 1 if standing.proposal >= 0 else 0
        outcome.stands[subject, t, listed] = 2 if standing.start >= 0 else proposed


@rare
def take_facts(run: Record, book: Rules, memory: Memory, outcome: Outcome) -> None:
    """Writes down what each fact weighs, and what became of it."""
    for k in range(run.lives):
        life = memory.lives[k]
        rule = book.rules[life.rule]
        if rule.indicator < 0:
            continue
        if life.alive > 0:
            outcome.reasons[life.row] = 1
            outcome.weights[life.row] += life.weight
        elif rule.kind == POINTS or outcome.reasons[life.row] == 0:
            outcome.reasons[life.row] = life.alive


@part
def due(run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory) -> bool:
    """Whether the day is to be settled: decided upon, or grade and conditions may have changed."""
    if run.decisions < run.decisions_end and columns.decisions[run.decisions].start <= run.day:
        return True
    if run.moved + run.soiled <= run.room and trace.lines.size == 0:
        return False
    sum_up(run, trace, book, memory)
    return bool(run.moved > run.room) or trace.lines.size > 0


@part
def settle(run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory) -> None:
    """Step 5 of a day: totals, then every list."""
    sum_up(run, trace, book, memory)
    if book.versions[run.version].looks:
        settle_grade(run, trace, book, memory)
    read_conditions(run, book, memory)
    settle_lists(run, trace, book, columns, memory)
    if trace.lines.size > 0:
        show_day(run, trace, book, memory)


@rare
def catch_up(
    as_of: int, run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Where days on which lives end were passed over: what has ended by `as_of`."""
    if run.version >= 0:
        run.day = as_of
        end_lives(run, trace, book, columns, memory)
        sum_up(run, trace, book, memory)


@part
def take_all(
    subject: int,
    taken: int,
    day: int,
    stops: bool,
    dates: Records,
    run: Record,
    trace: Journal,
    book: Rules,
    columns: Columns,
    memory: Memory,
    outcome: Outcome,
) -> int:
    """Takes down each asked-for day before `day`, the next on which something happens."""
    t = taken
    while t < dates.size and day > dates[t]:
        following = day
        if not stops:
            catch_up(dates[t], run, trace, book, columns, memory)
            following = next_day(True, run, book, columns, memory)
        take(subject, t, following, run, trace, book, memory, outcome)
        t += 1
        if t == dates.size and outcome.weights.size > 0:
            take_facts(run, book, memory, outcome)
    return t


@part
def visit(
    day: int, run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """One day of the walk: what ends, what changes, what begins, what is repaired; then it is settled."""
    run.day = day
    end_lives(run, trace, book, columns, memory)
    end_locks(run, memory)
    end_listings(run, trace, memory.standings)
    turn(run, trace, book, columns, memory)
    begin(day, run, trace, book, columns, memory)
    repair_lives(run, trace, book, columns, memory)
    if due(run, trace, book, columns, memory):
        settle(run, trace, book, columns, memory)


@part
def walk_subject(
    subject: int,
    dates: Records,
    horizon: int,
    settles_on_ends: bool,
    run: Record,
    trace: Journal,
    book: Rules,
    columns: Columns,
    memory: Memory,
    outcome: Outcome,
) -> None:
    """Day by day, as long as something happens."""
    reset(subject, run, columns, memory)
    taken = 0
    while True:
        stops = settles_on_ends or run.holding == 1
        day = next_day(stops, run, book, columns, memory)
        taken = take_all(
            subject, taken, day, stops, dates, run, trace, book, columns, memory, outcome
        )
        if day > horizon or day >= NEVER:
            break
        visit(day, run, trace, book, columns, memory)


@kernel
def walk(
    first: int,
    end: int,
    dates: Records,
    horizon: int,
    settles_on_ends: bool,
    runs: Records,
    book: Rules,
    columns: Columns,
    memory: Memory,
    trace: Journal,
    outcome: Outcome,
) -> None:
    """Walks subjects first..end - 1 to `horizon`; what stands on each of `dates` goes to `outcome`."""
    run, tells, rules = runs[0], held(trace), held(book)
    facts, own, found = held(columns), held(memory), held(outcome)
    for subject in range(first, end):
        walk_subject(
            subject, dates, horizon, settles_on_ends, run, tells, rules, facts, own, found,
        )  # fmt: skip
