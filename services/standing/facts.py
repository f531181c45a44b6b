"""Facts as scoring reads them: confirmed records, list decisions, subjects, each with when it was known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, Subquery, bindparam, func, select
from sqlalchemy.orm import Session, aliased

import ledger
import scoring
from models import (
    Correction,
    Event,
    EventConfirmation,
    ListDecision,
    Listing,
    Rectification,
    RepairDecision,
    RepairItem,
    Service,
    ServiceCorrection,
    Subject,
)
from models.listing import ON_LISTS
from scoring.facts import NOT_YET
from services.standing.columns import KNOWN_AT_ONCE, facts_from_rows

# Rows of everybody are read so many at a time.
CHUNK = 50_000

Decided = TypeVar("Decided", ListDecision, RepairDecision)


def facts(
    session: Session,
    scheme: str,
    subject_ids: Iterable[str] | None = None,
    known: int | None = None,
) -> scoring.Facts:
    """What the scheme's scores of these subjects are computed from.

    Of all (None) it is read without row objects, so nothing can be added by `with_rows`. A repair that was
    revoked, and an entry on a list whose service was taken back, since ledger size ``known`` (None: by now)
    still stands in them.
    """
    if subject_ids is None:
        return _everybody(session, scheme, known)
    wanted = list(subject_ids)
    return scoring.facts_of(
        _records(session, scheme, wanted, known),
        _decisions(session, scheme, wanted, known),
        _subjects(session, wanted),
    )


def known_records(columns: scoring.Facts, known: int | None) -> frozenset[str]:
    """The records known by ledger size ``known`` (None: by now), of those in the columns."""
    size = NOT_YET - 1 if known is None else known
    seen = (columns.known["recorded"] <= size) & (size < columns.known["voided"])
    return frozenset(str(columns.event_ids[int(row)]) for row in seen.nonzero()[0])


def _everybody(session: Session, scheme: str, known: int | None) -> scoring.Facts:
    session.flush()  # a connection, other than a session, does not do it by itself
    asked = {"scheme": scheme, "known": known}
    query = _record_query(everybody=True, now=known is None)
    rows = session.connection().execute(query, asked)
    return facts_from_rows(
        rows.partitions(CHUNK), _subjects(session, None), _decisions(session, scheme, None, known)
    )


def _records(
    session: Session, scheme: str, subject_ids: list[str], known: int | None
) -> Iterator[scoring.Fact]:
    asked = {"scheme": scheme, "subjects": subject_ids, "known": known}
    query = _record_query(everybody=False, now=known is None)
    return (_fact(row) for row in session.execute(query, asked))


@cache
def _record_query(*, everybody: bool, now: bool) -> Select[*tuple[Any, ...]]:
    """Asked with ``scheme``, ``subjects`` and ``known``. Putting it together takes longer than most answers."""
    recorded, voided, accepted = (aliased(ledger.Entry) for _ in range(3))
    repaired = _repaired(everybody=everybody, now=now)
    query = (
        select(
            Event.id,
            Event.subject_id,
            Event.behaviour,
            Event.occurred_on,
            EventConfirmation.counts_from,
            recorded.seq.label("recorded"),
            Correction.confirmed_entry_id.label("void_entry"),
            voided.seq.label("voided"),
            Event.severity,
            Event.quantity,
            Event.amount_fen,
            Event.numerator,
            Event.denominator,
            Event.rating,
            Event.incident_id,
            Event.until_on,
            Rectification.on.label("rectified_on"),
            accepted.seq.label("rectified_recorded"),
            repaired.c.on.label("repaired_on"),
            repaired.c.seq.label("repaired_recorded"),
        )
        .join(EventConfirmation, EventConfirmation.event_id == Event.id)
        .outerjoin(recorded, recorded.entry_id == EventConfirmation.entry_id)
        .outerjoin(
            Correction,
            (Correction.event_id == Event.id) & Correction.confirmed_entry_id.is_not(None),
        )
        .outerjoin(voided, voided.entry_id == Correction.confirmed_entry_id)
        .outerjoin(
            Rectification,
            (Rectification.event_id == Event.id) & Rectification.accepted_entry_id.is_not(None),
        )
        .outerjoin(accepted, accepted.entry_id == Rectification.accepted_entry_id)
        .outerjoin(repaired, repaired.c.event_id == Event.id)
        .where(Event.scheme == bindparam("scheme"))
    )
    if everybody:
        return query
    return query.where(Event.subject_id.in_(bindparam("subjects", expanding=True)))


def _repaired(*, everybody: bool, now: bool) -> Subquery:
    """By record, since when a repair that stands has repaired it, and the entry's number."""
    granted, revoked = aliased(RepairDecision), aliased(RepairDecision)
    entry, ended = aliased(ledger.Entry), aliased(ledger.Entry)
    undone = (
        select(revoked.id)
        .outerjoin(ended, ended.entry_id == revoked.effective_entry_id)
        .where(
            revoked.repair_id == granted.repair_id,
            revoked.action == "revoke",
            revoked.effective_entry_id.is_not(None),
        )
    )
    query = (
        select(RepairItem.event_id, granted.from_on.label("on"), entry.seq.label("seq"))
        .join(granted, granted.repair_id == RepairItem.repair_id)
        .outerjoin(entry, entry.entry_id == granted.effective_entry_id)
        .where(
            RepairItem.event_id.is_not(None),
            granted.scheme == bindparam("scheme"),
            granted.action == "grant",
            granted.effective_entry_id.is_not(None),
        )
    )
    if not everybody:
        query = query.where(granted.subject_id.in_(bindparam("subjects", expanding=True)))
    if not now:
        # Told of entries that are not there, too, so that SQLite begins with the few repairs and not with the ledger.
        undone = undone.where(func.coalesce(ended.seq, NOT_YET) <= bindparam("known"))
        query = query.where(func.coalesce(entry.seq, NOT_YET) <= bindparam("known"))
        query = query.where(~_revoked_then(granted.repair_id).exists())
    return query.where(~undone.exists()).subquery()


