"""The review queue: records that wait for this reviewer, what each would do, and corrections asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from models import (
    Correction,
    Event,
    EventStep,
    Holder,
)
from procedure.deadlines import Due
from services.actor import Actor
from services.events.confirm_event import Effect, effect_of
from services.events.correct_event import effect_of_correction
from services.events.notice_event import steps_of, unanswered
from services.events.reply_time import reply_windows
from services.events.uncounted import open_correction, waits
from services.labels import Both, behaviour_named
from services.objections.dispute_marks import marks_of_events
from services.rules.rulebook import rule_book
from services.scope import full_events, region_prefix
from services.statements.shown_effect import ShownEffect, shown_effect

PAGE_SIZE = 50


@dataclass(frozen=True)
class Waiting:
    """One record of the queue. ``mine`` (entered, or asked for, by the reviewer himself) cannot be checked."""

    event: Event
    label: Both
    entered_by: str
    mine: bool
    effect: ShownEffect | None


@dataclass(frozen=True)
class AskedCorrection:
    """A record that counts and shall not: why, by what it is replaced, and since when it is disputed."""

    event: Event
    label: Both
    reason: str
    asked_by: str
    mine: bool
    replacement_id: str | None
    effect: ShownEffect | None
    disputed: date | None


@dataclass(frozen=True)
class Noticed:
    """A record in the notice procedure: ``next`` is notice, serve, wait, answer or decide.

    ``window`` is the time to reply, once the notice was served.
    """

    event: Event
    label: Both
    next: str
    window: Due | None


@dataclass(frozen=True)
class ReviewQueue:
    waiting: tuple[Waiting, ...]
    total: int
    page: int
    pages: int
    corrections: tuple[AskedCorrection, ...]
    noticed: tuple[Noticed, ...]


@dataclass(frozen=True)
class Wish:
    """What the queue is narrowed to; none is all."""

    region: str | None = None
    scheme: str | None = None
    behaviour: str | None = None


def review_queue(
    session: Session, actor: Actor, wish: Wish, today: date, page: int = 1
) -> ReviewQueue:
    """Oldest first. Effects are reckoned for the shown page only."""
    actor.require("event.review")
    pending = and_(*waits(), _fits(actor, wish), Event.confirm != "notice", ~_replaces())
    total = session.scalar(select(func.count()).select_from(Event).where(pending)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    query = _ordered(pending).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    events = list(session.scalars(query))
    corrected = list(session.scalars(_ordered(and_(_asked(), _fits(actor, wish)))))
    noticed = list(
        session.scalars(_ordered(and_(*waits(), _fits(actor, wish), Event.confirm == "notice")))
    )
    words = _Words(session, [*events, *corrected, *noticed])
    return ReviewQueue(
        waiting=tuple(_waiting(session, actor, words, event, today) for event in events),
        total=total,
        page=page,
        pages=pages,
        corrections=tuple(_asked_for(session, actor, words, e, today) for e in corrected),
        noticed=tuple(_noticed(session, words, event, today) for event in noticed),
    )


def _asked() -> ColumnElement[bool]:
    return exists().where(Correction.event_id == Event.id, *open_correction())


def _replaces() -> ColumnElement[bool]:
    return exists().where(Correction.replacement_id == Event.id, *open_correction())


def _fits(actor: Actor, wish: Wish) -> ColumnElement[bool]:
    wishes = [full_events(actor)]
    if wish.region:
        wishes.append(Event.region.startswith(region_prefix(wish.region)))
    if wish.behaviour:
        wishes.append(and_(Event.scheme == wish.scheme, Event.behaviour == wish.behaviour))
    return and_(*wishes)


def _ordered(condition: ColumnElement[bool]) -> Select[Event]:
    return select(Event).where(condition).order_by(Event.occurred_on, Event.id)


class _Words:
    """Names of behaviours, persons and lists, read at once."""

    def __init__(self, session: Session, events: Sequence[Event]) -> None:
        self.books = {s: rule_book(session, s).versions for s in {e.scheme for e in events}}
        ids = {e.entered_by for e in events} | {
            e.correction.asked_by for e in events if e.correction
        }
        found = select(Holder.id, Holder.name).where(Holder.id.in_(ids))
        self.people = dict(session.execute(found).all())

    def label(self, event: Event) -> Both:
        return behaviour_named(self.books[event.scheme], event.behaviour)

    def person(self, holder_id: str) -> str:
        return self.people.get(holder_id) or ""

    def effect(self, effect: Effect | None) -> ShownEffect | None:
        return shown_effect(effect, self.books[effect.event.scheme]) if effect else None


def _waiting(session: Session, actor: Actor, words: _Words, event: Event, today: date) -> Waiting:
    return Waiting(
        event=event,
        label=words.label(event),
        entered_by=words.person(event.entered_by),
        mine=event.entered_by in actor.persons,
        effect=words.effect(effect_of(session, event, today)),
    )


def _asked_for(
    session: Session, actor: Actor, words: _Words, event: Event, today: date
) -> AskedCorrection:
    correction = event.correction
    assert correction is not None
    return AskedCorrection(
        event=event,
        label=words.label(event),
        reason=correction.reason or "",
        asked_by=words.person(correction.asked_by),
        mine=correction.asked_by in actor.persons,
        replacement_id=correction.replacement_id,
        effect=words.effect(effect_of_correction(session, event, today)),
        disputed=marks_of_events(session, [event.id]).get(event.id),
    )


def _noticed(session: Session, words: _Words, event: Event, today: date) -> Noticed:
    steps = steps_of(session, event.id)
    kinds: dict[str, EventStep] = {step.kind: step for step in steps}
    notice = kinds.get("notice")
    window = reply_windows(session, [notice]).get(notice.id) if notice else None
    return Noticed(event, words.label(event), _next(steps, window, today), window)


def _next(steps: Sequence[EventStep], window: Due | None, today: date) -> str:
    kinds = {step.kind for step in steps}
    if "notice" not in kinds:
        return "notice"
    if unanswered(steps):
        return "answer"
    if window is None:
        return "serve"
    return "decide" if "reply" in kinds or window.over(today) else "wait"


def effect_on(session: Session, event: Event, today: date) -> ShownEffect | None:
    """What confirming one record, or agreeing to its correction, would do."""
    waits = event.state == "pending"
    effect = (effect_of if waits else effect_of_correction)(session, event, today)
    return _Words(session, [event]).effect(effect)


__all__ = [
    "AskedCorrection",
    "Noticed",
    "ReviewQueue",
    "Waiting",
    "Wish",
    "effect_on",
    "review_queue",
]
