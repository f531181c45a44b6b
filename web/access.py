"""Who may call a route: every view says so, and one that does not is closed to everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from services.actor import Actor
from services.people.deputies import as_deputy
from services.people.sign_in import actor_of
from web.addresses import came_from, own_path
from web.context import db, today

DEPUTY = "deputy"
"""In the session: by which naming this browser acts for somebody."""

PUBLIC = "public"
SIGNED_IN = "signed in"

MOST_FROM_STRANGERS = 64 * 1024
"""Bytes of a form before its sender is known; files come from those who are signed in."""

MOST_PASTED_BY_STRANGERS = 512 * 1024
"""Where strangers paste a list: more than can be answered, so that the page can say so."""


def may(*permissions: str) -> Callable[[Any], Any]:
    """Open a view to whoever holds one of these permissions."""

    def mark(view: Any) -> Any:
        view.access = permissions
        return view

    return mark


def public(view: Any) -> Any:
    """Open a view to everybody."""
    view.access = (PUBLIC,)
    return view


def signed_in(view: Any) -> Any:
    """Open a view to everybody with an account."""
    view.access = (SIGNED_IN,)
    return view


def takes(size: int) -> Callable[[Any], Any]:
    """Let a form of a view be so many bytes long before its sender is known."""

    def mark(view: Any) -> Any:
        view.most_from_strangers = size
        return view

    return mark


def access_of(app: Flask, endpoint: str, method: str) -> tuple[str, ...]:
    """What a route asks for; empty when it does not say, which closes it."""
    view: Any = app.view_functions[endpoint]
    handler = getattr(getattr(view, "view_class", None), method.lower(), view)
    return tuple(getattr(handler, "access", getattr(view, "access", ())))


def current_actor() -> Actor | None:
    """Who is signed in, read once a request."""
    if "actor" not in g:
        account_id = g.get("account_id")
        g.actor = actor_of(db(), account_id) if account_id else None
        if g.actor is not None and DEPUTY in session:
            g.actor = as_deputy(db(), g.actor, session[DEPUTY], today()) or g.actor
    actor: Actor | None = g.actor
    return actor


def actor() -> Actor:
    """Who is signed in, in a view that only signed-in people reach."""
    found = current_actor()
    if found is None:
        abort(401)
    return found


def install(app: Flask) -> None:
    @app.before_request
    def guard() -> Response | None:
        if request.method not in ("GET", "HEAD") and current_actor() is None:
            view = current_app.view_functions.get(request.endpoint or "")
            most = getattr(view, "most_from_strangers", MOST_FROM_STRANGERS)
            request.max_content_length = most
        if request.endpoint is None:
            return None
        wanted = access_of(app, request.endpoint, request.method)
        if PUBLIC in wanted:
            return None
        who = current_actor()
        if who is None:
            return redirect(url_for("sign_in.form", next=_here()), 303)
        if SIGNED_IN not in wanted and not any(who.may(permission) for permission in wanted):
            abort(403)
        return None


def _here() -> str | None:
    """The page to come back to: this one, or the one whose form was sent (it keeps what was typed)."""
    if request.method in ("GET", "HEAD"):
        return own_path(request.full_path.rstrip("?"))
    return came_from()


def open_address(endpoint: str, **values: Any) -> str:
    """The address of a page; empty for whom it is closed, so no link leads to a refusal."""
    who, wanted = current_actor(), access_of(current_app, endpoint, "GET")
    known = {PUBLIC} if who is None else {PUBLIC, SIGNED_IN, *who.permissions}
    return url_for(endpoint, **values) if known & {*wanted} else ""


def open_static(app: Flask) -> None:
    """Style sheets and scripts are for everybody."""
    static: Any = app.view_functions["static"]
    static.access = (PUBLIC,)
