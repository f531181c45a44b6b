"""One installation: its folders, its secrets, its tables and its protection."""

from __future__ import annotations

import os
import secrets
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
    "list_case",
    "export",
)


def secret(instance: Path, name: str) -> bytes:
    """32 random bytes of this installation, made at first use, readable by its own user only."""
    path = instance / f"{name}.secret"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
    return path.read_bytes()


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


def create(engine: Engine) -> None:
    """All tables at once, for a database that is rebuilt from the ledger and thrown away."""
    Base.metadata.create_all(engine)
