"""Show credit repair: the desk with what waits and what ends soon, and one application with all of its papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

import ledger
from models import (
    Event,
    Listing,
    Publication,
    Rectification,
    Repair,
    RepairItem,
    Subject,
)
from procedure.deadlines import Due
from procedure.repair import Papers
from services.actor import Actor
from services.calendar.deadlines import due_of
from services.labels import Both, behaviour_label, list_label
from services.messages import Message
from services.repairs.ask_repair import lacking, told
from services.repairs.repair_actions import state_of
from services.repairs.repair_effect import likely_effect
from services.repairs.repairable import Repairable, repairables
from services.scope import full_events, repairs_seen, subject_or_404
from services.statements.shown_effect import ShownEffect

DECIDED_DAYS = 90
"""How long a decided application stays on the desk."""


@dataclass(frozen=True)
class RepairRow:
    """One application on the desk; ``due`` is the last day to decide while it is open."""

    id: str
    subject_id: str
    name: str
    what: tuple[Both, ...]
    channel: str
    received_on: date
    state: str
    due: Due | None


@dataclass(frozen=True)
class RectificationRow:
    """A rectification that waits for its second person."""

    event_id: str
    name: str
    what: Both
    on: date
    handed_in_on: date
    due: Due


@dataclass(frozen=True)
class RepairDesk:
    open: tuple[RepairRow, ...]
    decided: tuple[RepairRow, ...]
    rectifications: tuple[RectificationRow, ...]


@dataclass(frozen=True)
class Askable:
    """A thing that can be repaired, what still stands in the way of asking today, and the likely effect."""

    thing: Repairable
    missing: tuple[Message, ...]
    effect: ShownEffect | None


def askable(session: Session, actor: Actor, subject_id: str, today: date) -> tuple[Askable, ...]:
    """Everything of a contractor that can be repaired, now or later."""
    subject_or_404(session, actor, subject_id)
    return tuple(
        Askable(
            thing,
            _lacks(session, subject_id, thing, today),
            likely_effect(session, subject_id, [thing], today),
        )
        for thing in repairables(session, subject_id, today)
    )


def _lacks(
    session: Session, subject_id: str, thing: Repairable, today: date
) -> tuple[Message, ...]:
    """Of the terms alone: its papers are what the form asks for."""
    papers = Papers(duties=True, proof=True, pledge=True)
    return tuple(map(told, lacking(session, subject_id, [thing.item], papers, today)))


def repair_desk(session: Session, actor: Actor, today: date) -> RepairDesk:
    """What waits for a decision, the oldest first; what was decided lately; rectifications handed in."""
    query = select(Repair).where(repairs_seen(actor)).order_by(Repair.received_on, Repair.id)
    found = session.scalars(query).unique().all()
    lately = today - timedelta(days=DECIDED_DAYS)
    return RepairDesk(
        open=tuple(_row(session, r, today) for r in found if r.is_open),
        decided=tuple(
            _row(session, r, today)
            for r in reversed(found)
            if not r.is_open and _since(r) >= lately
        ),
        rectifications=_rectifications(session, actor),
    )


def _since(repair: Repair) -> date:
    days = [d.decided_on for d in repair.decisions if d.effective_entry_id]
    return max([repair.given_up_on or repair.received_on, *days])


def _row(session: Session, repair: Repair, today: date) -> RepairRow:
    return RepairRow(
        id=repair.id,
        subject_id=repair.subject_id,
        name=repair.subject.name,
        what=tuple(what_of(session, item) for item in repair.items),
        channel=repair.channel,
        received_on=repair.received_on,
        state=state_of(repair),
        due=due_to_decide(session, repair),
    )


def due_to_decide(session: Session, repair: Repair) -> Due | None:
    """The last day to decide, while it is open."""
    return due_of(session, "repair_decision", repair.received_on) if repair.is_open else None


def what_of(session: Session, item: RepairItem) -> Both:
    """What an item is called."""
    if item.event_id is not None:
        event = session.get_one(Event, item.event_id)
        return behaviour_label(session, event.scheme, event.behaviour)
    listing = listing_of(session, item)
    return list_label(session, listing.scheme, listing.list_code)


def listing_of(session: Session, item: RepairItem) -> Listing:
    """The stay that is repaired, or whose publicity is."""
    if item.listing_id is not None:
        return session.get_one(Listing, item.listing_id)
    publication = session.get_one(Publication, item.publication_id)
    return session.get_one(Listing, publication.listing_id)


def waiting_rectifications(actor: Actor) -> Select[Rectification, Event]:
    """Those that wait and that this person sees."""
    return (
        select(Rectification, Event)
        .join(Event, Event.id == Rectification.event_id)
        .join(ledger.Entry, ledger.Entry.entry_id == Rectification.entry_id)
        .where(
            full_events(actor),
            Rectification.accepted_by.is_(None),
            Rectification.refused_by.is_(None),
        )
        .order_by(ledger.Entry.seq)
    )


def _rectifications(session: Session, actor: Actor) -> tuple[RectificationRow, ...]:
    found = session.execute(waiting_rectifications(actor)).unique()
    return tuple(
        RectificationRow(
            event_id=event.id,
            name=event.subject.name,
            what=behaviour_label(session, event.scheme, event.behaviour),
            on=done.on,
            handed_in_on=done.handed_in_on,
            due=due_of(session, "rectification_answer", done.handed_in_on),
        )
        for done, event in found
    )


def own_applications(session: Session, actor: Actor, today: date) -> tuple[RepairRow, ...]:
    """A contractor's own applications, the newest first."""
    subject = session.get(Subject, actor.subject_id or "")
    return applications_of(session, subject, today) if subject else ()


def applications_of(session: Session, subject: Subject, today: date) -> tuple[RepairRow, ...]:
    """Every application of a contractor, the newest first."""
    query = select(Repair).where(Repair.subject_id == subject.id)
    found = session.scalars(query.order_by(Repair.received_on.desc(), Repair.id)).unique()
    return tuple(_row(session, repair, today) for repair in found)
