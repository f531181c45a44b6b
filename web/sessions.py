"""Sessions live on the server: the cookie is a random token, and ending one ends it everywhere."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, g, session
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import CallbackDict

from models import SessionRecord
from services.writing import unrecorded
from web.context import config, db, now

_RENEW_AFTER = timedelta(minutes=1)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """A browser's session. ``token`` is None until something has to be remembered.

    ``due``: nothing in it has changed, but that its browser still comes is to be written down again.
    ``unread``: why the database could not be asked for it; the request goes no further.
    """

    def __init__(self, data: dict[str, Any] | None = None, token: str | None = None) -> None:
        def changed(session: ServerSession) -> None:
            session.modified = True

        super().__init__(data, changed)
        self.token = token
        self.modified = False
        self.due = False
        self.unread: OperationalError | None = None
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
        try:
            record = db().get(SessionRecord, token_hash(token)) if token else None
        except OperationalError as error:
            db().rollback()
            session = ServerSession()
            session.unread = error
            return session
        if record is None or self._is_over(record):
            return ServerSession()
        session = ServerSession(json.loads(record.data), token)
        session.due = now() - record.seen_at > _RENEW_AFTER
        return session

    @staticmethod
    def _is_over(record: SessionRecord) -> bool:
        idle, longest = _limits()
        return now() - record.seen_at > idle or now() - record.created_at > longest

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, ServerSession)
        response.vary.add("Cookie")
        if session.unread or not (session.modified or session.due):
            return
        try:
            self._keep(session)
        except OperationalError:
            # Nothing is lost of a session that was only seen: the next page says so again.
            lost, session.modified, session.due = session.modified, False, False
            if lost:
                raise
            return
        self._set_cookie(app, session, response)

    def _keep(self, session: ServerSession) -> None:
        with unrecorded(db()):
            if session.old_token:
                old = SessionRecord.token_hash == token_hash(session.old_token)
                db().execute(delete(SessionRecord).where(old))
            if session and session.token is None:
                session.token = self._begin(session)
            elif session.token and not self._renew(session, session.token):
                session.clear()

    @staticmethod
    def _begin(session: ServerSession) -> str:
        """A new row under a new token; rows that ran out go."""
        token = secrets.token_urlsafe(32)
        idle, longest = _limits()
        over = (SessionRecord.seen_at < now() - idle) | (SessionRecord.created_at < now() - longest)
        db().execute(delete(SessionRecord).where(over))
        db().add(
            SessionRecord(
                token_hash=token_hash(token),
                account_id=session.account_id,
                data=json.dumps(dict(session)),
                created_at=now(),
                seen_at=now(),
            )
        )
        return token

    @staticmethod
    def _renew(session: ServerSession, token: str) -> bool:
        """Keep what changed; False when the session was ended while this request ran, and stays ended."""
        done = db().execute(
            update(SessionRecord)
            .where(SessionRecord.token_hash == token_hash(token))
            .values(data=json.dumps(dict(session)), seen_at=now())
            .returning(SessionRecord.token_hash)
        )
        return done.one_or_none() is not None

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


def _limits() -> tuple[timedelta, timedelta]:
    """How long a session may lie idle, and how long it may last."""
    return timedelta(minutes=config().session_idle_minutes), timedelta(hours=config().session_hours)


def install(app: Flask) -> None:
    app.session_interface = DatabaseSessions()

    @app.before_request
    def know_account() -> None:
        if isinstance(session, ServerSession) and session.unread:
            raise session.unread
        g.account_id = session.get("account_id")
