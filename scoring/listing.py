"""Lists: entries and proposals are made, decisions carried out."""

from __future__ import annotations

from scoring.days import LIFE, NEVER, OPEN
from scoring.kernel import Record, part, rare
from scoring.lives import jot
from scoring.openings import length_of_periods, months_after
from scoring.records import (
    ANNUL,
    BY_PERSON,
    BY_RULE,
    DAYS,
    ENTER,
    EXTEND,
    FOR_LIFE,
    LEAVE,
    MONTHS,
    NOTHING,
    PERIODS,
    PROLONG,
    RESTART,
    STAY,
    T_ENTER,
    T_LAPSE,
    T_LEAVE,
    T_PROPOSE,
    T_STAY,
    T_UNTIL,
    Columns,
    Journal,
    Memory,
    Records,
    Rules,
)

JUST_NOW = 2
"""`was_on` of a list that the subject came onto since it was last asked."""


@part
def length_end(start: int, rule: Record, times: int, standing: Record, book: Rules) -> int:
    """`times` lengths after `start`, the day on which the listing began."""
    n = rule.length * times
    if rule.unit == FOR_LIFE:
        return LIFE
    if rule.unit == DAYS:
        return int(start + n)
    if rule.unit == MONTHS:
        return months_after(start, n, book.months, book.firsts)
    if rule.unit != PERIODS:
        return OPEN
    anchor = standing.anchor if rule.own else -1
    on_opening = standing.on_opening == 1
    return length_of_periods(start, n, rule.span, anchor, on_opening, book.months, book.firsts)


@part
def stir(day: int, run: Record) -> None:
    """Where periods hang on lists, these are to be looked at on that day."""
    if run.own_periods:
        run.wake = day


@part
def annulled(listed: int, day: int, run: Record, decisions: Records, list_of: Records) -> bool:
    """Whether the entry or proposal of that day was annulled, as known on K."""
    for n in range(run.decisions_first, run.decisions_end):
        decision = decisions[n]
        if (
            decision.action == ANNUL
            and decision.start == day
            and decision.recorded <= run.known
            and list_of[decision.list] == listed
        ):
            return True
    return False


@part
def leave(
    listed: int, until: int, replaced: bool, run: Record, trace: Journal, standing: Record
) -> None:
    """Ends the listing in force; `replaced` says that it never counted as one."""
    jot(trace, run, T_LEAVE, -1, listed, until, standing.start, 1 if replaced else 0)
    if standing.was_on == JUST_NOW and standing.start == run.day:
        standing.was_on = 0
    standing.start = -1
    stir(run.day + 1, run)


@part
def enter(
    listed: int, start: int, until: int, by: int, run: Record, trace: Journal, standing: Record
) -> None:
    """Puts the subject on the list; a listing in force ends, a decision answers the proposal."""
    if standing.start >= 0:
        leave(listed, start, standing.start == start, run, trace, standing)
    if by == BY_PERSON and standing.proposal >= 0:
        jot(trace, run, T_LAPSE, -1, listed, 0, standing.proposal, 0)
        standing.proposal = -1
    if standing.was_on == 0:
        standing.was_on = JUST_NOW
    standing.start = start
    standing.until = until
    standing.lengths = 1
    standing.version = run.version
    standing.entered = start
    standing.anchor = run.anchor
    standing.on_opening = 1 if run.opened == start else 0
    stir(run.day + 1, run)
    jot(trace, run, T_ENTER, -1, listed, until, start, by)


@part
def propose(listed: int, by_change: int, run: Record, trace: Journal, standing: Record) -> None:
    standing.proposal = run.day
    jot(trace, run, T_PROPOSE, -1, listed, 0, run.day, by_change)


@rare
def fire(listed: int, run: Record, trace: Journal, book: Rules, memory: Memory) -> None:
    """What a list does by itself when one of its conditions fires."""
    standing = memory.standings[listed]
    rule = book.lists[run.version * memory.standings.size + listed]
    if not rule.automatic:
        if standing.proposal < 0 and (standing.start < 0 or rule.again != NOTHING):
            propose(listed, 0, run, trace, standing)
    elif standing.start < 0 or rule.again == RESTART:
        standing.anchor = run.anchor
        standing.on_opening = 1 if run.opened == run.day else 0
        until = length_end(run.day, rule, 1, standing, book)
        enter(listed, run.day, until, BY_RULE, run, trace, standing)
    elif rule.again == EXTEND:
        standing.lengths += 1
        made_by = book.lists[standing.version * memory.standings.size + listed]
        until = length_end(standing.start, made_by, standing.lengths, standing, book)
        if standing.until < until and standing.until < OPEN:
            standing.until = until
            jot(trace, run, T_UNTIL, -1, listed, until, standing.start, 0)


