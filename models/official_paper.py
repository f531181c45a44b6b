"""Official papers on their way: drafted, checked, out to the office-automation system, back sealed; their templates."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from models.base import Base, Row, Salted, column, reference

BUSINESSES = ("case", "event", "objection", "repair", "round")
LAYOUTS = ("file", "letter", "form")
"""公文 as file, 公文 as letter (GB/T 9704-2012), and the form of a case."""

_PROPOSED = text("state = 'proposed'")
_STANDS = text("given_up_by IS NULL AND document_id IS NOT NULL")


def _among(name: str, codes: tuple[str, ...]) -> str:
    return f"{name} in (" + ", ".join(f"'{code}'" for code in codes) + ")"


class PaperTemplate(Row, Base):
    """A version of a template that somebody edited; version 1 is the one that came with the product.

    ``state`` is proposed, in_force or refused: papers are drafted from it once another person has agreed.
    One that whoever edited it took back is refused by nobody.
    """

    __tablename__ = "paper_template"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint(_among("layout", LAYOUTS), name="layout"),
        CheckConstraint("version > 1", name="after_the_shipped_one"),
        CheckConstraint("state in ('proposed', 'in_force', 'refused')", name="state"),
        CheckConstraint("decided_by <> edited_by", name="two_persons"),
        CheckConstraint("state <> 'in_force' or decided_by is not null", name="agreed_to"),
        Index(
            "uq_paper_template_proposed",
            "code",
            unique=True,
            sqlite_where=_PROPOSED,
            postgresql_where=_PROPOSED,
        ),
    )

    code: Mapped[str] = column("ledger", String(40))
    version: Mapped[int] = column("ledger", Integer)
    layout: Mapped[str] = column("ledger", String(10))
    number: Mapped[str] = column("ledger", String(80))
    title: Mapped[str] = column("ledger", String(200))
    addressee: Mapped[str] = column("ledger", String(400))
    body: Mapped[str] = column("ledger")
    enclosures: Mapped[str] = column("ledger")
    copies: Mapped[str] = column("ledger", String(400))
    edited_by: Mapped[str] = reference("holder.id")
    edited_on: Mapped[date] = column("ledger", Date)
    state: Mapped[str] = column("ledger", String(10))
    decided_by: Mapped[str | None] = reference("holder.id")
    decided_on: Mapped[date | None] = column("ledger", Date)


class OfficialPaper(Salted, Row, Base):
    """One paper of one piece of business (``business``, ``business_id``), made from a template's version.

    ``document_kind`` and ``document_id`` name the act that it is the paper of, as service knows it; a notice
    is drafted before it is recorded, and has none until then. ``revised_by`` wrote the text that stands, and
    neither he nor who drafted it checks it. With ``number`` it is back: signed by ``signed_by`` on
    ``signed_on``, its sealed file the document, and ours a draft.
    """

    __tablename__ = "official_paper"
    __table_args__ = (
        CheckConstraint(_among("business", BUSINESSES), name="business"),
        CheckConstraint(_among("layout", LAYOUTS), name="layout"),
        CheckConstraint(
            "checked_by <> drafted_by and checked_by <> revised_by", name="two_persons"
        ),
        CheckConstraint("sent_on is null or checked_by is not null", name="checked_before_sent"),
        CheckConstraint("number is null or sent_on is not null", name="sent_before_returned"),
        CheckConstraint(
            "(number is null) = (signed_on is null) and (number is null) = (returned_by is null)",
            name="returned_whole",
        ),
        CheckConstraint("number is null or given_up_by is null", name="returned_stays"),
        CheckConstraint("(document_kind is null) = (document_id is null)", name="document_in_full"),
        UniqueConstraint("number"),
        Index("ix_official_paper_business", "business", "business_id"),
        Index(
            "uq_official_paper_document",
            "document_kind",
            "document_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    business: Mapped[str] = column("ledger", String(12))
    business_id: Mapped[str] = column("ledger", String(32))
    subject_id: Mapped[str | None] = reference("subject.id", index=True)
    office_id: Mapped[str] = reference("office.id")
    document_kind: Mapped[str | None] = column("ledger", String(20))
    document_id: Mapped[str | None] = column("ledger", String(32), index=True)
    template: Mapped[str] = column("ledger", String(40))
    version: Mapped[int] = column("ledger", Integer)
    layout: Mapped[str] = column("ledger", String(10))
    number_form: Mapped[str] = column("ledger", String(80))
    title: Mapped[str | None] = column("committed")
    addressee: Mapped[str | None] = column("committed")
    body: Mapped[str | None] = column("committed")
    enclosures: Mapped[str | None] = column("committed")
    contact: Mapped[str | None] = column("committed")
    copies: Mapped[str | None] = column("committed")
    drafted_by: Mapped[str] = reference("holder.id")
    drafted_on: Mapped[date] = column("ledger", Date)
    revised_by: Mapped[str] = reference("holder.id")
    revised_entry_id: Mapped[str] = column("ledger", String(32))
    sent_back_by: Mapped[str | None] = reference("holder.id")
    remark: Mapped[str | None] = column("committed")
    checked_by: Mapped[str | None] = reference("holder.id")
    checked_on: Mapped[date | None] = column("ledger", Date)
    sent_by: Mapped[str | None] = reference("holder.id")
    sent_on: Mapped[date | None] = column("ledger", Date)
    number: Mapped[str | None] = column("ledger", String(80))
    signed_by: Mapped[str | None] = column("committed")
    signed_on: Mapped[date | None] = column("ledger", Date)
    returned_by: Mapped[str | None] = reference("holder.id")
    given_up_by: Mapped[str | None] = reference("holder.id")

    @property
    def state(self) -> str:
        """drafted | sent_back | checked | sent | returned | given_up."""
        if self.given_up_by is not None:
            return "given_up"
        if self.number is not None:
            return "returned"
        if self.sent_on is not None:
            return "sent"
        if self.checked_by is not None:
            return "checked"
        return "sent_back" if self.sent_back_by is not None else "drafted"
