"""What begins and ends in the walk: the weight of a fact, its life, repair and supersession."""

from __future__ import annotations

from scoring.days import FIRST
from scoring.kernel import Record, part
from scoring.records import (
    DOWN,
    EXPIRED,
    HALF_EVEN,
    HALVES,
    MEAN,
    NO_POINTS,
    POINTS,
    RATE,
    REPAIRED,
    STOPS,
    SUPERSEDED,
    T_BEGIN,
    T_END,
    T_HALVE,
    T_IDLE,
    Columns,
    Memory,
    Records,
    Rules,
)


@part
def round_to(numerator: int, denominator: int, unit: int, rounding: int) -> int:
    """numerator / denominator to the nearest multiple of `unit`, by the scheme's rule."""
    sign = -1 if numerator < 0 else 1
    step = denominator * unit
    whole = abs(numerator) // step
    rest = abs(numerator) - whole * step
    if rounding != DOWN:
        tie_up = rounding != HALF_EVEN or whole % 2 == 1
        if 2 * rest > step or (2 * rest == step and tie_up):
            whole += 1
    return int(sign * whole * unit)


@part
def step(bands: Records, first: int, end: int, numerator: int, denominator: int) -> int:
    """The row of bands[first:end] into which numerator / denominator falls."""
    row = end - 1
    while row > first:
        edge = bands[row].at * denominator
        if numerator > edge or (numerator == edge and not bands[row].strict):
            break
        row -= 1
    return row


@part
def jot(
    trace: Records, run: Record, kind: int, row: int, rule: int, amount: int, a: int, b: int
) -> None:
    """Writes one record of the journal if somebody wants it; counts on where it is full."""
    if trace.size == 0:
        return
    if run.traced < trace.size:
        line = trace[run.traced]
        line.day = run.day
        line.kind = kind
        line.row = row
        line.rule = rule
        line.amount = amount
        line.a = a
        line.b = b
    run.traced += 1


@part
def weigh(rule: Record, fact: Record, measure: Record, bands: Records, severities: Records) -> int:
    """Base × quantity in hundredths, before the cap per event."""
    base = rule.base
    if rule.severities >= 0:
        base = severities[rule.severities, fact.severity]
    elif rule.ladder == 1:
        base = bands[step(bands, rule.steps, rule.steps_end, measure.amount, 1)].points
    elif rule.ladder == 2:
        base = bands[step(bands, rule.steps, rule.steps_end, max(fact.quantity, 0), 1)].points
    if rule.times and fact.quantity >= 0:
        base *= fact.quantity
    return int(base)


@part
def count_in(
    sign: int, life: Record, rule: Record, measure: Record, run: Record, book: Rules, memory: Memory
) -> None:
    """Adds a life to the sums (sign 1) or takes it out again (sign -1)."""
    if rule.indicator >= 0:
        tally = memory.tallies[rule.indicator]
        if rule.kind == POINTS:
            tally.sum += sign * life.weight
        elif rule.kind == RATE:
            tally.numerator += sign * measure.numerator
            tally.denominator += sign * measure.denominator
        else:
            tally.numerator += sign * measure.rating
            tally.denominator += sign
        if not tally.dirty:
            tally.dirty = 1
            memory.dirty[run.dirty] = rule.indicator
            run.dirty += 1
    for touched in range(rule.touch, rule.touch_end):
        watch(sign, life, measure, run, memory.counters[book.watched[touched]])


@part
def watch(sign: int, life: Record, measure: Record, run: Record, counter: Record) -> None:
    """Counts a life that a list or an override looks at; `begun` are those that began today."""
    counter.n += sign
    counter.sum += sign * measure.denominator
    if life.begin == run.day:
        if counter.day != run.day:
            counter.day = run.day
            counter.begun = 0
        counter.begun += sign


