"""What stands above the points, in words: why there is no grade, or another one than the points say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import scoring
from services.messages import Message, say
from services.rules.length_words import length_words
from services.statements.limit_words import Words
from services.statements.weight_words import last_day

VERDICTS = ("unrated", "shift", "repair_step", "ceiling", "lock", "veto")
"""Kinds of lines without points, in their order."""


@dataclass(frozen=True)
class Verdict:
    """``words`` say what happens to the grade, ``how`` by which rule and for how long."""

    words: Message
    clause: str | None
    how: tuple[Message, ...]


def verdict(ruleset: scoring.Ruleset, line: scoring.Line, note: scoring.Note) -> Verdict:
    """One line of one of these kinds."""
    if note.code == "not_assessed":
        label = ruleset.indicator(str(note.params["indicator"])).label
        words = say("Not graded: %(indicator)s could not be assessed.", indicator=label)
        return Verdict(words, line.clause, ())
    if note.code == "repair_step":
        rule = say("While a repaired record weighs, the grade is one step better.")
        return Verdict(_moves(ruleset, say("Repair"), note), line.clause, (rule,))
    override = next(o for o in ruleset.overrides if o.code == note.params["override"])
    if note.code == "too_little_work":
        return Verdict(_too_little(override, note), line.clause, ())
    how = (*_rule(ruleset, override), *_time(line))
    return Verdict(_moves(ruleset, override.label, note), line.clause, how)


def _too_little(override: scoring.Override, note: scoring.Note) -> Message:
    told = {
        "label": override.label,
        "counted": note.params["counted"],
        "needed": note.params["at_least"],
    }
    if override.within is None:
        return say("%(label)s: %(counted)s in the period, at least %(needed)s are needed.", **told)
    return say(
        "%(label)s: %(counted)s within %(time)s, at least %(needed)s are needed.",
        time=length_words(override.within),
        **told,
    )


def _moves(ruleset: scoring.Ruleset, label: Words, note: scoring.Note) -> Message:
    """From which grade to which; the same one where something else holds it already."""
    before, after = note.params["before"], note.params["after"]
    if after is None:
        return say("%(label)s acts, but there is no grade.", label=label)
    if before == after:
        return say(
            "%(label)s acts: the grade stays %(after)s.",
            label=label,
            after=grade_named(ruleset, after),
        )
    return say(
        "%(label)s: the grade goes from %(before)s to %(after)s.",
        label=label,
        before=grade_named(ruleset, before),
        after=grade_named(ruleset, after),
    )


def _rule(ruleset: scoring.Ruleset, override: scoring.Override) -> Iterator[Message]:
    """What the override says by itself."""
    if override.kind == "shift":
        yield (
            say("Grades down: %(steps)s, once, however many such records.", steps=override.by)
            if override.by > 0
            else say("Grades up: %(steps)s, once, however many such records.", steps=-override.by)
        )
    else:
        grade = grade_named(ruleset, override.grade or ruleset.grades[-1].code)
        yield say("The grade is at best %(grade)s.", grade=grade)
    if override.lasts is not None:
        yield say("This lasts for %(time)s.", time=length_words(override.lasts))
    elif override.kind != "lock":
        yield (
            say("This lasts as long as such a record counts.")
            if ruleset.category
            else say("This lasts as long as such a record weighs.")
        )


def _time(line: scoring.Line) -> Iterator[Message]:
    """Since when and until when it acts, where that is one known day."""
    if line.weighs_from is not None:
        yield say("It acts since %(day)s.", day=line.weighs_from.isoformat())
    if line.weighs_until is not None:
        day = last_day(line.weighs_until).isoformat()
        yield say("The last day on which it acts is %(day)s.", day=day)


def grade_named(ruleset: scoring.Ruleset, code: object) -> Words:
    """A grade by its code; the word for none where there is none."""
    return ruleset.grade(str(code)).name if code is not None else say("Unrated")
