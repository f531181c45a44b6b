"""The walk: one subject's facts, day by day, under the versions of one rule book.

The same function serves one subject, with a journal, and everyone, without. docs/ruleset.md section 10
says in words what it does.
"""

from __future__ import annotations

from scoring.days import FIRST, NEVER
from scoring.kernel import Record, kernel, part
from scoring.listing import (
    decide_older,
    end_listings,
    propose_by_change,
    read_conditions,
    settle_lists,
)
from scoring.lives import end_life, end_lives, enqueue, jot, repair_lives, start_life
from scoring.records import (
    CARRY,
    NEW_VERSION,
    NO_SCORE,
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
from scoring.settle import grade_day, show_day, sum_up


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
def await_day(k: int, run: Record, lives: Records, pending: Records) -> None:
    """Puts a life that begins later in its place: by day, then by the order of facts and rules."""
    life = lives[k]
    n = run.pending_end
    while n > run.pending:
        other = lives[pending[n - 1]]
        if other.begin < life.begin:
            break
        if other.begin == life.begin and (
            other.order < life.order or (other.order == life.order and other.rule < life.rule)
        ):
            break
        pending[n] = pending[n - 1]
        n -= 1
    pending[n] = k
    run.pending_end += 1


@part
def prepare(
    row: int, which: int, run: Record, book: Rules, columns: Columns, memory: Memory
) -> int:
    """A life of a fact under a rule, not yet begun."""
    k = run.lives
    run.lives += 1
    life, rule = memory.lives[k], book.rules[which]
    life.row = row
    life.rule = which
    life.order = columns.facts[row].order
    life.alive = 0
    life.begin = columns.facts[row].day
    if rule.delay >= 0:
        life.begin = book.tables[rule.delay, life.begin - FIRST]
    return int(k)


@part
def comes_first(upto: int, run: Record, columns: Columns, memory: Memory) -> int:
    """What begins next up to a day: 1 a life that waited, 2 the fact at hand, 0 nothing."""
    comes = run.row < run.row_end and columns.facts[run.row].day <= upto
    if run.pending == run.pending_end:
        return 2 if comes else 0
    waiting = memory.lives[memory.pending[run.pending]]
    if waiting.begin > upto:
        return 2 if comes else 0
    return 2 if comes and columns.facts[run.row].order < waiting.order else 1


@part
def begin(
    upto: int, run: Record, trace: Records, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Step 3 of a day: begins what weighs from a day up to `upto`, in the order of the walk."""
    while True:
        which_first = comes_first(upto, run, columns, memory)
        if which_first == 0:
            break
        if which_first == 1:
            k = memory.pending[run.pending]
            run.pending += 1
            start_life(k, run, trace, book, columns, memory)
            continue
        row, fact, seen = run.row, columns.facts[run.row], columns.known[run.row]
        run.row += 1
        version = book.in_force[fact.day - FIRST]
        if version < 0 or seen.recorded > run.known or seen.voided <= run.known:
            continue
        links = book.links[version, fact.behaviour]
        for which in range(links[0], links[1]):
            k = prepare(row, which, run, book, columns, memory)
            if book.rules[which].delay >= 0:
                await_day(k, run, memory.lives, memory.pending)
            else:
                start_life(k, run, trace, book, columns, memory)


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
