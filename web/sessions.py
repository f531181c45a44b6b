"""Sessions live on the server: the cookie is a random token, and ending one ends it everywhere."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, g, session
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete
from werkzeug.datastructures import CallbackDict

from models import SessionRecord
from web.context import config, db, now

_RENEW_AFTER = timedelta(minutes=1)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """A browser's session. ``token`` is None until something has to be remembered."""

    def __init__(self, data: dict[str, Any] | None = None, token: str | None = None) -> None:
        def changed(session: ServerSession) -> None:
            session.modified = True

        super().__init__(data, changed)
        self.token = token
        self.modified = False
        self.old_token: str | None = None

    @property
    def account_id(self) -> str | None:
        return self.get("account_id")

    def sign_in(self, account_id: str) -> None:
        """Begin anew under a fresh token, so that a token known before signing in is worth nothing."""
        self.old_token, self.token = self.token, None
        self.clear()
        self["account_id"] = account_id

    def sign_out(self) -> None:
        self.old_token, self.token = self.token, None
        self.clear()


class DatabaseSessions(SessionInterface):
    """Reads and writes the session table; idle and absolute limits are settings."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        token = request.cookies.get(self.get_cookie_name(app), "")
        with app.app_context():
            record = db().get(SessionRecord, token_hash(token)) if token else None
            if record is None or self._is_over(record):
                return ServerSession()
            session = ServerSession(json.loads(record.data), token)
            session.modified = now() - record.seen_at > _RENEW_AFTER
            return session

    @staticmethod
    def _is_over(record: SessionRecord) -> bool:
        idle = timedelta(minutes=config().session_idle_minutes)
        longest = timedelta(hours=config().session_hours)
        return now() - record.seen_at > idle or now() - record.created_at > longest

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, ServerSession)
        response.vary.add("Cookie")
        if not session.modified:
            return
        reader = db()
        reader.rollback()
        with reader.begin():
            reader.connection(execution_options={"writer": True})
            if session.old_token:
                reader.execute(
                    delete(SessionRecord).where(
                        SessionRecord.token_hash == token_hash(session.old_token)
                    )
                )
            if session:
                session.token = session.token or secrets.token_urlsafe(32)
                self._keep(session, session.token)
        self._set_cookie(app, session, response)

    @staticmethod
    def _keep(session: ServerSession, token: str) -> None:
        record = db().get(SessionRecord, token_hash(token))
        if record is None:
            record = SessionRecord(token_hash=token_hash(token), created_at=now())
            db().add(record)
        record.account_id = session.account_id
        record.data = json.dumps(dict(session))
        record.seen_at = now()

    def _set_cookie(self, app: Flask, session: ServerSession, response: Response) -> None:
        name = self.get_cookie_name(app)
        if not session:
            response.delete_cookie(name, path="/", secure=config().https, httponly=True)
            return
        response.set_cookie(
            name,
            session.token or "",
            path="/",
            secure=config().https,
            httponly=True,
            samesite="Lax",
        )


def install(app: Flask) -> None:
    app.session_interface = DatabaseSessions()

    @app.before_request
    def know_account() -> None:
        g.account_id = session.get("account_id")
