"""Stored scores and proposals: derived, renewed when their day has come, never an input."""

from datetime import date

from sqlalchemy import BigInteger, Boolean, Date, Index, Integer, String
from sqlalchemy.orm import Mapped

from models.base import Base, column, reference


class Score(Base):
    """The settled score of one subject under one scheme; good until ``until_on`` (its next change)."""

    __tablename__ = "score"
    __table_args__ = (Index("ix_score_scheme_points", "scheme", "points"),)

    subject_id: Mapped[str] = reference("subject.id", "derived", primary_key=True)
    scheme: Mapped[str] = column("derived", String(60), primary_key=True)
    points: Mapped[int] = column("derived", BigInteger)
    grade: Mapped[str | None] = column("derived", String(40), index=True)
    unrated: Mapped[str | None] = column("derived", String(80))
    settled_on: Mapped[date] = column("free", Date)
    until_on: Mapped[date | None] = column("derived", Date, index=True)
    book_sha256: Mapped[str] = column("derived", String(64))
    ledger_size: Mapped[int] = column("free", Integer)


class MonthStanding(Base):
    """How many held a grade at the end of a month, as known when it was last reckoned; drawn, never read by rules."""

    __tablename__ = "month_standing"

    scheme: Mapped[str] = column("free", String(60), primary_key=True)
    on: Mapped[date] = column("free", Date, primary_key=True)
    grade: Mapped[str] = column("free", String(40), primary_key=True)
    count: Mapped[int] = column("free", Integer)


class Proposal(Base):
    """系统提示(拟列入): the rules propose, people decide."""

    __tablename__ = "proposal"

    subject_id: Mapped[str] = reference("subject.id", "derived", primary_key=True)
    scheme: Mapped[str] = column("derived", String(60), primary_key=True)
    list_code: Mapped[str] = column("derived", String(60), primary_key=True)
    from_on: Mapped[date] = column("derived", Date)
    until_on: Mapped[date | None] = column("derived", Date)


class RuleStay(Base):
    """A stay on an automatic list that the rules themselves make, in force on the day of the stored score.

    The register shows it when a person has confirmed it (``Listing`` by rule).
    """

    __tablename__ = "rule_stay"

    subject_id: Mapped[str] = reference("subject.id", "derived", primary_key=True)
    scheme: Mapped[str] = column("derived", String(60), primary_key=True)
    list_code: Mapped[str] = column("derived", String(60), primary_key=True)
    from_on: Mapped[date] = column("derived", Date)
    until_on: Mapped[date | None] = column("derived", Date)
    for_life: Mapped[bool] = column("derived", Boolean, default=False)
