"""Cases, the decisions they end in, listings, and what makes a listing public."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, Salted, column, reference
from models.subject import Subject

# Levels of law on which a public list may rest (State Council Office [2020] 49).
LEVELS = ("law", "administrative_regulation", "central_policy", "local_regulation")

_FIRST_DECISION = text("action IN ('enter', 'refuse') AND withdrawn_by IS NULL")


class Case(Salted, Row, Base):
    """名单认定事项: from a proposal (of the rules or of a person) to a decision."""

    __tablename__ = "list_case"
    __table_args__ = (CheckConstraint("origin in ('rule', 'person')", name="origin"),)

    subject_id: Mapped[str] = reference("subject.id", index=True)
    scheme: Mapped[str] = column("ledger", String(60))
    list_code: Mapped[str] = column("ledger", String(60))
    origin: Mapped[str] = column("ledger", String(10))
    opened_on: Mapped[date] = column("ledger", Date)
    opened_by: Mapped[str] = reference("holder.id")
    office_id: Mapped[str] = reference("office.id")
    grounds: Mapped[str | None] = column("committed")
    subject: Mapped[Subject] = relationship(lazy="joined")
    steps: Mapped[list[CaseStep]] = relationship(order_by="CaseStep.position", lazy="selectin")
    decisions: Mapped[list[ListDecision]] = relationship(
        order_by="ListDecision.decided_on", lazy="selectin"
    )


class CaseStep(Salted, Row, Base):
    """A paper in the case: prior notice, statement and defence, waiver, answer."""

    __tablename__ = "case_step"
    __table_args__ = (
        CheckConstraint("kind in ('notice', 'reply', 'waiver', 'answer')", name="kind"),
        CheckConstraint('due_on > "on"', name="time_to_reply"),
        UniqueConstraint("case_id", "position"),
    )

    case_id: Mapped[str] = reference("list_case.id")
    position: Mapped[int] = column("ledger")
    kind: Mapped[str] = column("ledger", String(10))
    on: Mapped[date] = column("ledger", Date)
    due_on: Mapped[date | None] = column("ledger", Date)
    way: Mapped[str | None] = column("ledger", String(20))
    document_no: Mapped[str | None] = column("ledger", String(80))
    text: Mapped[str | None] = column("committed")
    typed_by: Mapped[str] = reference("holder.id")
    on_behalf: Mapped[bool] = column("ledger", Boolean, default=False)


class ListDecision(Salted, Row, Base):
    """A dated decision by people. Who decided and who typed are two fields.

    ``way`` is ``system`` (the decider acts here himself) or ``paper`` (a clerk types the signed form; it
    takes effect when a second clerk has confirmed the scan: ``confirmed_by``; one that was typed wrongly
    is taken back before: ``withdrawn_by``). A case is decided once: entered or refused.
    """

    __tablename__ = "list_decision"
    __table_args__ = (
        CheckConstraint(
            "action in ('enter', 'refuse', 'leave', 'annul', 'stay', 'extend')", name="action"
        ),
        CheckConstraint("way in ('system', 'paper')", name="way"),
        CheckConstraint("decided_by <> proposed_by", name="decider_is_not_proposer"),
        CheckConstraint("confirmed_by <> typed_by", name="two_clerks"),
        CheckConstraint("way <> 'system' or typed_by = decided_by", name="decider_acts_himself"),
        CheckConstraint(
            "effective_entry_id is null or confirmed_by is not null"
            " or (way = 'system' and action in ('enter', 'refuse'))",
            name="second_person",
        ),
        CheckConstraint(
            "withdrawn_by is null or effective_entry_id is null", name="effective_stays"
        ),
        CheckConstraint("action <> 'enter' or from_on is not null", name="enter_has_a_day"),
        CheckConstraint("until_on > from_on", name="ends_after_beginning"),
        Index(
            "uq_list_decision_first",
            "case_id",
            unique=True,
            sqlite_where=_FIRST_DECISION,
            postgresql_where=_FIRST_DECISION,
        ),
        Index("ix_list_decision_subject", "subject_id", "scheme", "list_code"),
    )

    case_id: Mapped[str] = reference("list_case.id", index=True)
    subject_id: Mapped[str] = reference("subject.id")
    scheme: Mapped[str] = column("ledger", String(60))
    list_code: Mapped[str] = column("ledger", String(60))
    action: Mapped[str] = column("ledger", String(10))
    from_on: Mapped[date | None] = column("ledger", Date)
    until_on: Mapped[date | None] = column("ledger", Date)
    for_life: Mapped[bool] = column("ledger", Boolean, default=False)
    proposed_by: Mapped[str] = reference("holder.id")
    decided_by: Mapped[str] = reference("holder.id")
    decided_on: Mapped[date] = column("ledger", Date)
    way: Mapped[str] = column("ledger", String(10))
    typed_by: Mapped[str] = reference("holder.id")
    confirmed_by: Mapped[str | None] = reference("holder.id")
    withdrawn_by: Mapped[str | None] = reference("holder.id")
    effective_entry_id: Mapped[str | None] = column("ledger", String(32))
    document_no: Mapped[str | None] = column("ledger", String(80))
    reason: Mapped[str | None] = column("committed")

    @property
    def acts_at_once(self) -> bool:
        """A first decision taken here: whoever opened the case is its other person.

        A change of a listing binds anew and needs a second person of its own, as a typed paper does.
        """
        return self.way == "system" and self.action in ("enter", "refuse")

    @property
    def waits(self) -> bool:
        """Not yet confirmed by a second person: typed from paper, or a change of a listing."""
        return self.effective_entry_id is None and self.withdrawn_by is None


class Listing(Row, Base):
    """列入: one stay on one list, from a day (included) to a day (excluded).

    It ends by the clock or by a decision (``end``: leave, annul, or replaced by a later entry). One that
    was annulled never stood: it ends on the day on which it began.
    """

    __tablename__ = "listing"
    __table_args__ = (
        Index("ix_listing_list", "scheme", "list_code", "from_on"),
        CheckConstraint("\"end\" in ('leave', 'annul', 'replaced')", name="end"),
        CheckConstraint("until_on >= from_on", name="ends_after_beginning"),
        CheckConstraint("\"end\" <> 'annul' or until_on = from_on", name="annulled_never_stood"),
    )

    case_id: Mapped[str] = reference("list_case.id", unique=True)
    decision_id: Mapped[str] = reference("list_decision.id")
    subject_id: Mapped[str] = reference("subject.id", index=True)
    scheme: Mapped[str] = column("ledger", String(60))
    list_code: Mapped[str] = column("ledger", String(60))
    from_on: Mapped[date] = column("ledger", Date)
    until_on: Mapped[date | None] = column("ledger", Date)
    for_life: Mapped[bool] = column("ledger", Boolean, default=False)
    end: Mapped[str | None] = column("ledger", String(10))
    subject: Mapped[Subject] = relationship(lazy="joined")
    publications: Mapped[list[Publication]] = relationship(
        order_by="Publication.from_on", lazy="selectin"
    )


class Publication(Row, Base):
    """What makes an internal listing public: its legal basis, asked by one person, agreed by another."""

    __tablename__ = "publication"
    __table_args__ = (
        CheckConstraint("agreed_by <> asked_by", name="two_persons"),
        CheckConstraint("agreed_by is null or refused_by is null", name="one_answer"),
        CheckConstraint(
            "basis_level in (" + ", ".join(f"'{level}'" for level in LEVELS) + ")",
            name="level_of_law",
        ),
        CheckConstraint(
            "length(basis_title) > 0 and length(basis_number) > 0 and length(basis_article) > 0",
            name="basis_in_full",
        ),
        CheckConstraint("until_on > from_on", name="ends_after_beginning"),
    )

    listing_id: Mapped[str] = reference("listing.id", index=True)
    basis_title: Mapped[str] = column("ledger")
    basis_number: Mapped[str] = column("ledger", String(80))
    basis_article: Mapped[str] = column("ledger", String(80))
    basis_level: Mapped[str] = column("ledger", String(40))
    from_on: Mapped[date] = column("ledger", Date)
    until_on: Mapped[date] = column("ledger", Date)
    asked_by: Mapped[str] = reference("holder.id")
    agreed_by: Mapped[str | None] = reference("holder.id")
    refused_by: Mapped[str | None] = reference("holder.id")
    ended_on: Mapped[date | None] = column("ledger", Date)

    def runs_on(self, day: date) -> bool:
        """Whether the listing is public on this day, as far as its publication goes."""
        agreed = self.agreed_by is not None and self.ended_on is None
        return agreed and self.from_on <= day < self.until_on
