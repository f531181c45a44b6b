"""Rectification of a record, and credit repair: applications, their papers and the decisions on them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, Index, String, text
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, Salted, column, reference
from models.event import Event
from models.office import Office
from models.subject import Subject

CHANNELS = ("credit_china", "window", "portal")
"""Where an application came in: the platform 信用中国, the office's own window, this portal."""

_STANDS = text("refused_by IS NULL")
_FIRST = text("action IN ('grant', 'refuse') AND withdrawn_by IS NULL")
_REVOKED = text("action = 'revoke' AND withdrawn_by IS NULL")


class Rectification(Salted, Row, Base):
    """整改: what the party did about a record, handed in with proof; it counts when a second person accepts."""

    __tablename__ = "rectification"
    __table_args__ = (
        CheckConstraint("accepted_by <> typed_by", name="two_persons"),
        CheckConstraint("accepted_by is null or refused_by is null", name="one_answer"),
        Index(
            "uq_rectification_standing",
            "event_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    event_id: Mapped[str] = reference("event.id", index=True)
    on: Mapped[date] = column("ledger", Date)
    handed_in_on: Mapped[date] = column("ledger", Date)
    typed_by: Mapped[str] = reference("holder.id")
    on_behalf: Mapped[bool] = column("ledger", Boolean, default=False)
    text: Mapped[str | None] = column("committed")
    accepted_by: Mapped[str | None] = reference("holder.id")
    accepted_entry_id: Mapped[str | None] = column("ledger", String(32), index=True)
    refused_by: Mapped[str | None] = reference("holder.id")
    answer: Mapped[str | None] = column("committed")
    event: Mapped[Event] = relationship(lazy="joined")

    @property
    def state(self) -> str:
        """waiting | accepted | refused."""
        if self.refused_by is not None:
            return "refused"
        return "accepted" if self.accepted_by is not None else "waiting"


class Repair(Salted, Row, Base):
    """信用修复申请: one application of one subject under one scheme, for one or several things."""

    __tablename__ = "repair"
    __table_args__ = (
        CheckConstraint(
            "channel in (" + ", ".join(f"'{channel}'" for channel in CHANNELS) + ")",
            name="channel",
        ),
    )

    subject_id: Mapped[str] = reference("subject.id", index=True)
    scheme: Mapped[str] = column("ledger", String(60))
    office_id: Mapped[str] = reference("office.id", index=True)
    channel: Mapped[str] = column("ledger", String(20))
    received_on: Mapped[date] = column("ledger", Date)
    reference_no: Mapped[str | None] = column("ledger", String(80))
    asked_by: Mapped[str] = reference("holder.id")
    on_behalf: Mapped[bool] = column("ledger", Boolean, default=False)
    duties: Mapped[str | None] = column("committed")
    given_up_on: Mapped[date | None] = column("ledger", Date)
    subject: Mapped[Subject] = relationship(lazy="joined")
    office: Mapped[Office] = relationship(lazy="joined")
    items: Mapped[list[RepairItem]] = relationship(order_by="RepairItem.position", lazy="selectin")
    papers: Mapped[list[RepairPaper]] = relationship(
        order_by="RepairPaper.position", lazy="selectin"
    )
    decisions: Mapped[list[RepairDecision]] = relationship(
        order_by="RepairDecision.position", lazy="selectin"
    )

    def decided(self, *actions: str) -> RepairDecision | None:
        """The decision of one of these kinds that has taken effect."""
        acting = (d for d in self.decisions if d.effective_entry_id is not None)
        return next((d for d in acting if d.action in actions), None)

    @property
    def waiting(self) -> RepairDecision | None:
        """The decision that waits for its second clerk."""
        return next((d for d in self.decisions if d.waits), None)

    @property
    def stands(self) -> bool:
        """Whether it was granted and not revoked."""
        return self.decided("grant") is not None and self.decided("revoke") is None

    @property
    def unserved_revocation(self) -> RepairDecision | None:
        """A revocation that binds the office and takes effect when it is served."""
        bound = (d for d in self.decisions if not d.waits and d.withdrawn_by is None)
        return next(
            (d for d in bound if d.action == "revoke" and d.effective_entry_id is None), None
        )

    @property
    def is_open(self) -> bool:
        """Neither decided nor given up."""
        return self.given_up_on is None and self.decided("grant", "refuse") is None


class RepairItem(Row, Base):
    """One thing that repair is asked for, with the norm and the days that were computed when it was filed.

    ``until_on`` is the exclusive end that it then had (None: a record, or no end known).
    """

    __tablename__ = "repair_item"
    __table_args__ = (
        CheckConstraint(
            "(case when event_id is null then 0 else 1 end)"
            " + (case when listing_id is null then 0 else 1 end)"
            " + (case when publication_id is null then 0 else 1 end) = 1",
            name="one_thing",
        ),
    )

    repair_id: Mapped[str] = reference("repair.id", index=True)
    position: Mapped[int] = column("ledger")
    event_id: Mapped[str | None] = reference("event.id", index=True)
    listing_id: Mapped[str | None] = reference("listing.id", index=True)
    publication_id: Mapped[str | None] = reference("publication.id", index=True)
    norm: Mapped[str] = column("ledger", String(40))
    severity: Mapped[str] = column("ledger", String(20))
    determined_on: Mapped[date] = column("ledger", Date)
    possible_from: Mapped[date] = column("ledger", Date)
    stops_on: Mapped[date | None] = column("ledger", Date)
    until_on: Mapped[date | None] = column("ledger", Date)


class RepairPaper(Salted, Row, Base):
    """A paper in a repair: what the office found on checking it; and before it is revoked the notice, the
    party's statement, waiver or request for a hearing, the hearing (``held_on``: its day), and the answer."""

    __tablename__ = "repair_paper"
    __table_args__ = (
        CheckConstraint(
            "kind in ('examination', 'notice', 'reply', 'waiver', 'hearing_request',"
            " 'hearing_notice', 'hearing_record', 'answer')",
            name="kind",
        ),
        Index("uq_repair_paper_position", "repair_id", "position", unique=True),
    )

    repair_id: Mapped[str] = reference("repair.id")
    position: Mapped[int] = column("ledger")
    kind: Mapped[str] = column("ledger", String(16))
    on: Mapped[date] = column("ledger", Date)
    held_on: Mapped[date | None] = column("ledger", Date)
    document_no: Mapped[str | None] = column("ledger", String(80))
    text: Mapped[str | None] = column("committed")
    typed_by: Mapped[str] = reference("holder.id")
    on_behalf: Mapped[bool] = column("ledger", Boolean, default=False)


class RepairDecision(Salted, Row, Base):
    """A decision on a repair: granted, refused, or revoked as got by false pleading.

    Who decided and who typed are two fields; ``proposed_by`` checked the application (grant, refuse) or
    gave the notice (revoke) and is another person than the decider. A revocation takes effect when it is
    served, the others when they bind. ``from_on`` is the first day on which it acts, ``list_code`` the list
    that the party leaves (grant) or is put back on (revoke) until ``until_on`` (exclusive; None: no end
    known).
    """

    __tablename__ = "repair_decision"
    __table_args__ = (
        CheckConstraint("action in ('grant', 'refuse', 'revoke')", name="action"),
        CheckConstraint("way in ('system', 'paper')", name="way"),
        CheckConstraint("decided_by <> proposed_by", name="decider_is_not_proposer"),
        CheckConstraint("confirmed_by <> typed_by", name="two_clerks"),
        CheckConstraint("way <> 'system' or typed_by = decided_by", name="decider_acts_himself"),
        CheckConstraint(
            "effective_entry_id is null or way = 'system' or confirmed_by is not null",
            name="second_person",
        ),
        CheckConstraint(
            "withdrawn_by is null or effective_entry_id is null", name="effective_stays"
        ),
        Index(
            "uq_repair_decision_first",
            "repair_id",
            unique=True,
            sqlite_where=_FIRST,
            postgresql_where=_FIRST,
        ),
        Index(
            "uq_repair_decision_revoked",
            "repair_id",
            unique=True,
            sqlite_where=_REVOKED,
            postgresql_where=_REVOKED,
        ),
        Index("ix_repair_decision_subject", "subject_id", "scheme"),
    )

    repair_id: Mapped[str] = reference("repair.id", index=True)
    position: Mapped[int] = column("ledger")
    subject_id: Mapped[str] = reference("subject.id")
    scheme: Mapped[str] = column("ledger", String(60))
    action: Mapped[str] = column("ledger", String(10))
    proposed_by: Mapped[str] = reference("holder.id")
    decided_by: Mapped[str] = reference("holder.id")
    decided_on: Mapped[date] = column("ledger", Date)
    way: Mapped[str] = column("ledger", String(10))
    typed_by: Mapped[str] = reference("holder.id")
    confirmed_by: Mapped[str | None] = reference("holder.id")
    withdrawn_by: Mapped[str | None] = reference("holder.id")
    effective_entry_id: Mapped[str | None] = column("ledger", String(32), index=True)
    document_no: Mapped[str | None] = column("ledger", String(80))
    reason: Mapped[str | None] = column("committed")
    list_code: Mapped[str | None] = column("ledger", String(60))
    from_on: Mapped[date | None] = column("ledger", Date)
    until_on: Mapped[date | None] = column("ledger", Date)

    @property
    def waits(self) -> bool:
        """Typed from paper and not yet confirmed by a second clerk."""
        return self.way == "paper" and self.confirmed_by is None and self.withdrawn_by is None

    @property
    def acts_at_once(self) -> bool:
        """It takes effect as soon as it binds; a revocation waits for its service."""
        return self.action != "revoke" and not self.waits and self.withdrawn_by is None
