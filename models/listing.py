"""The decisions in which cases end, listings, and what makes a listing public."""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    Index,
    Integer,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, Salted, column, reference
from models.subject import Subject

# Levels of law on which a public list may rest (State Council Office [2020] 49).
LEVELS = ("law", "administrative_regulation", "central_policy", "local_regulation")

ACTIONS = (
    "enter",
    "refuse",
    "not_filed",
    "dismiss",
    "transfer",
    "terminate",
    "suspend",
    "resume",
    "leave",
    "annul",
    "correct",
    "stay",
    "lift",
)
"""The decisions of a case: the first six close it, the last five are about the listing that it made."""
LATER = ACTIONS[8:]
ON_LISTS = ("enter", "leave", "annul")
"""Those that a score knows of: the rest puts nobody on a list and takes nobody off."""

_FIRST_DECISION = text(
    "action IN ('enter', 'refuse', 'not_filed', 'dismiss', 'transfer', 'terminate')"
    " AND withdrawn_by IS NULL"
)
_BY_RULE = text('confirmation_id IS NOT NULL AND ("end" IS NULL OR "end" <> \'annul\')')

_BEGAN = text('"end" IS NULL OR "end" <> \'unserved\'')


def _one_of(names: tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{name}'" for name in names) + ")"


class ListDecision(Salted, Row, Base):
    """A dated decision by people. Who decided and who typed are two fields.

    ``way`` is ``system`` (the decider acts here himself) or ``paper`` (a clerk types the signed form; it
    binds when a second clerk has confirmed the scan: ``confirmed_by``; one that was typed wrongly is taken
    back before: ``withdrawn_by``). A case is closed once. An entry takes effect when it is served, and then
    ``from_on`` and ``until_on`` are those of the listing; everything else takes effect when it binds.
    ``investigator_1``, ``investigator_2`` and ``reviewed_by`` stand here too, so that the database itself
    keeps the persons apart. ``orderer`` and ``order_no``: by whom a stay was ordered.
    """

    __tablename__ = "list_decision"
    __table_args__ = (
        CheckConstraint(f"action in {_one_of(ACTIONS)}", name="action"),
        CheckConstraint("way in ('system', 'paper')", name="way"),
        CheckConstraint("decided_by <> proposed_by", name="decider_is_not_proposer"),
        CheckConstraint(
            "decided_by <> investigator_1 and decided_by <> investigator_2",
            name="decider_is_no_investigator",
        ),
        CheckConstraint(
            "confirmed_by <> investigator_1 and confirmed_by <> investigator_2",
            name="second_person_is_no_investigator",
        ),
        CheckConstraint(
            "action <> 'enter' or (investigator_1 is not null and investigator_2 is not null"
            " and investigator_1 <> investigator_2)",
            name="two_investigators",
        ),
        CheckConstraint(
            "action <> 'enter' or (reviewed_by is not null and reviewed_by <> proposed_by"
            " and reviewed_by <> decided_by and reviewed_by <> investigator_1"
            " and reviewed_by <> investigator_2)",
            name="reviewed_by_another",
        ),
        CheckConstraint("confirmed_by <> typed_by", name="two_clerks"),
        CheckConstraint("way <> 'system' or typed_by = decided_by", name="decider_acts_himself"),
        CheckConstraint(
            "effective_entry_id is null or confirmed_by is not null"
            f" or (way = 'system' and action not in {_one_of(LATER)})",
            name="second_person",
        ),
        CheckConstraint(
            "withdrawn_by is null or effective_entry_id is null", name="effective_stays"
        ),
        CheckConstraint(
            "action not in ('enter', 'stay', 'lift') or from_on is not null", name="has_a_day"
        ),
        CheckConstraint(
            "action <> 'stay' or (orderer is not null and orderer in"
            " ('court', 'reconsideration', 'office'))",
            name="stay_was_ordered",
        ),
        CheckConstraint("action <> 'transfer' or addressee is not null", name="transferred_to"),
        CheckConstraint("action <> 'refuse' or cause is not null", name="refused_for_a_cause"),
        CheckConstraint(
            "until_on > from_on or (action = 'stay' and until_on = from_on)",
            name="ends_after_beginning",
        ),
        UniqueConstraint("case_id", "position"),
        Index(
            "uq_list_decision_first",
            "case_id",
            unique=True,
            sqlite_where=_FIRST_DECISION,
            postgresql_where=_FIRST_DECISION,
        ),
        Index("ix_list_decision_subject", "subject_id", "scheme", "list_code"),
    )

    case_id: Mapped[str] = reference("list_case.id")
    position: Mapped[int] = column("ledger", Integer)
    subject_id: Mapped[str] = reference("subject.id")
    scheme: Mapped[str] = column("ledger", String(60))
    list_code: Mapped[str] = column("ledger", String(60))
    action: Mapped[str] = column("ledger", String(10))
    cause: Mapped[str | None] = column("ledger", String(20))
    addressee: Mapped[str | None] = column("ledger", String(200))
    orderer: Mapped[str | None] = column("ledger", String(20))
    order_no: Mapped[str | None] = column("ledger", String(80))
    from_on: Mapped[date | None] = column("ledger", Date)
    until_on: Mapped[date | None] = column("ledger", Date)
    for_life: Mapped[bool] = column("ledger", Boolean, default=False)
    proposed_by: Mapped[str] = reference("holder.id")
    investigator_1: Mapped[str | None] = reference("holder.id")
    investigator_2: Mapped[str | None] = reference("holder.id")
    reviewed_by: Mapped[str | None] = reference("holder.id")
    decided_by: Mapped[str] = reference("holder.id")
    decided_on: Mapped[date] = column("ledger", Date)
    way: Mapped[str] = column("ledger", String(10))
    typed_by: Mapped[str] = reference("holder.id")
    confirmed_by: Mapped[str | None] = reference("holder.id")
    withdrawn_by: Mapped[str | None] = reference("holder.id")
    effective_entry_id: Mapped[str | None] = column("ledger", String(32))
    document_no: Mapped[str | None] = column("ledger", String(80))
    reason: Mapped[str | None] = column("committed")
    corrects: Mapped[str | None] = column("committed")

    @property
    def confirmed(self) -> bool:
        """Nobody's confirmation is wanting: whoever opened the case is the other person of a decision taken
        here. A change of a listing binds anew and needs a second person of its own, as a typed paper does.
        """
        alone = self.way == "system" and self.action not in LATER
        return alone or self.confirmed_by is not None

    @property
    def waits(self) -> bool:
        """Not yet confirmed by a second person: typed from paper, or a change of a listing."""
        return not self.confirmed and self.withdrawn_by is None

    @property
    def acts_at_once(self) -> bool:
        """It takes effect as soon as it binds; an entry waits for its service."""
        return self.confirmed and self.action != "enter"


class Listing(Row, Base):
    """列入: one stay on one list, from a day (included) to a day (excluded).

    It ends by the clock, by a decision (``end``: leave, annul, or replaced by a later entry), by its repair,
    or by the rule that made it. One that was annulled never stood: it ends on the day on which it began,
    and so does one whose decision was not served after all (``unserved``: the service was taken back).
    One without a case stands by rule: the walk made it, and a person put it into the register
    (``confirmation_id``). A case may have two: one that a repair ended and the rest of its term after the
    repair was revoked.
    """

    __tablename__ = "listing"
    __table_args__ = (
        Index("ix_listing_list", "scheme", "list_code", "from_on"),
        CheckConstraint(
            "\"end\" in ('leave', 'annul', 'replaced', 'repair', 'rule', 'unserved')", name="end"
        ),
        CheckConstraint("until_on >= from_on", name="ends_after_beginning"),
        CheckConstraint(
            "\"end\" not in ('annul', 'unserved') or until_on = from_on",
            name="annulled_never_stood",
        ),
        CheckConstraint("(case_id is null) = (decision_id is null)", name="case_and_decision"),
        CheckConstraint(
            "(case_id is null) = (confirmation_id is not null)", name="by_decision_or_by_rule"
        ),
        Index(
            "uq_listing_by_rule",
            "subject_id",
            "scheme",
            "list_code",
            "from_on",
            unique=True,
            sqlite_where=_BY_RULE,
            postgresql_where=_BY_RULE,
        ),
        Index(
            "uq_listing_case_begins",
            "case_id",
            "from_on",
            unique=True,
            sqlite_where=_BEGAN,
            postgresql_where=_BEGAN,
        ),
    )

    case_id: Mapped[str | None] = reference("list_case.id")
    decision_id: Mapped[str | None] = reference("list_decision.id")
    confirmation_id: Mapped[str | None] = reference("listing_confirmation.id")
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


class Publication(Salted, Row, Base):
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
    end_ground: Mapped[str | None] = column("ledger", String(20))
    end_reason: Mapped[str | None] = column("committed")

    def runs_on(self, day: date) -> bool:
        """Whether the listing is public on this day, as far as its publication goes."""
        agreed = self.agreed_by is not None and self.ended_on is None
        return agreed and self.from_on <= day < self.until_on
