"""What is still to be served, for the office; and every document that was served, for its party."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models import (
    CaseStep,
    Event,
    EventConfirmation,
    EventStep,
    ListDecision,
    Objection,
    ObjectionDecision,
    Repair,
    RepairDecision,
    RepairPaper,
    Service,
    Subject,
)
from procedure.deadlines import Due
from services.actor import Actor
from services.documents import Document, document_or_404
from services.documents.cases import SERVED_PAPERS
from services.events.uncounted import waits
from services.messages import NotFound
from services.repairs.repair_papers import NUMBERED
from services.repairs.repair_work import binding
from services.scope import full_events, repairs_seen, seen_objections
from services.serving.service_records import reached
from services.serving.show_services import owed_until

MOST = 200


@dataclass(frozen=True)
class Owed:
    """A document that its party has not got; ``due`` is the last day, where a law sets one."""

    document: Document
    subject: Subject
    due: Due | None


@dataclass(frozen=True)
class Received:
    """A document that reached its party, by which way and on which legal day."""

    document: Document
    service: Service


def owed_services(session: Session, actor: Actor) -> tuple[Owed, ...]:
    """Every document that this person's office still has to serve, those with the nearest end first."""
    found = [
        Owed(document, session.get_one(Subject, document.subject_id), owed_until(session, document))
        for document in _readable(session, actor, _unserved(session, actor))
        if actor.may(document.permission)
    ]
    return tuple(sorted(found, key=lambda o: (o.due is None, o.due.on if o.due else o.document.on)))


def received(session: Session, actor: Actor, subject_id: str) -> tuple[Received, ...]:
    """What was served on a party, newest first."""
    query = select(Service).where(Service.subject_id == subject_id, Service.counts)
    services = session.scalars(query.order_by(Service.served_on.desc(), Service.id).limit(MOST))
    by_document = {(one.document_kind, one.document_id): one for one in services}
    return tuple(
        Received(document, by_document[document.kind, document.id])
        for document in _readable(session, actor, by_document)
    )


def _readable(
    session: Session, actor: Actor, found: Iterable[tuple[str, str]]
) -> Iterator[Document]:
    """Those of these documents (kind and id) that this person sees."""
    for kind, document_id in found:
        try:
            yield document_or_404(session, actor, kind, document_id)
        except NotFound:
            continue


def _unserved(session: Session, actor: Actor) -> Iterator[tuple[str, str]]:
    """Kind and id of every document of records, cases, objections and repairs that nobody has served.

    An answer to a statement may be served, but nothing waits for it: the decision repeats it.
    """
    if actor.may("event.step"):
        told = select(EventStep.id).join(Event, Event.id == EventStep.event_id)
        told = told.where(EventStep.kind == "notice", full_events(actor), *waits())
        yield from _of(session, "event_step", told, EventStep.id)
        made = select(EventConfirmation.event_id).join(
            Event, Event.id == EventConfirmation.event_id
        )
        made = made.where(EventConfirmation.way == "notice", full_events(actor))
        yield from _of(session, "event_confirmation", made, EventConfirmation.event_id)
    if actor.may("list.step"):
        papers = select(CaseStep.id).where(CaseStep.kind.in_(SERVED_PAPERS - {"answer"}))
        yield from _of(session, "case_step", papers, CaseStep.id)
        rulings = select(ListDecision.id).where(ListDecision.withdrawn_by.is_(None))
        yield from _of(session, "list_decision", rulings, ListDecision.id)
    if actor.may("objection.handle"):
        answers = select(ObjectionDecision.id).join(Objection)
        answers = answers.where(ObjectionDecision.effective_entry_id.is_not(None))
        answers = answers.where(seen_objections(actor))
        yield from _of(session, "objection", answers, ObjectionDecision.id)
    if actor.may("repair.handle"):
        told = select(RepairPaper.id).join(Repair).where(RepairPaper.kind.in_(NUMBERED))
        yield from _of(session, "repair", told.where(repairs_seen(actor)), RepairPaper.id)
        answers = select(RepairDecision.id).join(Repair).where(binding(), repairs_seen(actor))
        yield from _of(session, "repair", answers, RepairDecision.id)


def _of(
    session: Session, kind: str, query: Select[str], key: InstrumentedAttribute[str]
) -> Iterator[tuple[str, str]]:
    for document_id in session.scalars(query.where(~reached(key)).limit(MOST)):
        yield kind, document_id
