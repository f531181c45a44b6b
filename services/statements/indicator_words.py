"""How an indicator that reads several records came to its points: rates, means, numbers, states, clean periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import scoring
from services.labels import Both
from services.messages import Message, say
from services.rules.band_words import band_words, hundredths, met
from services.statements.weight_words import change, last_day

MEASURED = ("rate", "mean", "count", "achieved", "clean")
"""Kinds of indicators, and of their lines, that read several records together."""

UNTIL_ASSESSED: Mapping[str, Message] = {
    "zero": say("Until it is assessed it counts 0."),
    "full": say("Until it is assessed it counts in full."),
    "unrated": say("Until it is assessed there is no grade."),
    "redistribute": say("Until it is assessed its weight goes to the other dimensions."),
}
"""What the rules make of an indicator that is not assessed."""


@dataclass(frozen=True)
class Read:
    """What a line was read from. ``sum``: passed, ratings in hundredths, records or clean periods.

    ``sample``: inspected or rated. ``state`` is the code of an ``achieved``.
    """

    sum: int
    sample: int
    state: str


def read(line: scoring.Line) -> Read:
    """The numbers beneath a line of one of these kinds."""
    note = line.note or scoring.Note(line.kind)
    if line.kind == "count":
        return Read(_whole(note, "n"), 0, note.code)
    if line.kind == "clean":
        return Read(_whole(note, "run"), 0, note.code)
    return Read(line.numerator or 0, line.sample or 0, note.code)


def _whole(note: scoring.Note, name: str) -> int:
    return int(str(note.params[name]))


def records_of(indicator: scoring.Indicator) -> frozenset[str]:
    """The behaviours of which an indicator reads anything."""
    return frozenset((*indicator.behaviours, *indicator.refuted_by, *indicator.work))


def read_unweighed(indicator: scoring.Indicator) -> frozenset[str]:
    """The behaviours that an indicator looks at without giving their records a life."""
    return frozenset(
        indicator.refuted_by
        if indicator.kind != "clean"
        else (*indicator.behaviours, *indicator.work)
    )


def measured(ruleset: scoring.Ruleset, line: scoring.Line, value: int) -> Iterator[Message]:
    """How such a line came to its points; ``value`` is what its indicator stands at, in hundredths."""
    indicator, places = ruleset.indicator(line.indicator or ""), ruleset.scale.places
    found = read(line)
    if indicator.kind == "achieved":
        yield from _state(line, found)
    elif indicator.kind == "clean":
        yield from _clean(ruleset, indicator, found)
    elif indicator.kind == "count":
        yield from _number(line, found)
    elif found.sample < indicator.min_sample:
        yield say(
            "Not assessed: %(sample)s of at least %(needed)s.",
            sample=found.sample,
            needed=indicator.min_sample,
        )
    elif indicator.kind == "rate":
        yield say(
            "%(numerator)s of %(denominator)s, %(rate)s.",
            numerator=found.sum,
            denominator=found.sample,
            rate=percent(found.sum, found.sample),
        )
    else:
        yield say(
            "Average %(average)s of %(count)s ratings.",
            average=hundredths(found.sum // found.sample),
            count=found.sample,
        )
    if _unassessed(indicator, found):
        if not ruleset.category or indicator.when_unassessed == "unrated":
            yield UNTIL_ASSESSED[indicator.when_unassessed or "zero"]
    elif ruleset.category:
        return
    elif indicator.kind in ("achieved", "clean"):
        yield say("Points: %(points)s.", points=change(value, places))
    else:
        yield _by_band(indicator, found, value, places)


def _unassessed(indicator: scoring.Indicator, found: Read) -> bool:
    if indicator.kind == "achieved":
        return found.state == "not_assessed"
    return indicator.kind in ("rate", "mean") and found.sample < indicator.min_sample


def _state(line: scoring.Line, found: Read) -> Iterator[Message]:
    """Whether it holds, since when by the records that say so, and until when they do."""
    if found.state == "not_assessed":
        yield say("Not known: no record says whether it holds.")
        return
    if found.state == "not_achieved":
        yield say("It does not hold.")
        return
    since = min((part.weighs_from for part in line.parts if part.weighs_from), default=None)
    yield (
        say("It holds, by what is on record since %(day)s.", day=since.isoformat())
        if since
        else say("It holds.")
    )
    ends = [part.weighs_until for part in line.parts]
    known = [end for end in ends if end is not None]
    if known and len(known) == len(ends):
        yield say("On record until %(day)s.", day=last_day(max(known)).isoformat())


def _clean(
    ruleset: scoring.Ruleset, indicator: scoring.Indicator, found: Read
) -> Iterator[Message]:
    yield say(
        "Clean periods in a row: %(run)s; %(needed)s are needed.",
        run=found.sum,
        needed=indicator.periods,
    )
    yield say(
        "A whole period is clean without a record of: %(behaviours)s.",
        behaviours=_named(ruleset, indicator.behaviours),
    )
    if indicator.at_least:
        yield say(
            "In it at least %(least)s are needed of: %(work)s.",
            least=indicator.at_least,
            work=_named(ruleset, indicator.work),
        )


def _named(ruleset: scoring.Ruleset, codes: tuple[str, ...]) -> Both:
    labels = [ruleset.behaviours[code].label for code in codes]
    return Both("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))


def _number(line: scoring.Line, found: Read) -> Iterator[Message]:
    yield say("Records that count: %(n)s.", n=found.sum)
    if len(line.parts) > found.sum:
        yield say("Records of one incident count once.")


def percent(numerator: int, denominator: int) -> str:
    """A rate, truncated so that it never shows an edge that was not reached."""
    whole, rest = divmod(numerator * 10_000 // denominator, 100)
    return f"{whole}.{rest:02d}%"


def _by_band(indicator: scoring.Indicator, read: Read, value: int, places: int) -> Message:
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
    sample = 1 if indicator.kind == "count" else read.sample
    band = met(indicator.bands, indicator.kind, read.sum, sample)
    if band is None or band.points != value:
        return say("Points: %(points)s.", points=change(value, places))
    return say(
        "Band %(band)s: %(points)s.",
        band=band_words(band, indicator.kind),
        points=change(value, places),
    )
