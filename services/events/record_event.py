"""Record an event: a fact with its evidence, counted at once or when somebody else has confirmed it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Subject, new_id
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.clock import day_of
from services.events.check_event import EntryRules, check_event, entry_rules
from services.events.event_draft import READ_BY_RULES, EventDraft, as_fact
from services.events.find_duplicates import duplicate_question, duplicates_of, likely_duplicates
from services.files.new_file import evidence_rows
from services.locking import lock_subjects
from services.messages import Invalid, Message, say
from services.scope import subject_or_404, subjects_or_404
from services.standing.scores import renew, renew_all
from services.writing import Once, Writer, writing


def record_event(
    session: Session,
    actor: Actor,
    draft: EventDraft,
    now: datetime,
    once: Once | None = None,
    *,
    anyway: bool = False,
) -> str:
    """Write the record and its entry, renew the score; returns the event's id.

    Raises ``LooksRecorded`` if there are likely duplicates and ``anyway`` does not say that it is another.
    """
    actor.require("event.enter")
    with writing(session, actor, now, once) as writer:
        lock_subjects(session, [draft.subject_id])
        subject = subject_or_404(session, actor, draft.subject_id)
        rules = entry_rules(session, actor, day_of(now))
        check_event(rules, subject, draft)
        alike = [] if anyway else likely_duplicates(session, draft)
        if alike:
            raise duplicate_question(session, actor, alike)
        writer.result = add_event(writer, rules, subject, draft)
        renew(session, draft.subject_id, draft.scheme, day_of(now))
    return writer.result


def record_events(
    session: Session,
    actor: Actor,
    drafts: Sequence[EventDraft],
    now: datetime,
    once: Once | None = None,
    *,
    anyway: bool = False,
) -> str:
    """All of them or none (a grid pasted from a workbook); returns the ids joined by blanks.

    Raises ``Invalid`` with fields named ``row number:field`` (rows count from 1).
    """
    actor.require("event.enter")
    with writing(session, actor, now, once) as writer:
        lock_subjects(session, [draft.subject_id for draft in drafts])
        subjects = subjects_or_404(session, actor, [draft.subject_id for draft in drafts])
        rules = entry_rules(session, actor, day_of(now))
        problems = row_problems(session, rules, subjects, drafts, anyway=anyway)
        if problems:
            raise Invalid(problems)
        ids = [add_event(writer, rules, subjects[draft.subject_id], draft) for draft in drafts]
        for scheme in {draft.scheme for draft in drafts}:
            touched = {draft.subject_id for draft in drafts if draft.scheme == scheme}
            renew_all(session, touched, scheme, day_of(now))
        writer.result = " ".join(ids)
    return writer.result


def row_problems(
    session: Session,
    rules: EntryRules,
    subjects: dict[str, Subject],
    drafts: Sequence[EventDraft],
    *,
    anyway: bool,
) -> dict[str, Message]:
    """What is wrong with each of several drafts, by ``row number:field``."""
    problems: dict[str, Message] = {}
    for number, draft in enumerate(drafts, 1):
        try:
            check_event(rules, subjects[draft.subject_id], draft)
        except Invalid as problem:
            problems |= {f"{number}:{name}": text for name, text in problem.fields.items()}
    if not anyway and drafts:
        for number, alike in enumerate(duplicates_of(session, drafts), 1):
            if alike:
                problems.setdefault(f"{number}:contractor", _STANDS)
        problems = _twice(drafts) | problems
    return problems


_STANDS = say("A record of this contractor looks the same. Tick the box below if this is another.")


def _twice(drafts: Sequence[EventDraft]) -> dict[str, Message]:
    """Rows that repeat one above."""
    first: dict[tuple[object, ...], int] = {}
    problems = {}
    for number, draft in enumerate(drafts, 1):
        same = (draft.subject_id, draft.scheme, draft.behaviour, draft.occurred_on)
        if same in first:
            problems[f"{number}:contractor"] = say(
                "This contractor already stands in row %(row)s with the same day.", row=first[same]
            )
        first.setdefault(same, number)
    return problems


def add_event(
    writer: Writer, rules: EntryRules, subject: Subject, draft: EventDraft, *, hold: bool = False
) -> str:
    """One event inside a running write, its draft checked; ``hold`` lets even a ``none`` record wait."""
    entry = check_event(rules, subject, draft)
    event_id, private = new_id(), Private()
    private.keep("event", event_id, narrative=draft.narrative, second_officer=draft.second_officer)
    data: dict[str, Any] = {
        "event": {
            "id": event_id,
            "office_id": writer.actor.office_id,
            "entered_by": writer.actor.holder_id,
            "confirm": entry.behaviour.confirm,
            **_columns(draft),
        }
    }
    if draft.files:
        data["evidence"] = evidence_rows("event", event_id, draft.files, private)
    if entry.behaviour.confirm == "none" and not hold:
        data["confirmation"] = {
            "event_id": event_id,
            "counts_from": draft.occurred_on.isoformat(),
            "way": "none",
            "entered_by": writer.actor.holder_id,
            "confirmed_by": writer.actor.holder_id,
        }
    writer.add("event.record", data, subject=subject.id, private=private)
    return event_id


def _columns(draft: EventDraft) -> dict[str, Any]:
    names = (
        *("subject_id", "scheme", "behaviour", "occurred_on", "region"),
        *("programme_id", "stage_id", *READ_BY_RULES, "document_no"),
    )
    return {name: body_value(getattr(draft, name)) for name in names}


__all__ = [
    "EventDraft",
    "add_event",
    "as_fact",
    "record_event",
    "record_events",
    "row_problems",
]
