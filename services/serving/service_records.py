"""How and when documents reached their parties: read by whatever has a clock that service starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

import ledger
from models import Service, ServiceCorrection, StandingService


def reached(document_id: Any) -> ColumnElement[bool]:
    """The condition under which a document has a service that counts: asked of each by its key."""
    return exists().where(StandingService.document_id == document_id)


def services_of(session: Session, document_ids: Iterable[str]) -> Mapping[str, Service]:
    """By document, the service that counts; documents that were not served are not there."""
    query = select(Service).where(Service.document_id.in_(list(document_ids)), Service.counts)
    return {service.document_id: service for service in session.scalars(query)}


def taken_back_of(
    session: Session, document_ids: Iterable[str]
) -> Mapping[str, tuple[Service, ...]]:
    """By document, the records of its service that were taken back, in the order of their days."""
    query = (
        select(Service)
        .join(ServiceCorrection, ServiceCorrection.service_id == Service.id)
        .where(
            Service.document_id.in_(list(document_ids)), ServiceCorrection.confirmed_by.is_not(None)
        )
        .order_by(Service.sent_on, Service.id)
    )
    found: dict[str, tuple[Service, ...]] = {}
    for service in session.scalars(query):
        found[service.document_id] = (*found.get(service.document_id, ()), service)
    return found


def served_on(session: Session, document_id: str) -> date | None:
    """The legal day on which a document reached its party, or None: then none of its clocks runs.

    The day lies ahead while the term of an announcement runs.
    """
    service = services_of(session, [document_id]).get(document_id)
    return service.served_on if service else None


def attempts(session: Session, document_id: str) -> Sequence[Service]:
    """Every attempt to serve a document, in the order in which they were recorded."""
    query = select(Service).join(ledger.Entry, ledger.Entry.entry_id == Service.entry_id)
    return session.scalars(
        query.where(Service.document_id == document_id).order_by(ledger.Entry.seq)
    ).all()


def recorded_at(session: Session, entry_ids: Iterable[str]) -> Mapping[str, datetime]:
    """When these entries of the ledger were written."""
    query = select(ledger.Entry.entry_id, ledger.Entry.recorded_at)
    return dict(session.execute(query.where(ledger.Entry.entry_id.in_(list(entry_ids)))).all())
