"""`flask renew`: what the clock calls every night."""

from __future__ import annotations

import click
from flask import Flask

from commands.parts import database, now
from services.clock import day_of
from services.scores import renew_due


def install(app: Flask) -> None:
    @app.cli.command("renew")
    def renew() -> None:
        """Renew every stored score whose next change has come."""
        with database() as session, session.begin():
            session.connection(execution_options={"writer": True})
            count = renew_due(session, day_of(now()))
        click.echo(f"{count} scores renewed")
