"""What a settled day says: values of indicators and dimensions, the total, the grade."""

from __future__ import annotations

from scoring.kernel import Record, part
from scoring.lives import jot, round_to, step
from scoring.records import (
    NOT_ASSESSED,
    POINTS,
    RATE,
    RATED,
    T_CAP,
    T_CLAMP,
    T_DIMENSION,
    T_DIMENSION_CAP,
    T_ROUNDING,
    T_SETTLED,
    T_START,
    T_VALUE,
    TOO_LITTLE_WORK,
    VETO,
    Memory,
    Records,
    Rules,
)


@part
def measured(slot: Record, tally: Record, bands: Records, version: Record) -> int:
    """Points of a rate or mean whose sample suffices."""
    if slot.kind == RATE:
        row = step(bands, slot.bands, slot.bands_end, tally.numerator * 10_000, tally.denominator)
        return int(bands[row].points)
    total, n = tally.numerator, tally.denominator
    if not slot.line:
        return int(bands[step(bands, slot.bands, slot.bands_end, total, n)].points)
    if total <= n * slot.rating0:
        return int(slot.points0)
    if total >= n * slot.rating1:
        return int(slot.points1)
    width = n * (slot.rating1 - slot.rating0)
    rise = (slot.points1 - slot.points0) * (total - n * slot.rating0)
    return round_to(slot.points0 * width + rise, width, version.unit, version.rounding)


@part
def revalue(
    i: int,
    run: Record,
    trace: Records,
    tally: Record,
    slot: Record,
    share: Record,
    space: Record,
    bands: Records,
    version: Record,
) -> None:
    """Brings the value of indicator i up to date, and with it its dimension and the sum."""
    unrated = 0
    if slot.kind == POINTS:
        value = tally.sum if slot.cap < 0 else max(-slot.cap, min(slot.cap, tally.sum))
        shown, kind = value - tally.sum, T_CAP
    elif slot.kind == 0:
        value, shown, kind = 0, 0, T_VALUE
    else:
        if tally.denominator < slot.min_sample:
            value, unrated = slot.unassessed, slot.unrated
        else:
            value = measured(slot, tally, bands, version)
        shown, kind = value, T_VALUE
    share.sum += value - tally.value
    tally.value = value
    before = share.value
    share.value = max(space.floor, min(space.ceiling, space.start + share.sum))
    run.total_raw += space.part * (share.value - before)
    run.unassessed += unrated - tally.unrated
    tally.unrated = unrated
    tally.dirty = 0
    if shown != tally.shown or kind == T_VALUE:
        jot(trace, run, kind, -1, i, shown - tally.shown, tally.numerator, tally.denominator)
    tally.shown = shown


@part
def sum_up(run: Record, trace: Records, book: Rules, memory: Memory) -> None:
    """The totals after what changed: indicators, dimensions, sum, clamp."""
    if run.dirty == 0:
        return
    version = book.versions[run.version]
    first_slot = run.version * memory.tallies.size
    first_space = run.version * memory.shares.size
    for n in range(run.dirty):
        i = memory.dirty[n]
        slot = book.slots[first_slot + i]
        share, space = memory.shares[slot.dimension], book.spaces[first_space + slot.dimension]
        revalue(i, run, trace, memory.tallies[i], slot, share, space, book.bands, version)
    run.dirty = 0
    floor, ceiling = version.floor * version.whole, version.ceiling * version.whole
    run.total = max(floor, min(ceiling, run.total_raw))
    if trace.size:
        for d in range(memory.shares.size):
            show_dimension(d, run, trace, book.spaces[first_space + d], memory.shares[d], version)


@part
def show_dimension(
    d: int, run: Record, trace: Records, space: Record, share: Record, version: Record
) -> None:
    """Journals what a dimension's limits and weight make of it."""
    cap = share.value - space.start - share.sum
    if cap != share.cap:
        jot(trace, run, T_DIMENSION_CAP, -1, d, cap - share.cap, 0, 0)
        share.cap = cap
    shown = share.value
    if version.weighted:
        weighed = space.part * share.value
        shown = round_to(weighed, version.whole, version.unit, version.rounding)
        if shown != share.shown:
            jot(trace, run, T_DIMENSION, -1, d, shown - share.shown, share.value, 0)
    share.shown = shown


@part
def hit(override: Record, watched: Records, counters: Records) -> bool:
    """Whether an override applies: a fact that vetoes, or too little work."""
    n = 0
    for w in range(override.watched, override.watched_end):
        counter = counters[watched[w]]
        n += counter.sum if override.denominators else counter.n
    return bool(n > 0 if override.kind == VETO else n < override.at_least)


@part
def grade_day(run: Record, book: Rules, memory: Memory) -> None:
    """Points and grade of the settled day."""
    version = book.versions[run.version]
    run.points = round_to(run.total, version.whole, version.unit, version.rounding)
    row = step(book.bands, version.grades, version.grades_end, run.total, version.whole)
    run.grade = book.bands[row].points
    run.unrated = NOT_ASSESSED if run.unassessed > 0 else RATED
    veto = -1
    for n in range(version.overrides, version.overrides_end):
        override = book.overrides[n]
        if hit(override, book.watched, memory.counters):
            if override.kind == VETO:
                veto = max(veto, override.grade)
            else:
                run.unrated = TOO_LITTLE_WORK
    run.plain = run.grade if run.unrated == RATED else -1
    if veto >= 0:
        run.grade, run.unrated = max(run.grade, veto), RATED
    elif run.unrated != RATED:
        run.grade = -1


@part
def show_day(run: Record, trace: Records, book: Rules, memory: Memory) -> None:
    """Journals grade, start, clamp, rounding and the settled figures, if somebody wants them."""
    if trace.size == 0:
        return
    grade_day(run, book, memory)
    version, shares = book.versions[run.version], memory.shares
    shown = version.start
    for share in shares:
        shown += share.shown
    taken = run.total - run.total_raw
    clamp = round_to(taken, version.whole, version.unit, version.rounding)
    rounding = run.points - shown - clamp
    if version.start != run.start:
        jot(trace, run, T_START, -1, -1, version.start - run.start, 0, 0)
        run.start = version.start
    if clamp != run.clamp:
        jot(trace, run, T_CLAMP, -1, -1, clamp - run.clamp, 0, 0)
        run.clamp = clamp
    if rounding != run.rounding:
        jot(trace, run, T_ROUNDING, -1, -1, rounding - run.rounding, 0, 0)
        run.rounding = rounding
    jot(trace, run, T_SETTLED, run.plain, run.version, run.points, run.grade, run.unrated)
