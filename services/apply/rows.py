"""How a ledger body becomes rows: by the columns' own types, and with its private texts where they are known."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Date, inspect
from sqlalchemy.orm import Session

from models import ActedFor, Base

Body = Mapping[str, Any]
Applier = Callable[[Session, Body, "Private"], None]

M = TypeVar("M", bound=Base)

APPLIERS: dict[str, Applier] = {}


def applies(kind: str) -> Callable[[Applier], Applier]:
    """Register the one function that turns bodies of this kind into rows."""

    def register(function: Applier) -> Applier:
        if kind in APPLIERS:
            raise ValueError(f"two functions apply {kind}")
        APPLIERS[kind] = function
        return function

    return register


def apply_body(session: Session, body: Body, private: Private) -> None:
    """Turn one body into rows; for whom a deputy wrote it is kept beside them."""
    APPLIERS[body["kind"]](session, body, private)
    if "for" in body:
        session.add(ActedFor(entry_id=body["id"], for_id=body["for"]))


def commitment(salt: str, column: str, value: str) -> str:
    """SHA-256 over salt, column name and text: fixes a text without telling it."""
    return hashlib.sha256(f"{salt}\0{column}\0{value}".encode()).hexdigest()


@dataclass
class Private:
    """What stays out of bodies: texts by (table, row id), file keys by evidence id.

    Empty when a database is rebuilt.
    """

    texts: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    salts: dict[tuple[str, str], str] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)

    def keep(self, table: str, row_id: str, **texts: str | None) -> None:
        """Hold the texts of one row until it is built; ``None`` is no text and needs no commitment."""
        known = {column: text for column, text in texts.items() if text is not None}
        if known:
            self.texts.setdefault((table, row_id), {}).update(known)
            self.salts.setdefault((table, row_id), secrets.token_hex(16))

    def commitments(self) -> dict[str, str]:
        """``table/row/column`` -> commitment, for the body."""
        return {
            f"{table}/{row_id}/{column}": commitment(self.salts[table, row_id], column, text)
            for (table, row_id), texts in self.texts.items()
            for column, text in texts.items()
        }

    def fill(self, row: Base) -> None:
        key = (row.__tablename__, str(inspect(row).mapper.primary_key_from_instance(row)[0]))
        for column, text in self.texts.get(key, {}).items():
            setattr(row, column, text)
        if key in self.salts:
            row.salt = self.salts[key]  # type: ignore[attr-defined]


def typed(model: type[Base], data: Mapping[str, Any]) -> dict[str, Any]:
    """Body values as the columns of ``model`` hold them: days are ISO text in a body, dates in a row."""
    columns = model.__table__.columns
    return {
        name: date.fromisoformat(value)
        if value is not None and isinstance(columns[name].type, Date)
        else value
        for name, value in data.items()
    }


def add_row(
    session: Session, model: type[M], body: Body, data: Mapping[str, Any], private: Private
) -> M:
    """Insert one row that names the entry it came from."""
    row = model(entry_id=body["id"], **typed(model, data))
    private.fill(row)
    session.add(row)
    return row


def change_row(
    session: Session, model: type[M], row_id: str, data: Mapping[str, Any], private: Private
) -> M:
    """Change columns of one row, as a later entry says."""
    row = session.get_one(model, row_id)
    for name, value in typed(model, data).items():
        setattr(row, name, value)
    private.fill(row)
    return row


def body_value(value: Any) -> Any:
    """A column value as a body carries it."""
    return value.isoformat() if isinstance(value, date) else value
