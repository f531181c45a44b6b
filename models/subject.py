"""Whoever is scored: contractors and persons, their names over time, relations and successions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, Salted, column, reference


class Subject(Salted, Row, Base):
    __tablename__ = "subject"
    __table_args__ = (
        CheckConstraint("kind in ('contractor', 'person')", name="kind"),
        CheckConstraint("head_id <> id", name="head_is_another"),
    )

    kind: Mapped[str] = column("ledger", String(10))
    legal_form: Mapped[str] = column("ledger", String(20))
    code: Mapped[str | None] = column("ledger", String(18), unique=True)
    code_reason: Mapped[str | None] = column("committed")
    practice_no: Mapped[str | None] = column("ledger", String(40), unique=True)
    home_region: Mapped[str] = column("ledger", String(6), index=True)
    business: Mapped[str] = column("ledger", String(80))
    head_id: Mapped[str | None] = reference("subject.id")
    file_opened_on: Mapped[date] = column("ledger", Date)
    closed_on: Mapped[date | None] = column("ledger", Date)
    version: Mapped[int] = column("free", Integer, default=1)
    names: Mapped[list[SubjectName]] = relationship(
        back_populates="subject",
        order_by="SubjectName.from_on, SubjectName.position",
        lazy="selectin",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class

    def name_on(self, day: date) -> str:
        """The name borne on a day: documents keep the name of their day."""
        return name_of_day([(n.from_on, n.name) for n in self.names], day)

    @property
    def name(self) -> str:
        return (self.names[-1].name or "") if self.names else ""


class SubjectName(Salted, Row, Base):
    """A dated name; the folded forms are what search looks at.

    ``short`` holds the name without region and legal form, and its initials, each after a blank.
    A later name from the same day corrects the one before it. ``latest`` marks the name borne now.
    """

    __tablename__ = "subject_name"
    __table_args__ = (Index("ix_subject_name_subject", "subject_id", "from_on"),)

    subject_id: Mapped[str] = reference("subject.id")
    name: Mapped[str | None] = column("committed")
    from_on: Mapped[date] = column("ledger", Date)
    position: Mapped[int] = column("ledger", Integer, default=0)
    latest: Mapped[bool] = column("ledger", Boolean, default=True)
    folded: Mapped[str | None] = column("derived", index=True)
    initials: Mapped[str | None] = column("derived", index=True)
    short: Mapped[str | None] = column("derived")
    sound: Mapped[str | None] = column("derived", index=True)
    subject: Mapped[Subject] = relationship(back_populates="names")


def name_of_day(names: Sequence[tuple[date, str | None]], day: date) -> str:
    """Of names with their first days, in the order of ``Subject.names``, the one borne on a day; before
    the first of them that one.
    """
    borne = [name for from_on, name in names if from_on <= day] or [name for _, name in names[:1]]
    return (borne[-1] or "") if borne else ""


class SubjectContact(Salted, Row, Base):
    """Registered address and telephone as they were recorded; ``latest`` marks those of now."""

    __tablename__ = "subject_contact"

    subject_id: Mapped[str] = reference("subject.id", index=True)
    latest: Mapped[bool] = column("ledger", Boolean, default=True)
    address: Mapped[str | None] = column("committed")
    telephone: Mapped[str | None] = column("committed")


class PersonIdentity(Base):
    """A person's identity number, encrypted with the installation's secret; on no page.

    The keyed fingerprint tells only that two numbers are the same.
    """

    __tablename__ = "person_identity"

    subject_id: Mapped[str] = reference("subject.id", "free", primary_key=True)
    sealed: Mapped[bytes] = column("free", LargeBinary)
    fingerprint: Mapped[str] = column("free", String(64), unique=True)


class Relation(Salted, Row, Base):
    """Key persons and related parties, from a day to a day."""

    __tablename__ = "relation"

    subject_id: Mapped[str] = reference("subject.id", index=True)
    other_id: Mapped[str | None] = reference("subject.id", index=True)
    kind: Mapped[str] = column("ledger", String(30))
    person_name: Mapped[str | None] = column("committed", index=True)
    from_on: Mapped[date] = column("ledger", Date)
    until_on: Mapped[date | None] = column("ledger", Date)


class Succession(Salted, Row, Base):
    """Merger, division or deregistration: a dated step with its paper.

    ``survives``: a division after which the divided body itself lives on.
    """

    __tablename__ = "succession"
    __table_args__ = (
        CheckConstraint("kind in ('merger', 'division', 'deregistration')", name="kind"),
    )

    kind: Mapped[str] = column("ledger", String(20))
    subject_id: Mapped[str] = reference("subject.id", index=True)
    successor_id: Mapped[str | None] = reference("subject.id", index=True)
    on: Mapped[date] = column("ledger", Date)
    document_no: Mapped[str] = column("ledger", String(80))
    survives: Mapped[bool] = column("ledger", Boolean, default=False)
    note: Mapped[str | None] = column("committed")
