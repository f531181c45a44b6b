"""How and when documents reached their parties: read by whatever has a clock that service starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Service


def services_of(session: Session, document_ids: Iterable[str]) -> Mapping[str, Service]:
    """By document, the service that counts; documents that were not served are not there."""
    query = select(Service).where(Service.document_id.in_(list(document_ids)), Service.counts)
    return {service.document_id: service for service in session.scalars(query)}


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
