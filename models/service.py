"""Service of documents, and the addresses to which a party agreed to be served."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Boolean, CheckConstraint, Date, Index, String, exists, text
from sqlalchemy.orm import Mapped, column_property, relationship

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

_NOT_REFUSED = text("refused_by IS NULL")


class Service(Salted, Row, Base):
    """送达: one attempt to serve one document on its party; the record of it never changes.

    ``served_on`` is the legal day by which clocks run; an attempt that failed has none. ``counts`` (whether
    it is the document's StandingService) holds for the first that succeeded: a document has one legal day of
    service, and a later one does not move it. A record that was typed wrongly stays, and counts no more once
    its ``correction`` is agreed to.
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
        CheckConstraint(
            "way <> 'electronic' or confirmation_id is not null", name="electronic_by_confirmation"
        ),
        Index("ix_service_document", "document_id", "served_on"),
    )

    document_kind: Mapped[str] = column("ledger", String(20))
    document_id: Mapped[str] = column("ledger", String(32))
    subject_id: Mapped[str] = reference("subject.id", index=True)
    way: Mapped[str] = column("ledger", String(20))
    sent_on: Mapped[date] = column("ledger", Date)
    served_on: Mapped[date | None] = column("ledger", Date)
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
    correction: Mapped[ServiceCorrection | None] = relationship(
        primaryjoin="and_(Service.id == ServiceCorrection.service_id,"
        " ServiceCorrection.refused_by.is_(None))",
        lazy="selectin",
        viewonly=True,
    )

    if TYPE_CHECKING:
        counts: Mapped[bool]

    @property
    def taken_back(self) -> bool:
        """It was typed wrongly: no service, and no attempt that failed."""
        return self.correction is not None and self.correction.confirmed_by is not None


class StandingService(Base):
    """The service that counts of each document; none where it was taken back and the right one is to come."""

    __tablename__ = "standing_service"

    document_id: Mapped[str] = column("ledger", String(32), primary_key=True)
    service_id: Mapped[str] = reference("service.id", unique=True)


Service.counts = column_property(
    exists().where(StandingService.service_id == Service.id).correlate_except(StandingService)
)


class ServiceCorrection(Salted, Row, Base):
    """更正送达登记: a record of service is taken back, for a reason, when a second person agrees.

    Refused, or taken back by the one who asked, it leaves the record as it was; at most one is open.
    ``listing_id``: the listing that this service had set in force and that therefore never began;
    ``until_on`` and ``for_life`` are the end that it had, for views of what was known before.
    """

    __tablename__ = "service_correction"
    __table_args__ = (
        CheckConstraint("confirmed_by <> asked_by", name="two_persons"),
        CheckConstraint("confirmed_by is null or refused_by is null", name="one_answer"),
        CheckConstraint("listing_id is null or confirmed_by is not null", name="acts_when_agreed"),
        Index(
            "uq_service_correction_standing",
            "service_id",
            unique=True,
            sqlite_where=_NOT_REFUSED,
            postgresql_where=_NOT_REFUSED,
        ),
    )

    service_id: Mapped[str] = reference("service.id", index=True)
    reason: Mapped[str | None] = column("committed")
    asked_by: Mapped[str] = reference("holder.id")
    confirmed_by: Mapped[str | None] = reference("holder.id")
    confirmed_entry_id: Mapped[str | None] = column("ledger", String(32))
    listing_id: Mapped[str | None] = reference("listing.id", index=True)
    until_on: Mapped[date | None] = column("ledger", Date)
    for_life: Mapped[bool] = column("ledger", Boolean, default=False)
    refused_by: Mapped[str | None] = reference("holder.id")
    refusal: Mapped[str | None] = column("committed")


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
