"""Events: facts that are never edited, and the later facts that confirm, withdraw or correct them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Date, Index, String, text
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, Salted, column, reference
from models.evidence import Evidence
from models.subject import Subject


class Event(Salted, Row, Base):
    """信用记录: one behaviour of one subject on one day, as its office recorded it."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_subject", "subject_id", "scheme"),
        Index("ix_event_confirm", "confirm", "id"),
        Index("ix_event_duplicate", "subject_id", "behaviour", "occurred_on"),
    )

    subject_id: Mapped[str] = reference("subject.id")
    scheme: Mapped[str] = column("ledger", String(60))
    behaviour: Mapped[str] = column("ledger", String(80))
    occurred_on: Mapped[date] = column("ledger", Date)
    region: Mapped[str] = column("ledger", String(6), index=True)
    office_id: Mapped[str] = reference("office.id", index=True)
    programme_id: Mapped[str | None] = reference("programme.id")
    stage_id: Mapped[str | None] = reference("stage.id")
    severity: Mapped[str | None] = column("ledger", String(20))
    quantity: Mapped[int | None] = column("ledger", BigInteger)
    amount_fen: Mapped[int | None] = column("ledger", BigInteger)
    numerator: Mapped[int | None] = column("ledger", BigInteger)
    denominator: Mapped[int | None] = column("ledger", BigInteger)
    rating: Mapped[int | None] = column("ledger", BigInteger)
    incident_id: Mapped[str | None] = column("ledger", String(80))
    until_on: Mapped[date | None] = column("ledger", Date)
    document_no: Mapped[str | None] = column("ledger", String(80))
    narrative: Mapped[str | None] = column("committed")
    second_officer: Mapped[str | None] = column("committed")
    entered_by: Mapped[str] = reference("holder.id")
    confirm: Mapped[str] = column("ledger", String(10))
    subject: Mapped[Subject] = relationship(lazy="joined")
    confirmation: Mapped[EventConfirmation | None] = relationship(
        primaryjoin="Event.id == EventConfirmation.event_id", lazy="joined", viewonly=True
    )
    withdrawal: Mapped[EventWithdrawal | None] = relationship(
        primaryjoin="Event.id == EventWithdrawal.event_id", lazy="joined", viewonly=True
    )
    correction: Mapped[Correction | None] = relationship(
        primaryjoin="and_(Event.id == Correction.event_id, Correction.refused_by.is_(None))",
        lazy="selectin",
        viewonly=True,
    )
    evidence: Mapped[list[Evidence]] = relationship(
        primaryjoin="Event.id == foreign(Evidence.owner_id)", lazy="selectin", viewonly=True
    )

    @property
    def state(self) -> str:
        """pending | counted | withdrawn | corrected: how the record stands."""
        if self.withdrawal:
            return "withdrawn"
        if self.correction and self.correction.confirmed_by:
            return "corrected"
        return "counted" if self.confirmation else "pending"


class EventConfirmation(Salted, Base):
    """认定: from here on the record counts, and from which day."""

    __tablename__ = "event_confirmation"
    __table_args__ = (
        CheckConstraint("confirmed_by <> entered_by or way = 'none'", name="two_persons"),
        CheckConstraint("way in ('none', 'review', 'notice')", name="way"),
    )

    event_id: Mapped[str] = reference("event.id", primary_key=True)
    counts_from: Mapped[date] = column("ledger", Date)
    way: Mapped[str] = column("ledger", String(10))
    entered_by: Mapped[str] = reference("holder.id")
    confirmed_by: Mapped[str] = reference("holder.id")
    decision_no: Mapped[str | None] = column("ledger", String(80))
    decided_on: Mapped[date | None] = column("ledger", Date)
    note: Mapped[str | None] = column("committed")
    entry_id: Mapped[str] = column("ledger", String(32), index=True)


class EventWithdrawal(Salted, Base):
    """An unconfirmed record taken back, or refused by the reviewer, with its reason."""

    __tablename__ = "event_withdrawal"

    event_id: Mapped[str] = reference("event.id", primary_key=True)
    by: Mapped[str] = reference("holder.id")
    refused: Mapped[bool] = column("ledger", default=False)
    reason: Mapped[str | None] = column("committed")
    entry_id: Mapped[str] = column("ledger", String(32), index=True)


class EventStep(Salted, Row, Base):
    """What a `notice` record goes through by hand: the notice, the party's reply, the answer to it.

    ``days``: how many working days a notice grants for the reply, from the day of its service.
    """

    __tablename__ = "event_step"
    __table_args__ = (
        CheckConstraint("kind in ('notice', 'reply', 'answer')", name="kind"),
        CheckConstraint("(kind = 'notice') = (days is not null)", name="notice_grants_days"),
    )

    event_id: Mapped[str] = reference("event.id", index=True)
    kind: Mapped[str] = column("ledger", String(10))
    on: Mapped[date] = column("ledger", Date)
    days: Mapped[int | None] = column("ledger")
    document_no: Mapped[str | None] = column("ledger", String(80))
    text: Mapped[str | None] = column("committed")
    by: Mapped[str] = reference("holder.id")
    on_behalf: Mapped[bool] = column("ledger", default=False)


class Correction(Salted, Row, Base):
    """A later fact that ends a confirmed one as wrong from the start; it acts when a second person agrees.

    Refused, or taken back by the one who asked, it leaves the record as it was; at most one is open.
    """

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("confirmed_by <> asked_by", name="two_persons"),
        CheckConstraint("confirmed_by is null or refused_by is null", name="one_answer"),
        Index(
            "uq_correction_standing",
            "event_id",
            unique=True,
            sqlite_where=text("refused_by IS NULL"),
            postgresql_where=text("refused_by IS NULL"),
        ),
    )

    event_id: Mapped[str] = reference("event.id", index=True)
    replacement_id: Mapped[str | None] = reference("event.id", index=True)
    reason: Mapped[str | None] = column("committed")
    asked_by: Mapped[str] = reference("holder.id")
    confirmed_by: Mapped[str | None] = reference("holder.id")
    confirmed_entry_id: Mapped[str | None] = column("ledger", String(32))
    refused_by: Mapped[str | None] = reference("holder.id")
    refusal: Mapped[str | None] = column("committed")
