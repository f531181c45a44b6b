"""What a settled day says: values of indicators and dimensions, and the total."""

from __future__ import annotations

from scoring.grading import grade_day
from scoring.kernel import Record, part, rare
from scoring.lives import jot, unsettle
from scoring.records import (
    ACHIEVED,
    CLEAN,
    COUNT,
    POINTS,
    RATE,
    T_CAP,
    T_CLAMP,
    T_DIMENSION,
    T_DIMENSION_CAP,
    T_ROUNDING,
    T_SETTLED,
    T_START,
    T_VALUE,
    Journal,
    Memory,
    Records,
    Rules,
)
from scoring.weights import round_to, step


@part
def measured(slot: Record, tally: Record, bands: Records, version: Record) -> int:
    """Points of a rate or mean whose sample suffices, or of what is known to be achieved or not."""
    if slot.kind == ACHIEVED:
        return int(slot.points0 if tally.numerator > 0 else 0)
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
def value_of(slot: Record, tally: Record, bands: Records, version: Record) -> int:
    """What an indicator of another kind than points gives."""
    if slot.kind == 0:
        return 0
    if slot.kind == COUNT:
        row = step(bands, slot.bands, slot.bands_end, tally.numerator, 1)
        return int(bands[row].points)
    if slot.kind == CLEAN:
        return int(slot.points0 if reaches(slot, tally) else 0)
    if not assessed(slot, tally):
        return int(slot.unassessed)
    return measured(slot, tally, bands, version)


@part
def reaches(slot: Record, tally: Record) -> bool:
    """Whether a run of clean periods is long enough."""
    return bool(not slot.retired and tally.streak >= slot.periods)


@part
def assessed(slot: Record, tally: Record) -> bool:
    """Whether the sample suffices; what has no sample is always assessed."""
    return bool(tally.denominator >= slot.min_sample)


@part
def revalue(
    i: int,
    run: Record,
    trace: Journal,
    tally: Record,
    slot: Record,
    share: Record,
    space: Record,
    bands: Records,
    version: Record,
) -> None:
    """Brings the value of indicator i up to date, and with it its dimension and the sum."""
    unrated, left = 0, 0
    if slot.kind == POINTS:
        value = tally.sum if slot.cap < 0 else max(-slot.cap, min(slot.cap, tally.sum))
        shown, kind = value - tally.sum, T_CAP
    else:
        value = value_of(slot, tally, bands, version)
        shown, kind = value, T_VALUE
        if not assessed(slot, tally):
            unrated, left = slot.unrated, slot.redistributes
    run.moved += abs(value - tally.value)
    share.sum += value - tally.value
    tally.value = value
    if unrated != tally.unrated or left != share.left:
        unsettle(run)
    run.unassessed += unrated - tally.unrated
    tally.unrated = unrated
    tally.dirty = 0
    if slot.kind != 0:
        give(run, share, space, left)
    if shown != tally.shown or kind == T_VALUE:
        a = tally.streak if slot.kind == CLEAN else tally.numerator
        jot(trace, run, kind, -1, i, shown - tally.shown, a, tally.denominator)
    tally.shown = shown


@part
def give(run: Record, share: Record, space: Record, left: int) -> None:
    """What a dimension gives to the total; one that is left out gives its weight to the others."""
    share.value = max(space.floor, min(space.ceiling, space.start + share.sum))
    if left:
        share.value = 0
    run.whole += space.part * (share.left - left)
    share.left = left
    run.parts += space.part * share.value - share.held
    share.held = space.part * share.value


@rare
def sum_up(run: Record, trace: Journal, book: Rules, memory: Memory) -> None:
    """The totals after what changed, or under a new version: indicators, dimensions, sum, clamp."""
    if run.dirty == 0 and run.scale > 0:
        return
    version = book.versions[run.version]
    first_slot = run.version * memory.tallies.size
    first_space = run.version * memory.shares.size
    for n in range(run.dirty):
        i = memory.dirty[n]
        slot = book.slots[first_slot + i]
        share, space = memory.shares[slot.dimension], book.spaces[first_space + slot.dimension]
        revalue(i, run, trace, memory.tallies[i], slot, share, space, book.bands, version)
    run.dirty = run.soiled = 0
    run.scale = run.whole if run.whole > 0 else version.whole
    run.total_raw = version.start * run.scale + run.parts
    floor, ceiling = version.floor * run.scale, version.ceiling * run.scale
    run.total = max(floor, min(ceiling, run.total_raw))
    if trace.lines.size > 0:
        show_dimensions(run, trace, book, memory)


@rare
def show_dimensions(run: Record, trace: Journal, book: Rules, memory: Memory) -> None:
    """Journals what the limits and weights of dimensions make of them."""
    version = book.versions[run.version]
    for d in range(memory.shares.size):
        space = book.spaces[run.version * memory.shares.size + d]
        show_dimension(d, run, trace, space, memory.shares[d], version)


@part
def show_dimension(
    d: int, run: Record, trace: Journal, space: Record, share: Record, version: Record
) -> None:
    """Journals what a dimension's limits and weight make of it."""
    cap = 0 if share.left else share.value - space.start - share.sum
    if cap != share.cap:
        jot(trace, run, T_DIMENSION_CAP, -1, d, cap - share.cap, 0, 0)
        share.cap = cap
    shown = share.value
    if version.weighted:
        shown = round_to(share.held, run.scale, version.unit, version.rounding)
        if shown != share.shown or share.left != share.left_shown:
            jot(trace, run, T_DIMENSION, -1, d, shown - share.shown, share.left, run.whole)
            share.left_shown = share.left
    share.shown = shown


@rare
def show_day(run: Record, trace: Journal, book: Rules, memory: Memory) -> None:
    """Journals grade, start, clamp, rounding and the settled figures."""
    version, shares = book.versions[run.version], memory.shares
    if not version.looks:
        grade_day(run, book, memory)
    shown = version.start
    for share in shares:
        shown += share.shown
    taken = run.total - run.total_raw
    clamp = round_to(taken, run.scale, version.unit, version.rounding)
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
    jot(
        trace, run, T_SETTLED, run.plain, run.version, run.points, run.grade, run.unrated,
        run.by_total, run.whole,
    )  # fmt: skip
