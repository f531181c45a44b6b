"""Show objections: the office's desk, a party's own, and one with its points, steps, clock and answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Objection, ObjectionDecision, ObjectionStep, Office, Service
from procedure.deadlines import Due
from services.actor import Actor
from services.calendar.calendars import calendar
from services.cases.shown_papers import People, ShownFile, Someone, shown_files
from services.events.correct_event import effect_of_correction
from services.labels import Both, behaviour_label, list_label, row_label
from services.objections.disputed_thing import Thing, thing_of
from services.objections.objection_actions import actions_of
from services.objections.objection_file import (
    UPHELD,
    ObjectionClock,
    clock_of,
    effective_decision,
    file_of,
    mark_due,
    put_right_due,
    waiting_decision,
)
from services.objections.put_right import put_right
from services.rules.rulebook import rule_book
from services.scope import objection_or_404, seen_objections
from services.serving.service_records import services_of
from services.statements.shown_effect import ShownEffect, shown_effect

RECENT = 50
PARTY_READS = ("pause", "extend")
"""Steps whose reasons the party is told; a finding speaks through the decision."""


@dataclass(frozen=True)
class PutRight:
    """What follows from an upheld objection: until when, and whether it is done."""

    due: Due
    left: int
    done: bool


@dataclass(frozen=True)
class ObjectionRow:
    """One objection in a list. ``what`` is the record or list, ``on`` its day."""

    id: str
    name: str
    what: Both
    on: date
    kind: str
    ground: str
    state: str
    received_on: date
    marked_on: date
    clock: ObjectionClock | None
    put_right: PutRight | None
    decided_on: date | None


@dataclass(frozen=True)
class ShownPoint:
    """A point with its answer, once there is a decision that this person may read."""

    id: str
    position: int
    text: str
    taken_up: bool | None
    answer: str


@dataclass(frozen=True)
class ShownStep:
    kind: str
    on: date
    text: str
    office: Both | None
    days: int | None
    by: Someone


@dataclass(frozen=True)
class Ruling:
    """The decision; ``waits``: typed from paper, for a second clerk to confirm."""

    id: str
    outcome: str
    decided_on: date
    decided_by: Someone
    on_paper: bool
    typed_by: Someone
    confirmed_by: Someone | None
    document_no: str | None
    reason: str
    files: tuple[ShownFile, ...]
    waits: bool


@dataclass(frozen=True)
class ShownObjection:
    """``likely``: what upholding it would do to the score today; ``actions`` is what may be done now."""

    objection: Objection
    row: ObjectionRow
    thing: Thing
    office: Both
    telephone: str
    filed_by: Someone
    mark_due: Due
    files: tuple[ShownFile, ...]
    points: tuple[ShownPoint, ...]
    steps: tuple[ShownStep, ...]
    ruling: Ruling | None
    served: Service | None
    likely: ShownEffect | None
    actions: frozenset[str]


@dataclass(frozen=True)
class Desk:
    """Open ones by their last day, those to be put right, and the newest that are over."""

    open: tuple[ObjectionRow, ...]
    to_put_right: tuple[ObjectionRow, ...]
    over: tuple[ObjectionRow, ...]
    total_over: int


def objection_desk(session: Session, actor: Actor, today: date) -> Desk:
    """Everything that this person's office may see."""
    seen = seen_objections(actor)
    open_ones = _rows(
        session, session.scalars(select(Objection).where(seen, Objection.end.is_(None))), today
    )
    over = select(Objection).where(seen, Objection.end.is_not(None))
    newest = over.order_by(Objection.ended_on.desc(), Objection.id).limit(RECENT)
    ended = _rows(session, session.scalars(newest), today)
    waiting = tuple(row for row in ended if row.put_right and not row.put_right.done)
    return Desk(
        open=tuple(sorted(open_ones, key=_urgency)),
        to_put_right=waiting,
        over=tuple(row for row in ended if row not in waiting),
        total_over=session.scalar(select(func.count()).select_from(over.subquery())) or 0,
    )


def _urgency(row: ObjectionRow) -> tuple[date, date]:
    due = row.clock.due.on if row.clock and row.clock.due else date.max
    return due, row.received_on


def own_objections(session: Session, actor: Actor, today: date) -> tuple[ObjectionRow, ...]:
    """A contractor's own, newest first."""
    query = select(Objection).where(seen_objections(actor))
    newest = query.order_by(Objection.marked_on.desc(), Objection.id)
    return _rows(session, session.scalars(newest), today)


def _rows(
    session: Session, objections: Iterable[Objection], today: date
) -> tuple[ObjectionRow, ...]:
    return tuple(_row(session, one, thing_of(session, one), today) for one in objections)


def _row(session: Session, objection: Objection, thing: Thing, today: date) -> ObjectionRow:
    what, on = _named(session, thing, objection)
    return ObjectionRow(
        id=objection.id,
        name=objection.subject.name,
        what=what,
        on=on,
        kind=thing.kind,
        ground=objection.ground,
        state=file_of(objection).state,
        received_on=objection.received_on,
        marked_on=objection.marked_on,
        clock=clock_of(session, objection, today),
        put_right=_put_right(session, objection, thing, today),
        decided_on=objection.ended_on,
    )