@part
def end_life(
    k: int, why: int, run: Record, trace: Records, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Ends life k, which must be alive."""
    life = memory.lives[k]
    life.alive = 0
    count_in(-1, life, book.rules[life.rule], columns.measures[life.row], run, book, memory)
    jot(trace, run, T_END, life.row, life.rule, -life.weight, why, life.end)


@part
def end_lives(run: Record, trace: Records, book: Rules, columns: Columns, memory: Memory) -> None:
    """Step 1 of a day: every life whose end has come. Each queue holds its lives by their end."""
    for queue in memory.queues:
        while queue.head >= 0 and memory.lives[queue.head].end <= run.day:
            k = queue.head
            queue.head = memory.lives[k].next
            if memory.lives[k].alive:
                end_life(k, EXPIRED, run, trace, book, columns, memory)


@part
def enqueue(k: int, life: Record, queue: Record, lives: Records) -> None:
    """Durations are tables that never fall, so what begins later in a queue ends later."""
    life.next = -1
    if queue.head < 0:
        queue.head = k
    else:
        lives[queue.tail].next = k
    queue.tail = k


@part
def readable(rule: Record, fact: Record, measure: Record, severities: Records) -> bool:
    """A rate needs a denominator, a mean a rating on its scale, a severity its points."""
    if rule.kind == RATE:
        return bool(measure.denominator > 0)
    if rule.kind == MEAN:
        return bool(rule.rating_low <= measure.rating <= rule.rating_high)
    if rule.severities < 0:
        return True
    return bool(fact.severity >= 0 and severities[rule.severities, fact.severity] != NO_POINTS)


@part
def kin(fact: Record, life: Record, run: Record, incidents: Records) -> int:
    """Where the lives of this fact's incident and sign are chained."""
    place = 2 * fact.incident + (1 if life.weight > 0 else 0)
    while run.incidents <= place:
        incidents[run.incidents] = -1
        run.incidents += 1
    return int(place)


@part
def yields(
    k: int,
    only_one: bool,
    run: Record,
    trace: Records,
    book: Rules,
    columns: Columns,
    memory: Memory,
) -> bool:
    """Whether life k gives way to an equal or heavier one of its incident; else it ends the lighter."""
    life = memory.lives[k]
    place = kin(columns.facts[life.row], life, run, memory.incidents)
    if only_one:
        other = memory.incidents[place]
        while other >= 0:
            if memory.lives[other].alive and abs(memory.lives[other].weight) >= abs(life.weight):
                jot(trace, run, T_IDLE, life.row, life.rule, life.weight, SUPERSEDED, 0)
                return True
            other = memory.lives[other].kin
        other = memory.incidents[place]
        while other >= 0:
            if memory.lives[other].alive and memory.lives[other].weight != 0:
                end_life(other, SUPERSEDED, run, trace, book, columns, memory)
            other = memory.lives[other].kin
        memory.incidents[place] = -1
    life.kin = memory.incidents[place]
    memory.incidents[place] = k
    return False


@part
def repaired_before(rule: Record, fact: Record, run: Record, repairs: Records) -> bool:
    """Whether a repair known on K is dated before today."""
    if rule.repair == 0 or fact.repair < 0:
        return False
    mark = repairs[fact.repair]
    return bool(mark.recorded <= run.known and mark.day < run.day)


@part
def lives_by_points(
    k: int, run: Record, trace: Records, book: Rules, columns: Columns, memory: Memory
) -> bool:
    """Weighs life k; False if it was repaired away or yields to its incident."""
    life = memory.lives[k]
    rule, fact = book.rules[life.rule], columns.facts[life.row]
    version = book.versions[rule.version]
    raw = weigh(rule, fact, columns.measures[life.row], book.bands, book.severities)
    cap = rule.cap_per_event
    held = raw if cap < 0 else max(-cap, min(cap, raw))
    life.weight = round_to(held, 1, version.unit, version.rounding)
    uncapped = life.weight
    if held != raw:
        uncapped = round_to(raw, 1, version.unit, version.rounding)
    halved = repaired_before(rule, fact, run, columns.repairs)
    if halved and rule.repair == STOPS:
        jot(trace, run, T_IDLE, life.row, life.rule, life.weight, REPAIRED, 0)
        return False
    if halved:
        life.weight = round_to(life.weight, 2, version.unit, version.rounding)
        uncapped = life.weight
    if fact.incident >= 0 and life.weight != 0:
        only_one = version.no_double_count == 1
        if yields(k, only_one, run, trace, book, columns, memory):
            return False
    if rule.repair and fact.repair >= 0:
        memory.repairable[fact.repair - run.marks_first] = k
    jot(trace, run, T_BEGIN, life.row, life.rule, life.weight, uncapped, 1 if halved else 0)
    return True


@part
def start_life(
    k: int, run: Record, trace: Records, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Begins life k today unless it is over, cannot be read, or does not live by its points."""
    life = memory.lives[k]
    rule, measure = book.rules[life.rule], columns.measures[life.row]
    life.end = book.tables[rule.life, life.begin - FIRST]
    life.weight = 0
    if life.end <= run.day:
        return
    if not readable(rule, columns.facts[life.row], measure, book.severities):
        return
    if rule.kind != POINTS:
        jot(trace, run, T_BEGIN, life.row, life.rule, 0, 0, 0)
    elif not lives_by_points(k, run, trace, book, columns, memory):
        return
    life.alive = 1
    count_in(1, life, rule, measure, run, book, memory)
    enqueue(k, life, memory.queues[rule.life], memory.lives)


@part
def repair_lives(
    run: Record, trace: Records, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Step 4 of a day: the repairs dated today."""
    while run.marks < run.marks_end and columns.repairs[run.marks].day <= run.day:
        mark = columns.repairs[run.marks]
        k = memory.repairable[run.marks - run.marks_first]
        run.marks += 1
        if k < 0 or not memory.lives[k].alive or mark.day < run.day or (mark.recorded > run.known):
            continue
        life = memory.lives[k]
        rule = book.rules[life.rule]
        if rule.repair != HALVES:
            end_life(k, REPAIRED, run, trace, book, columns, memory)
            continue
        version = book.versions[rule.version]
        half = round_to(life.weight, 2, version.unit, version.rounding)
        tally = memory.tallies[rule.indicator]
        tally.sum += half - life.weight
        if not tally.dirty:
            tally.dirty = 1
            memory.dirty[run.dirty] = rule.indicator
            run.dirty += 1
        jot(trace, run, T_HALVE, life.row, life.rule, half - life.weight, half, 0)
        life.weight = half
