"""One installation: its folders, its secrets, its tables and its protection."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Engine

import ledger
from models import Base

# Facts and decisions: rows that are only ever added. What moves on (an account, a listing) is not among them.
APPEND_ONLY = (
    "event",
    "event_confirmation",
    "event_withdrawal",
    "event_step",
    "case_step",
    "case_person",
    "case_point",
    "case_answer",
    "service",
    "list_case",
    "export",
)


def secret(instance: Path, name: str) -> bytes:
    """32 random bytes of this installation, made at first use, readable by its own user only."""
    path = instance / f"{name}.secret"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        _make_secret(path)
    return path.read_bytes()


def _make_secret(path: Path) -> None:
    """Whole or not at all: of two first starts at once, one makes it and both read it."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest shape; every run ends by setting the append-only triggers anew."""
    settings = AlembicConfig()
    settings.set_main_option(
        "script_location", str(Path(__file__).resolve().parent.parent / "migrations")
    )
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        ledger.protect(connection, APPEND_ONLY)


def unprotected(engine: Engine) -> list[str]:
    """Names of append-only triggers that are missing; the server refuses to start on any."""
    with engine.connect() as connection:
        return ledger.unprotected(connection, APPEND_ONLY)


def create(engine: Engine) -> None:
    """All tables at once, for a database that is rebuilt from the ledger and thrown away."""
    Base.metadata.create_all(engine)
