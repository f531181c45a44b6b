"""What a fact weighs: base, quantity, escalation, cap per event, rounding."""

from __future__ import annotations

from scoring.kernel import Record, part
from scoring.records import (
    DOWN,
    HALF_EVEN,
    MEAN,
    NO_POINTS,
    RATE,
    Memory,
    Records,
    Rules,
)

HUNDREDTHS = 100
"""In which the times of an escalation are held."""


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
def base_points(
    rule: Record, fact: Record, measure: Record, bands: Records, severities: Records
) -> int:
    """Base × quantity in hundredths."""
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
def capped(points: int, rule: Record, scale: int) -> int:
    """Held within the cap per event; both in hundredths of `scale` parts."""
    cap = rule.cap_per_event * scale
    return int(points if cap < 0 else max(-cap, min(cap, points)))


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
def nth(life: Record, rule: Record, lives: Records, windows: Records) -> int:
    """1 + the like facts before this one whose window still holds its weighing day."""
    window = windows[rule.window]
    while window.head >= 0 and lives[window.head].end <= life.begin:
        window.head = lives[window.head].next
        window.n -= 1
    return int(window.n + 1)


@part
def raised_by(n: int, rule: Record, raises: Records) -> int:
    """The RAISE that applies to an n-th fact, -1 if none does."""
    row = rule.raises_end - 1
    while row >= rule.raises and raises[row].nth > n:
        row -= 1
    return int(row if row >= rule.raises else -1)


@part
def weighed_as_meant(life: Record, rule: Record, book: Rules, memory: Memory) -> bool:
    """Whether a rule that is for the fact as one behaviour alone meets it weighed as that one."""
    row = raised_by(nth(life, rule, memory.lives, memory.windows), rule, book.raises)
    rises_to = -1 if row < 0 else book.raises[row].rule
    return bool(rises_to == rule.only_as)
