"""The arithmetic of one line in words: what was multiplied, what held it, and how long it weighs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import scoring
from models import Event
from services.messages import Message, say

SEVERITIES: dict[str, Message] = {
    "minor": say("minor"),
    "general": say("general"),
    "serious": say("serious"),
    "county": say("County level"),
    "prefecture": say("Prefecture level"),
    "province": say("Provincial level"),
    "national": say("National level"),
}
"""Words for the severities that schemes commonly name; another code stands for itself."""

ENDS: dict[str, Message] = {
    "period_end": say("the period is over"),
    "validity_end": say("its validity is over"),
    "repaired": say("it was repaired"),
    "superseded": say("a heavier record of the same incident weighs instead"),
    "version": say("a new version of the rules took effect"),
    "not_weighed": say("the rules in force on its day give it no weight"),
}
"""Why a record no longer weighs, or never did, by the engine's code."""

_MINUS = "\u2212"


def points(hundredths: int, places: int) -> str:
    """Points with a true minus: −3.0."""
    return scoring.points_text(hundredths, places).replace("-", _MINUS)


def change(hundredths: int, places: int) -> str:
    """Points with their sign: +3.0."""
    return f"+{points(hundredths, places)}" if hundredths > 0 else points(hundredths, places)


def last_day(until: date) -> date:
    """The inclusive last day of what ends, exclusively, on ``until``."""
    return until - timedelta(days=1)


def weight_of_record(
    ruleset: scoring.Ruleset, line: scoring.Line, event: Event | None
) -> Iterator[Message]:
    """How one record of kind `points` came to its weight."""
    indicator, places = ruleset.indicator(line.indicator or ""), ruleset.scale.places
    if event is not None:
        yield from _base(ruleset, indicator, event)
    note = line.note
    if note is not None and note.code == "capped_per_event":
        without = str(note.params["uncapped"]).replace("-", _MINUS)
        yield say(
            "Held at %(points)s for one record; without this limit it would be %(without)s.",
            points=change(line.amount, places),
            without=without,
        )
    elif indicator.cap_per_event is not None and abs(line.amount) == indicator.cap_per_event:
        yield say("One record weighs at most %(cap)s.", cap=points(indicator.cap_per_event, places))
    if note is not None and note.code == "halved":
        yield say("Half of it, after the repair.")
    yield from _days(line)


def _base(
    ruleset: scoring.Ruleset, indicator: scoring.Indicator, event: Event
) -> Iterator[Message]:
    places, quantity = ruleset.scale.places, event.quantity
    unit = label if (label := ruleset.behaviours[event.behaviour].unit) else ""
    each = indicator.points
    if indicator.by_severity is not None and event.severity is not None:
        each = indicator.by_severity.get(event.severity)
        severity = SEVERITIES.get(event.severity, event.severity)
        yield say("Severity: %(severity)s.", severity=severity)
    if each is not None and indicator.times_quantity and quantity is not None:
        yield say(
            "%(each)s × %(quantity)s %(unit)s = %(product)s.",
            each=change(each, places),
            quantity=quantity,
            unit=unit,
            product=change(each * quantity, places),
        )
    elif each is not None:
        yield say("%(points)s for each record.", points=change(each, places))
    if indicator.ladder_of == "amount" and event.amount_fen is not None:
        yield say("By the ladder for %(amount)s yuan.", amount=hundredths(event.amount_fen))
    elif indicator.ladder_of == "quantity" and quantity is not None:
        yield say("By the ladder for %(quantity)s %(unit)s.", quantity=quantity, unit=unit)


def hundredths(value: int) -> str:
    """Ratings and money with both decimals: 8000000 fen is 80,000.00."""
    whole, rest = divmod(value, 100)
    return f"{whole:,}.{rest:02d}"


def _days(line: scoring.Line) -> Iterator[Message]:
    if line.weighs_from and line.counts_from and line.weighs_from > line.counts_from:
        yield say(
            "It counts from %(counts)s and weighs from %(weighs)s.",
            counts=line.counts_from.isoformat(),
            weighs=line.weighs_from.isoformat(),
        )
    if line.weighs_until:
        yield say(
            "The last day on which it weighs is %(day)s.",
            day=last_day(line.weighs_until).isoformat(),
        )


def measured(
    indicator: scoring.Indicator, numerator: int, sample: int, value: int, places: int
) -> Iterator[Message]:
    """How a rate or a mean came to its points."""
    if sample < indicator.min_sample:
        yield say(
            "Not assessed: %(sample)s of at least %(needed)s.",
            sample=sample,
            needed=indicator.min_sample,
        )
        return
    if indicator.kind == "rate":
        yield say(
            "%(numerator)s of %(denominator)s, %(rate)s.",
            numerator=numerator,
            denominator=sample,
            rate=percent(numerator, sample),
        )
    else:
        yield say(
            "Average %(average)s of %(count)s ratings.",
            average=hundredths(numerator // sample),
            count=sample,
        )
    yield _by_band(indicator, numerator, sample, value, places)


def percent(numerator: int, denominator: int) -> str:
    """A rate, truncated so that it never shows an edge that was not reached."""
    whole, rest = divmod(numerator * 10_000 // denominator, 100)
    return f"{whole}.{rest:02d}%"


def _by_band(
    indicator: scoring.Indicator, numerator: int, sample: int, value: int, places: int
) -> Message:
    if indicator.line is not None:
        line = indicator.line
        return say(
            "Straight line from %(low)s (%(first)s) to %(high)s (%(last)s): %(points)s.",
            low=hundredths(line.rating0),
            first=change(line.points0, places),
            high=hundredths(line.rating1),
            last=change(line.points1, places),
            points=change(value, places),
        )
    held = [
        b for b in indicator.bands if b.points == value and _holds(b, indicator, numerator, sample)
    ]
    if not held:
        return say("Points: %(points)s.", points=change(value, places))
    return say(
        "Band %(band)s: %(points)s.",
        band=_band(held[0], indicator.kind),
        points=change(value, places),
    )


def _holds(band: scoring.Band, indicator: scoring.Indicator, numerator: int, sample: int) -> bool:
    """Whether a row is the one met: for the words only, its points are known already."""
    scaled = numerator * 10_000 if indicator.kind == "rate" else numerator
    above = band.lower is None or scaled - band.lower.at * sample >= band.lower.strict
    below = band.upper is None or band.upper.at * sample - scaled >= band.upper.strict
    return above and below


def _band(band: scoring.Band, kind: str) -> str:
    """A row as people write it: 75% ≤ … < 85%."""
    lower = (
        f"{_edge(band.lower.at, kind)} {'<' if band.lower.strict else '≤'} " if band.lower else ""
    )
    upper = (
        f" {'<' if band.upper.strict else '≤'} {_edge(band.upper.at, kind)}" if band.upper else ""
    )
    return f"{lower}…{upper}"


def _edge(at: int, kind: str) -> str:
    return hundredths(at).rstrip("0").rstrip(".") + "%" if kind == "rate" else hundredths(at)


def ended(reason: str) -> Message:
    """Why a record no longer weighs."""
    return ENDS.get(reason, ENDS["not_weighed"])
