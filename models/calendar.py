"""The arrangement of a year's holidays: handed in by one person, agreed to by another, replaced by a later one."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, Integer, String
from sqlalchemy.orm import Mapped

from models.base import Base, Row, column, reference


class CalendarYear(Row, Base):
    """``rest`` and ``worked`` are JSON lists of days: off work, and weekend days that are worked.

    ``state`` is proposed, loaded or refused; what came with the product was agreed to by nobody.
    """

    __tablename__ = "calendar_year"
    __table_args__ = (
        CheckConstraint("decided_by <> proposed_by", name="two_persons"),
        CheckConstraint("state IN ('proposed', 'loaded', 'refused')", name="state"),
    )

    year: Mapped[int] = column("ledger", Integer, index=True)
    document_no: Mapped[str] = column("ledger", String(80))
    issued_on: Mapped[date] = column("ledger", Date)
    rest: Mapped[str] = column("ledger")
    worked: Mapped[str] = column("ledger")
    state: Mapped[str] = column("ledger", String(10))
    proposed_by: Mapped[str | None] = reference("holder.id")
    proposed_on: Mapped[date] = column("ledger", Date)
    decided_by: Mapped[str | None] = reference("holder.id")
    decided_on: Mapped[date | None] = column("ledger", Date)
    loaded_entry_id: Mapped[str | None] = column("ledger", String(32), index=True)
