"""`flask renew`: what the clock calls every night."""

from __future__ import annotations

import click
from flask import Flask

from commands.parts import database, now, store
from services.clock import day_of
from services.files.clear_uploads import clear_uploads
from services.new_day import begin_day
from services.serving.remind_of_deadlines import remind_of_deadlines
from services.standing.standing_over_time import renew_standing
from services.writing import unrecorded


def install(app: Flask) -> None:
    @app.cli.command("renew")
    def renew() -> None:
        """Renew scores whose day has come, record what the rules then say, reckon month ends, remind."""
        with database() as session:
            count = begin_day(session, now())
            with unrecorded(session):
                months = renew_standing(session, day_of(now()))
            cleared = clear_uploads(session, store(), now())
            remind_of_deadlines(session, now())
        click.echo(
            f"{count} scores renewed, {months} month ends reckoned, {cleared} forgotten uploads cleared"
        )
