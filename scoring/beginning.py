"""Step 3 of a day in the walk: what begins to weigh, in its order."""

from __future__ import annotations

from scoring.days import FIRST
from scoring.kernel import Record, part
from scoring.lives import start_life
from scoring.records import (
    Columns,
    Memory,
    Records,
    Rules,
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
