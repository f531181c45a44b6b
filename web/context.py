"""What a request can reach: its database session, its clock, its settings."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from services.clock import day_of

if TYPE_CHECKING:
    from config import Config
    from evidence.store import Store


def config() -> Config:
    return cast("Config", current_app.extensions["xinheng.config"])


def store() -> Store:
    """The evidence store of this installation."""
    return cast("Store", current_app.extensions["xinheng.store"])


def now() -> datetime:
    """The clock of this application (a test brings its own)."""
    return cast(datetime, current_app.extensions["xinheng.clock"]())


def today() -> date:
    return day_of(now())


def db() -> Session:
    """The request's database session; writes begin their own transaction on it."""
    if "session" not in g:
        g.session = current_app.extensions["xinheng.sessions"]()
    return cast(Session, g.session)


def install(app: Flask) -> None:
    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        session = g.pop("session", None)
        if session is not None:
            session.close()
