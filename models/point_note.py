"""What the auditor noted on a point to look at, and the thresholds that were set for finding points."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped

from models.base import Base, Row, Salted, column, reference


class PointNote(Salted, Row, Base):
    """A point (疑点) was looked at and nothing was found: ``kind`` and ``about`` name the point.

    It answers what was there by then; what happens later makes the same point stand anew.
    """

    __tablename__ = "point_note"
    __table_args__ = (
        CheckConstraint("length(kind) > 0 and length(about) > 0", name="of_a_point"),
        Index("ix_point_note_about", "kind", "about"),
    )

    kind: Mapped[str] = column("ledger", String(20))
    about: Mapped[str] = column("ledger", String(140))
    by: Mapped[str] = reference("holder.id")
    text: Mapped[str | None] = column("committed")


class PointSetting(Salted, Row, Base):
    """A threshold as it was set one day, and what it was before; the latest of a code holds."""

    __tablename__ = "point_setting"

    code: Mapped[str] = column("ledger", String(40), index=True)
    value: Mapped[int] = column("ledger", Integer)
    before: Mapped[int] = column("ledger", Integer)
    by: Mapped[str] = reference("holder.id")
    reason: Mapped[str | None] = column("committed")