def _named(session: Session, thing: Thing, objection: Objection) -> tuple[Both, date]:
    if thing.event is not None:
        label = behaviour_label(session, thing.scheme, thing.event.behaviour)
        return label, thing.event.occurred_on
    name = list_label(session, thing.scheme, objection.list_code or "")
    return name, thing.listing.from_on if thing.listing else objection.marked_on


def _put_right(
    session: Session, objection: Objection, thing: Thing, today: date
) -> PutRight | None:
    if objection.end not in UPHELD or objection.ended_on is None:
        return None
    due = put_right_due(session, objection.ended_on)
    left = calendar(session).working_days_between(today, due.on)
    return PutRight(due, left, put_right(session, objection, thing, today))


def show_objection(
    session: Session, actor: Actor, objection_id: str, today: date
) -> ShownObjection:
    """One objection as this person may see it, or ``NotFound``."""
    objection = objection_or_404(session, actor, objection_id)
    thing = thing_of(session, objection)
    ruling = _ruling_for(actor, objection)
    people = People(session, actor, _holders(objection, ruling))
    files = shown_files(session, actor, [objection.id, *([ruling.id] if ruling else [])])
    office = session.get_one(Office, objection.office_id)
    offices = _offices(session, objection.steps)
    return ShownObjection(
        objection=objection,
        row=_row(session, objection, thing, today),
        thing=thing,
        office=row_label(office),
        telephone=office.telephone,
        filed_by=people[objection.filed_by],
        mark_due=mark_due(session, objection.received_on),
        files=files.get(objection.id, ()),
        points=_points(objection, ruling),
        steps=tuple(_step(actor, step, people, offices) for step in objection.steps),
        ruling=_ruling(ruling, people, files.get(ruling.id, ())) if ruling else None,
        served=services_of(session, [ruling.id]).get(ruling.id) if ruling else None,
        likely=_likely(session, objection, thing, today),
        actions=actions_of(session, actor, objection, thing, today),
    )


def _ruling_for(actor: Actor, objection: Objection) -> ObjectionDecision | None:
    """The party hears of a decision when it acts, not that one was typed."""
    effective = effective_decision(objection)
    if effective is not None or actor.subject_id is not None:
        return effective
    return waiting_decision(objection)


def _holders(objection: Objection, ruling: ObjectionDecision | None) -> list[str | None]:
    ids: list[str | None] = [objection.filed_by, *(step.by for step in objection.steps)]
    if ruling is not None:
        ids += [ruling.decided_by, ruling.typed_by, ruling.confirmed_by]
    return ids


def _offices(session: Session, steps: Sequence[ObjectionStep]) -> dict[str, Both]:
    ids = [step.office_id for step in steps if step.office_id]
    query = select(Office).where(Office.id.in_(ids))
    return {office.id: row_label(office) for office in session.scalars(query)}


def _points(objection: Objection, ruling: ObjectionDecision | None) -> tuple[ShownPoint, ...]:
    answers = {answer.point_id: answer for answer in ruling.answers} if ruling else {}
    shown = []
    for point in objection.points:
        answer = answers.get(point.id)
        shown.append(
            ShownPoint(
                id=point.id,
                position=point.position,
                text=point.text or "",
                taken_up=answer.taken_up if answer else None,
                answer=(answer.text or "") if answer else "",
            )
        )
    return tuple(shown)


def _step(actor: Actor, step: ObjectionStep, people: People, offices: dict[str, Both]) -> ShownStep:
    told = actor.subject_id is None or step.kind in PARTY_READS
    return ShownStep(
        kind=step.kind,
        on=step.on,
        text=(step.text or "") if told else "",
        office=offices.get(step.office_id or ""),
        days=step.days,
        by=people[step.by],
    )


def _ruling(ruling: ObjectionDecision, people: People, files: tuple[ShownFile, ...]) -> Ruling:
    return Ruling(
        id=ruling.id,
        outcome=ruling.outcome,
        decided_on=ruling.decided_on,
        decided_by=people[ruling.decided_by],
        on_paper=ruling.way == "paper",
        typed_by=people[ruling.typed_by],
        confirmed_by=people.get(ruling.confirmed_by),
        document_no=ruling.document_no,
        reason=ruling.reason or "",
        files=files,
        waits=ruling.waits,
    )


def _likely(
    session: Session, objection: Objection, thing: Thing, today: date
) -> ShownEffect | None:
    """Were the record to weigh nothing from today; only while it is open and the record counts."""
    if objection.end is not None or thing.event is None or thing.event.state != "counted":
        return None
    effect = effect_of_correction(session, thing.event, today)
    return shown_effect(effect, rule_book(session, thing.scheme).versions) if effect else None
