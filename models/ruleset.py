"""Ruleset versions: proposed by one person, published by another, never edited; with what was handed in and seen."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, String, UniqueConstraint
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


class RulesetCover(Row, Base):
    """The cover sheet of a version, with its worked cases; the two opinions are evidence of the version."""

    __tablename__ = "ruleset_cover"

    ruleset_id: Mapped[str] = reference("ruleset_version.id", unique=True)
    title: Mapped[str] = column("ledger", String(200))
    document_no: Mapped[str] = column("ledger", String(80))
    office: Mapped[str] = column("ledger", String(120))
    drafted_on: Mapped[date] = column("ledger", Date)
    commented_on: Mapped[date] = column("ledger", Date)
    reviewed_on: Mapped[date] = column("ledger", Date)
    adopted_on: Mapped[date] = column("ledger", Date)
    issued_on: Mapped[date] = column("ledger", Date)
    effective_on: Mapped[date] = column("ledger", Date)
    expires_on: Mapped[date | None] = column("ledger", Date)
    cases: Mapped[str] = column("ledger")


class RulesetEffect(Row, Base):
    """What a person saw that a version would do to everybody when they proposed or published it.

    ``counts`` is JSON: subjects by grade before and after, and by list those who come and go.
    """

    __tablename__ = "ruleset_effect"
    __table_args__ = (UniqueConstraint("ruleset_id", "moment"),)

    ruleset_id: Mapped[str] = reference("ruleset_version.id")
    moment: Mapped[str] = column("ledger", String(10))
    seen_by: Mapped[str] = reference("holder.id")
    on: Mapped[date] = column("ledger", Date)
    sha256: Mapped[str] = column("ledger", String(64))
    subjects: Mapped[int] = column("ledger")
    moved: Mapped[int] = column("ledger")
    listed: Mapped[int] = column("ledger")
    acknowledged: Mapped[bool] = column("ledger", Boolean)
    counts: Mapped[str] = column("ledger")
