"""What a record does besides its points: it counts as work or for a list, or moves the grade or holds it down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import scoring
from services.labels import Both
from services.messages import Message, say
from services.statements.indicator_words import read_unweighed
from services.statements.show_statement import Account
from services.statements.verdict_words import grade_named
from services.statements.weight_words import last_day

MOVES = ("shift", "ceiling", "veto")
"""Kinds of overrides that a record brings."""


def effects_by_record(account: Account) -> Mapping[str, tuple[Message, ...]]:
    """By record, what it does to the grade on the day, and until when."""
    found: dict[str, list[Message]] = defaultdict(list)
    for line in account.score.lines:
        if line.kind in MOVES and line.note is not None:
            rules = account.knowledge.ruleset_of(line).overrides
            override = next(o for o in rules if o.code == line.note.params["override"])
            for part in line.parts:
                if part.event_id is not None:
                    found[part.event_id].append(_holds(account.ruleset, override, part))
    return {event_id: tuple(told) for event_id, told in found.items()}


def _holds(ruleset: scoring.Ruleset, override: scoring.Override, part: scoring.Line) -> Message:
    """One record's hold on the grade; its last day where one is known."""
    day = last_day(part.weighs_until).isoformat() if part.weighs_until else None
    if override.kind == "shift" and override.by > 0:
        told = {"steps": override.by}
        if day is None:
            return say("moves the grade down by %(steps)s", **told)
        return say("moves the grade down by %(steps)s until %(day)s", day=day, **told)
    if override.kind == "shift":
        told = {"steps": -override.by}
        if day is None:
            return say("moves the grade up by %(steps)s", **told)
        return say("moves the grade up by %(steps)s until %(day)s", day=day, **told)
    grade = grade_named(ruleset, override.grade or ruleset.grades[-1].code)
    if day is None:
        return say("bars a better grade than %(grade)s", grade=grade)
    return say("bars a better grade than %(grade)s until %(day)s", grade=grade, day=day)


def work_done(account: Account, behaviour: str) -> Iterator[Message]:
    """What such a record is counted for as work, how much of it there is and how much is needed."""
    for override in account.ruleset.overrides:
        if override.kind == "unrated" and behaviour in override.behaviours:
            yield _enough(override, account.score)
    for indicator in account.ruleset.indicators:
        if indicator.kind == "clean" and behaviour in indicator.work:
            yield _in_period(account, indicator)


def _enough(override: scoring.Override, score: scoring.Score) -> Message:
    for line in score.lines:
        if line.note is not None and line.note.params.get("override") == override.code:
            return say(
                "counts as work: %(counted)s of %(needed)s needed",
                counted=line.note.params["counted"],
                needed=override.at_least,
            )
    return say("counts as work: the %(needed)s needed are there", needed=override.at_least)


def _in_period(account: Account, indicator: scoring.Indicator) -> Message:
    """Work for a run of clean periods; how much there is in the one that runs, if its first day is known."""
    told = {"what": indicator.label, "needed": indicator.at_least}
    if account.ruleset.period.kind not in ("anniversary", "calendar"):
        return say("counts as work for: %(what)s; %(needed)s needed in each period", **told)
    idle = {s.event_id for s in account.score.silent if s.reason in ("suspended", "before_file")}
    days = [
        event.confirmation.counts_from
        for event_id in account.known - idle
        if (event := account.knowledge.events.get(event_id)) and event.confirmation
        if event.behaviour in indicator.work
    ]
    first, last = account.score.statement.opened_on, account.score.view.on
    return say(
        "counts as work for: %(what)s; %(counted)s of %(needed)s needed in this period",
        counted=sum(first <= day <= last for day in days),
        **told,
    )


def read_by(ruleset: scoring.Ruleset, behaviour: str) -> Both | None:
    """What else looks at a record without giving it a weight: states, clean runs, counts for a list."""
    labels = [
        *(i.label for i in ruleset.indicators if behaviour in _looked_at(i)),
        *(
            rule.label
            for rule in ruleset.lists
            for found in (*rule.enter, *rule.leave)
            if found.on == "count" and behaviour in found.behaviours
        ),
    ]
    names = list(dict.fromkeys(labels))
    if not names:
        return None
    return Both("；".join(name.zh for name in names), "; ".join(name.en for name in names))


def _looked_at(indicator: scoring.Indicator) -> frozenset[str]:
    return read_unweighed(indicator) - frozenset(indicator.work)
