"""Exports: what left the department, with its filter, day and hash."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Mapped

from models.base import Base, Row, column, reference


class Export(Row, Base):
    """One file: ``filter`` is JSON of codes and days, ``known`` the ledger size that its rows rest on.

    With its rows sealed as a whole it also says: ``root`` and ``marks`` (verify/sealed_rows.py) over them, the
    ledger's root at ``known``, the hash of the leaflet beside it, and until when it may be relied on.
    """

    __tablename__ = "export"

    kind: Mapped[str] = column("ledger", String(40))
    format: Mapped[str] = column("ledger", String(10))
    filter: Mapped[str] = column("ledger")
    on: Mapped[date] = column("ledger", Date)
    known: Mapped[int] = column("ledger", Integer)
    rows: Mapped[int] = column("ledger", Integer)
    sha256: Mapped[str] = column("ledger", String(64))
    by: Mapped[str] = reference("holder.id")
    root: Mapped[str | None] = column("ledger", String(64))
    marks: Mapped[str | None] = column("ledger")
    known_root: Mapped[str | None] = column("ledger", String(64))
    leaflet_sha256: Mapped[str | None] = column("ledger", String(64))
    until_on: Mapped[date | None] = column("ledger", Date)
