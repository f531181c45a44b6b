"""Set up and serve: folders, secrets, tables, the demo province, the server."""

from __future__ import annotations

import sys
from typing import Any

import click
import waitress
from flask import Flask, current_app

import ledger
from commands.demo import bring_demo, check
from commands.parts import config, database, engine, now
from config import Config
from services.actor import SYSTEM
from services.calendar.load_calendar import load_shipped, not_in_the_record
from services.installation import migrate, unprotected
from services.writing import writing
from web import reading


def install(app: Flask) -> None:
    @app.cli.command("setup")
    def setup() -> None:
        """Create or update the database of this installation."""
        check()
        config().instance.mkdir(parents=True, exist_ok=True)
        migrate(engine())
        click.echo(f"The database is ready: {engine().url.render_as_string()}")
        if config().demo:
            bring_demo()
        bring_holidays()

    @app.cli.command("serve")
    def serve() -> None:
        """Serve the product at the address of the settings."""
        check()
        _refuse_unprotected()
        host, port = config().host, config().port
        application = current_app._get_current_object()  # type: ignore[attr-defined]
        try:
            server = server_of(application, config(), host, port)
        except OSError as error:
            click.echo(
                f"Cannot listen on {host}:{port} ({error.strerror}). Set XINHENG_PORT.", err=True
            )
            sys.exit(1)
        click.echo(f"Xinheng 信衡 is at http://{host}:{port}/  (Ctrl+C stops it)")
        server.run()
        reading.write()  # what was read last


def bring_holidays() -> None:
    """The years that a new version of the product brings, into a record that has begun."""
    with database() as session:
        if ledger.size(session) and not_in_the_record(session):
            with writing(session, SYSTEM, now()) as writer:
                load_shipped(writer)


def server_of(application: Flask, settings: Config, host: str, port: int) -> Any:
    """The server, listening; waitress by itself takes away what the trusted proxies say of the caller."""
    return waitress.create_server(
        application,
        host=host,
        port=port,
        threads=8,
        ident=None,
        clear_untrusted_proxy_headers=not settings.trusted_proxies,
        max_request_body_size=application.config["MAX_CONTENT_LENGTH"],
    )


def _refuse_unprotected() -> None:
    """A record that could be changed behind the product's back is not served."""
    missing = unprotected(engine())
    if missing:
        click.echo(
            f"Append-only triggers are missing: {', '.join(missing)}. "
            "Run `flask setup`, which sets them, then `flask ledger verify`.",
            err=True,
        )
        sys.exit(1)