def _revoked_then(repair_id: Any) -> Select[str]:
    """The revocation of a repair that was in force at ledger size ``known``, though its service was taken back."""
    served, undone = aliased(ledger.Entry), aliased(ledger.Entry)
    revoked = aliased(RepairDecision)
    return (
        select(revoked.id)
        .join(Service, Service.document_id == revoked.id)
        .join(ServiceCorrection, ServiceCorrection.service_id == Service.id)
        .join(served, served.entry_id == Service.entry_id)
        .join(undone, undone.entry_id == ServiceCorrection.confirmed_entry_id)
        .where(
            revoked.repair_id == repair_id,
            revoked.action == "revoke",
            served.seq <= bindparam("known"),
            undone.seq > bindparam("known"),
        )
    )


def _fact(row: Row[Any]) -> scoring.Fact:
    void = row.voided if row.voided is not None else KNOWN_AT_ONCE
    return scoring.Fact(
        event_id=row.id,
        subject_id=row.subject_id,
        behaviour=row.behaviour,
        occurred_on=row.occurred_on,
        counts_from=row.counts_from,
        recorded_at=row.recorded,
        voided_at=void if row.void_entry is not None else None,
        severity=row.severity,
        quantity=row.quantity,
        amount_fen=row.amount_fen,
        numerator=row.numerator,
        denominator=row.denominator,
        rating=row.rating,
        incident_id=row.incident_id,
        until_on=row.until_on,
        rectified_on=row.rectified_on,
        rectified_recorded_at=row.rectified_recorded,
        repaired_on=row.repaired_on,
        repaired_recorded_at=row.repaired_recorded,
    )


