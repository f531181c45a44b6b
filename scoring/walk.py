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
    Records,
)
from scoring.settle import grade_day, show_day, sum_up


@part
def reset(
    subject: int,
    run: Record,
    offsets: Records,
    repair_offsets: Records,
    decision_offsets: Records,
    tallies: Records,
    shares: Records,
    counters: Records,
    queues: Records,
    standings: Records,
    repairable: Records,
) -> None:
    """Clears the working memory for a subject that has not been walked yet."""
    run.row = run.row_first = offsets[subject]
    run.row_end = offsets[subject + 1]
    run.marks = run.marks_first = repair_offsets[subject]
    run.marks_end = repair_offsets[subject + 1]
    run.decisions = run.decisions_first = decision_offsets[subject]
    run.decisions_end = decision_offsets[subject + 1]
    run.version = -1
    run.lives = run.dirty = run.pending = run.pending_end = run.incidents = run.unassessed = 0
    run.start = run.clamp = run.rounding = run.total = run.total_raw = run.points = 0
    run.list_end = NEVER
    for tally in tallies:
        tally.sum = tally.numerator = tally.denominator = tally.value = tally.shown = 0
        tally.dirty = tally.unrated = 0
    for share in shares:
        share.sum = share.value = share.cap = share.shown = 0
    for counter in counters:
        counter.n = counter.sum = counter.begun = 0
        counter.day = NEVER
    for queue in queues:
        queue.head = -1
    for standing in standings:
        standing.start = standing.proposal = -1
        standing.was = standing.holds = standing.fires = 0
    for n in range(run.marks_end - run.marks_first):
        repairable[n] = -1


@part
def next_day(
    run: Record,
    versions: Records,
    facts: Records,
    repairs: Records,
    decisions: Records,
    lives: Records,
    pending: Records,
    queues: Records,
    ends: bool,
) -> int:
    """The next day on which something happens; the walk begins with the first version.

    Without `ends` the days on which lives end are passed over.
    """
    if run.version < 0:
        return int(versions[0].day)
    day = run.list_end
    if run.row < run.row_end:
        day = min(day, facts[run.row].day)
    if ends:
        for queue in queues:
            if queue.head >= 0:
                day = min(day, lives[queue.head].end)
    if run.pending < run.pending_end:
        day = min(day, lives[pending[run.pending]].begin)
    if run.marks < run.marks_end:
        day = min(day, max(repairs[run.marks].day, run.day + 1))
    if run.decisions < run.decisions_end:
        day = min(day, decisions[run.decisions].start)
    if run.version + 1 < versions.size:
        day = min(day, versions[run.version + 1].day)
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
    row: int,
    which: int,
    run: Record,
    rules: Records,
    tables: Records,
    facts: Records,
    lives: Records,
) -> int:
    """A life of a fact under a rule, not yet begun."""
    k = run.lives
    run.lives += 1
    life, rule = lives[k], rules[which]
    life.row = row
    life.rule = which
    life.order = facts[row].order
    life.alive = 0
    life.begin = facts[row].day
    if rule.delay >= 0:
        life.begin = tables[rule.delay, life.begin - FIRST]
    return int(k)


@part
def begin(
    run: Record,
    trace: Records,
    versions: Records,
    in_force: Records,
    links: Records,
    rules: Records,
    tables: Records,
    bands: Records,
    severities: Records,
    facts: Records,
    known: Records,
    measures: Records,
    repairs: Records,
    lives: Records,
    pending: Records,
    queues: Records,
    tallies: Records,
    counters: Records,
    watched: Records,
    incidents: Records,
    repairable: Records,
    dirty: Records,
    upto: int,
) -> None:
    """Begins what weighs from a day up to `upto`, in the order of the walk."""
    while True:
        waits = run.pending < run.pending_end and lives[pending[run.pending]].begin <= upto
        comes = run.row < run.row_end and facts[run.row].day <= upto
        if not waits and not comes:
            break
        if waits and not (comes and facts[run.row].order < lives[pending[run.pending]].order):
            k = pending[run.pending]
            run.pending += 1
            start_life(
                k, run, trace, versions, rules, tables, bands, severities, facts, measures,
                repairs, lives, queues, tallies, counters, watched, incidents, repairable, dirty,
            )  # fmt: skip
            continue
        row, fact, seen = run.row, facts[run.row], known[run.row]
        run.row += 1
        version = in_force[fact.day - FIRST]
        if version < 0 or seen.recorded > run.known or seen.voided <= run.known:
            continue
        for which in range(links[version, fact.behaviour, 0], links[version, fact.behaviour, 1]):
            k = prepare(row, which, run, rules, tables, facts, lives)
            if rules[which].delay >= 0:
                await_day(k, run, lives, pending)
                continue
            start_life(
                k, run, trace, versions, rules, tables, bands, severities, facts, measures,
                repairs, lives, queues, tallies, counters, watched, incidents, repairable, dirty,
            )  # fmt: skip


