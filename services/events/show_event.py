"""Show a record: what happened, its evidence, who entered and who confirmed it, and what may be done now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
import scoring
from models import Correction, Event, EventStep, Objection, Office, Programme, Stage
from procedure.deadlines import Due
from services.actor import Actor
from services.calendar.deadlines import due_of
from services.cases.shown_papers import People, ShownFile, Someone, shown_files
from services.events.catalogue import clause_of
from services.events.event_actions import actions_of
from services.events.notice_event import steps_of
from services.events.reply_time import reply_windows
from services.labels import Both, row_label
from services.objections.dispute_marks import marks_of_events
from services.rules.rulebook import published
from services.scope import event_or_404, seen_objections
from services.serving.show_services import ShownService, histories


@dataclass(frozen=True)
class Ended:
    """Why a record does not count, or shall not: taken back, refused, corrected."""

    by: Someone
    reason: str
    at: datetime | None


@dataclass(frozen=True)
class ShownStep:
    """A paper of the notice procedure, and how it was served; ``window`` is a served notice's time to reply."""

    id: str
    kind: str
    on: date
    text: str
    document_no: str | None
    days: int | None
    window: Due | None
    services: tuple[ShownService, ...]
    by: Someone
    on_behalf: bool
    files: tuple[ShownFile, ...]


@dataclass(frozen=True)
class ShownEvent:
    """``services`` are those of the decision; ``owed`` says until when it must be served.

    ``behaviour`` is the catalogue's entry, of the newest version that knows it (None: of none).
    ``disputed``: since when; ``objections`` are the ids of those that this person may read, newest first.
    """

    event: Event
    title: Both
    label: Both
    clause: str | None
    behaviour: scoring.Behaviour | None
    office: Both
    programme: Both | None
    stage: Both | None
    files: tuple[ShownFile, ...]
    steps: tuple[ShownStep, ...]
    services: tuple[ShownService, ...]
    owed: Due | None
    second_officer: str
    entered_by: Someone
    recorded_at: datetime | None
    confirmed_by: Someone | None
    confirmed_at: datetime | None
    withdrawn: Ended | None
    correction: Ended | None
    corrected: bool
    replacement_id: str | None
    replaces_id: str | None
    disputed: date | None
    objections: tuple[str, ...]
    actions: frozenset[str]

    @property
    def replied(self) -> bool:
        return any(step.kind == "reply" for step in self.steps)


def show_event(session: Session, actor: Actor, event_id: str, today: date) -> ShownEvent:
    """A record as this person may see it, or ``NotFound``."""
    event = event_or_404(session, actor, event_id)
    steps = steps_of(session, event.id)
    replaces = _replaces(session, event)
    correction = _visible_correction(actor, event)
    people = People(session, actor, _holders(event, steps, correction))
    files = shown_files(session, actor, [event.id, *(step.id for step in steps)])
    services = histories(session, actor, [event.id, *(step.id for step in steps)], today)
    windows = reply_windows(session, (step for step in steps if step.kind == "notice"))
    times = _times(session, event, correction)
    title, behaviour, clause = _behaviour(session, event)
    disputed = marks_of_events(session, [event.id]).get(event.id)
    return ShownEvent(
        event=event,
        title=title,
        label=behaviour.label if behaviour else Both(event.behaviour, event.behaviour),
        clause=clause,
        behaviour=behaviour,
        office=row_label(session.get_one(Office, event.office_id)),
        programme=_named(session.get(Programme, event.programme_id or "")),
        stage=_named(session.get(Stage, event.stage_id or "")),
        files=files.get(event.id, ()),
        steps=tuple(
            ShownStep(
                id=step.id,
                kind=step.kind,
                on=step.on,
                text=step.text or "",
                document_no=step.document_no,
                days=step.days,
                window=windows.get(step.id),
                services=services.get(step.id, ()),
                by=people.done(step.by, step.entry_id),
                on_behalf=step.on_behalf,
                files=files.get(step.id, ()),
            )
            for step in steps
        ),
        services=services.get(event.id, ()),
        owed=_owed(session, event),
        second_officer=(event.second_officer or "") if actor.subject_id is None else "",
        entered_by=people.done(event.entered_by, event.entry_id),
        recorded_at=times.get(event.entry_id),
        confirmed_by=_confirmed_by(event, people),
        confirmed_at=times.get(event.confirmation.entry_id) if event.confirmation else None,
        withdrawn=_withdrawn(event, people, times),
        correction=_correction(correction, people, times),
        corrected=event.state == "corrected",
        replacement_id=correction.replacement_id if correction else None,
        replaces_id=replaces.event_id if replaces else None,
        disputed=disputed,
        objections=_objections(session, actor, event),
        actions=actions_of(session, actor, event, steps, replaces, disputed=disputed is not None),
    )


