"""Objections: what a party says against a record, a listing or its publicity, and how the office answers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, Salted, column, reference
from models.subject import Subject

GROUNDS = ("wrong", "missing", "too_long", "wrongly_listed", "not_mine")
"""What may be said: wrong, something left out, public too long, wrongly on a list, not of this party."""
OUTCOMES = ("upheld", "part", "rejected")
STEPS = ("accept", "forward", "finding", "extend", "pause", "resume")


def _among(name: str, codes: tuple[str, ...]) -> str:
    return f"{name} in (" + ", ".join(f"'{code}'" for code in codes) + ")"


def _one_open(name: str, where: str) -> Index:
    """One open objection to one thing, whoever files at the same moment."""
    condition = text(f'"end" IS NULL AND {where}')
    return Index(
        f"uq_objection_open_{name}",
        "event_id" if name == "event" else "listing_id",
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )


class Objection(Row, Base):
    """异议申诉: open until it is decided or withdrawn (``end``); its mark stands from ``marked_on``.

    Against a record (``event_id``) or a listing; ``publicity`` says that not the listing but its being
    public is disputed. ``received_on`` starts the clock; a paper also has the day of its postmark.
    ``office_id`` is in charge of what is disputed, and decides.
    """

    __tablename__ = "objection"
    __table_args__ = (
        CheckConstraint(_among("ground", GROUNDS), name="ground"),
        CheckConstraint(_among('"end"', (*OUTCOMES, "withdrawn")), name="end"),
        CheckConstraint("(event_id is null) <> (listing_id is null)", name="one_thing"),
        CheckConstraint("not publicity or listing_id is not null", name="publicity_of_a_listing"),
        CheckConstraint("posted_on <= received_on", name="posted_before_received"),
        CheckConstraint("received_on <= marked_on", name="received_before_marked"),
        CheckConstraint('("end" is null) = (ended_entry_id is null)', name="ended_by_an_entry"),
        _one_open("event", "event_id IS NOT NULL"),
        _one_open("listing", "listing_id IS NOT NULL"),
    )

    subject_id: Mapped[str] = reference("subject.id", index=True)
    scheme: Mapped[str] = column("ledger", String(60))
    event_id: Mapped[str | None] = reference("event.id", index=True)
    listing_id: Mapped[str | None] = reference("listing.id", index=True)
    list_code: Mapped[str | None] = column("ledger", String(60))
    publicity: Mapped[bool] = column("ledger", Boolean, default=False)
    ground: Mapped[str] = column("ledger", String(20))
    received_on: Mapped[date] = column("ledger", Date)
    posted_on: Mapped[date | None] = column("ledger", Date)
    marked_on: Mapped[date] = column("ledger", Date)
    filed_by: Mapped[str] = reference("holder.id")
    on_behalf: Mapped[bool] = column("ledger", Boolean, default=False)
    office_id: Mapped[str] = reference("office.id", index=True)
    end: Mapped[str | None] = column("ledger", String(10))
    ended_on: Mapped[date | None] = column("ledger", Date)
    ended_entry_id: Mapped[str | None] = column("ledger", String(32))
    subject: Mapped[Subject] = relationship(lazy="joined")
    points: Mapped[list[ObjectionPoint]] = relationship(
        order_by="ObjectionPoint.position", lazy="selectin"
    )
    steps: Mapped[list[ObjectionStep]] = relationship(
        order_by="ObjectionStep.position", lazy="selectin"
    )
    decisions: Mapped[list[ObjectionDecision]] = relationship(
        order_by="ObjectionDecision.decided_on", lazy="selectin"
    )


class ObjectionPoint(Salted, Row, Base):
    """One thing that the party says; every one of them is answered."""

    __tablename__ = "objection_point"
    __table_args__ = (UniqueConstraint("objection_id", "position"),)

    objection_id: Mapped[str] = reference("objection.id")
    position: Mapped[int] = column("ledger")
    text: Mapped[str | None] = column("committed")


class ObjectionStep(Salted, Row, Base):
    """What the office does before it decides: takes it up, has another unit check, waits for a test, extends.

    ``office_id`` is the unit that must check (forward); ``days`` are the working days added (extend).
    """

    __tablename__ = "objection_step"
    __table_args__ = (
        CheckConstraint(_among("kind", STEPS), name="kind"),
        CheckConstraint("(kind = 'forward') = (office_id is not null)", name="forwarded_to"),
        CheckConstraint("(kind = 'extend') = (days is not null)", name="extended_by"),
        UniqueConstraint("objection_id", "position"),
    )

    objection_id: Mapped[str] = reference("objection.id")
    position: Mapped[int] = column("ledger")
    kind: Mapped[str] = column("ledger", String(10))
    on: Mapped[date] = column("ledger", Date)
    office_id: Mapped[str | None] = reference("office.id")
    days: Mapped[int | None] = column("ledger")
    text: Mapped[str | None] = column("committed")
    by: Mapped[str] = reference("holder.id")


class ObjectionDecision(Salted, Row, Base):
    """The answer. Who decided and who typed are two fields, as with every decision.

    ``way`` is ``system`` (acts at once) or ``paper`` (acts when a second clerk has confirmed the scan; one
    typed wrongly is taken back before).
    """

    __tablename__ = "objection_decision"
    __table_args__ = (
        CheckConstraint(_among("outcome", OUTCOMES), name="outcome"),
        CheckConstraint("way in ('system', 'paper')", name="way"),
        CheckConstraint("way <> 'system' or typed_by = decided_by", name="decider_acts_himself"),
        CheckConstraint("confirmed_by <> typed_by", name="two_clerks"),
        CheckConstraint(
            "effective_entry_id is null or way = 'system' or confirmed_by is not null",
            name="second_person",
        ),
        CheckConstraint(
            "withdrawn_by is null or effective_entry_id is null", name="effective_stays"
        ),
        Index(
            "uq_objection_decision_one",
            "objection_id",
            unique=True,
            sqlite_where=text("withdrawn_by IS NULL"),
            postgresql_where=text("withdrawn_by IS NULL"),
        ),
    )

    objection_id: Mapped[str] = reference("objection.id", index=True)
    outcome: Mapped[str] = column("ledger", String(10))
    decided_by: Mapped[str] = reference("holder.id")
    decided_on: Mapped[date] = column("ledger", Date)
    way: Mapped[str] = column("ledger", String(10))
    typed_by: Mapped[str] = reference("holder.id")
    confirmed_by: Mapped[str | None] = reference("holder.id")
    withdrawn_by: Mapped[str | None] = reference("holder.id")
    effective_entry_id: Mapped[str | None] = column("ledger", String(32))
    document_no: Mapped[str | None] = column("ledger", String(80))
    reason: Mapped[str | None] = column("committed")
    answers: Mapped[list[ObjectionAnswer]] = relationship(
        order_by="ObjectionAnswer.position", lazy="selectin"
    )

    @property
    def waits(self) -> bool:
        """Typed from paper, and not yet held against its scan by a second clerk."""
        return self.effective_entry_id is None and self.withdrawn_by is None


class ObjectionAnswer(Salted, Row, Base):
    """What a decision says to one point: taken up or not, and why."""

    __tablename__ = "objection_answer"
    __table_args__ = (UniqueConstraint("decision_id", "position"),)

    decision_id: Mapped[str] = reference("objection_decision.id")
    point_id: Mapped[str] = reference("objection_point.id")
    position: Mapped[int] = column("ledger")
    taken_up: Mapped[bool] = column("ledger", Boolean)
    text: Mapped[str | None] = column("committed")
