"""Those who use the product: human beings, their accounts and roles."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, Index, Integer, String, text
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Row, Salted, UtcDateTime, column, reference
from models.office import Office


class Holder(Salted, Row, Base):
    """A human being; two-person rules compare holders, for one may have several accounts."""

    __tablename__ = "holder"

    name: Mapped[str | None] = column("committed")
    office_id: Mapped[str | None] = reference("office.id")
    subject_id: Mapped[str | None] = reference("subject.id", index=True)
    office: Mapped[Office | None] = relationship(lazy="joined")


class Account(Row, Base):
    """A way to sign in. The password and what follows from it are nobody's evidence.

    ``mandate_no`` and ``mandate_on`` name the 授权委托书 under which a contractor's first account was opened.
    """

    __tablename__ = "account"

    username: Mapped[str] = column("ledger", String(64), unique=True)
    holder_id: Mapped[str] = reference("holder.id", index=True)
    active: Mapped[bool] = column("ledger", Boolean, default=True)
    mandate_no: Mapped[str | None] = column("ledger", String(80))
    mandate_on: Mapped[date | None] = column("ledger", Date)
    password_hash: Mapped[str | None] = column("free")
    password_set_at: Mapped[datetime | None] = column("free", UtcDateTime)
    language: Mapped[str | None] = column("free", String(10))
    second_factor: Mapped[str | None] = column("free")
    holder: Mapped[Holder] = relationship(lazy="joined")


class RoleGrant(Row, Base):
    """A role asked for by one person and granted by another; a revocation is a dated end.

    A role that came with a contractor's account, or with the installation, was proposed by nobody.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("granted_by <> proposed_by", name="two_persons"),
        CheckConstraint("revoked_by <> revocation_proposed_by", name="two_persons_to_revoke"),
        CheckConstraint("granted_by <> holder_id", name="granted_by_another"),
        CheckConstraint("proposed_by <> holder_id", name="proposed_by_another"),
        Index("ix_role_grant_account", "account_id", "role"),
    )

    account_id: Mapped[str] = reference("account.id")
    holder_id: Mapped[str] = reference("holder.id")
    role: Mapped[str] = column("ledger", String(40))
    proposed_by: Mapped[str | None] = reference("holder.id")
    proposed_on: Mapped[date] = column("ledger", Date)
    granted_by: Mapped[str | None] = reference("holder.id")
    refused_by: Mapped[str | None] = reference("holder.id")
    decided_on: Mapped[date | None] = column("ledger", Date)
    revocation_proposed_by: Mapped[str | None] = reference("holder.id")
    revoked_by: Mapped[str | None] = reference("holder.id")
    revoked_on: Mapped[date | None] = column("ledger", Date)


class OneTimeCode(Base):
    """A code printed on an account letter or a reset slip: hashed, single use, short-lived."""

    __tablename__ = "one_time_code"

    account_id: Mapped[str] = reference("account.id", "free", primary_key=True)
    code_hash: Mapped[str] = column("free", String(64))
    expires_at: Mapped[datetime] = column("free", UtcDateTime)


class SessionRecord(Base):
    """A signed-in (or still anonymous) browser; ending it on the server ends it everywhere."""

    __tablename__ = "session"

    token_hash: Mapped[str] = column("free", String(64), primary_key=True)
    account_id: Mapped[str | None] = reference("account.id", "free", index=True)
    data: Mapped[str] = column("free")
    created_at: Mapped[datetime] = column("free", UtcDateTime)
    seen_at: Mapped[datetime] = column("free", UtcDateTime, index=True)


class LoginAttempt(Base):
    """Tries of the last minute that did not sign in, and strangers' questions, under a hash: the throttle."""

    __tablename__ = "login_attempt"

    id: Mapped[int] = column("free", Integer, primary_key=True, autoincrement=True)
    key: Mapped[str] = column("free", String(64), index=True)
    at: Mapped[datetime] = column("free", UtcDateTime)


class Idempotency(Base):
    """A form or API write that was done: the same key again gives the same answer and no second record."""

    __tablename__ = "idempotency"

    account_id: Mapped[str] = reference("account.id", "free", primary_key=True)
    key: Mapped[str] = column("free", String(80), primary_key=True)
    request_hash: Mapped[str] = column("free", String(64))
    location: Mapped[str] = column("free")
    at: Mapped[datetime] = column("free", UtcDateTime, index=True)


class AccessLog(Base):
    """Who read which file or dossier; kept outside the ledger, for the auditor alone."""

    __tablename__ = "access_log"

    id: Mapped[int] = column("free", Integer, primary_key=True, autoincrement=True)
    account_id: Mapped[str | None] = reference("account.id", "free", index=True)
    what: Mapped[str] = column("free", String(40))
    target_id: Mapped[str] = column("free", String(64), index=True)
    at: Mapped[datetime] = column(
        "free", UtcDateTime, index=True, server_default=text("CURRENT_TIMESTAMP")
    )
