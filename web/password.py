"""Set one's password: change it, or activate an account with the code from a letter."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.people import Activation, PasswordChange
from services.messages import Invalid, say
from services.people.activate_account import activate as activate_account
from services.people.change_password import change_password
from services.people.throttle import TooMany
from web.access import actor, public, signed_in
from web.context import config, db, now
from web.form import Form, load, typed
from web.language import tell
from web.sign_in import begin, caller

bp = Blueprint("password", __name__)


@bp.get("/password")
@signed_in
def form() -> str:
    return _page("change", Form())


@bp.post("/password")
@signed_in
def change() -> Any:
    form, who = typed(), actor()
    try:
        given = load(PasswordChange())
        _same_twice(given)
        change_password(
            db(),
            who,
            given["current"],
            given["password"],
            caller(),
            config().password_min_length,
            now(),
        )
    except (TooMany, Invalid) as refusal:
        return _refused("change", form, refusal)
    begin(who.account_id)
    flash(_("Your password is changed. Other browsers were logged out."), "ok")
    return redirect(url_for("password.form"), 303)


@bp.get("/activate")
@public
def activation() -> str:
    return _page("activate", Form())


@bp.post("/activate")
@public
def activate() -> Any:
    form = typed()
    try:
        given = load(Activation())
        _same_twice(given)
        account_id = activate_account(
            db(),
            given["username"],
            given["code"],
            given["password"],
            caller(),
            config().password_min_length,
            now(),
        )
    except (TooMany, Invalid) as refusal:
        return _refused("activate", form, refusal)
    begin(account_id)
    flash(_("Your password is set and you are logged in."), "ok")
    return redirect(url_for("home.index"), 303)


def _same_twice(given: dict[str, Any]) -> None:
    if given["password"] != given["again"]:
        raise Invalid({"again": say("The two passwords differ. Please type them again.")})


def _refused(page: str, form: Form, refusal: TooMany | Invalid) -> Any:
    if isinstance(refusal, TooMany):
        form.errors[""] = tell(refusal.message)
        return _page(page, form), 429, {"Retry-After": str(refusal.seconds)}
    form.refuse(refusal)
    return _page(page, form), 422


def _page(page: str, form: Form) -> str:
    least = config().password_min_length
    return render_template(f"sign_in/{page}.html", form=form, least=least)
