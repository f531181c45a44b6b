"""Rounds (评价批次): a scheme frozen for a day, its subjects with their results, requests for review, changes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    BigInteger,
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

_STANDS = text("withdrawn_by IS NULL")
_UNDER_WAY = text("state not in ('published', 'cancelled')")


class Round(Salted, Row, Base):
    """One evaluation: everybody whom a scheme weighs, on the day ``on`` as known at ledger size ``known``.

    ``state``: first, feedback, display, adopted, published; or cancelled. What is adopted is sealed by the
    hashes of its rule book and of its canonical table. One round a scheme is under way at a time.
    """

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint(
            "state in ('first', 'feedback', 'display', 'adopted', 'published', 'cancelled')",
            name="state",
        ),
        CheckConstraint("adopted_by <> opened_by", name="adopted_by_another"),
        CheckConstraint(
            "state not in ('adopted', 'published')"
            " or (adopted_by is not null and table_sha256 is not null)",
            name="adopted_is_sealed",
        ),
        CheckConstraint(
            "state <> 'published' or (document_no is not null and published_on >= adopted_on)",
            name="published_has_a_number",
        ),
        CheckConstraint("display_until >= display_from", name="display_ends_after_beginning"),
        Index(
            "uq_round_under_way",
            "scheme",
            unique=True,
            sqlite_where=_UNDER_WAY,
            postgresql_where=_UNDER_WAY,
        ),
        Index("ix_round_scheme", "scheme", "published_on"),
    )

    scheme: Mapped[str] = column("ledger", String(60))
    title: Mapped[str] = column("ledger", String(120))
    on: Mapped[date] = column("ledger", Date)
    known: Mapped[int] = column("ledger", Integer)
    version: Mapped[str] = column("ledger", String(40))
    book_sha256: Mapped[str] = column("ledger", String(64))
    office_id: Mapped[str] = reference("office.id")
    state: Mapped[str] = column("ledger", String(10))
    opened_on: Mapped[date] = column("ledger", Date)
    opened_by: Mapped[str] = reference("holder.id")
    feedback_on: Mapped[date | None] = column("ledger", Date)
    feedback_by: Mapped[str | None] = reference("holder.id")
    request_days: Mapped[int | None] = column("ledger", Integer)
    display_text: Mapped[str | None] = column("ledger")
    display_telephone: Mapped[str | None] = column("ledger", String(60))
    display_address: Mapped[str | None] = column("ledger", String(200))
    display_from: Mapped[date | None] = column("ledger", Date)
    display_until: Mapped[date | None] = column("ledger", Date)
    display_by: Mapped[str | None] = reference("holder.id")
    adopted_on: Mapped[date | None] = column("ledger", Date)
    adopted_by: Mapped[str | None] = reference("holder.id")
    opinion: Mapped[str | None] = column("committed")
    table_sha256: Mapped[str | None] = column("ledger", String(64))
    document_no: Mapped[str | None] = column("ledger", String(80))
    published_on: Mapped[date | None] = column("ledger", Date)
    published_by: Mapped[str | None] = reference("holder.id")
    cancelled_on: Mapped[date | None] = column("ledger", Date)
    cancelled_by: Mapped[str | None] = reference("holder.id")
    cancelled_why: Mapped[str | None] = column("committed")


class RoundAdoption(Salted, Row, Base):
    """审定 signed on paper: a clerk types the signed form with its scan; it adopts the round when a second clerk
    has confirmed the scan (``confirmed_by``), or is taken back before (``withdrawn_by``).
    """

    __tablename__ = "round_adoption"
    __table_args__ = (
        CheckConstraint("confirmed_by <> typed_by", name="two_clerks"),
        CheckConstraint("confirmed_by <> decided_by", name="decider_does_not_confirm"),
        CheckConstraint("confirmed_by is null or withdrawn_by is null", name="one_answer"),
        Index(
            "uq_round_adoption_standing",
            "round_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    round_id: Mapped[str] = reference("round.id")
    decided_by: Mapped[str] = reference("holder.id")
    decided_on: Mapped[date] = column("ledger", Date)
    opinion: Mapped[str | None] = column("committed")
    typed_by: Mapped[str] = reference("holder.id")
    confirmed_by: Mapped[str | None] = reference("holder.id")
    withdrawn_by: Mapped[str | None] = reference("holder.id")


class RoundSubject(Salted, Row, Base):
    """One row of a round's table: the result of a subject, or why it is out of scope (``out``).

    ``known`` is the ledger size that the result rests on: the round's own until a review or a reopening
    gave the row another.
    """

    __tablename__ = "round_subject"
    __table_args__ = (
        UniqueConstraint("round_id", "subject_id"),
        CheckConstraint("(out is null) = (points is not null)", name="in_scope_has_a_result"),
        CheckConstraint(
            "out in ('closed', 'no_work', 'moved', 'stopped', 'other', 'unserved')",
            name="out_of_scope",
        ),
        Index("ix_round_subject_grade", "round_id", "grade"),
    )

    round_id: Mapped[str] = reference("round.id")
    subject_id: Mapped[str] = reference("subject.id", index=True)
    out: Mapped[str | None] = column("ledger", String(10))
    out_note: Mapped[str | None] = column("committed")
    points: Mapped[int | None] = column("ledger", BigInteger)
    grade: Mapped[str | None] = column("ledger", String(40))
    unrated: Mapped[str | None] = column("ledger", String(80))
    known: Mapped[int] = column("ledger", Integer)
    round: Mapped[Round] = relationship(lazy="joined")
    subject: Mapped[Subject] = relationship(lazy="joined")
    changes: Mapped[list[RoundChange]] = relationship(
        order_by="RoundChange.position", lazy="selectin"
    )
    requests: Mapped[list[ReviewRequest]] = relationship(
        order_by="ReviewRequest.position", lazy="selectin"
    )


class ReviewRequest(Row, Base):
    """复核申请: by the party, or entered for it from paper; answered point by point by another person.

    ``result``: upheld or changed.
    """

    __tablename__ = "review_request"
    __table_args__ = (
        CheckConstraint("answered_by <> typed_by", name="answered_by_another"),
        CheckConstraint("result in ('upheld', 'changed')", name="result"),
        CheckConstraint("(result is null) = (answered_by is null)", name="answered_once"),
        UniqueConstraint("row_id", "position"),
    )

    row_id: Mapped[str] = reference("round_subject.id")
    position: Mapped[int] = column("ledger", Integer)
    on: Mapped[date] = column("ledger", Date)
    typed_by: Mapped[str] = reference("holder.id")
    on_behalf: Mapped[bool] = column("ledger", Boolean, default=False)
    result: Mapped[str | None] = column("ledger", String(10))
    answered_on: Mapped[date | None] = column("ledger", Date)
    answered_by: Mapped[str | None] = reference("holder.id")
    document_no: Mapped[str | None] = column("ledger", String(80))
    points: Mapped[list[ReviewPoint]] = relationship(
        order_by="ReviewPoint.position", lazy="selectin"
    )


class ReviewPoint(Salted, Row, Base):
    """One point of a request, and what was answered to it."""

    __tablename__ = "review_point"
    __table_args__ = (UniqueConstraint("request_id", "position"),)

    request_id: Mapped[str] = reference("review_request.id")
    position: Mapped[int] = column("ledger", Integer)
    text: Mapped[str | None] = column("committed")
    taken_up: Mapped[bool | None] = column("ledger", Boolean)
    answer: Mapped[str | None] = column("committed")


class RoundChange(Salted, Row, Base):
    """A decision about one row, with both figures; ``stands``: the old one holds all the same.

    ``kind`` is review (before the round is adopted) or reopen (a record was corrected afterwards).
    """

    __tablename__ = "round_change"
    __table_args__ = (
        CheckConstraint("kind in ('review', 'reopen')", name="kind"),
        UniqueConstraint("row_id", "position"),
    )

    row_id: Mapped[str] = reference("round_subject.id")
    position: Mapped[int] = column("ledger", Integer)
    kind: Mapped[str] = column("ledger", String(10))
    old_points: Mapped[int] = column("ledger", BigInteger)
    old_grade: Mapped[str | None] = column("ledger", String(40))
    old_unrated: Mapped[str | None] = column("ledger", String(80))
    old_known: Mapped[int] = column("ledger", Integer)
    points: Mapped[int] = column("ledger", BigInteger)
    grade: Mapped[str | None] = column("ledger", String(40))
    unrated: Mapped[str | None] = column("ledger", String(80))
    known: Mapped[int] = column("ledger", Integer)
    stands: Mapped[bool] = column("ledger", Boolean)
    decided_on: Mapped[date] = column("ledger", Date)
    decided_by: Mapped[str] = reference("holder.id")
    document_no: Mapped[str | None] = column("ledger", String(80))
    reason: Mapped[str | None] = column("committed")
