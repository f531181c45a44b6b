"""Pages: HTTP in, HTML out, and nothing else."""

from __future__ import annotations

from flask import Flask

from config import Config
from web import (
    access,
    context,
    contractors,
    errors,
    headers,
    home,
    language,
    page,
    password,
    path_part,
    record,
    register,
    sessions,
    sign_in,
)

BLUEPRINTS = (
    contractors.bp,
    home.bp,
    password.bp,
    record.bp,
    register.bp,
    sign_in.bp,
)


def install(app: Flask, config: Config) -> None:
    """Sessions, access, languages, headers, errors, and one blueprint a file."""
    path_part.install(app)
    context.install(app)
    sessions.install(app)
    access.install(app)
    language.install(app)
    headers.install(app, config.https)
    errors.install(app)
    page.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.open_static(app)