@part
def end_all(
    run: Record,
    trace: Records,
    rules: Records,
    measures: Records,
    lives: Records,
    queues: Records,
    tallies: Records,
    counters: Records,
    watched: Records,
    repairable: Records,
    dirty: Records,
) -> None:
    """A fresh or recast version: of what weighed before only vetoes with a time of their own go on."""
    for k in range(run.lives):
        if lives[k].alive and rules[lives[k].rule].kind != VETO:
            end_life(
                k, NEW_VERSION, run, trace, lives, rules, measures, tallies, counters, watched,
                dirty,
            )  # fmt: skip
    for queue in queues:
        k = queue.head
        queue.head = -1
        while k >= 0:
            following = lives[k].next
            if lives[k].alive:
                enqueue(k, lives[k], queue, lives)
            k = following
    run.pending = run.pending_end = run.incidents = 0
    for n in range(run.marks_end - run.marks_first):
        repairable[n] = -1


@part
def weigh_anew(
    recast: bool,
    run: Record,
    links: Records,
    rules: Records,
    tables: Records,
    facts: Records,
    known: Records,
    lives: Records,
    pending: Records,
) -> None:
    """Facts before today are passed by; under a recast version every known one waits to begin."""
    row = run.row_first
    while row < run.row_end and facts[row].day < run.day:
        fact, seen = facts[row], known[row]
        if recast and seen.recorded <= run.known and run.known < seen.voided:
            for which in range(
                links[run.version, fact.behaviour, 0], links[run.version, fact.behaviour, 1]
            ):
                k = prepare(row, which, run, rules, tables, facts, lives)
                await_day(k, run, lives, pending)
        row += 1
    run.row = max(run.row, row)


@part
def take_version(
    run: Record,
    trace: Records,
    versions: Records,
    slots: Records,
    spaces: Records,
    tallies: Records,
    shares: Records,
    dirty: Records,
    carried: bool,
) -> None:
    """From today values follow the version in force: every indicator is to be valued anew."""
    if not carried:
        for i in range(tallies.size):
            tally = tallies[i]
            if run.version > 0 and tally.shown != 0:
                before = slots[(run.version - 1) * tallies.size + i]
                kind = T_CAP if before.kind == POINTS else T_VALUE
                jot(trace, run, kind, -1, i, -tally.shown, 0, 0)
            tally.shown = 0
    version = versions[run.version]
    run.total_raw = version.start * version.whole
    for d in range(shares.size):
        share, space = shares[d], spaces[run.version * shares.size + d]
        share.sum = 0
        share.value = max(space.floor, min(space.ceiling, space.start))
        run.total_raw += space.part * share.value
        if not carried:
            if run.version > 0 and versions[run.version - 1].weighted and share.shown != 0:
                jot(trace, run, T_DIMENSION, -1, d, -share.shown, 0, 0)
            share.shown = 0
            if share.cap != 0:
                jot(trace, run, T_DIMENSION_CAP, -1, d, -share.cap, 0, 0)
                share.cap = 0
    run.dirty = tallies.size
    for i in range(tallies.size):
        tallies[i].value = 0
        tallies[i].dirty = 1
        dirty[i] = i
    jot(trace, run, T_VERSION, -1, run.version, 0, version.change, 0)


@part
def turn(
    run: Record,
    trace: Records,
    versions: Records,
    links: Records,
    rules: Records,
    tables: Records,
    bands: Records,
    severities: Records,
    facts: Records,
    known: Records,
    measures: Records,
    repairs: Records,
    decisions: Records,
    list_of: Records,
    in_force: Records,
    slots: Records,
    spaces: Records,
    conditions: Records,
    lives: Records,
    pending: Records,
    queues: Records,
    tallies: Records,
    shares: Records,
    counters: Records,
    watched: Records,
    standings: Records,
    held: Records,
    incidents: Records,
    repairable: Records,
    dirty: Records,
) -> None:
    """Step 2 of a day: a version takes effect, or a calendar period opens; conditions are read anew."""
    changes = run.version + 1 < versions.size and versions[run.version + 1].day == run.day
    if changes:
        run.version += 1
    version = versions[run.version]
    opens = version.calendar and tables[version.period, run.day - 1 - FIRST] == run.day
    if not changes and not opens:
        return
    if changes:
        carried = version.change == CARRY and run.version > 0
        if run.version == 0:
            decide_older(run, trace, standings, decisions, list_of)
            end_listings(run, trace, standings)
        if not carried:
            end_all(
                run, trace, rules, measures, lives, queues, tallies, counters, watched, repairable,
                dirty,
            )  # fmt: skip
            weigh_anew(
                version.change == RECAST, run, links, rules, tables, facts, known, lives, pending
            )
        take_version(run, trace, versions, slots, spaces, tallies, shares, dirty, carried)
        begin(
            run, trace, versions, in_force, links, rules, tables, bands, severities, facts, known,
            measures, repairs, lives, pending, queues, tallies, counters, watched, incidents,
            repairable, dirty, run.day - 1,
        )  # fmt: skip
    sum_up(
        run, trace, version, run.version * shares.size, run.version * tallies.size, slots, spaces,
        bands, tallies, shares, dirty,
    )  # fmt: skip
    read_conditions(run, version, conditions, watched, held, tallies, shares, counters, standings)
    if changes:
        propose_by_change(run, trace, standings, decisions, list_of)


