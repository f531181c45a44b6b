"""The first visitor of a day finds all that the new day brings, whether or not the night's command ran."""

from __future__ import annotations

from flask import Flask

from services.new_day import begin_day
from web.access import current_actor
from web.context import db, now, today


def install(app: Flask) -> None:
    @app.before_request
    def keep_current() -> None:
        """Looked at once a day and process: only a new day can make a stored score old."""
        day = today()
        if current_actor() is not None and app.extensions["xinheng.current"] != day:
            begin_day(db(), now())
            app.extensions["xinheng.current"] = day
