"""Query slips: what somebody asked the public register, and which listings answered."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, Salted, column, reference

HOW = ("code", "name", "former", "alike")
"""How a firm came into an answer: by its code, its name, a name it bore, or for a name like one asked."""


class QuerySlip(Row, Base):
    """查询单, the ``position``-th of its day; its moment is that of its entry.

    ``id`` is the one-time key of the form, and its beginning the code by which the slip is verified.
    ``lists``: the lists asked, as scheme/list, apart by blanks. ``by`` is empty for whoever was not signed in.
    """

    __tablename__ = "query_slip"
    __table_args__ = (UniqueConstraint("on", "position"),)

    on: Mapped[date] = column("ledger", Date)
    position: Mapped[int] = column("ledger", Integer)
    lists: Mapped[str] = column("ledger")
    by: Mapped[str | None] = reference("holder.id")
    lines: Mapped[list[SlipLine]] = relationship(order_by="SlipLine.position", lazy="selectin")


class SlipLine(Salted, Row, Base):
    """One firm that was asked about, as it was typed; lines of one ``bidder`` are a consortium."""

    __tablename__ = "slip_line"

    slip_id: Mapped[str] = reference("query_slip.id", index=True)
    position: Mapped[int] = column("ledger", Integer)
    bidder: Mapped[int] = column("ledger", Integer)
    asked: Mapped[str | None] = column("committed")
    firms: Mapped[list[SlipFirm]] = relationship(order_by="SlipFirm.position", lazy="selectin")


class SlipFirm(Row, Base):
    """A subject of an answer, with one listing of it that was public then; without one, none was."""

    __tablename__ = "slip_firm"
    __table_args__ = (
        CheckConstraint(f"how in {HOW!r}", name="how"),
        CheckConstraint("how <> 'alike' or listing_id is not null", name="alike_is_listed"),
    )

    line_id: Mapped[str] = reference("slip_line.id", index=True)
    position: Mapped[int] = column("ledger", Integer)
    subject_id: Mapped[str] = reference("subject.id")
    how: Mapped[str] = column("ledger", String(10))
    listing_id: Mapped[str | None] = reference("listing.id")