@part
def holding(standings: Records) -> bool:
    """Whether a condition of some list holds."""
    held = 0
    for standing in standings:
        held += standing.holds
    return bool(held > 0)


@kernel
def walk(
    first: int,
    end: int,
    as_of: int,
    horizon: int,
    known_on: int,
    settles_on_ends: bool,
    offsets: Records,
    facts: Records,
    known: Records,
    measures: Records,
    repair_offsets: Records,
    repairs: Records,
    decision_offsets: Records,
    decisions: Records,
    list_of: Records,
    versions: Records,
    in_force: Records,
    links: Records,
    rules: Records,
    tables: Records,
    months: Records,
    firsts: Records,
    bands: Records,
    severities: Records,
    slots: Records,
    spaces: Records,
    conditions: Records,
    overrides: Records,
    lists: Records,
    runs: Records,
    tallies: Records,
    shares: Records,
    counters: Records,
    watched: Records,
    lives: Records,
    pending: Records,
    queues: Records,
    standings: Records,
    held: Records,
    incidents: Records,
    repairable: Records,
    dirty: Records,
    trace: Records,
    results: Records,
    stands: Records,
) -> None:
    """Walks subjects first..end - 1 to `horizon`; what stands on `as_of` goes to results and stands."""
    run = runs[0]
    run.known = known_on
    run.traced = 0
    for subject in range(first, end):
        reset(
            subject, run, offsets, repair_offsets, decision_offsets, tallies, shares, counters,
            queues, standings, repairable,
        )  # fmt: skip
        results[subject].unrated = NO_SCORE
        taken = False
        while True:
            stops = settles_on_ends or holding(standings)
            day = next_day(run, versions, facts, repairs, decisions, lives, pending, queues, stops)
            if day > as_of and not taken:
                taken = True
                if not stops and run.version >= 0:
                    run.day = as_of
                    end_lives(
                        run, trace, lives, queues, rules, measures, tallies, counters, watched,
                        dirty,
                    )  # fmt: skip
                    sum_up(
                        run, trace, versions[run.version], run.version * shares.size,
                        run.version * tallies.size, slots, spaces, bands, tallies, shares, dirty,
                    )  # fmt: skip
                    day = next_day(
                        run, versions, facts, repairs, decisions, lives, pending, queues, True
                    )
                take(subject, day, run, versions, bands, overrides, watched, counters,
                     standings, results, stands)  # fmt: skip
            if day > horizon or day >= NEVER:
                break
            run.day = day
            end_lives(run, trace, lives, queues, rules, measures, tallies, counters, watched, dirty)
            end_listings(run, trace, standings)
            turn(
                run, trace, versions, links, rules, tables, bands, severities, facts, known,
                measures, repairs, decisions, list_of, in_force, slots, spaces, conditions,
                lives, pending, queues, tallies, shares, counters, watched, standings, held,
                incidents, repairable, dirty,
            )  # fmt: skip
            begin(
                run, trace, versions, in_force, links, rules, tables, bands, severities, facts,
                known, measures, repairs, lives, pending, queues, tallies, counters, watched, incidents,
                repairable, dirty, day,
            )  # fmt: skip
            repair_lives(
                run, trace, versions, rules, measures, repairs, lives, tallies, counters,
                watched, repairable, dirty,
            )  # fmt: skip
            version = versions[run.version]
            sum_up(
                run, trace, version, run.version * shares.size, run.version * tallies.size, slots,
                spaces, bands, tallies, shares, dirty,
            )  # fmt: skip
            read_conditions(
                run, version, conditions, watched, held, tallies, shares, counters, standings
            )
            settle_lists(run, trace, lists, standings, decisions, list_of, months, firsts)
            if trace.size:
                grade_day(run, version, bands, overrides, watched, counters)
                show_day(run, trace, version, shares)


@part
def take(
    subject: int,
    day: int,
    run: Record,
    versions: Records,
    bands: Records,
    overrides: Records,
    watched: Records,
    counters: Records,
    standings: Records,
    results: Records,
    stands: Records,
) -> None:
    """Writes down what stands on the day asked for; `day` is the next on which something happens."""
    result = results[subject]
    result.until = day
    result.version = run.version
    if run.version < 0:
        return
    grade_day(run, versions[run.version], bands, overrides, watched, counters)
    result.points = run.points
    result.grade = run.grade
    result.unrated = run.unrated
    for listed in range(standings.size):
        standing = standings[listed]
        proposed = 1 if standing.proposal >= 0 else 0
        stands[subject, listed] = 2 if standing.start >= 0 else proposed
