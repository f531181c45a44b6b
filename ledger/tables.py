"""The ledger's two tables: the entries, and the one row that says how far they reach."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which keeps no time zone, gives it back aware as well."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a time zone and store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The ledger's own tables, apart from those of the product."""

    metadata = MetaData(naming_convention=NAMING)


BigInt = BigInteger().with_variant(Integer, "sqlite")


class Entry(Base):
    """One thing that was done. `body` is the truth; every other column only helps to find it."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("length(leaf_hash) = 32", name="leaf_hash"),
        Index("ix_ledger_entry_kind_at", "kind", "recorded_at"),
        Index("ix_ledger_entry_actor_at", "actor", "recorded_at"),
    )

    seq: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    """1..n without a gap, given under the ledger lock."""
    entry_id: Mapped[str] = mapped_column(Text, unique=True)
    """Random, chosen before the entry is written, so that rows can name their entry."""
    kind: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text)
    subject: Mapped[str | None] = mapped_column(Text, index=True)
    recorded_at: Mapped[datetime] = mapped_column(Instant, index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    """The canonical bytes that were hashed."""
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary)


class Head(Base):
    """How many entries there are, when the last was written, and the tree's frontier."""

    __tablename__ = "ledger_head"
    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        CheckConstraint("size > 0", name="size"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(BigInt)
    last_at: Mapped[datetime] = mapped_column(Instant)
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
