"""Service of documents, and the addresses to which a party agreed to be served."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, Index, String, text
from sqlalchemy.orm import Mapped

from models.base import Base, Row, Salted, column, reference

DOCUMENTS = (
    "case_step",
    "list_decision",
    "event_step",
    "event_confirmation",
    "objection",
    "repair",
    "round_result",
)
"""What can be served."""

_COUNTS = text("counts")


class Service(Salted, Row, Base):
    """送达: one attempt to serve one document on its party.

    ``served_on`` is the legal day by which clocks run; an attempt that failed has none. ``counts`` marks
    the first that succeeded: a document has one legal day of service, and a later one does not move it.
    """

    __tablename__ = "service"
    __table_args__ = (
        CheckConstraint(
            "document_kind in (" + ", ".join(f"'{kind}'" for kind in DOCUMENTS) + ")",
            name="document_kind",
        ),
        CheckConstraint(
            "way in ('direct', 'left', 'post', 'entrusted', 'passed_on', 'announcement', 'electronic')",
            name="way",
        ),
        CheckConstraint("served_on >= sent_on", name="served_after_sending"),
        CheckConstraint("not counts or served_on is not null", name="failed_counts_for_nothing"),
        CheckConstraint(
            "way <> 'electronic' or confirmation_id is not null", name="electronic_by_confirmation"
        ),
        Index("ix_service_document", "document_id", "served_on"),
        Index(
            "uq_service_counts",
            "document_id",
            unique=True,
            sqlite_where=_COUNTS,
            postgresql_where=_COUNTS,
        ),
    )

    document_kind: Mapped[str] = column("ledger", String(20))
    document_id: Mapped[str] = column("ledger", String(32))
    subject_id: Mapped[str] = reference("subject.id", index=True)
    way: Mapped[str] = column("ledger", String(20))
    sent_on: Mapped[date] = column("ledger", Date)
    served_on: Mapped[date | None] = column("ledger", Date)
    counts: Mapped[bool] = column("ledger", default=False)
    confirmation_id: Mapped[str | None] = reference("address_confirmation.id")
    waybill: Mapped[str | None] = column("ledger", String(80))
    typed_by: Mapped[str] = reference("holder.id")
    recipient: Mapped[str | None] = column("committed")
    place: Mapped[str | None] = column("committed")
    servers: Mapped[str | None] = column("committed")
    through: Mapped[str | None] = column("committed")
    witness: Mapped[str | None] = column("committed")
    reason: Mapped[str | None] = column("committed")
    published_in: Mapped[str | None] = column("committed")
    remark: Mapped[str | None] = column("committed")


class AddressConfirmation(Salted, Row, Base):
    """送达地址确认书: where a party wants to be served, signed by it, until it revokes or renews it.

    ``electronic_kind`` (email, fax, mobile, account) and ``electronic`` are given where it agrees to
    electronic service.
    """

    __tablename__ = "address_confirmation"
    __table_args__ = (
        CheckConstraint(
            "electronic_kind in ('email', 'fax', 'mobile', 'account')", name="electronic_kind"
        ),
        CheckConstraint("revoked_on >= signed_on", name="revoked_after_signing"),
        Index("ix_address_confirmation_subject", "subject_id", "signed_on"),
    )

    subject_id: Mapped[str] = reference("subject.id")
    signed_on: Mapped[date] = column("ledger", Date)
    electronic_kind: Mapped[str | None] = column("ledger", String(10))
    revoked_on: Mapped[date | None] = column("ledger", Date)
    typed_by: Mapped[str] = reference("holder.id")
    on_behalf: Mapped[bool] = column("ledger", default=False)
    signed_by: Mapped[str | None] = column("committed")
    recipient: Mapped[str | None] = column("committed")
    telephone: Mapped[str | None] = column("committed")
    postal: Mapped[str | None] = column("committed")
    electronic: Mapped[str | None] = column("committed")
