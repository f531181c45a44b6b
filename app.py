"""create_app: the only file that joins the parts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

import commands
import web
from config import Config
from evidence.store import Store
from services import clock
from services.database import connect, sessions
from services.installation import secret
from services.record.reading_log import ReadingLog
from web.looks import Looks


def create_app(config: Config | None = None, now: Callable[[], datetime] = clock.now) -> Flask:
    """The product as one Flask application; ``now`` is its only clock."""
    config = config or Config.read()
    app = build(config)
    attach(app, config, now)
    return app


def build(config: Config) -> Flask:
    """Its pages and commands, before it has a database."""
    app = Flask("app")
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    web.install(app, config)
    CSRFProtect(app)  # after the guard: a form of an ended session leads to the log-in page
    commands.install(app)
    return app


def attach(app: Flask, config: Config, now: Callable[[], datetime]) -> None:
    """Give it its settings, its secrets, its database, its files and its clock."""
    app.config.update(
        SECRET_KEY=secret(config.instance, "forms"),
        MAX_CONTENT_LENGTH=(config.upload_cap_mb + 8) * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_NAME="__Host-session" if config.https else "session",
        WTF_CSRF_SSL_STRICT=config.https,
        WTF_CSRF_TIME_LIMIT=None,
        PREFERRED_URL_SCHEME="https" if config.https else "http",
    )
    engine = connect(config.database_url)
    app.extensions["xinheng.config"] = config
    app.extensions["xinheng.clock"] = now
    app.extensions["xinheng.engine"] = engine
    app.extensions["xinheng.sessions"] = sessions(engine)
    app.extensions["xinheng.store"] = Store(config.evidence, secret(config.instance, "evidence"))
    app.extensions["xinheng.reading"] = ReadingLog()
    app.extensions["xinheng.current"] = None  # no day was looked at yet
    app.extensions["xinheng.looks"] = Looks()
