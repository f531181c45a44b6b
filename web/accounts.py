"""Accounts: the system administrator opens and closes them and prints their letters."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.people import AccountSearch, StaffAccount
from services.messages import Invalid
from services.people import switch_account
from services.people.keep_offices import list_offices
from services.people.list_accounts import list_accounts, show_account
from services.people.list_roles import grants_of
from services.people.open_account import StaffAccount as Draft
from services.people.open_account import open_account
from web.access import actor, may
from web.context import config, db, now
from web.form import Form, asked, load, once, typed
from web.letters import letter as printed

bp = Blueprint("accounts", __name__, url_prefix="/accounts")


@bp.get("/")
@may("account.manage", "account.read")
def index() -> str:
    given, form = asked(AccountSearch())
    found = list_accounts(db(), actor(), given["kind"], given["q"], given["page"] or 1)
    plain = not config().https and not config().demo
    return render_template(
        "accounts/index.html", found=found, kind=given["kind"], form=form, plain=plain
    )


@bp.get("/new")
@may("account.manage")
def new() -> str:
    return _form(Form())


@bp.post("/")
@may("account.manage")
def create() -> Any:
    form = typed()
    try:
        draft = Draft(**load(StaffAccount()))
        account_id = once(lambda key: open_account(db(), actor(), draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _form(form), 422
    flash(_("The account is open. Print its letter now; roles are granted by two others."), "ok")
    return redirect(url_for("accounts.show", account_id=account_id), 303)


@bp.get("/<account_id>")
@may("account.manage", "account.read")
def show(account_id: str) -> str:
    return render_template(
        "accounts/show.html",
        account=show_account(db(), actor(), account_id),
        grants=grants_of(db(), actor(), account_id),
        new_form=Form,
    )


@bp.post("/<account_id>/letter")
@may("account.manage")
def letter(account_id: str) -> Any:
    return printed(account_id, url_for("accounts.show", account_id=account_id))


@bp.post("/<account_id>/close")
@may("account.manage")
def close(account_id: str) -> Any:
    once(lambda key: switch_account.close_account(db(), actor(), account_id, now(), key))
    flash(_("The account is closed. Whoever was logged in with it is out."), "ok")
    return redirect(url_for("accounts.show", account_id=account_id), 303)


@bp.post("/<account_id>/reopen")
@may("account.manage")
def reopen(account_id: str) -> Any:
    once(lambda key: switch_account.reopen_account(db(), actor(), account_id, now(), key))
    flash(_("The account is open again. It needs a new letter, and its roles anew."), "ok")
    return redirect(url_for("accounts.show", account_id=account_id), 303)


def _form(form: Form) -> str:
    return render_template("accounts/new.html", form=form, offices=list_offices(db()))
