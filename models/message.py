"""The outbox: reminders on their way to contractors, kept until they were handed over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped

from models.base import Base, UtcDateTime, column, reference


class OutgoingMessage(Base):
    """A reminder: shown on the contractor's page (portal), or handed to a gateway (sms, email).

    It starts no clock and is nobody's evidence, so its text and address stay out of the ledger. ``key``
    names what it says to whom; a gateway that gets the same key twice delivers once. ``lease`` is held by
    the sender that is handing it over, and runs out if that sender dies.
    """

    __tablename__ = "outgoing_message"
    __table_args__ = (
        CheckConstraint("kind in ('portal', 'sms', 'email')", name="kind"),
        CheckConstraint("state in ('waiting', 'handed_over', 'refused')", name="state"),
        CheckConstraint("kind = 'portal' or \"to\" is not null", name="has_an_address"),
        Index("ix_outgoing_message_due", "state", "kind", "next_at"),
        Index("ix_outgoing_message_subject", "subject_id", "put_at"),
    )

    id: Mapped[str] = column("free", String(32), primary_key=True)
    key: Mapped[str] = column("free", String(160), unique=True)
    kind: Mapped[str] = column("free", String(10))
    subject_id: Mapped[str] = reference("subject.id", "free")
    to: Mapped[str | None] = column("free", String(200))
    template: Mapped[str] = column("free", String(40))
    params: Mapped[str] = column("free")
    about: Mapped[str] = column("free", String(80))
    put_at: Mapped[datetime] = column("free", UtcDateTime)
    state: Mapped[str] = column("free", String(12), default="waiting")
    tries: Mapped[int] = column("free", default=0)
    next_at: Mapped[datetime] = column("free", UtcDateTime)
    lease: Mapped[str | None] = column("free", String(32))
    leased_until: Mapped[datetime | None] = column("free", UtcDateTime)
    handed_at: Mapped[datetime | None] = column("free", UtcDateTime)
    problem: Mapped[str | None] = column("free", String(300))
