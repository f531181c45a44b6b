"""Every record that counts under a scheme, newest first: what it weighs on the day, or why it weighs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import scoring
from services.indicator_words import MEASURED, read_unweighed
from services.labels import Both
from services.messages import Message, say
from services.show_statement import Account
from services.statement_parts import Contact, result_of
from services.weight_words import ended


@dataclass(frozen=True)
class CountedRecord:
    """``points`` (hundredths) is None where the record has none of its own; ``state`` says why.

    ``event_id``, ``region`` and ``contact`` are given where this person sees the record in full.
    """

    on: date
    what: Both
    result: str
    points: int | None
    state: Message | None
    event_id: str | None
    region: str | None
    contact: Contact | None


def counted_records(account: Account) -> tuple[CountedRecord, ...]:
    """The records known on the account's axes."""
    found = [*_weighing(account), *_silent(account)]
    return tuple(sorted(found, key=lambda record: record.on, reverse=True))


def _weighing(account: Account) -> Iterator[CountedRecord]:
    for line in account.score.lines:
        for held in line.parts if line.kind == "dimension" else (line,):
            if held.kind == "event":
                yield from _record(account, held.event_id, held.amount, None)
            elif held.kind in MEASURED:
                label = account.ruleset.indicator(held.indicator or "").label
                state = say("part of: %(indicator)s", indicator=label)
                for part in held.parts:
                    yield from _record(account, part.event_id, None, state)


def _silent(account: Account) -> Iterator[CountedRecord]:
    for silent in account.score.silent:
        yield from _record(account, silent.event_id, None, silent_words(account.ruleset, silent))


def silent_words(ruleset: scoring.Ruleset, silent: scoring.Silent) -> Message:
    """Why a known record does not weigh, and who reads it all the same."""
    if silent.reason == "not_weighed" and (read := _read_by(ruleset, silent.behaviour)):
        return say("weighs nothing itself; read by: %(what)s", what=read)
    if silent.reason == "not_yet" and silent.on is not None:
        return say("weighs from %(day)s", day=silent.on.isoformat())
    if silent.on is None:
        return ended(silent.reason)
    return say(
        "weighs nothing since %(day)s: %(reason)s",
        day=silent.on.isoformat(),
        reason=ended(silent.reason),
    )


def _read_by(ruleset: scoring.Ruleset, behaviour: str) -> Both | None:
    """What looks at a record without giving it a weight: states, runs, needed work, counts for a list."""
    labels = [
        *(i.label for i in ruleset.indicators if behaviour in read_unweighed(i)),
        *(o.label for o in ruleset.overrides if o.kind == "unrated" and behaviour in o.behaviours),
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


def _record(
    account: Account, event_id: str | None, points: int | None, state: Message | None
) -> Iterator[CountedRecord]:
    event = account.knowledge.events.get(event_id or "")
    if event is None:
        return
    full = event.id in account.knowledge.seen
    yield CountedRecord(
        on=event.occurred_on,
        what=account.knowledge.label(event),
        result=result_of(event) if full else "",
        points=points,
        state=state,
        event_id=event.id if full else None,
        region=event.region if full else None,
        contact=account.knowledge.contacts.get(event.id) if full else None,
    )
