"""What comes next if nothing else happens: each change with the records that end or begin on its day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import scoring
from services.labels import Both
from services.messages import Message, say
from services.statements.indicator_words import MEASURED
from services.statements.limit_words import Words
from services.statements.shown_effect import every_line
from services.statements.statement_parts import Contact, Knowledge
from services.statements.verdict_words import VERDICTS
from services.statements.weight_words import change as signed


@dataclass(frozen=True)
class Due:
    """A record whose weight ends on the day (``ends``), or begins on it; ``contact`` where it is seen.

    ``disputed``: since when its dispute mark stands.
    """

    what: Both
    occurred_on: date
    ends: bool
    event_id: str | None
    contact: Contact | None
    disputed: date | None = None


@dataclass(frozen=True)
class Ahead:
    """One later day. ``points`` is the change, ``balance`` what it comes to; hundredths.

    ``scored`` says whether the version of that day knows points at all.

    ``grade`` is given where it differs from the day before (``graded`` then is true, also for unrated);
    ``left`` and ``entered`` are lists; ``version`` a version of the rules that takes effect. ``why`` says
    what moves besides records: a new period, a lock that ends, a state, a run of clean periods.
    """

    on: date
    scored: bool
    points: int
    balance: int
    grade: scoring.Grade | None
    graded: bool
    unrated: str | None
    due: tuple[Due, ...]
    left: tuple[Both, ...]
    entered: tuple[Both, ...]
    version: str | None
    why: tuple[Message, ...]


def changes_ahead(
    knowledge: Knowledge, columns: scoring.Facts, score: scoring.Score
) -> tuple[Ahead, ...]:
    """The engine's forecast with its reasons."""
    due = _due(knowledge, score)
    found = []
    points, grade = score.points, score.grade
    lists = tuple(entry.list for entry in score.lists if entry.state == "in_force")
    for change in score.next_changes:
        records = due[change.on]
        why: tuple[Message, ...] = ()
        if not records or (change.points == points and change.grade != grade):
            before = _on(knowledge, columns, score, change.on - timedelta(days=1))
            then = _on(knowledge, columns, score, change.on)
            records, why = records or _over(knowledge, then), _moves(knowledge, before, then)
        ruleset = knowledge.book.in_force(change.on) or knowledge.book.versions[0]
        found.append(
            Ahead(
                on=change.on,
                scored=not ruleset.category,
                points=change.points - points,
                balance=change.points,
                grade=ruleset.grade(change.grade) if change.grade else None,
                graded=change.grade != grade,
                unrated=change.unrated,
                due=tuple(records),
                left=_names(knowledge, set(lists) - set(change.lists)),
                entered=_names(knowledge, set(change.lists) - set(lists)),
                version=ruleset.version if ruleset.effective_from == change.on else None,
                why=why,
            )
        )
        points, grade, lists = change.points, change.grade, change.lists
    return tuple(found)


def _due(knowledge: Knowledge, score: scoring.Score) -> dict[date, list[Due]]:
    """By day, the records that end or begin on it, each once."""
    found: dict[date, list[Due]] = defaultdict(list)
    told: set[tuple[str, date]] = set()
    weighing = (line for line in score.lines if line.kind not in VERDICTS)
    for line in every_line(weighing):
        if (
            line.kind == "event"
            and line.weighs_until
            and line.event_id
            and (line.event_id, line.weighs_until) not in told
        ):
            told.add((line.event_id, line.weighs_until))
            found[line.weighs_until] += _told(knowledge, line.event_id, True)
    for silent in score.silent:
        if silent.reason == "not_yet" and silent.on is not None:
            found[silent.on] += _told(knowledge, silent.event_id, False)
    return found


def _on(
    knowledge: Knowledge, columns: scoring.Facts, score: scoring.Score, on: date
) -> scoring.Score:
    """The score of a day to come, over what is known."""
    view = scoring.View(on, score.view.known)
    return scoring.explain(knowledge.book, columns, score.subject_id, view)


def _over(knowledge: Knowledge, then: scoring.Score) -> list[Due]:
    """What ends on a day that had not begun on the score's own: read from the statement of the day it ends."""
    ended = [silent.event_id for silent in then.silent if silent.on == then.view.on]
    return [due for event_id in ended for due in _told(knowledge, event_id, True)]


def _moves(knowledge: Knowledge, before: scoring.Score, then: scoring.Score) -> tuple[Message, ...]:
    """What differs between two days besides records that begin or end."""
    told = []
    if before.statement.opened_on < then.statement.opened_on == then.view.on:
        told.append(say("a new period begins"))
    told += _measures(knowledge, before, then)
    stood, stands = _verdicts(knowledge, before), _verdicts(knowledge, then)
    told += [
        say("ends: %(what)s", what=label) for code, label in stood.items() if code not in stands
    ]
    told += [
        say("begins: %(what)s", what=label) for code, label in stands.items() if code not in stood
    ]
    return tuple(told)


def _measures(knowledge: Knowledge, before: scoring.Score, then: scoring.Score) -> list[Message]:
    """The indicators that read several records and stand at other points than the day before."""
    stood = {line.indicator: line.amount for line in every_line(before.lines) if _measures_at(line)}
    return [
        say(
            "%(indicator)s: %(points)s",
            indicator=knowledge.ruleset_of(line).indicator(line.indicator or "").label,
            points=signed(line.amount - stood.get(line.indicator, 0), then.places),
        )
        for line in every_line(then.lines)
        if _measures_at(line) and line.amount != stood.get(line.indicator, 0)
    ]


def _measures_at(line: scoring.Line) -> bool:
    return line.kind in MEASURED


def _verdicts(knowledge: Knowledge, score: scoring.Score) -> dict[object, Words]:
    """What acts on the grade besides points, by its code."""
    found: dict[object, Words] = {}
    for line in score.lines:
        if line.kind == "repair_step":
            found[line.kind] = say("Repair")
        elif line.kind in VERDICTS and line.note is not None and "override" in line.note.params:
            code = line.note.params["override"]
            rules = knowledge.ruleset_of(line).overrides
            found[code] = next(rule.label for rule in rules if rule.code == code)
    return found


def _told(knowledge: Knowledge, event_id: str, ends: bool) -> list[Due]:
    event = knowledge.events.get(event_id)
    if event is None:
        return []
    full = event_id in knowledge.seen
    contact = knowledge.contacts.get(event_id) if full else None
    what = knowledge.label(event)
    disputed = knowledge.disputed.get(event_id)
    return [Due(what, event.occurred_on, ends, event_id if full else None, contact, disputed)]


def _names(knowledge: Knowledge, codes: set[str]) -> tuple[Both, ...]:
    rules = {rule.code: rule for r in knowledge.book.versions for rule in r.lists}
    return tuple(rules[code].label for code in sorted(codes) if code in rules)
