"""What lives in the walk: it is counted in and out, waits in queues for its end, and is repaired."""

from __future__ import annotations

from scoring.days import NEVER
from scoring.kernel import Record, part, rare
from scoring.records import (
    ACHIEVED,
    ANYTHING,
    COUNT,
    EXPIRED,
    GRADE_STEP,
    HALVES,
    MEAN,
    POINTS,
    RATE,
    REPAIRED,
    SEEN,
    SUPERSEDED,
    T_END,
    T_HALVE,
    T_IDLE,
    T_MARK,
    Columns,
    Journal,
    Memory,
    Records,
    Rules,
)
from scoring.weights import round_to


@rare
def write(
    trace: Journal,
    run: Record,
    kind: int,
    row: int,
    rule: int,
    amount: int,
    a: int,
    b: int,
    c: int,
    d: int,
) -> None:
    """One record of the journal, in its place if there is room."""
    if run.traced < trace.lines.size:
        line = trace.lines[run.traced]
        line.day = run.day
        line.kind = kind
        line.row = row
        line.rule = rule
        line.amount = amount
        line.a = a
        line.b = b
        line.c = c
        line.d = d
    run.traced += 1


@part
def jot(
    trace: Journal,
    run: Record,
    kind: int,
    row: int,
    rule: int,
    amount: int,
    a: int,
    b: int,
    c: int = 0,
    d: int = 0,
) -> None:
    """Writes one record of the journal if somebody wants it; counts on where it is full."""
    if trace.lines.size > 0:
        write(trace, run, kind, row, rule, amount, a, b, c, d)


@part
def unsettle(run: Record) -> None:
    """What grades and lists look at changes in another way than by the values of indicators."""
    run.moved = ANYTHING


@part
def soil(i: int, by: int, run: Record, memory: Memory) -> None:
    """Notes that indicator i is to be valued anew; its value moves at most by so many hundredths."""
    run.soiled += by
    if not memory.tallies[i].dirty:
        memory.tallies[i].dirty = 1
        memory.dirty[run.dirty] = i
        run.dirty += 1


@part
def different(sign: int, incident: int, rule: Record, run: Record, seen: Records) -> int:
    """By how much a life changes the number of different incidents under an indicator."""
    if incident < 0:
        return sign
    place = incident * run.counts + rule.counted
    while run.seen <= place:
        seen[run.seen] = 0
        run.seen += 1
    before = seen[place]
    seen[place] += sign
    return sign if before == 0 or seen[place] == 0 else 0


