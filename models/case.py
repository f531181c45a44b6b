"""Cases and their papers: what was said and done before a decision, and by whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Boolean, CheckConstraint, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, Salted, column, reference
from models.subject import Subject

if TYPE_CHECKING:
    from models.listing import ListDecision

PAPERS = (
    "investigators",
    "recusal_request",
    "recusal_decision",
    "facts",
    "notice",
    "reply",
    "waiver",
    "hearing_request",
    "hearing_notice",
    "hearing_record",
    "answer",
    "review",
    "discussion",
    "approval",
    "repair_notice",
)
"""The kinds of papers in a case, in the order of the procedure."""


class Case(Salted, Row, Base):
    """名单认定事项: from a proposal (of the rules or of a person) to a decision."""

    __tablename__ = "list_case"
    __table_args__ = (CheckConstraint("origin in ('rule', 'person', 'affiliate')", name="origin"),)

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
        order_by="ListDecision.position", lazy="selectin"
    )


class CaseStep(Salted, Row, Base):
    """A paper in the case; ``kind`` is one of PAPERS. Papers and decisions share one count of positions.

    ``days``: working days that a notice grants; ``held_on``: day of a hearing; ``regards``: the request,
    or the decision, that this paper answers; ``passed``: its outcome (legal review, recusal, approval,
    record signed by the party); ``signed_by`` and ``office``: who approved one level up.
    """

    __tablename__ = "case_step"
    __table_args__ = (
        CheckConstraint("kind in (" + ", ".join(f"'{k}'" for k in PAPERS) + ")", name="kind"),
        CheckConstraint("days > 0", name="time_to_reply"),
        UniqueConstraint("case_id", "position"),
    )

    case_id: Mapped[str] = reference("list_case.id")
    position: Mapped[int] = column("ledger", Integer)
    kind: Mapped[str] = column("ledger", String(20))
    on: Mapped[date] = column("ledger", Date)
    document_no: Mapped[str | None] = column("ledger", String(80))
    days: Mapped[int | None] = column("ledger", Integer)
    held_on: Mapped[date | None] = column("ledger", Date)
    regards: Mapped[str | None] = column("ledger", String(32))
    passed: Mapped[bool | None] = column("ledger", Boolean)
    text: Mapped[str | None] = column("committed")
    reasons: Mapped[str | None] = column("committed")
    basis: Mapped[str | None] = column("committed")
    rights: Mapped[str | None] = column("committed")
    place: Mapped[str | None] = column("committed")
    present: Mapped[str | None] = column("committed")
    office: Mapped[str | None] = column("committed")
    signed_by: Mapped[str | None] = column("committed")
    typed_by: Mapped[str] = reference("holder.id")
    on_behalf: Mapped[bool] = column("ledger", Boolean, default=False)
    persons: Mapped[list[CasePerson]] = relationship(
        order_by="CasePerson.position", lazy="selectin"
    )
    points: Mapped[list[CasePoint]] = relationship(order_by="CasePoint.position", lazy="selectin")
    answers: Mapped[list[CaseAnswer]] = relationship(lazy="selectin")


class CasePerson(Row, Base):
    """Somebody whom a paper names in a part; investigators with their certificates (执法证号)."""

    __tablename__ = "case_person"
    __table_args__ = (
        CheckConstraint("part in ('investigator', 'chair', 'reviewer', 'asked')", name="part"),
        CheckConstraint("part <> 'investigator' or certificate_no is not null", name="certificate"),
        UniqueConstraint("step_id", "holder_id"),
    )

    step_id: Mapped[str] = reference("case_step.id")
    position: Mapped[int] = column("ledger", Integer)
    holder_id: Mapped[str] = reference("holder.id")
    part: Mapped[str] = column("ledger", String(20))
    certificate_no: Mapped[str | None] = column("ledger", String(40))


class CasePoint(Salted, Row, Base):
    """One point of a statement and defence."""

    __tablename__ = "case_point"
    __table_args__ = (UniqueConstraint("step_id", "position"),)

    step_id: Mapped[str] = reference("case_step.id")
    position: Mapped[int] = column("ledger", Integer)
    text: Mapped[str | None] = column("committed")
    answer: Mapped[CaseAnswer | None] = relationship(lazy="joined", viewonly=True)


class CaseAnswer(Salted, Row, Base):
    """The answer to one point: taken up or not, with the reasons. A point is answered once."""

    __tablename__ = "case_answer"

    step_id: Mapped[str] = reference("case_step.id", index=True)
    point_id: Mapped[str] = reference("case_point.id", unique=True)
    taken_up: Mapped[bool] = column("ledger", Boolean)
    reasons: Mapped[str | None] = column("committed")
