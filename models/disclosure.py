"""What of a contractor's file was given to an office outside the department."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, String
from sqlalchemy.orm import Mapped

from models.base import Base, Row, column, reference


class Disclosure(Row, Base):
    """对外提供: to which office, what, on which day, on what basis; the contractor itself sees it.

    ``listing_id``: the public listing that was given, as to the credit platform; with ``tells_end`` the office
    outside was told that it is public no longer.
    """

    __tablename__ = "disclosure"
    __table_args__ = (
        CheckConstraint("length(recipient) > 0 and length(basis) > 0", name="to_whom_and_why"),
    )

    subject_id: Mapped[str] = reference("subject.id", index=True)
    listing_id: Mapped[str | None] = reference("listing.id", index=True)
    tells_end: Mapped[bool] = column("ledger", Boolean, default=False)
    recipient: Mapped[str] = column("ledger", String(120))
    what: Mapped[str] = column("ledger", String(400))
    basis: Mapped[str] = column("ledger", String(400))
    document_no: Mapped[str | None] = column("ledger", String(80))
    given_on: Mapped[date] = column("ledger", Date)
    office_id: Mapped[str] = reference("office.id")
    by: Mapped[str] = reference("holder.id")
