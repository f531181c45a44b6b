"""Step 3 of a day in the walk: what begins to weigh, in its order."""

from __future__ import annotations

from scoring.days import FIRST, NEVER, OPEN
from scoring.kernel import Record, part, rare
from scoring.lives import (
    chain_achieved,
    count_in,
    end_achieved,
    enqueue,
    enqueue_by_end,
    idle,
    jot,
    soil,
    unsettle,
    yields,
)
from scoring.records import (
    ACHIEVED,
    ANY,
    ANYTHING,
    CAPPED,
    EFFORT,
    FAULT,
    HALVED,
    HALVES,
    LIKE,
    MARKED,
    OUTSIDE,
    OWN_BOUND,
    POINTS,
    REFUTED,
    REFUTING,
    REPAIRED,
    SEEN,
    STOPS,
    SUSPENDED,
    T_BEGIN,
    T_ESCALATE,
    UNREADABLE,
    WORK,
    Columns,
    Journal,
    Memory,
    Records,
    Rules,
)
from scoring.weights import (
    HUNDREDTHS,
    base_points,
    capped,
    nth,
    raised_by,
    readable,
    round_to,
    weighed_as_meant,
)


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
    life.weight = 0
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


@rare
def begin(
    upto: int, run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Step 3 of a day: begins what weighs from a day up to `upto`, in the order of the walk."""
    while True:
        which_first = comes_first(upto, run, columns, memory)
        if which_first == 0:
            break
        if which_first == 1:
            waiting = memory.pending[run.pending]
            run.pending += 1
            row, first, end = -1, 0, 1
        else:
            waiting, row = -1, run.row
            run.row += 1
            first, end = rules_for(row, run, book, columns)
        for which in range(first, end):
            k = waiting if row < 0 else prepare(row, which, run, book, columns, memory)
            if row >= 0 and book.rules[which].delay >= 0:
                await_day(k, run, memory.lives, memory.pending)
            else:
                start(k, run, trace, book, columns, memory)


@part
def rules_for(row: int, run: Record, book: Rules, columns: Columns) -> tuple[int, int]:
    """The range of RULE records for a fact, by the version in force on its day; none if not known."""
    fact, seen = columns.facts[row], columns.known[row]
    version = book.in_force[fact.day - FIRST]
    if version < 0 or seen.recorded > run.known or seen.voided <= run.known:
        return 0, 0
    links = book.links[version, fact.behaviour]
    return int(links[0]), int(links[1])


@part
def start(
    k: int, run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """What a fact does on its weighing day under one rule: it lives, or it only happens."""
    if book.rules[memory.lives[k].rule].kind < FAULT:
        start_life(k, run, trace, book, columns, memory)
    else:
        happen(k, run, trace, book, columns, memory)


@rare
def happen(
    k: int, run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Rules under which a fact has no life; what a period must be clean of counts on its own day."""
    life = memory.lives[k]
    rule = book.rules[life.rule]
    if rule.kind == LIKE:
        window = memory.windows[rule.window]
        life.end = book.tables[rule.life, life.begin - FIRST]
        enqueue(k, window, memory.lives)
        window.n += 1
    elif rule.kind == FAULT:
        memory.tallies[rule.indicator].numerator += 1
    elif rule.kind == EFFORT:
        memory.tallies[rule.indicator].denominator += 1
    else:
        end_achieved(rule, REFUTED, run, trace, book, columns, memory)
        memory.tallies[rule.indicator].denominator = 1
        soil(rule.indicator, ANYTHING, run, memory)
        idle(k, REFUTING, run, trace, memory.lives)


@part
def start_life(
    k: int, run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Begins life k today unless it is over, outside its period, unreadable, or away by its points."""
    life = memory.lives[k]
    raised = -1
    if book.rules[life.rule].window >= 0:
        if not meant(k, book, memory):
            return
        raised = raise_life(life, book, memory)
    rule = book.rules[life.rule]
    life.end = life_end(life, rule, book, columns)
    if not has_days(k, rule, run, trace, columns, memory):
        return
    if not readable(rule, columns.facts[life.row], columns.measures[life.row], book.severities):
        idle(k, UNREADABLE, run, trace, memory.lives)
        return
    if rule.kind == POINTS:
        if not lives_by_points(k, raised, run, trace, book, columns, memory):
            return
    elif not lives_unless_repaired(k, rule, run, trace, columns, memory):
        return
    life.alive = max(life.alive, 1)
    chain_achieved(k, rule, memory)
    count_in(1, life, rule, run, book, columns, memory)
    if life.end < OPEN:
        run.end = min(run.end, life.end)
        queue = memory.queues[rule.life]
        if rule.until:
            enqueue_by_end(k, queue, memory.lives)
        else:
            enqueue(k, queue, memory.lives)


@rare
def meant(k: int, book: Rules, memory: Memory) -> bool:
    """A veto may be for the fact as its own behaviour only, or as the one that it rises to."""
    life = memory.lives[k]
    rule = book.rules[life.rule]
    return rule.only_as == ANY or weighed_as_meant(life, rule, book, memory)


@rare
def raise_life(life: Record, book: Rules, memory: Memory) -> int:
    """The RAISE that applies (-1: none); a fact that rises to another behaviour is weighed as that."""
    rule = book.rules[life.rule]
    if rule.kind != POINTS:
        return -1
    row = raised_by(nth(life, rule, memory.lives, memory.windows), rule, book.raises)
    if row >= 0 and book.raises[row].rule >= 0:
        life.rule = book.raises[row].rule
    return int(row)


@part
def life_end(life: Record, rule: Record, book: Rules, columns: Columns) -> int:
    """The day on which it ends by its period, its validity, or its fact's own word."""
    end = NEVER
    if rule.life >= 0:
        end = book.tables[rule.life, life.begin - FIRST]
    if rule.until:
        end = min(end, columns.terms[life.row].until)
    return int(end)


@part
def has_days(
    k: int, rule: Record, run: Record, trace: Journal, columns: Columns, memory: Memory
) -> bool:
    """Whether anything is left of life k today; of an achievement that is over, that it was known."""
    life = memory.lives[k]
    if life.end <= run.day:
        if rule.kind == ACHIEVED and life.end > life.begin:
            memory.tallies[rule.indicator].denominator = 1
            soil(rule.indicator, ANYTHING, run, memory)
        return False
    if rule.bounded == 0 or in_period(life, rule, run, columns):
        return True
    if rule.indicator >= 0:
        suspended = rule.bounded == OWN_BOUND and life.begin >= run.suspended
        idle(k, SUSPENDED if suspended else OUTSIDE, run, trace, memory.lives)
    return False


@part
def in_period(life: Record, rule: Record, run: Record, columns: Columns) -> bool:
    """Whether a life that periods bound belongs to the running one, or was carried over into it."""
    if rule.bounded == OWN_BOUND:
        if life.begin < run.anchor:
            return False
        if rule.kind != WORK and life.begin >= run.suspended:
            return False
    if life.begin >= run.opened:
        return True
    return bool(rule.carries) and not rectified_by(run.opened, life, run, columns)


@part
def rectified_by(day: int, life: Record, run: Record, columns: Columns) -> bool:
    """Whether the fact was rectified before a day, as known on K."""
    term = columns.terms[life.row]
    return bool(term.rectified < day and term.recorded <= run.known)


@part
def repaired_before(rule: Record, fact: Record, run: Record, repairs: Records) -> bool:
    """Whether a repair known on K is dated before today."""
    if rule.repair == 0 or fact.repair < 0:
        return False
    mark = repairs[fact.repair]
    return bool(mark.recorded <= run.known and mark.day < run.day)


@part
def await_repair(k: int, rule: Record, fact: Record, run: Record, memory: Memory) -> None:
    """So that a repair of the fact finds life k."""
    if rule.repair and fact.repair >= 0:
        place = fact.repair - run.marks_first
        memory.lives[k].mate = memory.repairable[place]
        memory.repairable[place] = k


@part
def lives_unless_repaired(
    k: int, rule: Record, run: Record, trace: Journal, columns: Columns, memory: Memory
) -> bool:
    """Begins a life without points; False if it was repaired away."""
    life = memory.lives[k]
    fact = columns.facts[life.row]
    if repaired_before(rule, fact, run, columns.repairs):
        idle(k, REPAIRED, run, trace, memory.lives)
        return False
    await_repair(k, rule, fact, run, memory)
    if rule.kind != SEEN:
        jot(trace, run, T_BEGIN, life.row, life.rule, 0, 0, 0, life.begin, life.end)
    return True


@part
def lives_by_points(
    k: int, raised: int, run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> bool:
    """Weighs life k; False if it was repaired away or yields to its incident.

    Points are whole multiples of the unit as they stand in a ruleset: only parts of them are rounded.
    """
    life = memory.lives[k]
    rule, fact = book.rules[life.rule], columns.facts[life.row]
    version = book.versions[rule.version]
    base = base_points(rule, fact, columns.measures[life.row], book.bands, book.severities)
    raw, scale = base, 1
    if raised >= 0:
        raw, scale = raise_points(base, book.raises[raised])
    held = capped(raw, rule, scale)
    life.weight = held if scale == 1 else round_to(held, scale, version.unit, version.rounding)
    ways = CAPPED if held != raw else 0
    if repaired_before(rule, fact, run, columns.repairs):
        if rule.repair == STOPS:
            idle(k, REPAIRED, run, trace, memory.lives)
            return False
        if rule.repair == HALVES:
            ways = HALVED
            life.weight = round_to(life.weight, 2, version.unit, version.rounding)
        else:
            ways += MARKED
    if fact.incident >= 0 and life.weight != 0:
        only_one = version.no_double_count == 1
        if yields(k, only_one, run, trace, book, columns, memory):
            return False
    if ways & MARKED:
        life.alive = 2
        run.lifted += 1
        unsettle(run)
    await_repair(k, rule, fact, run, memory)
    if trace.lines.size > 0:
        tell_weight(life, raised, base, raw, scale, ways, run, trace, book, memory)
    return True


@rare
def tell_weight(
    life: Record,
    raised: int,
    base: int,
    raw: int,
    scale: int,
    ways: int,
    run: Record,
    trace: Journal,
    book: Rules,
    memory: Memory,
) -> None:
    """Journals a weight and how it came about: escalated, capped, halved or marked."""
    rule = book.rules[life.rule]
    version = book.versions[rule.version]
    if raised >= 0:
        before = round_to(capped(base, rule, 1), 1, version.unit, version.rounding)
        n = memory.windows[book.raises[raised].window].n + 1
        jot(trace, run, T_ESCALATE, life.row, life.rule, 0, n, before, book.raises[raised].rule)
    uncapped = round_to(raw, scale, version.unit, version.rounding)
    jot(trace, run, T_BEGIN, life.row, life.rule, life.weight, uncapped, ways, life.begin, life.end)


@part
def raise_points(base: int, raised: Record) -> tuple[int, int]:
    """What an escalation makes of the base, and in how many parts of a hundredth it is held."""
    if raised.rule >= 0:
        return base, 1
    if raised.times >= 0:
        return base * raised.times, HUNDREDTHS
    return base + raised.add, 1
