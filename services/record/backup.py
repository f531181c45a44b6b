"""Back up and restore an installation: database, evidence, secrets and witness in one folder."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from sqlalchemy import Engine, inspect

from config import Config
from services.messages import Conflict, say

_SQLITE, _POSTGRESQL = "database.sqlite", "database.dump"
_FILES = ("*.secret", "*.key")
_FOLDERS = ("evidence", "witness")


def backup(config: Config, engine: Engine, folder: Path) -> None:
    """Write a consistent copy while the product runs; ``folder`` must not exist yet.

    The database comes first: every file that its rows name is then already in the store.
    """
    if folder.exists():
        raise Conflict(say("%(folder)s exists already. Name a new folder.", folder=folder))
    folder.mkdir(parents=True, mode=0o700)
    if engine.dialect.name == "sqlite":
        _copy_sqlite(Path(engine.url.database or ""), folder / _SQLITE)
    else:
        _postgresql(engine, "pg_dump", "--format=custom", f"--file={folder / _POSTGRESQL}")
    for pattern in _FILES:
        for file in config.instance.glob(pattern):
            shutil.copy2(file, folder / file.name)
    for name in _FOLDERS:
        if (config.instance / name).exists():
            shutil.copytree(config.instance / name, folder / name)


def restore(config: Config, engine: Engine, folder: Path) -> None:
    """Bring a backup into an empty instance; refuses to write over anything."""
    if not folder.is_dir():
        raise Conflict(say("%(folder)s is not a backup folder.", folder=folder))
    if inspect(engine).get_table_names():
        raise Conflict(say("This instance is not empty. Restore into a new one."))
    config.instance.mkdir(parents=True, exist_ok=True)
    if engine.dialect.name == "sqlite":
        _copy_sqlite(folder / _SQLITE, Path(engine.url.database or ""))
    else:
        _postgresql(engine, "pg_restore", "--no-owner", str(folder / _POSTGRESQL))
    for pattern in _FILES:
        for file in folder.glob(pattern):
            target = config.instance / file.name
            target.unlink(missing_ok=True)
            shutil.copy2(file, target)
    for name in _FOLDERS:
        if (folder / name).exists():
            shutil.copytree(folder / name, config.instance / name, dirs_exist_ok=True)


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own online copy: whole and consistent, unlike a copied file."""
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()


def _postgresql(engine: Engine, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs against this database; its password stays off the command line."""
    url = engine.url.set(drivername="postgresql", password=None)
    environment = {**os.environ, "PGPASSWORD": engine.url.password or ""}
    path = shutil.which(program)
    if path is None:
        raise Conflict(
            say("%(program)s is not installed; it comes with PostgreSQL.", program=program)
        )
    target = f"--dbname={url.render_as_string(hide_password=False)}"
    subprocess.run([path, target, *arguments], check=True, env=environment)  # noqa: S603
