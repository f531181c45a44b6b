"""Proposals as they were made known, with their answers; what a person confirmed or dismissed of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, Index, String, text
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, Salted, column, reference
from models.subject import Subject

_OPEN = text("gone_on IS NULL")
_BY_RULE = text("gone_on IS NULL AND cause_id IS NULL")
_STANDS = text("withdrawn_by IS NULL")


class KnownProposal(Row, Base):
    """系统提示 as it was made known: the day from which its answer is counted, and whether it still stands.

    A proposal itself is reckoned anew with every score and remembers no birthday; this row does. ``origin``
    is ``rule`` (a condition of the list holds from ``from_on``), ``affiliate`` (the listing ``cause_id`` bears
    on the subject through ``ties``, ids of relations, until ``until_on``) or ``annul`` (the listing
    ``cause_id`` was made by rule from records that were put right since). When the condition is no longer
    true it is ``gone_on`` a day; true again, it is another proposal. ``case_id`` took it up.
    """

    __tablename__ = "known_proposal"
    __table_args__ = (
        CheckConstraint("origin in ('rule', 'affiliate', 'annul')", name="origin"),
        CheckConstraint("(origin = 'rule') = (cause_id is null)", name="its_cause"),
        CheckConstraint("gone_on >= known_on", name="gone_after_known"),
        Index(
            "uq_known_proposal_by_rule",
            "subject_id",
            "scheme",
            "list_code",
            unique=True,
            sqlite_where=_BY_RULE,
            postgresql_where=_BY_RULE,
        ),
        Index(
            "uq_known_proposal_by_cause",
            "subject_id",
            "list_code",
            "origin",
            "cause_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    subject_id: Mapped[str] = reference("subject.id")
    scheme: Mapped[str] = column("ledger", String(60))
    list_code: Mapped[str] = column("ledger", String(60))
    origin: Mapped[str] = column("ledger", String(10))
    from_on: Mapped[date] = column("ledger", Date)
    until_on: Mapped[date | None] = column("ledger", Date)
    cause_id: Mapped[str | None] = reference("listing.id")
    how: Mapped[str | None] = column("ledger", String(30))
    ties: Mapped[str | None] = column("ledger", String(200))
    known_on: Mapped[date] = column("ledger", Date)
    gone_on: Mapped[date | None] = column("ledger", Date)
    case_id: Mapped[str | None] = reference("list_case.id")
    subject: Mapped[Subject] = relationship(lazy="joined")
    refusals: Mapped[list[ProposalRefusal]] = relationship(
        order_by="ProposalRefusal.declined_on", lazy="selectin"
    )

    @property
    def refusal(self) -> ProposalRefusal | None:
        """The one that was not taken back."""
        return next((one for one in self.refusals if one.withdrawn_by is None), None)

    @property
    def answered(self) -> bool:
        """By a case, or by a refusal that needs no other person any more."""
        return self.case_id is not None or (self.refusal is not None and self.refusal.stands)


class ProposalRefusal(Salted, Row, Base):
    """不启动: no case is opened on a proposal; the grounds are signed.

    On a serious list a second person signs too; one that was signed by one person alone may be taken back.
    """

    __tablename__ = "proposal_refusal"
    __table_args__ = (
        CheckConstraint("confirmed_by <> declined_by", name="two_persons"),
        CheckConstraint(
            "withdrawn_by is null or confirmed_by is null", name="what_stands_is_not_taken_back"
        ),
        Index(
            "uq_proposal_refusal_one",
            "proposal_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    proposal_id: Mapped[str] = reference("known_proposal.id")
    declined_by: Mapped[str] = reference("holder.id")
    declined_on: Mapped[date] = column("ledger", Date)
    needs_second: Mapped[bool] = column("ledger", Boolean)
    confirmed_by: Mapped[str | None] = reference("holder.id")
    withdrawn_by: Mapped[str | None] = reference("holder.id")
    grounds: Mapped[str | None] = column("committed")

    @property
    def stands(self) -> bool:
        signed = self.confirmed_by is not None or not self.needs_second
        return signed and self.withdrawn_by is None


class ListingConfirmation(Row, Base):
    """A person put into the register who, by the rules, newly stands on the automatic lists of a scheme."""

    __tablename__ = "listing_confirmation"

    scheme: Mapped[str] = column("ledger", String(60))
    confirmed_by: Mapped[str] = reference("holder.id")
    confirmed_on: Mapped[date] = column("ledger", Date)
    office_id: Mapped[str] = reference("office.id")


class SuccessorDismissal(Salted, Row, Base):
    """A person looked at a warning that one contractor may carry on another and dismissed it, with a reason.

    ``shared`` are the codes of what they had in common then; with more in common it is another warning.
    """

    __tablename__ = "successor_dismissal"
    __table_args__ = (CheckConstraint("listed_id <> subject_id", name="two_contractors"),)

    subject_id: Mapped[str] = reference("subject.id", index=True)
    listed_id: Mapped[str] = reference("subject.id", index=True)
    shared: Mapped[str] = column("ledger", String(200))
    dismissed_by: Mapped[str] = reference("holder.id")
    dismissed_on: Mapped[date] = column("ledger", Date)
    reason: Mapped[str | None] = column("committed")
