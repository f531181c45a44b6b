"""The conditions of lists: which hold, and which fire."""

from __future__ import annotations

from scoring.grading import among, grade_code
from scoring.kernel import Record, part, rare
from scoring.records import (
    ANYTHING,
    ON_BEHAVIOUR,
    ON_CLEAN,
    ON_COUNT,
    ON_DIMENSION,
    ON_GRADE,
    ON_INDICATOR,
    ON_PERIODS,
    ON_TOTAL,
    Memory,
    Records,
    Rules,
)
from scoring.settle import reaches


@part
def begun_today(run: Record, condition: Record, watched: Records, counters: Records) -> bool:
    """Whether one of the behaviours that a condition looks at began to weigh today."""
    begun = False
    for w in range(condition.watched, condition.watched_end):
        counter = counters[watched[w]]
        begun = begun or (counter.n > 0 and counter.day == run.day and counter.begun > 0)
    return begun


@part
def counted(condition: Record, watched: Records, counters: Records) -> int:
    n = 0
    for w in range(condition.watched, condition.watched_end):
        n += counters[watched[w]].n
    return n


@part
def reached(
    run: Record, version: Record, condition: Record, tallies: Records, shares: Records
) -> bool:
    """Whether a total, indicator or dimension stands at or beyond a condition's edge."""
    edge = condition.at
    if condition.on == ON_TOTAL:
        value, edge = run.total, condition.at * run.scale
    elif condition.on == ON_INDICATOR:
        value = tallies[condition.target].value
    else:
        value = shares[condition.target].value
    return bool(value >= edge if condition.above else value <= edge)


@part
def holds(condition: Record, run: Record, book: Rules, memory: Memory) -> bool:
    """Whether a condition holds now."""
    if condition.on == ON_BEHAVIOUR or condition.on == ON_COUNT:
        return bool(counted(condition, book.watched, memory.counters) >= condition.at_least)
    if condition.on == ON_GRADE:
        code = grade_code(run, book)
        return among(code, condition.watched, condition.watched_end, book.watched)
    if condition.on == ON_PERIODS:
        return bool(memory.streaks[condition.streak].n >= condition.periods)
    if condition.on == ON_CLEAN:
        slot = book.slots[run.version * memory.tallies.size + condition.target]
        return reaches(slot, memory.tallies[condition.target])
    version = book.versions[run.version]
    return reached(run, version, condition, memory.tallies, memory.shares)


@part
def fires(c: int, run: Record, book: Rules, memory: Memory) -> bool:
    """Whether a condition that holds fires: most do when they did not hold at the last reading."""
    condition = book.conditions[c]
    if condition.on == ON_BEHAVIOUR:
        return begun_today(run, condition, book.watched, memory.counters)
    if condition.on == ON_PERIODS or condition.on == ON_CLEAN:
        return bool(run.opened == run.day)
    return not memory.held[c]


@part
def room_of_grade(run: Record, version: Record, bands: Records) -> int:
    """By how much the total may move before it gives another grade."""
    lacks = ANYTHING
    for row in range(version.grades + 1, version.grades_end):
        lacks = min(lacks, abs(run.total - bands[row].at * run.scale))
    return int((lacks - 1) // max(1, version.heaviest))


@part
def room(condition: Record, run: Record, version: Record, memory: Memory) -> int:
    """By how many hundredths values may move before a condition can come to hold, or no longer.

    A dimension and the total, in its parts, move by no more than its indicators do: limits only hold
    them back. What lives, periods and grades alone decide is not moved by values.
    """
    if condition.on == ON_TOTAL:
        return int((abs(run.total - condition.at * run.scale) - 1) // max(1, version.heaviest))
    if condition.on == ON_INDICATOR:
        return int(abs(memory.tallies[condition.target].value - condition.at) - 1)
    if condition.on == ON_DIMENSION:
        return int(abs(memory.shares[condition.target].value - condition.at) - 1)
    return ANYTHING


@rare
def read_conditions(run: Record, book: Rules, memory: Memory) -> None:
    """Of each list whether a condition holds, and whether one fires, to enter and to leave it."""
    version = book.versions[run.version]
    run.holding, run.moved, run.room = 0, 0, ANYTHING - 1
    if version.looks:
        run.room = room_of_grade(run, version, book.bands)
    for standing in memory.standings:
        standing.was = standing.holds
        standing.holds = standing.fires = standing.bars = standing.leaves = 0
    for c in range(version.conditions, version.conditions_end):
        condition = book.conditions[c]
        held = holds(condition, run, book, memory)
        run.room = min(run.room, room(condition, run, version, memory))
        if held:
            run.holding = 1
            standing = memory.standings[condition.list]
            fired = fires(c, run, book, memory)
            if condition.leaves:
                standing.bars = 1
                standing.leaves = max(standing.leaves, int(fired))
            else:
                standing.holds = 1
                standing.fires = max(standing.fires, int(fired))
        memory.held[c] = held
