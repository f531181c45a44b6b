"""What comes next if nothing else happens: each change with the records that end or begin on its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import scoring
from services.labels import Both
from services.statement_parts import Contact, Knowledge


@dataclass(frozen=True)
class Due:
    """A record whose weight ends on the day (``ends``), or begins on it; ``contact`` where it is seen."""

    what: Both
    occurred_on: date
    ends: bool
    event_id: str | None
    contact: Contact | None


@dataclass(frozen=True)
class Ahead:
    """One later day. ``points`` is the change, ``balance`` what it comes to; hundredths.

    ``grade`` is given where it differs from the day before (``graded`` then is true, also for unrated);
    ``left`` and ``entered`` are lists; ``version`` a version of the rules that takes effect.
    """

    on: date
    points: int
    balance: int
    grade: scoring.Grade | None
    graded: bool
    unrated: str | None
    due: tuple[Due, ...]
    left: tuple[Both, ...]
    entered: tuple[Both, ...]
    version: str | None


def changes_ahead(
    knowledge: Knowledge, columns: scoring.Facts, score: scoring.Score
) -> tuple[Ahead, ...]:
    """The engine's forecast with its reasons."""
    due = _due(knowledge, score)
    for change in score.next_changes:
        if not due[change.on]:
            due[change.on] = _on_its_day(knowledge, columns, score, change.on)
    found = []
    points, grade = score.points, score.grade
    lists = tuple(entry.list for entry in score.lists if entry.state == "in_force")
    for change in score.next_changes:
        ruleset = knowledge.book.in_force(change.on) or knowledge.book.versions[0]
        found.append(
            Ahead(
                on=change.on,
                points=change.points - points,
                balance=change.points,
                grade=ruleset.grade(change.grade) if change.grade else None,
                graded=change.grade != grade,
                unrated=change.unrated,
                due=tuple(due[change.on]),
                left=_names(knowledge, set(lists) - set(change.lists)),
                entered=_names(knowledge, set(change.lists) - set(lists)),
                version=ruleset.version if ruleset.effective_from == change.on else None,
            )
        )
        points, grade, lists = change.points, change.grade, change.lists
    return tuple(found)


def _due(knowledge: Knowledge, score: scoring.Score) -> dict[date, list[Due]]:
    """By day, the records that end or begin on it, each once."""
    found: dict[date, list[Due]] = defaultdict(list)
    told: set[tuple[str, date]] = set()
    for line in _records(score.lines):
        if line.weighs_until and line.event_id and (line.event_id, line.weighs_until) not in told:
            told.add((line.event_id, line.weighs_until))
            found[line.weighs_until] += _told(knowledge, line.event_id, True)
    for silent in score.silent:
        if silent.reason == "not_yet" and silent.on is not None:
            found[silent.on] += _told(knowledge, silent.event_id, False)
    return found


def _on_its_day(
    knowledge: Knowledge, columns: scoring.Facts, score: scoring.Score, on: date
) -> list[Due]:
    """What ends that had not begun on the score's own day: read from the statement of the day it ends."""
    view = scoring.View(on, score.view.known)
    then = scoring.explain(knowledge.book, columns, score.subject_id, view)
    ended = [silent.event_id for silent in then.silent if silent.on == on]
    return [due for event_id in ended for due in _told(knowledge, event_id, True)]


def _records(lines: tuple[scoring.Line, ...]) -> Iterator[scoring.Line]:
    for line in lines:
        if line.kind == "event":
            yield line
        yield from _records(line.parts)


def _told(knowledge: Knowledge, event_id: str, ends: bool) -> list[Due]:
    event = knowledge.events.get(event_id)
    if event is None:
        return []
    full = event_id in knowledge.seen
    contact = knowledge.contacts.get(event_id) if full else None
    what = knowledge.label(event)
    return [Due(what, event.occurred_on, ends, event_id if full else None, contact)]


def _names(knowledge: Knowledge, codes: set[str]) -> tuple[Both, ...]:
    rules = {rule.code: rule for r in knowledge.book.versions for rule in r.lists}
    return tuple(rules[code].label for code in sorted(codes) if code in rules)
