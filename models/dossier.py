"""Dossiers: what was bound of a case, whom outside one was opened to, and each time it was read."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, Integer, String
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, UtcDateTime, column, reference
from models.disclosure import Disclosure

READERS = ("court", "reconsideration", "procuratorate", "supervision", "counsel", "other")
"""Who outside reads a dossier; the party's counsel reads what the party sees."""


class Dossier(Row, Base):
    """案卷: one file that was bound, known by the hash of its bytes.

    ``whole`` holds every paper; one that is not holds what the party sees. ``missing``: the red lines of its
    index. The file itself stays in the store only where it was opened to a reader outside.
    """

    __tablename__ = "dossier"
    __table_args__ = (CheckConstraint("pages > 0 and missing >= 0", name="counted"),)

    case_id: Mapped[str] = reference("list_case.id", index=True)
    subject_id: Mapped[str] = reference("subject.id")
    whole: Mapped[bool] = column("ledger", Boolean)
    on: Mapped[date] = column("ledger", Date)
    pages: Mapped[int] = column("ledger", Integer)
    missing: Mapped[int] = column("ledger", Integer)
    sha256: Mapped[str] = column("ledger", String(64))
    by: Mapped[str] = reference("holder.id")


class DossierGrant(Row, Base):
    """One dossier opened to one reader outside, to its last day (included) or until it is revoked.

    To whom and on what basis stands in its disclosure, which the contractor sees. The code is good once: the
    browser that used it keeps a pass, and nobody else can read.
    """

    __tablename__ = "dossier_grant"
    __table_args__ = (
        CheckConstraint(
            "reader in (" + ", ".join(f"'{reader}'" for reader in READERS) + ")", name="reader"
        ),
        CheckConstraint("until_on >= from_on", name="ends_after_beginning"),
        CheckConstraint("(revoked_on is null) = (revoked_by is null)", name="revoked_by_somebody"),
    )

    dossier_id: Mapped[str] = reference("dossier.id", index=True)
    disclosure_id: Mapped[str] = reference("disclosure.id")
    reader: Mapped[str] = column("ledger", String(20))
    from_on: Mapped[date] = column("ledger", Date)
    until_on: Mapped[date] = column("ledger", Date)
    granted_by: Mapped[str] = reference("holder.id")
    revoked_by: Mapped[str | None] = reference("holder.id")
    revoked_on: Mapped[date | None] = column("ledger", Date)
    code_hash: Mapped[str | None] = column("free", String(64))
    pass_hash: Mapped[str | None] = column("free", String(64))
    code_used_at: Mapped[datetime | None] = column("free", UtcDateTime)
    dossier: Mapped[Dossier] = relationship(lazy="joined")
    disclosure: Mapped[Disclosure] = relationship(lazy="joined")
    openings: Mapped[list[DossierOpening]] = relationship(lazy="selectin")

    def runs_on(self, day: date) -> bool:
        return self.from_on <= day <= self.until_on and self.revoked_on is None


class DossierOpening(Row, Base):
    """One reading by the reader outside; its moment is that of its entry in the ledger."""

    __tablename__ = "dossier_opening"

    grant_id: Mapped[str] = reference("dossier_grant.id", index=True)


class FilePages(Base):
    """How many pages a stored PDF has, counted once; 0: it cannot be opened."""

    __tablename__ = "file_pages"

    evidence_id: Mapped[str] = reference("evidence.id", "free", primary_key=True)
    pages: Mapped[int] = column("free", Integer)
