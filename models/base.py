"""What every table shares: naming, kinds of protection, and types that behave alike on both databases."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Protection = Literal["ledger", "committed", "derived", "free"]

ID_LENGTH = 32


class Base(DeclarativeBase):
    """The product's own tables; the ledger keeps its two on a base of its own."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: String()}  # noqa: RUF012 - SQLAlchemy reads it from the class


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware going in, UTC in the database, aware coming out (SQLite forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def new_id() -> str:
    """128 random bits: says nothing about what it names, nor how many there are."""
    return secrets.token_hex(ID_LENGTH // 2)


def column(protection: Protection, *args: Any, **options: Any) -> Any:
    """A column that says how its content is proved.

    ``ledger``: rebuilt from the ledger and compared. ``committed``: personal or narrative text, checked
    against its salted commitment. ``derived``: recomputed and compared. ``free``: not protected.
    """
    return mapped_column(*args, info={"protection": protection}, **options)


def id_column() -> Any:
    return column("ledger", String(ID_LENGTH), primary_key=True)


def entry_column() -> Any:
    """The random id of the ledger entry that wrote the row (its number is known only at the end)."""
    return column("ledger", String(ID_LENGTH), index=True)


def reference(target: str, protection: Protection = "ledger", **options: Any) -> Any:
    return column(protection, String(ID_LENGTH), ForeignKey(target), **options)


class Salted:
    """A row with committed columns: one salt, erased together with what it hides."""

    salt: Mapped[str | None] = column("free", String(32))


class Row:
    """An identified row that knows the entry it came from."""

    id: Mapped[str] = id_column()
    entry_id: Mapped[str] = entry_column()


__all__ = [
    "Base",
    "Row",
    "Salted",
    "UtcDateTime",
    "column",
    "date",
    "datetime",
    "entry_column",
    "id_column",
    "new_id",
    "reference",
]
