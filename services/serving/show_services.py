"""Show how documents were served: every attempt, what proves it, and until when service is owed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import AddressConfirmation, Office, Service, Subject
from procedure.deadlines import Due
from services.actor import Actor
from services.calendar.deadlines import due_of
from services.cases.shown_papers import People, ShownFile, Someone, shown_files
from services.clock import day_of
from services.documents import Document, document_or_404
from services.labels import Both, row_label
from services.messages import Message
from services.serving.confirm_address import confirmation_on
from services.serving.correct_service import offered
from services.serving.resting_acts import resting_on
from services.serving.service_records import attempts, recorded_at


@dataclass(frozen=True)
class ShownService:
    """One attempt; ``running``: its announcement's term has not run out yet."""

    id: str
    way: str
    sent_on: date
    served_on: date | None
    counts: bool
    running: bool
    recipient: str
    place: str
    servers: tuple[str, ...]
    through: str
    witness: str
    reason: str
    published_in: str
    waybill: str
    remark: str
    typed_by: Someone
    files: tuple[ShownFile, ...]
    correction: ShownCorrection | None
    taken_back: bool


@dataclass(frozen=True)
class ShownCorrection:
    """Why a record of service is taken back, who asked and who agreed; ``agreed_on`` None: it still stands."""

    reason: str
    asked_by: Someone
    asked_on: date
    agreed_by: Someone | None
    agreed_on: date | None


@dataclass(frozen=True)
class ShownDocument:
    """A document with its service; ``owed`` says until when it must be served, where a law says so.

    ``confirmation`` is the party's confirmation of address in force today, shown to staff and to the party.
    ``offered``: by record of service, what this person may do to take it back (ask, agree, refuse);
    ``resting``: why it cannot be taken back any more.
    """

    document: Document
    subject: Subject
    office: Both | None
    services: tuple[ShownService, ...]
    owed: Due | None
    confirmation: AddressConfirmation | None
    may_serve: bool
    offered: Mapping[str, frozenset[str]]
    resting: Mapping[str, Message]

    @property
    def served(self) -> ShownService | None:
        return next((service for service in self.services if service.counts), None)


def show_services(
    session: Session, actor: Actor, kind: str, document_id: str, today: date
) -> ShownDocument:
    """A document as its service sees it, or ``NotFound``."""
    document = document_or_404(session, actor, kind, document_id)
    recorded = attempts(session, document_id)
    may = {one.id: offered(session, actor, document, one) for one in recorded}
    why_not = {one.id: resting_on(session, one, today) for one in recorded if may[one.id]}
    return ShownDocument(
        document=document,
        subject=session.get_one(Subject, document.subject_id),
        office=row_label(session.get_one(Office, document.office_id))
        if document.office_id
        else None,
        services=histories(session, actor, [document_id], today).get(document_id, ()),
        owed=owed_until(session, document),
        confirmation=confirmation_on(session, document.subject_id, today),
        may_serve=actor.may(document.permission),
        offered=may,
        resting={service_id: why for service_id, why in why_not.items() if why is not None},
    )


def owed_until(session: Session, document: Document) -> Due | None:
    """The last day on which the document must be served, counted from its own day."""
    return due_of(session, document.within, document.on) if document.within else None


def histories(
    session: Session, actor: Actor, document_ids: Iterable[str], today: date
) -> Mapping[str, tuple[ShownService, ...]]:
    """By document, every attempt to serve it, in the order in which they were recorded."""
    query = (
        select(Service)
        .join(ledger.Entry, ledger.Entry.entry_id == Service.entry_id)
        .where(Service.document_id.in_(list(document_ids)))
        .order_by(ledger.Entry.seq)
    )
    recorded = list(session.scalars(query))
    corrections = _corrections(session, actor, recorded)
    people = People(session, actor, (attempt.typed_by for attempt in recorded))
    files = shown_files(session, actor, [attempt.id for attempt in recorded])
    found: dict[str, tuple[ShownService, ...]] = {}
    for attempt in recorded:
        correction = corrections.get(attempt.id)
        shown = _shown(attempt, people, files.get(attempt.id, ()), correction, actor, today)
        found[attempt.document_id] = (*found.get(attempt.document_id, ()), shown)
    return found


def _corrections(
    session: Session, actor: Actor, recorded: Iterable[Service]
) -> Mapping[str, ShownCorrection]:
    """By record, its correction; the party hears of it when it acts."""
    asked = [one.correction for one in recorded if one.correction is not None]
    told = [one for one in asked if actor.subject_id is None or one.confirmed_by is not None]
    people = People(session, actor, (who for c in told for who in (c.asked_by, c.confirmed_by)))
    entries = [entry for c in told for entry in (c.entry_id, c.confirmed_entry_id) if entry]
    at = recorded_at(session, entries)
    return {
        one.service_id: ShownCorrection(
            reason=one.reason or "",
            asked_by=people.done(one.asked_by, one.entry_id),
            asked_on=day_of(at[one.entry_id]),
            agreed_by=people.get(one.confirmed_by),
            agreed_on=day_of(at[one.confirmed_entry_id]) if one.confirmed_entry_id else None,
        )
        for one in told
    }


def _shown(
    attempt: Service,
    people: People,
    files: tuple[ShownFile, ...],
    correction: ShownCorrection | None,
    actor: Actor,
    today: date,
) -> ShownService:
    staff = actor.subject_id is None
    return ShownService(
        id=attempt.id,
        way=attempt.way,
        sent_on=attempt.sent_on,
        served_on=attempt.served_on,
        counts=attempt.counts,
        running=attempt.served_on is not None and attempt.served_on > today,
        correction=correction,
        taken_back=attempt.taken_back,
        recipient=attempt.recipient or "",
        place=attempt.place or "",
        servers=tuple((attempt.servers or "").splitlines()),
        through=attempt.through or "",
        witness=attempt.witness or "",
        reason=attempt.reason or "",
        published_in=attempt.published_in or "",
        waybill=attempt.waybill or "",
        remark=(attempt.remark or "") if staff else "",
        typed_by=people[attempt.typed_by],
        files=files,
    )
