"""Programmes, their dated stages, and who does what where."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, Integer, String
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, column, reference


class Programme(Row, Base):
    __tablename__ = "programme"

    name_zh: Mapped[str] = column("ledger")
    name_en: Mapped[str] = column("ledger")
    scheme: Mapped[str] = column("ledger", String(60))
    from_on: Mapped[date] = column("ledger", Date)
    stages: Mapped[list[Stage]] = relationship(order_by="Stage.position", lazy="selectin")


class Stage(Row, Base):
    __tablename__ = "stage"

    programme_id: Mapped[str] = reference("programme.id", index=True)
    position: Mapped[int] = column("ledger", Integer)
    name_zh: Mapped[str] = column("ledger")
    name_en: Mapped[str] = column("ledger")
    due_on: Mapped[date] = column("ledger", Date)


class Assignment(Row, Base):
    """任务分工; a consortium is several assignments under one number, one of them the leader's."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("part in ('sole', 'leader', 'member')", name="part"),
        CheckConstraint("(until_on is null) = (end_ground is null)", name="ends_for_a_reason"),
        CheckConstraint("end_ground in ('finished', 'agreed', 'disqualified')", name="end_ground"),
    )

    programme_id: Mapped[str] = reference("programme.id", index=True)
    subject_id: Mapped[str] = reference("subject.id", index=True)
    region: Mapped[str] = column("ledger", String(6))
    part: Mapped[str] = column("ledger", String(10))
    consortium: Mapped[str | None] = column("ledger", String(32))
    from_on: Mapped[date] = column("ledger", Date)
    until_on: Mapped[date | None] = column("ledger", Date)
    end_ground: Mapped[str | None] = column("ledger", String(12))
