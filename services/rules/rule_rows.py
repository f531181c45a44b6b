"""The rows of a rule beside a line: every row there is, and the one that was met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import scoring
from models import Event
from services.messages import Message, say
from services.rules.band_words import band_words, hundredths, met, shortest
from services.rules.length_words import length_words
from services.statements.indicator_words import MEASURED, read
from services.statements.limit_words import Words
from services.statements.weight_words import SEVERITIES, change


@dataclass(frozen=True)
class RuleRow:
    """One row; ``points`` as the rule writes them, ``met`` where the line stands on it."""

    what: Words
    points: Words
    met: bool


def rows_of_record(
    ruleset: scoring.Ruleset, indicator: scoring.Indicator, event: Event, line: scoring.Line | None
) -> tuple[RuleRow, ...]:
    """The severities or the ladder by which a record weighs, and what its repetition does."""
    if ruleset.category:
        return ()
    found = [*_severities(ruleset, indicator, event), *_ladder(ruleset, indicator, event)]
    return (*found, *_repetitions(ruleset, indicator, line))


def _severities(
    ruleset: scoring.Ruleset, indicator: scoring.Indicator, event: Event
) -> Iterator[RuleRow]:
    for code, value in (indicator.by_severity or {}).items():
        points = change(value, ruleset.scale.places)
        yield RuleRow(SEVERITIES.get(code, code), points, code == event.severity)


def _ladder(
    ruleset: scoring.Ruleset, indicator: scoring.Indicator, event: Event
) -> Iterator[RuleRow]:
    of = indicator.ladder_of
    if of is None:
        return
    value = (event.amount_fen if of == "amount" else event.quantity) or 0
    yield from _bands(ruleset, indicator, of, met(indicator.bands, of, value))


def _bands(
    ruleset: scoring.Ruleset, indicator: scoring.Indicator, of: str, stands: scoring.Band | None
) -> Iterator[RuleRow]:
    for band in indicator.bands:
        points = change(band.points, ruleset.scale.places)
        yield RuleRow(band_words(band, of), points, band is stands)


def _repetitions(
    ruleset: scoring.Ruleset, indicator: scoring.Indicator, line: scoring.Line | None
) -> Iterator[RuleRow]:
    escalate = indicator.escalate
    if escalate is None:
        return
    nth = int(str(line.note.params["nth"])) if line and _escalated(line) and line.note else 0
    applies = [step for step in escalate.steps if step.nth <= nth][-1:]
    for step in escalate.steps:
        words = say(
            "from number %(first)s on within %(time)s",
            first=step.nth,
            time=length_words(escalate.within),
        )
        yield RuleRow(words, _does(ruleset, step), step in applies)


def _escalated(line: scoring.Line) -> bool:
    return line.note is not None and line.note.code == "escalated"


def _does(ruleset: scoring.Ruleset, step: scoring.EscalationStep) -> Words:
    if step.behaviour is not None:
        return say("as “%(behaviour)s”", behaviour=ruleset.behaviours[step.behaviour].label)
    if step.times is not None:
        return f"× {shortest(step.times)}"
    return change(step.add or 0, ruleset.scale.places)


def rows_of_indicator(
    ruleset: scoring.Ruleset, indicator: scoring.Indicator, line: scoring.Line | None
) -> tuple[RuleRow, ...]:
    """The bands or anchors of an indicator that reads several records."""
    if ruleset.category or indicator.kind not in MEASURED:
        return ()
    if indicator.line is not None:
        ends = (
            (indicator.line.rating0, indicator.line.points0),
            (indicator.line.rating1, indicator.line.points1),
        )
        places = ruleset.scale.places
        return tuple(RuleRow(_anchor(at), change(worth, places), met=False) for at, worth in ends)
    stands = _stands(indicator, line)
    return tuple(_bands(ruleset, indicator, indicator.kind, stands))


def _anchor(rating: int) -> Message:
    return say("an average of %(rating)s", rating=hundredths(rating))


def _stands(indicator: scoring.Indicator, line: scoring.Line | None) -> scoring.Band | None:
    if line is None:
        return None
    found = read(line)
    if indicator.kind == "count":
        return met(indicator.bands, "count", found.sum)
    if not found.sample or found.sample < indicator.min_sample:
        return None
    return met(indicator.bands, indicator.kind, found.sum, found.sample)


def rows_of_grades(ruleset: scoring.Ruleset, grade: str | None) -> tuple[RuleRow, ...]:
    """The grades with their bands; ``grade`` is the one that stands."""
    return tuple(
        RuleRow(row.name, "" if ruleset.category else band_words(row, "points"), row.code == grade)
        for row in ruleset.grades
    )
