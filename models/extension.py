"""Longer time for the department: asked for before the end, granted by another person, once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, Index, Integer, String, text
from sqlalchemy.orm import Mapped

from models.base import Base, Row, Salted, column, reference

_NOT_REFUSED = text("state <> 'refused'")


class Extension(Salted, Row, Base):
    """``n`` units more for the deadline ``code`` of one business (kind and id), whose last day was ``due_on``."""

    __tablename__ = "extension"
    __table_args__ = (
        CheckConstraint("state in ('asked', 'granted', 'refused')", name="state"),
        CheckConstraint("decided_by <> asked_by", name="two_persons"),
        CheckConstraint("asked_on <= due_on", name="asked_before_the_end"),
        CheckConstraint("n > 0", name="longer"),
        Index(
            "uq_extension_once",
            "code",
            "business_id",
            unique=True,
            sqlite_where=_NOT_REFUSED,
            postgresql_where=_NOT_REFUSED,
        ),
    )

    code: Mapped[str] = column("ledger", String(40))
    business: Mapped[str] = column("ledger", String(20))
    business_id: Mapped[str] = column("ledger", String(32))
    subject_id: Mapped[str] = reference("subject.id")
    due_on: Mapped[date] = column("ledger", Date)
    n: Mapped[int] = column("ledger", Integer)
    reason: Mapped[str | None] = column("committed")
    state: Mapped[str] = column("ledger", String(10))
    asked_by: Mapped[str] = reference("holder.id")
    asked_on: Mapped[date] = column("ledger", Date)
    decided_by: Mapped[str | None] = reference("holder.id")
    decided_on: Mapped[date | None] = column("ledger", Date)
