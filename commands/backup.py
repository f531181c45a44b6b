"""`flask backup` and `flask restore`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask

from commands.parts import config, engine, now
from services.clock import CHINA
from services.messages import Refusal
from services.record.backup import backup as make_backup
from services.record.backup import restore as bring_back


def install(app: Flask) -> None:
    @app.cli.command("backup")
    @click.argument("folder", required=False, type=click.Path(path_type=Path))
    def backup(folder: Path | None) -> None:
        """Write database, evidence, secrets and witness to a new FOLDER (default: backups/ by time)."""
        target = folder or Path("backups") / f"{now().astimezone(CHINA):%Y%m%d-%H%M%S}"
        _told(lambda: make_backup(config(), engine(), target))
        click.echo(f"Backed up to {target}. It holds the secrets: keep it as safe as the instance.")

    @app.cli.command("restore")
    @click.argument("folder", type=click.Path(path_type=Path))
    def restore(folder: Path) -> None:
        """Bring the backup in FOLDER into an empty instance; then run `flask ledger verify`."""
        _told(lambda: bring_back(config(), engine(), folder))
        click.echo("Restored. Now prove it: flask ledger verify")


def _told(work: Callable[[], None]) -> None:
    """Run the work; a refusal is a sentence on standard error and exit code 1."""
    try:
        work()
    except Refusal as refused:
        click.echo(str(refused.message), err=True)
        sys.exit(1)