@rare
def decide(
    listed: int, decision: Record, run: Record, trace: Journal, standing: Record, void: bool
) -> None:
    """Carries out a decision; `void` says that it was itself annulled."""
    if decision.action == ENTER and not void:
        enter(listed, decision.start, decision.until, BY_PERSON, run, trace, standing)
    elif standing.start < 0:
        return
    elif decision.action == LEAVE:
        leave(listed, decision.start, False, run, trace, standing)
    elif decision.action == PROLONG:
        standing.until = decision.until
        jot(trace, run, T_UNTIL, -1, listed, decision.until, standing.start, 0)
    elif decision.action == STAY:
        jot(trace, run, T_STAY, -1, listed, decision.until, standing.start, decision.start)
    if standing.start >= 0 and standing.until <= run.day:
        leave(listed, standing.until, False, run, trace, standing)


@part
def decide_older(run: Record, trace: Journal, columns: Columns, memory: Memory) -> None:
    """On the first day of the walk: decisions of days before it, each on its own day."""
    today = run.day
    while run.decisions < run.decisions_end and columns.decisions[run.decisions].start < today:
        decision = columns.decisions[run.decisions]
        run.decisions += 1
        listed = columns.list_of[decision.list]
        if listed < 0 or decision.recorded > run.known:
            continue
        run.day = decision.start
        standing = memory.standings[listed]
        if standing.start >= 0 and standing.until <= run.day:
            leave(listed, standing.until, False, run, trace, standing)
        void = annulled(listed, decision.start, run, columns.decisions, columns.list_of)
        decide(listed, decision, run, trace, standing, void)
    run.day = today
    run.list_end = today


@part
def end_listings(run: Record, trace: Journal, standings: Records) -> None:
    """Listings whose last day was yesterday end."""
    if run.list_end > run.day:
        return
    run.list_end = NEVER
    for listed in range(standings.size):
        standing = standings[listed]
        if standing.start >= 0 and standing.until <= run.day:
            leave(listed, standing.until, False, run, trace, standing)
            stir(run.day, run)
        if standing.start >= 0:
            run.list_end = min(run.list_end, standing.until)


@part
def settle_lists(
    run: Record, trace: Journal, book: Rules, columns: Columns, memory: Memory
) -> None:
    """Every list in file order: what fires, then what was decided for today, then what lapses."""
    first = run.decisions
    while run.decisions < run.decisions_end and columns.decisions[run.decisions].start <= run.day:
        run.decisions += 1
    run.list_end = NEVER
    for listed in range(memory.standings.size):
        standing = memory.standings[listed]
        if standing.leaves and standing.start >= 0:
            leave(listed, run.day, False, run, trace, standing)
        if (
            standing.fires
            and not standing.bars
            and not annulled(listed, run.day, run, columns.decisions, columns.list_of)
        ):
            fire(listed, run, trace, book, memory)
        for n in range(first, run.decisions):
            decision = columns.decisions[n]
            if columns.list_of[decision.list] == listed and decision.recorded <= run.known:
                void = annulled(listed, decision.start, run, columns.decisions, columns.list_of)
                decide(listed, decision, run, trace, standing, void)
        if standing.proposal >= 0 and (not standing.holds):
            jot(trace, run, T_LAPSE, -1, listed, 0, standing.proposal, 0)
            standing.proposal = -1
        if standing.start >= 0:
            run.list_end = min(run.list_end, standing.until)


@part
def propose_by_change(run: Record, trace: Journal, columns: Columns, memory: Memory) -> None:
    """A change of version alone enters nobody: where it makes a condition hold, it proposes."""
    for listed in range(memory.standings.size):
        standing = memory.standings[listed]
        if not standing.holds or standing.was or standing.bars:
            continue
        if standing.start >= 0 or standing.proposal >= 0:
            continue
        if not annulled(listed, run.day, run, columns.decisions, columns.list_of):
            propose(listed, 1, run, trace, standing)
