"""What waits for a second person in service: records of service that shall be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Service, ServiceCorrection
from services.actor import Actor
from services.clock import day_of
from services.documents import Document, document_or_404
from services.messages import NotFound
from services.serving.correct_service import SECOND
from services.serving.service_records import recorded_at

Waiting = tuple[str, int, date | None]
"""Kind of work, how much of it, and since which day the oldest waits."""


def service_work(session: Session, actor: Actor) -> Iterator[Waiting]:
    """Nothing of what does not wait for this person."""
    found = [service.correction for _document, service in to_agree(session, actor)]
    if found:
        asked = recorded_at(session, [correction.entry_id for correction in found if correction])
        yield ("service_correction", len(found), day_of(min(asked.values())))


def to_agree(session: Session, actor: Actor) -> tuple[tuple[Document, Service], ...]:
    """The services that others asked to take back, whose documents this person sees and may be the second to."""
    return tuple(
        (document, service)
        for document, service in _asked(session, actor)
        if actor.may(SECOND[document.permission])
    )


def _asked(session: Session, actor: Actor) -> Iterator[tuple[Document, Service]]:
    if not any(actor.may(permission) for permission in SECOND.values()):
        return
    query = (
        select(Service)
        .join(ServiceCorrection, ServiceCorrection.service_id == Service.id)
        .where(
            ServiceCorrection.confirmed_by.is_(None),
            ServiceCorrection.refused_by.is_(None),
            ServiceCorrection.asked_by.not_in(actor.persons),
        )
        .order_by(Service.id)
    )
    for service in session.scalars(query):
        try:
            yield (
                document_or_404(session, actor, service.document_kind, service.document_id),
                service,
            )
        except NotFound:
            continue