def _decisions(
    session: Session, scheme: str, subject_ids: list[str] | None, known: int | None
) -> Iterator[scoring.Decision]:
    """Decisions on lists and, of repairs, those by which a list was left or entered again, as they came."""
    made = [*_on_lists(session, scheme, subject_ids), *_on_repairs(session, scheme, subject_ids)]
    if known is not None:
        made += _not_unserved_yet(session, scheme, subject_ids, known)
    yield from sorted(made, key=lambda one: one.recorded_at or NOT_YET)


def _on_repairs(
    session: Session, scheme: str, subject_ids: list[str] | None
) -> Iterator[scoring.Decision]:
    about_lists = RepairDecision.list_code.is_not(None)
    for decision, seq in _effective(session, RepairDecision, scheme, subject_ids, about_lists):
        yield scoring.Decision(
            subject_id=decision.subject_id,
            list=str(decision.list_code),
            action="leave" if decision.action == "grant" else "enter",
            start=decision.from_on or decision.decided_on,
            until=decision.until_on,
            recorded_at=seq,
        )


def _on_lists(
    session: Session, scheme: str, subject_ids: list[str] | None
) -> Iterator[scoring.Decision]:
    on_lists = ListDecision.action.in_(ON_LISTS)
    for decision, seq in _effective(session, ListDecision, scheme, subject_ids, on_lists):
        yield scoring.Decision(
            subject_id=decision.subject_id,
            list=decision.list_code,
            action=decision.action,
            start=decision.from_on or decision.decided_on,
            until="life" if decision.for_life else decision.until_on,
            recorded_at=seq,
        )


def unserved_since(scheme: str, known: int) -> Select[Listing, ServiceCorrection, int]:
    """Listings whose service was taken back after a ledger size, and the number of the entry of that service."""
    served, undone = aliased(ledger.Entry), aliased(ledger.Entry)
    return (
        select(Listing, ServiceCorrection, served.seq)
        .join(ServiceCorrection, ServiceCorrection.listing_id == Listing.id)
        .join(Service, Service.id == ServiceCorrection.service_id)
        .join(served, served.entry_id == Service.entry_id)
        .join(undone, undone.entry_id == ServiceCorrection.confirmed_entry_id)
        .where(Listing.scheme == scheme, undone.seq > known)
    )


def _not_unserved_yet(
    session: Session, scheme: str, subject_ids: list[str] | None, known: int
) -> Iterator[scoring.Decision]:
    """Entries in force at a ledger size whose service was taken back later."""
    query = unserved_since(scheme, known)
    if subject_ids is not None:
        query = query.where(Listing.subject_id.in_(subject_ids))
    for listing, correction, seq in session.execute(query).unique():
        yield scoring.Decision(
            subject_id=listing.subject_id,
            list=listing.list_code,
            action="enter",
            start=listing.from_on,
            until="life" if correction.for_life else correction.until_on,
            recorded_at=seq,
        )


def _effective(
    session: Session,
    table: type[Decided],
    scheme: str,
    subject_ids: list[str] | None,
    wanted: ColumnElement[bool],
) -> Iterable[Row[Decided, int]]:
    """Decisions that have taken effect, each with the number of the entry by which it did."""
    query = (
        select(table, ledger.Entry.seq)
        .outerjoin(ledger.Entry, ledger.Entry.entry_id == table.effective_entry_id)
        .where(table.scheme == scheme, table.effective_entry_id.is_not(None), wanted)
        .order_by(ledger.Entry.seq)
    )
    if subject_ids is not None:
        query = query.where(table.subject_id.in_(subject_ids))
    return session.execute(query)


def _subjects(session: Session, subject_ids: list[str] | None) -> Iterator[scoring.Subject]:
    query = select(Subject.id, Subject.file_opened_on)
    if subject_ids is not None:
        query = query.where(Subject.id.in_(subject_ids))
    for subject_id, opened in session.execute(query):
        yield scoring.Subject(subject_id=subject_id, file_opened_on=opened)
