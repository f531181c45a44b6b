"""Ruleset versions: proposed by one person, published by another, never edited."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.base import Base, Row, column, reference


class RulesetVersion(Row, Base):
    __tablename__ = "ruleset_version"
    __table_args__ = (
        CheckConstraint("published_by <> proposed_by", name="two_persons"),
        UniqueConstraint("scheme", "version", "entry_id"),
    )

    scheme: Mapped[str] = column("ledger", String(60), index=True)
    version: Mapped[str] = column("ledger", String(40))
    effective_from: Mapped[date] = column("ledger", Date)
    text: Mapped[str] = column("ledger")
    sha256: Mapped[str] = column("ledger", String(64))
    state: Mapped[str] = column("ledger", String(10))
    proposed_by: Mapped[str | None] = reference("holder.id")
    published_by: Mapped[str | None] = reference("holder.id")
    published_entry_id: Mapped[str | None] = column("ledger", String(32))
