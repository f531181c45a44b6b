"""Sign in and out."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from schemas.people import SignIn
from services.messages import Invalid
from services.people import sign_in
from services.people.throttle import TooMany
from web.access import actor, current_actor, public, signed_in
from web.addresses import own_path
from web.context import db, now
from web.form import Form, load, typed
from web.language import tell
from web.sessions import ServerSession

bp = Blueprint("sign_in", __name__)


def caller() -> str:
    """The address a request came from, as the trusted proxies say."""
    return request.remote_addr or ""


def begin(account_id: str) -> None:
    """This browser is signed in from here on, under a token it did not have before."""
    cast(ServerSession, session).sign_in(account_id)


@bp.get("/login")
@public
def form() -> Any:
    if current_actor() is not None:
        return redirect(url_for("home.index"), 303)
    return _page(Form({"next": own_path(request.args.get("next")) or ""}))


@bp.post("/login")
@public
def enter() -> Any:
    form = typed()
    try:
        given = load(SignIn())
        begin(sign_in.sign_in(db(), given["username"], given["password"], caller(), now()))
    except TooMany as refusal:
        form.errors[""] = tell(refusal.message)
        return _page(form), 429, {"Retry-After": str(refusal.seconds)}
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    return redirect(own_path(given["next"]) or url_for("home.index"), 303)


@bp.post("/logout")
@signed_in
def leave() -> Response:
    sign_in.sign_out(db(), actor(), caller(), now())
    cast(ServerSession, session).sign_out()
    return redirect(url_for("sign_in.form"), 303)


def _page(form: Form) -> str:
    return render_template("sign_in/form.html", form=form)
