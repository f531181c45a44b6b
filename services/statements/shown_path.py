"""The path back as a page tells it: what to ask for, whom to ask, and what comes on the day it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

import scoring
from services.labels import Both
from services.standing.facts import facts
from services.statements.next_changes import Ahead, changes_ahead
from services.statements.path_back import Asked, Kind, Step, Way, path_back, with_steps
from services.statements.show_statement import Account
from services.statements.statement_parts import Contact


@dataclass(frozen=True)
class ShownStep:
    """One thing to ask for about a record; ``event_id`` and ``contact`` where this person sees it in full."""

    kind: Kind
    what: Both
    occurred_on: date
    on: date
    event_id: str | None
    contact: Contact | None


@dataclass(frozen=True)
class ShownWay:
    """How one better grade is reached. ``then`` is the change that brings it on the day, where one is known."""

    grade: scoring.Grade
    on: date
    points: int
    steps: tuple[ShownStep, ...]
    waiting: date | None
    then: Ahead | None


@dataclass(frozen=True)
class ShownPath:
    """The ways, the nearest grade first, looked for until a day; none: no better grade can be reached."""

    ways: tuple[ShownWay, ...]
    until: date


def shown_path(session: Session, account: Account, today: date) -> ShownPath:
    """The way to every better grade of an account, reckoned by the engine over hypothetical facts."""
    columns = facts(session, account.scheme, [account.score.subject_id], account.score.view.known)
    book = account.knowledge.book
    found = path_back(Asked(book, columns, account.score, today))
    ways = (_shown(account, columns, way) for way in found.ways)
    return ShownPath(tuple(ways), found.until)


def _shown(account: Account, columns: scoring.Facts, way: Way) -> ShownWay:
    return ShownWay(
        grade=account.ruleset.grade(way.grade),
        on=way.on,
        points=way.points,
        steps=tuple(_steps(account, way.steps)),
        waiting=way.waiting,
        then=_then(account, columns, way),
    )


def _steps(account: Account, steps: tuple[Step, ...]) -> Iterator[ShownStep]:
    knowledge = account.knowledge
    for step in steps:
        event, full = knowledge.events[step.event_id], step.event_id in knowledge.seen
        yield ShownStep(
            kind=step.kind,
            what=knowledge.label(event),
            occurred_on=event.occurred_on,
            on=step.on,
            event_id=step.event_id if full else None,
            contact=knowledge.contacts.get(step.event_id) if full else None,
        )


def _then(account: Account, columns: scoring.Facts, way: Way) -> Ahead | None:
    """The change of the day, with the steps taken: as the forecast of the day before it has it."""
    score, eve = account.score, way.on - timedelta(days=1)
    if eve < score.view.on:
        return None
    taken = with_steps(columns, way.steps) if way.steps else columns
    view = scoring.View(eve, score.view.known)
    before = scoring.explain(account.knowledge.book, taken, score.subject_id, view)
    of_the_day = replace(before, next_changes=before.next_changes[:1])
    return next(iter(changes_ahead(account.knowledge, taken, of_the_day)), None)
