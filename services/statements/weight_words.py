"""The weight of one record in words: what was multiplied, what held it, how long it weighs, why it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import scoring
from models import Event
from services.messages import Message, say
from services.rules.band_words import band_words, hundredths, met, shortest
from services.rules.length_words import length_words

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
    "restarted": say("a listing opened the period anew"),
    "suspended": say("its day lies in a time on a list during which nothing is scored"),
    "before_file": say("the file was not open yet on its day"),
    "validity_end": say("its validity is over"),
    "repaired": say("it was repaired"),
    "superseded": say("a heavier record of the same incident weighs instead"),
    "refuted": say("a later record says that it does not hold"),
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


def signed(text: object) -> str:
    """What the engine wrote as a number of points, with its sign as pages write it."""
    plain = str(text)
    if plain.startswith("-"):
        return plain.replace("-", _MINUS)
    return f"+{plain}" if plain.strip("0.") else plain


def noted(ruleset: scoring.Ruleset, line: scoring.Line) -> Iterator[Message]:
    """What made one record weigh another amount than its base: repetition, a limit, a repair."""
    note, places = line.note, ruleset.scale.places
    if note is None:
        return
    if note.code == "escalated":
        yield from _escalated(ruleset, line, note)
    elif note.code == "capped_per_event":
        yield say(
            "Held at %(points)s for one record; without this limit it would be %(without)s.",
            points=change(line.amount, places),
            without=signed(note.params["uncapped"]),
        )
    elif note.code == "halved":
        yield say("Half of it, after the repair.")


def weight_of_record(
    ruleset: scoring.Ruleset, line: scoring.Line, event: Event | None
) -> Iterator[Message]:
    """How one record of kind `points` came to its base and how long it weighs."""
    indicator, places = ruleset.indicator(line.indicator or ""), ruleset.scale.places
    if event is not None and not ruleset.category:
        yield from _base(ruleset, indicator, event)
    cap, told = indicator.cap_per_event, line.note and line.note.code == "capped_per_event"
    if cap is not None and abs(line.amount) == cap and not told:
        yield say("One record weighs at most %(cap)s.", cap=points(cap, places))
    yield from _days(line, ruleset)


def _escalated(
    ruleset: scoring.Ruleset, line: scoring.Line, note: scoring.Note
) -> Iterator[Message]:
    """The number of the repetition, and what the rules make of it."""
    own = _own_indicator(ruleset, line)
    nth = int(str(note.params["nth"]))
    assert own.escalate is not None
    like = (
        say("the same behaviour")
        if own.escalate.like == "behaviour"
        else say("behaviours under “%(indicator)s”", indicator=own.label)
    )
    yield say(
        "Number %(nth)s within %(time)s of %(like)s.",
        nth=nth,
        time=length_words(own.escalate.within),
        like=like,
    )
    step = [step for step in own.escalate.steps if step.nth <= nth][-1]
    if step.behaviour is not None:
        other = ruleset.behaviours[step.behaviour].label
        yield say(
            "From number %(first)s on it counts as “%(behaviour)s”.",
            first=step.nth,
            behaviour=other,
        )
        return
    now = change(line.amount, ruleset.scale.places)
    told = {"first": step.nth, "now": now, "before": signed(note.params["before"])}
    if step.times is not None:
        yield say(
            "From number %(first)s on %(times)s times: %(now)s instead of %(before)s.",
            times=shortest(step.times),
            **told,
        )
    else:
        yield say(
            "From number %(first)s on %(add)s more: %(now)s instead of %(before)s.",
            add=change(step.add or 0, ruleset.scale.places),
            **told,
        )


def _own_indicator(ruleset: scoring.Ruleset, line: scoring.Line) -> scoring.Indicator:
    """The indicator that counts the repetitions; a line that weighs as another names that one's."""
    return next(
        i
        for i in ruleset.indicators
        if i.kind == "points" and i.escalate is not None and line.behaviour in i.behaviours
    )


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
        yield from _rung(indicator, event.amount_fen, places)
    elif indicator.ladder_of == "quantity" and quantity is not None:
        yield say("By the ladder for %(quantity)s %(unit)s.", quantity=quantity, unit=unit)
        yield from _rung(indicator, quantity, places)


def _rung(indicator: scoring.Indicator, value: int, places: int) -> Iterator[Message]:
    """The row of a ladder that a number meets."""
    of = indicator.ladder_of or ""
    if band := met(indicator.bands, of, value):
        yield say(
            "Band %(band)s: %(points)s.",
            band=band_words(band, of),
            points=change(band.points, places),
        )


def _days(line: scoring.Line, ruleset: scoring.Ruleset) -> Iterator[Message]:
    if line.weighs_from and line.counts_from and line.weighs_from > line.counts_from:
        yield say(
            "It counts from %(counts)s and weighs from %(weighs)s.",
            counts=line.counts_from.isoformat(),
            weighs=line.weighs_from.isoformat(),
        )
    if line.weighs_until:
        day = last_day(line.weighs_until).isoformat()
        yield (
            say("The last day on which it acts is %(day)s.", day=day)
            if ruleset.category
            else say("The last day on which it weighs is %(day)s.", day=day)
        )


def ended(reason: str) -> Message:
    """Why a record no longer weighs."""
    return ENDS.get(reason, ENDS["not_weighed"])
