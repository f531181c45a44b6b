"""Colleagues: a contractor's manager opens and closes the accounts of its own users."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.people import Colleague
from services.messages import Invalid
from services.people import switch_account
from services.people.add_colleague import add_colleague
from services.people.list_accounts import accounts_of_contractor
from web.access import actor, may
from web.context import db, now
from web.form import Form, load, once, typed
from web.letters import letter as printed

bp = Blueprint("colleagues", __name__, url_prefix="/colleagues")


@bp.get("/")
@may("own.colleagues")
def index() -> str:
    return _page(Form())


@bp.post("/")
@may("own.colleagues")
def create() -> Any:
    form, who = typed(), actor()
    try:
        given = load(Colleague())
        once(lambda key: add_colleague(db(), who, **given, now=now(), once=key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    flash(_("The account is open. Print its letter and hand it over."), "ok")
    return redirect(url_for("colleagues.index"), 303)


@bp.post("/<account_id>/letter")
@may("own.colleagues")
def letter(account_id: str) -> Any:
    return printed(account_id, url_for("colleagues.index"))


@bp.post("/<account_id>/close")
@may("own.colleagues")
def close(account_id: str) -> Any:
    once(lambda key: switch_account.close_account(db(), actor(), account_id, now(), key))
    flash(_("The account is closed. Whoever was logged in with it is out."), "ok")
    return redirect(url_for("colleagues.index"), 303)


@bp.post("/<account_id>/reopen")
@may("own.colleagues")
def reopen(account_id: str) -> Any:
    once(lambda key: switch_account.reopen_account(db(), actor(), account_id, now(), key))
    flash(_("The account is open again and needs a new letter."), "ok")
    return redirect(url_for("colleagues.index"), 303)


def _page(form: Form) -> str:
    who = actor()
    rows = accounts_of_contractor(db(), who, who.subject_id or "")
    return render_template("colleagues/index.html", form=form, rows=rows, new_form=Form)
