"""Every record that counts under a scheme, newest first: what it weighs on the day, or why it weighs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import scoring
from services.events.record_effects import effects_by_record, read_by, work_done
from services.labels import Both
from services.messages import Message, say
from services.statements.indicator_words import MEASURED
from services.statements.show_statement import Account
from services.statements.statement_parts import Contact, result_of
from services.statements.weight_words import ended


@dataclass(frozen=True)
class CountedRecord:
    """``points`` (hundredths) is None where the record has none of its own; ``state`` says what it does.

    ``event_id``, ``region`` and ``contact`` are given where this person sees the record in full;
    ``disputed`` (since when) to everybody.
    """

    on: date
    what: Both
    result: str
    points: int | None
    state: tuple[Message, ...]
    event_id: str | None
    region: str | None
    contact: Contact | None
    disputed: date | None


Told = tuple[str, int | None, Message | None]
"""A record's id, its own points if it has any, and what is to be said of its weight."""


def counted_records(account: Account) -> tuple[CountedRecord, ...]:
    """The records known on the account's axes, with all that each of them does."""
    told = [*_weighing(account), *_silent(account)]
    alone = account.known.difference(event_id for event_id, _points, _state in told)
    told += [(event_id, None, None) for event_id in sorted(alone)]
    effects = effects_by_record(account)
    found = [_record(account, one, effects) for one in told if one[0] in account.knowledge.events]
    return tuple(sorted(found, key=lambda record: record.on, reverse=True))


def _weighing(account: Account) -> Iterator[Told]:
    weighs = say("weighs") if account.scored else say("counts")
    for line in account.score.lines:
        for held in line.parts if line.kind == "dimension" else (line,):
            if held.kind == "event":
                yield held.event_id or "", held.amount, weighs
            elif held.kind in MEASURED:
                label = account.ruleset.indicator(held.indicator or "").label
                state = say("part of: %(indicator)s", indicator=label)
                yield from ((part.event_id or "", None, state) for part in held.parts)


def _silent(account: Account) -> Iterator[Told]:
    for silent in account.score.silent:
        yield silent.event_id, None, silent_words(account.ruleset, silent)


def silent_words(ruleset: scoring.Ruleset, silent: scoring.Silent) -> Message | None:
    """Why a known record does not weigh, and who reads it all the same; None where it is work alone."""
    if silent.reason == "not_weighed":
        read = read_by(ruleset, silent.behaviour)
        if read is None and _work(ruleset, silent.behaviour):
            return None
        return _unweighed(ruleset, read)
    if silent.on is None:
        return ended(silent.reason)
    told: dict[str, object] = {"day": silent.on.isoformat()}
    if silent.reason == "not_yet":
        return (
            say("counts from %(day)s", **told)
            if ruleset.category
            else say("weighs from %(day)s", **told)
        )
    told["reason"] = ended(silent.reason)
    return (
        say("counts no more since %(day)s: %(reason)s", **told)
        if ruleset.category
        else say("weighs nothing since %(day)s: %(reason)s", **told)
    )


def _unweighed(ruleset: scoring.Ruleset, read: Both | None) -> Message:
    if ruleset.category:
        return (
            say("read by: %(what)s", what=read)
            if read
            else say("the rules in force on its day do not read it")
        )
    if read is None:
        return ended("not_weighed")
    return say("weighs nothing itself; read by: %(what)s", what=read)


def _work(ruleset: scoring.Ruleset, behaviour: str) -> bool:
    return any(behaviour in i.work for i in ruleset.indicators if i.kind == "clean") or any(
        behaviour in o.behaviours for o in ruleset.overrides if o.kind == "unrated"
    )


def _record(
    account: Account, told: Told, effects: Mapping[str, tuple[Message, ...]]
) -> CountedRecord:
    event_id, points, state = told
    event = account.knowledge.events[event_id]
    full = event_id in account.knowledge.seen
    more = (*work_done(account, event.behaviour), *effects.get(event_id, ())) if full else ()
    return CountedRecord(
        on=event.occurred_on,
        what=account.knowledge.label(event),
        result=result_of(event) if full else "",
        points=points,
        state=(*filter(None, [state]), *more),
        event_id=event_id if full else None,
        region=event.region if full else None,
        contact=account.knowledge.contacts.get(event_id) if full else None,
        disputed=account.knowledge.disputed.get(event_id),
    )
