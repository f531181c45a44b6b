"""Deputies, for whom an entry was written, and what one person handed over to another."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, Salted, column, reference

OPEN_KINDS = (
    "event",
    "event_reply",
    "correction",
    "rectification",
    "case",
    "case_reply",
    "refusal",
    "publication",
    "objection",
    "repair",
    "service",
    "extension",
    "round",
    "review",
    "paper",
    "ruleset",
    "draft",
    "template",
    "year",
)
"""What a person can have open: each is one kind of thing that goes over to another."""


class Deputy(Row, Base):
    """B角: who acts for whom, for which days and with which role; named by one person, agreed by another.

    ``until_on`` is the first day on which he no longer acts; ending it early moves that day.
    """

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("holder_id <> deputy_id", name="another_person"),
        CheckConstraint("agreed_by <> named_by", name="two_persons"),
        CheckConstraint("agreed_by <> deputy_id", name="agreed_by_another"),
        CheckConstraint("agreed_by is null or refused_by is null", name="one_answer"),
        CheckConstraint("until_on >= from_on", name="ends_after_beginning"),
    )

    holder_id: Mapped[str] = reference("holder.id", index=True)
    deputy_id: Mapped[str] = reference("holder.id", index=True)
    role: Mapped[str] = column("ledger", String(40))
    from_on: Mapped[date] = column("ledger", Date)
    until_on: Mapped[date] = column("ledger", Date)
    named_by: Mapped[str] = reference("holder.id")
    agreed_by: Mapped[str | None] = reference("holder.id")
    refused_by: Mapped[str | None] = reference("holder.id")
    ended_by: Mapped[str | None] = reference("holder.id")


class ActedFor(Base):
    """代: the entries that a deputy wrote, and for whom; both count in every rule of two persons."""

    __tablename__ = "acted_for"

    entry_id: Mapped[str] = column("ledger", String(32), primary_key=True)
    for_id: Mapped[str] = reference("holder.id")


class Handover(Salted, Row, Base):
    """工作交接: everything open of one person goes to another, with its reason and day."""

    __tablename__ = "handover"
    __table_args__ = (CheckConstraint("from_id <> to_id", name="another_person"),)

    from_id: Mapped[str] = reference("holder.id", index=True)
    to_id: Mapped[str] = reference("holder.id", index=True)
    on: Mapped[date] = column("ledger", Date)
    by: Mapped[str] = reference("holder.id")
    reason: Mapped[str | None] = column("committed")
    items: Mapped[list[HandoverItem]] = relationship(
        order_by="HandoverItem.position", lazy="selectin"
    )


class HandoverItem(Row, Base):
    """One thing that was handed over; ``kind`` is one of ``OPEN_KINDS``."""

    __tablename__ = "handover_item"
    __table_args__ = (
        CheckConstraint("kind in (" + ", ".join(f"'{k}'" for k in OPEN_KINDS) + ")", name="kind"),
    )

    handover_id: Mapped[str] = reference("handover.id", index=True)
    position: Mapped[int] = column("ledger")
    kind: Mapped[str] = column("ledger", String(20))
    item_id: Mapped[str] = column("ledger", String(32), index=True)