def _holders(
    event: Event, steps: Iterable[EventStep], correction: Correction | None
) -> list[str | None]:
    """Everybody whom the page names."""
    return [
        event.entered_by,
        *(step.by for step in steps),
        event.confirmation.confirmed_by if event.confirmation else None,
        event.withdrawal.by if event.withdrawal else None,
        correction.asked_by if correction else None,
    ]


def _replaces(session: Session, event: Event) -> Correction | None:
    """The correction, open or agreed, in which this record takes the place of another."""
    query = select(Correction).where(
        Correction.replacement_id == event.id, Correction.refused_by.is_(None)
    )
    return session.scalar(query)


def _visible_correction(actor: Actor, event: Event) -> Correction | None:
    """The party hears of a correction when it acts."""
    correction: Correction | None = event.correction
    if correction and actor.subject_id is not None and correction.confirmed_by is None:
        return None
    return correction


def _objections(session: Session, actor: Actor, event: Event) -> tuple[str, ...]:
    query = select(Objection.id).where(Objection.event_id == event.id, seen_objections(actor))
    return tuple(session.scalars(query.order_by(Objection.marked_on.desc(), Objection.id)))


def _times(session: Session, event: Event, correction: Correction | None) -> Mapping[str, datetime]:
    """When the ledger's entries of this record were written, by entry id."""
    ids = [event.entry_id]
    ids += [row.entry_id for row in (event.confirmation, event.withdrawal, correction) if row]
    query = select(ledger.Entry.entry_id, ledger.Entry.recorded_at).where(
        ledger.Entry.entry_id.in_(ids)
    )
    return dict(session.execute(query).all())


def _behaviour(session: Session, event: Event) -> tuple[Both, scoring.Behaviour | None, str | None]:
    versions = published(session, event.scheme)
    title = versions[-1].title if versions else Both(event.scheme, event.scheme)
    for ruleset in reversed(versions):
        behaviour = ruleset.behaviours.get(event.behaviour)
        if behaviour is not None:
            return title, behaviour, clause_of(ruleset, behaviour)
    return title, None, None


def _confirmed_by(event: Event, people: People) -> Someone | None:
    done = event.confirmation
    return people.done(done.confirmed_by, done.entry_id) if done else None


def _withdrawn(event: Event, people: People, times: Mapping[str, datetime]) -> Ended | None:
    withdrawal = event.withdrawal
    if withdrawal is None:
        return None
    at = times.get(withdrawal.entry_id)
    return Ended(people.done(withdrawal.by, withdrawal.entry_id), withdrawal.reason or "", at)


def _correction(
    correction: Correction | None, people: People, times: Mapping[str, datetime]
) -> Ended | None:
    if correction is None:
        return None
    at = times.get(correction.entry_id)
    return Ended(people.done(correction.asked_by, correction.entry_id), correction.reason or "", at)


def _owed(session: Session, event: Event) -> Due | None:
    """Until when the decision that confirmed the record must be served."""
    confirmation = event.confirmation
    if confirmation is None or confirmation.decided_on is None:
        return None
    return due_of(session, "decision_service", confirmation.decided_on)


def _named(row: Programme | Stage | None) -> Both | None:
    return row_label(row) if row else None
