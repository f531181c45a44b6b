"""Set up and serve: folders, secrets, tables, the demo province, the server."""

from __future__ import annotations

from typing import cast

import click
import waitress
from flask import Flask, current_app
from sqlalchemy import Engine

from config import Config
from services.installation import migrate


def engine() -> Engine:
    return cast(Engine, current_app.extensions["xinheng.engine"])


def config() -> Config:
    return cast(Config, current_app.extensions["xinheng.config"])


def install(app: Flask) -> None:
    @app.cli.command("setup")
    def setup() -> None:
        """Create or update the database of this installation."""
        config().instance.mkdir(parents=True, exist_ok=True)
        migrate(engine())
        click.echo(f"The database is ready: {engine().url.render_as_string()}")

    @app.cli.command("serve")
    def serve() -> None:
        """Serve the product at the address of the settings."""
        host, port = config().host, config().port
        click.echo(f"Xinheng 信衡 is at http://{host}:{port}/  (Ctrl+C stops it)")
        waitress.serve(app, host=host, port=port, threads=8, ident=None)