@part
def count_in(
    sign: int,
    life: Record,
    rule: Record,
    run: Record,
    book: Rules,
    columns: Columns,
    memory: Memory,
) -> None:
    """Adds a life to the sums (sign 1) or takes it out again (sign -1)."""
    measure = columns.measures[life.row]
    if rule.indicator >= 0:
        tally, moves = memory.tallies[rule.indicator], ANYTHING
        if rule.kind == POINTS:
            tally.sum += sign * life.weight
            moves = abs(life.weight)
        elif rule.kind == RATE:
            tally.numerator += sign * measure.numerator
            tally.denominator += sign * measure.denominator
        elif rule.kind == MEAN:
            tally.numerator += sign * measure.rating
            tally.denominator += sign
        elif rule.kind == COUNT:
            incident = columns.facts[life.row].incident
            tally.numerator += different(sign, incident, rule, run, memory.seen)
        else:
            tally.numerator += sign
            tally.denominator = 1
        soil(rule.indicator, moves, run, memory)
    if rule.touch < rule.touch_end:
        unsettle(run)
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
    k: int, why: int, run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Ends life k, which must be alive."""
    life = memory.lives[k]
    rule = book.rules[life.rule]
    if life.alive == 2:
        run.lifted -= 1
        unsettle(run)
    life.alive = -1 - why
    count_in(-1, life, rule, run, book, columns, memory)
    if rule.kind != SEEN:
        end = life.end if why == EXPIRED else run.day
        jot(trace, run, T_END, life.row, life.rule, -life.weight, why, end, life.begin)


@part
def end_lives(run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory) -> None:
    """Step 1 of a day: every life whose end has come. Each queue holds its lives by their end."""
    if run.end > run.day:
        return
    run.end = NEVER
    for queue in memory.queues:
        while queue.head >= 0 and memory.lives[queue.head].end <= run.day:
            k = queue.head
            queue.head = memory.lives[k].next
            if memory.lives[k].alive > 0:
                end_life(k, EXPIRED, run, trace, book, columns, memory)
        if queue.head >= 0:
            run.end = min(run.end, memory.lives[queue.head].end)


@part
def enqueue(k: int, queue: Record, lives: Records) -> None:
    """Durations are tables that never fall, so what begins later in a queue ends later."""
    lives[k].next = -1
    if queue.head < 0:
        queue.head = k
    else:
        lives[queue.tail].next = k
    queue.tail = k


@part
def enqueue_by_end(k: int, queue: Record, lives: Records) -> None:
    """Where facts name their own ends: into its place among those that wait."""
    after = -1
    following = queue.head
    while following >= 0 and lives[following].end <= lives[k].end:
        after = following
        following = lives[following].next
    lives[k].next = following
    if after < 0:
        queue.head = k
    else:
        lives[after].next = k
    if following < 0:
        queue.tail = k


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
    trace: Journal,
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
            if memory.lives[other].alive > 0 and abs(memory.lives[other].weight) >= abs(
                life.weight
            ):
                idle(k, SUPERSEDED, run, trace, memory.lives)
                return True
            other = memory.lives[other].kin
        other = memory.incidents[place]
        while other >= 0:
            if memory.lives[other].alive > 0 and memory.lives[other].weight != 0:
                end_life(other, SUPERSEDED, run, trace, book, columns, memory)
            other = memory.lives[other].kin
        memory.incidents[place] = -1
    life.kin = memory.incidents[place]
    memory.incidents[place] = k
    return False


@part
def idle(k: int, why: int, run: Record, trace: Journal, lives: Records) -> None:
    """Life k never begins."""
    life = lives[k]
    life.alive = -1 - why
    jot(trace, run, T_IDLE, life.row, life.rule, life.weight, why, 0, life.begin)


@part
def repair_lives(
    run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Step 4 of a day: the repairs dated today."""
    while run.marks < run.marks_end and columns.repairs[run.marks].day <= run.day:
        mark = columns.repairs[run.marks]
        k = memory.repairable[run.marks - run.marks_first]
        run.marks += 1
        if mark.day < run.day or mark.recorded > run.known:
            continue
        while k >= 0:
            if memory.lives[k].alive == 1:
                repair(k, run, trace, book, columns, memory)
            k = memory.lives[k].mate


@rare
def repair(
    k: int, run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Ends life k, halves its weight, or marks it, as its rule says."""
    life = memory.lives[k]
    rule = book.rules[life.rule]
    if rule.repair == GRADE_STEP:
        life.alive = 2
        run.lifted += 1
        unsettle(run)
        jot(trace, run, T_MARK, life.row, life.rule, 0, 0, 0)
    elif rule.repair == HALVES:
        version = book.versions[rule.version]
        half = round_to(life.weight, 2, version.unit, version.rounding)
        memory.tallies[rule.indicator].sum += half - life.weight
        soil(rule.indicator, abs(half - life.weight), run, memory)
        jot(trace, run, T_HALVE, life.row, life.rule, half - life.weight, half, 0)
        life.weight = half
    else:
        end_life(k, REPAIRED, run, trace, book, columns, memory)


@part
def end_achieved(
    rule: Record,
    why: int,
    run: Record,
    trace: Journal,
    book: Rules,
    columns: Columns,
    memory: Memory,
) -> None:
    """Ends what an indicator has achieved so far."""
    tally = memory.tallies[rule.indicator]
    k = tally.chain
    tally.chain = -1
    while k >= 0:
        if memory.lives[k].alive > 0:
            end_life(k, why, run, trace, book, columns, memory)
        k = memory.lives[k].kin


@part
def chain_achieved(k: int, rule: Record, memory: Memory) -> None:
    """So that what refutes it finds it."""
    if rule.kind == ACHIEVED:
        tally = memory.tallies[rule.indicator]
        memory.lives[k].kin = tally.chain
        tally.chain = k
