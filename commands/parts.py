"""What every command reaches for: settings, engine, a database session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import cast

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from config import Config
from evidence.store import Store


def config() -> Config:
    return cast(Config, current_app.extensions["xinheng.config"])


def engine() -> Engine:
    return cast(Engine, current_app.extensions["xinheng.engine"])


def store() -> Store:
    return cast(Store, current_app.extensions["xinheng.store"])


def now() -> datetime:
    return cast(datetime, current_app.extensions["xinheng.clock"]())


@contextmanager
def database() -> Iterator[Session]:
    with cast(Session, current_app.extensions["xinheng.sessions"]()) as session:
        yield session
